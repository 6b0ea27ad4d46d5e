#include "model/fabric/topology/Topology.h"

#include <algorithm>
#include <numeric>

namespace colonnade::model {

std::int64_t Topology::linkCount() const
{
    return std::accumulate(kinds.begin(), kinds.end(), std::int64_t{0},
                           [](std::int64_t sum, const TopologyLinkKind& kind) { return sum + kind.links; });
}

std::int64_t Topology::linksOf(const std::string& kind) const
{
    std::int64_t sum = 0;
    for (const TopologyLinkKind& one : kinds) {
        if (one.name == kind)
            sum += one.links;
    }
    return sum;
}

std::int64_t Topology::switchesOfTier(int tier) const
{
    return std::count(switches.tier.begin(), switches.tier.end(), static_cast<std::uint8_t>(tier));
}

std::size_t Topology::memory() const
{
    const auto bytes = [](const auto& column) { return column.capacity() * sizeof(column[0]); };
    return bytes(switches.tier) + bytes(switches.group) + bytes(switches.rail) + bytes(switches.plane) + bytes(links.a)
        + bytes(links.b) + bytes(links.portA) + bytes(links.portB) + bytes(links.count) + bytes(links.kind)
        + bytes(links.circuit);
}

TopologyAssembly::TopologyAssembly(std::string family, std::uint32_t endpoints)
{
    m_topology.family = std::move(family);
    m_topology.endpoints = endpoints;
    m_nextPort.resize(endpoints);
}

std::uint32_t TopologyAssembly::addSwitch(int tier, std::uint32_t group, int rail, int plane)
{
    TopologySwitches& switches = m_topology.switches;
    switches.tier.push_back(static_cast<std::uint8_t>(tier));
    switches.group.push_back(group);
    switches.rail.push_back(static_cast<std::uint16_t>(rail));
    switches.plane.push_back(static_cast<std::uint16_t>(plane));
    m_nextPort.push_back(0);
    return m_topology.vertices() - 1;
}

std::uint8_t TopologyAssembly::addKind(std::string name, double speed, int linksPerCable)
{
    m_topology.kinds.push_back({std::move(name), speed, linksPerCable, 0});
    return static_cast<std::uint8_t>(m_topology.kinds.size() - 1);
}

void TopologyAssembly::reserve(std::size_t switches, std::size_t bundles)
{
    TopologySwitches& columns = m_topology.switches;
    columns.tier.reserve(switches);
    columns.group.reserve(switches);
    columns.rail.reserve(switches);
    columns.plane.reserve(switches);
    m_nextPort.reserve(m_topology.endpoints + switches);
    TopologyLinks& links = m_topology.links;
    links.a.reserve(bundles);
    links.b.reserve(bundles);
    links.portA.reserve(bundles);
    links.portB.reserve(bundles);
    links.count.reserve(bundles);
    links.kind.reserve(bundles);
}

void TopologyAssembly::join(std::uint32_t a, std::uint32_t b, int count, std::uint8_t kind, int circuit)
{
    if (count < 1)
        return;
    TopologyLinks& links = m_topology.links;
    links.a.push_back(a);
    links.b.push_back(b);
    links.portA.push_back(m_nextPort[a]);
    m_nextPort[a] = static_cast<std::uint16_t>(m_nextPort[a] + count);
    links.portB.push_back(m_nextPort[b]);
    m_nextPort[b] = static_cast<std::uint16_t>(m_nextPort[b] + count);
    links.count.push_back(static_cast<std::uint16_t>(count));
    links.kind.push_back(kind);
    if (m_topology.circuitSwitches > 0)
        links.circuit.push_back(static_cast<std::uint16_t>(circuit));
    m_topology.kinds[kind].links += count;
}

void TopologyAssembly::skipTo(std::uint32_t vertex, int port)
{
    m_nextPort[vertex] = std::max(m_nextPort[vertex], static_cast<std::uint16_t>(port));
}

Topology TopologyAssembly::finish()
{
    return std::move(m_topology);
}

} // namespace colonnade::model
