#pragma once

#include "model/edit/ChainEdits.h"

#include <span>
#include <vector>

namespace colonnade::model {

/// Edits of what supplies racks and pods, as fixes of the power rules write them.

/// One placement that is to hang on another feed. In the hall (`pod` absent) it may be a pod's.
struct FeedSwap {
    PlacementId placement;
    FeedId from, to;
};
/// All of them, or none. Fails where one of them does not hang on the feed that it is to leave.
Result<Design> swapFeeds(const Design& design, const Holder& pod, std::span<const FeedSwap> swaps);

/// Cords of these devices in turn over the rack's sides: what was set by hand is forgotten.
Result<RackDesign> cordsInTurn(const RackDesign& rack, std::span<const DeviceId> devices);
Result<Design> spreadCords(const Design& design, const RackDesignId& rack, std::span<const DeviceId> devices);

/// Gives each of these placements a feed of the side, where it has none: the least used circuit, busway or panel of that
/// side, or a new independent one like that of the placement's first side.
Result<Design> feedSide(const Design& design, const Holder& pod, std::span<const PlacementId> placements, Side side);

} // namespace colonnade::model
