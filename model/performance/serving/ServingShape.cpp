#include "model/performance/serving/ServingShape.h"

#include <algorithm>

namespace colonnade::model {

ServingShape servingShape(const TransformerModel& model, Precision precision, double cacheBytes)
{
    ServingShape out;
    const double h = model.hidden;
    const double a = model.heads;
    const double d = model.headSize;
    const double kv = model.keyValueHeads;
    const double g = model.gatedMlp ? 3 : 2;
    out.layers = model.layers;
    out.hidden = h;
    out.plainLayers = model.experts ? model.experts->denseLayers : model.layers;
    out.expertLayers = out.layers - out.plainLayers;
    out.head = h * model.vocabulary;
    out.mlp = g * h * model.mlpWidth;
    out.keyValueHeads = kv;
    if (model.latent) {
        const double q = model.latent->queryRank;
        const double r = model.latent->keyValueRank;
        const double rope = model.latent->ropeSize;
        const double plain = model.latent->plainSize;
        const double value = model.latent->valueSize;
        out.latent = true;
        out.attentionSplit = (q > 0 ? q : h) * a * (plain + rope) + r * a * (plain + value) + a * value * h;
        out.attentionWhole = h * q + h * (r + rope);
        out.promptScores = a * (plain + rope + value);
        out.tokenScores = 2 * a * (2 * r + rope);
        out.cachePerLayer = (r + rope) * cacheBytes;
    } else {
        out.attentionSplit = 2 * h * a * d + 2 * h * kv * d;
        out.promptScores = 2 * a * d;
        out.tokenScores = 4 * a * d;
        out.cachePerLayer = 2 * kv * d * cacheBytes;
    }
    if (model.window) {
        out.window = model.window->tokens;
        out.windowLayers = model.window->fullEvery > 0 ? out.layers * (1 - 1.0 / model.window->fullEvery) : out.layers;
    }
    if (model.experts) {
        out.experts = model.experts->count;
        out.perToken = model.experts->perToken;
        out.nodeLimit = model.experts->nodeLimit;
        out.shared = model.experts->shared;
        out.expertWidth = model.experts->width;
        out.expert = g * h * model.experts->width;
    }
    constexpr double fourBits = 0.5625;
    const double at = precision == Precision::Fp4 ? fourBits : precision == Precision::Fp8 ? 1 : 2;
    const bool narrowExperts = model.experts && (precision == Precision::Fp4 || (model.window && precision == Precision::Fp8));
    out.weightBytes = at;
    out.expertBytes = narrowExperts ? fourBits : at;
    out.attentionBytes = narrowExperts && (model.latent || model.window) ? 2 : at;
    return out;
}

Bytes cachePerToken(const TransformerModel& model, double bytes)
{
    return Bytes{model.layers * servingShape(model, Precision::Bf16, bytes).cachePerLayer};
}

Bytes cacheOfSequence(const ServingShape& shape, double tokens, int tensor)
{
    const double split = shape.latent ? 1 : std::min<double>(tensor, shape.keyValueHeads);
    const double kept = (shape.layers - shape.windowLayers) * tokens + shape.windowLayers * std::min(shape.window, tokens);
    return Bytes{shape.cachePerLayer / split * kept};
}

Bytes servedWeights(const ServingShape& shape, const ServingLayout& layout)
{
    const double tensor = layout.tensor;
    const double sharedOver = layout.attentionData > 1 ? 1 : tensor;
    const double layers = shape.layers * (shape.attentionSplit / tensor + shape.attentionWhole) * shape.attentionBytes
        + shape.plainLayers * shape.mlp / tensor * shape.weightBytes
        + shape.expertLayers
            * (shape.experts * shape.expert / (static_cast<double>(layout.expertTensor) * layout.expert) * shape.expertBytes
               + shape.shared * shape.expert / sharedOver * shape.weightBytes);
    return Bytes{(layers + 4 * shape.head / tensor) / layout.pipeline};
}

ServingFloor servingFloor(double weightBytes, double weights, double tokens, double sequences, double context, Bytes cache,
                          int ranks, FlopRate peak, double compute, ByteRate bandwidth, double memory, Seconds collectives)
{
    const double reading = bandwidth.value() * memory * ranks;
    return {Seconds{weightBytes / reading}, Seconds{2 * weights * tokens / (peak.value() * compute * ranks)},
            Seconds{sequences * context * cache.value() / reading}, collectives};
}

double roomForSequences(Bytes memory, int ranks, double used, Bytes weights, Bytes reserve, Bytes cachePerSequence)
{
    return std::max(0.0, (memory * (ranks * used) - weights - reserve) / cachePerSequence);
}

Seconds handOff(Bytes cache, double tokens, ByteRate port, int ports)
{
    return cache * tokens / (port * ports);
}

} // namespace colonnade::model
