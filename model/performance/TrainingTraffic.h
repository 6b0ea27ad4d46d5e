#pragma once

#include "model/performance/LayerTimes.h"

namespace colonnade::model {

/// Traffic of one kind, told apart by the network that limits it.
struct Traffic {
    Seconds scaleUp, scaleOut;
    [[nodiscard]] Seconds total() const { return scaleUp + scaleOut; }
    Traffic& operator+=(const Traffic& other)
    {
        scaleUp += other.scaleUp;
        scaleOut += other.scaleOut;
        return *this;
    }
    friend Traffic operator*(Traffic traffic, double times)
    {
        return {traffic.scaleUp * times, traffic.scaleOut * times};
    }
};

/// What shows of some traffic beside computing, the rest hidden.
struct Visible {
    Traffic shown, hidden;
    Visible& operator+=(const Visible& other)
    {
        shown += other.shown;
        hidden += other.hidden;
        return *this;
    }
    friend Visible operator*(const Visible& visible, double times)
    {
        return {visible.shown * times, visible.hidden * times};
    }
};

/// What goes along in a layer's forward pass, and in its backward pass with what is computed again.
struct LayerTraffic {
    Visible forward, backward;
};

/// The groups of a layout in the machine, tensor ranks innermost, then context, data and pipeline ranks. Expert ranks
/// are taken from tensor, context and data ranks, innermost after those that share one expert.
struct RankGroups {
    GroupPath tensor, context, data, pipeline;
    GroupPath expert;     ///< That dispatch tokens to each other.
    GroupPath expertData; ///< With the same experts.
    [[nodiscard]] bool joined() const
    {
        return tensor.joined && context.joined && data.joined && pipeline.joined && expert.joined && expertData.joined;
    }
};
RankGroups rankGroups(const ClusterView&, const ParallelLayout&, double portShare);

/// Ranks with the same experts, that add up their gradients.
int expertCopies(const ParallelLayout&);

/// Time of a collective along a path: each level works on what is left after the one below has
/// divided it, all levels at the same time; the slowest sets the pace, the hops of a tree add up.
Traffic along(const GroupPath&, Collective, Bytes data, const Kernels&);
/// One message to the neighbour along a path, over its farthest level.
Traffic toNeighbour(const GroupPath&, Bytes message, const Kernels&);
/// What shows of `traffic` beside `window` of computing that it slows by `stolen`: max(T u, T - window (1 - u)) + edge, the
/// first and last piece (`edge`) never hidden.
Visible beside(Traffic, Seconds window, Seconds edge, double stolen);

/// Tensor parallel traffic of one layer and one microbatch, forward once: with sequence parallelism 2 all-gathers
/// and 2 reduce-scatters, else 2 all-reduces. Experts that are not split by tensor ranks need none of their own.
Traffic tensorPass(const TransformerModel&, const ParallelLayout&, const GroupPath&, double tokens, const Kernels&);

/// Ring of keys and values: c - 1 steps forward, the same with their gradients backward, each
/// beside the attention of one block. All-gather of them forward, (c - 1)/c 4 s b k_v d bytes, and a reduce-scatter of their
/// gradients backward; all-to-all of queries, keys, values and outputs, 4 (c - 1)/c 2 (s/c) b h bytes each way (Jacobs et al.
/// 2023, arXiv 2309.14509): both are waited for and show.
LayerTraffic contextTraffic(const TransformerModel&, const TrainingJob&, const ParallelLayout&, const GroupPath&,
                       double tokens, const LayerTimes&, const TrainingKernels&);

/// Dispatch of one layer's tokens to their experts and the way back, forward once, on average over all layers.
/// Between domains a token crosses once for each domain with experts of its own, and is passed on inside.
Visible expertPass(const ClusterView&, const TransformerModel&, const TrainingJob&, const ParallelLayout&,
                   const GroupPath&, double tokens, const TrainingKernels&);

} // namespace colonnade::model
