#pragma once

#include "model/edit/ChainEdits.h"

namespace colonnade::model {

/// Adds the facility water to the hall, or changes the one of its id; loops that name it take its warmest supply.
/// Fails where it has no point of the year.
Result<Design> setFacilityWater(const Design& design, FacilityWater water);
/// Loops that named it keep its warmest supply as their own.
Result<Design> removeFacilityWater(const Design& design, const FacilityWaterId& water);
/// Sets the balancing valve of a rack on its loop: 0 closed to 1 wide open. Fails where the rack is on no loop.
Result<Design> setBranchValve(const Design& design, const Holder& pod, const PlacementId& placement, double open);

} // namespace colonnade::model
