#include "render/plan/PlanPainter.h"

#include "render/plan/PlaceDrawing.h"
#include "render/theme/Fonts.h"
#include "render/theme/RubberBand.h"

#include <algorithm>

namespace colonnade::render {

void PlanPainter::paintMarks(QPainter& painter, const QRectF& area,
                             const PlanContent& content) const
{
    if (!content.index)
        return;
    const double text = m_options.textScale;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area, Qt::IntersectClip);
    const auto placeOf = [&](const std::string& path) -> QRectF {
        if (const PlanItem* item = content.index->item(path))
            return m_layout.toView(item->footprint);
        if (const PlanPod* pod = content.index->pod(path))
            return m_layout.toView(pod->footprint).adjusted(-3, -3, 3, 3);
        return {};
    };
    for (const std::string& path : content.leaving) {
        const QRectF place = placeOf(path);
        QColor veil = m_theme.floor;
        veil.setAlphaF(0.7F);
        QPen pen{m_theme.strong, 1 * text};
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(veil);
        painter.drawRect(place);
    }
    for (const std::string& path : content.selected) {
        if (const QRectF place = placeOf(path); !place.isEmpty())
            paintOutline(painter, place, true);
    }
    if (content.hovered && !content.selected.contains(*content.hovered)) {
        if (const QRectF place = placeOf(*content.hovered); !place.isEmpty())
            paintOutline(painter, place, false);
    }
    if (content.ghost) {
        const QColor colour = content.ghost->style.colour(m_theme);
        painter.setPen({m_theme.error, 2 * text});
        painter.setBrush(Qt::NoBrush);
        for (const model::FloorRect& obstacle : content.ghost->obstacles)
            painter.drawRect(m_layout.toView(obstacle));
        const double pixels = type::axis * text;
        for (const PlanGhostItem& item : content.ghost->items) {
            const QRectF place = m_layout.toView(item.footprint);
            paintGhost(painter, place, content.ghost->style, m_theme, text);
            const double thick =
                std::min(frontEdge * text + 1, std::min(place.width(), place.height()) * 0.2);
            painter.fillRect(frontStrip(place, item.turn, thick), colour);
            painter.setFont(face(painter, pixels, QFont::DemiBold));
            painter.setPen(colour);
            writeIn(painter, place, item.label, pixels);
        }
    }
    if (content.cables)
        paintTrayMarks(painter, *content.cables, m_layout, m_theme, text);
    for (const PlanDimension& dimension : content.dimensions)
        paintDimension(painter, dimension);
    paintRubberBand(painter, content.rubberBand, content.touching, m_theme, text);
    painter.restore();
}

void PlanPainter::paintOutline(QPainter& painter, const QRectF& rect, bool strong) const
{
    const double text = m_options.textScale;
    painter.setPen({m_theme.accent, (strong ? 2.0 : 1.0) * text});
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    if (!strong || rect.width() < 8 * text)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    for (const QPointF corner :
         {rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()})
        painter.drawRect(
            QRectF{corner.x() - 2.5 * text, corner.y() - 2.5 * text, 5 * text, 5 * text});
}

void PlanPainter::paintDimension(QPainter& painter, const PlanDimension& dimension) const
{
    const double text = m_options.textScale;
    const QPointF from = m_layout.toView(dimension.from), to = m_layout.toView(dimension.to);
    const QLineF line{from, to};
    if (line.length() < 2)
        return;
    const QLineF across = line.normalVector().unitVector();
    const QPointF tick = (across.p2() - across.p1()) * 4 * text;
    painter.setPen({m_theme.text2, 1 * text});
    painter.drawLine(line);
    painter.drawLine(from - tick, from + tick);
    painter.drawLine(to - tick, to + tick);
    painter.setFont(textFont(painter, type::axis, QFont::Medium));
    const double width = textWidth(painter, dimension.text) + 8 * text;
    const QRectF plate{line.center().x() - width / 2, line.center().y() - 8 * text, width,
                       16 * text};
    painter.setPen({m_theme.strong, 0.8 * text});
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(plate, 3 * text, 3 * text);
    painter.setPen(m_theme.text);
    drawText(painter, {plate.center().x(), plate.center().y() + 3.8 * text}, dimension.text,
             Qt::AlignHCenter);
}

} // namespace colonnade::render
