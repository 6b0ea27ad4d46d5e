#pragma once

#include "render/cables/CableStates.h"
#include "render/overlay/FloorFigures.h"

#include "model/rules/Profile.h"

namespace colonnade::render {

/// Whether trays take the colours of their fill, and the shares of their section at which these change.
struct TrayFillView {
    bool shown = false;
    std::optional<double> design, most; ///< Nothing: no rule is in force, and a fill has no verdict.

    /// Shown by the limits of CAB-010 as a profile sets them.
    static TrayFillView of(const model::Profile& profile);
    bool operator==(const TrayFillView&) const = default;
};

/// What the colours of bundles tell.
enum class CableShow : std::uint8_t {
    Networks,    ///< The network that they belong to, where cables are shown.
    Utilisation, ///< How busy the busiest link is that lies there; also where cables are not shown else.
    Failure      ///< What a failure takes: what is lost also where cables are not shown else.
};

/// Colours of trays and bundles under an overlay: the same for plan and 3D.
struct CableOverlay {
    CableShow show = CableShow::Networks;
    TrayFillView fill;
    std::shared_ptr<const HallCables> cables; ///< Null: not worked out; then nothing is told.

    [[nodiscard]] bool isNone() const { return show == CableShow::Networks && !fill.shown; }
    bool operator==(const CableOverlay&) const = default;
};

/// How a line is drawn.
struct CableLook {
    QColor colour;
    bool lost = false; ///< In pieces: the colour does not carry it alone.
    bool marked = false; ///< Its network stands out.
};
/// Nothing: it is not drawn. `states`: of the layer of the line, or null; `number`: of the line in it.
std::optional<CableLook> cableLook(const CableLayer& layer, std::size_t number, const LayerStates* states, CableShow show,
                                   const CableView& view, const Theme& theme);
/// "up to 67 % used, mean 50 %", "3 of 128 lost"; empty: nothing is told.
QString cableWords(const CableState& state, CableShow show);

/// Of a stretch of tray; without limits, or where no diameter is known, that of trays.
QColor fillColour(const Theme& theme, const TrayFillLine& line, const TrayFillView& limits);

/// What the colours of a hall's trays and bundles mean, with the number of runs of each; without a title where the overlay tells
/// nothing of them.
Legend cableLegend(const CableOverlay& overlay, const CableView& view, const Theme& theme);

} // namespace colonnade::render
