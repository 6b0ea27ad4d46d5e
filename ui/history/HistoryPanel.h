#pragma once

#include <QWidget>

class QListView;

namespace colonnade::ui {

class DesignSession;
class HistoryModel;

/// The steps in the words of undo; a click goes there.
class HistoryPanel final : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPanel(DesignSession& session, QWidget* parent = nullptr);

private:
    void showPresent();

    DesignSession& m_session;
    HistoryModel* m_model;
    QListView* m_list;
};

} // namespace colonnade::ui
