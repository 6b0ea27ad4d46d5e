#pragma once

#include "model/reliability/ReliabilityFacts.h"
#include "model/reliability/SingleFailures.h"

#include <span>

namespace colonnade::model {

/// What parts that nodes share add to the failures of the nodes: of every single failure that takes accelerators with it
/// and whose class the profile gives a rate for (switches, rack PDUs, supplies, pumps), how often it comes and how many
/// nodes it takes. Parts that take none are left out: the job goes on.
SharedFailures sharedFailures(std::span<const SingleFailure> singles, const Population& population, const ReliabilityBasis& basis);

} // namespace colonnade::model
