#include "ui/plan/PlanView.h"

#include "model/edit/FloorEdits.h"
#include "ui/diagram/Pointing.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Words.h"
#include "ui/plan/PlaceTip.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace colonnade::ui {
namespace {

using model::FloorRect;
using model::Millimetres;
using model::Point;
using model::Subject;
using render::PlanItem;

constexpr double podLabelHeight = 20, podLabelWidth = 60;

} // namespace

Point PlanView::trayPoint(QPointF at, Qt::KeyboardModifiers modifiers) const
{
    const Point point = m_layout.toFloor(at);
    if (modifiers & Qt::AltModifier)
        return point;
    const auto stepped = [](Millimetres length) {
        constexpr std::int64_t step = 50;
        return Millimetres{static_cast<std::int64_t>(std::llround(static_cast<double>(length.value()) / step)) * step};
    };
    return {stepped(point.x), stepped(point.y)};
}

Millimetres PlanView::trayReach() const
{
    constexpr double pixels = 6;
    return Millimetres{static_cast<std::int64_t>(std::ceil(pixels / m_layout.scale()))};
}

const render::PlanTray* PlanView::trayUnder(QPointF at) const
{
    const render::PlanCables& cables = *m_trays.cables();
    if (!cables.onTop() && !pathAt(at).empty() && m_index->itemAt(m_layout.toFloor(at)))
        return nullptr;
    return cables.trayAt(m_layout.toFloor(at), trayReach());
}

bool PlanView::sketchKey(const QKeyEvent& event)
{
    if (!drawsTray())
        return false;
    switch (event.key()) {
    case Qt::Key_Escape: m_trays.cancel(); break;
    case Qt::Key_Backspace: m_trays.removePoint(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: m_trays.finish(); break;
    default: return false;
    }
    update();
    return true;
}

std::string PlanView::pathAt(QPointF at) const
{
    const Point point = m_layout.toFloor(at);
    if (const PlanItem* item = m_index->itemAt(point))
        return item->path;
    if (const render::PlanPod* pod = m_index->podAt(point))
        return pod->path;
    for (const render::PlanPod& pod : m_index->pods()) {
        const QRectF place = m_layout.toView(pod.footprint);
        if (QRectF(place.left() - 3, place.top() - podLabelHeight, podLabelWidth, podLabelHeight)
                .contains(at))
            return pod.path;
    }
    return {};
}

void PlanView::mousePressEvent(QMouseEvent* event)
{
    QToolTip::hideText();
    m_pressed = m_at = event->position();
    m_modifiers = event->modifiers();
    if (m_gesture == Gesture::None && m_hand.pressed(*event))
        return;
    if (event->button() == Qt::RightButton && m_gesture == Gesture::None) {
        const std::string path = pathAt(event->position());
        if (!path.empty() && !m_content.selected.contains(path))
            m_session.select({Subject::instance(path)});
        return;
    }
    if (event->button() != Qt::LeftButton || m_gesture != Gesture::None)
        return;
    if (drawsTray()) {
        m_trays.pointAt(trayPoint(m_at, m_modifiers), m_modifiers & Qt::ShiftModifier);
        m_trays.addPoint(*m_trays.cables()->sketch->next);
        update();
        return;
    }
    if (m_trays.grab(trayPoint(m_at, m_modifiers), trayReach())) {
        m_gesture = Gesture::Tray;
        return;
    }
    if (const render::PlanTray* tray = trayUnder(m_at)) {
        m_session.select(clicked(m_session.selection(), {{Subject::Where::Tray, tray->subject}}, m_modifiers));
        return;
    }
    m_pressedOn = pathAt(event->position());
    m_gesture = Gesture::Pressed;
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    const bool inSelection = m_content.selected.contains(m_pressedOn)
        || m_content.selected.contains(m_pressedOn.substr(0, m_pressedOn.find('/')));
    if (plain && !m_pressedOn.empty() && !inSelection)
        m_session.select({Subject::instance(m_pressedOn)});
}

void PlanView::mouseMoveEvent(QMouseEvent* event)
{
    m_at = event->position();
    if (const auto by = m_hand.moved(m_at)) {
        setWindow(m_layout.translated(*by), false);
        return;
    }
    switch (m_gesture) {
    case Gesture::None: {
        if (drawsTray()) {
            m_trays.pointAt(trayPoint(m_at, event->modifiers()), event->modifiers() & Qt::ShiftModifier);
            update();
            return;
        }
        const std::string path = pathAt(m_at);
        m_session.hover(path.empty() ? std::nullopt : std::optional{Subject::instance(path)});
        return;
    }
    case Gesture::Pressed:
        if (QLineF(m_pressed, m_at).length() < dragFrom)
            return;
        if (m_pressedOn.empty())
            m_gesture = Gesture::Band;
        else
            beginDrag();
        break;
    case Gesture::Tray:
        m_trays.dragTo(trayPoint(m_at, event->modifiers()), event->modifiers() & Qt::ShiftModifier);
        update();
        break;
    case Gesture::Band:
    case Gesture::Drag: break;
    }
    if (m_gesture == Gesture::Drag)
        dragTo(m_at, event->modifiers());
    if (m_gesture == Gesture::Band) {
        const Band band = bandBetween(m_pressed, m_at);
        m_content.rubberBand = band.frame;
        m_content.touching = band.touching;
        m_session.setHint(band.hint());
        update();
    }
}

void PlanView::mouseReleaseEvent(QMouseEvent* event)
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
    case Gesture::Tray:
        m_trays.drop();
        update();
        break;
    case Gesture::None: break;
    }
}

void PlanView::clickAt(const std::string& path, Qt::KeyboardModifiers modifiers)
{
    auto selection = m_session.selection();
    if (path.empty()) {
        if (!(modifiers & (Qt::ControlModifier | Qt::ShiftModifier)))
            m_session.clearSelection();
        return;
    }
    const Subject subject = Subject::instance(path);
    m_session.select(clicked(std::move(selection), {subject}, modifiers));
}

void PlanView::selectBand()
{
    const FloorRect area = m_layout.toFloor(m_content.rubberBand);
    const bool touching = m_content.touching;
    m_content.rubberBand = {};
    m_session.setHint({});
    std::vector<Subject> selection = keptBy(m_modifiers, m_session.selection());
    for (const PlanItem* item : m_index->itemsIn(area, touching))
        selection.push_back(Subject::instance(item->path));
    m_session.select(std::move(selection));
    update();
}

void PlanView::openRack(const std::string& path)
{
    const PlanItem* item = m_index->item(path);
    if (!item || !item->isRack())
        return;
    m_session.showRack(Subject::instance(path));
    emit openElevationRequested();
}

void PlanView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && drawsTray()) {
        m_trays.finish();
        update();
    } else if (event->button() == Qt::LeftButton && !trayUnder(event->position())) {
        openRack(pathAt(event->position()));
    }
}

void PlanView::wheelEvent(QWheelEvent* event)
{
    setWindow(m_layout.zoomed(zoomOf(*event), event->position()), false);
    if (m_dragging.floor())
        dragTo(m_at, m_modifiers);
    event->accept();
}

void PlanView::keyPressEvent(QKeyEvent* event)
{
    if (m_dragging.floor()) {
        if (event->key() == Qt::Key_Escape) {
            m_gesture = Gesture::None;
            endDrag();
        } else if (event->key() == Qt::Key_R && m_dragging.floor()->isNew()) {
            m_dragging.turn();
            dragTo(m_at, m_modifiers);
        } else {
            dragTo(m_at, event->modifiers());
        }
        return;
    }
    if (m_gesture == Gesture::Tray && event->key() == Qt::Key_Escape) {
        m_gesture = Gesture::None;
        m_trays.letGo();
        update();
        return;
    }
    if (sketchKey(*event))
        return;
    const auto oneSelected = [&]() -> std::string {
        return m_content.selected.size() == 1 ? *m_content.selected.begin() : std::string{};
    };
    if (m_hand.keyPressed(*event))
        return;
    if (const auto zoom = zoomOf(*event))
        return setWindow(m_layout.zoomed(*zoom, QRectF(rect()).center()), false);
    switch (event->key()) {
    case Qt::Key_Left: moveByKey({Millimetres{-1}, Millimetres{}}, event->modifiers()); return;
    case Qt::Key_Right: moveByKey({Millimetres{1}, Millimetres{}}, event->modifiers()); return;
    case Qt::Key_Up: moveByKey({Millimetres{}, Millimetres{1}}, event->modifiers()); return;
    case Qt::Key_Down: moveByKey({Millimetres{}, Millimetres{-1}}, event->modifiers()); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: openRack(oneSelected()); return;
    case Qt::Key_Backspace: {
        const std::string path = oneSelected();
        if (const auto slash = path.find('/'); slash != std::string::npos)
            m_session.select({Subject::instance(path.substr(0, slash))});
        return;
    }
    default: QWidget::keyPressEvent(event);
    }
}

void PlanView::keyReleaseEvent(QKeyEvent* event)
{
    if (m_hand.keyReleased(*event))
        return;
    if (m_gesture == Gesture::Drag)
        dragTo(m_at, event->modifiers());
    QWidget::keyReleaseEvent(event);
}

void PlanView::moveByKey(Point direction, Qt::KeyboardModifiers modifiers)
{
    const auto paths = placementsOf(*m_session.design(), m_session.selection());
    if (paths.empty())
        return;
    const Millimetres tile =
        m_index->hall()->tile > Millimetres{} ? m_index->hall()->tile : Millimetres{600};
    const auto length = modifiers & Qt::AltModifier ? 1
        : modifiers & Qt::ShiftModifier             ? tile.value() * 10
                                                    : tile.value();
    const Point by{direction.x * length, direction.y * length};
    const auto done = m_session.apply(
        tr("Move %1").arg(described(*m_session.design(), m_session.selection())),
        [paths, by](const model::Design& d) { return model::movePlacements(d, paths, by); });
    if (!done)
        m_session.setHint(words(done.error().text));
}

void PlanView::hideEvent(QHideEvent*)
{
    // A key has brought another view to the front: nothing is left in the hand.
    m_gesture = Gesture::None;
    m_hand.forget();
    m_trays.letGo();
    if (m_trays.drawing())
        m_trays.cancel();
    if (m_dragging.active())
        endDrag();
}

void PlanView::leaveEvent(QEvent*)
{
    if (m_gesture == Gesture::None && !m_hand.active())
        m_session.hover(std::nullopt);
}

bool PlanView::event(QEvent* event)
{
    if (answersTip(*event, *this, [this](QPointF at) { return m_dragging.floor() ? QString() : toolTipAt(at); }))
        return true;
    if (event->type() != QEvent::ShortcutOverride) // Others come before all of this is made.
        return QWidget::event(event);
    const bool taken = m_dragging.floor() ? takesKey(*event, {Qt::Key_Escape, Qt::Key_R})
        : m_trays.drawing()               ? takesKey(*event, {Qt::Key_Escape, Qt::Key_Backspace, Qt::Key_Return, Qt::Key_Enter})
                                          : takesKey(*event, {Qt::Key_Space});
    return taken || QWidget::event(event);
}

QString PlanView::toolTipAt(QPointF at) const
{
    if (const render::PlanTray* tray = trayUnder(at))
        return trayTip(m_session, *m_trays.cables(), *tray, m_layout.toFloor(at), trayReach());
    const std::string path = pathAt(at);
    return path.empty() ? QString{} : placeTip(m_session, m_content, path);
}

void PlanView::beginDrag()
{
    if (!m_dragging.begin(m_pressedOn, m_pressed)) {
        m_gesture = Gesture::None;
        return;
    }
    m_gesture = Gesture::Drag;
    setFocus();
}

void PlanView::dragTo(QPointF at, Qt::KeyboardModifiers modifiers)
{
    m_at = at;
    m_modifiers = modifiers;
    if (!m_dragging.active())
        return;
    m_dragging.moveTo(at, modifiers);
    showDrag();
}

void PlanView::showDrag()
{
    if (m_gesture == Gesture::Drag && m_dragging.drop())
        setCursor(m_dragging.drop()->refusal ? Qt::ForbiddenCursor : Qt::ClosedHandCursor);
    update();
}

bool PlanView::release()
{
    if (!m_dragging.active())
        return false;
    const bool done = m_dragging.release();
    unsetCursor();
    update();
    return done;
}

void PlanView::endDrag()
{
    m_dragging.end();
    unsetCursor();
    update();
}

} // namespace colonnade::ui
