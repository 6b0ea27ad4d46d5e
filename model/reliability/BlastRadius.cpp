#include "model/reliability/BlastRadius.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace colonnade::model {

namespace {

constexpr double rounding = 1e-6;

std::optional<FailureClass> classOf(SingleFailure::Kind kind)
{
    switch (kind) {
    case SingleFailure::Kind::Switch: return FailureClass::Switch;
    case SingleFailure::Kind::RackPdu: return FailureClass::Pdu;
    case SingleFailure::Kind::Supply: return FailureClass::Supply;
    case SingleFailure::Kind::Pump: return FailureClass::Pump;
    default: return std::nullopt;
    }
}

} // namespace

SharedFailures sharedFailures(std::span<const SingleFailure> singles, const Population& population, const ReliabilityBasis& basis)
{
    SharedFailures shared;
    if (population.nodes == 0 || population.accelerators == 0)
        return shared;
    const double perNode = static_cast<double>(population.accelerators) / static_cast<double>(population.nodes);
    for (const SingleFailure& one : singles) {
        const auto kind = classOf(one.kind);
        if (!kind || one.lost.total() <= rounding)
            continue;
        const auto rate = basis.annualFailureRates.find(word(*kind));
        if (rate == basis.annualFailureRates.end())
            continue;
        const auto nodes = static_cast<std::int64_t>(std::ceil(one.lost.total() / perNode - rounding));
        shared.parts.push_back({one.count * rate->second / daysPerYear, std::max<std::int64_t>(nodes, 1)});
    }
    return shared;
}

} // namespace colonnade::model
