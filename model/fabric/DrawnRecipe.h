#pragma once

#include "model/design/Fabric.h"
#include "model/fabric/topology/TopologyRecipe.h"

namespace colonnade::model {

/// What of a drawn fabric decides its topology.
struct DrawnCounts {
    int leaves = 0, spines = 0; ///< Switches of tier 1 and 2.
    int endpointPorts = 0;
    int portsPerDevice = 0;     ///< Of its first endpoint.
    int switchPorts = 0;        ///< At the speed of the endpoints; of the smallest switch.
    double speed = 0;           ///< Gbit/s of a port, one direction.
};

/// The recipe of a family without tiers (or with groups of them) for switches and endpoints as drawn: by `Fabric::size`, else
/// the one that fits. Fails with the reason and the nearest that can be built.
Result<TopologyRecipe> drawnRecipe(const Fabric& fabric, const DrawnCounts& counts);

/// Of a recipe, by closed form; nothing where there is none for its family.
std::optional<Bisection> closedBisection(const TopologyRecipe& recipe);

} // namespace colonnade::model
