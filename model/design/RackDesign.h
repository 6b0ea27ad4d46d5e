#pragma once

#include "model/catalog/PartType.h"
#include "model/design/Remembered.h"
#include "model/design/Sum.h"
#include "model/units/Id.h"
#include "model/units/Quantity.h"
#include "model/units/RackUnit.h"
#include "model/units/Result.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// A side of a redundant supply. Feeds, rack PDUs, shelves and cords carry one.
enum class Side : std::uint8_t { A, B, C, D };
constexpr char letter(Side side) { return static_cast<char>('A' + static_cast<int>(side)); }
std::optional<Side> sideFrom(std::string_view letter);

enum class Face : std::uint8_t { Front, Rear, ZeroULeft, ZeroURight };
enum class Slot : std::uint8_t { Full, Left, Right };
std::string_view word(Face);
std::string_view word(Slot);

/// Where a device hangs.
struct Mount {
    Face face = Face::Front;
    RackUnit unit;          ///< Its lowest rack unit, counted from 1 at the floor. Zero-U: 1 or 2, from the rear.
    Slot slot = Slot::Full; ///< Left or right half, for half-width parts.
    bool operator==(const Mount&) const = default;
};
/// "U12", "U12 rear", "U12 left", "zero-U left 1".
std::string text(const Mount& mount);

/// How many of a device's supplies hang on one side.
struct SupplyShare {
    Side side = Side::A;
    int supplies = 0;
    bool operator==(const SupplyShare&) const = default;
};

/// A cord set by hand: from one supply of a device to one outlet of a rack PDU.
struct Cord {
    int supply = 1;  ///< Of the device, from 1.
    DeviceId pdu;    ///< In the same rack.
    int outlet = 1;  ///< From 1, in the order of the PDU's outlet groups.
    bool operator==(const Cord&) const = default;
};

/// One piece of hardware in a rack design.
struct Device {
    DeviceId id;       ///< Stays the same through moves and renames; comments and waivers hang on it.
    PartRef part;      ///< Its catalog entry: height, power, airflow and ports come from there.
    Mount mount;
    std::string label; ///< Shown to people; need not be unique.
    std::optional<Side> side;          ///< For what takes a feed itself (rack PDU, power shelf): which one.
    std::vector<SupplyShare> supplies; ///< Cords set by hand; empty = spread in turn over the rack's sides.
    bool locked = false;               ///< Not moved or deleted by the mouse.
    std::vector<Cord> cords = {};      ///< Set by hand, by supply; the others follow the pattern (`cordPlan`).

    [[nodiscard]] RackUnits height() const { return part->body.height.value_or(RackUnits{}); }
    [[nodiscard]] bool zeroU() const { return mount.face == Face::ZeroULeft || mount.face == Face::ZeroURight; }
    /// True for what takes a feed of the rack: rack PDUs and power shelves with AC or DC input.
    [[nodiscard]] bool takesFeed() const
    {
        return part->kind == PartKind::RackPdu || part->kind == PartKind::PowerShelf;
    }
    bool operator==(const Device& other) const;
};

/// One logical port: the device's path in the thing that holds the cable, the role, and the number from 1 among
/// the ports of that role. Written "a01/c05:compute/3".
struct PortRef {
    std::string device; ///< Instance path relative to the holder: "c05" in a rack, "a01/c05" in a pod.
    PortRole role = PortRole::Any;
    int index = 1;
    auto operator<=>(const PortRef&) const = default;
};
std::string text(const PortRef& port);
Result<PortRef> portFrom(std::string_view text);

/// A cable placed by hand.
struct HandCable {
    CableId id;
    PortRef from, to;
    PartRef medium;               ///< Null: not chosen yet.
    std::optional<Metres> length; ///< Absent: from the route.
    bool operator==(const HandCable& other) const;
};

/// Derived figures of one rack design. Of one rack, whatever the number of placements.
struct RackFacts {
    RackUnits units;        ///< Of the frame.
    RackUnits free;         ///< Not occupied at the front.
    RackUnits open;         ///< Neither occupied nor blanked at the front.
    RackUnits largestRun;   ///< The most free units in a row, full depth.
    int accelerators = 0;
    Sum<Watts> provisioned; ///< For sizing feeds (`PowerFigures::forProvisioning`).
    Sum<Watts> operation;   ///< Sustained load, for energy.
    Sum<Watts> peak;
    Sum<Watts> heatToAir;   ///< All provisioned power becomes heat in the rack (THM-001).
    Sum<Watts> heatToLiquid;
    Sum<Kilograms> mass;    ///< Frame and devices, without coolant, cables and blanking panels.
    std::optional<Millimetres> centreOfGravity; ///< Height above the floor; only where every mass is known.
    Sum<LitresPerMinute> flow;                  ///< Of the liquid-cooled devices, at their design points.
    std::optional<Celsius> airInletMax;         ///< The lowest of all devices.
    std::optional<Celsius> liquidInletMax;
    Sum<Dollars> price;
    std::array<Watts, deviceRoleCount> powerByRole{}; ///< Provisioned, where known.
    std::map<PortRole, int> ports;
    Watts shelfOutput;                          ///< Rated output of all power shelves.
    int shelves = 0;
};

/// A rack as drawn once and placed many times.
///
/// Invariants: the frame is a rack frame; device ids are unique; every device fits within the frame's units; no two
/// devices occupy the same space. What is merely unwise is for the rules.
class RackDesign {
public:
    /// Fails where the frame is no rack frame.
    static Result<RackDesign> create(RackDesignId id, std::string name, PartRef frame, PartRef system = nullptr);

    [[nodiscard]] const RackDesignId& id() const { return m_id; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const PartRef& frame() const { return m_frame; }
    /// The rack-scale system that this rack is, whose own figures hold for its contents; null for other racks.
    [[nodiscard]] const PartRef& system() const { return m_system; }
    /// The heat exchanger that hangs in place of the rear door; null where there is none.
    [[nodiscard]] const PartRef& rearDoor() const { return m_rearDoor; }
    [[nodiscard]] const std::string& notes() const { return m_notes; }
    /// What the operator's power capping keeps the rack below; feeds are sized for it instead of a greater figure of
    /// the catalog. Peaks are not capped: they are shorter than the control loop.
    [[nodiscard]] std::optional<Watts> powerCap() const { return m_powerCap; }
    /// Usable units; of 48 mm in an Open Rack frame, else of 44.45 mm (`unitPitch`).
    [[nodiscard]] RackUnits units() const;
    /// Height of one unit of this rack in millimetres.
    [[nodiscard]] double unitPitch() const;
    /// Height of the lower edge of a unit above the floor, in millimetres. The units stand in the middle of what the
    /// frame has above and below them, where its height is known; else on 100 mm of plinth.
    [[nodiscard]] double unitBottom(RackUnit unit) const;
    /// Outside size on the floor; the frame's, or 600 by 1,200 mm where the catalog does not know it.
    [[nodiscard]] Millimetres width() const { return m_frame->body.widthMm.value_or(Millimetres{600}); }
    [[nodiscard]] Millimetres depth() const { return m_frame->body.depthMm.value_or(Millimetres{1200}); }
    [[nodiscard]] Millimetres height() const;

    [[nodiscard]] std::span<const Device> devices() const { return m_devices; } ///< From the floor up, then by id.
    [[nodiscard]] const Device* device(const DeviceId&) const;                  ///< Null where there is none.
    [[nodiscard]] std::span<const HandCable> cables() const { return m_cables; }

    /// True where a part that fits only in some rack-scale systems may stand here: in one of them, or in a bare frame that
    /// holds trays of its kind, from which such a system is built up. True for every other part.
    [[nodiscard]] bool isRackOf(const PartType& part) const;
    /// The device that takes this space on a face (a full-depth one takes both), or null.
    [[nodiscard]] const Device* occupant(Face face, RackUnit unit, Slot slot = Slot::Full) const;
    /// The first device that a part mounted so would collide with, other than `except`; or null.
    [[nodiscard]] const Device* obstacle(const PartType& part, const Mount& mount,
                                         std::span<const DeviceId> except = {}) const;
    /// True where the part takes front and rear: its depth is unknown or more than half of the frame's.
    [[nodiscard]] bool takesBothFaces(const PartType& part) const;

    /// Lowest unit from which the part fits on `face`, other than over `except`; nothing if the rack is full.
    [[nodiscard]] std::optional<RackUnit> firstFreeUnit(const PartType& part, Face face,
                                                        std::span<const DeviceId> except = {}) const;
    /// The free unit nearest to `wanted`.
    [[nodiscard]] std::optional<RackUnit> nearestFreeUnit(const PartType& part, Face face, RackUnit wanted,
                                                          std::span<const DeviceId> except = {}) const;
    /// Why the part cannot be mounted so; nothing if it can. "U12 is taken by 'c05' (GB300 compute tray)".
    [[nodiscard]] std::optional<Error> refusal(const PartType& part, const Mount& mount,
                                               std::span<const DeviceId> except = {}) const;

    /// A copy with the device mounted. Blanking panels give way. Fails, with the reason, where an invariant would
    /// break.
    [[nodiscard]] Result<RackDesign> mounted(Device device) const;
    /// All of them, or none: what is moved may take a place that another one of them leaves.
    [[nodiscard]] Result<RackDesign> mounted(std::vector<Device> devices, std::span<const DeviceId> removing = {}) const;
    [[nodiscard]] RackDesign without(std::span<const DeviceId> devices) const;
    /// A copy with this device changed in place (label, side, part, mount). Fails as `mounted`, or if unknown.
    [[nodiscard]] Result<RackDesign> replaced(Device device) const;
    [[nodiscard]] RackDesign renamed(RackDesignId id, std::string name) const;
    [[nodiscard]] RackDesign withNotes(std::string notes) const;
    [[nodiscard]] RackDesign withPowerCap(std::optional<Watts> cap) const;
    /// Null: an ordinary door. Fails where the part is no rear-door heat exchanger.
    [[nodiscard]] Result<RackDesign> withRearDoor(PartRef door) const;
    [[nodiscard]] Result<RackDesign> withCable(HandCable cable) const;
    [[nodiscard]] RackDesign withoutCable(const CableId& id) const;

    /// A device id that is free: the stem with the lowest number not taken ("c19").
    [[nodiscard]] DeviceId freshId(std::string_view stem) const;

    [[nodiscard]] const RackFacts& facts() const;
    bool operator==(const RackDesign& other) const;

private:
    RackDesign(RackDesignId id, std::string name, PartRef frame, PartRef system);
    void dropLooseCords();

    RackDesignId m_id;
    std::string m_name;
    PartRef m_frame;
    PartRef m_system;
    PartRef m_rearDoor;
    std::string m_notes;
    std::optional<Watts> m_powerCap;
    std::vector<Device> m_devices;
    std::vector<HandCable> m_cables;
    Remembered<RackFacts> m_facts;
};

using RackDesignRef = std::shared_ptr<const RackDesign>; ///< Never null where it stands in a design.

/// A device of this part with an id and a label that are free in the rack ("c19", "C19"); what takes a feed gets the
/// side that has fewer of its kind so far.
Device freshDevice(const RackDesign& rack, PartRef part, const Mount& mount);

/// A rack-scale part opened to its trays: a design in its frame with its contents at their places.
/// `part` finds the frame and the contents by id. Fails where the catalog does not know where they stand.
Result<RackDesign> openedRackScale(const PartRef& system, RackDesignId id,
                                   const std::function<PartRef(const TypeId&)>& part);

} // namespace colonnade::model
