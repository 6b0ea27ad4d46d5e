#pragma once

#include "model/rules/Finding.h"
#include "render/elevation/FailureMarks.h"
#include "render/overlay/FloorFigures.h"
#include "render/scene/FloorScene.h"

#include <span>

namespace colonnade::render {

/// Colours of an overlay for each item of a scene.
struct OverlayColours {
    FloorOverlay overlay = FloorOverlay::None;
    std::vector<QColor> colours; ///< By item; empty without an overlay.
    std::vector<QString> values; ///< What is written on each item; may be empty texts.
    std::vector<model::PlaceState> states; ///< By item, of a what-if; else empty.
    std::vector<LegendEntry::Pattern> patterns; ///< By item, of an overlay with figures; else empty.
    Legend legend;

    /// What a what-if does, to the cables of the scene too; null: nothing has failed.
    static OverlayColours ofFailure(const FloorScene& scene, const PlaceStates* states);
    /// The figures of an overlay, or of trays and cables the legend of the scene's; `states`: what a what-if has taken is barred. Null: nothing has failed.
    static OverlayColours ofFigures(const FloorScene& scene, const FloorFigures& figures, const PlaceStates* states = nullptr);
    /// Of the hall of the scene alone. `findings` serve the overlay of that name only; waived ones do not count.
    static OverlayColours of(FloorOverlay overlay, const FloorScene& scene,
                             std::span<const model::Finding> findings = {});
};

} // namespace colonnade::render
