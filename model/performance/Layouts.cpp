#include "model/performance/Layouts.h"

#include "model/performance/LayoutSpace.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A sentence for the user.
Error sentence(LayoutFault fault, const ParallelLayout& layout, const ClusterView& view,
               const TransformerModel& model, const TrainingJob& job)
{
    const auto ranks = static_cast<std::int64_t>(layout.modelRanks()) * std::max(1, layout.data);
    switch (fault) {
    case LayoutFault::None: break;
    case LayoutFault::TooManyRanks:
        return {fmt::format("The layout '{}' needs {} accelerators; {} can be used.", text(layout),
                            ranks, usableAccelerators(view, job, layout.tensor))};
    case LayoutFault::TooManyStages:
        return {fmt::format("The layout '{}' cuts '{}' into {} pieces; it has {} layers, and only "
                            "a pipeline of several "
                            "stages can be interleaved.",
                            text(layout), model.name, layout.pipeline * layout.virtualStages,
                            model.layers)};
    case LayoutFault::HeadsNotSplit:
        if (model.heads % layout.tensor == 0)
            return {fmt::format("The {} attention heads of '{}' cannot be shared by {} tensor ranks times {} context ranks, which change to "
                                "heads.",
                                model.heads, model.name, layout.tensor, layout.context)};
        return {fmt::format("The {} attention heads of '{}' cannot be shared by {} tensor ranks.",
                            model.heads, model.name, layout.tensor)};
    case LayoutFault::SequenceNotSplit:
        return {fmt::format(
            "A sequence of {} tokens cannot be cut into {} equal pieces for {} context ranks.",
            job.sequence, 2 * layout.context, layout.context)};
    case LayoutFault::BatchNotInterleaved:
        return {fmt::format(
            "Interleaving needs microbatches in multiples of the {} stages; there are {}.",
            layout.pipeline, microbatchesOf(job, layout))};
    case LayoutFault::BatchTooSmall:
        return {fmt::format(
            "A global batch of {} sequences leaves some of {} data parallel ranks without work.",
            job.globalBatch, layout.data)};
    case LayoutFault::ExpertsNotSplit:
        return {fmt::format("The experts of '{}' cannot be shared by {} expert ranks out of {} tensor, context and data ranks.",
                            model.name, layout.expert * layout.expertTensor, layout.tensor * layout.context * layout.data)};
    case LayoutFault::ScheduleNotRun:
        return {fmt::format("DualPipe fills a pipeline from both ends: it needs an even number of stages, not interleaved, and "
                            "twice as many microbatches; there are {} stages, interleaved {} times, and {} microbatches.",
                            layout.pipeline, layout.virtualStages, microbatchesOf(job, layout))};
    case LayoutFault::NoScaleUp:
        return {fmt::format("The catalog gives no scale-up bandwidth for accelerator '{}'.",
                            view.accelerator)};
    case LayoutFault::NoFabric:
        return {fmt::format("No fabric joins the {} accelerators of layout '{}'.", ranks,
                            text(layout))};
    }
    return {"The layout cannot run."};
}

std::optional<Error> fault(const TransformerModel& model, const TrainingJob& job)
{
    if (auto wrong = model::fault(model))
        return wrong->in(fmt::format("Model '{}'", model.name));
    return model::fault(job);
}

} // namespace

std::vector<ParallelLayout> legalLayouts(const ClusterView& view, const TransformerModel& model,
                                         const TrainingJob& job)
{
    std::vector<ParallelLayout> layouts;
    for (const ParallelLayout& split : layerSplits(view, model, job))
        eachPipeline(model, job, split, view, [&](const ParallelLayout& whole) { layouts.push_back(whole); });
    return layouts;
}

Result<LayoutSearch> searchLayouts(const ClusterView& view, const TransformerModel& model,
                                   const TrainingJob& job, const Calibration& calibration, const SearchSettings& settings)
{
    if (auto wrong = fault(model, job))
        return tl::unexpected<Error>{*wrong};
    ChoiceSpace space = choiceSpace(view, job);
    std::vector<TrainingKernels> kernels;
    std::vector<Precision> known;
    std::optional<Error> lacking;
    for (const Precision precision : space.precisions) {
        TrainingJob in = job;
        in.precision = precision;
        const auto some = trainingKernels(view, model, in, calibration);
        if (!some) {
            lacking = lacking.value_or(some.error());
            continue;
        }
        kernels.push_back(*some);
        known.push_back(precision);
    }
    if (known.empty())
        return tl::unexpected<Error>{*lacking};
    space.precisions = known;
    LayoutSearch search = searchAll(view, model, job, space, kernels, calibration, settings);
    if (settings.stop.stop_requested())
        return fail("The search for a layout of '{}' was stopped.", model.name);
    if (search.tried == 0) {
        // The simplest layout's fault says what is missing.
        const ParallelLayout plain = filled(view, job, job.layout.value_or(ParallelLayout{}));
        return tl::unexpected<Error>{
            sentence(faultOf(view, model, job, plain), plain, view, model, job)};
    }
    return search;
}

Result<TrainingFigures> bestLayout(const ClusterView& view, const TransformerModel& model,
                                   const TrainingJob& job, const Calibration& calibration,
                                   std::span<const TrainingFigures> known)
{
    return searchLayouts(view, model, job, calibration, {.keep = 1, .known = known}).map([](const LayoutSearch& search) {
        return search.best.empty() ? *search.leastMemory : search.best.front();
    });
}

Result<TrainingFigures> figuresOf(const ClusterView& view, const TransformerModel& model,
                                  const TrainingJob& job, ParallelLayout layout,
                                  const Calibration& calibration)
{
    if (auto wrong = fault(model, job))
        return tl::unexpected<Error>{*wrong};
    const auto kernels = trainingKernels(view, model, job, calibration);
    if (!kernels)
        return tl::unexpected<Error>{kernels.error()};
    layout = filled(view, job, layout);
    if (const LayoutFault wrong = faultOf(view, model, job, layout); wrong != LayoutFault::None)
        return tl::unexpected<Error>{sentence(wrong, layout, view, model, job)};
    const LayerTimes times = layerTimes(model, job, layout, *kernels, calibration);
    const auto figures = trainingFigures(view, model, job, layout, times, *kernels, calibration);
    if (!figures)
        return tl::unexpected<Error>{sentence(LayoutFault::NoFabric, layout, view, model, job)};
    return *figures;
}

std::string text(const ParallelLayout& layout)
{
    std::string out = fmt::format("TP {}", layout.tensor);
    if (layout.sequenceParallel)
        out += " with sequence parallelism";
    if (layout.context > 1)
        out += fmt::format(", CP {}", layout.context);
    out += fmt::format(", PP {}", layout.pipeline);
    if (layout.virtualStages > 1)
        out += fmt::format(" interleaved {} times", layout.virtualStages);
    if (layout.expert > 1)
        out += fmt::format(", EP {}", layout.expert);
    if (layout.expertTensor > 1)
        out += fmt::format(" with experts split {} times", layout.expertTensor);
    if (layout.data > 0)
        out += fmt::format(", DP {}", layout.data);
    return out;
}

std::string shortText(const ParallelLayout& layout)
{
    std::string out = fmt::format("TP {}", layout.tensor);
    if (layout.context > 1)
        out += fmt::format(" · CP {}", layout.context);
    out += fmt::format(" · PP {}", layout.pipeline);
    if (layout.virtualStages > 1)
        out += fmt::format(" × {}", layout.virtualStages);
    if (layout.expert > 1)
        out += fmt::format(" · EP {}", layout.expert);
    if (layout.expertTensor > 1)
        out += fmt::format(" × {}", layout.expertTensor);
    if (layout.data > 0)
        out += fmt::format(" · DP {}", layout.data);
    return out;
}

std::string whyItLoses(const TrainingFigures& best, const TrainingFigures& other)
{
    const std::pair<std::string_view, Seconds> more[] = {
        {"computing", other.step.compute - other.compute.launching - other.compute.ends
             - (best.step.compute - best.compute.launching - best.compute.ends)},
        {"waiting for the host", other.compute.launching - best.compute.launching},
        {"the embedding and the output head", other.compute.ends - best.compute.ends},
        {"tensor parallel traffic", other.traffic.tensor - best.traffic.tensor},
        {"context parallel traffic", other.traffic.context - best.traffic.context},
        {"expert traffic", other.traffic.expert - best.traffic.expert},
        {"sends between stages", other.traffic.pipeline - best.traffic.pipeline},
        {"data parallel traffic", other.traffic.data - best.traffic.data},
        {"the pipeline's bubble", other.step.bubble - best.step.bubble},
        {"the optimizer", other.step.other - best.step.other},
    };
    const auto most = std::max_element(std::begin(more), std::end(more), [](const auto& a, const auto& b) { return a.second < b.second; });
    const Seconds behind = other.step.total() - best.step.total();
    if (behind.value() <= 0 || most->second.value() <= 0)
        return "It is as fast.";
    return fmt::format("{} % slower, above all by {}.", significant(100 * (behind / best.step.total()), 2), most->first);
}

} // namespace colonnade::model
