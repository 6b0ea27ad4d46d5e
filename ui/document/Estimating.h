#pragma once

#include "ui/document/DesignSession.h"

#include <optional>

namespace colonnade::ui {

/// Fills in the estimate of a workload on the design's own machine, and how its throughput scales. Leaves both empty
/// without a workload.
void estimate(Judgement& judgement, const std::optional<model::WorkloadId>& workload);

} // namespace colonnade::ui
