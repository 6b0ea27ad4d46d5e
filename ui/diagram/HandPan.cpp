#include "ui/diagram/HandPan.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWidget>

namespace colonnade::ui {

bool HandPan::pressed(const QMouseEvent& event)
{
    if (event.button() != Qt::MiddleButton && (event.button() != Qt::LeftButton || !m_space))
        return false;
    begin(event.position());
    return true;
}

void HandPan::begin(QPointF at)
{
    m_active = true;
    m_last = at;
    m_view.setCursor(Qt::ClosedHandCursor);
}

std::optional<QPointF> HandPan::moved(QPointF at)
{
    if (!m_active)
        return std::nullopt;
    const QPointF by = at - m_last;
    m_last = at;
    return by;
}

bool HandPan::released()
{
    if (!m_active)
        return false;
    m_active = false;
    if (m_space)
        m_view.setCursor(Qt::OpenHandCursor);
    else
        m_view.unsetCursor();
    return true;
}

bool HandPan::keyPressed(const QKeyEvent& event)
{
    if (event.key() != Qt::Key_Space)
        return false;
    if (!event.isAutoRepeat()) {
        m_space = true;
        m_view.setCursor(Qt::OpenHandCursor);
    }
    return true;
}

bool HandPan::keyReleased(const QKeyEvent& event)
{
    if (event.key() != Qt::Key_Space || event.isAutoRepeat())
        return false;
    m_space = false;
    if (!m_active)
        m_view.unsetCursor();
    return true;
}

void HandPan::forget()
{
    if (m_active || m_space)
        m_view.unsetCursor();
    m_active = m_space = false;
}

} // namespace colonnade::ui
