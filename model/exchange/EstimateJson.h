#pragma once

#include "model/exchange/EstimateStory.h"
#include "model/exchange/JsonWriter.h"
#include "model/exchange/LayoutRanking.h"
#include "model/performance/ClusterView.h"
#include "model/performance/Estimate.h"

#include <string>
#include <string_view>

namespace colonnade::model {

/// Members of the object of one estimate: times in seconds, bytes, tokens per second, band, basis, assumptions.
/// Packages hold the same.
void writeEstimate(JsonWriter& json, const TrainingEstimate& estimate);

/// The answer of `estimate --format json`, with the best layouts where they were searched; schema "estimate".
std::string estimateJson(std::string_view design, const Workload& workload, const ClusterView& view,
                         const TrainingEstimate& estimate, const EstimateStory& story, const LayoutRanking* ranking = nullptr);

} // namespace colonnade::model
