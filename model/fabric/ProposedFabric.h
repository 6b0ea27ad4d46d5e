#pragma once

#include "model/catalog/Catalog.h"
#include "model/fabric/FabricLinks.h"
#include "model/fabric/SwitchNeed.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// The ports of endpoints that networks of a role join: compute ports for scale-out, BMC ports for out-of-band.
PortRole endpointPorts(FabricRole role);

/// Switches of one model that stand in an arrangement and that no fabric has, in the order of its racks, from the lowest
/// unit.
struct SpareSwitches {
    PartRef part;
    std::vector<std::string> devices; ///< Paths: "n01/leaf-1".
};
/// Those that carry most for this role first: copper ports for management and out-of-band, optical cages for the rest.
/// `beside`: a fabric whose own switches count as spare.
std::vector<SpareSwitches> spareSwitches(const Arrangement& arrangement, FabricRole role, const std::optional<FabricId>& beside = {});

Endpoints endpointsOf(const Arrangement& arrangement, FabricRole role, const std::vector<FabricSwitch>& except = {});
/// Only the ports that belong to a fabric (`Fabric::firstPort`), of devices that are not its switches.
Endpoints endpointsOf(const Arrangement& arrangement, const Fabric& fabric);

/// Puts the first spare switches in the tiers of the fabric; deals leaves to its rails. Fewer, where there are too few. What is
/// pinned stays, and so do cores up to their number: they may be of another model.
void takeSwitches(Fabric& fabric, const SpareSwitches& spare, SwitchNeed need);

/// A fabric to begin with: one switch where one is enough, rails where every node has as many ports and there are leaves for
/// them, else two tiers. Without switches where none is spare, and without media.
Fabric proposedFabric(const Arrangement& arrangement, FabricRole role);

/// Cables and transceivers of a catalog that the plan of this fabric takes: copper before optics, shipping before announced.
std::vector<PartRef> proposedMedia(const Arrangement& arrangement, Fabric fabric, const Catalog& catalog,
                                   const RouteRules& rules);

} // namespace colonnade::model
