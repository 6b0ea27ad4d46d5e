#pragma once

#include "ui/document/DesignSession.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace colonnade::ui {

class EmptyState;
class WaiverModel;
class Waiving;

/// All waivers of the design with their state, to be renewed and removed. A click selects and frames the place.
class WaiversPanel final : public QWidget {
    Q_OBJECT
public:
    WaiversPanel(DesignSession& session, Waiving& waiving, QWidget* parent = nullptr);

    /// The buttons of the chosen waiver; they stand in the panel's title.
    [[nodiscard]] QWidget* actions() const { return m_actions; }

signals:
    /// The rule of a waiver wants to be read.
    void ruleWanted(const QString& rule);

protected:
    void showEvent(QShowEvent*) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void refreshActions();
    void goThere(int row, bool enter);
    void openMenu(QPoint at);
    void fitColumns();

    DesignSession& m_session;
    Waiving& m_waiving;
    WaiverModel* m_model;
    QTableView* m_table;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    QWidget* m_actions;
    QPushButton *m_renew, *m_remove;
    bool m_stale = true; ///< Judged anew while it was hidden.
};

} // namespace colonnade::ui
