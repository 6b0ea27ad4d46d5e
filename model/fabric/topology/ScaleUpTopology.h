#pragma once

#include "model/fabric/topology/Bisection.h"
#include "model/fabric/topology/Topology.h"
#include "model/units/Result.h"

namespace colonnade::model {

/// A scale-up domain of one stage: the links of every accelerator are dealt to the switch chips in turn. Without chips every
/// two accelerators are joined by as many links.
struct ScaleUpRecipe {
    int accelerators = 0;
    int links = 0; ///< Of an accelerator.
    int chips = 0;
    int chipPorts = 0; ///< 0: not known.
    double speed = 0;  ///< Gbit/s of a link, one direction.
};

/// Fails where the chips have too few ports, saying how many accelerators they take.
Result<Topology> built(const ScaleUpRecipe& recipe);
Bisection bisection(const ScaleUpRecipe& recipe);

} // namespace colonnade::model
