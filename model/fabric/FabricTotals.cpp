#include "model/fabric/FabricTotals.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// Cables of one plan by medium: the totals of a pod design are worked out once.
struct PlanTotals {
    std::map<std::uint16_t, MediumTotal> media;
    double length = 0;
};

PlanTotals totalsOf(const FabricPlan& plan)
{
    PlanTotals totals;
    for (std::size_t i = 0; i < plan.cables.size(); ++i) {
        const std::uint16_t medium = plan.cables.medium[i];
        MediumTotal& one = totals.media[medium];
        if (one.count++ == 0 && medium != CableColumns::none)
            one.medium = plan.media[medium];
        const double length = static_cast<double>(plan.cables.ordered[i]);
        one.length += Metres{length};
        totals.length += length;
    }
    return totals;
}

void add(FabricTotals& all, const FabricPlan& plan, const PlanTotals& one, int times)
{
    all.switches += static_cast<std::int64_t>(plan.switchCount) * times;
    all.links += static_cast<std::int64_t>(plan.links.size()) * times;
    all.cables += static_cast<std::int64_t>(plan.cables.size()) * times;
    all.gaps += static_cast<std::int64_t>(plan.gaps) * times;
    all.length += Metres{one.length * times};
    for (const auto& entry : one.media) {
        const MediumTotal& total = entry.second;
        auto known = std::find_if(all.media.begin(), all.media.end(), [&](const MediumTotal& other) {
            return other.medium == total.medium || (other.medium && total.medium && other.medium->id == total.medium->id);
        });
        if (known == all.media.end())
            known = all.media.insert(known, MediumTotal{total.medium, 0, {}});
        known->count += total.count * times;
        known->length += total.length * times;
    }
}

} // namespace

FabricTotals fabricTotals(const FabricPlan& hallPlan)
{
    FabricTotals all;
    all.placedPods = static_cast<int>(hallPlan.pods.size());
    add(all, hallPlan, totalsOf(hallPlan), 1);
    if (hallPlan.pods.empty()) {
        all.endpointDevices = hallPlan.endpointDevices;
        all.endpointPorts = hallPlan.endpointPorts;
        all.unassigned = hallPlan.unassigned;
    }
    std::map<const FabricPlan*, int> times;
    std::vector<const FabricPlan*> inOrder;
    for (const JoinedPod& pod : hallPlan.pods) {
        if (times[pod.plan.get()]++ == 0)
            inOrder.push_back(pod.plan.get());
    }
    for (const FabricPlan* plan : inOrder) {
        const int count = times[plan];
        add(all, *plan, totalsOf(*plan), count);
        all.endpointDevices += static_cast<std::int64_t>(plan->endpointDevices) * count;
        all.endpointPorts += static_cast<std::int64_t>(plan->endpointPorts) * count;
        all.unassigned += static_cast<std::int64_t>(plan->unassigned) * count;
    }
    return all;
}

void forEachCable(const FabricPlan& hallPlan, const std::function<void(const CableInHall&)>& visit)
{
    for (std::size_t cable = 0; cable < hallPlan.cables.size(); ++cable)
        visit({hallPlan, nullptr, cable});
    for (const JoinedPod& pod : hallPlan.pods) {
        for (std::size_t cable = 0; cable < pod.plan->cables.size(); ++cable)
            visit({*pod.plan, &pod, cable});
    }
}

} // namespace colonnade::model
