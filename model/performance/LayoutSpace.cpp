#include "model/performance/LayoutSpace.h"

#include "model/performance/Pipeline.h"

namespace colonnade::model {

namespace {

/// Sequences are cut into pieces of at least so many tokens; shorter ones are not used in practice.
constexpr int leastPiece = 4096;

} // namespace

std::vector<ParallelLayout> layerSplits(const ClusterView& view, const TransformerModel& model, const TrainingJob& job)
{
    std::vector<ParallelLayout> splits;
    const int mostTensor = std::min(view.scaleUp.size, model.heads);
    const int experts = model.experts ? model.experts->count : 1;
    const int ranks = usableAccelerators(view, job, 1);
    for (int tensor = 1; tensor <= mostTensor; ++tensor) {
        if (model.heads % tensor != 0)
            continue;
        for (int context = 1; context == 1 || job.sequence / context >= leastPiece; context *= 2) {
            for (int expert = 1; expert <= std::min(experts, ranks); ++expert) {
                if (experts % expert != 0)
                    continue;
                ParallelLayout split{.tensor = tensor, .sequenceParallel = tensor > 1, .context = context, .expert = expert};
                splits.push_back(split);
                if (model.experts && tensor > 1) {
                    split.expertTensor = tensor;
                    splits.push_back(split);
                }
            }
        }
    }
    return splits;
}

Seconds leastStep(const TransformerModel& model, const TrainingJob& job, const ParallelLayout& layout, const LayerTimes& times)
{
    const double layers = stageLayers(model.layers, layout.pipeline, layout.virtualStages).most;
    const Seconds stage = (times.forward.total() + times.backward.total() + times.recompute) * layers;
    const Seconds busy = stage * microbatchesOf(job, layout);
    if (layout.pipeline == 1)
        return busy;
    return busy
        + scheduleBubble(job.schedule, layout.pipeline, layout.virtualStages, stage, times.backward.matrices * (0.5 * layers),
                         times.forward.total() * layers);
}

} // namespace colonnade::model
