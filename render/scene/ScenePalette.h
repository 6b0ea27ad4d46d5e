#pragma once

#include "render/theme/Theme.h"

namespace colonnade::render {

/// The colours of the floor as it is lit: those of the theme, and the few that only solid things
/// need.
struct ScenePalette {
    Theme theme;
    QColor backdropTop, backdropBottom;
    QColor floor, tileLine;
    QColor roof, frame, frameSide, seam;
    QColor cabinet, cabinetRoof, cabinetLine, screen;
    QColor tray, trayLine;
    QColor glass; ///< Of aisle containment; with alpha.
    QColor cold, hot, service, keepOut; ///< On the floor; with alpha.
    double shadow = 0.3; ///< Darkest alpha of the contact shadow.

    static ScenePalette of(const Theme& theme);
};

} // namespace colonnade::render
