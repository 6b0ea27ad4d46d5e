#include "model/fabric/FabricPlanner.h"

#include "model/fabric/planner/Splits.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace colonnade::model {

std::optional<Error> FabricPlanner::nameRails(const Leaves& leaves)
{
    const int rails = m_fabric.rails;
    if (rails < 1 || rails > 255)
        return Error{fmt::format("{} rails are out of range; 1 to 255 can be", rails)};
    const auto named = std::count_if(leaves.begin(), leaves.end(), [&](std::uint32_t leaf) {
        return m_plan.nodes[leaf].rail != 0;
    });
    if (named == 0) {
        for (std::size_t i = 0; i < leaves.size(); ++i)
            m_plan.nodes[leaves[i]].rail =
                static_cast<std::uint8_t>(i % static_cast<std::size_t>(rails) + 1);
    }
    for (const std::uint32_t leaf : leaves) {
        const int rail = m_plan.nodes[leaf].rail;
        if (rail == 0)
            return Error{fmt::format("leaf '{}' names no rail, as others do",
                                     m_plan.path(m_arrangement, leaf))};
        if (rail > rails)
            return Error{fmt::format("leaf '{}' is for rail {} of {}",
                                     m_plan.path(m_arrangement, leaf), rail, rails)};
    }
    return std::nullopt;
}

std::optional<Error> FabricPlanner::dealRails(const Leaves& leaves, int plane)
{
    const auto rails = static_cast<std::size_t>(m_fabric.rails);
    std::vector<Leaves> byRail(rails);
    for (const std::uint32_t leaf : leaves)
        byRail[m_plan.nodes[leaf].rail - 1U].push_back(leaf);

    // A group is one port on every rail.
    std::vector<std::size_t> groups;
    for (std::size_t i = 0; i < m_endpoints.size(); ++i) {
        const std::size_t port = m_firstPort[m_endpoints[i].node] + m_endpoints[i].port;
        if (m_rail[port] == 1 && m_planeOf[port] == plane)
            groups.push_back(i);
    }
    // To the next rail of a group: past the ports of the same NIC in other planes, if these are apart.
    const std::size_t step = m_fabric.planesAre == PlaneMeaning::Nic ? 1 : static_cast<std::size_t>(std::max(m_plan.planes, 1));
    std::size_t units = leaves.size();
    for (const Leaves& rail : byRail)
        units = std::min(units, rail.size());
    if (units == 0) {
        const auto bare = std::find_if(byRail.begin(), byRail.end(),
                                       [](const Leaves& rail) { return rail.empty(); });
        return Error{
            fmt::format("rail {} has no leaf; the nearest is one leaf for each of {} rails",
                        bare - byRail.begin() + 1, rails)};
    }
    if (!groups.empty()) {
        // Slots of a scalable unit: what its smallest leaf takes. Whole units first (NVIDIA DGX
        // SuperPOD).
        const Endpoint& kind = m_endpoints[groups.front()];
        std::vector<std::size_t> slots(units);
        for (std::size_t unit = 0; unit < units; ++unit) {
            slots[unit] = std::numeric_limits<std::size_t>::max();
            for (const Leaves& rail : byRail) {
                const SwitchPorts& own = m_switchPorts[rail[unit]];
                const std::size_t count = kind.copper ? own.copper.size()
                                                      : own.down.end
                        * static_cast<std::size_t>(splitFor(own.trunkSpeed,
                                                            std::min(kind.speed, own.trunkSpeed)));
                slots[unit] = std::min(slots[unit], count);
            }
        }
        const std::size_t fit = std::accumulate(slots.begin(), slots.end(), std::size_t{0});
        if (groups.size() > fit) {
            const std::size_t perUnit = std::max<std::size_t>(1, fit / units);
            const std::size_t needed = (groups.size() + perUnit - 1) / perUnit;
            return Error{fmt::format("{} nodes need {} leaves on each of {} rails, with {} ports "
                                     "down each, and there {} {}; "
                                     "the nearest is {} leaves, or {} nodes",
                                     groups.size(), needed, rails, perUnit,
                                     plural(units, "is", "are"), units, needed * rails, fit)};
        }
        std::size_t unit = 0, filled = 0;
        for (const std::size_t first : groups) {
            while (filled >= slots[unit]) {
                ++unit;
                filled = 0;
            }
            ++filled;
            for (std::size_t rail = 0; rail < rails; ++rail) {
                const Endpoint& end = m_endpoints[first + rail * step];
                if (!m_taken[m_firstPort[end.node] + end.port] && !connect(end, byRail[rail][unit]))
                    ++m_plan.unplaced;
            }
        }
    }
    return std::nullopt;
}

void FabricPlanner::dealGuests(const Leaves& leaves)
{
    for (const Endpoint& guest : m_endpoints) {
        const std::size_t port = m_firstPort[guest.node] + guest.port;
        if (m_taken[port] || m_rail[port] != 0)
            continue;
        const auto roomiest = std::max_element(leaves.begin(), leaves.end(), [&](std::uint32_t a, std::uint32_t b) {
            return room(a, guest) < room(b, guest);
        });
        // Where no leaf has room left, it stays without a link and is counted.
        connect(guest, *roomiest);
    }
}

} // namespace colonnade::model
