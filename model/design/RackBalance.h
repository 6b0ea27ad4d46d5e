#pragma once

#include "model/design/RackDepth.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// A mass at a place in a rack: height above the floor and depth behind the outside of the front, both in millimetres.
struct MassPoint {
    const Device* device = nullptr; ///< Null: the frame, or a rack-scale system whose own mass holds for its contents.
    Kilograms mass;
    double height = 0, depth = 0;
};

/// Where the mass of a rack hangs, as a side view marks it.
struct RackBalance {
    std::vector<MassPoint> points; ///< What is known.
    Kilograms mass;                ///< Of the points.
    double height = 0, depth = 0;  ///< Centre of gravity of the points, in millimetres.
    Kilograms lower, upper;        ///< Of the devices, below and above the middle of the units.
    std::vector<std::string> missing; ///< "mass of SN2201", each once; then the figures are of what is known.
};
/// Devices in their middle, in depth by `rackDepth`; the frame in its middle. Blanking panels weigh nothing.
RackBalance rackBalance(const RackDesign& rack, const RackDepth& depth);

} // namespace colonnade::model
