#include "model/fabric/topology/TopologyAnalysis.h"

#include <algorithm>
#include <numeric>

namespace colonnade::model {

TopologyGraph::TopologyGraph(const Topology& topology) : m_first(topology.vertices() + 1u)
{
    const TopologyLinks& links = topology.links;
    for (std::size_t i = 0; i < links.size(); ++i) {
        ++m_first[links.a[i] + 1u];
        ++m_first[links.b[i] + 1u];
    }
    std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
    m_neighbours.resize(2 * links.size());
    std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
    for (std::size_t i = 0; i < links.size(); ++i) {
        m_neighbours[next[links.a[i]]++] = {links.b[i], static_cast<std::uint32_t>(i)};
        m_neighbours[next[links.b[i]]++] = {links.a[i], static_cast<std::uint32_t>(i)};
    }
}

std::vector<std::uint32_t> TopologyGraph::distances(std::uint32_t from, std::uint32_t endpoints, bool relay) const
{
    std::vector<std::uint32_t> distance(vertices(), unreached);
    std::vector<std::uint32_t> queue{from};
    distance[from] = 0;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const std::uint32_t at = queue[i];
        if (at < endpoints && at != from && !relay)
            continue;
        for (const Neighbour& next : of(at)) {
            if (distance[next.vertex] != unreached)
                continue;
            distance[next.vertex] = distance[at] + 1;
            queue.push_back(next.vertex);
        }
    }
    return distance;
}

int TopologyGraph::components() const
{
    std::vector<bool> seen(vertices());
    std::vector<std::uint32_t> stack;
    int count = 0;
    for (std::uint32_t start = 0; start < vertices(); ++start) {
        if (seen[start])
            continue;
        ++count;
        seen[start] = true;
        stack.push_back(start);
        while (!stack.empty()) {
            const std::uint32_t at = stack.back();
            stack.pop_back();
            for (const Neighbour& next : of(at)) {
                if (!seen[next.vertex]) {
                    seen[next.vertex] = true;
                    stack.push_back(next.vertex);
                }
            }
        }
    }
    return count;
}

double shortestPaths(const Topology& topology, const TopologyGraph& graph, std::uint32_t from, std::uint32_t to, bool parallel)
{
    const bool relay = topology.switches.size() == 0;
    const auto distance = graph.distances(from, topology.endpoints, relay);
    if (distance[to] == TopologyGraph::unreached)
        return 0;
    // Vertices in the order of their distance; the paths to one are those to its neighbours nearer by one.
    std::vector<std::uint32_t> order;
    for (std::uint32_t vertex = 0; vertex < graph.vertices(); ++vertex) {
        if (distance[vertex] < distance[to] || vertex == to)
            order.push_back(vertex);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return distance[a] < distance[b]; });
    std::vector<double> paths(graph.vertices());
    paths[from] = 1;
    for (const std::uint32_t at : order) {
        for (const TopologyGraph::Neighbour& next : graph.of(at)) {
            const bool forwards = relay || next.vertex == from || topology.isSwitch(next.vertex);
            if (forwards && at != from && distance[next.vertex] + 1 == distance[at])
                paths[at] += paths[next.vertex] * (parallel ? topology.links.count[next.bundle] : 1);
        }
    }
    return paths[to];
}

std::vector<TierLoad> tierLoads(const Topology& topology)
{
    const TopologySwitches& switches = topology.switches;
    std::vector<double> up(switches.size()), down(switches.size());
    const auto tierOf = [&](std::uint32_t vertex) {
        return topology.isSwitch(vertex) ? switches.tier[vertex - topology.endpoints] : std::uint8_t{0};
    };
    for (std::size_t i = 0; i < topology.links.size(); ++i) {
        const double speed = topology.kinds[topology.links.kind[i]].speed;
        const double capacity = topology.links.count[i] * (speed > 0 ? speed : 1);
        const std::uint32_t a = topology.links.a[i], b = topology.links.b[i];
        if (tierOf(a) == tierOf(b))
            continue;
        if (topology.isSwitch(a))
            (tierOf(a) < tierOf(b) ? up : down)[a - topology.endpoints] += capacity;
        if (topology.isSwitch(b))
            (tierOf(b) < tierOf(a) ? up : down)[b - topology.endpoints] += capacity;
    }
    std::vector<TierLoad> loads;
    for (std::size_t i = 0; i < switches.size(); ++i) {
        const int tier = switches.tier[i];
        auto load = std::find_if(loads.begin(), loads.end(), [&](const TierLoad& one) { return one.tier == tier; });
        if (load == loads.end())
            load = loads.insert(loads.end(), TierLoad{tier, up[i], 0, 0});
        load->leastUp = std::min(load->leastUp, up[i]);
        load->mostDown = std::max(load->mostDown, down[i]);
        if (up[i] > 0)
            load->worstOversubscription = std::max(load->worstOversubscription, down[i] / up[i]);
    }
    std::sort(loads.begin(), loads.end(), [](const TierLoad& a, const TierLoad& b) { return a.tier < b.tier; });
    return loads;
}

std::vector<std::uint32_t> bundlesBetweenPlanes(const Topology& topology)
{
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < topology.links.size(); ++i) {
        const std::uint32_t a = topology.links.a[i], b = topology.links.b[i];
        if (topology.isSwitch(a) && topology.isSwitch(b)
            && topology.switches.plane[a - topology.endpoints] != topology.switches.plane[b - topology.endpoints])
            found.push_back(static_cast<std::uint32_t>(i));
    }
    return found;
}

double railMisalignment(const Topology& topology)
{
    std::int64_t astray = 0, all = 0;
    const auto rails = static_cast<std::uint32_t>(topology.endpointsPerNode);
    for (std::size_t i = 0; i < topology.links.size(); ++i) {
        const std::uint32_t a = topology.links.a[i], b = topology.links.b[i];
        if (a >= topology.endpoints - topology.guests || !topology.isSwitch(b))
            continue;
        const int rail = topology.switches.rail[b - topology.endpoints];
        if (rail == 0)
            continue;
        all += topology.links.count[i];
        if (static_cast<std::uint32_t>(rail) != a % rails + 1)
            astray += topology.links.count[i];
    }
    return all > 0 ? static_cast<double>(astray) / static_cast<double>(all) : 0;
}

SwitchLoss lossOfSwitch(const Topology& topology, std::size_t index)
{
    SwitchLoss loss;
    const std::uint32_t gone = topology.vertexOfSwitch(index);
    const auto tier = topology.switches.tier[index];
    const auto inTier = [&](std::uint32_t vertex) {
        return topology.isSwitch(vertex) && topology.switches.tier[vertex - topology.endpoints] == tier;
    };
    std::vector<std::uint32_t> links(topology.endpoints), lost(topology.endpoints);
    std::int64_t linksOfTier = 0;
    for (std::size_t i = 0; i < topology.links.size(); ++i) {
        const std::uint32_t a = topology.links.a[i], b = topology.links.b[i];
        const std::uint16_t count = topology.links.count[i];
        linksOfTier += inTier(a) || inTier(b) ? count : 0;
        const bool hit = a == gone || b == gone;
        loss.links += hit ? count : 0;
        for (const std::uint32_t end : {a, b}) {
            if (!topology.isSwitch(end)) {
                links[end] += count;
                lost[end] += hit ? count : 0u;
            }
        }
    }
    for (std::uint32_t endpoint = 0; endpoint < topology.endpoints; ++endpoint) {
        if (lost[endpoint] > 0)
            ++(lost[endpoint] == links[endpoint] ? loss.endpointsCut : loss.endpointsNarrowed);
    }
    loss.shareOfTier = linksOfTier > 0 ? static_cast<double>(loss.links) / static_cast<double>(linksOfTier) : 0;
    return loss;
}

std::int64_t linksOfCircuitSwitch(const Topology& topology, int number)
{
    std::int64_t links = 0;
    for (std::size_t i = 0; i < topology.links.circuit.size(); ++i)
        links += topology.links.circuit[i] == number ? topology.links.count[i] : 0;
    return links;
}

} // namespace colonnade::model
