#pragma once

#include "model/design/Design.h"
#include "model/performance/Estimate.h"

#include <memory>
#include <optional>

namespace colonnade::ui {

/// The estimate of a workload of the design on the design's own machine; null without a workload.
[[nodiscard]] std::shared_ptr<const model::Result<model::TrainingEstimate>>
estimateOf(const model::Design& design, const std::optional<model::WorkloadId>& workload);

} // namespace colonnade::ui
