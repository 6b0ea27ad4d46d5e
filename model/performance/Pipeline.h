#pragma once

#include "model/performance/Rates.h"

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

/// Bytes that one rank sends to the next stage for one microbatch, one way: 2 s b h/(t c), with the
/// tensor ranks sharing the tensor out (scatter and gather, or sequence parallelism).
constexpr Bytes stageTransfer(double tokens, int hidden, int tensor, int context)
{
    return Bytes{2 * tokens * hidden / (static_cast<double>(tensor) * context)};
}

} // namespace colonnade::model
