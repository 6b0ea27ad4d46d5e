#pragma once

#include "model/design/Geometry.h"
#include "model/design/RackDesign.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A way for cables, seen from above: a tray or a ladder over racks and aisles, or a basket under
/// the raised floor.
///
/// Trays that cross, or whose lines come as near to each other as they are wide, are joined there:
/// cables pass from one to the other. See `TrayGraph`.
struct CableTray {
    enum class Kind : std::uint8_t { Tray, Ladder, Underfloor };
    enum class Carries : std::uint8_t { Data, Power };

    TrayId id;
    std::string name; ///< Shown to people; may be empty.
    Kind kind = Kind::Ladder;
    std::vector<Point> points; ///< Corners of its middle line; two at least, each apart from the next.
    Millimetres height{2700}; ///< Of its bed above the floor; below 0 under a raised floor.
    Millimetres width{300}; ///< Usable, inside.
    Millimetres depth{100}; ///< Usable, of its side walls.
    std::optional<KilogramsPerMetre> rated = {}; ///< Load that it bears over its span. Absent: not known.
    std::optional<Side> side = {}; ///< Of two ways kept apart, which; absent: of neither.
    std::optional<Carries> carries = {}; ///< Absent: not said. Data cables keep out of power trays.
    std::optional<bool> screened = {}; ///< What lies in it is screened. Absent: not known.

    static constexpr std::size_t mostPoints = 256;
    static constexpr std::size_t mostTrays = 4'096; ///< In one arrangement,
    static constexpr std::size_t mostPointsInAll = 20'000; ///< with this many points.

    /// Along its middle line.
    [[nodiscard]] Metres length() const;
    /// Of its footprint, with half of its width around the line.
    [[nodiscard]] FloorRect extent() const;
    /// True where cables of fabrics may lie in it.
    [[nodiscard]] bool takesData() const { return carries != Carries::Power; }
    /// The first bound that it breaks, or nothing.
    [[nodiscard]] std::optional<Error> defect() const;
    bool operator==(const CableTray&) const = default;
};
std::string_view word(CableTray::Kind); ///< "tray", "ladder", "underfloor"
std::string_view word(CableTray::Carries); ///< "data", "power"
std::string_view trayKindName(CableTray::Kind); ///< For people: "Ladder".

/// Distance along the floor between two points.
Metres distance(Point a, Point b);
/// The tray where a pod design's own axes are turned and moved into the hall.
CableTray placed(CableTray tray, Point at, Turn turn);

} // namespace colonnade::model
