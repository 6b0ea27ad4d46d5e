#include "model/performance/Flops.h"

#include "model/design/ModelShape.h"

#include <algorithm>

namespace colonnade::model {

double attendedTokens(const TransformerModel& model, int sequence, ScoreCount count)
{
    const double all = sequence * (count == ScoreCount::CausalHalf ? 0.5 : 1);
    if (!model.window)
        return all;
    // A token in mid-sequence sees the window before it, those at the start fewer.
    const double size = std::min(model.window->tokens, sequence);
    const double inWindow = model.causal ? size * (1 - size / (2.0 * sequence)) : size;
    const double full = model.window->fullEvery > 0 ? 1.0 / model.window->fullEvery : 0;
    return full * all + (1 - full) * std::min(inWindow, all);
}

ForwardFlops forwardFlops(const TransformerModel& model, int sequence, ScoreCount count)
{
    const double layers = model.layers + model.predictionLayers;
    const double hidden = model.hidden;
    const double ahead = model.predictionLayers;
    const HeadSizes sizes = headSizes(model);
    const double scores =
        2 * attendedTokens(model, sequence, count) * model.heads * (sizes.score + sizes.value);
    // Dense layers come first, so that those ahead are of experts.
    double mlp = (layers - expertLayers(model) - (model.experts ? ahead : 0)) * 2 * mlpWeights(model);
    if (model.experts) {
        const double seen = model.experts->perToken + model.experts->shared;
        mlp += (expertLayers(model) + ahead)
            * 2 * (seen * expertWeights(model) + hidden * model.experts->count);
    }
    // A layer ahead joins the embedding of the next token to what it got: 2 h x h.
    return {Flops{layers * 2 * attentionWeights(model) + ahead * 4 * hidden * hidden},
            Flops{layers * scores}, Flops{mlp},
            Flops{(1 + ahead) * 2 * hidden * model.vocabulary}};
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

Flops adapterFlops(const TransformerModel& model, int sequence, ScoreCount count)
{
    const ForwardFlops forward = forwardFlops(model, sequence, count);
    return forward.total() * 2 + forward.scores;
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
