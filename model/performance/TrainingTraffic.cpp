#include "model/performance/TrainingTraffic.h"

#include "model/design/ModelShape.h"
#include "model/performance/TrainingStep.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace colonnade::model {

int expertCopies(const ParallelLayout& layout)
{
    const auto ranks = static_cast<std::int64_t>(layout.tensor) * layout.context * layout.data;
    return static_cast<int>(std::max<std::int64_t>(1, ranks / (static_cast<std::int64_t>(layout.expert) * layout.expertTensor)));
}

RankGroups rankGroups(const ClusterView& view, const ParallelLayout& layout, double portShare)
{
    const int used = usedOfDomain(view, layout.tensor);
    const int ofModel = layout.tensor * layout.context;
    // Context ranks hold the same weights as data ranks and join their group.
    return {pathOf(view, layout.tensor, 1, used, portShare),
            pathOf(view, layout.context, layout.tensor, used, portShare),
            pathOf(view, layout.context * layout.data, layout.tensor, used, portShare),
            pathOf(view, layout.pipeline, ofModel * layout.data, used, portShare),
            pathOf(view, layout.expert, layout.expertTensor, used, portShare),
            pathOf(view, expertCopies(layout), layout.expert * layout.expertTensor, used, portShare)};
}

Traffic along(const GroupPath& path, Collective kind, Bytes data, const Kernels& kernels)
{
    const bool both = kind == Collective::AllReduce;
    const Collective half = both ? Collective::ReduceScatter : kind;
    if (path.count == 1 || path.levels[1].members == 1)
        return {kernels.scaleUpTime(kind, path.levels[0].members, data), {}};
    const Seconds inside =
        kernels.scaleUpTime(half, path.levels[0].members, data) * (both ? 2.0 : 1.0);
    // What goes up to a level also passes those below it.
    const double factor = both ? 2 : 1;
    std::array<Bytes, GroupPath::most> crossing;
    Bytes left = data / path.levels[0].members;
    for (std::size_t i = 1; i < path.count; ++i) {
        crossing[i] = left * (busFactor(half, path.levels[i].members) * factor);
        left = left / path.levels[i].members;
    }
    Seconds slowest;
    Seconds hops;
    Bytes through;
    for (std::size_t i = path.count - 1; i >= 1; --i) {
        through += crossing[i];
        slowest = std::max(slowest, through / path.levels[i].link.bandwidth);
        // The library turns to trees where rings would be long: start-up grows with the logarithm.
        hops += path.levels[i].link.latency * (std::log2(path.levels[i].members) * factor);
    }
    if (inside > slowest + hops)
        return {inside, {}};
    return {{}, slowest + hops};
}

Traffic toNeighbour(const GroupPath& path, Bytes message, const Kernels& kernels)
{
    if (path.count == 1) {
        // A pair that gathers twice the message sends each other the message.
        return {kernels.scaleUpTime(Collective::AllGather, 2, message * 2), {}};
    }
    Seconds slowest;
    for (std::size_t i = 1; i < path.count; ++i)
        slowest = std::max(slowest,
                           message / path.levels[i].link.bandwidth + path.levels[i].link.latency);
    return {{}, slowest};
}

Visible beside(Traffic traffic, Seconds window, Seconds edge, double stolen)
{
    const Seconds total = traffic.total();
    // Hidden traffic still slows what hides it; what outlasts the window shows.
    const Seconds shown = std::min(total, std::max(total * std::min(1.0, stolen), total - window * (1 - stolen)) + edge);
    const double share = total.value() > 0 ? shown / total : 0;
    return {traffic * share, traffic * (1 - share)};
}

Traffic tensorPass(const TransformerModel& model, const ParallelLayout& layout, const GroupPath& path, double tokens,
                   const Kernels& kernels)
{
    if (layout.tensor == 1)
        return {};
    const Bytes data{2 * tokens * model.hidden};
    const double ofExperts = static_cast<double>(expertLayers(model)) / model.layers;
    const bool shared = model.experts && model.experts->shared > 0;
    const double pairs = 2 - (layout.expertTensor == 1 && !shared ? ofExperts : 0);
    Traffic pass;
    if (layout.sequenceParallel) {
        pass += along(path, Collective::AllGather, data, kernels) * pairs;
        pass += along(path, Collective::ReduceScatter, data, kernels) * pairs;
    } else {
        pass += along(path, Collective::AllReduce, data, kernels) * pairs;
    }
    return pass;
}

namespace {

/// From pieces of the sequence to heads or back, of `data` bytes on each rank: what goes to ranks of other domains passes the
/// ports at the same time as the rest is exchanged inside.
Traffic reshard(const GroupPath& path, int ranks, Bytes data, const Kernels& kernels)
{
    const int inside = path.levels[0].members;
    const double within = static_cast<double>(inside) / ranks;
    Traffic traffic{kernels.scaleUpTime(Collective::AllToAll, inside, data * within), {}};
    Seconds slowest;
    for (std::size_t i = 1; i < path.count; ++i)
        slowest = std::max(slowest, data * (1 - within) / path.levels[i].link.bandwidth + path.levels[i].link.latency);
    if (slowest > traffic.scaleUp)
        traffic = {{}, slowest};
    return traffic;
}

/// Queries and outputs to heads and back, and keys and values with them: of these each rank takes at least one head, if others
/// take it, too.
Traffic headExchange(const TransformerModel& model, const ParallelLayout& layout, const GroupPath& path, double tokens, const TrainingKernels& kernels)
{
    const double heads = static_cast<double>(model.heads) / layout.tensor;
    const double keyHeads = model.latent ? heads : std::max(1.0, static_cast<double>(model.keyValueHeads) / layout.tensor);
    const double width = model.latent ? (headSizes(model).score + headSizes(model).value) / 2.0 : model.headSize;
    const auto exchanged = [&](double count) { return reshard(path, layout.context, Bytes{2 * tokens * width * count}, kernels); };
    Traffic all = exchanged(heads) * 2;
    all += exchanged(std::min(heads, std::max(keyHeads, static_cast<double>(layout.context)))) * 2;
    return all;
}

} // namespace

LayerTraffic contextTraffic(const TransformerModel& model, const TrainingJob& job,
                       const ParallelLayout& layout, const GroupPath& path, double tokens,
                       const LayerTimes& times, const TrainingKernels& kernels)
{
    if (layout.context == 1)
        return {};
    const double shared = std::min(layout.tensor, model.keyValueHeads);
    const double keys = model.latent ? model.heads * (headSizes(model).score + headSizes(model).value) / 2
                                     : static_cast<double>(model.keyValueHeads) * model.headSize;
    const Bytes block{2 * 2 * tokens * keys / shared};
    if (job.contextExchange != ContextExchange::Ring) {
        if (job.contextExchange == ContextExchange::AllGather) {
            // What was gathered is not kept: the backward pass gathers it again, and what it recomputes uses that.
            const Traffic forward = along(path, Collective::AllGather, block * layout.context, kernels);
            Traffic backward = forward;
            backward += along(path, Collective::ReduceScatter, block * layout.context, kernels);
            return {{forward, {}}, {backward, {}}};
        }
        const Traffic forward = headExchange(model, layout, path, tokens, kernels);
        LayerTraffic waited{{forward, {}}, {forward, {}}};
        if (job.recompute == Recompute::Full)
            waited.backward.shown += forward;
        return waited;
    }
    const Traffic step = toNeighbour(path, block, kernels);
    const double steps = layout.context - 1;
    const Visible forward = beside(step, times.forward.attention / layout.context, {}, kernels.stack.stolen);
    const Visible backward =
        beside(step * 2, times.backward.attention / layout.context, {}, kernels.stack.stolen);
    LayerTraffic all{forward * steps, backward * steps};
    if (job.recompute == Recompute::Full)
        all.backward += forward * steps;
    return all;
}

Visible expertPass(const ClusterView& view, const TransformerModel& model, const TrainingJob& job,
                   const ParallelLayout& layout, const GroupPath& path, double tokens, const TrainingKernels& kernels)
{
    const int layers = expertLayers(model);
    if (layers == 0 || layout.expert * layout.expertTensor == 1)
        return {};
    const double perToken = model.experts->perToken;
    const double sent = tokens / layout.tensor;
    const double inside = path.levels[0].members;
    const double domains = path.count > 1 ? static_cast<double>(layout.expert) / inside : 1;
    const double hit = otherDomains(domains, perToken, model.experts->nodeLimit);
    // Tokens go out in the job's format where DeepEP's FP8 dispatch is used; they come back in 16 bit. Both are 16-bit here.
    const double token = 2.0 * model.hidden * layout.expertTensor;
    const double share = kernels.stack.dispatchShare;
    const Bytes crossing{2 * sent * hit * token};
    const Bytes within{2 * sent * perToken * token * (inside - 1) / inside};
    Traffic pass;
    if (view.scaleUp.bandwidth && inside > 1)
        pass.scaleUp = within / (*view.scaleUp.bandwidth * share)
            + Seconds{2 * kernels.scaleUpCurve(Collective::AllGather, path.levels[0].members).latency};
    if (path.count > 1) {
        Seconds slowest;
        for (std::size_t i = 1; i < path.count; ++i)
            slowest = std::max(slowest, crossing / (path.levels[i].link.bandwidth * share) + path.levels[i].link.latency * 2);
        // Both networks work at the same time.
        if (slowest > pass.scaleUp)
            pass = {{}, slowest};
    }
    const double hidden = job.schedule == PipelineSchedule::DualPipe ? std::max(0.9, kernels.stack.dispatchHidden)
                                                                     : kernels.stack.dispatchHidden;
    const double mean = static_cast<double>(layers) / model.layers;
    return {pass * (mean * (1 - hidden)), pass * (mean * hidden)};
}

} // namespace colonnade::model
