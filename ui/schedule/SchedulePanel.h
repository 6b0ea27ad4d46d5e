#pragma once

#include "ui/schedule/ScheduleSearching.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace colonnade::ui {

class EmptyState;
class ScheduleModel;

/// Every cable of the design, one a row, searched, filtered and sorted aside. A row selects its cable in all views, a
/// double click also brings it into sight.
class SchedulePanel final : public QWidget {
    Q_OBJECT
public:
    explicit SchedulePanel(DesignSession& session, QWidget* parent = nullptr);
    /// Search and filters; they stand in the panel's title.
    [[nodiscard]] QWidget* filters() const { return m_filters; }
    [[nodiscard]] const ScheduleModel& model() const { return *m_model; }

signals:
    void said(const QString& message);
    void newFabricRequested();

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeFilters();
    void makeTable();
    void ask();
    void takeAnswer();
    void takeSelection();
    void tellCount();
    void fillChoices();
    void sortBy(int column);
    void selectRows();
    void copyRows();
    void openMenu(const QPoint& at);
    [[nodiscard]] std::vector<int> chosenRows() const;

    DesignSession& m_session;
    ScheduleSearching m_searching;
    ScheduleModel* m_model;
    QWidget* m_filters;
    QLineEdit* m_field;
    QComboBox *m_fabric, *m_medium;
    QLabel* m_count;
    QPushButton* m_cancel;
    QProgressBar* m_progress;
    QStackedWidget* m_pages;
    QTableView* m_table;
    EmptyState* m_empty;
    QTimer m_soon;    ///< Until what is typed is searched for.
    QTimer m_late;    ///< Until a search that still runs shows its progress.
    int m_sortColumn = 0;
    bool m_descending = false;
    bool m_stale = true;   ///< The newest design has not been asked for: nobody looks.
    bool m_taking = false; ///< The selection is being shown, not made.
    bool m_filling = false;
    DesignRef m_of; ///< Of which the choices are.
};

} // namespace colonnade::ui
