#pragma once

#include <QSet>
#include <QWidget>

class QLineEdit;
class QTreeView;

namespace colonnade::ui {

class DesignSession;
class StructureModel;

/// The tree of the design; its selection is that of the session.
class StructurePanel final : public QWidget {
    Q_OBJECT
public:
    explicit StructurePanel(DesignSession& session, QWidget* parent = nullptr);

signals:
    void contextMenuWanted(const QPoint& at); ///< On the screen.

private:
    void showSelection();
    void takeSelection();
    void keepOpen();
    void openAgain();

    DesignSession& m_session;
    StructureModel* m_model;
    QTreeView* m_tree;
    QSet<QString> m_open; ///< Subjects of the opened nodes, over a change of the design.
    bool m_busy = false;
};

} // namespace colonnade::ui
