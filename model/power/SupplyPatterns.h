#pragma once

#include "model/design/RackDesign.h"

#include <cstdint>
#include <string_view>

namespace colonnade::model {

/// How the rack PDUs and power shelves of a rack take its sides.
enum class SupplyPattern : std::uint8_t {
    Alternate,   ///< A and B in turn, from the floor up.
    ThreeSides,  ///< A, B and C in turn: supplies of 4+2 survive the loss of one.
    HalfAndHalf, ///< The lower half on A, the upper half on B: N+N shelves with short whips.
};
std::string_view name(SupplyPattern); ///< "A and B in turn"

/// The rack with its PDUs and source shelves on sides by the pattern. Supplies follow the sides in turn; what a person
/// set stays: locked PDUs and shelves, cords, and supplies spread by hand. Fails where there are fewer PDUs or shelves
/// than the pattern has sides, or where it changes nothing.
Result<RackDesign> suppliedBy(const RackDesign& rack, SupplyPattern pattern);

} // namespace colonnade::model
