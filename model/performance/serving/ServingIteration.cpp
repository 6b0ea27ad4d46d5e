#include "model/performance/serving/ServingIteration.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

double together(double compute, double memory)
{
    return std::sqrt(compute * compute + memory * memory);
}

double rateAt(const ServingConstants& constants, double bytes)
{
    const double rate = bytes >= 2 ? constants.wide.value() * constants.part.wide
        : bytes >= 1               ? constants.fp8.value() * constants.part.fp8
        : constants.fp4 > constants.fp8 ? constants.fp4.value() * constants.part.fp4
                                        : constants.wide.value() * constants.part.wide; // unpacked to 16 bits first
    return rate * constants.engine.kernels;
}

/// Experts of a layer that `tokens` tokens call on.
double expertsHit(const ServingShape& shape, double tokens, double spread)
{
    const double missed = std::pow(1 - shape.perToken / shape.experts, std::max(tokens * spread, 1e-9));
    return std::max(shape.experts * (1 - missed), std::min(shape.perToken, tokens * shape.perToken));
}

} // namespace

IterationTime iterationTime(const ServingShape& shape, const ServingLayout& layout, const ServingConstants& constants,
                            const ServingLoad& load, Streaming streaming)
{
    const ServingCalibration& all = *constants.all;
    const ServingPart& part = constants.part;
    const ServingSoftware& engine = constants.engine;
    const double tensor = layout.tensor;
    const double data = layout.attentionData;
    const double tokens = load.promptTokens + load.sequences;
    const double own = tokens / data; // of one attention rank
    const double bandwidth = constants.memoryBandwidth.value();
    const double reading = bandwidth * part.weightMemory;
    const auto matrices = [&](double weights, double bytes) {
        return together(2 * own * weights / rateAt(constants, bytes), weights * bytes / reading);
    };

    IterationTime out;
    out.attentionMatrices = Seconds{shape.layers * matrices(shape.attentionSplit / tensor + shape.attentionWhole, shape.attentionBytes)};
    out.mlp = Seconds{shape.plainLayers * matrices(shape.mlp / tensor, shape.weightBytes)};
    if (shape.expertLayers > 0) {
        const double ranks = layout.expert;
        const double busiest = 1 + all.imbalance * (1 - 1 / ranks);
        const double hit = std::min(shape.experts / ranks, expertsHit(shape, tokens, all.spread) / ranks * busiest);
        const double weights = shape.expert / layout.expertTensor;
        const double rows = tokens * shape.perToken / ranks * busiest + hit * all.expertPadding;
        const double routed = together(2 * rows * weights / (rateAt(constants, shape.expertBytes) * part.experts),
                                       hit * weights * shape.expertBytes / (reading * part.expertMemory));
        const double shared = matrices(shape.expert * shape.shared / (layout.attentionData > 1 ? 1 : tensor), shape.weightBytes);
        out.experts = Seconds{shape.expertLayers * (routed + shared)};
    }

    const double full = shape.layers - shape.windowLayers;
    const double attended = full * load.promptLength + shape.windowLayers * std::min(2 * shape.window, load.promptLength);
    out.promptAttention = Seconds{shape.promptScores / tensor * load.promptTokens / data * attended
                                  / (constants.wide.value() * part.attention)};
    const double copies = shape.latent ? 1 : std::min(tensor, shape.keyValueHeads);
    const double seen = full * load.context + shape.windowLayers * std::min(shape.window, load.context);
    out.cache = Seconds{load.sequences / data * seen
                        * together(shape.cachePerLayer / copies / (bandwidth * part.cacheMemory),
                                   shape.tokenScores / tensor / (constants.wide.value() * part.cacheCompute))};
    out.elementwise = Seconds{shape.layers * all.passes * 2 * shape.hidden * own / reading};

    const double link = constants.scaleUp.value() * part.link;
    if (layout.tensor > 1) {
        const double inside = ranksInside(constants.network, layout.tensor);
        const double across = reduceAcross(constants.network, layout.tensor, Bytes{2 * own * shape.hidden}).value();
        out.reduce = Seconds{shape.layers * 2
                             * (part.reduce.value() * std::log2(inside) / 3 + 2 * (inside - 1) / inside * 2 * own * shape.hidden / link
                                + across)};
    }
    if (layout.attentionData > 1 && shape.expertLayers > 0) {
        // One byte out and two back, to each rank that holds one of the token's experts.
        const ExchangeTime time = exchange(constants.network, layout.expert, layout.expertTensor, shape.perToken,
                                           Bytes{3 * own * shape.hidden}, load.promptTokens > 0 ? Dispatch::Forwarded : Dispatch::Direct, shape.nodeLimit);
        out.exchange = Seconds{shape.expertLayers
                               * (2 * part.reduce.value() + std::max(3 * own * time.inside * shape.hidden / link, time.across.value()))};
    }
    out.head = Seconds{together(2 * load.sampled / data * shape.head / tensor / rateAt(constants, 2), 2 * shape.head / tensor / reading)};
    out.layers = engine.layer * shape.layers + engine.expertLayer * shape.expertLayers;
    const Seconds perSequence = all.sampling + (streaming == Streaming::ToUsers ? engine.stream : Seconds{});
    out.scheduler = engine.iteration + perSequence * (load.sampled / data);
    if (layout.pipeline > 1) {
        const int width = layout.ranks() / layout.pipeline;
        const int across = stagesAcross(constants.network, layout.pipeline, width);
        out.reduce += Seconds{(layout.pipeline - 1 - across) * (part.reduce.value() + 2 * own * shape.hidden / link)};
        // Beyond the domain each tensor rank sends its share on its own port.
        out.reduce += (part.reduce + messageAcross(constants.network, width, Bytes{2 * own * shape.hidden / tensor})) * across;
    }
    return out;
}

} // namespace colonnade::model
