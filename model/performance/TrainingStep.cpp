#include "model/performance/TrainingStep.h"

#include "model/performance/Pipeline.h"
#include "model/performance/TrainingTraffic.h"
#include "model/units/Whole.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Whether two groups meet on a network: where one leaves the domain, at the ports, else on the scale-up network.
bool meets(const GroupPath& path, const GroupPath& other)
{
    return path.count > 1 ? other.count > 1 : other.levels[0].members > 1;
}

/// One job in one layout, and what its figures are made of, one part after the other.
class StepBuilder {
public:
    StepBuilder(const ClusterView& view, const TransformerModel& model, const TrainingJob& job, const ParallelLayout& layout,
                const LayerTimes& times, const TrainingKernels& kernels, const Calibration& calibration,
                const RankGroups& groups)
        : m_view{view}, m_model{model}, m_job{job}, m_layout{layout}, m_times{times}, m_kernels{kernels},
          m_calibration{calibration}, m_groups{groups}, m_stack{kernels.stack},
          m_layers{stageLayers(model.layers, layout.pipeline, layout.virtualStages)},
          m_tokens{static_cast<double>(job.sequence) * job.microbatch / layout.context}
    {
        m_figures.layout = layout;
        m_figures.choice = choiceOf(job);
        m_figures.accelerators = layout.modelRanks() * layout.data;
        m_figures.microbatches = microbatchesOf(job, layout);
        m_figures.memory = trainingMemory(model, job, layout, calibration);
    }

    TrainingFigures built()
    {
        layerTraffic();
        stages();
        if (m_layout.pipeline > 1)
            pipeline();
        if (!shardsWeights() && shards() > 1)
            gradients();
        optimizer();
        m_figures.tokensPerSecond =
            static_cast<double>(m_job.globalBatch) * m_job.sequence / m_figures.step.total().value();
        return m_figures;
    }

private:
    [[nodiscard]] int shards() const { return m_layout.data * m_layout.context; }
    [[nodiscard]] bool shardsWeights() const { return m_job.sharding == Sharding::Weights && shards() > 1; }
    [[nodiscard]] bool again() const { return m_job.recompute == Recompute::Full; }
    [[nodiscard]] double forwards() const { return again() ? 2 : 1; }
    [[nodiscard]] double trained() const { return m_job.tuning == Tuning::Full ? 1 : 0; }

    void show(Seconds& kind, Traffic traffic)
    {
        traffic = traffic * m_calibration.project.factors[1];
        kind += traffic.total();
        m_figures.step.scaleUp += traffic.scaleUp;
        m_figures.step.scaleOut += traffic.scaleOut;
    }
    void hide(Traffic traffic)
    {
        m_figures.hiddenScaleUp += traffic.scaleUp;
        m_figures.hiddenScaleOut += traffic.scaleOut;
    }
    void add(Seconds& kind, const Visible& visible, double times)
    {
        show(kind, visible.shown * times);
        hide(visible.hidden * times);
    }

    /// Of one layer and one microbatch, all its passes.
    void layerTraffic()
    {
        const double passes = forwards() + 1;
        const double hidden = 1 - (1 - m_job.overlap.tensorHidden) * (1 - m_stack.tensorHidden);
        const Traffic tensor = tensorPass(m_model, m_layout, m_groups.tensor, m_tokens, m_kernels) * passes;
        m_tensor = {tensor * (1 - hidden), tensor * hidden};
        m_context = contextTraffic(m_model, m_job, m_layout, m_groups.context, m_tokens, m_times, m_kernels);
        m_expert = expertPass(m_view, m_model, m_job, m_layout, m_groups.expert, m_tokens, m_kernels) * passes;
        if (shardsWeights())
            gathering();
        launching();
        m_layerShown = m_forward + m_backward;
    }

    /// How long one layer's own traffic has the network along `path` in `passes` of its passes, a share `shown` of what shows of
    /// tensor and expert ranks counted; nothing where ports are not shared.
    [[nodiscard]] Seconds taken(const GroupPath& path, const Visible& context, double passes, double shown) const
    {
        Seconds all;
        if (!m_view.portsShared)
            return all;
        const double share = passes / (forwards() + 1);
        if (meets(path, m_groups.tensor))
            all += (m_tensor.hidden.total() + m_tensor.shown.total() * shown) * share;
        if (meets(path, m_groups.expert))
            all += (m_expert.hidden.total() + m_expert.shown.total() * shown) * share;
        if (meets(path, m_groups.context))
            all += context.shown.total() + context.hidden.total();
        return all;
    }
    /// The same for data parallel traffic: of all parameters, or of the experts where these wait longer.
    [[nodiscard]] Seconds takenFromData(const Visible& context, double passes, double shown) const
    {
        const Seconds common = taken(m_groups.data, context, passes, shown);
        return m_model.experts ? std::max(common, taken(m_groups.expertData, context, passes, shown)) : common;
    }

    /// Weights that are shared out come and go layer by layer, each beside the computing of its neighbour and what shows of its
    /// context: no time hides two kinds of traffic.
    void gathering()
    {
        const RankParameters layer = rankParameters(m_model, 1, 0, m_layout);
        const auto moved = [&](Collective kind) {
            Traffic traffic = along(m_groups.data, kind, Bytes{layer.common * m_job.state.weights}, m_kernels);
            if (layer.experts > 0)
                traffic += along(m_groups.expertData, kind, Bytes{layer.experts * m_job.state.weights}, m_kernels);
            return traffic * (1 / m_stack.gatherShare);
        };
        const Traffic gather = moved(Collective::AllGather);
        Traffic back = gather;
        back += moved(Collective::ReduceScatter) * trained();
        const double window = m_job.overlap.gradients ? m_stack.dataWindow : 0;
        const Seconds forward = m_times.forward.total() + m_context.forward.shown.total();
        const Seconds backward = m_times.backward.total() + m_times.recompute + m_context.backward.shown.total();
        // Of tensor and expert traffic only what is hidden falls into these windows.
        const auto left = [&](Seconds pass, Seconds others) { return std::max(Seconds{}, pass - others) * window; };
        m_gathering = {beside(gather, left(forward, takenFromData(m_context.forward, 1, 0)), {}, m_stack.stolen),
                       beside(back, left(backward, takenFromData(m_context.backward, forwards(), 0)), {}, m_stack.stolen)};
    }

    /// Small layers are done, with all that shows beside their computing, before the host has launched the next.
    void launching()
    {
        const double passes = forwards() + 1;
        const Seconds traffic = (m_tensor.shown.total() + m_expert.shown.total()) / passes;
        const double ofExperts = static_cast<double>(expertLayers(m_model)) / m_model.layers;
        const double collectives = m_layout.tensor == 1 ? 0 : m_layout.sequenceParallel ? 4 : 2;
        const double more = ofExperts * m_stack.hostExpert + collectives * m_stack.hostCollective;
        const auto shown = [](const Visible& context, const Visible& gathered) { return context.shown.total() + gathered.shown.total(); };
        const Seconds forward = m_times.forward.total() + traffic + shown(m_context.forward, m_gathering.forward);
        const Seconds backward = m_times.backward.total() + m_times.recompute + traffic * (passes - 1)
            + shown(m_context.backward, m_gathering.backward);
        m_forward = std::max(forward, Seconds{m_stack.hostForward + more});
        m_backward = std::max(backward, Seconds{m_stack.hostBackward + more + (again() ? m_stack.hostForward + more : 0)});
        m_launching = m_forward - forward + m_backward - backward;
    }

    /// Layers that do not divide are left out where the output head is, as many as it takes the time of.
    void balanceLast(Seconds full)
    {
        const int spare = m_layers.most * m_layout.pipeline - m_model.layers;
        m_layers.last = m_layers.most;
        while (m_layers.most - m_layers.last < spare && m_layers.last > 0
               && m_layerShown * m_layers.last + m_times.head > full)
            --m_layers.last;
    }

    /// The stage that takes longest sets the pace: a full one, or the last with its output head.
    void stages()
    {
        const double microbatches = m_figures.microbatches;
        const bool one = m_layout.pipeline == 1;
        const Seconds full = m_layerShown * m_layers.most + (one ? m_times.head : Seconds{}) + m_times.embedding;
        balanceLast(full);
        const Seconds last = m_layerShown * m_layers.last + m_times.head;
        const bool headLimits = !one && last > full;
        const double paced = (headLimits ? m_layers.last : m_layers.most) * microbatches;
        m_slowest = std::max(full, last);

        ComputeTime& compute = m_figures.compute;
        compute.matrices = (m_times.forward.matrices + m_times.backward.matrices) * paced;
        compute.attention = (m_times.forward.attention + m_times.backward.attention) * paced;
        compute.elementwise = (m_times.forward.elementwise + m_times.backward.elementwise) * paced;
        compute.recompute = m_times.recompute * paced;
        compute.launching = m_launching * paced;
        // Head, embedding, or both where there is one stage.
        compute.ends = m_slowest * microbatches - m_layerShown * paced;
        m_figures.step.compute = compute.total();

        TrafficTime& traffic = m_figures.traffic;
        add(traffic.tensor, m_tensor, paced);
        add(traffic.context, m_context.forward, paced);
        add(traffic.context, m_context.backward, paced);
        add(traffic.expert, m_expert, paced);
        add(traffic.data, m_gathering.forward, paced);
        add(traffic.data, m_gathering.backward, paced);
    }

    void pipeline()
    {
        const Seconds stage = m_layerShown * m_layers.most;
        // What a pass waits for stretches its products: half of those of the backward pass are for gradients of weights.
        const Seconds ofProducts = m_backward - m_times.backward.attention - m_times.backward.elementwise - m_times.recompute
            - (m_tensor.shown.total() + m_expert.shown.total()) * (forwards() / (forwards() + 1));
        m_figures.step.bubble = scheduleBubble(m_job.schedule, m_layout.pipeline, m_layout.virtualStages, stage,
                                               ofProducts * (0.5 * m_layers.most), m_forward * m_layers.most);
        const Bytes message = stageTransfer(m_tokens, m_model.hidden, m_layout.tensor, 1);
        const Traffic send = toNeighbour(m_groups.pipeline, message, m_kernels);
        show(m_figures.traffic.pipeline, send * (2.0 * (m_layout.pipeline - 1)));
        const Seconds slot =
            m_job.overlap.pipeline ? m_slowest / (2.0 * m_layout.virtualStages) : Seconds{};
        add(m_figures.traffic.pipeline, beside(send, slot, {}, 0),
            2.0 * m_figures.microbatches * m_layout.virtualStages);
        const double messages = 2.0 * (m_figures.microbatches * m_layout.virtualStages + m_layout.pipeline - 1);
        m_figures.compute.launching += Seconds{m_stack.hostMessage * messages};
        m_figures.step.compute += Seconds{m_stack.hostMessage * messages};
    }

    /// Gradients of the whole rank, and the weights after the optimizer where its states are shared out.
    void gradients()
    {
        if (m_job.tuning != Tuning::Full)
            return;
        const double ends = endsOf(m_model, m_layout);
        const RankParameters parameters = rankParameters(m_model, m_layers.most, ends, m_layout);
        const double edge = 1.0 / (m_layers.most + ends);
        const double window = m_job.overlap.gradients ? m_stack.dataWindow : 0;
        const auto moved = [&](Collective kind, double bytes) {
            Traffic all = along(m_groups.data, kind, Bytes{parameters.common * bytes}, m_kernels);
            if (parameters.experts > 0)
                all += along(m_groups.expertData, kind, Bytes{parameters.experts * bytes}, m_kernels);
            return all;
        };
        // While others have the network, gradients wait.
        const auto besideLayers = [&](Traffic all, Seconds layer, Seconds others) {
            const Seconds left = std::max(Seconds{}, layer - others);
            add(m_figures.traffic.data,
                beside(all, left * (m_layers.most * window), all.total() * edge, m_stack.stolen), 1);
        };
        const Seconds forward = takenFromData(m_context.forward, 1, 1), backward = takenFromData(m_context.backward, forwards(), 1);
        if (m_job.sharding == Sharding::None) {
            besideLayers(moved(Collective::AllReduce, m_job.state.gradients), m_backward, backward);
        } else {
            besideLayers(moved(Collective::ReduceScatter, m_job.state.gradients), m_backward, backward);
            besideLayers(moved(Collective::AllGather, m_job.state.weights), m_forward, forward);
        }
    }

    void optimizer()
    {
        const RankParameters parameters =
            rankParameters(m_model, m_layers.most, endsOf(m_model, m_layout), m_layout);
        const bool whole = m_job.sharding == Sharding::None;
        const double shard = parameters.common / (whole ? 1 : shards())
            + parameters.experts / (whole ? 1 : expertCopies(m_layout));
        m_figures.step.other = Seconds{m_stack.hostStep}
            + Bytes{shard * m_stack.optimizerBytes * trained()}
                / (m_kernels.memoryBandwidth * m_calibration.elementwiseMemory);
    }

    const ClusterView& m_view;
    const TransformerModel& m_model;
    const TrainingJob& m_job;
    const ParallelLayout& m_layout;
    const LayerTimes& m_times;
    const TrainingKernels& m_kernels;
    const Calibration& m_calibration;
    const RankGroups& m_groups;
    const TrainingStack& m_stack;
    StageLayers m_layers;
    double m_tokens;
    TrainingFigures m_figures;
    Visible m_tensor, m_expert;
    LayerTraffic m_context, m_gathering;
    Seconds m_launching, m_layerShown, m_slowest;
    Seconds m_forward, m_backward; ///< That one layer takes each way, with what shows beside it.
};

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

bool suits(PipelineSchedule schedule, const ParallelLayout& layout, int microbatches)
{
    if (schedule != PipelineSchedule::DualPipe || layout.pipeline == 1)
        return true;
    return layout.pipeline % 2 == 0 && layout.virtualStages == 1 && microbatches >= 2 * layout.pipeline;
}

LayoutFault faultOf(const ClusterView& view, const TransformerModel& model, const TrainingJob& job,
                    const ParallelLayout& layout)
{
    if (layout.data < 1
        || static_cast<std::int64_t>(layout.modelRanks()) * layout.data
            > usableAccelerators(view, job, layout.tensor))
        return LayoutFault::TooManyRanks;
    // Embedding and output head may stand for a layer each.
    if (layout.pipeline > model.layers
        || static_cast<std::int64_t>(layout.pipeline) * layout.virtualStages > model.layers + 2
        || (layout.pipeline == 1 && layout.virtualStages > 1))
        return LayoutFault::TooManyStages;
    const std::int64_t headRanks =
        static_cast<std::int64_t>(layout.tensor) * (job.contextExchange == ContextExchange::AllToAll ? layout.context : 1);
    if (model.heads % headRanks != 0)
        return LayoutFault::HeadsNotSplit;
    if (layout.context > 1 && job.sequence % (2 * static_cast<std::int64_t>(layout.context)) != 0)
        return LayoutFault::SequenceNotSplit;
    if (layout.virtualStages > 1 && microbatchesOf(job, layout) % layout.pipeline != 0)
        return LayoutFault::BatchNotInterleaved;
    if (static_cast<std::int64_t>(layout.data - 1) * job.microbatch >= job.globalBatch)
        return LayoutFault::BatchTooSmall;
    const std::int64_t expertRanks = static_cast<std::int64_t>(layout.expert) * layout.expertTensor;
    if (expertRanks > 1
        && (!model.experts || model.experts->count % layout.expert != 0
            || static_cast<std::int64_t>(layout.tensor) * layout.context * layout.data % expertRanks != 0))
        return LayoutFault::ExpertsNotSplit;
    if (!suits(job.schedule, layout, microbatchesOf(job, layout)))
        return LayoutFault::ScheduleNotRun;
    const bool insideDomain =
        layout.tensor > 1 || (view.scaleUp.size > 1 && layout.modelRanks() * layout.data > 1);
    if (insideDomain && !view.scaleUp.bandwidth)
        return LayoutFault::NoScaleUp;
    if (!rankGroups(view, layout, 1).joined())
        return LayoutFault::NoFabric;
    return LayoutFault::None;
}

std::optional<TrainingFigures> trainingFigures(const ClusterView& view,
                                               const TransformerModel& model,
                                               const TrainingJob& job, const ParallelLayout& layout,
                                               const LayerTimes& times, const TrainingKernels& kernels,
                                               const Calibration& calibration)
{
    const RankGroups groups = rankGroups(view, layout, kernels.stack.portShare);
    if (!groups.joined())
        return std::nullopt;
    return StepBuilder{view, model, job, layout, times, kernels, calibration, groups}.built();
}

} // namespace colonnade::model
