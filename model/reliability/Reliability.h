#pragma once

#include "model/units/Quantity.h"

#include <functional>
#include <map>
#include <string>

namespace colonnade::model {

/// What reliability figures rest on where a design says nothing: from a rule profile (design-rules.md, 3.11).
struct ReliabilityBasis {
    double nodeFailuresPerDay = 6.5e-3; ///< Of one compute node, all causes that interrupt a job.
    double repairDays = 2;              ///< Until a failed node is back.
    double leadDays = 45;               ///< Until a spare part is replaced.
    double spareTarget = 0.99;          ///< Probability that the spares last over the lead time.
    Seconds checkpoint{60};             ///< One write of a checkpoint that the job waits for.
    Seconds restart{300};               ///< From an interruption until the job computes again.
    /// Annual failure rate by class: "gpu", "switch", "optics", "aec", "dac", "psu", "pump", "pdu".
    std::map<std::string, double, std::less<>> annualFailureRates;
    bool operator==(const ReliabilityBasis&) const = default;
};

} // namespace colonnade::model
