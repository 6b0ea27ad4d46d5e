#pragma once

#include "model/design/RackDesign.h"
#include "render/theme/Glyphs.h"

#include <QPainter>

#include <optional>
#include <vector>

namespace colonnade::render {

/// What a drop at this place would come to.
enum class Verdict {
    Fits, ///< And no rule objects.
    FitsWithFindings, ///< Allowed; rules would report something new.
    Refused ///< An invariant would break.
};

/// How a verdict looks; none of its three carriers depends on colour alone.
struct GhostStyle {
    Verdict verdict = Verdict::Fits;
    Glyph glyph = Glyph::Ok; ///< With findings: of the worst new one.
    /// Outline, hatch and text.
    [[nodiscard]] QColor colour(const Theme& theme) const;
};

/// A device that is being dragged, where it would land.
struct GhostDevice {
    model::PartRef part;
    model::Mount mount;
    QString label; ///< "PS9"
    QString note; ///< "feed A"; may be empty.
};

/// What is being dragged over a rack.
struct ElevationGhost {
    std::vector<GhostDevice> devices;
    GhostStyle style;
};

/// Fills and outlines one piece of a ghost. `mirrored`: seen from the other side, so the outline is
/// dashed.
void paintGhost(QPainter& painter, const QRectF& rect, const GhostStyle& style, const Theme& theme,
                double textScale = 1, bool mirrored = false);
/// Parallel lines at 45 degrees, `spacing` apart; `crossed` both ways.
void paintHatch(QPainter& painter, const QRectF& rect, const QColor& colour, double spacing,
                double width, bool crossed);

} // namespace colonnade::render
