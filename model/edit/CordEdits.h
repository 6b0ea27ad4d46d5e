#pragma once

#include "model/design/Design.h"

#include <span>
#include <vector>

namespace colonnade::model {

/// Edits of the cords between supplies and outlets within one rack design. What is not set by hand
/// follows the pattern
/// (`cordPlan`). To spread all of them over phases and banks: `design.changedRack(rack,
/// balancedPhases)`
/// (`model/power/CordBalance.h`).

/// Sets one cord by hand, in the place of the one that the supply has. Fails where there is no such
/// device, supply, PDU or outlet, or where another cord set by hand has the outlet.
Result<Design> setCord(const Design& design, const RackDesignId& rack, const DeviceId& device,
                       Cord cord);
/// Lets the cords of these devices follow the pattern again; without devices, all of the rack.
Result<Design> clearCords(const Design& design, const RackDesignId& rack,
                          std::span<const DeviceId> devices = {});

/// The same on a rack design by itself.
Result<RackDesign> withCord(const RackDesign& rack, const DeviceId& device, Cord cord);
Result<RackDesign> withoutCords(const RackDesign& rack, std::span<const DeviceId> devices = {});

} // namespace colonnade::model
