#pragma once

#include <QPointF>

#include <optional>

class QKeyEvent;
class QMouseEvent;
class QWidget;

namespace colonnade::ui {

/// Panning by hand, the same in every drawing: with the middle button, or with the left one while Space is held. The
/// cursor shows it. A drawing asks it first, and does what it wants itself with what it does not take.
class HandPan {
public:
    explicit HandPan(QWidget& view) : m_view{view} {}

    [[nodiscard]] bool active() const { return m_active; }
    /// True where the press begins a pan.
    bool pressed(const QMouseEvent& event);
    /// A pan that the view itself begins, on empty ground.
    void begin(QPointF at);
    /// How far to pan; nothing where there is no pan.
    std::optional<QPointF> moved(QPointF at);
    /// True where it ends a pan.
    bool released();
    /// True for Space, which is the hand's.
    bool keyPressed(const QKeyEvent& event);
    bool keyReleased(const QKeyEvent& event);
    /// The view has gone out of sight: nothing is left in the hand.
    void forget();

private:
    QWidget& m_view;
    bool m_space = false, m_active = false;
    QPointF m_last;
};

} // namespace colonnade::ui
