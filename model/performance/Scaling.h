#pragma once

#include "model/performance/ClusterView.h"
#include "model/performance/Estimate.h"

#include <vector>

namespace colonnade::model {

/// Throughput of a workload on so many accelerators of a machine.
struct ScalingPoint {
    int accelerators = 0;
    double tokensPerSecond = 0, low = 0, high = 0; ///< With the band of the estimate.
    bool operator==(const ScalingPoint&) const = default;
};

/// How the throughput of a training grows with the accelerators that it gets: from one scale-up domain on, doubling, up
/// to those of `whole`, which is its estimate on all of the machine. The model is split as there, with fewer copies,
/// where that divides; else the best layout is searched. What does not fit the memory is left out.
std::vector<ScalingPoint> scalingOf(const ClusterView& machine, const Workload& workload,
                                    const TrainingEstimate& whole, const Calibration& = Calibration::builtIn());

} // namespace colonnade::model
