#pragma once

#include "ui/document/DesignSession.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QModelIndex;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace colonnade::ui {

class EmptyState;
class FailureWhatIf;
class OutageModel;
class SingleFailureModel;

/// Every single failure, worst first, beside what the present what-if does. A click lets the part fail and shows it in
/// all views, a double click also frames it; Page Up and Page Down, or P and N, step.
class FailuresPanel final : public QWidget {
    Q_OBJECT
public:
    explicit FailuresPanel(DesignSession& session, QWidget* parent = nullptr);
    /// The search; it stands in the panel's title.
    [[nodiscard]] QWidget* search() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void takeSingles();
    void takeState();
    void fail(const QModelIndex& index, bool frame);
    void step(int direction);
    void refreshEmpty();
    void fitColumns();
    QTableView* table(const char* name);

    DesignSession& m_session;
    QPointer<FailureWhatIf> m_whatIf; ///< Of the session, which a closing window ends before its panels.
    SingleFailureModel* m_singles;
    OutageModel* m_outage;
    QSortFilterProxyModel* m_filter;
    QTableView *m_list, *m_state;
    QStackedWidget *m_pages, *m_statePages;
    EmptyState *m_empty, *m_stateEmpty;
    QLineEdit* m_field;
};

} // namespace colonnade::ui
