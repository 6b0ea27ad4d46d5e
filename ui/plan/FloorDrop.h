#pragma once

#include "model/catalog/Catalog.h"
#include "model/edit/FloorEdits.h"
#include "render/plan/PlanIndex.h"
#include "render/plan/PlanPainter.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::ui {

/// What a hand holds over the floor: a part or rack design that is new there, or pods, racks and
/// units that stand.
struct FloorDrag {
    std::vector<render::PlanGhostItem> pieces; ///< Where they come from; new ones at the origin.
    std::vector<std::string> paths; ///< What is moved; empty for what is new.
    model::PartRef part; ///< New: a part of the catalog, ...
    std::optional<model::RackDesignId> rack; ///< ... or a rack design.
    model::Point grip; ///< From the south-west corner of all pieces to the hand.
    QString content; ///< "GB300 NVL72 rack", "A04", "3 racks".
    [[nodiscard]] model::FloorRect extent() const;
    [[nodiscard]] bool isNew() const { return paths.empty(); }
};
/// Without pieces where the part does not stand on the floor.
[[nodiscard]] FloorDrag floorDragOf(const model::PartRef& part, const model::Catalog& catalog);
[[nodiscard]] FloorDrag floorDragOf(const model::RackDesign& rack);
[[nodiscard]] FloorDrag floorDragOf(const render::PlanIndex& index,
                                    const std::vector<std::string>& paths, model::Point hand,
                                    const QString& content);
/// A quarter turn counter-clockwise of what is new; the hand keeps its place in it.
[[nodiscard]] FloorDrag turned(FloorDrag drag);

/// Where the hand points to.
struct FloorAim {
    model::Point hand;
    model::Millimetres reach{}; ///< Within which tiles and edges attract; 0: none.
    bool copy = false;
    bool oneAxis = false; ///< Only along the axis of the longer way.
};

/// What a release at this place would do.
struct FloorDrop {
    std::vector<render::PlanGhostItem> items;
    std::vector<model::FloorRect> obstacles;
    std::vector<render::PlanDimension> dimensions;
    std::optional<model::Error> refusal;
    model::Point by; ///< How far from where the pieces come from.
    QString place; ///< "3,600 mm east, 1,200 mm north in SU-1"
    QString name; ///< Of the undo step.
    /// The design after it and the paths of what is new in it.
    std::optional<model::Design> after;
    std::vector<std::string> made;
};
[[nodiscard]] FloorDrop dropOf(const model::Design& design, const render::PlanIndex& index,
                               const FloorDrag& drag, const FloorAim& aim,
                               const model::Catalog& documents);

} // namespace colonnade::ui
