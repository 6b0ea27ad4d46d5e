#pragma once

#include "model/fabric/analysis/FabricGraph.h"

#include <vector>

namespace colonnade::model {

/// Which way of a bundle: `2 * bundle` from its `a` to its `b`, one more the other way.
inline std::uint32_t directed(const FabricGraph::Bundle& bundle, std::uint32_t index, std::uint32_t from)
{
    return 2 * index + (bundle.a == from ? 0U : 1U);
}

/// All shortest ways through the switches to one of them.
class PathsTo {
public:
    PathsTo(const FabricGraph& graph, std::uint32_t destination);

    [[nodiscard]] bool reaches(std::uint32_t from) const { return m_distance[from] != FabricGraph::unreached; }
    /// Switches that reach it, the farthest first; the destination is the last.
    [[nodiscard]] const std::vector<std::uint32_t>& inwards() const { return m_inwards; }
    /// Calls `visit(neighbour, bundle, share)` for every next switch; shares are by capacity and add up to 1.
    template <class Visit> void forEachNext(std::uint32_t from, Visit visit) const
    {
        double all = 0;
        for (const FabricGraph::Neighbour& next : m_graph.of(from)) {
            if (isNext(from, next))
                all += m_graph.bundles()[next.bundle].capacity;
        }
        for (const FabricGraph::Neighbour& next : m_graph.of(from)) {
            if (isNext(from, next))
                visit(next.node, next.bundle, m_graph.bundles()[next.bundle].capacity / all);
        }
    }

private:
    [[nodiscard]] bool isNext(std::uint32_t from, const FabricGraph::Neighbour& next) const
    {
        return next.node < m_graph.switches() && m_distance[next.node] + 1 == m_distance[from];
    }

    const FabricGraph& m_graph;
    std::vector<std::uint32_t> m_distance;
    std::vector<std::uint32_t> m_inwards;
};

} // namespace colonnade::model
