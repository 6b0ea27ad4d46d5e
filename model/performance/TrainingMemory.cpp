#include "model/performance/TrainingStep.h"
#include "model/performance/TrainingTraffic.h"
#include "model/units/Whole.h"

#include <algorithm>

namespace colonnade::model {

StageLayers stageLayers(int layers, int pipeline, int virtualStages)
{
    const int chunks = pipeline * virtualStages;
    const int most = static_cast<int>(ceilOver(layers, chunks)) * virtualStages;
    return {most, layers % chunks == 0 ? most : most - 1};
}

RankParameters rankParameters(const TransformerModel& model, double layers, double ends, const ParallelLayout& layout)
{
    const double hidden = model.hidden;
    const LayerShare share = layerShare(model);
    return {(layers * share.common + ends * hidden * model.vocabulary) / layout.tensor + layers * 2 * hidden,
            layers * share.experts / (static_cast<double>(layout.expert) * layout.expertTensor)};
}

double endsOf(const TransformerModel& model, const ParallelLayout& layout)
{
    return layout.pipeline == 1 && !model.tiedHead ? 2 : 1;
}

TrainingMemory trainingMemory(const TransformerModel& model, const TrainingJob& job,
                              const ParallelLayout& layout, const Calibration& calibration)
{
    const int microbatches = microbatchesOf(job, layout);
    const auto layers = stageLayers(model.layers, layout.pipeline, layout.virtualStages);
    const int shards = layout.data * layout.context;
    const auto perLayer = [&](Recompute recompute) {
        return layerActivations(model, job.sequence, job.microbatch, layout, recompute,
                                job.attention);
    };
    // Frozen weights have neither gradients nor states; those of the adapters are lost in rounding.
    StateBytes bytes = job.state;
    if (job.tuning == Tuning::LowRank)
        bytes = {job.state.weights, 0, 0};

    // Each stage keeps activations of fewer microbatches than the one before; the logits are on the
    // last.
    const auto stage = [&](double stageLayerCount, double inFlight, double ends, bool isLast) {
        TrainingMemory memory;
        const RankParameters parameters = rankParameters(model, stageLayerCount, ends, layout);
        const StateMemory common = stateMemory(parameters.common, bytes, job.sharding, shards);
        const StateMemory experts = stateMemory(parameters.experts, bytes, job.sharding, expertCopies(layout));
        memory.weights = common.weights + experts.weights;
        memory.gradients = common.gradients + experts.gradients;
        memory.optimizer = common.optimizer + experts.optimizer;
        if (job.sharding == Sharding::Weights) {
            // Only what is shared out has to be gathered.
            const RankParameters layer = rankParameters(model, 1, 0, layout);
            const double whole = (shards > 1 ? layer.common : 0) + (expertCopies(layout) > 1 ? layer.experts : 0);
            memory.gathered = Bytes{std::min(stageLayerCount, calibration.gatheredLayers) * whole * job.state.weights};
        }
        memory.activations = perLayer(job.recompute) * inFlight;
        if (job.recompute != Recompute::None)
            memory.activations += perLayer(Recompute::None) - perLayer(job.recompute);
        if (isLast)
            memory.logits = logitsMemory(model, job.sequence, job.microbatch, layout);
        memory.reserve = calibration.reserve;
        return memory;
    };

    const double scale = static_cast<double>(layers.most) * layout.pipeline / model.layers;
    double firstInFlight =
        scale * layersInFlight(model.layers, layout.pipeline, layout.virtualStages, microbatches);
    // From both ends: each rank holds a stage of each half, with its weights, and one microbatch more.
    const bool both = job.schedule == PipelineSchedule::DualPipe && layout.pipeline > 1;
    if (both)
        firstInFlight *= (layout.pipeline + 1.0) / layout.pipeline;
    const double held = both ? 2.0 * layers.most : layers.most;
    const TrainingMemory first =
        stage(held, firstInFlight, endsOf(model, layout) + (both ? 1 : 0), layout.pipeline == 1 || both);
    if (layout.pipeline == 1 || both)
        return first;
    // The last stage runs each microbatch straight back, with the other chunks' warm-up in flight
    // when interleaved.
    const double waiting =
        layers.last * ((layout.virtualStages - 1.0) * layout.pipeline + 1) / layout.virtualStages;
    const TrainingMemory last = stage(layers.last, std::min(waiting, firstInFlight), 1, true);
    return first.total() >= last.total() ? first : last;
}

} // namespace colonnade::model
