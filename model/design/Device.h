#pragma once

#include "model/catalog/PartType.h"
#include "model/units/Id.h"
#include "model/units/RackUnit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
constexpr bool isZeroU(Face face) { return face == Face::ZeroULeft || face == Face::ZeroURight; }

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
    [[nodiscard]] bool zeroU() const { return isZeroU(mount.face); }
    /// True for what takes a feed of the rack: rack PDUs and power shelves with AC or DC input.
    [[nodiscard]] bool takesFeed() const
    {
        return part->kind == PartKind::RackPdu || part->kind == PartKind::PowerShelf;
    }
    bool operator==(const Device& other) const;
};

} // namespace colonnade::model
