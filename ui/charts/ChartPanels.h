#pragma once

#include "ui/document/DesignSession.h"

#include <QWidget>

class QStackedWidget;

namespace colonnade::ui {

class ChartCanvas;
class EmptyState;

/// What the panels with charts have in common: a canvas, or the sentence that says what is missing.
class ChartPanel : public QWidget {
    Q_OBJECT
public:
    explicit ChartPanel(DesignSession& session, QWidget* parent);

signals:
    /// The estimate needs a workload: offer the choice at this place of the screen.
    void workloadWanted(QPoint at);

protected:
    /// The sentence in place of the charts; empty where there is something to draw.
    [[nodiscard]] virtual QString missing() const = 0;
    [[nodiscard]] virtual std::vector<struct PlacedChart> lay(QSizeF size) const = 0;
    [[nodiscard]] const model::TrainingEstimate* estimate() const;
    [[nodiscard]] const model::ServingEstimate* serving() const;
    /// Of the baseline, where that is another design than the one shown; else null.
    [[nodiscard]] const model::TrainingEstimate* baseline() const;
    [[nodiscard]] QString whyNoEstimate() const;
    /// To be called at the end of the constructor of each panel.
    void refresh();

    DesignSession& m_session;

private:
    QStackedWidget* m_pages;
    ChartCanvas* m_canvas;
    EmptyState* m_empty;
};

/// Step time by what it goes to, power by kind and throughput over accelerators.
class EstimatePanel final : public ChartPanel {
    Q_OBJECT
public:
    EstimatePanel(DesignSession& session, QWidget* parent);

private:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] std::vector<PlacedChart> lay(QSizeF size) const override;
};

/// Power by kind, and every feed in its worst state.
class PowerPanel final : public ChartPanel {
    Q_OBJECT
public:
    PowerPanel(DesignSession& session, QWidget* parent);

private:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] std::vector<PlacedChart> lay(QSizeF size) const override;
};

/// Memory of the fullest accelerator, by what it holds.
class MemoryPanel final : public ChartPanel {
    Q_OBJECT
public:
    MemoryPanel(DesignSession& session, QWidget* parent);

private:
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] std::vector<PlacedChart> lay(QSizeF size) const override;
};

} // namespace colonnade::ui
