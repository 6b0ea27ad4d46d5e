#pragma once

#include "model/design/Instance.h"
#include "model/design/Subject.h"

#include <QString>

#include <optional>

namespace colonnade::ui {

/// What a subject names in one design; the pointers live as long as the design.
struct Resolved {
    const model::PodPlacement* pod = nullptr;     ///< Instances only.
    const model::Placement* placement = nullptr;  ///< Instances, and placements of pod designs.
    const model::RackDesign* rack = nullptr;      ///< Racks, and devices in them.
    const model::Device* device = nullptr;
    const model::PartType* part = nullptr;        ///< Of a device, of a floor unit, or a catalog entry.
    const model::PodDesign* podDesign = nullptr;
    const model::Arrangement* arrangement = nullptr; ///< That holds the placement, feed, loop, fabric or tray.
    const model::Feed* feed = nullptr;
    const model::Loop* loop = nullptr;
    const model::Fabric* fabric = nullptr;
    const model::CableTray* tray = nullptr;
    model::Instance instance;                     ///< Filled for instances of racks and floor units.
};

/// Nothing where the subject names nothing in this design.
[[nodiscard]] std::optional<Resolved> resolve(const model::Design& design,
                                              const model::Subject& subject);
[[nodiscard]] bool exists(const model::Design& design, const model::Subject& subject);
/// The pod design in which something is; nothing in the hall.
[[nodiscard]] std::optional<model::PodDesignId> holderOf(const Resolved& found);

/// "su/compute", the fabric that is selected, or that a selected cable belongs to; empty: none.
[[nodiscard]] std::string fabricIn(const std::vector<model::Subject>& selection);

/// The rack that a subject is, or lies in: "su-1/a04" of "su-1/a04/c05". Nothing for the rest.
[[nodiscard]] std::optional<model::Subject> rackOf(const model::Design& design,
                                                   const model::Subject& subject);
/// The first rack that a person would look at: that with the most accelerators; nothing in an empty hall.
[[nodiscard]] std::optional<model::Subject> firstRack(const model::Design& design);
/// The rack design that a rack subject is, or is a placement of; null for other subjects.
[[nodiscard]] const model::RackDesign* rackDesignOf(const model::Design& design,
                                                    const model::Subject& rack);

/// The name of the thing itself: "C5", "A04", "GB300 NVL72 rack".
[[nodiscard]] QString nameOf(const model::Design& design, const model::Subject& subject);
/// Where it is, for lists: "SU-1, A04, C5", "Rack design GB300 NVL72, 8 ×".
[[nodiscard]] QString placeOf(const model::Design& design, const model::Subject& subject);
/// How often a subject of a rack or pod design stands in the hall; 1 for the rest.
[[nodiscard]] int placementsOf(const model::Design& design, const model::Subject& subject);
/// What kind of thing: "Device", "Rack", "Pod", "Feed".
[[nodiscard]] QString kindOf(const model::Design& design, const model::Subject& subject);

} // namespace colonnade::ui
