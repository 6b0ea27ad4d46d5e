#pragma once

#include "model/design/CableTray.h"
#include "model/design/Fabric.h"
#include "model/design/Feed.h"
#include "model/design/Geometry.h"
#include "model/design/Loop.h"
#include "model/design/WetSegment.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace colonnade::model {

/// A row of racks; aisles lie between rows.
struct Row {
    RowId id;
    std::string name;
    bool operator==(const Row&) const = default;
};
struct Aisle {
    enum class Kind : std::uint8_t { Cold, Hot, Service };
    Kind kind = Kind::Cold;
    FloorRect area;
    bool contained = false;
    std::optional<CubicMetresPerSecond> supply = {}; ///< That tiles or fan units bring into a cold aisle; absent: its share of the room's.
    bool fillers = false; ///< Filler panels close what stands open along a contained aisle.
    bool operator==(const Aisle&) const = default;
};
std::string_view word(Aisle::Kind);

/// A rack design or a floor-standing unit (CDU, panel, side-car) at its place.
struct Placement {
    PlacementId id;
    std::string label;               ///< Shown to people; need not be unique.
    std::optional<RowId> row;
    std::variant<RackDesignRef, PartRef> what;
    Point at;                        ///< South-west corner of the footprint as turned.
    Turn turn = Turn::None;          ///< `None`: the front faces south.
    std::vector<SideFeed> feeds;     ///< Which feed supplies each side of it, by side.
    std::optional<LoopId> loop;      ///< A rack: cooled by it. A CDU: feeds it.
    bool locked = false;

    [[nodiscard]] const RackDesignRef* rack() const { return std::get_if<RackDesignRef>(&what); }
    [[nodiscard]] const PartRef* unit() const { return std::get_if<PartRef>(&what); }
    /// Size before turning: width across the front, depth from front to rear.
    [[nodiscard]] FloorSize size() const;
    [[nodiscard]] Millimetres height() const;
    [[nodiscard]] FloorRect footprint() const { return {at, turned(size(), turn)}; }
    bool operator==(const Placement& other) const;
};

/// What a pod design and the hall have in common: things at places, and the chains that serve them.
///
/// Ids are unique within their kind. Feeds, loops and rows that are named exist. What fabrics name may be gone.
struct Arrangement {
    std::vector<Row> rows;
    std::vector<Aisle> aisles;
    std::vector<Feed> feeds;
    std::vector<Loop> loops;
    std::vector<Placement> placements;
    std::vector<Fabric> fabrics;
    std::vector<WetSegment> wetSegments = {}; ///< Coolant pipes above the floor.
    std::vector<CableTray> trays = {};

    [[nodiscard]] const Placement* placement(const PlacementId&) const;
    [[nodiscard]] const Feed* feed(const FeedId&) const;
    [[nodiscard]] const Loop* loop(const LoopId&) const;
    [[nodiscard]] const Fabric* fabric(const FabricId&) const;
    [[nodiscard]] const CableTray* tray(const TrayId&) const;
    /// The device at a path "placement/device"; null where there is none.
    [[nodiscard]] const Device* device(std::string_view path) const;
    [[nodiscard]] PlacementId freshId(std::string_view stem) const;
    [[nodiscard]] TrayId freshTrayId() const; ///< "t01", ...
    /// Ids doubled, names of nothing: the first such defect, or nothing.
    [[nodiscard]] std::optional<Error> defect() const;
    /// Takes branches to racks that are gone out of the loops. Switches, cables and choices of fabrics whose devices are gone
    /// stay: a person put them there, and the fabric tells them as conflicts.
    void dropLooseEnds();
    bool operator==(const Arrangement&) const = default;
};

} // namespace colonnade::model
