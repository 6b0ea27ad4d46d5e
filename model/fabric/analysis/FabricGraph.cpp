#include "model/fabric/analysis/FabricGraph.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace colonnade::model {

namespace {

std::uint64_t pairKey(std::uint32_t a, std::uint32_t b)
{
    return static_cast<std::uint64_t>(a) << 32U | b;
}

} // namespace

FabricLoss lossOfCable(const FabricPlan& plan, std::size_t cable)
{
    const auto links = plan.cables.links(cable);
    return {{}, {links.begin(), links.end()}};
}

FabricLoss lossOfRail(const FabricPlan& plan, int rail)
{
    FabricLoss loss;
    for (std::uint32_t node = 0; node < plan.switchCount; ++node) {
        if (plan.nodes[node].tier == 1 && plan.nodes[node].rail == rail)
            loss.nodes.push_back(node);
    }
    for (std::size_t link = 0; link < plan.links.size(); ++link) {
        if (plan.links.rail[link] == rail)
            loss.links.push_back(static_cast<std::uint32_t>(link));
    }
    return loss;
}

FabricLoss lossOfPlane(const FabricPlan& plan, int plane)
{
    FabricLoss loss;
    for (std::uint32_t node = 0; node < plan.switchCount; ++node) {
        if (plan.nodes[node].plane == plane)
            loss.nodes.push_back(node);
    }
    for (std::size_t link = 0; link < plan.links.size(); ++link) {
        if (plan.links.plane[link] == plane)
            loss.links.push_back(static_cast<std::uint32_t>(link));
    }
    return loss;
}

FabricGraph::FabricGraph(const FabricPlan& plan, const FabricLoss& loss) : m_switches{plan.switchCount}
{
    std::vector<bool> deadNode(plan.nodes.size()), deadLink(plan.links.size());
    for (const std::uint32_t node : loss.nodes)
        deadNode[node] = true;
    for (const std::uint32_t link : loss.links)
        deadLink[link] = true;

    std::unordered_map<std::uint64_t, std::uint32_t> known;
    for (std::size_t link = 0; link < plan.links.size(); ++link) {
        const std::uint32_t a = plan.links.a[link], b = plan.links.b[link];
        if (deadLink[link] || deadNode[a] || deadNode[b] || a == b)
            continue;
        const auto [found, isNew] = known.try_emplace(pairKey(a, b), static_cast<std::uint32_t>(m_bundles.size()));
        if (isNew)
            m_bundles.push_back({a, b, 0, 0});
        Bundle& bundle = m_bundles[found->second];
        ++bundle.links;
        bundle.capacity += static_cast<double>(plan.links.speed[link]);
    }

    m_first.assign(plan.nodes.size() + 1, 0);
    for (const Bundle& bundle : m_bundles) {
        ++m_first[bundle.a + 1];
        ++m_first[bundle.b + 1];
    }
    std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
    m_neighbours.resize(m_bundles.size() * 2);
    std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
    for (std::size_t i = 0; i < m_bundles.size(); ++i) {
        const Bundle& bundle = m_bundles[i];
        m_neighbours[next[bundle.a]++] = {bundle.b, static_cast<std::uint32_t>(i)};
        m_neighbours[next[bundle.b]++] = {bundle.a, static_cast<std::uint32_t>(i)};
    }
}

std::vector<std::uint32_t> FabricGraph::parts() const
{
    std::vector<std::uint32_t> part(nodes(), unreached);
    std::uint32_t count = 0;
    std::vector<std::uint32_t> open;
    // From the switches on, so that an endpoint between two separate planes joins neither to the other.
    const auto spread = [&](std::uint32_t from) {
        part[from] = count;
        open.assign(1, from);
        while (!open.empty()) {
            const std::uint32_t here = open.back();
            open.pop_back();
            for (const Neighbour& next : of(here)) {
                if (part[next.node] != unreached)
                    continue;
                part[next.node] = count;
                if (next.node < m_switches)
                    open.push_back(next.node);
            }
        }
        ++count;
    };
    for (std::uint32_t node = 0; node < nodes(); ++node) {
        if (part[node] == unreached)
            spread(node);
    }
    return part;
}

} // namespace colonnade::model
