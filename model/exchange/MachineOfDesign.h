#pragma once

#include "model/performance/ClusterView.h"
#include "model/rules/Profile.h"

namespace colonnade::model {

/// The machine of a design as its workloads see it, with what the facility takes for each watt of everything drawn: the
/// site's power (SUS-001: losses of the power chain, cooling and the rest) over that provisioned. Without this factor where
/// the site, or an efficiency, is not stated (`missingForEffectiveness`). Fails as `clusterViewOf`.
Result<ClusterView> machineOf(const Design& design, const Profile& profile);

} // namespace colonnade::model
