#pragma once

#include "model/design/Geometry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A part of the floor that takes less than the rest: worn panels, a cut-out, the slab over a joint.
struct WeakZone {
    FloorRect area;
    std::optional<Kilopascals> rating; ///< Distributed (MEC-007); absent: as the hall.
    std::optional<Newtons> panelLoad;  ///< At a point (MEC-008); absent: as the hall.
    std::string reason;
    bool operator==(const WeakZone&) const = default;
};

struct Sprinklers {
    bool installed = true;
    std::optional<Millimetres> deflector; ///< Of the heads, above the floor; absent: not known.
    bool operator==(const Sprinklers&) const = default;
};

/// One narrow place on the way of a rack from the dock to the hall.
struct RouteStep {
    enum class Kind : std::uint8_t { Door, Lift, Ramp };
    Kind kind = Kind::Door;
    std::string name;
    std::optional<Millimetres> width, height; ///< Clear; of a lift its door and car.
    std::optional<Kilograms> rating;          ///< Lifts.
    std::optional<double> slope;              ///< Ramps: rise over run, 0.0833 for 1:12.
    bool operator==(const RouteStep&) const = default;
};

struct Delivery {
    std::vector<RouteStep> route;        ///< From the dock on; the hall's own doors are added.
    std::optional<Millimetres> pallet;   ///< Height under the rack on its way; absent: the profile's.
    bool populatedOnSite = false;        ///< Racks come empty; devices are mounted where they stand.
    bool operator==(const Delivery&) const = default;
};

/// For screening by ASCE 7-16, 13.3 (MEC-018).
struct Seismic {
    enum class Anchorage : std::uint8_t { None, Anchored, Isolated };
    double acceleration = 0;                ///< S_DS, in g.
    Anchorage anchorage = Anchorage::None;  ///< How the racks stand.
    std::optional<double> importance;       ///< I_p; absent: the profile's.
    std::optional<double> heightRatio;      ///< z/h of the floor in the building; absent: ground, 0.
    bool operator==(const Seismic&) const = default;
};

/// Something that is not electrical and passes over the floor.
struct Overhead {
    enum class Kind : std::uint8_t { Pipe, Duct };
    Kind kind = Kind::Pipe;
    std::string name;
    FloorRect area;
    Millimetres bottom;                 ///< Its lowest edge above the floor.
    std::optional<bool> leakProtected;  ///< Drip pan or jacket; absent: taken as present.
    bool operator==(const Overhead&) const = default;
};

/// What the building adds for the mechanical rules. Whatever is absent is not evaluated.
struct Structure {
    std::optional<bool> raisedFloor;      ///< Panels on pedestals; false: the slab.
    std::optional<Newtons> panelLoad;     ///< Design load at a point: of a panel with its pedestals, or of the slab.
    std::optional<Newtons> wheelLoad;     ///< Rolling load that the floor on the way takes of one wheel.
    std::vector<WeakZone> weakZones;
    std::optional<Sprinklers> sprinklers;
    std::optional<Delivery> delivery;
    std::optional<Seismic> seismic;
    std::optional<std::vector<Overhead>> overheads; ///< Empty: none pass. Absent: not drawn.
    bool operator==(const Structure&) const = default;
};

std::string_view word(RouteStep::Kind);    ///< "door", "lift", "ramp"
std::string_view word(Seismic::Anchorage); ///< "none", "anchored", "isolated"
std::string_view word(Overhead::Kind);     ///< "pipe", "duct"

} // namespace colonnade::model
