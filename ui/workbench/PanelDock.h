#pragma once

#include <QDockWidget>

class QToolButton;

namespace colonnade::ui {

class TabStrip;

/// A dock whose title is a tab. Docks that lie on each other show all their titles in one strip; the window's own tab
/// bars stay hidden.
class PanelDock final : public QDockWidget {
    Q_OBJECT
public:
    /// `name` is stable: layouts remember the dock by it.
    PanelDock(const QString& name, const QString& title, QWidget* content, QWidget* parent);

    /// Where its title stands among those of docks that lie on it.
    void setRank(int rank) { m_rank = rank; }
    [[nodiscard]] int rank() const { return m_rank; }

    /// Shown at the right of the strip while this dock is in front.
    void setRemark(const QString& remark);
    /// A widget in place of the remark.
    void setCorner(QWidget* corner);
    /// Asks the window which docks lie on each other and shows their titles.
    void refreshTabs();
    /// Brings it to the front and gives it the focus.
    void bringForward();
    [[nodiscard]] QSize minimumContent() const { return m_least; }
    /// Least size of the content that does not cut anything off.
    void setMinimumContent(QSize least);

protected:
    bool event(QEvent* event) override;

private:
    QList<PanelDock*> m_group;
    TabStrip* m_strip;
    QToolButton *m_float, *m_close;
    QSize m_least;
    int m_rank = 0;
};

} // namespace colonnade::ui
