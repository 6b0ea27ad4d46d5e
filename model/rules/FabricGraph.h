#pragma once

#include "model/fabric/FabricLinks.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace colonnade::model {

/// Two devices or switches that are joined, by one link or several.
struct GraphEdge {
    std::uint32_t a = 0, b = 0; ///< Nodes of the plan, the lower one first.
    int links = 0;
};
/// The edges of a fabric, parallel links contracted into one; in the order of their nodes.
std::vector<GraphEdge> contractedEdges(const FabricPlan& plan);

/// What the loss of one switch, or of one link, cuts off.
struct CutOff {
    std::uint32_t node = 0; ///< The switch; of a link its lower node.
    std::uint32_t far = 0;  ///< Of a link: the other one.
    int devices = 0;        ///< Endpoint devices that reach no other part of the fabric any more.
};

/// Where a fabric hangs on one thing.
struct FabricWeakness {
    int devices = 0;                 ///< Endpoint devices with links.
    int articulations = 0;           ///< Switches whose loss cuts devices off.
    int bridges = 0;                 ///< Single links between switches whose loss cuts devices off.
    std::optional<CutOff> worstSwitch, worstLink;
    int endpointLinks = 0;           ///< Between endpoints and switches.
    std::uint32_t fullestSwitch = 0; ///< The switch with most of them.
    int linksLost = 0;               ///< Those.
    bool dualHomed = false;          ///< Some device has links to two switches or more.
};

/// Articulation points and bridges of a graph of `nodes` nodes, of which the first `switches` are switches: Tarjan's walk,
/// without recursion, once over nodes and edges. A part without a switch counts as cut off; of the parts with one, all but
/// that with most devices.
FabricWeakness weaknessOf(std::size_t nodes, std::size_t switches, std::span<const GraphEdge> edges);

/// Of a plan; remembered for as long as it lives.
std::shared_ptr<const FabricWeakness> weaknessOf(const std::shared_ptr<const FabricPlan>& plan);

} // namespace colonnade::model
