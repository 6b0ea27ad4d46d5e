#include "model/fabric/FabricPlanner.h"

#include "model/fabric/planner/Splits.h"
#include "model/units/Text.h"

#include <algorithm>
#include <numeric>

namespace colonnade::model {

Error FabricPlanner::shortOfLeaves(const Leaves& leaves, const Endpoint& kind, std::size_t ports,
                                   std::size_t fit) const
{
    const SwitchPorts& own = m_switchPorts[leaves.front()];
    const std::size_t fresh = kind.copper ? own.copper.size()
                                          : own.down.end
            * static_cast<std::size_t>(splitFor(own.trunkSpeed,
                                                std::min(kind.speed, own.trunkSpeed)));
    const GigabitsPerSecond speed{kind.speed};
    if (fresh == 0)
        return {fmt::format("its leaves have no {} ports down for {} endpoint ports of {}",
                            kind.copper ? "RJ45" : "fast", ports, speed)};
    const std::size_t needed = leaves.size() + (ports - fit + fresh - 1) / fresh;
    return {fmt::format(
        "{} endpoint ports of {} do not fit the {} that are free on {} {}; the nearest is {} "
        "leaves",
        ports, speed, fit, leaves.size(), plural(leaves.size(), "leaf", "leaves"), needed)};
}

std::optional<Error> FabricPlanner::dealEvenly(const Leaves& leaves, int plane)
{
    // By class: ports of one kind and speed. Those that cables by hand take are out.
    std::vector<Endpoint> open;
    for (const Endpoint& end : m_endpoints) {
        const std::size_t port = m_firstPort[end.node] + end.port;
        if (!m_taken[port] && m_planeOf[port] == plane)
            open.push_back(end);
    }
    const auto sameClass = [](const Endpoint& a, const Endpoint& b) {
        return a.copper == b.copper && a.speed == b.speed;
    };
    while (!open.empty()) {
        const Endpoint kind = open.front();
        const auto rest = std::stable_partition(
            open.begin(), open.end(), [&](const Endpoint& end) { return sameClass(end, kind); });
        std::vector<Endpoint> ports{open.begin(), rest};
        open.erase(open.begin(), rest);
        if (auto wrong = dealClass(leaves, std::move(ports)))
            return wrong;
    }
    return std::nullopt;
}

std::optional<Error> FabricPlanner::dealClass(const Leaves& leaves, std::vector<Endpoint> ports)
{
    const Endpoint kind = ports.front();
    std::size_t free = 0;
    for (const std::uint32_t leaf : leaves)
        free += room(leaf, kind);
    if (ports.size() > free)
        return shortOfLeaves(leaves, kind, ports.size(), free);

    if (m_fabric.role == FabricRole::Storage || m_fabric.role == FabricRole::Frontend) {
        // The first ports of all nodes before the second ones: those of one node then end on
        // different leaves.
        std::stable_sort(ports.begin(), ports.end(),
                         [](const Endpoint& a, const Endpoint& b) { return a.rank < b.rank; });
    } else {
        // A leaf in the rack of the endpoint comes first.
        std::unordered_map<std::uint32_t, Leaves> inRack;
        for (const std::uint32_t leaf : leaves)
            inRack[m_plan.nodes[leaf].placement].push_back(leaf);
        std::erase_if(ports, [&](const Endpoint& end) {
            const auto near = inRack.find(m_plan.nodes[end.node].placement);
            if (near == inRack.end())
                return false;
            return std::any_of(near->second.begin(), near->second.end(),
                               [&](std::uint32_t leaf) { return connect(end, leaf); });
        });
    }

    // The rest in equal shares, in order, so that neighbours share a leaf.
    std::vector<std::size_t> rooms;
    for (const std::uint32_t leaf : leaves)
        rooms.push_back(room(leaf, kind));
    std::size_t later = std::accumulate(rooms.begin(), rooms.end(), std::size_t{0});
    std::size_t next = 0;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        later -= rooms[i];
        const std::size_t rest = ports.size() - next;
        const std::size_t among = leaves.size() - i;
        std::size_t share = std::min((rest + among - 1) / among, rooms[i]);
        if (rest - share > later)
            share = std::min(rest - later, rooms[i]);
        for (std::size_t taken = 0; taken < share; ++taken)
            connect(ports[next++], leaves[i]);
    }
    return std::nullopt;
}

} // namespace colonnade::model
