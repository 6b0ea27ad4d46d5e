#pragma once

#include "model/design/Design.h"
#include "model/rules/Finding.h"
#include "model/units/Result.h"
#include "render/cables/CableView.h"
#include "render/scene/Camera.h"
#include "render/scene/FloorOverlay.h"
#include "render/theme/Theme.h"

#include <QImage>

#include <memory>
#include <optional>
#include <span>

namespace colonnade::render {

/// From where a picture of the floor is taken, and what it shows.
struct FloorView {
    ViewDirection direction = ViewDirection::Corner;
    std::optional<model::Subject> focus; ///< Fills the picture; absent: all of the hall.
    std::vector<model::Subject> selected; ///< Outlined.
    FloorOverlay overlay = FloorOverlay::None;
    std::shared_ptr<const FloorFigures> figures = nullptr; ///< Of that overlay; null: worked out from the hall alone.
    CableView cables = {}; ///< Bundles in the trays.
    CableOverlay cableOverlay = {}; ///< What their colours tell.
    PlaceStates states = {}; ///< What a what-if has taken, of an overlay of figures or failure.
    bool decorated =
        false; ///< With caption, legend and axis cube. The legend comes with any overlay.
};

/// A picture of the hall in 3D, `size` in pixels; text in it is drawn for `scale` pixels a point (2
/// for paper).
///
/// Draws off the screen: needs an application object and a display with OpenGL (`ensureDisplay`),
/// but no window. The same design gives the same picture. Fails where there is no OpenGL.
model::Result<QImage> floorPicture(const model::Design& design, const Theme& theme, QSize size,
                                   const FloorView& view = {}, double scale = 1,
                                   std::span<const model::Finding> findings = {});

} // namespace colonnade::render
