#pragma once

#include "model/design/Design.h"

#include <vector>

namespace colonnade::model {

/// Adds measured runs, or takes them in place of those of the same id. Fails where a run does not hold together (`fault`).
Result<Design> addMeasurements(const Design& design, std::vector<Measurement> runs);
/// Without the last one, nothing is calibrated any longer.
Result<Design> removeMeasurement(const Design& design, const MeasurementId& run);
/// Whether the estimates of the design are calibrated by its measured runs. Fails where they shall be and there is none.
Result<Design> calibrateByMeasured(const Design& design, bool calibrate);

} // namespace colonnade::model
