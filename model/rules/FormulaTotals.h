#pragma once

#include "model/design/Design.h"

#include <cstdint>
#include <string>

namespace colonnade::model {

/// A figure that facts add up over parts.
enum class Total : std::uint8_t { Provisioned, Operation, Peak, HeatToAir, HeatToLiquid, Mass, Flow, Price };

/// The parts without the figure, for people: "peak power of SN2201, price of GB300 NVL72". What stands in `total`
/// is told without names where no single part lacks it.
std::string unknownIn(const RackDesign& rack, Total total);
std::string unknownIn(const Arrangement& arrangement, Total total);
std::string unknownIn(const Hall& hall, Total total);

} // namespace colonnade::model
