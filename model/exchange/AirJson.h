#pragma once

#include "model/cooling/AirChain.h"
#include "model/exchange/JsonWriter.h"

namespace colonnade::model {

/// The key "air": required against available airflow of the hall, of each arrangement, its racks
/// and its cold aisles.
void writeAir(JsonWriter& json, const DesignAir& air);

} // namespace colonnade::model
