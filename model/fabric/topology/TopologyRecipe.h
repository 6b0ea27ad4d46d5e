#pragma once

#include "model/fabric/topology/ClosTopology.h"
#include "model/fabric/topology/DragonflyTopology.h"
#include "model/fabric/topology/MeshTopology.h"
#include "model/fabric/topology/ScaleUpTopology.h"
#include "model/fabric/topology/SlimFlyTopology.h"

#include <variant>

namespace colonnade::model {

/// How a network is made: its family and the parameters of that.
using TopologyRecipe = std::variant<ClosRecipe, DragonflyRecipe, DragonflyPlusRecipe, TorusRecipe, HyperXRecipe, SlimFlyRecipe,
                                    HammingMeshRecipe, ScaleUpRecipe>;

/// Every switch and link of the recipe. Fails with the reason, and the nearest recipe that can be built where there is
/// one.
inline Result<Topology> built(const TopologyRecipe& recipe)
{
    return std::visit([](const auto& one) { return built(one); }, recipe);
}

} // namespace colonnade::model
