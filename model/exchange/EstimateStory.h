#pragma once

#include "model/design/Design.h"
#include "model/economics/CostEstimate.h"
#include "model/exchange/JsonWriter.h"
#include "model/performance/MeasuredRuns.h"
#include "model/performance/Sensitivity.h"
#include "model/performance/Waterfall.h"
#include "model/performance/serving/ServingEstimate.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What is told beside an estimate of a design's workload: why it is so, what more of each property of the machine would
/// give, what it costs, and what was measured.
struct EstimateStory {
    std::vector<WaterfallStep> waterfall; ///< Of a training.
    std::vector<Sensitivity> sensitivities;
    std::optional<CostEstimate> cost;
    std::string whyNoCost;                   ///< One sentence, where there is none.
    std::optional<CostBand> perMillionTokens; ///< USD, before losses to failures; of output tokens, where it serves.
    std::vector<ComparedRun> measured;       ///< Runs of the workload beside its estimates.
    ProjectCalibration calibration;          ///< That the estimate was made by.
    bool serving = false;                    ///< Else a training.
};
EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const TrainingEstimate& estimate,
                      const ProjectCalibration& calibration = {});
EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const ServingEstimate& estimate,
                      const ProjectCalibration& calibration = {});

/// Members `waterfall`, `sensitivities`, `cost`, `usd_per_million_tokens`, `measured` and `calibration`.
void writeStory(JsonWriter& json, const EstimateStory& story);

} // namespace colonnade::model
