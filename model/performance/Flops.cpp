#include "model/performance/Flops.h"

namespace colonnade::model {

ForwardFlops forwardFlops(const TransformerModel& model, int sequence, ScoreCount count)
{
    const double layers = model.layers;
    const double hidden = model.hidden;
    const double queries = static_cast<double>(model.heads) * model.headSize;
    const double keys = static_cast<double>(model.keyValueHeads) * model.headSize;
    const double matrices = model.gatedMlp ? 3 : 2;
    const double counted = count == ScoreCount::CausalHalf ? 0.5 : 1;
    return {Flops{layers * 2 * (hidden * queries + 2 * hidden * keys + queries * hidden)},
            Flops{layers * 4 * sequence * queries * counted},
            Flops{layers * 2 * matrices * hidden * model.mlpWidth},
            Flops{2 * hidden * model.vocabulary}};
}

ScoreCount scoreCount(const TransformerModel& model, FlopsConvention convention)
{
    return model.causal && convention == FlopsConvention::CausalHalf ? ScoreCount::CausalHalf
                                                                     : ScoreCount::Full;
}

Flops trainingFlops(const TransformerModel& model, int sequence, ScoreCount count)
{
    return forwardFlops(model, sequence, count).total() * 3;
}

Flops hardwareFlops(const TransformerModel& model, int sequence, ScoreCount count,
                    Recompute recompute)
{
    const ForwardFlops forward = forwardFlops(model, sequence, count);
    const Flops training = forward.total() * 3;
    switch (recompute) {
    case Recompute::None: return training;
    case Recompute::Selective: return training + forward.scores;
    case Recompute::Full: return training + forward.layers();
    }
    return training;
}

Flops megatronStepFlops(const TransformerModel& model, int globalBatch, int sequence)
{
    const double hidden = model.hidden;
    const double layers = model.layers;
    return Flops{96.0 * globalBatch * sequence * layers * hidden * hidden
                 * (1 + sequence / (6 * hidden) + model.vocabulary / (16 * layers * hidden))};
}

} // namespace colonnade::model
