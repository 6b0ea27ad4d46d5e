#pragma once

#include "model/design/Geometry.h"

#include <optional>
#include <string>

namespace colonnade::model {

/// A run of coolant pipe or manifold above the floor, seen from above.
struct WetSegment {
    std::string name;
    FloorRect area; ///< What lies under it.
    Millimetres height; ///< Of its lowest edge above the floor.
    std::optional<bool> tray = {}; ///< A drip tray catches what leaks.
    std::optional<bool> sensor = {}; ///< A leak sensor or rope watches it.
    bool operator==(const WetSegment&) const = default;
};

} // namespace colonnade::model
