#include "model/performance/Memory.h"

namespace colonnade::model {

StateMemory stateMemory(double parameters, const StateBytes& bytes, Sharding sharding, int shards)
{
    const double weights = sharding == Sharding::Weights ? shards : 1;
    const double gradients = sharding >= Sharding::Gradients ? shards : 1;
    const double optimizer = sharding >= Sharding::Optimizer ? shards : 1;
    return {Bytes{parameters * bytes.weights / weights},
            Bytes{parameters * bytes.gradients / gradients},
            Bytes{parameters * bytes.optimizer / optimizer}};
}

Bytes layerActivations(const TransformerModel& model, int sequence, int microbatch,
                       const ParallelLayout& layout, Recompute recompute, AttentionKernel attention)
{
    const double tokens = static_cast<double>(sequence) * microbatch / layout.context;
    const double split = layout.tensor;
    const double splitAlongSequence = layout.sequenceParallel ? split : 1;
    const double hidden = model.hidden;
    if (recompute == Recompute::Full)
        return Bytes{tokens * 2 * hidden / splitAlongSequence};

    const HeadSizes sizes = headSizes(model);
    const double queries = model.heads * (sizes.score + sizes.value) / 2;
    const double keys = model.latent ? model.heads * (sizes.score + sizes.value) / 2
                                     : static_cast<double>(model.keyValueHeads) * model.headSize;
    // Models with plain MLPs (GPT) train with dropout, whose two masks take a byte per element.
    const double whole = (model.gatedMlp ? 8 : 10) * hidden;
    const double scores = attention == AttentionKernel::Unfused && recompute == Recompute::None
        ? 5.0 * model.heads * sequence
        : 0;
    // Of an expert layer, for each expert that a token sees its permuted input and the MLP's; shared ones need no permuting.
    const double kept = model.gatedMlp ? 6.0 : 4.0;
    const double ofExperts = static_cast<double>(expertLayers(model)) / model.layers;
    double mlp = (1 - ofExperts) * kept * model.mlpWidth;
    if (model.experts)
        mlp += ofExperts
            * (model.experts->perToken * (kept * model.experts->width + 2 * hidden)
               + model.experts->shared * kept * model.experts->width);
    const double parted = 4 * queries + 4 * keys + mlp + scores;
    return Bytes{tokens * (whole / splitAlongSequence + parted / split)};
}

double layersInFlight(int layers, int pipeline, int virtualStages, int microbatches)
{
    const double stages = pipeline;
    const double kept =
        virtualStages > 1 ? layers * (1 + (stages - 1) / (stages * virtualStages)) : layers;
    return std::min(kept, static_cast<double>(layers) / stages * microbatches);
}

Bytes logitsMemory(const TransformerModel& model, int sequence, int microbatch,
                   const ParallelLayout& layout)
{
    return Bytes{4.0 * sequence * microbatch * model.vocabulary
                 / (static_cast<double>(layout.tensor) * layout.context)};
}

} // namespace colonnade::model
