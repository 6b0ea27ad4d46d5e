#pragma once

#include "model/rules/Scopes.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace colonnade::model {

/// Whether a device of the rack lives on with the worst of these sides lost.
using QuorumHolds = std::function<bool(const RackDesign&, const Device&, SideSet)>;

/// Edits after which a device keeps its quorum: its cords in turn over the rack's sides; else one more PDU on a further side,
/// with a feed of that side wherever the rack stands. Each only where it is enough.
std::vector<Fix> quorumFixes(const RackDesign& rack, const Device& device, const QuorumHolds& holds);

/// The same for racks without PDUs, which take the sides of their feeds: one more feed for these placements.
std::vector<Fix> quorumFixesInPlace(const ArrangementScope& scope, const RackDesign& rack, SideSet sides, const Device& device,
                                    const QuorumHolds& holds);

} // namespace colonnade::model
