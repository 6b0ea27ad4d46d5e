#pragma once

#include "model/performance/Sensitivity.h"
#include "model/performance/Waterfall.h"
#include "model/performance/serving/ServingEstimate.h"

#include <vector>

namespace colonnade::model {

/// From the peak of the number format to the achieved rate of decoding, for one output token of each sequence: as if only
/// the products were done at the peak, then reading weights, keys and values at the full bandwidth as far as that takes
/// longer (`servingFloor`, with all kernels at their nominal rates), then what each kind of loss adds. The times add up to
/// the time per output token, the last rate is the achieved one: the model FLOPs of the batch over that time and over the
/// instance's accelerators. Prompts are not counted as work: where they share the instances, what they take is a loss. Losses of no
/// time are left out; drafted tokens can make one negative. Empty where a figure of the machine is missing.
std::vector<WaterfallStep> waterfallOf(const ClusterView&, const Workload&, const ServingEstimate&,
                                       const ServingCalibration& = ServingCalibration::builtIn());

/// What more, and less, of each property does to the output of a serving. Where requests come at a given rate, the output
/// follows from that; what changes then is the speed of a request: one over the time from its arrival to its last token.
std::vector<Sensitivity> servingSensitivities(const ClusterView&, const Workload&,
                                              const ServingCalibration& = ServingCalibration::builtIn(), double share = 0.1,
                                              const std::stop_token& stop = {});
/// Whether it is the speed of a request that these tell.
bool sensitiveInSpeed(const Workload&);

} // namespace colonnade::model
