#include "ui/plan/FloorDrop.h"

#include "model/units/Text.h"
#include "ui/document/Words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace colonnade::ui {
namespace {

using model::FloorRect;
using model::FloorSize;
using model::Millimetres;
using model::Point;

constexpr Millimetres nearby{3000}; // Edges of things farther away attract no more.
constexpr Millimetres longestShown{8000}; // Distances beyond this are not written.

QString tr(const char* text)
{
    return QCoreApplication::translate("FloorDrop", text);
}

FloorSize footprintOf(const model::PartType& part)
{
    return {part.body.widthMm.value_or(Millimetres{600}),
            part.body.depthMm.value_or(Millimetres{1200})};
}

bool liesIn(std::string_view path, const std::vector<std::string>& paths)
{
    return std::ranges::any_of(paths, [&](const std::string& other) {
        return path == other
            || (path.starts_with(other) && path.size() > other.size() && path[other.size()] == '/');
    });
}

Millimetres distance(Millimetres a, Millimetres b)
{
    return a < b ? b - a : a - b;
}

/// The best of several lines for one edge.
class Attraction {
public:
    explicit Attraction(Millimetres reach) : m_reach{reach} {}
    /// `strength` above 1 wins over nearer, weaker ones.
    void offer(Millimetres way, double strength)
    {
        const Millimetres length = way < Millimetres{} ? -way : way;
        const double pull = static_cast<double>(length.value()) / strength;
        if (length <= m_reach && pull < m_pull) {
            m_pull = pull;
            m_way = way;
        }
    }
    [[nodiscard]] Millimetres way() const { return m_way; }

private:
    Millimetres m_reach, m_way{};
    double m_pull = 1e18;
};

Millimetres onTile(Millimetres at, Millimetres tile)
{
    return Millimetres{std::llround(at / tile) * tile.value()};
}

Point snapped(const FloorRect& extent, const model::Hall& hall,
              const std::vector<const render::PlanItem*>& others, Millimetres reach)
{
    if (reach <= Millimetres{})
        return extent.at;
    Attraction east{reach}, north{reach};
    if (hall.tile > Millimetres{}) {
        east.offer(onTile(extent.at.x, hall.tile) - extent.at.x, 1);
        north.offer(onTile(extent.at.y, hall.tile) - extent.at.y, 1);
    }
    for (const render::PlanItem* item : others) {
        const FloorRect& other = item->footprint;
        const bool besideX =
            other.at.y < extent.top() + nearby && extent.at.y < other.top() + nearby;
        const bool besideY =
            other.at.x < extent.right() + nearby && extent.at.x < other.right() + nearby;
        if (!besideX || !besideY)
            continue;
        // Edge to edge, and in line with it.
        east.offer(other.right() - extent.at.x, 2);
        east.offer(other.at.x - extent.right(), 2);
        east.offer(other.at.x - extent.at.x, 1.5);
        north.offer(other.top() - extent.at.y, 2);
        north.offer(other.at.y - extent.top(), 2);
        north.offer(other.at.y - extent.at.y, 2);
    }
    return {extent.at.x + east.way(), extent.at.y + north.way()};
}

/// Distances to the nearest thing or wall to either side, the nearer of the two; likewise up and
/// down.
std::vector<render::PlanDimension> dimensionsOf(const FloorRect& extent, const model::Hall& hall,
                                                const std::vector<const render::PlanItem*>& others)
{
    std::optional<Millimetres> west, east, south, north;
    const auto nearer = [](std::optional<Millimetres>& best, Millimetres gap) {
        if (gap >= Millimetres{} && (!best || gap < *best))
            best = gap;
    };
    for (const render::PlanItem* item : others) {
        const FloorRect& other = item->footprint;
        if (other.at.y < extent.top() && extent.at.y < other.top()) {
            nearer(west, extent.at.x - other.right());
            nearer(east, other.at.x - extent.right());
        }
        if (other.at.x < extent.right() && extent.at.x < other.right()) {
            nearer(south, extent.at.y - other.top());
            nearer(north, other.at.y - extent.top());
        }
    }
    if (!hall.outline.empty()) {
        const FloorRect walls = model::boundingBox(hall.outline);
        nearer(west, extent.at.x - walls.at.x);
        nearer(east, walls.right() - extent.right());
        nearer(south, extent.at.y - walls.at.y);
        nearer(north, walls.top() - extent.top());
    }
    std::vector<render::PlanDimension> dimensions;
    const auto add = [&](Point from, Point to, Millimetres gap) {
        if (gap > Millimetres{} && gap <= longestShown)
            dimensions.push_back({from, to, countText(gap.value()) + QStringLiteral("\u00a0mm")});
    };
    const Millimetres midX = extent.at.x + extent.size.width / 2,
                      midY = extent.at.y + extent.size.depth / 2;
    if (west && (!east || *west <= *east))
        add({extent.at.x - *west, midY}, {extent.at.x, midY}, *west);
    else if (east)
        add({extent.right(), midY}, {extent.right() + *east, midY}, *east);
    if (south && (!north || *south <= *north))
        add({midX, extent.at.y - *south}, {midX, extent.at.y}, *south);
    else if (north)
        add({midX, extent.top()}, {midX, extent.top() + *north}, *north);
    return dimensions;
}

QString placeText(const Point& at)
{
    return tr("%1\u00a0mm east, %2\u00a0mm north")
        .arg(countText(at.x.value()), countText(at.y.value()));
}

/// As the inspector has it: of one rack in its pod, of all else in the hall.
QString placeText(const render::PlanIndex& index, const FloorDrag& drag, const Point& corner, const Point& by)
{
    const std::string path = drag.paths.size() == 1 ? drag.paths.front() : std::string{};
    if (const render::PlanPod* pod = index.pod(path))
        return placeText(pod->placement->at + by);
    const render::PlanItem* item = index.item(path);
    if (!item || !item->pod)
        return placeText(corner);
    return tr("%1 in %2").arg(placeText(item->placement->at + model::turnedBack(by, item->pod->turn)),
                              words(model::labelOr(item->pod->label, item->pod->id.text())));
}

} // namespace

FloorRect FloorDrag::extent() const
{
    FloorRect extent = pieces.front().footprint;
    for (const auto& piece : pieces)
        extent = extent.united(piece.footprint);
    return extent;
}

FloorDrag floorDragOf(const model::PartRef& part, const model::Catalog& catalog)
{
    FloorDrag drag;
    FloorSize size = footprintOf(*part);
    switch (part->kind) {
    case model::PartKind::RackFrame: break;
    case model::PartKind::RackScale:
        if (const auto frame = part->frame ? catalog.part(*part->frame) : nullptr)
            size = footprintOf(*frame);
        break;
    default:
        if (part->body.mounting != model::Mounting::Floor)
            return drag;
    }
    drag.part = part;
    drag.content = words(part->model);
    drag.pieces.push_back({{{}, size}, model::Turn::None, drag.content});
    drag.grip = {size.width / 2, size.depth / 2};
    return drag;
}

FloorDrag floorDragOf(const model::RackDesign& rack)
{
    FloorDrag drag;
    drag.rack = rack.id();
    drag.content = words(rack.name());
    drag.pieces.push_back({{{}, {rack.width(), rack.depth()}}, model::Turn::None, drag.content});
    drag.grip = {rack.width() / 2, rack.depth() / 2};
    return drag;
}

FloorDrag floorDragOf(const render::PlanIndex& index, const std::vector<std::string>& paths,
                      Point hand, const QString& content)
{
    FloorDrag drag;
    drag.paths = paths;
    drag.content = content;
    for (const render::PlanItem& item : index.items()) {
        if (liesIn(item.path, paths))
            drag.pieces.push_back({item.footprint, item.turn, words(item.label)});
    }
    if (drag.pieces.empty())
        return {};
    drag.grip = hand - drag.extent().at;
    return drag;
}

FloorDrag turned(FloorDrag drag)
{
    for (auto& piece : drag.pieces) {
        piece.turn = piece.turn + model::Turn::Quarter;
        piece.footprint.size = model::turned(piece.footprint.size, model::Turn::Quarter);
    }
    drag.grip = {drag.extent().size.width / 2, drag.extent().size.depth / 2};
    return drag;
}

FloorDrop dropOf(const model::Design& design, const render::PlanIndex& index, const FloorDrag& drag,
                 const FloorAim& aim, const model::Catalog& documents)
{
    FloorDrop drop;
    const model::Hall& hall = *design.hall();
    const std::vector<std::string> leaving = aim.copy ? std::vector<std::string>{} : drag.paths;
    std::vector<const render::PlanItem*> others;
    for (const render::PlanItem& item : index.items()) {
        if (!liesIn(item.path, leaving))
            others.push_back(&item);
    }
    const FloorRect from = drag.extent();
    FloorRect extent = from;
    extent.at = aim.hand - drag.grip;
    if (aim.oneAxis && !drag.isNew()) {
        if (distance(extent.at.x, from.at.x) >= distance(extent.at.y, from.at.y))
            extent.at.y = from.at.y;
        else
            extent.at.x = from.at.x;
    }
    const Point attracted = snapped(extent, hall, others, aim.reach);
    if (aim.oneAxis && !drag.isNew()) {
        if (extent.at.x != from.at.x)
            extent.at.x = attracted.x;
        if (extent.at.y != from.at.y)
            extent.at.y = attracted.y;
    } else {
        extent.at = attracted;
    }
    drop.by = extent.at - from.at;
    drop.place = placeText(index, drag, extent.at, drop.by);
    for (const auto& piece : drag.pieces) {
        render::PlanGhostItem item = piece;
        item.footprint.at = item.footprint.at + drop.by;
        drop.items.push_back(std::move(item));
    }
    drop.dimensions = dimensionsOf(extent, hall, others);

    const auto fail = [&](const model::Error& why) { drop.refusal = why; };
    const auto placed = [&](const model::Result<model::Placed>& result) {
        if (!result)
            return fail(result.error());
        drop.after = result->design;
        drop.made = {result->path};
    };
    if (drag.part) {
        drop.name = tr("Place %1").arg(drag.content);
        placed(model::placePart(design, drag.part, extent.at, drag.pieces.front().turn, documents));
    } else if (drag.rack) {
        drop.name = tr("Place %1").arg(drag.content);
        placed(model::placeRack(design, *drag.rack, extent.at, drag.pieces.front().turn));
    } else if (aim.copy) {
        drop.name = tr("Copy %1").arg(drag.content);
        const auto copies = model::copyPlacements(design, drag.paths, drop.by);
        if (copies) {
            drop.after = copies->design;
            drop.made = copies->paths;
        } else {
            fail(copies.error());
        }
    } else {
        drop.name = tr("Move %1").arg(drag.content);
        if (drop.by == Point{}) {
            drop.after = design;
        } else if (auto moved = model::movePlacements(design, drag.paths, drop.by)) {
            drop.after = std::move(*moved);
        } else {
            fail(moved.error());
        }
    }
    if (!drop.refusal)
        return drop;
    for (const auto& item : drop.items) {
        for (const render::PlanItem* other : others) {
            if (other->footprint.overlaps(item.footprint))
                drop.obstacles.push_back(other->footprint);
        }
        for (const FloorRect& column : hall.columns) {
            if (column.overlaps(item.footprint))
                drop.obstacles.push_back(column);
        }
        for (const model::KeepOut& keepOut : hall.keepOuts) {
            if (keepOut.area.overlaps(item.footprint))
                drop.obstacles.push_back(keepOut.area);
        }
    }
    return drop;
}

} // namespace colonnade::ui
