#pragma once

#include "model/performance/LayerTimes.h"
#include "model/performance/Memory.h"
#include "model/performance/TrainingChoice.h"

namespace colonnade::model {

/// Memory of the fullest rank, by kind.
struct TrainingMemory {
    Bytes weights, gradients, optimizer;
    Bytes gathered; ///< Layers held whole for the moment, where weights are sharded.
    Bytes activations; ///< Kept for the backward pass, and of the layer being computed again.
    Bytes logits; ///< Of the last stage.
    Bytes reserve; ///< Context, communication buffers, fragmentation.
    [[nodiscard]] Bytes total() const
    {
        return weights + gradients + optimizer + gathered + activations + logits + reserve;
    }
};

/// Where the time of a step goes on the slowest rank. The parts add up to the step.
struct StepTime {
    Seconds compute; ///< All computing of all microbatches of the slowest stage.
    Seconds scaleUp; ///< Traffic inside scale-up domains that nothing hides.
    Seconds scaleOut; ///< Traffic over the fabric that nothing hides.
    Seconds bubble; ///< Waiting for the pipeline to fill and drain.
    Seconds other; ///< Optimizer, and what the host does once per step.
    [[nodiscard]] Seconds total() const { return compute + scaleUp + scaleOut + bubble + other; }
};

/// The computing of a step, by kind; the parts add up to `StepTime::compute`.
struct ComputeTime {
    Seconds matrices, attention, elementwise, recompute;
    Seconds ends; ///< Embedding, output head and loss.
    Seconds launching; ///< Waiting for the host, where layers are too small to keep it ahead.
    [[nodiscard]] Seconds total() const
    {
        return matrices + attention + elementwise + recompute + ends + launching;
    }
};

/// The traffic of a step that shows, by what it is for; the parts add up to scale-up and scale-out
/// together.
struct TrafficTime {
    Seconds tensor, context, pipeline, data, expert;
    [[nodiscard]] Seconds total() const { return tensor + context + pipeline + data + expert; }
};

/// All figures of one layout, plain numbers. Made without allocation, for searching.
struct TrainingFigures {
    ParallelLayout layout; ///< With `data` filled in.
    TrainingChoice choice; ///< Of the job, or found where the job leaves it free.
    int accelerators = 0; ///< In use; the rest of the machine idles.
    int microbatches = 0; ///< Per pipeline and step.
    StepTime step;
    ComputeTime compute;
    TrafficTime traffic;
    Seconds hiddenScaleUp; ///< Traffic that runs behind computing.
    Seconds hiddenScaleOut;
    TrainingMemory memory;
    double tokensPerSecond = 0;
};

/// Accelerators of each scale-up domain that groups of `tensor` leave in use; groups do not
/// straddle domains. Where a group is larger than a domain, whole domains are used.
int usedOfDomain(const ClusterView&, int tensor);
/// Accelerators of the machine, or of the share of it that the job takes, that groups of `tensor`
/// can use.
int usableAccelerators(const ClusterView&, const TrainingJob&, int tensor);

/// Why a layout cannot run; a plain code, so that a search need not write sentences.
enum class LayoutFault : std::uint8_t {
    None,
    TooManyRanks, ///< More ranks than accelerators.
    TooManyStages, ///< More stages, or chunks of stages, than layers.
    HeadsNotSplit, ///< Tensor ranks do not divide the heads; nor, where context ranks change to heads, both together.
    SequenceNotSplit, ///< Context ranks do not divide the sequence into twice as many equal pieces.
    BatchNotInterleaved, ///< Interleaving needs microbatches in multiples of the stages.
    BatchTooSmall, ///< A data parallel rank would have nothing to do.
    ExpertsNotSplit, ///< Expert ranks do not divide the experts, or the ranks that they are taken from.
    ScheduleNotRun, ///< DualPipe needs an even number of stages, not interleaved, and twice as many microbatches.
    NoScaleUp, ///< A group inside a domain, whose bandwidth is unknown.
    NoFabric ///< A group that no tier joins.
};

/// The layout with `data` filled in, where it was 0.
ParallelLayout filled(const ClusterView&, const TrainingJob&, ParallelLayout);
/// `layout` as `filled` gives it.
LayoutFault faultOf(const ClusterView&, const TransformerModel&, const TrainingJob&,
                    const ParallelLayout& layout);

/// Whether a pipeline of `layout` can run in the order of a schedule. DualPipe: DeepSeek-V3 report (arXiv 2412.19437), section
/// 3.2.1: stages and microbatches divisible by 2, and its published code asks for twice as many microbatches as stages.
bool suits(PipelineSchedule, const ParallelLayout& layout, int microbatches);

TrainingMemory trainingMemory(const TransformerModel&, const TrainingJob&,
                              const ParallelLayout& layout, const Calibration&);

/// Figures of a layout without fault. `times` are those of the same tensor, context and sequence
/// parallelism; a search over the other degrees takes them once. Nothing where the fabric does not
/// join a group.
std::optional<TrainingFigures> trainingFigures(const ClusterView&, const TransformerModel&,
                                               const TrainingJob&, const ParallelLayout& layout,
                                               const LayerTimes& times, const TrainingKernels&,
                                               const Calibration&);

/// Microbatches of the data parallel rank that has most of them.
int microbatchesOf(const TrainingJob&, const ParallelLayout&);

/// Layers of the fullest stage, and of the last one. Layers that do not divide are left out at the
/// end, where the output head is (as Llama 3 405B with its 126 layers does).
struct StageLayers {
    int most = 0;
    int last = 0;
};
StageLayers stageLayers(int layers, int pipeline, int virtualStages);

/// Parameters of the fullest rank of a stage with `layers` layers and `ends` embedding or head matrices.
struct RankParameters {
    double common = 0;  ///< Shared by tensor ranks; their gradients are added up over context and data ranks.
    double experts = 0; ///< Of the rank's experts; theirs over the ranks with the same ones.
    [[nodiscard]] double total() const { return common + experts; }
};
RankParameters rankParameters(const TransformerModel&, double layers, double ends, const ParallelLayout&);
/// Embedding and output head on the fullest rank.
double endsOf(const TransformerModel&, const ParallelLayout&);

} // namespace colonnade::model
