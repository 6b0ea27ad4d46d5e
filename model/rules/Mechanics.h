#pragma once

#include "model/design/RackDesign.h"
#include "model/rules/Profile.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace colonnade::model {

/// MEC-001: how many units two intervals [low, low + height) share.
double unitOverlap(double lowA, double heightA, double lowB, double heightB);

/// Two devices that take the same space: units, slots, and depth from the faces that they hang on.
struct Collision {
    const Device* first = nullptr;
    const Device* second = nullptr;
    double units = 0;
};
/// Zero-U devices collide where they share a place at the side. A part of unknown depth takes the
/// whole depth.
std::vector<Collision> collisions(std::span<const Device> devices, Millimetres frameDepth);

/// The mass that hangs in a rack, and the whole rack with its cables.
struct RackMass {
    Sum<Kilograms> payload; ///< Devices and cables.
    Sum<Kilograms> whole; ///< With the frame.
    Kilograms cables; ///< Estimated share; none where a system's own mass is given.
    Kilograms coolant; ///< Estimated by `FloorLoads.h`; none where a mass is given filled.
    std::vector<std::string> missing; ///< "mass of SN2201"; of the payload first.
    bool frameUnknown = false;
};
/// Without coolant; with it: `FloorLoads.h`.
RackMass rackMass(const RackDesign& rack, double cableShare);
/// MEC-003: how far a device reaches into what hangs upright behind it; all from the front rails.
constexpr Millimetres zeroUOverlap(Millimetres clear, Millimetres upright, Millimetres device)
{
    return std::max(device + upright - clear, Millimetres{});
}

/// MEC-007, IBM's floor-loading formula: q = (m + q_s A_svc / 2 + q_rf A) / A, A = w d + A_svc / 2.
struct FloorLoad {
    double area = 0; ///< m²
    double kilogramsPerArea = 0; ///< kg/m²
    Kilopascals pressure;
};
struct FloorLoadBasis {
    double people = 75; ///< kg/m² on the service clearances.
    double floor = 50; ///< kg/m², raised floor and cable.
    Metres halfClearance{0.76}; ///< The most that half a clearance counts.
};
FloorLoad floorLoad(Kilograms mass, Metres width, Metres depth, Metres front, Metres rear,
                    const FloorLoadBasis& basis);

/// MEC-014: clear depth in front of electrical gear of this line voltage; condition 1 nothing live
/// or grounded opposite, 2 grounded, 3 live. Nothing above the table's last voltage.
std::optional<Metres> workingDepth(const std::vector<WorkingSpace>& table, Volts lineToLine,
                                   int condition);

} // namespace colonnade::model
