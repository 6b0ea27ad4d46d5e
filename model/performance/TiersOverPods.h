#pragma once

#include "model/design/Design.h"
#include "model/performance/FabricTiers.h"

#include <map>

namespace colonnade::model {

/// The scale-out fabrics of a pod design, and how they join its accelerators.
struct PodFabrics {
    PlannedFabrics fabrics;
    JoinedAccelerators inside;
};

/// Pods that fabrics of the hall join to one machine.
struct JoinedPods {
    JoinedAccelerators joined; ///< Its tiers: the worst of the pods' own, then those of the hall's fabrics.
    std::size_t pods = 0;      ///< 0: no fabric of the hall joins any.
};

/// `hallFabrics`: those of the hall that join fabrics of pods; `pods`: of every pod design that stands in it. The largest
/// set of pods that they join counts; several fabrics that join the same accelerators are planes.
///
/// The bandwidth between pods is that of the ports of the fabrics that are joined, over the oversubscription of the
/// worst pod: what its accelerators send over what its topmost switches get to and pass on to the hall's.
JoinedPods tiersOverPods(const PlannedFabrics& hallFabrics, const std::map<const PodDesign*, PodFabrics>& pods);

} // namespace colonnade::model
