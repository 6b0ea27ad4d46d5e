#include "ui/plan/FloorDragging.h"

#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/DragData.h"
#include "ui/elevation/VerdictTag.h"

#include <QRect>
#include <QRectF>

#include <cmath>
#include <utility>
#include <vector>

namespace colonnade::ui {
namespace {

using model::Millimetres;
using model::Point;
using model::Subject;
using render::PlanItem;

constexpr double reachPixels = 24; // Tiles and edges this near attract.

} // namespace

FloorDragging::FloorDragging(DesignSession& session, render::PlanContent& content, const render::PlanLayout& layout,
                             VerdictTag& tag)
    : m_session{session}, m_content{content}, m_layout{layout}, m_tag{tag}
{
}

bool FloorDragging::begin(const std::string& path, QPointF at)
{
    // A selected pod moves whole, even where one of its racks is pressed.
    std::vector<std::string> paths = placementsOf(*m_session.design(), m_session.selection());
    if (paths.empty())
        paths = {path};
    std::vector<Subject> subjects;
    for (const std::string& each : paths)
        subjects.push_back(Subject::instance(each));
    FloorDrag drag = floorDragOf(*m_content.index, paths, m_layout.toFloor(at),
                                 described(*m_session.design(), subjects));
    if (drag.pieces.empty())
        return false;
    m_drag = std::move(drag);
    return true;
}

bool FloorDragging::take(const QMimeData& mime)
{
    if (const auto part = partIn(mime, m_session.catalog())) {
        FloorDrag drag = floorDragOf(part, m_session.catalog());
        if (drag.pieces.empty())
            m_devices = dragOf(part); // Over a rack it is mounted there.
        else
            m_drag = std::move(drag);
    } else if (const auto id = rackDesignIn(mime)) {
        if (const auto rack = m_session.design()->rackDesign(*id))
            m_drag = floorDragOf(*rack);
    } else if (const auto devices = devicesIn(mime)) {
        RackDrag drag = dragOf(*m_session.design(), *devices);
        if (!drag.pieces.empty())
            m_devices = std::move(drag);
    }
    return active();
}

bool FloorDragging::fits() const
{
    return m_devices ? m_deviceDrop && !m_deviceDrop->refusal : m_drop && !m_drop->refusal;
}

void FloorDragging::moveTo(QPointF at, Qt::KeyboardModifiers modifiers)
{
    m_at = at;
    if (m_devices)
        moveDevicesTo(modifiers);
    else if (m_drag)
        moveFloorTo(modifiers);
}

void FloorDragging::moveFloorTo(Qt::KeyboardModifiers modifiers)
{
    FloorAim aim;
    aim.hand = m_layout.toFloor(m_at);
    if (!(modifiers & Qt::AltModifier))
        aim.reach = Millimetres{std::llround(reachPixels / m_layout.scale())};
    aim.copy = (modifiers & Qt::ControlModifier) && !m_drag->isNew();
    aim.oneAxis = modifiers & Qt::ShiftModifier;
    m_drop = dropOf(*m_session.design(), *m_content.index, *m_drag, aim, m_session.catalog());
    m_content.leaving.clear();
    if (!aim.copy) {
        for (const std::string& path : m_drag->paths)
            m_content.leaving.insert(path);
    }
    m_content.dimensions = m_drop->dimensions;
    if (m_drop->after && !m_drag->isNew() && m_drop->by == Point{} && !aim.copy) {
        m_session.endPreview();
    } else {
        m_session.preview(m_drop->refusal ? tr("Refused") : tr("Fits"),
                          [drop = *m_drop](const model::Design&) -> model::Result<model::Design> {
                              if (drop.refusal)
                                  return tl::unexpected(*drop.refusal);
                              return *drop.after;
                          });
    }
    m_session.setHint(
        m_drag->isNew()
            ? tr("Dragging %1: release to place, R turns, Esc cancels").arg(m_drag->content)
            : tr("Dragging %1: release to move, Esc cancels").arg(m_drag->content));
    showVerdict();
}

void FloorDragging::moveDevicesTo(Qt::KeyboardModifiers modifiers)
{
    const PlanItem* item = m_content.index->itemAt(m_layout.toFloor(m_at));
    m_deviceDrop.reset();
    if (!item || !item->isRack()) {
        m_tag.hide();
        m_session.endPreview();
        return;
    }
    m_target = Subject::instance(item->path);
    RackAim aim;
    aim.unit = m_devices->pieces.front().mount.unit.value() + m_devices->grip;
    aim.reach = static_cast<double>((*item->placement->rack())->units().halves()) / 2;
    aim.copy = modifiers & Qt::ControlModifier;
    aim.half = m_devices->pieces.front().mount.slot;
    m_deviceDrop = dropOf(*m_session.design(), m_target, *m_devices, aim, m_session.catalog());
    if (m_deviceDrop->refusal)
        m_session.preview(
            tr("Refused"),
            [why = *m_deviceDrop->refusal](const model::Design&) -> model::Result<model::Design> {
                return tl::unexpected(why);
            });
    else
        m_session.preview(tr("Fits at %1").arg(m_deviceDrop->place),
                          inRack(m_session, m_target, m_deviceDrop->change));
    showVerdict();
}

void FloorDragging::turn()
{
    m_drag = turned(std::move(*m_drag));
}

void FloorDragging::showVerdict()
{
    if (m_devices) {
        showDevicesVerdict();
        return;
    }
    if (!m_drop)
        return;
    const QString refusal = m_drop->refusal ? words(m_drop->refusal->text) : QString{};
    const QString hint = m_drag->isNew()
        ? tr("R turns · Alt no snap · Esc cancel")
        : tr("Ctrl copy · Shift lock axis · Alt no snap · Esc cancel");
    const VerdictWords verdict = verdictOf(m_session, m_drop->place, refusal, hint);
    m_content.ghost = render::PlanGhost{m_drop->items, verdict.style, m_drop->obstacles};
    std::vector<QRect> targets;
    QRectF all;
    for (const auto& item : m_drop->items)
        all |= m_layout.toView(item.footprint);
    targets.push_back(all.toAlignedRect());
    m_tag.show(verdict, m_at.toPoint(), targets);
}

void FloorDragging::showDevicesVerdict()
{
    if (!m_deviceDrop)
        return;
    const QString title =
        nameOf(*m_session.design(), m_target) + QStringLiteral(", ") + m_deviceDrop->place;
    const VerdictWords verdict =
        verdictOf(m_session, title, m_deviceDrop->refusalText(), tr("Ctrl copy · Esc cancel"));
    const PlanItem* item = m_content.index->item(m_target.path);
    const QRectF place = item ? m_layout.toView(item->footprint) : QRectF{};
    m_content.ghost = render::PlanGhost{{}, verdict.style, {}};
    if (item)
        m_content.ghost->items.push_back({item->footprint, item->turn, words(item->label)});
    m_tag.show(verdict, m_at.toPoint(), {place.toAlignedRect()});
}

bool FloorDragging::release()
{
    if (m_devices)
        return releaseDevices();
    if (!m_drag || !m_drop)
        return false;
    const FloorDrop drop = *m_drop;
    end();
    if (drop.refusal || !drop.after)
        return false;
    const auto done = m_session.apply(
        drop.name, [next = *drop.after](const model::Design&) -> model::Result<model::Design> {
            return next;
        });
    if (!done) {
        m_session.setHint(words(done.error().text));
        return false;
    }
    if (!drop.made.empty()) {
        std::vector<Subject> made;
        for (const std::string& path : drop.made)
            made.push_back(Subject::instance(path));
        m_session.select(std::move(made));
    }
    return true;
}

bool FloorDragging::releaseDevices()
{
    const auto drop = m_deviceDrop;
    const Subject target = m_target;
    end();
    if (!drop || drop->refusal)
        return false;
    const auto done = m_session.apply(drop->name, inRack(m_session, target, drop->change));
    if (!done)
        m_session.setHint(words(done.error().text));
    return done.has_value();
}

void FloorDragging::end()
{
    m_drag.reset();
    m_drop.reset();
    m_devices.reset();
    m_deviceDrop.reset();
    m_content.ghost.reset();
    m_content.leaving.clear();
    m_content.dimensions.clear();
    m_tag.hide();
    m_session.setHint({});
    m_session.endPreview();
}

} // namespace colonnade::ui
