#pragma once

#include "render/overlay/FloorFigures.h"
#include "render/scene/FloorOverlay.h"
#include "render/scene/FloorScene.h"

#include <QString>

namespace colonnade::ui {

/// What a tool tip says of a rack, floor unit or device of the 3D floor, and what the overlay shows of it: rich text.
/// `figures`: null where the overlay has none.
[[nodiscard]] QString floorTip(const render::FloorScene& scene, const render::SceneTarget& target,
                               const render::OverlayColours& colours, const render::FloorFigures* figures);

} // namespace colonnade::ui
