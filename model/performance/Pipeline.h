#pragma once

#include "model/design/Workload.h"
#include "model/units/Rates.h"

#include <algorithm>

namespace colonnade::model {

/// Idle time of a pipeline over its ideal time: (p - 1)/(m v) for `microbatches` m on `stages` p
/// with v chunks per rank; v = 1 is plain 1F1B. Narayanan et al. SC21 (arXiv 2104.04473),
/// section 2.2.
constexpr double bubbleOverIdeal(int stages, int microbatches, int virtualStages = 1)
{
    return static_cast<double>(stages - 1) / (static_cast<double>(microbatches) * virtualStages);
}

/// Idle time of a pipeline over the whole time it takes.
constexpr double bubbleShare(int stages, int microbatches, int virtualStages = 1)
{
    const double bubble = bubbleOverIdeal(stages, microbatches, virtualStages);
    return bubble / (1 + bubble);
}

/// Time that a pipeline idles: (p - 1)/v forward and backward passes of one microbatch through one
/// stage.
constexpr Seconds bubbleTime(int stages, int virtualStages, Seconds microbatch)
{
    return microbatch * (static_cast<double>(stages - 1) / virtualStages);
}

/// ZB-H1: (p - 1)(t_F + t_Bi - t_W), t_Bi the part of the backward pass for inputs, t_W that for weights, of a whole stage.
/// Qi et al. 2023 (arXiv 2401.10241). A third of 1F1B where the three are equal.
constexpr Seconds zeroBubbleTime(int stages, Seconds forward, Seconds inputs, Seconds weights)
{
    return std::max(Seconds{}, forward + inputs - weights) * static_cast<double>(stages - 1);
}

/// DualPipe: (p/2 - 1)(t_FB + t_B - 3 t_W), t_FB a forward and a backward pass that overlap, t_B a whole backward pass.
/// DeepSeek-V3 report (arXiv 2412.19437), table 2.
constexpr Seconds dualPipeTime(int stages, Seconds both, Seconds backward, Seconds weights)
{
    return std::max(Seconds{}, both + backward - weights * 3.0) * std::max(0.0, stages / 2.0 - 1);
}

/// Idle time of a step under a schedule. `stage` is a forward and a backward pass of one microbatch through all chunks of
/// a rank, `forward` and `weights` the parts of it that are the forward pass and the gradients of weights.
constexpr Seconds scheduleBubble(PipelineSchedule schedule, int stages, int virtualStages, Seconds stage, Seconds weights,
                                 Seconds forward)
{
    switch (schedule) {
    case PipelineSchedule::OneForwardOneBackward: break;
    case PipelineSchedule::ZeroBubble:
        return zeroBubbleTime(stages, forward, stage - forward - weights, weights) / static_cast<double>(virtualStages);
    case PipelineSchedule::DualPipe: return dualPipeTime(stages, stage, stage - forward, weights);
    }
    return bubbleTime(stages, virtualStages, stage);
}

/// Bytes that one rank sends to the next stage for one microbatch, one way: 2 s b h/(t c), with the
/// tensor ranks sharing the tensor out (scatter and gather, or sequence parallelism).
constexpr Bytes stageTransfer(double tokens, int hidden, int tensor, int context)
{
    return Bytes{2 * tokens * hidden / (static_cast<double>(tensor) * context)};
}

} // namespace colonnade::model
