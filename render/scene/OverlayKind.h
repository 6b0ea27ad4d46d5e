#pragma once

#include <QString>

namespace colonnade::render {

/// What the colours of racks and units mean, in plan and 3D.
enum class FloorOverlay { None, Findings, Power, Feed, Loop, Failure };
inline constexpr FloorOverlay floorOverlays[] = {FloorOverlay::None, FloorOverlay::Findings,
                                                 FloorOverlay::Power, FloorOverlay::Feed,
                                                 FloorOverlay::Loop, FloorOverlay::Failure};
/// "none", "findings", "power", "feed", "loop", "failure".
QString word(FloorOverlay overlay);

} // namespace colonnade::render
