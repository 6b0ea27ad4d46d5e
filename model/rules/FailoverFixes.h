#pragma once

#include "model/rules/PowerPlaces.h"

#include <optional>
#include <vector>

namespace colonnade::model {

/// One edit that makes both nodes of a pair so great that each carries its worst state within `share` of its limit; nothing
/// where only one of them is too small.
std::optional<Fix> enlargedPair(const ArrangementScope& scope, const FeedLoad& node, const FeedLoad& other, double share);

/// Moves as few placements as needed from the overloaded node, and from the one whose loss overloads it, to another pair of
/// the same sides, voltage and phases that has the room, so that neither pair is above `share` of a limit.
std::optional<Fix> movedToOtherPair(const ArrangementScope& scope, const FeedTree& tree,
                                    const std::vector<Hanging>& hanging, const FeedLoad& node, const FeedLoad& lost,
                                    double share);

} // namespace colonnade::model
