#pragma once

#include <QObject>
#include <QTimer>

#include <map>
#include <vector>

class QMainWindow;

namespace colonnade::ui {

class PanelDock;
class Settings;

/// Where the panels stand beside the drawing: for each perspective and each size of window as they were left there, or
/// in their first places. What a resize of the window does to them is nobody's wish and is not kept.
class WindowLayout final : public QObject {
    Q_OBJECT
public:
    WindowLayout(QMainWindow& window, Settings& settings);

    void add(const QString& name, PanelDock* dock);
    /// Null where there is no such panel.
    [[nodiscard]] PanelDock* dock(const QString& name) const;
    /// In the order in which they were added.
    [[nodiscard]] const std::vector<PanelDock*>& docks() const { return m_order; }

    void show(const QString& perspective);
    /// Only the drawing.
    void hide();
    [[nodiscard]] bool isShown() const { return m_shown; }
    /// Back to their first places.
    void reset();
    /// Writes down at once where they stand.
    void keep();
    /// The window has another size: another arrangement may be due.
    void windowResized();
    /// Where they are shown: once more, now that the window has its size.
    void applyAgain();
    void refreshTabs();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Size { Wide, Large, Flat, Small };
    [[nodiscard]] Size size() const;
    /// High enough for three panels above one another.
    [[nodiscard]] bool isHigh() const { return m_size == Size::Wide || m_size == Size::Large; }
    [[nodiscard]] static QString nameOf(Size size);
    void apply();
    void arrange();

    QMainWindow& m_window;
    Settings& m_settings;
    std::map<QString, PanelDock*> m_docks;
    std::vector<PanelDock*> m_order;
    QString m_perspective;
    Size m_size = Size::Large;
    bool m_shown = false;
    bool m_applying = false;
    QTimer m_soon; ///< Until a change of the panels is kept.
};

} // namespace colonnade::ui
