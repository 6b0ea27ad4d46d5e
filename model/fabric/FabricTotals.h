#pragma once

#include "model/fabric/FabricLinks.h"

#include <functional>

namespace colonnade::model {

/// So many of one cable type.
struct MediumTotal {
    PartRef medium;      ///< Null: cables without a medium.
    std::int64_t count = 0;
    Metres length;       ///< Of all, as ordered.
};

/// A fabric of the hall with those of the pods that it joins, each pod's plan counted as often as it stands in the hall.
struct FabricTotals {
    int placedPods = 0;
    std::int64_t switches = 0, endpointDevices = 0, endpointPorts = 0; ///< Endpoints are those of the pods.
    std::int64_t links = 0, cables = 0, gaps = 0, unassigned = 0;      ///< Unassigned: endpoint ports without a link.
    Metres length;                   ///< Of all cables, as ordered.
    std::vector<MediumTotal> media;  ///< By type, in the order in which they are first seen.
};
FabricTotals fabricTotals(const FabricPlan& hallPlan);

/// One cable of a hall's fabric or of a pod that it joins.
struct CableInHall {
    const FabricPlan& plan;
    const JoinedPod* pod; ///< Null: of the hall's own plan.
    std::size_t cable;    ///< In `plan.cables`.
};
/// Every cable of the hall's plan, then pod by pod those of the pods. Nothing is expanded or kept.
void forEachCable(const FabricPlan& hallPlan, const std::function<void(const CableInHall&)>& visit);

} // namespace colonnade::model
