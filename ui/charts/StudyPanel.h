#pragma once

#include "ui/document/EstimateStudy.h"

#include <QWidget>

class QComboBox;
class QScrollArea;
class QStackedWidget;
class QTableView;

namespace colonnade::ui {

class ChartCanvas;
class EmptyState;
class LayoutModel;
class MeasuredPanel;
class SearchBar;
class WorkloadTable;
struct PlacedChart;

/// What stands behind the estimate: why it is what it is, what more of each property of the machine would give, the layouts
/// or the numbers of users that there are to choose from, what it costs, and all workloads beside the baseline.
class StudyPanel final : public QWidget {
    Q_OBJECT
public:
    enum class View { Why, WhatIf, Choices, Latency, Cost, Measured, Workloads };

    StudyPanel(DesignSession& session, QWidget* parent);

    /// For the corner of its dock.
    [[nodiscard]] QWidget* views() const;
    void setView(View view);
    [[nodiscard]] View view() const { return m_view; }
    /// What is shown; null before the first.
    [[nodiscard]] std::shared_ptr<const Study> study() const { return m_study.study(); }

signals:
    void workloadWanted(QPoint at);
    void importWanted(); ///< Of measured results.

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void fitColumns();
    void fitCanvas();
    /// Of the charts of the view in a canvas of that width.
    [[nodiscard]] double leastHeight(double width) const;
    void takeLayout(int row);
    [[nodiscard]] QString missing() const;
    [[nodiscard]] std::vector<PlacedChart> lay(QSizeF size) const;
    [[nodiscard]] std::vector<PlacedChart> layWhy(const Study& study, QSizeF size) const;
    [[nodiscard]] std::vector<PlacedChart> layLatency(const Study& study, QSizeF size) const;
    /// "The whole site at 90 % load".
    [[nodiscard]] QString energyBasis() const;
    [[nodiscard]] std::vector<PlacedChart> layCost(const Study& study, QSizeF size) const;

    DesignSession& m_session;
    EstimateStudy m_study;
    View m_view = View::Why;
    QComboBox* m_views;
    QStackedWidget* m_pages;
    ChartCanvas* m_canvas;
    QScrollArea* m_scroll; ///< Around the canvas.
    QTableView* m_table;
    LayoutModel* m_layouts;
    SearchBar* m_search;
    WorkloadTable* m_workloads;
    EmptyState* m_empty;
    MeasuredPanel* m_measured;
};

} // namespace colonnade::ui
