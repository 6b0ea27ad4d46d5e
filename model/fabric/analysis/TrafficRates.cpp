#include "model/fabric/analysis/TrafficRates.h"

#include "model/fabric/analysis/MaxMinRates.h"
#include "model/fabric/analysis/ShortestPaths.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace colonnade::model {
namespace {

/// Work that an analysis may take: entries of a table of flows, and steps along links.
constexpr std::size_t mostEntries = 20'000'000;
constexpr double mostSteps = 4e9;
/// Flows that are hashed one by one at most.
constexpr std::size_t mostFlows = 400'000;

/// An endpoint port with a working link.
struct Sender {
    std::uint32_t node = 0;
    std::uint32_t leaf = 0;
    std::uint32_t port = 0; ///< Number among the ports of its node.
    double speed = 0;       ///< Gbit/s.
};

/// splitmix64 (Steele, Lea and Flood 2014).
std::uint64_t mixed(std::uint64_t value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

class Rating {
public:
    Rating(const FabricGraph& graph, TrafficPattern pattern, PathChoice choice, std::uint64_t seed, std::stop_token stop)
        : m_graph{graph}, m_seed{seed}, m_stop{std::move(stop)}
    {
        m_out.pattern = pattern;
        m_out.choice = choice;
    }

    TrafficRates operator()()
    {
        findSenders();
        m_out.use.assign(m_graph.bundles().size(), 0);
        if (m_senders.empty()) {
            m_out.why = "no endpoint port has a working link to a switch";
            return std::move(m_out);
        }
        countReach();
        if (m_out.pattern == TrafficPattern::AllToAll && m_out.choice == PathChoice::EvenSplit)
            spreadAll();
        else
            flowByFlow();
        return std::move(m_out);
    }

private:
    using Bundle = FabricGraph::Bundle;

    bool isStopped()
    {
        if (m_stop.stop_requested())
            m_out.why = "stopped";
        return m_stop.stop_requested();
    }

    void findSenders()
    {
        std::vector<std::uint32_t> ports(m_graph.nodes());
        for (std::uint32_t node = m_graph.switches(); node < m_graph.nodes(); ++node) {
            for (const FabricGraph::Neighbour& next : m_graph.of(node)) {
                if (next.node >= m_graph.switches())
                    continue;
                const Bundle& bundle = m_graph.bundles()[next.bundle];
                for (std::uint32_t link = 0; link < bundle.links; ++link)
                    m_senders.push_back({node, next.node, ports[node]++, bundle.capacity / bundle.links});
            }
        }
    }

    void countReach()
    {
        const auto parts = m_graph.parts();
        std::map<std::uint32_t, std::size_t> inPart;
        for (const Sender& sender : m_senders)
            ++inPart[parts[sender.leaf]];
        m_reach.reserve(m_senders.size());
        for (const Sender& sender : m_senders) {
            m_part.push_back(parts[sender.leaf]);
            m_reach.push_back(inPart[parts[sender.leaf]] - 1);
            m_out.silent += m_reach.back() == 0;
        }
        m_out.ports = m_senders.size() - m_out.silent;
    }

    /// Capacity of the ports of each leaf, and how many they are.
    struct Leaf {
        std::uint32_t node = 0;
        double ports = 0, capacity = 0;
        std::size_t reach = 0;
    };

    [[nodiscard]] std::vector<Leaf> leaves() const
    {
        std::vector<Leaf> out;
        std::vector<std::uint32_t> at(m_graph.switches(), FabricGraph::unreached);
        for (std::size_t i = 0; i < m_senders.size(); ++i) {
            const Sender& sender = m_senders[i];
            if (at[sender.leaf] == FabricGraph::unreached) {
                at[sender.leaf] = static_cast<std::uint32_t>(out.size());
                out.push_back({sender.leaf, 0, 0, m_reach[i]});
            }
            Leaf& leaf = out[at[sender.leaf]];
            leaf.ports += 1;
            leaf.capacity += sender.speed;
        }
        return out;
    }

    /// All-to-all over all shortest paths: the ports of a leaf are alike, so leaves stand for them.
    void spreadAll()
    {
        const auto all = leaves();
        const double steps = static_cast<double>(all.size()) * static_cast<double>(m_graph.bundles().size());
        if (steps > mostSteps) {
            m_out.why = fmt::format("{} leaves with {} bundles of links are more than is worked out", all.size(), m_graph.bundles().size());
            return;
        }
        std::vector<double> load(2 * m_graph.bundles().size()); // Per unit of rate of one port to one port.
        for (const Leaf& to : all) {
            if (isStopped())
                return;
            addLoad(load, all, to);
        }
        m_out.flows = 0;
        double rate = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < m_senders.size(); ++i) {
            m_out.flows += m_reach[i];
            if (m_reach[i] > 0)
                rate = std::min(rate, m_senders[i].speed / static_cast<double>(m_reach[i]));
        }
        for (std::size_t edge = 0; edge < load.size(); ++edge) {
            if (load[edge] > 0)
                rate = std::min(rate, m_graph.bundles()[edge / 2].capacity / load[edge]);
        }
        if (m_out.ports == 0)
            return;
        m_out.uniform = true;
        m_out.least = 1;
        for (std::size_t i = 0; i < m_senders.size(); ++i) {
            if (m_reach[i] > 0)
                addShare(rate * static_cast<double>(m_reach[i]) / m_senders[i].speed);
        }
        m_out.mean /= static_cast<double>(m_out.ports);
        for (std::size_t edge = 0; edge < load.size(); ++edge)
            addUse(edge / 2, load[edge] * rate);
        for (std::size_t i = 0; i < m_senders.size(); ++i)
            addAccess(m_senders[i], rate * static_cast<double>(m_reach[i]));
    }

    void addLoad(std::vector<double>& load, const std::vector<Leaf>& all, const Leaf& to) const
    {
        const PathsTo paths{m_graph, to.node};
        std::vector<double> volume(m_graph.switches());
        for (const Leaf& from : all) {
            if (from.node != to.node && paths.reaches(from.node))
                volume[from.node] = from.ports * to.ports;
        }
        for (const std::uint32_t node : paths.inwards()) {
            if (volume[node] <= 0 || node == to.node)
                continue;
            paths.forEachNext(node, [&](std::uint32_t next, std::uint32_t bundle, double share) {
                load[directed(m_graph.bundles()[bundle], bundle, node)] += volume[node] * share;
                volume[next] += volume[node] * share;
            });
        }
    }

    /// A flow from one port to another, by numbers among the senders.
    struct Flow {
        std::uint32_t from = 0, to = 0;
    };

    [[nodiscard]] std::vector<Flow> ringFlows() const
    {
        // The ports of that number of all nodes of a part, in order.
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> rings;
        for (std::uint32_t i = 0; i < m_senders.size(); ++i)
            rings[{m_part[i], m_senders[i].port}].push_back(i);
        std::vector<Flow> flows;
        for (const auto& [key, ring] : rings) {
            for (std::size_t i = 0; ring.size() > 1 && i < ring.size(); ++i)
                flows.push_back({ring[i], ring[(i + 1) % ring.size()]});
        }
        return flows;
    }

    [[nodiscard]] std::vector<Flow> allFlows()
    {
        std::map<std::uint32_t, std::vector<std::uint32_t>> parts;
        for (std::uint32_t i = 0; i < m_senders.size(); ++i)
            parts[m_part[i]].push_back(i);
        const std::size_t each = std::max<std::size_t>(1, mostFlows / m_senders.size());
        std::vector<Flow> flows;
        for (const auto& [part, ports] : parts) {
            const std::size_t others = ports.size() - 1;
            const std::size_t wanted = std::min(others, each);
            m_out.sampled |= wanted < others;
            for (std::size_t i = 0; i < ports.size(); ++i) {
                // Evenly spaced from a start of its own, so that a sample meets every other port about as often.
                const std::size_t start = wanted < others ? mixed(m_seed + i) % others : 0;
                for (std::size_t k = 0; k < wanted; ++k) {
                    const std::size_t step = 1 + (start + k * others / wanted) % others;
                    flows.push_back({ports[i], ports[(i + step) % ports.size()]});
                }
            }
        }
        return flows;
    }

    void flowByFlow()
    {
        auto flows = m_out.pattern == TrafficPattern::Ring ? ringFlows() : allFlows();
        m_out.flows = flows.size();
        // By destination, so that the ways to it are found once.
        std::stable_sort(flows.begin(), flows.end(), [&](const Flow& a, const Flow& b) { return m_senders[a.to].leaf < m_senders[b.to].leaf; });
        numberEdges();
        FlowTable table;
        std::optional<PathsTo> paths;
        std::uint32_t leaf = FabricGraph::unreached;
        for (const Flow& flow : flows) {
            const Sender& from = m_senders[flow.from];
            const Sender& to = m_senders[flow.to];
            if (to.leaf != leaf) {
                if (isStopped())
                    return;
                leaf = to.leaf;
                paths.emplace(m_graph, leaf);
            }
            table.use(m_access + 2 * flow.from);
            if (m_out.choice == PathChoice::Hashed)
                hash(table, *paths, from.leaf, leaf, flow);
            else
                split(table, *paths, from.leaf, leaf);
            table.use(m_access + 2 * flow.to + 1);
            table.close();
            if (table.edges.size() > mostEntries) {
                m_out.why = fmt::format("{} flows are more than are worked out", flows.size());
                return;
            }
        }
        report(flows, table, maxMinRates(table, m_capacity));
    }

    /// Hashed flows take one link of a bundle, spread ones all of it.
    void numberEdges()
    {
        m_firstEdge.assign(1, 0);
        for (const Bundle& bundle : m_graph.bundles()) {
            const std::uint32_t links = m_out.choice == PathChoice::Hashed ? bundle.links : 1;
            for (std::uint32_t i = 0; i < 2 * links; ++i)
                m_capacity.push_back(bundle.capacity / links);
            m_firstEdge.push_back(m_firstEdge.back() + 2 * links);
        }
        m_access = m_firstEdge.back();
        for (const Sender& sender : m_senders)
            m_capacity.insert(m_capacity.end(), 2, sender.speed);
    }

    [[nodiscard]] std::uint32_t edge(std::uint32_t bundle, std::uint32_t from, std::uint32_t link) const
    {
        return m_firstEdge[bundle] + 2 * link + (m_graph.bundles()[bundle].a == from ? 0U : 1U);
    }

    void hash(FlowTable& table, const PathsTo& paths, std::uint32_t from, std::uint32_t leaf, const Flow& flow) const
    {
        std::uint64_t state = mixed(m_seed ^ mixed(static_cast<std::uint64_t>(flow.from) << 32U | flow.to));
        for (std::uint32_t node = from; node != leaf;) {
            state = mixed(state + node);
            double chosen = static_cast<double>(state >> 11U) * 0x1p-53;
            std::uint32_t next = node, by = 0;
            bool found = false;
            paths.forEachNext(node, [&](std::uint32_t neighbour, std::uint32_t bundle, double share) {
                if (found)
                    return;
                next = neighbour;
                by = bundle;
                found = chosen < share;
                chosen -= share;
            });
            const std::uint32_t links = m_graph.bundles()[by].links;
            table.use(edge(by, node, static_cast<std::uint32_t>(mixed(state) % links)));
            node = next;
        }
    }

    void split(FlowTable& table, const PathsTo& paths, std::uint32_t from, std::uint32_t leaf)
    {
        if (from == leaf)
            return;
        auto& cached = m_splits[{from, leaf}];
        if (cached.empty()) {
            std::map<std::uint32_t, double> volume{{from, 1.0}};
            for (const std::uint32_t node : paths.inwards()) {
                const auto here = volume.find(node);
                if (here == volume.end() || node == leaf)
                    continue;
                const double through = here->second;
                paths.forEachNext(node, [&](std::uint32_t next, std::uint32_t bundle, double share) {
                    cached.emplace_back(edge(bundle, node, 0), through * share);
                    volume[next] += through * share;
                });
            }
        }
        for (const auto& [used, share] : cached)
            table.use(used, share);
    }

    void report(const std::vector<Flow>& flows, const FlowTable& table, const std::vector<double>& rates)
    {
        std::vector<double> sent(m_senders.size()), load(m_capacity.size());
        std::vector<double> slowest(m_senders.size(), std::numeric_limits<double>::infinity());
        std::vector<int> count(m_senders.size());
        for (std::size_t i = 0; i < flows.size(); ++i) {
            sent[flows[i].from] += rates[i];
            slowest[flows[i].from] = std::min(slowest[flows[i].from], rates[i]);
            ++count[flows[i].from];
            for (std::size_t used = table.first[i]; used < table.first[i + 1]; ++used)
                load[table.edges[used]] += rates[i] * static_cast<double>(table.shares[used]);
        }
        m_out.ports = 0;
        m_out.least = 1;
        for (std::size_t i = 0; i < m_senders.size(); ++i) {
            if (count[i] == 0)
                continue;
            ++m_out.ports;
            addShare(slowest[i] * count[i] / m_senders[i].speed);
            addAccess(m_senders[i], sent[i]);
        }
        m_out.silent = m_senders.size() - m_out.ports;
        if (m_out.ports > 0)
            m_out.mean /= static_cast<double>(m_out.ports);
        else
            m_out.least = 0;
        for (std::uint32_t bundle = 0; bundle < m_graph.bundles().size(); ++bundle) {
            double there = 0, back = 0;
            for (std::uint32_t i = m_firstEdge[bundle]; i < m_firstEdge[bundle + 1]; i += 2) {
                there += load[i];
                back += load[i + 1];
            }
            addUse(bundle, std::max(there, back));
        }
    }

    void addShare(double share)
    {
        m_out.least = std::min(m_out.least, share);
        m_out.most = std::max(m_out.most, share);
        m_out.mean += share;
    }
    void addUse(std::size_t bundle, double flow)
    {
        m_out.use[bundle] = std::max(m_out.use[bundle], static_cast<float>(flow / m_graph.bundles()[bundle].capacity));
    }
    /// Of the bundle between a node and its leaf; by links where it has several.
    void addAccess(const Sender& sender, double flow)
    {
        for (const FabricGraph::Neighbour& next : m_graph.of(sender.node)) {
            if (next.node == sender.leaf)
                m_out.use[next.bundle] = std::max(m_out.use[next.bundle], static_cast<float>(flow / sender.speed));
        }
    }

    const FabricGraph& m_graph;
    const std::uint64_t m_seed;
    const std::stop_token m_stop;
    TrafficRates m_out;
    std::vector<Sender> m_senders;
    std::vector<std::uint32_t> m_part; ///< Beside the senders.
    std::vector<std::size_t> m_reach;  ///< Other ports in its part.
    std::vector<double> m_capacity;    ///< By edge: the links, then up and down of every sender.
    std::vector<std::uint32_t> m_firstEdge; ///< By bundle.
    std::uint32_t m_access = 0;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::pair<std::uint32_t, double>>> m_splits;
};

} // namespace

TrafficRates trafficRates(const FabricGraph& graph, TrafficPattern pattern, PathChoice choice, std::uint64_t seed,
                          std::stop_token stop)
{
    return Rating{graph, pattern, choice, seed, std::move(stop)}();
}

} // namespace colonnade::model
