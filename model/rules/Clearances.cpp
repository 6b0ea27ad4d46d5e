#include "model/rules/Clearances.h"

#include "model/design/Instance.h"

#include <algorithm>
#include <unordered_map>

namespace colonnade::model {

struct FloorClearances::Geometry {
    std::shared_ptr<const FloorIndex> index;
    std::vector<Clearance> clearances;
    std::vector<FloorClearances::Clash> clashes;
    std::vector<std::size_t> outside;

    /// Takes from `before` what is known of things near which nothing has moved.
    void measure(const Geometry* before)
    {
        const bool whole = before && before->clashes.size() < mostClashes && before->outside.size() < mostClashes;
        const auto near = whole ? index->nearMoved(*before->index) : std::nullopt;
        std::size_t clash = 0, out = 0; // The next of those before.
        clearances.reserve(index->columnsFrom());
        for (std::size_t i = 0; i < index->columnsFrom(); ++i) {
            if (near) {
                const bool same = !(*near)[i];
                if (same)
                    clearances.push_back(before->clearances[i]);
                for (; clash < before->clashes.size() && before->clashes[clash].first == i; ++clash) {
                    if (same && clashes.size() < mostClashes)
                        clashes.push_back(before->clashes[clash]);
                }
                for (; out < before->outside.size() && before->outside[out] == i; ++out) {
                    if (same && outside.size() < mostClashes)
                        outside.push_back(i);
                }
                if (same)
                    continue;
            }
            const FloorIndex::Stood& thing = index->things()[i];
            const Millimetres width = turned(thing.footprint.size, thing.turn).width;
            clearances.push_back({index->look(i, frontSide(thing.turn), width).depth,
                                  index->look(i, rearSide(thing.turn), width).depth});
            findClashes(i);
            if (!index->outline().empty() && outside.size() < FloorClearances::mostClashes
                && !encloses(index->outline(), thing.footprint))
                outside.push_back(i);
        }
    }

    void findClashes(std::size_t from)
    {
        const FloorRect& own = index->things()[from].footprint;
        const std::size_t begin = clashes.size();
        index->touching(own, [&](std::size_t other) {
            if (other <= from || clashes.size() >= FloorClearances::mostClashes)
                return;
            const auto known = std::any_of(clashes.begin() + static_cast<std::ptrdiff_t>(begin), clashes.end(),
                                           [&](const auto& clash) { return clash.second == other; });
            if (known)
                return; // Seen in another cell.
            const FloorRect& its = index->things()[other].footprint;
            const Point low{std::max(own.at.x, its.at.x), std::max(own.at.y, its.at.y)};
            clashes.push_back(
                {from, other,
                 {low, {std::min(own.right(), its.right()) - low.x, std::min(own.top(), its.top()) - low.y}}});
        });
        std::sort(clashes.begin() + static_cast<std::ptrdiff_t>(begin), clashes.end(),
                  [](const auto& a, const auto& b) { return a.second < b.second; });
    }
};

std::string Standing::path() const
{
    return pathOf(pod, *placement);
}

FloorClearances::FloorClearances(const Hall& hall, const FloorClearances* before)
{
    std::vector<FloorIndex::Stood> things;
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

    sortIntoKinds(hall);
    if (before && before->m_geometry->index->sameAs(things, m_standing.size(), hall.outline)) {
        m_geometry = before->m_geometry;
    } else {
        auto geometry = std::make_shared<Geometry>();
        geometry->index = std::make_shared<const FloorIndex>(std::move(things), m_standing.size(), hall.outline);
        geometry->measure(before ? before->m_geometry.get() : nullptr);
        m_geometry = std::move(geometry);
    }
    m_survey = FloorSurvey::of(hall, m_geometry->index, before ? before->m_survey : nullptr);
}

void FloorClearances::sortIntoKinds(const Hall& hall)
{
    std::unordered_map<const void*, std::uint32_t> known;
    m_kindOf.reserve(m_standing.size());
    const auto add = [&](const Placement& placement) {
        const void* what = placement.rack() ? static_cast<const void*>(placement.rack()->get())
                                            : static_cast<const void*>(placement.unit()->get());
        const auto [at, fresh] = known.try_emplace(what, static_cast<std::uint32_t>(m_kinds.size()));
        if (fresh)
            m_kinds.push_back({m_kindOf.size(), 0});
        ++m_kinds[at->second].count;
        m_kindOf.push_back(at->second);
    };
    std::unordered_map<const PodDesign*, std::size_t> seen; // Where the first pod of a design begins.
    for (const PodPlacement& pod : hall.pods) {
        const auto& inside = pod.pod->arrangement().placements;
        const auto [at, fresh] = seen.try_emplace(pod.pod.get(), m_kindOf.size());
        for (std::size_t i = 0; i < inside.size(); ++i) {
            if (fresh) {
                add(inside[i]);
            } else {
                const std::uint32_t kind = m_kindOf[at->second + i];
                ++m_kinds[kind].count;
                m_kindOf.push_back(kind);
            }
        }
    }
    for (const Placement& alone : hall.arrangement.placements)
        add(alone);
}

const FloorIndex& FloorClearances::index() const
{
    return *m_geometry->index;
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
    return index().look(standing, frontSide(index().things()[standing].turn), width);
}

} // namespace colonnade::model
