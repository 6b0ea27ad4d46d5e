#pragma once

#include "model/design/Design.h"
#include "model/design/Instance.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// Edits of what stands on the floor. Things are named by instance path: "su-1" a placed pod, "x01" a rack or unit
/// that stands alone, "su-1/a04" one inside a pod: editing that one changes the pod design, wherever it is placed.

/// Why a footprint cannot stand there (another rack, a column, a keep-out, outside the walls), or nothing.
/// `ignoring` names what is being moved.
std::optional<Error> floorRefusal(const Design& design, const FloorRect& footprint,
                                  std::span<const std::string> ignoring = {});

/// What was placed, and the design that has it.
struct Placed {
    Design design;
    std::string path;
};
/// A catalog part on the floor: a rack frame becomes a new empty rack design, a rack-scale system opens to its trays
/// (its design is shared with earlier ones of the same part), a CDU or panel stands by itself.
Result<Placed> placePart(const Design& design, const PartRef& part, Point at, Turn turn, const Catalog& documents);
/// Another placement of a rack design.
Result<Placed> placeRack(const Design& design, const RackDesignId& rack, Point at, Turn turn);
Result<Placed> placePod(const Design& design, const PodDesignId& pod, Point at, Turn turn);

/// Moves by a distance, all or none.
Result<Design> movePlacements(const Design& design, std::span<const std::string> paths, Point by);
/// A quarter turn counter-clockwise, each about its south-west corner.
Result<Design> turnPlacements(const Design& design, std::span<const std::string> paths);
Result<Design> removePlacements(const Design& design, std::span<const std::string> paths);
/// Copies beside the originals, to the east at the first distance where all fit; the new paths come along. A copy of a
/// thing in a pod belongs to the pod's design, with its row, feeds and loop.
struct Duplicated {
    Design design;
    std::vector<std::string> paths;
};
Result<Duplicated> duplicatePlacements(const Design& design, std::span<const std::string> paths);
/// The same of what stood at these paths in an earlier state of the design, at its old place if that is free (paste, after
/// a copy or a cut). Feeds, loops and rows that are gone since are left out.
Result<Duplicated> pastePlacements(const Design& design, const Design& source, std::span<const std::string> paths);
/// `count` more copies of one, each `pitch` further.
Result<Duplicated> arrayPlacement(const Design& design, const std::string& path, int count, Point pitch);
/// Copies of what stood at these paths, moved by a distance (paste).
Result<Duplicated> copyPlacements(const Design& design, std::span<const std::string> paths, Point by);

/// Label, row, feeds, loop, lock or place of one placement; id and content stay.
Result<Design> changePlacement(const Design& design, const std::string& path, const Placement& changed);
Result<Design> relabelPod(const Design& design, const std::string& path, std::string label);

/// Makes the rack at this instance path a design of its own, and the pod around it too where that is placed more than
/// once. The new rack design's id comes along.
struct Unique {
    Design design;
    RackDesignId rack;
    std::string path; ///< Unchanged.
};
Result<Unique> madeUnique(const Design& design, const std::string& path);

/// A hall edit by the parts of it that have no paths: outline, columns, floor rating, air cooling, ...
Result<Design> changeHall(const Design& design, Hall hall);
/// Sets or, with nothing in it, removes what is special to an instance.
Result<Design> overrideInstance(const Design& design, const std::string& path, Override special);

} // namespace colonnade::model
