#pragma once

#include "model/design/Arrangement.h"
#include "model/design/Structure.h"
#include "model/design/Subject.h"
#include "model/rules/Profile.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

struct RackMass;

/// The mass in a rack design with what its profile estimates: cables, and coolant for its heat to liquid.
RackMass rackMass(const RackDesign& rack, const Profile& profile);

/// What stands at a place, as it presses on the floor.
struct StandingMass {
    Subject subject;  ///< Of the rack design, or of the part.
    std::string name; ///< "Rack design 'gb300'", "CDU 1350"
    Kilograms mass;   ///< What is known.
    std::vector<std::string> missing;
};
StandingMass standingMass(const Placement& placement, const Profile& profile);

/// MEC-006: what is rolled in: the whole rack without coolant, or, where devices are mounted on site, the frame with
/// what hangs upright in it.
struct ShippedMass {
    Kilograms mass;
    std::vector<std::string> missing;
};
ShippedMass shippedMass(const RackDesign& rack, const Profile& profile, bool populatedOnSite);

/// MEC-008: force of one of four feet, κ m g / 4; κ 1 on an even floor, 4/3 on an uneven one (IBM's m g / 3).
Newtons footForce(Kilograms mass, double unevenness);

/// MEC-009: whether a rack goes through a door, and what is left of its limits.
struct Passage {
    Millimetres height; ///< Of the rack on its pallet.
    Millimetres most;   ///< That the door takes, 50 mm of clearance taken off.
    [[nodiscard]] bool fits() const { return height <= most; }
};
constexpr Passage passageUnder(Millimetres rack, Millimetres pallet, Millimetres door, Millimetres clearance)
{
    return {rack + pallet, door - clearance};
}

} // namespace colonnade::model
