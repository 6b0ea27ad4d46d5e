#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace colonnade::model {

/// The packet switches of a topology, one entry each in every column.
struct TopologySwitches {
    std::vector<std::uint8_t> tier;   ///< From 1, next to the endpoints, upward.
    std::vector<std::uint32_t> group; ///< Scalable unit, pod, group, plane of a HyperX; from 0.
    std::vector<std::uint16_t> rail;  ///< From 1; 0 none.
    std::vector<std::uint16_t> plane; ///< From 1; 0 none.
    [[nodiscard]] std::size_t size() const { return tier.size(); }
};

/// Links in bundles: `count` parallel links between the same two vertices, on ports that follow one
/// another from `portA` and from `portB`. One entry each in every column; `a` is the end nearer to the
/// endpoints.
struct TopologyLinks {
    std::vector<std::uint32_t> a, b;         ///< Vertices.
    std::vector<std::uint16_t> portA, portB; ///< From 0 at their vertex.
    std::vector<std::uint16_t> count;
    std::vector<std::uint8_t> kind; ///< In `Topology::kinds`.
    /// Optical circuit switch that carries the bundle, from 1; 0 none. Empty where there are none.
    std::vector<std::uint16_t> circuit;
    [[nodiscard]] std::size_t size() const { return a.size(); }
};

/// What the links of one kind have in common.
struct TopologyLinkKind {
    std::string name;     ///< "endpoint_leaf", as answers call it.
    double speed = 0;     ///< Gbit/s, one direction; 0 where the recipe names none.
    int linksPerCable = 1; ///< 2 where a cable joins twin-port cages; -n: n cables to a link (a fibre run to an OCS and on).
    std::int64_t links = 0;
    [[nodiscard]] std::int64_t cables() const
    {
        return linksPerCable < 0 ? links * -linksPerCable : (links + linksPerCable - 1) / linksPerCable;
    }
};

/// A network as built: who stands in it and every link, as flat columns. Vertices are the endpoints from 0, and
/// after them the switches.
struct Topology {
    std::string family;
    std::uint32_t endpoints = 0; ///< Accelerators or NICs; fabric managers last among them.
    std::uint32_t guests = 0;    ///< Endpoints that are no accelerator.
    int endpointsPerNode = 1;    ///< Endpoint e is number e % this of node e / this.
    int circuitSwitches = 0;     ///< Optical; they switch no packets and are no vertices.
    TopologySwitches switches;
    TopologyLinks links;
    std::vector<TopologyLinkKind> kinds;
    std::vector<int> portsOfTier; ///< By tier; entry 0 an endpoint. 0 where the recipe does not say.

    [[nodiscard]] std::uint32_t vertices() const { return endpoints + static_cast<std::uint32_t>(switches.size()); }
    [[nodiscard]] std::uint32_t vertexOfSwitch(std::size_t index) const { return endpoints + static_cast<std::uint32_t>(index); }
    [[nodiscard]] bool isSwitch(std::uint32_t vertex) const { return vertex >= endpoints; }
    [[nodiscard]] std::int64_t linkCount() const;
    /// Links of the kind of that name; 0 where there is none.
    [[nodiscard]] std::int64_t linksOf(const std::string& kind) const;
    [[nodiscard]] std::int64_t switchesOfTier(int tier) const;
    /// Bytes that the columns take.
    [[nodiscard]] std::size_t memory() const;
};

/// Puts a topology together. Ports of a vertex are dealt in the order in which they are asked for.
class TopologyAssembly {
public:
    TopologyAssembly(std::string family, std::uint32_t endpoints);
    /// Adds a switch, and answers its vertex.
    std::uint32_t addSwitch(int tier, std::uint32_t group, int rail = 0, int plane = 0);
    std::uint8_t addKind(std::string name, double speed, int linksPerCable = 1);
    void reserve(std::size_t switches, std::size_t bundles);
    void join(std::uint32_t a, std::uint32_t b, int count, std::uint8_t kind, int circuit = 0);
    /// The next port of that vertex is at least this one.
    void skipTo(std::uint32_t vertex, int port);
    Topology& topology() { return m_topology; }
    Topology finish();

private:
    Topology m_topology;
    std::vector<std::uint16_t> m_nextPort;
};

} // namespace colonnade::model
