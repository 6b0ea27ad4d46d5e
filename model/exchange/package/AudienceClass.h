#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace colonnade::model {

/// What kind of knowledge a field of a package gives away. An audience is a list of classes that it may see; what has
/// none goes to nobody.
enum class AudienceClass : std::uint8_t {
    Public,        ///< Shipped catalog facts, standards, conventions, what the document says of itself.
    Interface,     ///< Mechanical, electrical and fluid: geometry, mass, power, flow, connectors at the boundary.
    RackInternals, ///< Tray layout, in-rack cables, manifold.
    Hall,          ///< Plan, feeds, plant.
    Site,          ///< Name, address, zones.
    Fabric,        ///< Topology, counts, policy.
    Workload,      ///< Model, tokens, batch, targets.
    Performance,   ///< Estimates and what was measured.
    Scale,         ///< Totals, dates, phases.
    Price,         ///< Price and cost.
    ThirdParty,    ///< Roadmap and unreleased specification of a vendor.
    Register,      ///< Findings, gaps, decisions.
    Reliability,   ///< What is lost with what.
    People,        ///< Names, comments.
    Internal       ///< Free text, which cannot be classified: for the own house only.
};

/// "public", "interface", "rack_internals", ...
std::string_view word(AudienceClass);
/// All of them, in their order.
std::span<const std::string_view> audienceClassWords();

} // namespace colonnade::model
