#pragma once

#include "model/performance/Calibration.h"

#include <string_view>

namespace colonnade::model {

/// `base` with the laws of a file in place of its own of that kind: of matrix products or of collectives, in the form of
/// resources/calibration/*.yaml. Fails with place and sentence where a law is not whole, or names nothing known.
Result<Calibration> readCalibration(std::string_view text, std::string_view file, Calibration base = Calibration::builtIn());

} // namespace colonnade::model
