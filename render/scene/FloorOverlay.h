#pragma once

#include "model/rules/Finding.h"
#include "render/elevation/FailureMarks.h"
#include "render/scene/FloorScene.h"
#include "render/scene/OverlayKind.h"

#include <span>

namespace colonnade::render {

/// What a colour stands for.
struct LegendEntry {
    QColor colour;
    QString text;
    int count = 0; ///< Racks and units of this colour.
};

struct Legend {
    QString title; ///< With the unit: "Provisioned power per rack, kW". Empty: no legend.
    std::vector<QColor> scale; ///< Low to high; empty where entries tell the colours.
    std::vector<QString> ticks; ///< Evenly from the low to the high end of the scale.
    std::vector<LegendEntry> entries;
};

/// Colours of an overlay for each item of a scene.
struct OverlayColours {
    FloorOverlay overlay = FloorOverlay::None;
    std::vector<QColor> colours; ///< By item; empty without an overlay.
    std::vector<QString> values; ///< What is written on each item; may be empty texts.
    std::vector<model::PlaceState> states; ///< By item, for the overlay of a what-if; else empty.
    Legend legend;

    /// What a what-if does; null: nothing has failed.
    static OverlayColours ofFailure(const FloorScene& scene, const PlaceStates* states);
    /// `findings` serve the overlay of that name only; waived ones do not count.
    static OverlayColours of(FloorOverlay overlay, const FloorScene& scene,
                             std::span<const model::Finding> findings = {});
};

} // namespace colonnade::render
