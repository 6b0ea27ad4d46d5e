#pragma once

#include "model/performance/ClusterView.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// What of a training is chosen beside its layout.
struct TrainingChoice {
    Precision precision = Precision::Bf16;
    Recompute recompute = Recompute::None;
    PipelineSchedule schedule = PipelineSchedule::OneForwardOneBackward;
    int microbatch = 1; ///< Sequences that one rank computes at a time.
    bool operator==(const TrainingChoice&) const = default;
};

/// The job's own.
TrainingChoice choiceOf(const TrainingJob&);
/// The job with another choice, which is free no more.
TrainingJob with(TrainingJob, const TrainingChoice&);

/// The values among which a search chooses, each list with the job's own value first. What is not free has no other.
/// Precision: BF16, FP8 and FP4 as far as the machine has them. Recomputation: all kinds that differ; fused attention keeps
/// no scores, so that of "none" and "selective" only one is in the list. Microbatches: powers of two up to the global batch.
struct ChoiceSpace {
    std::vector<Precision> precisions;
    std::vector<Recompute> recomputes;
    std::vector<PipelineSchedule> schedules;
    std::vector<int> microbatches;
};
ChoiceSpace choiceSpace(const ClusterView&, const TrainingJob&);

/// Every combination of them.
std::vector<TrainingChoice> allChoices(const ChoiceSpace&);

/// "FP8, full recomputation, 1F1B, microbatches of 2": what of the choice the job leaves free; empty where nothing is.
std::string freeText(const TrainingChoice&, const FreeChoices&);
/// "FP8", "zero bubble"; for people.
std::string_view text(Precision);
std::string_view text(Recompute);
std::string_view text(PipelineSchedule);

} // namespace colonnade::model
