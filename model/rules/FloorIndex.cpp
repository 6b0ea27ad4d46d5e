#include "model/rules/FloorIndex.h"

#include <cmath>

namespace colonnade::model {

namespace {

constexpr std::int64_t reach = FloorIndex::farthest.value();

FloorRect strip(const FloorRect& of, Towards side, Millimetres width)
{
    const Millimetres wide{std::max<std::int64_t>(width.value(), 1)};
    const Millimetres x{of.at.x.value() + (of.size.width.value() - wide.value()) / 2};
    const Millimetres y{of.at.y.value() + (of.size.depth.value() - wide.value()) / 2};
    switch (side) {
    case Towards::South: return {{x, of.at.y - Millimetres{reach}}, {wide, Millimetres{reach}}};
    case Towards::North: return {{x, of.top()}, {wide, Millimetres{reach}}};
    case Towards::East: return {{of.right(), y}, {Millimetres{reach}, wide}};
    case Towards::West: break;
    }
    return {{of.at.x - Millimetres{reach}, y}, {Millimetres{reach}, wide}};
}

std::int64_t distance(const FloorRect& from, Towards side, const FloorRect& to)
{
    switch (side) {
    case Towards::South: return (from.at.y - to.top()).value();
    case Towards::North: return (to.at.y - from.top()).value();
    case Towards::East: return (to.at.x - from.right()).value();
    case Towards::West: break;
    }
    return (from.at.x - to.right()).value();
}

/// False where no wall can touch the area.
bool wallMayTouch(const Polygon& outline, const FloorRect& area)
{
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point& a = outline[i];
        const Point& b = outline[(i + 1) % outline.size()];
        if (std::max(a.x, b.x) >= area.at.x && std::min(a.x, b.x) <= area.right() && std::max(a.y, b.y) >= area.at.y
            && std::min(a.y, b.y) <= area.top())
            return true;
    }
    return false;
}

/// How far a wall lies from the point `at` looking to one side; `reach` where there is none nearer.
std::int64_t wall(const Polygon& outline, Point at, Towards side)
{
    const bool vertical = side == Towards::South || side == Towards::North;
    const double across = static_cast<double>(vertical ? at.x.value() : at.y.value());
    const double along = static_cast<double>(vertical ? at.y.value() : at.x.value());
    const double sign = side == Towards::North || side == Towards::East ? 1 : -1;
    double nearest = static_cast<double>(reach);
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const Point& a = outline[i];
        const Point& b = outline[(i + 1) % outline.size()];
        const double a0 = static_cast<double>(vertical ? a.x.value() : a.y.value());
        const double b0 = static_cast<double>(vertical ? b.x.value() : b.y.value());
        const double a1 = static_cast<double>(vertical ? a.y.value() : a.x.value());
        const double b1 = static_cast<double>(vertical ? b.y.value() : b.x.value());
        if (a0 == b0 || across < std::min(a0, b0) || across > std::max(a0, b0))
            continue; // Parallel, or beside the edge.
        const double hit = a1 + (b1 - a1) * (across - a0) / (b0 - a0);
        const double far = (hit - along) * sign;
        if (far >= 0)
            nearest = std::min(nearest, far);
    }
    return static_cast<std::int64_t>(std::floor(nearest));
}

} // namespace

Towards frontSide(Turn turn)
{
    return static_cast<Towards>(turn);
}

Towards rearSide(Turn turn)
{
    return frontSide(turn + Turn::Half);
}

Towards rightSide(Turn turn)
{
    return frontSide(turn + Turn::Quarter);
}

Towards opposite(Towards side)
{
    return static_cast<Towards>((static_cast<int>(side) + 2) % 4);
}

FloorIndex::FloorIndex(std::vector<Stood> things, std::size_t columnsFrom, Polygon outline)
    : m_things{std::move(things)}, m_columnsFrom{columnsFrom}, m_outline{std::move(outline)}
{
    if (m_things.empty())
        return;
    m_extent = m_things.front().footprint;
    for (const Stood& thing : m_things)
        m_extent = m_extent.united(thing.footprint);
    const auto widest = std::max(m_extent.size.width.value(), m_extent.size.depth.value());
    m_cell = std::max<std::int64_t>(2400, widest / 512 + 1);
    m_columns = m_extent.size.width.value() / m_cell + 1;
    m_rows = m_extent.size.depth.value() / m_cell + 1;
    m_first.assign(static_cast<std::size_t>(m_columns * m_rows) + 1, 0);
    for (const Stood& thing : m_things)
        forCells(thing.footprint, [&](std::size_t at) { ++m_first[at + 1]; });
    for (std::size_t i = 1; i < m_first.size(); ++i)
        m_first[i] += m_first[i - 1];
    m_inside.resize(m_first.back());
    std::vector<std::uint32_t> next{m_first.begin(), m_first.end() - 1};
    for (std::uint32_t i = 0; i < m_things.size(); ++i)
        forCells(m_things[i].footprint, [&](std::size_t at) { m_inside[next[at]++] = i; });
}

std::optional<std::vector<bool>> FloorIndex::nearMoved(const FloorIndex& before) const
{
    if (m_columnsFrom != before.m_columnsFrom || m_things.size() != before.m_things.size() || m_outline != before.m_outline)
        return std::nullopt;
    std::vector<std::size_t> moved;
    for (std::size_t i = 0; i < m_things.size(); ++i) {
        if (m_things[i] != before.m_things[i])
            moved.push_back(i);
    }
    if (moved.size() > m_things.size() / 4)
        return std::nullopt; // To look at all anew costs no more.
    std::vector<bool> near(m_things.size());
    for (const std::size_t i : moved) {
        near[i] = true;
        for (const FloorRect& place : {before.m_things[i].footprint, m_things[i].footprint}) {
            const FloorRect around{{place.at.x - farthest, place.at.y - farthest},
                                   {place.size.width + farthest * 2, place.size.depth + farthest * 2}};
            touching(around, [&](std::size_t other) { near[other] = true; });
        }
    }
    return near;
}

ClearAhead FloorIndex::look(std::size_t from, Towards side, Millimetres width) const
{
    const FloorRect& own = m_things[from].footprint;
    const FloorRect seen = strip(own, side, width);
    ClearAhead ahead{farthest, Ahead::Open, 0, false};
    touching(seen, [&](std::size_t other) {
        if (other == from)
            return;
        const Millimetres far{std::max<std::int64_t>(0, distance(own, side, m_things[other].footprint))};
        if (far < ahead.depth || (far == ahead.depth && ahead.what == Ahead::Thing && other < ahead.thing))
            ahead = {far, Ahead::Thing, other, other >= m_columnsFrom};
    });
    if (!wallMayTouch(m_outline, seen))
        return ahead;
    const Point middle{Millimetres{own.at.x.value() + own.size.width.value() / 2},
                       Millimetres{own.at.y.value() + own.size.depth.value() / 2}};
    Point at = middle;
    switch (side) {
    case Towards::South: at.y = own.at.y; break;
    case Towards::North: at.y = own.top(); break;
    case Towards::East: at.x = own.right(); break;
    case Towards::West: at.x = own.at.x; break;
    }
    const bool vertical = side == Towards::South || side == Towards::North;
    for (const std::int64_t half : {std::int64_t{0}, width.value() / 2 - 1, 1 - width.value() / 2}) {
        Point eye = at;
        (vertical ? eye.x : eye.y) += Millimetres{half};
        const Millimetres far{wall(m_outline, eye, side)};
        if (far < ahead.depth)
            ahead = {far, Ahead::Wall, 0, false};
    }
    return ahead;
}

} // namespace colonnade::model
