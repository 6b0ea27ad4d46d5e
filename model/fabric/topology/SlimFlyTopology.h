#pragma once

#include "model/fabric/topology/Topology.h"
#include "model/units/Result.h"

#include <cstdint>

namespace colonnade::model {

/// Slim Fly on the graphs of McKay, Miller and Siran (Besta and Hoefler, 2014): 2 q^2 switches of network radix
/// (3 q - delta) / 2, q = 4 w + delta a prime power with delta -1, 0 or 1; any two switches at most two links apart.
struct SlimFlyRecipe {
    int q = 0;
    int endpointsPerSwitch = 0; ///< 0: half of the network radix, rounded up, for full global bandwidth.
    int switchPorts = 0;
    double speed = 0;
};

struct SlimFlyCounts {
    int switches = 0, networkRadix = 0, endpointsPerSwitch = 0;
    std::int64_t endpoints = 0, links = 0; ///< Links between switches.
    [[nodiscard]] int portsUsed() const { return networkRadix + endpointsPerSwitch; }
};

/// By formula alone, whether or not such a graph exists.
SlimFlyCounts slimFlyFormula(const SlimFlyRecipe& recipe);
/// Fails with the nearest q on either side where there is no field of q elements, or q = 4 w + 2.
Result<SlimFlyCounts> slimFlyCounts(const SlimFlyRecipe& recipe);
Result<Topology> built(const SlimFlyRecipe& recipe);

/// p where number = p^m for a prime p; else 0.
int primeOfPower(int number);

} // namespace colonnade::model
