#pragma once

#include "model/design/Fabric.h"

namespace colonnade::model {

/// What there is to join.
struct Endpoints {
    int devices = 0;
    int ports = 0;
    int portsPerDevice = 0;    ///< 0: they differ.
    GigabitsPerSecond speed{}; ///< Of the most frequent kind of port ...
    bool copper = false;       ///< ... which is RJ45.
};

/// Switches that a recipe takes of a model.
struct SwitchNeed {
    int leaves = 0, spines = 0, cores = 0;
    bool operator==(const SwitchNeed&) const = default;
};

/// By the recipe's own counting: families of tiers by `closCounts`, in `tiers` (0: as few as are enough); the others by their
/// `Fabric::size`, else the fewest that make one. Nothing where there is nothing to join, and for hand-made fabrics.
///
/// Fails with the reason, and the nearest that can be built where there is one.
Result<SwitchNeed> switchNeed(const Fabric& recipe, const Endpoints& endpoints, const PartType& model, int tiers = 0);

} // namespace colonnade::model
