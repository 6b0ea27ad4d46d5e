#include "model/performance/TrainingStep.h"

#include "model/performance/Pipeline.h"

#include <cmath>

namespace colonnade::model {

namespace {

std::int64_t ceilOver(std::int64_t number, std::int64_t by)
{
    return (number + by - 1) / by;
}

/// Layers of the fullest stage, and of the last one. Layers that do not divide are left out at the
/// end, where the output head is (as Llama 3 405B with its 126 layers does).
struct StageLayers {
    int most = 0;
    int last = 0;
};

StageLayers stageLayers(int layers, int pipeline, int virtualStages)
{
    const int chunks = pipeline * virtualStages;
    const int most = static_cast<int>(ceilOver(layers, chunks)) * virtualStages;
    return {most, layers % chunks == 0 ? most : most - 1};
}

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

/// The groups of a layout in the machine, tensor ranks innermost, then context, data and pipeline
/// ranks.
struct Groups {
    GroupPath tensor, context, data, pipeline;
    [[nodiscard]] bool joined() const
    {
        return tensor.joined && context.joined && data.joined && pipeline.joined;
    }
};

Groups groupsOf(const ClusterView& view, const ParallelLayout& layout, double portShare)
{
    const int used = usedOfDomain(view, layout.tensor);
    const int ofModel = layout.tensor * layout.context;
    // Context ranks hold the same weights as data ranks and join their group.
    return {pathOf(view, layout.tensor, 1, used, portShare),
            pathOf(view, layout.context, layout.tensor, used, portShare),
            pathOf(view, layout.context * layout.data, layout.tensor, used, portShare),
            pathOf(view, layout.pipeline, ofModel * layout.data, used, portShare)};
}

/// Time of a collective along a path: each level works on what is left after the one below has
/// divided it, all levels at the same time; the slowest sets the pace, the hops add up.
Traffic along(const GroupPath& path, Collective kind, Bytes data, const Kernels& kernels)
{
    const bool both = kind == Collective::AllReduce;
    const Collective half = both ? Collective::ReduceScatter : kind;
    if (path.count == 1 || path.levels[1].members == 1)
        return {kernels.scaleUpTime(kind, path.levels[0].members, data), {}};
    const Seconds inside =
        kernels.scaleUpTime(half, path.levels[0].members, data) * (both ? 2.0 : 1.0);
    Seconds slowest;
    Seconds hops;
    Bytes left = data / path.levels[0].members;
    for (std::size_t i = 1; i < path.count; ++i) {
        const auto& level = path.levels[i];
        const double factor = both ? 2 : 1;
        slowest = std::max(slowest,
                           left * busFactor(half, level.members) / level.link.bandwidth * factor);
        hops += level.link.latency * ((level.members - 1) * factor);
        left = left / level.members;
    }
    if (inside > slowest + hops)
        return {inside, {}};
    return {{}, slowest + hops};
}

/// One message to the neighbour along a path, over its farthest level.
Traffic toNeighbour(const GroupPath& path, Bytes message, const ScaleUpDomain& domain,
                    const Kernels& kernels)
{
    if (path.count == 1) {
        // One pair's message inside a domain runs like a ring of two; the fit carries rate and
        // start.
        const CollectiveFit& fit =
            kernels.collectives[static_cast<std::size_t>(Collective::AllGather)][0];
        const Seconds start = domain.latency.value_or(fit.start / std::max(1, fit.ranks - 1));
        return {start + message / fit.rate, {}};
    }
    Seconds slowest;
    for (std::size_t i = 1; i < path.count; ++i)
        slowest = std::max(slowest,
                           message / path.levels[i].link.bandwidth + path.levels[i].link.latency);
    return {{}, slowest};
}

/// What shows of `traffic` beside `window`, the rest hidden.
struct Visible {
    Traffic shown, hidden;
};

Visible beside(Traffic traffic, Seconds window, Seconds edge, const Calibration& calibration)
{
    const bool inDomain = traffic.scaleUp > traffic.scaleOut;
    const double stolen = inDomain ? calibration.stolenByScaleUp : calibration.stolenByScaleOut;
    const Seconds total = traffic.total();
    const Seconds shown = exposed(total, window, stolen, edge);
    const double share = total.value() > 0 ? shown / total : 0;
    return {traffic * share, traffic * (1 - share)};
}

/// Bytes of one layer's activations between tensor ranks: 2 s b h / c.
Bytes layerTensor(const TransformerModel& model, double tokens)
{
    return Bytes{2 * tokens * model.hidden};
}

/// Tensor parallel traffic of one layer and one microbatch: with sequence parallelism 2 all-gathers
/// and 2 reduce-scatters each way, else 2 all-reduces each way; a full recomputation adds a
/// forward.
Traffic tensorTraffic(const TransformerModel& model, const TrainingJob& job,
                      const ParallelLayout& layout, const GroupPath& path, double tokens,
                      const Kernels& kernels)
{
    if (layout.tensor == 1)
        return {};
    const Bytes data = layerTensor(model, tokens);
    const double passes = job.recompute == Recompute::Full ? 3 : 2;
    Traffic pass;
    if (layout.sequenceParallel) {
        pass += along(path, Collective::AllGather, data, kernels) * 2;
        pass += along(path, Collective::ReduceScatter, data, kernels) * 2;
    } else {
        pass += along(path, Collective::AllReduce, data, kernels) * 2;
    }
    return pass * (passes * (1 - job.overlap.tensorHidden));
}

/// Ring of keys and values: c - 1 steps forward, the same with their gradients backward, each
/// beside the attention of one block.
Visible contextTraffic(const TransformerModel& model, const TrainingJob& job,
                       const ParallelLayout& layout, const GroupPath& path, double tokens,
                       const LayerTimes& times, const ScaleUpDomain& domain, const Kernels& kernels,
                       const Calibration& calibration)
{
    if (layout.context == 1)
        return {};
    const double shared = std::min(layout.tensor, model.keyValueHeads);
    const Bytes block{2 * 2 * tokens * model.keyValueHeads * model.headSize / shared};
    const Traffic step = toNeighbour(path, block, domain, kernels);
    const double steps = layout.context - 1;
    const Visible forward = beside(step, times.forward.attention / layout.context, {}, calibration);
    const Visible backward =
        beside(step * 2, times.backward.attention / layout.context, {}, calibration);
    const double again = job.recompute == Recompute::Full ? 2 : 1;
    Visible all;
    all.shown += forward.shown * (steps * again);
    all.shown += backward.shown * steps;
    all.hidden += forward.hidden * (steps * again);
    all.hidden += backward.hidden * steps;
    return all;
}

/// Parameters of the fullest rank of a stage with `layers` layers and `ends` embedding or head
/// matrices.
double rankParameters(const TransformerModel& model, double layers, double ends, int tensor)
{
    const double hidden = model.hidden;
    return (layers * layerWeights(model) + ends * hidden * model.vocabulary) / tensor
        + layers * 2 * hidden;
}

double endsOf(const TransformerModel& model, const ParallelLayout& layout)
{
    return layout.pipeline == 1 && !model.tiedHead ? 2 : 1;
}

} // namespace

int usedOfDomain(const ClusterView& view, int tensor)
{
    const int size = view.scaleUp.size;
    return tensor >= size ? size : size / tensor * tensor;
}

int usableAccelerators(const ClusterView& view, const TrainingJob& job, int tensor)
{
    const int all = std::min(view.accelerators, job.accelerators.value_or(view.accelerators));
    const int size = view.scaleUp.size;
    if (tensor >= size)
        return all;
    const int rest = all % size;
    return all / size * usedOfDomain(view, tensor) + rest / tensor * tensor;
}

int microbatchesOf(const TrainingJob& job, const ParallelLayout& layout)
{
    return static_cast<int>(ceilOver(
        job.globalBatch, static_cast<std::int64_t>(job.microbatch) * std::max(1, layout.data)));
}

ParallelLayout filled(const ClusterView& view, const TrainingJob& job, ParallelLayout layout)
{
    if (layout.data == 0)
        layout.data = usableAccelerators(view, job, layout.tensor) / layout.modelRanks();
    // More copies of the model than microbatches would idle.
    const auto most = ceilOver(job.globalBatch, job.microbatch);
    layout.data = static_cast<int>(std::min<std::int64_t>(layout.data, most));
    return layout;
}

LayoutFault faultOf(const ClusterView& view, const TransformerModel& model, const TrainingJob& job,
                    const ParallelLayout& layout)
{
    if (layout.data < 1
        || static_cast<std::int64_t>(layout.modelRanks()) * layout.data
            > usableAccelerators(view, job, layout.tensor))
        return LayoutFault::TooManyRanks;
    if (static_cast<std::int64_t>(layout.pipeline) * layout.virtualStages > model.layers
        || (layout.pipeline == 1 && layout.virtualStages > 1))
        return LayoutFault::TooManyStages;
    if (model.heads % layout.tensor != 0)
        return LayoutFault::HeadsNotSplit;
    if (layout.context > 1 && job.sequence % (2 * static_cast<std::int64_t>(layout.context)) != 0)
        return LayoutFault::SequenceNotSplit;
    if (layout.virtualStages > 1 && microbatchesOf(job, layout) % layout.pipeline != 0)
        return LayoutFault::BatchNotInterleaved;
    if (static_cast<std::int64_t>(layout.data - 1) * job.microbatch >= job.globalBatch)
        return LayoutFault::BatchTooSmall;
    const bool insideDomain =
        layout.tensor > 1 || (view.scaleUp.size > 1 && layout.modelRanks() * layout.data > 1);
    if (insideDomain && !view.scaleUp.bandwidth)
        return LayoutFault::NoScaleUp;
    if (!groupsOf(view, layout, 1).joined())
        return LayoutFault::NoFabric;
    return LayoutFault::None;
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

    // Each stage keeps activations of fewer microbatches than the one before; the logits are on the
    // last.
    const auto stage = [&](double stageLayerCount, double inFlight, double ends, bool isLast) {
        TrainingMemory memory;
        const double parameters = rankParameters(model, stageLayerCount, ends, layout.tensor);
        const StateMemory state = stateMemory(parameters, job.state, job.sharding, shards);
        memory.weights = state.weights;
        memory.gradients = state.gradients;
        memory.optimizer = state.optimizer;
        if (job.sharding == Sharding::Weights) {
            const double whole =
                std::min(stageLayerCount, calibration.gatheredLayers) * layerWeights(model);
            memory.gathered = Bytes{whole / layout.tensor * job.state.weights};
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
    const double firstInFlight =
        scale * layersInFlight(model.layers, layout.pipeline, layout.virtualStages, microbatches);
    const TrainingMemory first =
        stage(layers.most, firstInFlight, endsOf(model, layout), layout.pipeline == 1);
    if (layout.pipeline == 1)
        return first;
    // The last stage runs each microbatch straight back, with the other chunks' warm-up in flight
    // when interleaved.
    const double waiting =
        layers.last * ((layout.virtualStages - 1.0) * layout.pipeline + 1) / layout.virtualStages;
    const TrainingMemory last = stage(layers.last, std::min(waiting, firstInFlight), 1, true);
    return first.total() >= last.total() ? first : last;
}

std::optional<TrainingFigures> trainingFigures(const ClusterView& view,
                                               const TransformerModel& model,
                                               const TrainingJob& job, const ParallelLayout& layout,
                                               const LayerTimes& times, const Kernels& kernels,
                                               const Calibration& calibration)
{
    const Groups groups = groupsOf(view, layout, calibration.portShare);
    if (!groups.joined())
        return std::nullopt;

    TrainingFigures figures;
    figures.layout = layout;
    figures.accelerators = layout.modelRanks() * layout.data;
    figures.microbatches = microbatchesOf(job, layout);
    figures.memory = trainingMemory(model, job, layout, calibration);

    const double tokens = static_cast<double>(job.sequence) * job.microbatch / layout.context;
    const auto layers = stageLayers(model.layers, layout.pipeline, layout.virtualStages);
    const double microbatches = figures.microbatches;

    const Seconds layerCompute = times.forward.total() + times.backward.total() + times.recompute;
    const Traffic tensor = tensorTraffic(model, job, layout, groups.tensor, tokens, kernels);
    const Visible context = contextTraffic(model, job, layout, groups.context, tokens, times,
                                           view.scaleUp, kernels, calibration);

    // Weights that are shared out come and go layer by layer, each beside the computing of its
    // neighbour.
    Visible gathering;
    const bool shardsWeights =
        job.sharding == Sharding::Weights && layout.data * layout.context > 1;
    const double layerParameters = rankParameters(model, 1, 0, layout.tensor);
    if (shardsWeights) {
        const Bytes whole{layerParameters * job.state.weights};
        const Traffic gather = along(groups.data, Collective::AllGather, whole, kernels);
        Traffic back = gather;
        back += along(groups.data, Collective::ReduceScatter, whole, kernels);
        const Seconds forwardWindow = job.overlap.gradients ? times.forward.total() : Seconds{};
        const Seconds backwardWindow =
            job.overlap.gradients ? times.backward.total() + times.recompute : Seconds{};
        gathering = beside(gather, forwardWindow, {}, calibration);
        const Visible backward = beside(back, backwardWindow, {}, calibration);
        gathering.shown += backward.shown;
        gathering.hidden += backward.hidden;
    }

    // Small layers are done before the host has launched the next.
    const bool again = job.recompute == Recompute::Full;
    const Seconds tensorPass = tensor.total() / (again ? 3.0 : 2.0);
    const auto wait = [&](Seconds host, Seconds pass) {
        return std::max(Seconds{}, host - pass - tensorPass);
    };
    const Seconds launching =
        wait(calibration.hostForward, times.forward.total()) * (again ? 2.0 : 1.0)
        + wait(calibration.hostBackward, times.backward.total());

    // The stage that takes longest sets the pace: a full one, or the last with its output head.
    const Seconds layerShown =
        layerCompute + launching + tensor.total() + context.shown.total() + gathering.shown.total();
    const Seconds fullStage = layerShown * layers.most
        + (layout.pipeline == 1 ? times.head : Seconds{}) + times.embedding;
    const Seconds lastStage = layerShown * layers.last + times.head;
    const bool headLimits = layout.pipeline > 1 && lastStage > fullStage;
    const double paced = headLimits ? layers.last : layers.most;
    const Seconds slowest = std::max(fullStage, lastStage);

    figures.compute.matrices =
        (times.forward.matrices + times.backward.matrices) * (paced * microbatches);
    figures.compute.attention =
        (times.forward.attention + times.backward.attention) * (paced * microbatches);
    figures.compute.elementwise =
        (times.forward.elementwise + times.backward.elementwise) * (paced * microbatches);
    figures.compute.recompute = times.recompute * (paced * microbatches);
    figures.compute.launching = launching * (paced * microbatches);
    figures.compute.ends = (slowest - layerShown * paced)
        * microbatches; // head, embedding, or both where there is one stage
    figures.step.compute = figures.compute.total();

    const auto show = [&](Seconds& kind, Traffic traffic) {
        kind += traffic.total();
        figures.step.scaleUp += traffic.scaleUp;
        figures.step.scaleOut += traffic.scaleOut;
    };
    const auto hide = [&](Traffic traffic) {
        figures.hiddenScaleUp += traffic.scaleUp;
        figures.hiddenScaleOut += traffic.scaleOut;
    };
    show(figures.traffic.tensor, tensor * (paced * microbatches));
    show(figures.traffic.context, context.shown * (paced * microbatches));
    hide(context.hidden * (paced * microbatches));
    show(figures.traffic.data, gathering.shown * (paced * microbatches));
    hide(gathering.hidden * (paced * microbatches));

    if (layout.pipeline > 1) {
        figures.step.bubble =
            bubbleTime(layout.pipeline, layout.virtualStages, layerShown * layers.most);
        const Bytes message = stageTransfer(tokens, model.hidden, layout.tensor, 1);
        const Traffic send = toNeighbour(groups.pipeline, message, view.scaleUp, kernels);
        const double inFilling = 2.0 * (layout.pipeline - 1);
        const double inSteady = 2 * microbatches * layout.virtualStages;
        show(figures.traffic.pipeline, send * inFilling);
        const Seconds slot =
            job.overlap.pipeline ? slowest / (2.0 * layout.virtualStages) : Seconds{};
        const Visible steady = beside(send, slot, {}, calibration);
        show(figures.traffic.pipeline, steady.shown * inSteady);
        hide(steady.hidden * inSteady);
    }

    // Gradients of the whole rank, and the weights after the optimizer where its states are shared
    // out.
    const double parameters =
        rankParameters(model, layers.most, endsOf(model, layout), layout.tensor);
    const int shards = layout.data * layout.context;
    if (shards > 1 && !shardsWeights) {
        const Bytes gradients{parameters * job.state.gradients};
        const double edge = 1.0 / (layers.most + endsOf(model, layout));
        const Seconds backward = times.backward.total() + times.recompute + tensor.total() * 0.5;
        const Seconds forward = times.forward.total() + tensor.total() * 0.5;
        const auto besideLayers = [&](Traffic traffic, Seconds layer) {
            const Seconds window = job.overlap.gradients ? layer * layers.most : Seconds{};
            const Visible visible = beside(traffic, window, traffic.total() * edge, calibration);
            show(figures.traffic.data, visible.shown);
            hide(visible.hidden);
        };
        if (job.sharding == Sharding::None) {
            besideLayers(along(groups.data, Collective::AllReduce, gradients, kernels), backward);
        } else {
            besideLayers(along(groups.data, Collective::ReduceScatter, gradients, kernels),
                         backward);
            const Bytes weights{parameters * job.state.weights};
            besideLayers(along(groups.data, Collective::AllGather, weights, kernels), forward);
        }
    }

    const double shard = parameters / (job.sharding == Sharding::None ? 1 : shards);
    figures.step.other = calibration.hostStep
        + Bytes{shard * calibration.optimizerBytes}
            / (kernels.memoryBandwidth * calibration.elementwiseMemory);

    figures.tokensPerSecond =
        static_cast<double>(job.globalBatch) * job.sequence / figures.step.total().value();
    return figures;
}

} // namespace colonnade::model
