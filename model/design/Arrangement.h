#pragma once

#include "model/design/CableTray.h"
#include "model/design/Feed.h"
#include "model/design/Geometry.h"
#include "model/design/Loop.h"
#include "model/design/WetSegment.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace colonnade::model {

enum class FabricRole : std::uint8_t { ScaleUp, ScaleOut, Storage, Frontend, Management, OutOfBand };
enum class FabricFamily : std::uint8_t { SingleTier, Clos, RailOptimised, Manual };
std::string_view word(FabricRole);
std::string_view word(FabricFamily);

/// A switch of a fabric.
struct FabricSwitch {
    std::string device;      ///< Path in the arrangement: "n01/leaf-1".
    int tier = 1;            ///< 1 leaf, 2 spine.
    std::optional<int> rail; ///< From 1, for leaves of rail-optimised fabrics.
    bool operator==(const FabricSwitch&) const = default;
};

/// One network: links follow from the recipe; what a person placed is kept beside it.
struct Fabric {
    FabricId id;
    std::string name;
    FabricRole role = FabricRole::ScaleOut;
    FabricFamily family = FabricFamily::Clos;
    PortRole endpointPorts = PortRole::Compute; ///< Endpoints: these ports of all devices that are not its switches.
    int rails = 1;                 ///< Rail-optimised: ports 1..rails of a node go to rails 1..rails.
    double oversubscription = 1;   ///< Down over up capacity of a leaf that the recipe aims at.
    int firstPort = 1;             ///< Of each node's ports of that role, the first that belongs to this fabric ...
    int lastPort = 0;              ///< ... and the last; 0: all that follow.
    std::vector<FabricSwitch> switches{};
    std::vector<PartRef> media{};  ///< Cables and transceivers to choose from, in order of preference.
    std::vector<HandCable> links{}; ///< By hand; a port they take is not used by the recipe.
    double slack = 0.05;           ///< Added share of length (CAB-007).
    bool operator==(const Fabric& other) const;
};

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
/// Ids are unique within their kind. Feeds, loops and rows that are named exist; kept by `valid`.
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
    /// Takes switches and hand cables whose devices are gone out of the fabrics, and branches to racks that are gone out of the loops.
    void dropLooseEnds();
    bool operator==(const Arrangement&) const = default;
};

} // namespace colonnade::model
