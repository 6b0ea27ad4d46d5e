#pragma once

#include "model/design/Arrangement.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace colonnade::model {

/// What the length of a cable is reckoned with (CAB-007).
struct RouteRules {
    Metres trayHeight{2.7}; ///< Of the trays above the floor; the hall's.
    Metres sideRun{0.4}; ///< From the port to the side of the rack, at each end.
    Metres loop{0.5}; ///< Service loop at each end that leaves the rack.
    double slack = 0.05; ///< Added share of the run; the fabric's.
    bool operator==(const RouteRules&) const = default;
};

/// What a length goes by.
enum class RouteBasis : std::uint8_t {
    Estimated, ///< At right angles between the racks: no tray is drawn that joins them.
    Trays, ///< Over the trays as drawn.
    InRack, ///< Both ends stand in one rack: no tray, no loops.
    Given ///< A person said how long the cable is.
};
std::string_view word(RouteBasis); ///< "estimated", "trays", "in-rack", "given"

/// The way of one cable, by its parts.
struct Route {
    RouteBasis basis = RouteBasis::Estimated;
    Metres tray; ///< Along rows and across aisles.
    Metres rises; ///< Vertical, both ends together.
    Metres sides; ///< Side runs, both ends together.
    Metres loops; ///< Service loops, both ends together.
    double slack = 0;
    /// (1 + slack) (tray + rises + sides) + loops.
    [[nodiscard]] Metres length() const { return (tray + rises + sides) * (1 + slack) + loops; }
};

/// A route at right angles, up to the height of the hall's trays: segments, then the heights of the two ports above the floor.
Route trayRoute(std::span<const Metres> segments, Metres portA, Metres portB,
                const RouteRules& rules);
/// A route within one rack: straight up or down its side.
Route rackRoute(Metres portA, Metres portB, const RouteRules& rules);

/// Height of the ports of a device above the floor: its middle unit times 44.45 mm. Of a floor unit
/// (`device` null): half of its height.
Metres portHeight(const Placement& placement, const Device* device);

/// Where no trays are drawn: up to their height, along the row and across the aisles at right angles
/// between the middles of the racks, down again.
Route estimatedRoute(const FloorRect& a, Metres portA, const FloorRect& b, Metres portB,
                     const RouteRules& rules);
/// The same between two devices of an arrangement, or within one rack. Null device: the floor unit itself.
Route routeBetween(const Placement& a, const Device* deviceA, const Placement& b,
                   const Device* deviceB, const RouteRules& rules);

} // namespace colonnade::model
