#pragma once

#include "render/scene/FloorOverlay.h"
#include "render/scene/FloorScene.h"

#include <QColor>
#include <QRectF>
#include <QSizeF>

#include <memory>
#include <optional>
#include <vector>

namespace colonnade::render {

/// Things that a drag would put somewhere, drawn over the present scene.
struct FloorGhost {
    Bounds box;
    QColor colour;
};

/// What a stage shows, and from where.
struct StageContent {
    std::shared_ptr<const FloorScene> scene; ///< Never null.
    OverlayColours overlay;
    std::vector<SceneTarget> selected;
    std::optional<SceneTarget> hovered;
    std::vector<FloorGhost> ghosts;
    Camera camera;
    QSizeF view{400, 300}; ///< In pixels.
    QRectF legendArea; ///< In pixels of the view; names keep clear of it. Empty: nowhere.

    [[nodiscard]] bool sees(const Bounds& box) const { return camera.sees(box, view); }
    /// Pixels for one millimetre where a box is nearest.
    [[nodiscard]] float magnificationOf(const Bounds& box) const
    {
        return camera.magnificationAt(camera.depthOf(box), view);
    }
    /// Height of an item in the picture.
    [[nodiscard]] float pixelHeight(const SceneItem& item) const { return item.box.size().y() * magnificationOf(item.box); }
};

} // namespace colonnade::render
