#pragma once

#include "model/exchange/JsonWriter.h"
#include "model/performance/MeasuredRuns.h"

#include <span>

namespace colonnade::model {

/// Member "measured" of an estimate's answer: each run with its figures beside the estimate's, and how they deviate; an empty
/// list where nothing was measured. Then "calibration": the factors in force, or null.
void writeMeasured(JsonWriter& json, std::span<const ComparedRun> runs, const ProjectCalibration& calibration, bool serving);

} // namespace colonnade::model
