#pragma once

#include "model/design/Workload.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

namespace colonnade::model {

/// Reads the `serving` of a workload. What is wrong is added to the errors of `map`; the answer is then only a stand-in.
ServingJob readServing(YamlMap map);

/// Reads the layout of an instance; what is left out is 1.
ServingLayout readServingLayout(YamlMap map);
/// Writes it as the value of `layout`.
void writeServingLayout(YamlWriter& yaml, const ServingLayout& layout);

/// Writes it as the value of `serving`; what has its usual value is left out.
void writeServing(YamlWriter& yaml, const ServingJob& job);

} // namespace colonnade::model
