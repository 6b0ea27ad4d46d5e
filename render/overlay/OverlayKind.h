#pragma once

#include <QString>

namespace colonnade::render {

/// What the colours of racks and units, or of trays and cables, mean in plan and 3D.
enum class FloorOverlay {
    None,
    Findings,
    Power,
    Feed,
    Loop,
    CoolantSupply, ///< Temperature into the racks.
    CoolantReturn, ///< Temperature out of them.
    CoolantFlow,
    AirInlet, ///< Temperature at the inlets of the racks.
    HeatToLiquid,
    HeatToAir,
    FloorLoad,
    TrayFill, ///< Of trays; racks stand back.
    Utilisation, ///< Of links, on the bundles that they lie in; racks stand back.
    Failure
};
inline constexpr FloorOverlay floorOverlays[] = {
    FloorOverlay::None,        FloorOverlay::Findings,  FloorOverlay::Power,        FloorOverlay::Feed,      FloorOverlay::Loop,
    FloorOverlay::CoolantSupply, FloorOverlay::CoolantReturn, FloorOverlay::CoolantFlow, FloorOverlay::AirInlet, FloorOverlay::HeatToLiquid,
    FloorOverlay::HeatToAir,   FloorOverlay::FloorLoad, FloorOverlay::TrayFill,    FloorOverlay::Utilisation, FloorOverlay::Failure};
/// "none", "findings", "power", "feed", "loop", "coolant supply", ..., "failure".
QString word(FloorOverlay overlay);
/// The overlay of a word; words of one step with "-" for blanks too. False where it is none.
bool overlayFrom(const QString& word, FloorOverlay& overlay);

} // namespace colonnade::render
