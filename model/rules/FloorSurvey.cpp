#include "model/rules/FloorSurvey.h"

#include <algorithm>

namespace colonnade::model {

namespace {

constexpr std::uint32_t nobody = 0xffffffff;

bool liesAlongX(Turn turn)
{
    return turn == Turn::None || turn == Turn::Half;
}

/// Both stand in one row: they face along the same axis and overlap by half of the shallower one.
bool inLine(const FloorIndex::Stood& a, const FloorIndex::Stood& b)
{
    if (liesAlongX(a.turn) != liesAlongX(b.turn))
        return false;
    const bool x = liesAlongX(a.turn);
    const FloorRect &p = a.footprint, &q = b.footprint;
    const auto shared = x ? std::min(p.top(), q.top()) - std::max(p.at.y, q.at.y)
                          : std::min(p.right(), q.right()) - std::max(p.at.x, q.at.x);
    const auto deep = x ? std::min(p.size.depth, q.size.depth) : std::min(p.size.width, q.size.width);
    return shared.value() * 2 >= deep.value();
}

/// Cells of the tile grid that hold a foot.
std::array<std::pair<std::int64_t, std::int64_t>, 4> panels(const FloorRect& footprint, std::int64_t tile)
{
    const auto cell = [&](Millimetres at) {
        const std::int64_t value = at.value();
        return value >= 0 ? value / tile : -((tile - 1 - value) / tile);
    };
    const Millimetres inset = FloorSurvey::footInset;
    const auto west = cell(footprint.at.x + inset), east = cell(footprint.right() - inset);
    const auto south = cell(footprint.at.y + inset), north = cell(footprint.top() - inset);
    return {{{west, south}, {east, south}, {west, north}, {east, north}}};
}

Millimetres awayFrom(const DoorOpening& opening, const FloorRect& thing)
{
    Millimetres away;
    if (opening.alongX())
        away = opening.outward.y > Millimetres{} ? opening.from.y - thing.top() : thing.at.y - opening.from.y;
    else
        away = opening.outward.x > Millimetres{} ? opening.from.x - thing.right() : thing.at.x - opening.from.x;
    return std::max(away, Millimetres{});
}

void keepOnce(std::vector<std::pair<std::size_t, std::size_t>>& pairs)
{
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

template <class Pairs, class Pair> void addOnce(Pairs& pairs, std::size_t from, const Pair& pair)
{
    if (std::find(pairs.begin() + static_cast<std::ptrdiff_t>(from), pairs.end(), pair) == pairs.end())
        pairs.push_back(pair);
}

} // namespace

std::shared_ptr<const FloorSurvey> FloorSurvey::of(const Hall& hall, std::shared_ptr<const FloorIndex> index,
                                                   const std::shared_ptr<const FloorSurvey>& before)
{
    if (before && before->m_index == index && before->m_doors == hall.doors && before->m_structure == hall.structure
        && before->m_tile == hall.tile)
        return before;
    auto survey = std::make_shared<FloorSurvey>();
    survey->m_doors = hall.doors;
    survey->m_structure = hall.structure;
    survey->m_tile = hall.tile;
    if (before && before->m_index == index) {
        survey->runs = before->runs;
        survey->m_after = before->m_after;
    }
    survey->m_index = std::move(index);
    survey->find(hall, before.get());
    return survey;
}

void FloorSurvey::find(const Hall& hall, const FloorSurvey* before)
{
    if (runs.empty())
        findRuns(before);
    const FloorIndex& index = *m_index;
    const auto within = [&](const FloorRect& area, auto take) {
        index.touching(area, [&](std::size_t thing) {
            if (thing < index.columnsFrom())
                take(thing);
        });
    };
    for (std::size_t d = 0; d < hall.doors.size(); ++d) {
        const DoorOpening opening = openingOf(hall, hall.doors[d]);
        std::vector<std::pair<std::size_t, std::size_t>> near;
        within(floorInside(opening, std::max(beforeDoors, hall.doors[d].width)),
               [&](std::size_t thing) { near.emplace_back(d, thing); });
        keepOnce(near);
        for (const auto& [door, thing] : near)
            beforeDoor.push_back({door, thing, awayFrom(opening, index.things()[thing].footprint)});
    }
    for (std::size_t z = 0; z < hall.structure.weakZones.size(); ++z) {
        within(hall.structure.weakZones[z].area, [&](std::size_t thing) { inZone.emplace_back(thing, z); });
    }
    keepOnce(inZone);
    if (hall.structure.overheads) {
        for (std::size_t o = 0; o < hall.structure.overheads->size(); ++o) {
            within((*hall.structure.overheads)[o].area, [&](std::size_t thing) { under.emplace_back(thing, o); });
        }
        keepOnce(under);
    }
    if (hall.structure.raisedFloor.value_or(false) && hall.structure.panelLoad && hall.tile > Millimetres{}) {
        for (std::size_t thing = 0; thing < index.columnsFrom(); ++thing)
            findPanels(thing);
    }
}

void FloorSurvey::findRuns(const FloorSurvey* before)
{
    const FloorIndex& index = *m_index;
    const std::size_t count = index.columnsFrom();
    const auto near = before ? index.nearMoved(*before->m_index) : std::nullopt;
    std::vector<std::uint32_t> next(count, nobody), previous(count, nobody);
    m_after.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& thing = index.things()[i];
        const Towards side = liesAlongX(thing.turn) ? Towards::East : Towards::North;
        m_after[i] = near && !(*near)[i] ? before->m_after[i]
                                         : index.look(i, side, turned(thing.footprint.size, thing.turn).depth / 2);
        const ClearAhead& ahead = m_after[i];
        if (ahead.what == Ahead::Thing && !ahead.column && ahead.depth < passage && previous[ahead.thing] == nobody
            && inLine(thing, index.things()[ahead.thing])) {
            next[i] = static_cast<std::uint32_t>(ahead.thing);
            previous[ahead.thing] = static_cast<std::uint32_t>(i);
        }
    }
    std::vector<bool> taken(count, false);
    for (std::size_t i = 0; i < count; ++i) {
        if (previous[i] != nobody || taken[i])
            continue;
        FloorRun run;
        run.alongX = liesAlongX(index.things()[i].turn);
        for (auto at = static_cast<std::uint32_t>(i); at != nobody && !taken[at]; at = next[at]) {
            taken[at] = true;
            run.things.push_back(at);
        }
        const auto& first = index.things()[run.things.front()];
        const auto& last = index.things()[run.things.back()];
        run.length = run.alongX ? last.footprint.right() - first.footprint.at.x : last.footprint.top() - first.footprint.at.y;
        run.ends[0] = index.look(run.things.front(), run.alongX ? Towards::West : Towards::South,
                                 turned(first.footprint.size, first.turn).depth / 2);
        run.ends[1] = m_after[run.things.back()];
        runs.push_back(std::move(run));
    }
}

void FloorSurvey::findPanels(std::size_t thing)
{
    const FloorIndex& index = *m_index;
    const std::int64_t tile = m_tile.value();
    const auto from = sharePanel.size();
    for (const auto& cell : panels(index.things()[thing].footprint, tile)) {
        const FloorRect panel{{Millimetres{cell.first * tile}, Millimetres{cell.second * tile}}, {m_tile, m_tile}};
        index.touching(panel, [&](std::size_t other) {
            if (other <= thing || other >= index.columnsFrom())
                return;
            const auto its = panels(index.things()[other].footprint, tile);
            if (std::find(its.begin(), its.end(), cell) != its.end())
                addOnce(sharePanel, from, std::pair{thing, other});
        });
    }
}

} // namespace colonnade::model
