#pragma once

#include "model/design/RackDesign.h"

namespace colonnade::model {

/// The rack design with cords set by hand so that the largest line current of each rack PDU is as
/// small as a greedy search with exchanges finds it, and then the most loaded of its outlet banks;
/// by the worst state of each cord. Cords that were set by hand before stay, and every cord keeps
/// its side and its PDU.
///
/// As an edit: `design.changedRack(rack, balancedPhases)`. Fails where nothing can be evened out.
Result<RackDesign> balancedPhases(const RackDesign& rack);

} // namespace colonnade::model
