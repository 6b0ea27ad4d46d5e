#include "model/design/ModelShape.h"

#include <algorithm>

namespace colonnade::model {

namespace {

double matricesOf(const TransformerModel& model)
{
    return model.gatedMlp ? 3 : 2;
}

} // namespace

HeadSizes headSizes(const TransformerModel& model)
{
    if (!model.latent)
        return {static_cast<double>(model.headSize), static_cast<double>(model.headSize)};
    return {static_cast<double>(model.latent->plainSize + model.latent->ropeSize),
            static_cast<double>(model.latent->valueSize)};
}

double attentionWeights(const TransformerModel& model)
{
    const double hidden = model.hidden;
    const double heads = model.heads;
    if (!model.latent) {
        const double queries = heads * model.headSize;
        const double keys = static_cast<double>(model.keyValueHeads) * model.headSize;
        return 2 * hidden * queries + 2 * hidden * keys;
    }
    const LatentAttention& latent = *model.latent;
    const double score = latent.plainSize + latent.ropeSize;
    const double queries = latent.queryRank > 0
        ? hidden * latent.queryRank + latent.queryRank * heads * score
        : hidden * heads * score;
    return queries + hidden * (latent.keyValueRank + latent.ropeSize)
        + latent.keyValueRank * heads * (latent.plainSize + latent.valueSize)
        + heads * latent.valueSize * hidden;
}

double mlpWeights(const TransformerModel& model)
{
    return matricesOf(model) * model.hidden * static_cast<double>(model.mlpWidth);
}

double expertWeights(const TransformerModel& model)
{
    return model.experts ? matricesOf(model) * model.hidden * static_cast<double>(model.experts->width) : 0;
}

int expertLayers(const TransformerModel& model)
{
    return model.experts ? std::max(0, model.layers - model.experts->denseLayers) : 0;
}

LayerShare layerShare(const TransformerModel& model)
{
    const double ofExperts = static_cast<double>(expertLayers(model)) / model.layers;
    LayerShare share{attentionWeights(model) + (1 - ofExperts) * mlpWeights(model), 0};
    if (model.experts) {
        share.common += ofExperts
            * (model.experts->shared * expertWeights(model)
               + static_cast<double>(model.hidden) * model.experts->count);
        share.experts = ofExperts * model.experts->count * expertWeights(model);
    }
    return share;
}

double layerWeights(const TransformerModel& model)
{
    return layerShare(model).total();
}

double parameterCount(const TransformerModel& model)
{
    const double hidden = model.hidden;
    return model.layers * (layerWeights(model) + 2 * hidden) + hidden
        + (model.tiedHead ? 1 : 2) * hidden * model.vocabulary;
}

double activeParameters(const TransformerModel& model)
{
    if (!model.experts)
        return parameterCount(model);
    const double idle = model.experts->count - model.experts->perToken;
    return parameterCount(model) - expertLayers(model) * idle * expertWeights(model);
}

} // namespace colonnade::model
