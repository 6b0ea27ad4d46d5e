#pragma once

#include "model/exchange/EstimateStory.h"
#include "model/exchange/JsonWriter.h"
#include "model/exchange/LayoutRanking.h"
#include "model/performance/ClusterView.h"
#include "model/performance/serving/ServingEstimate.h"

#include <string>
#include <string_view>

namespace colonnade::model {

/// Members of the object of one serving estimate: times in seconds, bytes, tokens per second, bands, basis, assumptions.
void writeEstimate(JsonWriter& json, const ServingEstimate& estimate);

/// The answer of `estimate --format json`, with the best layouts where they were searched for a workload that serves; schema "estimate".
std::string estimateJson(std::string_view design, const Workload& workload, const ClusterView& view, const ServingEstimate& estimate,
                         const EstimateStory& story, const LayoutRanking* ranking = nullptr);

} // namespace colonnade::model
