#include "ui/elevation/ElevationView.h"

#include "model/units/Text.h"
#include "ui/diagram/Pointing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/DragData.h"
#include "ui/elevation/RackMarks.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <array>

namespace colonnade::ui {
namespace {

using model::Device;
using model::DeviceId;
using model::Subject;
using render::ElevationHit;
using render::FaceSide;

constexpr double leaveBy = 18; // Pixels outside before a drag is handed to the rest of the window.

} // namespace

std::optional<ElevationHit> ElevationView::hitAt(QPointF at) const
{
    return m_rack ? m_layout.hit(*m_rack, at) : std::nullopt;
}

Subject ElevationView::subjectOf(const DeviceId& id) const
{
    return deviceIn(m_session.currentRack(), id);
}

void ElevationView::mousePressEvent(QMouseEvent* event)
{
    QToolTip::hideText();
    m_pressed = m_at = event->position();
    m_modifiers = event->modifiers();
    if (m_gesture == Gesture::None && m_hand.pressed(*event))
        return;
    if (event->button() == Qt::RightButton && m_gesture == Gesture::None) {
        const auto hit = hitAt(event->position());
        if (hit && hit->device && !m_content.selected.contains(*hit->device))
            m_session.select({subjectOf(*hit->device)});
        return;
    }
    if (event->button() != Qt::LeftButton || m_gesture != Gesture::None || !m_rack)
        return;
    m_pressedOn = hitAt(event->position());
    m_gesture = Gesture::Pressed;
    // What is pressed is what will be dragged.
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    if (plain && m_pressedOn && m_pressedOn->device
        && !m_content.selected.contains(*m_pressedOn->device))
        m_session.select({subjectOf(*m_pressedOn->device)});
}

void ElevationView::mouseMoveEvent(QMouseEvent* event)
{
    m_at = event->position();
    if (const auto by = m_hand.moved(m_at)) {
        scrollBy(*by);
        return;
    }
    switch (m_gesture) {
    case Gesture::None: {
        const auto hit = hitAt(m_at);
        m_session.hover(hit && hit->device ? std::optional{subjectOf(*hit->device)} : std::nullopt);
        return;
    }
    case Gesture::Pressed:
        if (QLineF(m_pressed, m_at).length() < dragFrom)
            return;
        if (m_pressedOn && m_pressedOn->device) {
            beginDrag(m_pressed);
            if (m_gesture == Gesture::Drag)
                dragTo(m_at, event->modifiers());
        } else {
            m_gesture = Gesture::Band;
        }
        break;
    case Gesture::Band: break;
    case Gesture::Drag:
        if (!QRectF(rect()).adjusted(-leaveBy, -leaveBy, leaveBy, leaveBy).contains(m_at)) {
            handOver();
            return;
        }
        dragTo(m_at, event->modifiers());
        return;
    }
    if (m_gesture == Gesture::Band) {
        const Band band = bandBetween(m_pressed, m_at);
        m_content.rubberBand = band.frame;
        m_content.touching = band.touching;
        m_session.setHint(band.hint());
        update();
    }
}

void ElevationView::mouseReleaseEvent(QMouseEvent* event)
{
    const Gesture gesture = m_gesture;
    if (m_hand.released() || event->button() != Qt::LeftButton)
        return;
    m_gesture = Gesture::None;
    switch (gesture) {
    case Gesture::Pressed: clickAt(m_pressedOn, event->modifiers()); break;
    case Gesture::Band: selectBand(); break;
    case Gesture::Drag:
        dragTo(event->position(), event->modifiers());
        release();
        break;
    case Gesture::None: break;
    }
}

void ElevationView::clickAt(const std::optional<ElevationHit>& hit, Qt::KeyboardModifiers modifiers)
{
    auto selection = m_session.selection();
    if (!hit || !hit->device) {
        if (modifiers & (Qt::ControlModifier | Qt::ShiftModifier))
            return;
        // The frame stands for the rack; open units and the ground for nothing.
        if (hit && !hit->inOpening)
            m_session.select({m_session.currentRack()});
        else
            m_session.clearSelection();
        return;
    }
    const Subject subject = subjectOf(*hit->device);
    m_session.select(clicked(std::move(selection), {subject}, modifiers));
}

void ElevationView::selectBand()
{
    const QRectF band = m_content.rubberBand;
    const bool touching = m_content.touching;
    m_content.rubberBand = {};
    m_session.setHint({});
    std::vector<Subject> selection = keptBy(m_modifiers, m_session.selection());
    for (const Device& device : m_rack->devices()) {
        const bool inside =
            std::ranges::any_of(std::array{FaceSide::Front, FaceSide::Rear}, [&](FaceSide side) {
                const QRectF place = m_layout.place(*m_rack, *device.part, device.mount, side);
                return !place.isEmpty()
                    && (touching ? band.intersects(place) : band.contains(place));
            });
        if (inside)
            selection.push_back(subjectOf(device.id));
    }
    m_session.select(std::move(selection));
    update();
}

void ElevationView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto hit = hitAt(event->position());
    if (event->button() != Qt::LeftButton || !hit || !hit->device)
        return;
    const model::PartRef part = m_rack->device(*hit->device)->part;
    std::vector<Subject> alike;
    for (const Device& device : m_rack->devices()) {
        if (device.part->id == part->id)
            alike.push_back(subjectOf(device.id));
    }
    m_session.select(std::move(alike));
}

void ElevationView::wheelEvent(QWheelEvent* event)
{
    if (m_drag) {
        scrollBy({0, event->angleDelta().y() / 120.0 * 3 * m_layout.unitHeight()});
        dragTo(m_at, m_modifiers);
    } else {
        setZoom(m_zoom * zoomOf(*event), event->position());
    }
    event->accept();
}

void ElevationView::keyPressEvent(QKeyEvent* event)
{
    if (m_drag) {
        if (event->key() == Qt::Key_Escape) {
            m_gesture = Gesture::None;
            endDrag();
            return;
        }
        if (event->key() == Qt::Key_Space && m_drop && m_drop->nearest) {
            m_jump = m_drop->nearest;
            m_jumpedAt = m_at;
            dragTo(m_at, m_modifiers);
            return;
        }
        if (m_gesture == Gesture::Drag) {
            // Ctrl, Shift and Alt change the gesture without a move of the mouse.
            dragTo(m_at, event->modifiers());
            return;
        }
    }
    if (m_hand.keyPressed(*event))
        return;
    if (const auto zoom = zoomOf(*event))
        return setZoom(m_zoom * *zoom, QRectF(rect()).center());
    switch (event->key()) {
    case Qt::Key_Backspace:
        // Out of a device to its rack, out of the rack to the plan.
        if (!m_content.selected.empty())
            m_session.select({m_session.currentRack()});
        else
            emit planRequested();
        return;
    case Qt::Key_Up: moveByKey(1, event->modifiers() & Qt::ShiftModifier ? 10 : 0); return;
    case Qt::Key_Down: moveByKey(-1, event->modifiers() & Qt::ShiftModifier ? 10 : 0); return;
    default: QWidget::keyPressEvent(event);
    }
}

void ElevationView::keyReleaseEvent(QKeyEvent* event)
{
    if (m_hand.keyReleased(*event))
        return;
    if (m_gesture == Gesture::Drag)
        dragTo(m_at, event->modifiers());
    QWidget::keyReleaseEvent(event);
}

void ElevationView::moveByKey(int direction, int units)
{
    for (const RackDevices& group : devicesOf(*m_session.design(), m_session.selection())) {
        if (group.rack != m_session.currentRack())
            continue;
        std::vector<Subject> moved;
        for (const DeviceId& id : group.devices)
            moved.push_back(deviceIn(group.rack, id));
        const QString name = (direction > 0 ? tr("Move %1 up") : tr("Move %1 down"))
                                 .arg(described(*m_session.design(), moved));
        const auto done = m_session.apply(
            name,
            inRack(m_session, group.rack,
                   [devices = group.devices, direction, units](const model::Design& d,
                                                               const auto& rack) {
                       return units > 0 ? model::shiftDevices(d, rack, devices, direction * units)
                                        : model::stepDevices(d, rack, devices, direction);
                   }));
        if (!done)
            m_session.setHint(words(done.error().text));
        return;
    }
}

void ElevationView::hideEvent(QHideEvent*)
{
    // A key has brought another view to the front: nothing is left in the hand.
    m_gesture = Gesture::None;
    m_hand.forget();
    if (m_drag)
        endDrag();
}

void ElevationView::leaveEvent(QEvent*)
{
    if (m_gesture == Gesture::None && !m_hand.active())
        m_session.hover(std::nullopt);
}

bool ElevationView::event(QEvent* event)
{
    if (answersTip(*event, *this, [this](QPointF at) { return m_drag ? QString() : toolTipAt(at); }))
        return true;
    // While something is dragged, Esc and Space belong to the hand; the arrows always move the selection.
    if (event->type() != QEvent::ShortcutOverride) // Others come before all of this is made.
        return QWidget::event(event);
    return takesKey(*event, {Qt::Key_Space}) || (m_drag && takesKey(*event, {Qt::Key_Escape})) || QWidget::event(event);
}

QString ElevationView::toolTipAt(QPointF at) const
{
    const auto hit = hitAt(at);
    if (!hit)
        return {};
    QStringList lines;
    if (!hit->device) {
        if (!hit->inOpening || hit->side != FaceSide::Front)
            return {};
        for (const auto& open : render::openIntervals(*m_rack)) {
            if (hit->unit < open.low.value() || hit->unit >= (open.low + open.height).value())
                continue;
            const auto top = open.low + open.height - model::RackUnits::whole(1);
            const std::string span = top > open.low ? model::text(open.low) + "–" + model::text(top)
                                                    : model::text(open.low);
            return tr("%1: %2\u00a0U open").arg(words(span), words(model::text(open.height)));
        }
        return {};
    }
    return tipOf(deviceTip(m_session, *m_rack, *m_rack->device(*hit->device)));
}

} // namespace colonnade::ui
