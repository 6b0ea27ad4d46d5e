#pragma once

#include "model/performance/Calibration.h"
#include "model/performance/TrainingStack.h"

namespace colonnade::model {

/// Computing time of one layer for one microbatch on one rank, without any communication; an average where layers are
/// of several kinds.
struct LayerTimes {
    /// One pass over the layer.
    struct Pass {
        Seconds matrices; ///< QKV, output, MLP, experts and their router.
        Seconds attention; ///< Scores, softmax and their product with the values.
        Seconds elementwise; ///< Norms, residuals, rotary positions, activation, quantising, permuting.
        [[nodiscard]] Seconds total() const { return matrices + attention + elementwise; }
    };
    Pass forward;
    Pass backward;
    Seconds recompute; ///< Done again in the backward pass, by the job's kind of recomputation.
    Seconds
        head; ///< Output head with its loss, forward and backward: once per microbatch, last stage.
    Seconds embedding; ///< Once per microbatch, first stage.
};

/// Kernels of a training: the part's measured curves at the rates that the software reaches.
struct TrainingKernels : Kernels {
    TrainingStack stack;
    bool stackMeasured = false; ///< Published steps of this part and software were fitted.
    double band = 0;            ///< Half-width of a step's error band, as a share; see `StackRates`.
};

/// Fails where the machine lacks a figure without which nothing can be said.
Result<TrainingKernels> trainingKernels(const ClusterView&, const TransformerModel&, const TrainingJob&, const Calibration&);

/// Depends on the layout's tensor, context, expert and sequence parallelism only.
LayerTimes layerTimes(const TransformerModel&, const TrainingJob&, const ParallelLayout&,
                      const TrainingKernels&, const Calibration&);

} // namespace colonnade::model
