#pragma once

#include "model/performance/Layouts.h"

#include <algorithm>
#include <stop_token>
#include <vector>

namespace colonnade::model {

/// The ways to split a layer: tensor, context and expert ranks. What a layer takes depends on them alone.
std::vector<ParallelLayout> layerSplits(const ClusterView&, const TransformerModel&, const TrainingJob&);

/// Stages that are equally long, or would be with embedding and head as a layer each.
constexpr bool dividesLayers(int layers, int pipeline)
{
    return layers % pipeline == 0 || (layers + 2) % pipeline == 0;
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

/// `searchLayouts` without its judging of the input; what it finds until it is stopped.
LayoutSearch searchAll(const ClusterView&, const TransformerModel&, const TrainingJob&, const TrainingKernels&,
                       const Calibration&, int keep, const std::stop_token&);

} // namespace colonnade::model
