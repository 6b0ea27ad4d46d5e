#pragma once

#include <QString>

namespace colonnade::render {

/// What the colours of racks and units mean, in plan and 3D.
enum class FloorOverlay { None, Findings, Power, Feed, Loop };
inline constexpr FloorOverlay floorOverlays[] = {FloorOverlay::None, FloorOverlay::Findings,
                                                 FloorOverlay::Power, FloorOverlay::Feed,
                                                 FloorOverlay::Loop};
/// "none", "findings", "power", "feed", "loop".
QString word(FloorOverlay overlay);

} // namespace colonnade::render
