#include "model/performance/TrainingChoice.h"

#include "model/units/AddOnce.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

/// Whether two kinds of recomputation come to the same under the job's attention.
bool same(Recompute a, Recompute b, AttentionKernel attention)
{
    return a == b || (attention == AttentionKernel::Flash && a != Recompute::Full && b != Recompute::Full);
}

} // namespace

TrainingChoice choiceOf(const TrainingJob& job)
{
    return {job.precision, job.recompute, job.schedule, job.microbatch};
}

TrainingJob with(TrainingJob job, const TrainingChoice& choice)
{
    job.precision = choice.precision;
    job.recompute = choice.recompute;
    job.schedule = choice.schedule;
    job.microbatch = choice.microbatch;
    job.free = {};
    return job;
}

ChoiceSpace choiceSpace(const ClusterView& view, const TrainingJob& job)
{
    ChoiceSpace space{{job.precision}, {job.recompute}, {job.schedule}, {job.microbatch}};
    if (job.free.has(FreeChoice::Precision)) {
        // FP16 computes as fast as BF16, and is harder to train in: only a job that names it has it.
        for (const Precision precision : {Precision::Bf16, Precision::Fp8, Precision::Fp4}) {
            const bool asOwn = precision == Precision::Bf16 && job.precision == Precision::Fp16;
            if (view.peakOf(precision) && !asOwn)
                addOnce(space.precisions, precision);
        }
    }
    if (job.free.has(FreeChoice::Recompute)) {
        for (const Recompute recompute : {Recompute::None, Recompute::Selective, Recompute::Full}) {
            const auto alike = [&](Recompute other) { return same(recompute, other, job.attention); };
            if (std::none_of(space.recomputes.begin(), space.recomputes.end(), alike))
                space.recomputes.push_back(recompute);
        }
    }
    if (job.free.has(FreeChoice::Schedule)) {
        for (const auto schedule : {PipelineSchedule::OneForwardOneBackward, PipelineSchedule::ZeroBubble, PipelineSchedule::DualPipe})
            addOnce(space.schedules, schedule);
    }
    if (job.free.has(FreeChoice::Microbatch)) {
        for (std::int64_t size = 1; size <= job.globalBatch; size *= 2)
            addOnce(space.microbatches, static_cast<int>(size));
    }
    return space;
}

std::vector<TrainingChoice> allChoices(const ChoiceSpace& space)
{
    std::vector<TrainingChoice> all;
    for (const int microbatch : space.microbatches)
        for (const Precision precision : space.precisions)
            for (const Recompute recompute : space.recomputes)
                for (const PipelineSchedule schedule : space.schedules)
                    all.push_back({precision, recompute, schedule, microbatch});
    return all;
}

std::string freeText(const TrainingChoice& choice, const FreeChoices& free)
{
    std::string out;
    const auto add = [&](FreeChoice which, const std::string& words) {
        if (free.has(which))
            out += (out.empty() ? "" : ", ") + words;
    };
    add(FreeChoice::Precision, std::string{text(choice.precision)});
    add(FreeChoice::Recompute, std::string{text(choice.recompute)});
    add(FreeChoice::Schedule, std::string{text(choice.schedule)});
    add(FreeChoice::Microbatch, fmt::format("microbatches of {}", choice.microbatch));
    return out;
}

std::string_view text(Precision precision)
{
    constexpr std::array<std::string_view, 4> texts{"FP16", "BF16", "FP8", "FP4"};
    return texts[static_cast<std::size_t>(precision)];
}

std::string_view text(Recompute recompute)
{
    constexpr std::array<std::string_view, 3> texts{"no recomputation", "selective recomputation", "full recomputation"};
    return texts[static_cast<std::size_t>(recompute)];
}

std::string_view text(PipelineSchedule schedule)
{
    constexpr std::array<std::string_view, 3> texts{"1F1B", "zero bubble", "DualPipe"};
    return texts[static_cast<std::size_t>(schedule)];
}

} // namespace colonnade::model
