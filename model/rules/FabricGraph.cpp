#include "model/rules/FabricGraph.h"

#include "model/design/RememberedBeside.h"

#include <algorithm>
#include <limits>

namespace colonnade::model {

namespace {

constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

/// Neighbours of all nodes, side by side.
struct Adjacency {
    std::vector<std::uint32_t> first; ///< One entry more than nodes.
    std::vector<std::uint32_t> edge;  ///< Its number.
};

Adjacency adjacencyOf(std::size_t nodes, std::span<const GraphEdge> edges)
{
    Adjacency adjacency;
    adjacency.first.resize(nodes + 1);
    for (const GraphEdge& edge : edges) {
        ++adjacency.first[edge.a + 1];
        ++adjacency.first[edge.b + 1];
    }
    for (std::size_t node = 0; node < nodes; ++node)
        adjacency.first[node + 1] += adjacency.first[node];
    adjacency.edge.resize(adjacency.first.back());
    std::vector<std::uint32_t> next(adjacency.first.begin(), adjacency.first.end() - 1);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        adjacency.edge[next[edges[i].a]++] = static_cast<std::uint32_t>(i);
        adjacency.edge[next[edges[i].b]++] = static_cast<std::uint32_t>(i);
    }
    return adjacency;
}

/// One walk in depth over the whole graph.
class Walk {
public:
    Walk(std::size_t nodes, std::size_t switches, std::span<const GraphEdge> edges)
        : m_switches{switches},
          m_edges{edges},
          m_adjacency{adjacencyOf(nodes, edges)},
          m_found(nodes),
          m_low(nodes),
          m_next(m_adjacency.first.begin(), m_adjacency.first.end() - 1),
          m_parentEdge(nodes, nobody),
          m_below(nodes),
          m_switchesBelow(nodes),
          m_apart(nodes),
          m_largest(nodes),
          m_switchesApart(nodes)
    {
    }

    FabricWeakness operator()()
    {
        for (std::size_t node = 0; node < m_found.size(); ++node) {
            if (m_found[node] == 0 && m_adjacency.first[node] != m_adjacency.first[node + 1])
                component(static_cast<std::uint32_t>(node));
        }
        return m_weakness;
    }

private:
    [[nodiscard]] bool isSwitch(std::uint32_t node) const { return node < m_switches; }
    [[nodiscard]] std::uint32_t other(std::uint32_t edge, std::uint32_t node) const
    {
        return m_edges[edge].a == node ? m_edges[edge].b : m_edges[edge].a;
    }

    void enter(std::uint32_t node, std::uint32_t edge)
    {
        m_found[node] = m_low[node] = ++m_clock;
        m_parentEdge[node] = edge;
        m_below[node] = isSwitch(node) ? 0 : 1;
        m_switchesBelow[node] = isSwitch(node) ? 1 : 0;
        m_order.push_back(node);
        m_stack.push_back(node);
    }

    void component(std::uint32_t root)
    {
        m_order.clear();
        enter(root, nobody);
        while (!m_stack.empty()) {
            const std::uint32_t node = m_stack.back();
            if (m_next[node] < m_adjacency.first[node + 1]) {
                const std::uint32_t edge = m_adjacency.edge[m_next[node]++];
                if (edge == m_parentEdge[node])
                    continue;
                const std::uint32_t to = other(edge, node);
                if (m_found[to] == 0)
                    enter(to, edge);
                else
                    m_low[node] = std::min(m_low[node], m_found[to]);
            } else {
                m_stack.pop_back();
                leave(node);
            }
        }
        const int devices = m_below[root];
        m_weakness.devices += devices;
        const int switches = m_switchesBelow[root];
        for (const std::uint32_t node : m_order) {
            if (isSwitch(node))
                judgeSwitch(node, root, devices, switches);
            judgeLink(node, devices, switches);
        }
    }

    /// Gives what lies below a node to the one above it.
    void leave(std::uint32_t node)
    {
        if (m_parentEdge[node] == nobody)
            return;
        const std::uint32_t above = other(m_parentEdge[node], node);
        m_low[above] = std::min(m_low[above], m_low[node]);
        m_below[above] += m_below[node];
        m_switchesBelow[above] += m_switchesBelow[node];
        if (m_low[node] >= m_found[above]) { // Without `above` this part stands alone.
            m_apart[above] += m_below[node];
            m_switchesApart[above] += m_switchesBelow[node];
            if (m_switchesBelow[node] > 0)
                m_largest[above] = std::max(m_largest[above], m_below[node]);
        }
    }

    void judgeSwitch(std::uint32_t node, std::uint32_t root, int devices, int switches)
    {
        const int apartSwitches = m_switchesApart[node];
        const int rest = devices - m_apart[node];
        const bool restLives = node != root && switches - 1 - apartSwitches > 0;
        const int kept = std::max(m_largest[node], restLives ? rest : 0);
        const int lost = devices - kept;
        if (lost <= 0)
            return;
        ++m_weakness.articulations;
        if (!m_weakness.worstSwitch || lost > m_weakness.worstSwitch->devices)
            m_weakness.worstSwitch = CutOff{node, node, lost};
    }

    /// The edge above a node, where it is a single link between switches.
    void judgeLink(std::uint32_t node, int devices, int switches)
    {
        const std::uint32_t edge = m_parentEdge[node];
        if (edge == nobody || m_edges[edge].links > 1)
            return;
        const std::uint32_t above = other(edge, node);
        if (!isSwitch(node) || !isSwitch(above) || m_low[node] <= m_found[above])
            return;
        const bool restLives = switches - m_switchesBelow[node] > 0;
        const int kept = std::max(m_below[node], restLives ? devices - m_below[node] : 0);
        const int lost = devices - kept;
        if (lost <= 0)
            return;
        ++m_weakness.bridges;
        if (!m_weakness.worstLink || lost > m_weakness.worstLink->devices)
            m_weakness.worstLink = CutOff{std::min(node, above), std::max(node, above), lost};
    }

    std::size_t m_switches;
    std::span<const GraphEdge> m_edges;
    Adjacency m_adjacency;
    std::vector<std::uint32_t> m_found, m_low; ///< By node, from 1; 0: not yet.
    std::vector<std::uint32_t> m_next;
    std::vector<std::uint32_t> m_parentEdge;
    std::vector<int> m_below;     ///< Devices in the tree under a node, with itself.
    std::vector<int> m_switchesBelow; ///< Switches likewise.
    std::vector<int> m_apart;     ///< Devices under it that stand alone without it ...
    std::vector<int> m_largest;   ///< ... and in the largest such part with a switch.
    std::vector<int> m_switchesApart;
    std::vector<std::uint32_t> m_order, m_stack;
    std::uint32_t m_clock = 0;
    FabricWeakness m_weakness;
};

} // namespace

std::vector<GraphEdge> contractedEdges(const FabricPlan& plan)
{
    std::vector<std::uint64_t> pairs(plan.links.size());
    for (std::size_t link = 0; link < pairs.size(); ++link) {
        const std::uint32_t low = std::min(plan.links.a[link], plan.links.b[link]);
        const std::uint32_t high = std::max(plan.links.a[link], plan.links.b[link]);
        pairs[link] = (std::uint64_t{low} << 32) | high;
    }
    std::sort(pairs.begin(), pairs.end());
    std::vector<GraphEdge> edges;
    for (const std::uint64_t pair : pairs) {
        const auto a = static_cast<std::uint32_t>(pair >> 32), b = static_cast<std::uint32_t>(pair & nobody);
        if (a == b)
            continue;
        if (edges.empty() || edges.back().a != a || edges.back().b != b)
            edges.push_back({a, b, 0});
        ++edges.back().links;
    }
    return edges;
}

FabricWeakness weaknessOf(std::size_t nodes, std::size_t switches, std::span<const GraphEdge> edges)
{
    FabricWeakness weakness = Walk{nodes, switches, edges}();
    std::vector<int> links(switches), homes(nodes);
    for (const GraphEdge& edge : edges) {
        if (edge.a >= switches || edge.b < switches)
            continue; // The lower node is the switch.
        weakness.endpointLinks += edge.links;
        links[edge.a] += edge.links;
        weakness.dualHomed |= ++homes[edge.b] > 1;
    }
    const auto fullest = std::max_element(links.begin(), links.end());
    if (fullest != links.end()) {
        weakness.fullestSwitch = static_cast<std::uint32_t>(fullest - links.begin());
        weakness.linksLost = *fullest;
    }
    return weakness;
}

std::shared_ptr<const FabricWeakness> weaknessOf(const std::shared_ptr<const FabricPlan>& plan)
{
    static RememberedBeside<FabricPlan, int, FabricWeakness> remembered;
    return remembered.get(plan, 0, [&] { return weaknessOf(plan->nodes.size(), plan->switchCount, contractedEdges(*plan)); });
}

} // namespace colonnade::model
