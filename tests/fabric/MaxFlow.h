#pragma once

#include "model/fabric/topology/Topology.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace colonnade::model::fabrictest {

/// Dinic's maximum flow over the links of a topology, each of capacity 1 in either direction; by theorem the least cut
/// between the two sets of endpoints. A method of its own, which knows no formula of the model.
class MaxFlow {
public:
    explicit MaxFlow(const Topology& topology) : m_source{topology.vertices()}, m_sink{topology.vertices() + 1}
    {
        m_edges.resize(topology.vertices() + 2u);
        for (std::size_t i = 0; i < topology.links.size(); ++i)
            add(topology.links.a[i], topology.links.b[i], topology.links.count[i], topology.links.count[i]);
    }
    void from(std::uint32_t endpoint) { add(m_source, endpoint, endless, 0); }
    void to(std::uint32_t endpoint) { add(endpoint, m_sink, endless, 0); }
    std::int64_t operator()()
    {
        std::int64_t flow = 0;
        while (level()) {
            m_next.assign(m_edges.size(), 0);
            while (const std::int64_t sent = push(m_source, endless))
                flow += sent;
        }
        return flow;
    }

private:
    static constexpr std::int64_t endless = std::numeric_limits<std::int32_t>::max();
    struct Edge {
        std::uint32_t to;
        std::size_t back;
        std::int64_t room;
    };
    void add(std::uint32_t a, std::uint32_t b, std::int64_t there, std::int64_t back)
    {
        m_edges[a].push_back({b, m_edges[b].size(), there});
        m_edges[b].push_back({a, m_edges[a].size() - 1, back});
    }
    bool level()
    {
        m_level.assign(m_edges.size(), -1);
        m_level[m_source] = 0;
        std::vector<std::uint32_t> queue{m_source};
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for (const Edge& edge : m_edges[queue[i]]) {
                if (edge.room > 0 && m_level[edge.to] < 0) {
                    m_level[edge.to] = m_level[queue[i]] + 1;
                    queue.push_back(edge.to);
                }
            }
        }
        return m_level[m_sink] >= 0;
    }
    std::int64_t push(std::uint32_t at, std::int64_t most)
    {
        if (at == m_sink)
            return most;
        for (std::size_t& i = m_next[at]; i < m_edges[at].size(); ++i) {
            Edge& edge = m_edges[at][i];
            if (edge.room <= 0 || m_level[edge.to] != m_level[at] + 1)
                continue;
            if (const std::int64_t sent = push(edge.to, std::min(most, edge.room))) {
                edge.room -= sent;
                m_edges[edge.to][edge.back].room += sent;
                return sent;
            }
        }
        return 0;
    }

    std::uint32_t m_source, m_sink;
    std::vector<std::vector<Edge>> m_edges;
    std::vector<int> m_level;
    std::vector<std::size_t> m_next;
};

} // namespace colonnade::model::fabrictest
