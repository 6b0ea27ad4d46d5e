#include "model/rules/Clearances.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace colonnade::model {

namespace {

constexpr std::int64_t reach = FloorClearances::farthest.value();

/// The side of a footprint towards which one looks.
enum class Towards : std::uint8_t { South, East, North, West };

Towards front(Turn turn)
{
    return static_cast<Towards>(turn); // Unturned fronts face south; turns go counter-clockwise.
}
Towards rear(Turn turn)
{
    return front(turn + Turn::Half);
}

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

struct Stood {
    FloorRect footprint;
    Turn turn = Turn::None;
    bool operator==(const Stood&) const = default;
};

} // namespace

struct FloorClearances::Geometry {
    std::vector<Stood> things; ///< As `standing`, then the columns.
    std::size_t columnsFrom = 0;
    Polygon outline;
    // A grid over the floor: which things touch each cell.
    FloorRect extent;
    std::int64_t cell = 2400;
    std::int64_t columns = 0, rows = 0;
    std::vector<std::uint32_t> first, inside;
    std::vector<Clearance> clearances;
    std::vector<FloorClearances::Clash> clashes;
    std::vector<std::size_t> outside;

    [[nodiscard]] bool sameAs(const std::vector<Stood>& others, std::size_t from,
                              const Polygon& walls) const
    {
        return columnsFrom == from && things == others && outline == walls;
    }

    template <class Visit> void forCells(const FloorRect& rect, Visit visit) const
    {
        const auto clampTo = [](std::int64_t value, std::int64_t most) {
            return std::clamp<std::int64_t>(value, 0, most);
        };
        const auto x0 = clampTo((rect.at.x - extent.at.x).value() / cell, columns - 1);
        const auto x1 = clampTo((rect.right() - extent.at.x).value() / cell, columns - 1);
        const auto y0 = clampTo((rect.at.y - extent.at.y).value() / cell, rows - 1);
        const auto y1 = clampTo((rect.top() - extent.at.y).value() / cell, rows - 1);
        for (auto y = y0; y <= y1; ++y) {
            for (auto x = x0; x <= x1; ++x)
                visit(static_cast<std::size_t>(y * columns + x));
        }
    }

    void index()
    {
        if (things.empty())
            return;
        extent = things.front().footprint;
        for (const Stood& thing : things)
            extent = extent.united(thing.footprint);
        const auto widest = std::max(extent.size.width.value(), extent.size.depth.value());
        cell = std::max<std::int64_t>(2400, widest / 512 + 1);
        columns = extent.size.width.value() / cell + 1;
        rows = extent.size.depth.value() / cell + 1;
        first.assign(static_cast<std::size_t>(columns * rows) + 1, 0);
        for (const Stood& thing : things)
            forCells(thing.footprint, [&](std::size_t at) { ++first[at + 1]; });
        for (std::size_t i = 1; i < first.size(); ++i)
            first[i] += first[i - 1];
        inside.resize(first.back());
        std::vector<std::uint32_t> next{first.begin(), first.end() - 1};
        for (std::uint32_t i = 0; i < things.size(); ++i)
            forCells(things[i].footprint, [&](std::size_t at) { inside[next[at]++] = i; });
        for (std::size_t i = 0; i < columnsFrom; ++i) {
            const Stood& thing = things[i];
            const Millimetres width = turned(thing.footprint.size, thing.turn).width;
            clearances.push_back(
                {look(i, front(thing.turn), width).depth, look(i, rear(thing.turn), width).depth});
            findClashes(i);
            if (!outline.empty() && outside.size() < FloorClearances::mostClashes
                && !encloses(outline, thing.footprint))
                outside.push_back(i);
        }
    }

    void findClashes(std::size_t from)
    {
        const FloorRect& own = things[from].footprint;
        const std::size_t begin = clashes.size();
        forCells(own, [&](std::size_t at) {
            for (std::uint32_t k = first[at]; k < first[at + 1]; ++k) {
                const std::size_t other = inside[k];
                const FloorRect& its = things[other].footprint;
                if (other <= from || clashes.size() >= FloorClearances::mostClashes || !its.overlaps(own))
                    continue;
                const auto known = std::any_of(clashes.begin() + static_cast<std::ptrdiff_t>(begin), clashes.end(),
                                               [&](const auto& clash) { return clash.second == other; });
                if (known)
                    continue; // Seen in another cell.
                const Point low{std::max(own.at.x, its.at.x), std::max(own.at.y, its.at.y)};
                clashes.push_back({from, other,
                                   {low,
                                    {std::min(own.right(), its.right()) - low.x,
                                     std::min(own.top(), its.top()) - low.y}}});
            }
        });
    }

    [[nodiscard]] ClearAhead look(std::size_t from, Towards side, Millimetres width) const
    {
        const FloorRect& own = things[from].footprint;
        const FloorRect seen = strip(own, side, width);
        ClearAhead ahead{FloorClearances::farthest, Ahead::Open, 0, false};
        forCells(seen, [&](std::size_t at) {
            for (std::uint32_t k = first[at]; k < first[at + 1]; ++k) {
                const std::size_t other = inside[k];
                if (other == from || !things[other].footprint.overlaps(seen))
                    continue;
                const Millimetres far{
                    std::max<std::int64_t>(0, distance(own, side, things[other].footprint))};
                if (far < ahead.depth)
                    ahead = {far, Ahead::Thing, other, other >= columnsFrom};
            }
        });
        if (outline.empty())
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
        for (const std::int64_t half :
             {std::int64_t{0}, width.value() / 2 - 1, 1 - width.value() / 2}) {
            Point eye = at;
            (vertical ? eye.x : eye.y) += Millimetres{half};
            const Millimetres far{wall(outline, eye, side)};
            if (far < ahead.depth)
                ahead = {far, Ahead::Wall, 0, false};
        }
        return ahead;
    }
};

std::string Standing::path() const
{
    return pod ? fmt::format("{}/{}", pod->id, placement->id) : placement->id.text();
}

FloorClearances::FloorClearances(const Hall& hall, const FloorClearances* before)
{
    std::vector<Stood> things;
    for (const PodPlacement& pod : hall.pods) {
        for (const Placement& inside : pod.pod->arrangement().placements)
            m_standing.push_back({&pod, &inside, pod.footprint(inside), inside.turn + pod.turn});
    }
    for (const Placement& alone : hall.arrangement.placements)
        m_standing.push_back({nullptr, &alone, alone.footprint(), alone.turn});
    things.reserve(m_standing.size() + hall.columns.size());
    for (const Standing& one : m_standing)
        things.push_back({one.footprint, one.turn});
    for (const FloorRect& column : hall.columns)
        things.push_back({column, Turn::None});

    if (before && before->m_geometry->sameAs(things, m_standing.size(), hall.outline)) {
        m_geometry = before->m_geometry;
        return;
    }
    auto geometry = std::make_shared<Geometry>();
    geometry->things = std::move(things);
    geometry->columnsFrom = m_standing.size();
    geometry->outline = hall.outline;
    geometry->index();
    m_geometry = std::move(geometry);
}

const Clearance& FloorClearances::of(std::size_t standing) const
{
    return m_geometry->clearances[standing];
}

const std::vector<FloorClearances::Clash>& FloorClearances::clashes() const
{
    return m_geometry->clashes;
}

const std::vector<std::size_t>& FloorClearances::outside() const
{
    return m_geometry->outside;
}

ClearAhead FloorClearances::ahead(std::size_t standing, Millimetres width) const
{
    return m_geometry->look(standing, front(m_geometry->things[standing].turn), width);
}

} // namespace colonnade::model
