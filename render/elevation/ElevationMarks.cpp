#include "render/elevation/ElevationPainter.h"

#include "render/theme/Fonts.h"
#include "render/theme/RubberBand.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <vector>

namespace colonnade::render {
namespace {

using model::Device;
using model::Face;
using model::RackUnit;
using model::RackUnits;

void paintCorners(QPainter& painter, const QRectF& rect, const QColor& colour, double side)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const QPointF corner :
         {rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()})
        painter.drawRect(QRectF{corner.x() - side / 2, corner.y() - side / 2, side, side});
}

} // namespace

void ElevationPainter::paintMarks(QPainter& painter, const ElevationContent& content) const
{
    if (!content.rack)
        return;
    const double text = m_layout.options().textScale;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintLeaving(painter, content);
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        for (const Device& device : content.rack->devices()) {
            const bool selected = content.selected.contains(device.id);
            const bool hovered = content.hovered == device.id;
            if (!selected && !hovered)
                continue;
            const QRectF place = m_layout.place(*content.rack, *device.part, device.mount, side);
            if (place.isEmpty())
                continue;
            painter.setBrush(Qt::NoBrush);
            painter.setPen({m_theme.accent, (selected ? 2.0 : 1.0) * text});
            painter.drawRoundedRect(place, text, text);
            if (selected && place.height() >= 6 * text)
                paintCorners(painter, place, m_theme.accent, 4 * text);
        }
    }
    if (content.ghost)
        paintGhosts(painter, content);
    paintRubberBand(painter, content.rubberBand, content.touching, m_theme, text);
    painter.restore();
}

void ElevationPainter::paintLeaving(QPainter& painter, const ElevationContent& content) const
{
    const double text = m_layout.options().textScale;
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        for (const model::DeviceId& id : content.leaving) {
            const Device* device = content.rack->device(id);
            if (!device)
                continue;
            const QRectF place = m_layout.place(*content.rack, *device->part, device->mount, side);
            if (place.isEmpty())
                continue;
            QColor veil = m_theme.opening;
            veil.setAlphaF(0.72F);
            painter.setBrush(veil);
            QPen pen{m_theme.strong, 1 * text};
            pen.setDashPattern({4, 3});
            painter.setPen(pen);
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
        }
    }
}

void ElevationPainter::paintGhosts(QPainter& painter, const ElevationContent& content) const
{
    const ElevationGhost& ghost = *content.ghost;
    const double text = m_layout.options().textScale;
    const QColor colour = ghost.style.colour(m_theme);
    std::optional<QRectF> lit;
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        // Pieces that touch are one ghost.
        std::vector<QRectF> pieces;
        for (const GhostDevice& device : ghost.devices) {
            const QRectF place = m_layout.place(*content.rack, *device.part, device.mount, side);
            if (!place.isEmpty())
                pieces.push_back(place);
        }
        std::ranges::sort(pieces, std::greater{}, &QRectF::bottom);
        std::vector<QRectF> joined;
        for (const QRectF& piece : pieces) {
            if (!joined.empty() && std::abs(joined.back().top() - piece.bottom()) < 0.5
                && std::abs(joined.back().left() - piece.left()) < 0.5)
                joined.back() |= piece;
            else
                joined.push_back(piece);
        }
        const bool rearMounted =
            !ghost.devices.empty() && ghost.devices.front().mount.face != Face::Front;
        const bool mirrored = (side == FaceSide::Rear) != rearMounted;
        for (const QRectF& piece : joined)
            paintGhost(painter, piece, ghost.style, m_theme, text, mirrored);
        painter.setPen({colour, 0.8 * text});
        for (std::size_t i = 1; i < pieces.size(); ++i)
            painter.drawLine(pieces[i].bottomLeft(), pieces[i].bottomRight());
        if (mirrored)
            continue;
        for (const GhostDevice& device : ghost.devices) {
            const QRectF place = m_layout.place(*content.rack, *device.part, device.mount, side);
            if (place.isEmpty() || device.mount.face == Face::ZeroULeft
                || device.mount.face == Face::ZeroURight)
                continue;
            lit = lit ? *lit | place : place;
            const double pixels = std::clamp(m_layout.unitHeight() / text * 0.72, 9.0, 12.0) * text;
            if (place.height() < pixels)
                continue;
            const double baseline = place.center().y() + pixels * 0.36;
            double left = place.left() + 10 * text;
            if (ghost.style.verdict != Verdict::Fits) {
                const double side2 = std::min(place.height() - 2 * text, 12 * text);
                paintGlyph(
                    painter,
                    ghost.style.verdict == Verdict::Refused ? Glyph::Error : ghost.style.glyph,
                    {left - 5 * text, place.center().y() - side2 / 2, side2, side2}, m_theme);
                left += side2;
            }
            painter.setFont(face(painter, pixels, QFont::DemiBold));
            painter.setPen(colour);
            const double noteWidth =
                device.note.isEmpty() ? 0 : textWidth(painter, device.note) + 8 * text;
            drawText(painter, {left, baseline},
                     elided(painter, device.label, place.right() - left - noteWidth - 6 * text));
            if (!device.note.isEmpty() && left + noteWidth < place.right())
                drawText(painter, {place.right() - 7 * text, baseline}, device.note,
                         Qt::AlignRight);
        }
    }
    if (!lit)
        return;
    // Unit numbers light up, and a guide line crosses front and rear.
    const QRectF ruler =
        m_layout.ruler(m_layout.shows(FaceSide::Front) ? FaceSide::Front : FaceSide::Rear);
    const QRectF far =
        m_layout.frame(m_layout.shows(FaceSide::Rear) ? FaceSide::Rear : FaceSide::Front);
    QPen guide{colour, 1 * text};
    guide.setDashPattern({2, 3});
    painter.setPen(guide);
    painter.drawLine(
        QPointF{ruler.isEmpty() ? lit->left() : ruler.left() + 3 * text, lit->bottom()},
        QPointF{far.right(), lit->bottom()});
    if (ruler.isEmpty())
        return;
    const double unit = m_layout.unitHeight();
    const QRectF opening = m_layout.opening(FaceSide::Front).isEmpty()
        ? m_layout.opening(FaceSide::Rear)
        : m_layout.opening(FaceSide::Front);
    const int low = static_cast<int>(std::floor((opening.bottom() - lit->bottom()) / unit + 1.01));
    const int high = static_cast<int>(std::floor((opening.bottom() - lit->top()) / unit + 0.51));
    const bool every = unit >= everyNumberFrom * text;
    const QString span = QStringLiteral("%1–%2").arg(low).arg(high);
    painter.setFont(face(painter, 9.8 * text, QFont::DemiBold));
    const bool spanned = !every && low != high;
    const double width = std::max(23 * text, spanned ? QFontMetricsF{painter.font(), painter.device()}.horizontalAdvance(span) + 5 * text : 0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF{ruler.right() - 4 * text - width, lit->top() + 0.5, width, lit->height() - 1}, 2.5 * text, 2.5 * text);
    painter.setPen(inkOn(colour));
    for (int number = low; number <= high; ++number) {
        if (!every && number != (low + high) / 2)
            continue;
        const QRectF row =
            m_layout.units(FaceSide::Front, RackUnit::whole(number), RackUnits::whole(1));
        drawText(painter, {ruler.right() - 6.5 * text, row.center().y() + 3.5 * text}, spanned ? span : QString::number(number), Qt::AlignRight);
    }
}

} // namespace colonnade::render
