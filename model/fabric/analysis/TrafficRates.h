#pragma once

#include "model/fabric/analysis/FabricGraph.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

enum class TrafficPattern : std::uint8_t {
    AllToAll, ///< Every endpoint port sends the same to every other that it reaches.
    Ring      ///< Every endpoint port sends to the port of that number of the next node, in the order of the fabric.
};
enum class PathChoice : std::uint8_t {
    EvenSplit, ///< Spread over all shortest paths by their capacity: adaptive routing, packet spraying.
    Hashed     ///< Each flow takes one shortest path, as a hash has it (static ECMP).
};
/// "all-to-all", "ring"
constexpr std::string_view word(TrafficPattern pattern)
{
    return pattern == TrafficPattern::Ring ? "ring" : "all-to-all";
}
/// "even-split", "hashed"
constexpr std::string_view word(PathChoice choice)
{
    return choice == PathChoice::Hashed ? "hashed" : "even-split";
}

/// What a traffic pattern gets from a fabric as built, each flow its max-min fair rate.
struct TrafficRates {
    TrafficPattern pattern = TrafficPattern::AllToAll;
    PathChoice choice = PathChoice::EvenSplit;
    std::size_t ports = 0;  ///< Endpoint ports that send.
    std::size_t silent = 0; ///< Endpoint ports that reach no other.
    std::size_t flows = 0;
    bool sampled = false; ///< Each port sends to some of the others only, evenly chosen.
    bool uniform = false; ///< All flows have the rate of the slowest; a lower bound of the fair ones.
    /// What the slowest flow of a port comes to, times its flows, as a share of its speed: so fast the pattern is done with.
    double least = 0, mean = 0, most = 0;
    std::vector<float> use; ///< By bundle of the graph: share of its capacity in the busier direction.
    std::string why;        ///< Not empty: not evaluated, and why.

    [[nodiscard]] bool evaluated() const { return why.empty(); }
    /// The bundle with the greatest use between switches; nothing where there is none, or nothing flows over one.
    [[nodiscard]] std::optional<std::uint32_t> busiest(const FabricGraph& graph) const;
};

inline std::optional<std::uint32_t> TrafficRates::busiest(const FabricGraph& graph) const
{
    std::optional<std::uint32_t> out;
    for (std::uint32_t bundle = 0; bundle < use.size(); ++bundle) {
        const FabricGraph::Bundle& one = graph.bundles()[bundle];
        if (one.a < graph.switches() && one.b < graph.switches() && use[bundle] > (out ? use[*out] : 0.0F))
            out = bundle;
    }
    return out;
}

/// `seed` of the hash: another one gives other collisions. Stopped, it answers soon and is not evaluated.
TrafficRates trafficRates(const FabricGraph& graph, TrafficPattern pattern, PathChoice choice, std::uint64_t seed = 1,
                          std::stop_token stop = {});

} // namespace colonnade::model
