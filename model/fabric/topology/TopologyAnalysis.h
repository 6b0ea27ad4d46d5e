#pragma once

#include "model/fabric/topology/Topology.h"

#include <cstdint>
#include <span>
#include <vector>

namespace colonnade::model {

/// The neighbours of every vertex of a topology, for walks. Refers to nothing.
class TopologyGraph {
public:
    explicit TopologyGraph(const Topology& topology);
    struct Neighbour {
        std::uint32_t vertex;
        std::uint32_t bundle; ///< In `Topology::links`.
    };
    [[nodiscard]] std::span<const Neighbour> of(std::uint32_t vertex) const
    {
        return std::span{m_neighbours}.subspan(m_first[vertex], m_first[vertex + 1] - m_first[vertex]);
    }
    [[nodiscard]] std::uint32_t vertices() const { return static_cast<std::uint32_t>(m_first.size() - 1); }

    static constexpr std::uint32_t unreached = 0xffffffff;
    /// Links to every vertex from one, the fewest; through endpoints only where `relay` (chips of a torus forward).
    [[nodiscard]] std::vector<std::uint32_t> distances(std::uint32_t from, std::uint32_t endpoints, bool relay) const;
    /// Parts that hang together; one where everything is joined.
    [[nodiscard]] int components() const;

private:
    std::vector<std::size_t> m_first;
    std::vector<Neighbour> m_neighbours;
};

/// Shortest paths between two vertices, parallel links counted apart if `parallel`. 0 where there is none.
double shortestPaths(const Topology& topology, const TopologyGraph& graph, std::uint32_t from, std::uint32_t to, bool parallel);

/// The ports of a switch by what is behind them, Gbit/s; links count as 1 where the recipe names no speed.
struct TierLoad {
    int tier = 0;
    double leastUp = 0, mostDown = 0;
    double worstOversubscription = 0; ///< Down over up of the worst switch; 0 where nothing goes up.
};
/// One entry for each tier of switches, from the lowest.
std::vector<TierLoad> tierLoads(const Topology& topology);

/// Links between switches of different planes, by bundle; empty where the planes are disjoint.
std::vector<std::uint32_t> bundlesBetweenPlanes(const Topology& topology);
/// Endpoint links that end on a leaf of another rail than the endpoint's own, over all endpoint links whose leaf has a rail.
/// Fabric managers have no rail and are not counted.
double railMisalignment(const Topology& topology);

/// What is lost with one switch.
struct SwitchLoss {
    std::uint32_t endpointsCut = 0;      ///< Without any link left.
    std::uint32_t endpointsNarrowed = 0; ///< With some links left.
    double shareOfTier = 0;              ///< Of the links of all switches of its tier.
    std::int64_t links = 0;
};
/// `index` in `Topology::switches`.
SwitchLoss lossOfSwitch(const Topology& topology, std::size_t index);
/// Links that run through one optical circuit switch, from 1.
std::int64_t linksOfCircuitSwitch(const Topology& topology, int number);

} // namespace colonnade::model
