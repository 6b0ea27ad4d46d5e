#pragma once

#include "model/fabric/FabricLinks.h"
#include "model/performance/ClusterView.h"
#include "model/performance/SwitchLevels.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace colonnade::model {

/// Fabrics with their plans, never null.
using PlannedFabrics = std::vector<std::pair<const Fabric*, std::shared_ptr<const FabricPlan>>>;

/// How fabrics join accelerators.
struct JoinedAccelerators {
    std::vector<FabricTier> tiers; ///< From the innermost.
    int accelerators = 0;          ///< That one network reaches; 0 without one.
    std::vector<std::string> missing;
};

/// Gbit/s of the links of the worst accelerator over all these plans together; 0 where none has a link. `share`: of the
/// accelerators with links, those that have no more.
struct WorstPorts {
    double speed = 0;
    double share = 1;
};
WorstPorts worstPorts(const PlannedFabrics& fabrics);

/// Time in switches and in glass of one level of a plan, on the longest way; what is not known is added to `missing`.
struct LevelDelay {
    Seconds inSwitch, onWire;
};
LevelDelay delayOf(const FabricPlan& plan, int tier, std::vector<std::string>& missing);
/// From accelerator to accelerator over the last of these levels, up and down through those below it.
Seconds latencyOver(const std::vector<LevelDelay>& levels);

/// What path collisions leave of the bandwidth between switches, as the fabric states its routing: all with adaptive routing,
/// the middle of what static hashing leaves otherwise. Where it is not stated: all for InfiniBand, which routes adaptively, else
/// a planning value. What is assumed is a sentence in `missing`.
double routingOf(const Fabric& fabric, const FabricPlan& plan, std::vector<std::string>& missing);

/// "leaf", "spine", "core", "tier 4"
std::string tierName(int tier);

/// The tiers of the scale-out fabrics of one arrangement, leaves first. Several fabrics are planes: their bandwidths add up.
JoinedAccelerators tiersOf(const PlannedFabrics& fabrics);

} // namespace colonnade::model
