#pragma once

#include "model/performance/Layouts.h"

#include <algorithm>
#include <vector>

namespace colonnade::model {

/// The ways to split a layer: tensor, context and expert ranks. What a layer takes depends on them alone.
std::vector<ParallelLayout> layerSplits(const ClusterView&, const TransformerModel&, const TrainingJob&);

/// Stages that are equally long, or would be with embedding and head as a layer each, and with the layers that predict
/// further tokens beside the head (DeepSeek-V3: 61 + 2 + 1 layers on 16 stages).
constexpr bool dividesLayers(const TransformerModel& model, int pipeline)
{
    const int withEnds = model.layers + 2;
    return model.layers % pipeline == 0 || withEnds % pipeline == 0 || (withEnds + model.predictionLayers) % pipeline == 0;
}

/// Every legal pipeline of one way to split a layer, with as many copies as there is room for.
template <class Visit>
void eachPipeline(const TransformerModel& model, const TrainingJob& job, ParallelLayout layout, const ClusterView& view,
                  Visit visit)
{
    constexpr int mostChunks = 16;
    const int ranks = usableAccelerators(view, job, layout.tensor);
    const int mostStages = std::min(model.layers, ranks / (layout.tensor * layout.context));
    for (int pipeline = 1; pipeline <= mostStages; ++pipeline) {
        if (!dividesLayers(model, pipeline))
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

/// No step of a layout is shorter: the slowest stage computes its layers for all microbatches, and the pipeline fills and
/// drains with at least that computing in each slot. All else that a step consists of only adds to it: traffic that shows,
/// waiting for the host, embedding and head, the optimizer; and the bubble of each schedule grows with the time of a stage.
/// So a layout whose least step is longer than that of a known one is not as fast, whatever its traffic.
Seconds leastStep(const TransformerModel&, const TrainingJob&, const ParallelLayout&, const LayerTimes&);

/// `searchLayouts` without its judging of the input; what it finds until it is stopped. `kernels` by the precisions of
/// `space`.
LayoutSearch searchAll(const ClusterView&, const TransformerModel&, const TrainingJob&, const ChoiceSpace& space,
                       const std::vector<TrainingKernels>& kernels, const Calibration&, const SearchSettings&);

} // namespace colonnade::model
