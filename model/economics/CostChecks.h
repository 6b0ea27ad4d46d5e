#pragma once

#include "model/economics/CostEstimate.h"

#include <vector>

namespace colonnade::model {

/// Figures of a design's cost beside those of published clusters, as far as they fit it: the networks, the share of them, the IT
/// and all capital per accelerator where the accelerators are those of the publication, and all capital per kW of IT where the
/// facility is owned. `typical`: what the design's owner puts in, all typical.
std::vector<CostCheck> checksOf(const Design& design, const CostEstimate& cost, const OwnershipInputs& typical, const CostBook& book);

} // namespace colonnade::model
