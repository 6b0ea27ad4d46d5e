#include "model/performance/Layouts.h"

#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Sequences are cut into pieces of at least so many tokens; shorter ones are not used in practice.
constexpr int leastPiece = 4096;
constexpr int mostChunks = 16;

template <class Visit>
void eachTensorAndContext(const ClusterView& view, const TransformerModel& model,
                          const TrainingJob& job, Visit visit)
{
    const int mostTensor = std::min(view.scaleUp.size, model.heads);
    for (int tensor = 1; tensor <= mostTensor; ++tensor) {
        if (model.heads % tensor != 0)
            continue;
        for (int context = 1; context == 1 || job.sequence / context >= leastPiece; context *= 2)
            visit(tensor, context);
    }
}

/// Stages that are equally long, or would be with embedding and head as a layer each.
bool dividesLayers(int layers, int pipeline)
{
    return layers % pipeline == 0 || (layers + 2) % pipeline == 0;
}

template <class Visit>
void eachPipeline(const TransformerModel& model, const TrainingJob& job, ParallelLayout layout,
                  const ClusterView& view, Visit visit)
{
    const int ranks = usableAccelerators(view, job, layout.tensor);
    const int mostStages = std::min(model.layers, ranks / (layout.tensor * layout.context));
    for (int pipeline = 1; pipeline <= mostStages; ++pipeline) {
        if (!dividesLayers(model.layers, pipeline))
            continue;
        const int perStage = (model.layers + pipeline - 1) / pipeline;
        for (int chunks = 1; chunks <= std::min(perStage, mostChunks); ++chunks) {
            if (perStage % chunks != 0 || (pipeline == 1 && chunks > 1))
                continue;
            layout.pipeline = pipeline;
            layout.virtualStages = chunks;
            layout.data = 0;
            const ParallelLayout whole = filled(view, job, layout);
            if (faultOf(view, model, job, whole) == LayoutFault::None)
                visit(whole);
        }
    }
}

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
    case LayoutFault::NoScaleUp:
        return {fmt::format("The catalog gives no scale-up bandwidth for accelerator '{}'.",
                            view.accelerator)};
    case LayoutFault::NoFabric:
        return {fmt::format("No fabric joins the {} accelerators of layout '{}'.", ranks,
                            text(layout))};
    }
    return {"The layout cannot run."};
}

void keepBest(LayoutSearch& search, const TrainingFigures& figures, int keep)
{
    const auto faster = [](const TrainingFigures& a, const TrainingFigures& b) {
        return a.tokensPerSecond > b.tokensPerSecond;
    };
    const auto place = std::upper_bound(search.best.begin(), search.best.end(), figures, faster);
    if (place - search.best.begin() >= keep)
        return;
    search.best.insert(place, figures);
    if (static_cast<int>(search.best.size()) > keep)
        search.best.pop_back();
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
    eachTensorAndContext(view, model, job, [&](int tensor, int context) {
        const ParallelLayout layout{
            .tensor = tensor, .sequenceParallel = tensor > 1, .context = context};
        eachPipeline(model, job, layout, view,
                     [&](const ParallelLayout& whole) { layouts.push_back(whole); });
    });
    return layouts;
}

Result<LayoutSearch> searchLayouts(const ClusterView& view, const TransformerModel& model,
                                   const TrainingJob& job, const Calibration& calibration, int keep)
{
    if (auto wrong = fault(model, job))
        return tl::unexpected<Error>{*wrong};
    const auto kernels = trainingKernels(view, model, job, calibration);
    if (!kernels)
        return tl::unexpected<Error>{kernels.error()};

    LayoutSearch search;
    search.best.reserve(static_cast<std::size_t>(std::max(0, keep)) + 1);
    eachTensorAndContext(view, model, job, [&](int tensor, int context) {
        const ParallelLayout layout{
            .tensor = tensor, .sequenceParallel = tensor > 1, .context = context};
        const LayerTimes times = layerTimes(model, job, layout, *kernels, calibration);
        eachPipeline(model, job, layout, view, [&](const ParallelLayout& whole) {
            const auto figures =
                trainingFigures(view, model, job, whole, times, *kernels, calibration);
            if (!figures)
                return;
            ++search.tried;
            if (!search.leastMemory || figures->memory.total() < search.leastMemory->memory.total())
                search.leastMemory = *figures;
            if (view.memory && figures->memory.total() > *view.memory)
                return;
            ++search.fitting;
            keepBest(search, *figures, keep);
        });
    });
    if (search.tried == 0) {
        // The simplest layout's fault says what is missing.
        const ParallelLayout plain = filled(view, job, {});
        return tl::unexpected<Error>{
            sentence(faultOf(view, model, job, plain), plain, view, model, job)};
    }
    return search;
}

Result<TrainingFigures> bestLayout(const ClusterView& view, const TransformerModel& model,
                                   const TrainingJob& job, const Calibration& calibration)
{
    return searchLayouts(view, model, job, calibration, 1).map([](const LayoutSearch& search) {
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
    if (layout.data > 0)
        out += fmt::format(" · DP {}", layout.data);
    return out;
}

} // namespace colonnade::model
