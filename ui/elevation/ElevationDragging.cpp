#include "ui/elevation/ElevationView.h"

#include "ui/diagram/Pointing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/DragData.h"
#include "ui/elevation/VerdictTag.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QLineF>

#include <algorithm>
#include <set>

namespace colonnade::ui {
namespace {

using model::Device;
using model::DeviceId;
using model::Subject;
using render::FaceSide;

constexpr double reachPixels = 24; // A legal place this near attracts.

double heightOf(const model::PartType& part)
{
    return part.body.height.value_or(model::RackUnits::whole(1)).value();
}

} // namespace

void ElevationView::beginDrag(QPointF at)
{
    const auto& grabbed = *m_pressedOn->device;
    DevicesInHand hand{m_session.currentRack(), {grabbed}};
    if (m_content.selected.contains(grabbed)) {
        for (const DeviceId& id : m_content.selected) {
            if (id != grabbed)
                hand.devices.push_back(id);
        }
    }
    RackDrag drag = dragOf(*m_session.design(), hand);
    if (drag.pieces.empty()) {
        m_gesture = Gesture::None;
        return;
    }
    drag.side = m_pressedOn->side;
    if (const auto hit = hitAt(at))
        drag.grip = std::clamp(hit->unit - drag.pieces.front().mount.unit.value(), 0.0,
                               heightOf(*drag.pieces.front().part));
    m_drag = std::move(drag);
    m_gesture = Gesture::Drag;
    m_jump.reset();
    setFocus();
}

void ElevationView::dragTo(QPointF at, Qt::KeyboardModifiers modifiers)
{
    m_at = at;
    m_modifiers = modifiers;
    if (!m_drag || !m_rack)
        return;
    // The nearest frame answers, so that a hand beside the rack still finds its units.
    const QRectF front = m_layout.frame(FaceSide::Front), rear = m_layout.frame(FaceSide::Rear);
    RackAim aim;
    aim.side = front.isEmpty() || (!rear.isEmpty() && at.x() > (front.right() + rear.left()) / 2)
        ? FaceSide::Rear
        : FaceSide::Front;
    const QRectF opening = m_layout.opening(aim.side);
    aim.unit = 1 + (opening.bottom() - at.y()) / m_layout.unitHeight();
    const bool left = at.x() < opening.center().x();
    aim.half = left == (aim.side == FaceSide::Front) ? model::Slot::Left : model::Slot::Right;
    aim.reach = reachPixels / m_layout.unitHeight();
    aim.copy = modifiers & Qt::ControlModifier;
    aim.halves = modifiers & Qt::AltModifier;
    aim.sameUnit = (modifiers & Qt::ShiftModifier) && m_drag->from;
    if (m_jump && QLineF(m_jumpedAt, at).length() < dragFrom)
        aim.jump = m_jump;
    else
        m_jump.reset();

    m_drop =
        dropOf(*m_session.design(), m_session.currentRack(), *m_drag, aim, m_session.catalog());
    m_content.leaving.clear();
    if (m_drag->from && !aim.copy) {
        for (const auto& piece : m_drag->pieces)
            m_content.leaving.insert(*piece.device);
    }
    // A place that is none gets no what-if: its reason is known already.
    const bool unmoved = m_drag->from == m_session.currentRack() && !aim.copy
        && std::ranges::equal(m_drop->mounts, m_drag->pieces, {}, {}, &RackDrag::Piece::mount);
    if (m_drop->refusal || !m_drop->change) {
        m_session.preview(tr("Refused"),
                          [why = m_drop->refusal.value_or(model::Error{})](const model::Design&)
                              -> model::Result<model::Design> { return tl::unexpected(why); });
    } else if (unmoved) {
        m_session.endPreview();
    } else {
        m_session.preview(tr("Fits at %1").arg(m_drop->place),
                          inRack(m_session, m_session.currentRack(), m_drop->change));
    }
    m_session.setHint(
        tr("Dragging %1: release to mount, Esc to cancel")
            .arg(countOf(static_cast<qint64>(m_drag->pieces.size()), tr("part"), tr("parts"))));
    showVerdict();
}

void ElevationView::showVerdict()
{
    QString hint = m_drag->from ? tr("Ctrl copy · Shift same unit · Alt no snap · Esc cancel")
                                : tr("Alt no snap · Esc cancel");
    if (m_drop->nearest)
        hint = tr("Space goes there") + QStringLiteral(" · ") + hint;
    const VerdictWords verdict =
        verdictOf(m_session, m_drop->place + QStringLiteral(", ") + m_drop->room,
                  m_drop->refusalText(), hint);

    render::ElevationGhost ghost;
    ghost.style = verdict.style;
    // Fresh devices get their label and side from the rack as it would be.
    model::Result<model::RackDesign> grown = *m_rack;
    for (std::size_t i = 0; i < m_drag->pieces.size(); ++i) {
        const auto& piece = m_drag->pieces[i];
        render::GhostDevice device{piece.part, m_drop->mounts[i], piece.label, {}};
        if (!piece.device && grown) {
            const Device fresh = model::freshDevice(*grown, piece.part, m_drop->mounts[i]);
            device.label = words(fresh.label);
            if (fresh.side)
                device.note = tr("feed %1").arg(QLatin1Char(model::letter(*fresh.side)));
            grown = grown->mounted(fresh);
        }
        ghost.devices.push_back(std::move(device));
    }
    m_content.ghost = std::move(ghost);

    std::vector<QRect> targets;
    for (const auto& device : m_content.ghost->devices) {
        for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
            const QRectF place = m_layout.place(*m_rack, *device.part, device.mount, side);
            const bool own = (device.mount.face == model::Face::Front) == (side == FaceSide::Front);
            if (!place.isEmpty() && own)
                targets.push_back(place.toAlignedRect());
        }
    }
    m_tag->show(verdict, m_at.toPoint(), targets);
    if (m_gesture == Gesture::Drag)
        setCursor(verdict.style.verdict == render::Verdict::Refused ? Qt::ForbiddenCursor
                                                                    : Qt::ClosedHandCursor);
    update();
}

bool ElevationView::release()
{
    if (!m_drag || !m_drop)
        return false;
    const RackDrop drop = *m_drop;
    const bool fresh = !m_drag->from || (m_modifiers & Qt::ControlModifier)
        || m_drag->from != m_session.currentRack();
    endDrag();
    if (drop.refusal || !drop.change)
        return false;
    std::set<DeviceId> before;
    for (const Device& device : m_rack->devices())
        before.insert(device.id);
    const Subject rack = m_session.currentRack();
    const auto done = m_session.apply(drop.name, inRack(m_session, rack, drop.change));
    if (!done) {
        m_session.setHint(words(done.error().text));
        return false;
    }
    if (fresh && m_rack) {
        std::vector<Subject> mounted;
        for (const Device& device : m_rack->devices()) {
            if (!before.contains(device.id))
                mounted.push_back(subjectOf(device.id));
        }
        if (!mounted.empty())
            m_session.select(std::move(mounted));
    }
    return true;
}

void ElevationView::endDrag()
{
    m_drag.reset();
    m_drop.reset();
    m_jump.reset();
    m_content.ghost.reset();
    m_content.leaving.clear();
    m_tag->hide();
    unsetCursor();
    m_session.setHint({});
    m_session.endPreview();
    update();
}

// The hand has left the view: from here the drag belongs to the window, and other panels may take
// it.
void ElevationView::handOver()
{
    if (!m_drag || !m_drag->from)
        return;
    DevicesInHand hand{*m_drag->from, {}};
    for (const auto& piece : m_drag->pieces)
        hand.devices.push_back(*piece.device);
    m_gesture = Gesture::None;
    endDrag();
    auto* drag = new QDrag(this);
    drag->setMimeData(mimeOf(hand).release());
    showNothingInHand(*drag);
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

std::optional<RackDrag> ElevationView::dragIn(const QMimeData& mime) const
{
    if (const auto part = partIn(mime, m_session.catalog()))
        return dragOf(part);
    if (const auto devices = devicesIn(mime)) {
        RackDrag drag = dragOf(*m_session.design(), *devices);
        if (!drag.pieces.empty())
            return drag;
    }
    return std::nullopt;
}

void ElevationView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_rack)
        return;
    auto drag = dragIn(*event->mimeData());
    if (!drag)
        return;
    m_drag = std::move(drag);
    m_gesture = Gesture::None;
    dragTo(event->position(), event->modifiers());
    event->acceptProposedAction();
}

void ElevationView::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_drag)
        return;
    dragTo(event->position(), event->modifiers());
    if (m_drop && !m_drop->refusal)
        event->acceptProposedAction();
    else
        event->ignore();
}

void ElevationView::dragLeaveEvent(QDragLeaveEvent*)
{
    if (m_drag)
        endDrag();
}

void ElevationView::dropEvent(QDropEvent* event)
{
    if (!m_drag)
        return;
    dragTo(event->position(), event->modifiers());
    if (release())
        event->acceptProposedAction();
    setFocus();
}

} // namespace colonnade::ui
