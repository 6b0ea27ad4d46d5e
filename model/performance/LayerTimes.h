#pragma once

#include "model/performance/Calibration.h"

namespace colonnade::model {

/// Computing time of one layer for one microbatch on one rank, without any communication.
struct LayerTimes {
    /// One pass over the layer.
    struct Pass {
        Seconds matrices; ///< QKV, output, MLP.
        Seconds attention; ///< Scores, softmax and their product with the values.
        Seconds elementwise; ///< Norms, residuals, rotary positions, activation.
        [[nodiscard]] Seconds total() const { return matrices + attention + elementwise; }
    };
    Pass forward;
    Pass backward;
    Seconds recompute; ///< Done again in the backward pass, by the job's kind of recomputation.
    Seconds
        head; ///< Output head with its loss, forward and backward: once per microbatch, last stage.
    Seconds embedding; ///< Once per microbatch, first stage.
};

/// Depends on the layout's tensor, context and sequence parallelism only.
LayerTimes layerTimes(const TransformerModel&, const TrainingJob&, const ParallelLayout&,
                      const Kernels&, const Calibration&);

} // namespace colonnade::model
