#pragma once

#include "model/performance/serving/ServingCalibration.h"

#include <string_view>

namespace colonnade::model {

/// Constants of serving in the form of resources/calibration/serving.yaml. Fails with place and sentence where one is missing
/// or out of its range.
Result<ServingCalibration> readServingCalibration(std::string_view text, std::string_view file);

} // namespace colonnade::model
