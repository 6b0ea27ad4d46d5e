#pragma once

#include "model/design/Measurement.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

namespace colonnade::model {

/// Most runs that one design keeps; a file of more is refused.
inline constexpr std::size_t mostMeasurements = 1000;

/// Least value of a figure; the greatest is `mostOf` it.
inline constexpr double leastMeasured = 1e-9;
/// Bounds of what is counted: accelerators, requests, ranks.
inline constexpr WholeRange measuredCount{1, 100'000'000};

/// A run as it stands in a file.
struct MeasuredEntry {
    Measurement run;
    bool named = true; ///< Else the file gives it no id, and the one here is a stand-in.
};
/// Reads one run. What is wrong is added to the errors of `value`; the answer is then only a stand-in.
MeasuredEntry readMeasurement(const YamlValue& value);

/// Reads `measurements` and `calibrate` of a design file.
MeasuredResults readMeasuredResults(YamlMap& top);
/// Writes both; nothing where there is neither.
void writeMeasuredResults(YamlWriter& yaml, const MeasuredResults& results);

} // namespace colonnade::model
