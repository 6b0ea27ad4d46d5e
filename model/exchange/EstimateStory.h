#pragma once

#include "model/design/Design.h"
#include "model/economics/CostEstimate.h"
#include "model/exchange/JsonWriter.h"
#include "model/performance/Sensitivity.h"
#include "model/performance/Waterfall.h"
#include "model/performance/serving/ServingEstimate.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What is told beside an estimate of a design's workload: why it is so, what more of each property of the machine would
/// give, and what it costs.
struct EstimateStory {
    std::vector<WaterfallStep> waterfall; ///< Of a step of training, or of an output token.
    std::vector<Sensitivity> sensitivities;
    bool ofSpeed = false; ///< They tell the speed of a request, since the throughput is given; else throughput.
    std::optional<CostEstimate> cost;
    std::string whyNoCost;                   ///< One sentence, where there is none.
    std::optional<CostBand> perMillionTokens; ///< USD, before losses to failures; of output tokens, where it serves.
};
EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const TrainingEstimate& estimate);
EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const ServingEstimate& estimate);

/// Members `waterfall`, `sensitivities`, `sensitivities_of`, `cost` and `usd_per_million_tokens`.
void writeStory(JsonWriter& json, const EstimateStory& story);

} // namespace colonnade::model
