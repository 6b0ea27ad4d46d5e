#pragma once

#include "model/design/FacilityWater.h"
#include "model/design/Loop.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

#include <span>
#include <utility>
#include <vector>

namespace colonnade::model {

/// The `facility_water` of the hall; empty where it has none.
std::vector<FacilityWater> readFacilityWaters(YamlMap& hall);
void writeFacilityWaters(YamlWriter& yaml, const std::vector<FacilityWater>& waters);

/// A loop of an arrangement. The placements that its branches name are added to `branches`, to be looked for when all
/// are there. One that names a facility water of the hall takes its warmest supply.
Loop readLoop(const YamlValue& value, std::span<const FacilityWater> facilities,
              std::vector<std::pair<PlacementId, YamlValue>>& branches);
void writeLoop(YamlWriter& yaml, const Loop& loop);

} // namespace colonnade::model
