#pragma once

#include "model/design/RackDesign.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// What is taken where neither the frame nor a cable says it. A rule fills it from its profile; a drawing may take
/// these. Engineering judgement, after design-rules.md, MEC-002 and MEC-003.
struct DepthBasis {
    Millimetres front{100}; ///< From the outside of a closed front door to the front rails, and behind the rear rails.
    Millimetres plug{50};   ///< Length of a plug behind its inlet.
    Millimetres bend{100};  ///< Least bend radius of a power cord and its strain relief.
    Millimetres post{40};   ///< Post and side panel between the opening for devices and the outside, at each side.
    bool operator==(const DepthBasis&) const = default;
};

/// Width of the opening between the rails: EIA-310 450 mm for 19 inch, Open Rack V3 538 mm for 21 inch.
Millimetres openingWidth(Mounting holds);
/// Widest front that a mounting standard takes: 482.6 mm panels of 19 inch, 538 mm of 21 inch; rounded up.
Millimetres widestFront(Mounting holds);

/// A box in a rack. All in whole millimetres: x from the left outside as seen from the front, y from the outside of the
/// closed front door to the rear, z from the floor.
struct RackBox {
    Millimetres left, right, front, rear, bottom, top;
    [[nodiscard]] bool operator==(const RackBox&) const = default;
    /// True where both share volume; touching sides do not.
    [[nodiscard]] bool overlaps(const RackBox& other) const
    {
        return left < other.right && other.left < right && front < other.rear && other.front < rear && bottom < other.top
            && other.bottom < top;
    }
};

/// What one device takes of the depth of its rack.
struct DeviceDepth {
    const Device* device = nullptr;
    RackBox body;          ///< Behind its rails; as deep as the space where its depth is not known.
    bool known = false;    ///< The catalog knows how deep it is.
    bool corded = false;   ///< Plugs and cables leave at its back.
    Millimetres plug, bend; ///< Behind the body; 0 for what is fed by a busbar and for panels.
    /// Bend radius that `bend` is: of the stiffest cable of the rack at this device, else the basis. Empty: no cable.
    std::string bendOf;
    /// What is left behind bend and plug up to the door, or to a device that hangs on the other face. Negative: it does
    /// not fit.
    Millimetres slack;
    /// Where body, plug and bend end; before the front rails for a device that hangs at the rear.
    [[nodiscard]] Millimetres end() const
    {
        return device->mount.face == Face::Rear ? body.front - plug - bend : body.rear + plug + bend;
    }
};

/// A rack PDU, manifold or another thing that hangs upright at the rear.
struct ZeroUVolume {
    const Device* device = nullptr;
    RackBox body;
    bool known = false; ///< The catalog knows its width and depth.
};

/// The true depth of a rack: rails, doors, devices with plugs and bends, and what hangs upright behind them.
///
/// Devices are held by the rack design that was given; it must live as long.
struct RackDepth {
    Millimetres depth;      ///< Outside, doors closed.
    Millimetres frontDoor, rearDoor; ///< How much of `depth` the doors take; 0 where the frame does not say.
    Millimetres frontRail;  ///< From the outside of the front to the face of the front rails.
    Millimetres rearRail;   ///< From the outside of the front to the face of the rear rails.
    bool railsKnown = false; ///< By the catalog; else by the basis.
    std::vector<DeviceDepth> devices; ///< What hangs on rails, without blanking panels, as the rack lists it.
    std::vector<ZeroUVolume> zeroU;
    std::vector<std::string> missing; ///< "depth of Q3400-RA", each once.

    /// Inside of the doors.
    [[nodiscard]] Millimetres frontEnd() const { return frontDoor; }
    [[nodiscard]] Millimetres rearEnd() const { return depth - rearDoor; }
};
RackDepth rackDepth(const RackDesign& rack, const DepthBasis& basis = {});

/// MEC-002: what is left of a depth.
constexpr Millimetres depthSlack(Millimetres depth, Millimetres front, Millimetres device, Millimetres rear)
{
    return depth - front - device - rear;
}

/// How far the leaves of a rack's doors swing out in front and behind; 0: no door. Empty: the frame does not say.
struct RackDoorSwing {
    std::optional<Millimetres> front, rear;
};
RackDoorSwing doorSwing(const RackDesign& rack);

} // namespace colonnade::model
