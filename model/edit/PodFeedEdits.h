#pragma once

#include "model/design/Design.h"

namespace colonnade::model {

/// Hangs every pod that hangs on no feed of the hall on those feeds of the hall that carry no other feed: for each side
/// that the pod's own independent feeds have, the one with the fewest pods so far. A side that the hall does not have
/// stays open. Fails where there is nothing to hang.
Result<Design> assignPodFeeds(const Design& design);

/// Sides of those feeds of a pod design that hang on no other feed; A first.
std::vector<Side> openSides(const PodDesign& pod);

} // namespace colonnade::model
