#pragma once

#include "model/performance/Estimate.h"

#include <string_view>
#include <vector>

namespace colonnade::model {

/// One step down from the peak to what is achieved.
struct WaterfallStep {
    std::string_view key;   ///< "peak", "kernels", "tensor_traffic"; of files.
    std::string_view label; ///< "Tensor parallel traffic"; for people.
    Seconds time;           ///< That it adds to a step; of the first, the step at the peak.
    FlopRate rate;          ///< Model FLOP/s of an accelerator once it is added.
    bool operator==(const WaterfallStep&) const = default;
};

/// From the peak of the job's number format to the achieved rate: the step as if only the model's own FLOPs were done at
/// the peak, then what each kind of loss adds, in the order of the layers of the machine. The times add up to the step, the
/// last rate is the achieved one. Losses of no time are left out.
std::vector<WaterfallStep> waterfallOf(const ClusterView&, const Workload&, const TrainingEstimate&);

} // namespace colonnade::model
