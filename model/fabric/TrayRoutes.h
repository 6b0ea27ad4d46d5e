#pragma once

#include "model/fabric/Route.h"
#include "model/fabric/TrayGraph.h"

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace colonnade::model {

/// A rack or floor unit that cables come to: where it stands in the axes of the graph, and how high it is.
struct TrayPlace {
    FloorRect footprint;
    Millimetres height;
};
/// Of all placements, in their order.
std::vector<TrayPlace> trayPlaces(std::span<const Placement> placements);

/// A piece of a way: along one segment of the graph, in metres from its node `a`; `to` may lie before `from`.
struct TrayStep {
    std::uint32_t segment = 0;
    double from = 0, to = 0;
    bool operator==(const TrayStep&) const = default;
};

/// The way of the cables between two places: down from a tray at both, along segments between.
struct TrayWay {
    TrayGraph::Drop from, to;
    std::vector<TrayStep> steps; ///< From the first place to the second.
    /// Along the steps and aside to both racks, without what goes up and down.
    [[nodiscard]] Metres length() const;
};
/// What two ways have in common, along segments.
Metres sharedLength(const TrayWay& one, const TrayWay& other);

/// The routes between places over trays: shortest first, found once for each pair.
///
/// Shortest (Dijkstra) counts the tray, the steps between trays, the way aside from each rack and the drop to half of
/// its height. In the choice alone the way aside counts `asideWeight` more than it is long: cables come down from the
/// tray over the rack, not from one beside it that is as near. Where a rack reaches no tray, or none leads to the other,
/// there is no way, and the estimate at right angles stands (`RouteBasis::Estimated`). Not for several threads at once;
/// the graph is.
class TrayRoutes {
public:
    static constexpr double asideWeight = 0.05; ///< Engineering judgement.

    /// `graph` must outlive it.
    TrayRoutes(const TrayGraph& graph, std::vector<TrayPlace> places);

    /// The route between two ports, by the numbers of their places and their heights above the floor.
    Route route(std::uint32_t a, Metres portA, std::uint32_t b, Metres portB, const RouteRules& rules);
    /// Nothing where no trays join the two, or both are the same.
    std::optional<TrayWay> way(std::uint32_t a, std::uint32_t b);
    [[nodiscard]] const TrayGraph& graph() const { return m_graph; }

private:
    /// The best of all ways between two places.
    struct Choice {
        double along = 0; ///< Segments and what lies aside.
        double zA = 0, zB = 0;
        std::uint32_t dropA = TrayGraph::none, dropB = 0; ///< Among the drops of each.
        std::uint32_t nodeA = TrayGraph::none, nodeB = 0; ///< Where it leaves and enters the two segments; none: it stays on one.
    };
    /// Distances from one node to all, and the segment by which each was reached.
    struct Reach {
        std::vector<double> distance;
        std::vector<std::uint32_t> by;
    };
    const Choice& choice(std::uint32_t a, std::uint32_t b);
    Choice best(std::uint32_t a, std::uint32_t b);
    const std::vector<TrayGraph::Drop>& dropsOf(std::uint32_t place);
    const Reach& from(std::uint32_t node);

    const TrayGraph& m_graph;
    std::vector<TrayPlace> m_places;
    std::vector<std::optional<std::vector<TrayGraph::Drop>>> m_drops;
    std::unordered_map<std::uint32_t, Reach> m_reach;
    std::unordered_map<std::uint64_t, Choice> m_choices;
    std::uint64_t m_last = std::numeric_limits<std::uint64_t>::max(); ///< Cables of one pair follow one another.
    const Choice* m_lastChoice = nullptr;
};

} // namespace colonnade::model
