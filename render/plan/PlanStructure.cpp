#include "render/plan/PlanPainter.h"

#include "render/elevation/DeviceFace.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {

void PlanPainter::paintWeakZones(QPainter& painter, const QRectF& area, const model::Hall& hall) const
{
    const double text = m_options.textScale;
    for (const model::WeakZone& zone : hall.structure.weakZones) {
        const QRectF place = m_layout.toView(zone.area);
        if (!place.intersects(area))
            continue;
        QPen pen{m_theme.warning, 1.2 * text};
        pen.setDashPattern({2, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place);
        painter.drawLine(place.topLeft(), place.bottomRight());
        if (!m_options.labels || place.height() < 16 * text)
            continue;
        painter.setFont(textFont(painter, type::axis));
        const QString reason = plain(zone.reason);
        const QString words = elided(painter, reason.isEmpty() ? QStringLiteral("Weak floor") : QStringLiteral("Weak floor: ") + reason,
                                     place.width() - 10 * text);
        if (words.isEmpty())
            continue;
        const double width = textWidth(painter, words) + 8 * text;
        painter.fillRect(QRectF{place.center().x() - width / 2, place.center().y() - 8 * text, width, 16 * text}, m_theme.floor);
        painter.setPen(m_theme.text2);
        drawText(painter, {place.center().x(), place.center().y() + 3.8 * text}, words, Qt::AlignHCenter);
    }
}

void PlanPainter::paintDoor(QPainter& painter, const model::Hall& hall, const model::Door& door) const
{
    using Swing = model::Door::Swing;
    const double text = m_options.textScale;
    const double width = static_cast<double>(door.width.value()) * m_layout.scale();
    if (width < 3)
        return;
    const model::DoorOpening opening = model::openingOf(hall, door);
    const QPointF from = m_layout.toView(opening.from), to = m_layout.toView(opening.to);
    const QPointF out = m_layout.toView(opening.from + opening.outward) - from;
    painter.setPen({m_theme.floor, std::max(2.4 * text, 110 * m_layout.scale()), Qt::SolidLine, Qt::FlatCap});
    painter.drawLine(from, to);
    painter.setPen({m_theme.strong, 1 * text});
    painter.setBrush(Qt::NoBrush);
    if (door.swing == Swing::Sliding) {
        painter.drawLine(from, to);
    } else {
        // Each leaf stands open at a right angle; the arc is its way.
        const QPointF way = (door.swing == Swing::Inward ? -out : out) / door.leaves;
        const double radius = width / door.leaves;
        const auto leaf = [&](QPointF hinge, QPointF end) {
            painter.drawLine(hinge, hinge + way);
            const QRectF circle{hinge.x() - radius, hinge.y() - radius, 2 * radius, 2 * radius};
            const double start = QLineF{hinge, end}.angle(), sweep = QLineF{hinge, end}.angleTo(QLineF{hinge, hinge + way});
            painter.drawArc(circle, static_cast<int>(std::lround(start * 16)),
                            static_cast<int>(std::lround((sweep > 180 ? sweep - 360 : sweep) * 16)));
        };
        leaf(from, to);
        if (door.leaves == 2)
            leaf(to, from);
    }
    if (!m_options.labels || width < 20 * text || door.name.empty())
        return;
    painter.setFont(textFont(painter, type::axis));
    painter.setPen(m_theme.text2);
    // Within the hall, where there is room for it.
    const QPointF middle = (from + to) / 2 - out * (14 * text / std::max(width, 1.0));
    const bool alongX = std::abs(to.x() - from.x()) >= std::abs(to.y() - from.y());
    drawText(painter, middle + QPointF{0, 4 * text}, plain(door.name),
             alongX ? Qt::AlignHCenter : out.x() < 0 ? Qt::AlignLeft : Qt::AlignRight);
}

} // namespace colonnade::render
