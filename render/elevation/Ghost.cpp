#include "render/elevation/Ghost.h"

#include <cmath>
#include <numbers>

namespace colonnade::render {

QColor GhostStyle::colour(const Theme& theme) const
{
    switch (verdict) {
    case Verdict::Fits: return theme.ok;
    case Verdict::FitsWithFindings: return glyphColour(glyph, theme);
    case Verdict::Refused: return theme.error;
    }
    return theme.error;
}

void paintHatch(QPainter& painter, const QRectF& rect, const QColor& colour, double spacing,
                double width, bool crossed)
{
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setPen({colour, width});
    const double step = spacing * std::numbers::sqrt2;
    // Anchored to the picture, not to the piece, so that lines run on over neighbouring pieces.
    const double first = std::floor((rect.left() + rect.top()) / step) * step;
    for (double sum = first; sum <= rect.right() + rect.bottom(); sum += step)
        painter.drawLine(QPointF{sum - rect.top(), rect.top()},
                         QPointF{sum - rect.bottom(), rect.bottom()});
    if (crossed) {
        const double start = std::floor((rect.left() - rect.bottom()) / step) * step;
        for (double sum = start; sum <= rect.right() - rect.top(); sum += step)
            painter.drawLine(QPointF{sum + rect.top(), rect.top()},
                             QPointF{sum + rect.bottom(), rect.bottom()});
    }
    painter.restore();
}

void paintGhost(QPainter& painter, const QRectF& rect, const GhostStyle& style, const Theme& theme,
                double textScale, bool mirrored)
{
    const QColor colour = style.colour(theme);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(
        rect, mixed(colour, theme.face, style.verdict == Verdict::FitsWithFindings ? 0.10 : 0.18));
    if (style.verdict == Verdict::Fits)
        paintHatch(painter, rect, mixed(colour, theme.face, 0.42), 6 * textScale, 1.2 * textScale,
                   false);
    else if (style.verdict == Verdict::Refused)
        paintHatch(painter, rect, mixed(colour, theme.face, 0.62), 3.5 * textScale, 1.0 * textScale,
                   true);

    QPen pen{colour, (mirrored ? 1.2 : 2.0) * textScale};
    if (mirrored)
        pen.setDashPattern({2.5, 2});
    else if (style.verdict == Verdict::FitsWithFindings)
        pen.setDashPattern({4, 2.5});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, 1.5 * textScale, 1.5 * textScale);
    painter.restore();
}

} // namespace colonnade::render
