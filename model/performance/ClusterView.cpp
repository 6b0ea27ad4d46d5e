#include "model/performance/ClusterView.h"

#include "model/units/Whole.h"

#include <algorithm>

namespace colonnade::model {

GroupPath pathOf(const ClusterView& view, int ranks, int stride, int domainRanks, double portShare)
{
    GroupPath path;
    int joined = std::min(ranks, std::max(1, domainRanks / stride));
    path.levels[path.count++] = {joined, {}};
    for (const FabricTier& tier : view.tiers) {
        if (joined >= ranks || path.count == GroupPath::most)
            break;
        // A tier's reach counts all accelerators of its domains, also those that the layout leaves
        // idle.
        const double domains = static_cast<double>(tier.reach) / view.scaleUp.size;
        const double usable = domains >= 1 ? domains * domainRanks : tier.reach;
        const int members = std::min(ranks, static_cast<int>(std::min(usable / stride, 1e9)));
        if (members <= joined)
            continue;
        path.levels[path.count++] = {
            ceilOver(members, joined),
            {tier.bandwidth * (portShare * tier.routing / tier.oversubscription), tier.latency}};
        joined = members;
    }
    path.joined = joined >= ranks;
    return path;
}

std::optional<Error> fault(const ClusterView& view)
{
    if (view.accelerators < 1)
        return Error{"The design has no accelerators."};
    if (view.scaleUp.size < 1)
        return Error{"The scale-up domain has no accelerators."};
    if (view.scaleUp.bandwidth && !(view.scaleUp.bandwidth->value() > 0))
        return Error{"The scale-up bandwidth is not more than 0."};
    if (view.scaleUp.latency && !(view.scaleUp.latency->value() >= 0))
        return Error{"The scale-up latency is below 0."};
    for (const auto& peak : view.peak) {
        if (peak && !(peak->value() > 0))
            return Error{fmt::format("The peak rate of accelerator '{}' is not more than 0.",
                                     view.accelerator)};
    }
    if (view.memory && !(view.memory->value() > 0))
        return Error{
            fmt::format("The memory of accelerator '{}' is not more than 0.", view.accelerator)};
    if (view.memoryBandwidth && !(view.memoryBandwidth->value() > 0))
        return Error{fmt::format("The memory bandwidth of accelerator '{}' is not more than 0.",
                                 view.accelerator)};
    int reach = 0;
    for (const FabricTier& tier : view.tiers) {
        if (tier.reach < reach)
            return Error{fmt::format(
                "Fabric tier '{}' reaches {} accelerators, less than the tier below it.", tier.name,
                tier.reach)};
        if (!(tier.bandwidth.value() > 0) || !(tier.latency.value() >= 0)
            || !(tier.oversubscription > 0) || !(tier.routing > 0 && tier.routing <= 1))
            return Error{fmt::format(
                "Fabric tier '{}' has a bandwidth, latency, oversubscription or routing share "
                "out of range.",
                tier.name)};
        reach = tier.reach;
    }
    return std::nullopt;
}

} // namespace colonnade::model
