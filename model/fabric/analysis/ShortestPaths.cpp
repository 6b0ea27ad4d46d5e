#include "model/fabric/analysis/ShortestPaths.h"

#include <algorithm>

namespace colonnade::model {

PathsTo::PathsTo(const FabricGraph& graph, std::uint32_t destination)
    : m_graph{graph}, m_distance(graph.switches(), FabricGraph::unreached)
{
    m_inwards.push_back(destination);
    m_distance[destination] = 0;
    for (std::size_t at = 0; at < m_inwards.size(); ++at) {
        const std::uint32_t here = m_inwards[at];
        for (const FabricGraph::Neighbour& next : graph.of(here)) {
            if (next.node >= graph.switches() || m_distance[next.node] != FabricGraph::unreached)
                continue;
            m_distance[next.node] = m_distance[here] + 1;
            m_inwards.push_back(next.node);
        }
    }
    std::reverse(m_inwards.begin(), m_inwards.end());
}

} // namespace colonnade::model
