#pragma once

#include "model/design/Design.h"
#include "render/cables/CableOverlay.h"
#include "render/scene/Mesh.h"
#include "render/scene/ScenePalette.h"

#include <QString>

#include <memory>
#include <vector>

namespace colonnade::render {

/// Placements of one row that stand side by side with the same front.
struct RunPlan {
    std::vector<std::size_t> members; ///< Numbers of placements in the arrangement, along the row.
    Bounds box;
    bool alongX = true; ///< The row runs east to west.
};

/// Racks that share a row, from end to end; trays run above it.
struct RowPlan {
    QString name; ///< "Row A"; empty for racks without a row.
    Bounds box;
    Bounds core; ///< Of its longest run: there its name stands, whatever has moved away from the others.
    bool alongX = true;
    std::vector<std::size_t> members;
};

/// The cables of an arrangement, and what is shown of them.
struct SceneCables {
    std::shared_ptr<const CableLayer> layer = nullptr; ///< Null: none are shown.
    std::shared_ptr<const LayerStates> states = nullptr; ///< Of the overlay; null: it tells nothing of them.
    CableView view = {};
    CableShow show = CableShow::Networks;
    TrayFillView fill = {};
};

/// What stands and lies around the racks of one arrangement, in the arrangement's own coordinates
/// turned into those of the scene: x to the east, y up, z to the south. Drawn once for a pod
/// design, placed many times.
struct Furniture {
    std::vector<RunPlan> runs;
    std::vector<RowPlan> rows;
    Mesh solids; ///< Trays with their cables, pipes.
    Mesh marks; ///< Flat on the floor: aisles and soft shadows; with alpha.
    Mesh glass; ///< Containment; with alpha.
    Bounds bounds;

    /// Trays as they are drawn, and `cables` in them where some are shown. Where none are drawn,
    /// ladders `trayHeight` above the floor follow the rows and join neighbouring ones, as the
    /// estimate of cable lengths takes them; pipes join what one loop serves in a row.
    static std::shared_ptr<const Furniture> of(const model::Arrangement& arrangement,
                                               model::Millimetres trayHeight,
                                               const ScenePalette& palette,
                                               const SceneCables& cables = {});
};

/// The room itself: floor with its tiles (`uv` counts tiles), kerb along the outline, columns,
/// doors, keep-outs.
struct Room {
    Mesh floor;
    Mesh solids;
    Mesh marks;
    std::vector<Bounds> columns;
    Bounds bounds;

    /// `content` is what stands in the hall; a hall without outline gets a floor around that.
    static Room of(const model::Hall& hall, const Bounds& content, const ScenePalette& palette);
};

/// A point of the floor in the scene.
QVector3D scenePoint(model::Point point, float height = 0);
/// A rectangle of the floor with a height.
Bounds sceneBox(const model::FloorRect& rect, model::Millimetres height, float from = 0);
/// Corners of a simple polygon in triples, one for each triangle that it falls into.
std::vector<std::array<model::Point, 3>> triangles(model::Polygon polygon);

} // namespace colonnade::render
