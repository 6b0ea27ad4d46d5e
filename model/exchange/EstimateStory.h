#pragma once

#include "model/design/Design.h"
#include "model/economics/CostEstimate.h"
#include "model/exchange/JsonWriter.h"
#include "model/performance/MeasuredRuns.h"
#include "model/performance/Sensitivity.h"
#include "model/performance/Waterfall.h"
#include "model/performance/serving/ServingEstimate.h"
#include "model/reliability/Failures.h"
#include "model/reliability/JobGoodput.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// A training with what failures, checkpoints and spares take of it.
struct AfterFailures {
    double progress = 1; ///< Share of the time in which it gets on; time and energy of a token are over this.
    double goodput = 1;  ///< The same, of its nodes and the spare ones beside them; cost is over this.
    double effective = 1;   ///< Of `progress`: what checkpoints, lost work and restarts leave.
    double enoughNodes = 1; ///< Of `progress`: the share of the time with no more nodes in repair than spares.
    std::string why;        ///< How the goodput came about; for people.
    std::optional<Seconds> timeToTrain;
    std::optional<Joules> energyPerToken;
    std::optional<CostBand> perMillionTokens; ///< USD.
    std::optional<CostBand> energyPerMillionTokens; ///< USD; of that, what goes to energy.
    std::optional<Joules> runEnergy;          ///< Of all tokens; nothing where the training has no end.
    std::optional<CostBand> runCost;          ///< USD.
};

/// What is told beside an estimate of a design's workload: why it is so, what more of each property of the machine would
/// give, what it costs, and what was measured.
struct EstimateStory {
    std::vector<WaterfallStep> waterfall; ///< Of a step of training, or of an output token.
    std::vector<Sensitivity> sensitivities;
    bool ofSpeed = false; ///< They tell the speed of a request, since the throughput is given; else throughput.
    std::optional<CostEstimate> cost;
    std::string whyNoCost;                   ///< One sentence, where there is none.
    std::optional<CostBand> perMillionTokens; ///< USD, before losses to failures; of output tokens, where it serves.
    std::optional<CostBand> energyPerMillionTokens; ///< USD; of that, what goes to energy.
    std::optional<AfterFailures> afterFailures; ///< Of a training whose goodput is evaluated.
    std::string whyNotAfterFailures;            ///< One sentence, where it is not.
    std::vector<ComparedRun> measured;       ///< Runs of the workload beside its estimates.
    ProjectCalibration calibration;          ///< That the estimate was made by.
    bool serving = false;                    ///< Else a training.
};
/// By the program's own planning figures; `facilityFactor` as in `CostPower`.
Result<CostEstimate> costOfDesign(const Design& design, const std::optional<double>& facilityFactor);

/// That of a workload while nothing has failed, without a pointer to it; says why where there is none.
JobGoodput goodputOf(const Failures& failures, const WorkloadId& workload);

/// `goodput`: that of the workload while nothing has failed; null where nobody reckoned it.
EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const TrainingEstimate& estimate,
                      const ProjectCalibration& calibration = {}, const JobGoodput* goodput = nullptr);
EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const ServingEstimate& estimate,
                      const ProjectCalibration& calibration = {});

/// `training` with its goodput taken off; `cost` of an accelerator-hour, where it is known.
AfterFailures afterFailures(const TrainingJob& job, const TrainingEstimate& training, const std::optional<CostEstimate>& cost,
                            const JobGoodput::State& goodput);

/// Members `waterfall`, `sensitivities`, `sensitivities_of`, `cost`, `cost_refusal`, `usd_per_million_tokens`,
/// `energy_usd_per_million_tokens`, `after_failures`, `measured` and `calibration`.
void writeStory(JsonWriter& json, const EstimateStory& story);

} // namespace colonnade::model
