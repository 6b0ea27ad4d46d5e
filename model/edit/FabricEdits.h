#pragma once

#include "model/edit/ChainEdits.h"

#include <span>
#include <string_view>
#include <utility>

namespace colonnade::model {

// Edits of what a person fixed beside the recipe of a fabric.

/// Keeps a choice for one cable, instead of an earlier one for the same two ports. `documents` brings the sources of a medium
/// that the design does not have yet. Fails where it chooses nothing, no cable, or a length that is not above 0.
Result<Design> chooseCable(const Design& design, const Holder& pod, const FabricId& fabric, CableChoice choice,
                           const Catalog& documents = {});
/// The recipe chooses again.
Result<Design> clearChoice(const Design& design, const Holder& pod, const FabricId& fabric, const PortRef& a, const PortRef& b);

/// Fixes a switch where it is and as what it is, or leaves it to the recipe again.
Result<Design> pinSwitch(const Design& design, const Holder& pod, const FabricId& fabric, std::string_view device,
                         bool pinned = true);

/// Adds a link by hand, or changes the one of its id. A fabric of the hall may name devices of placed pods, as "p07/n01/leaf-1".
/// Fails where an end names no device, or both the same.
Result<Design> setLink(const Design& design, const Holder& pod, const FabricId& fabric, HandCable link,
                       const Catalog& documents = {});
Result<Design> removeLink(const Design& design, const Holder& pod, const FabricId& fabric, const CableId& link);

/// Takes exceptions out of the fabric, as those that its plan tells as conflicts. Cables of rack designs stay: they are not the
/// fabric's. Fails where one names nothing.
Result<Design> removeExceptions(const Design& design, const Holder& pod, const FabricId& fabric,
                                std::span<const FabricException> exceptions);

/// What fabrics name follows devices to another rack design, in every arrangement where both racks are placed once. Elsewhere
/// it is gone, and told.
Design withDevicesMoved(const Design& design, const RackDesignId& from, const RackDesignId& to,
                        std::span<const std::pair<DeviceId, DeviceId>> devices);

} // namespace colonnade::model
