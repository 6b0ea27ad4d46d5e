#include "render/plan/PlanPainter.h"

#include "render/elevation/DeviceFace.h"
#include "render/theme/Fonts.h"

#include <QLineF>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace colonnade::render {
namespace {

using model::FloorRect;
using model::Millimetres;

constexpr double leastTile = 7; // Painter units; closer lines are a grey veil.

QPolygonF polygonOf(const model::Polygon& outline, const PlanLayout& layout)
{
    QPolygonF polygon;
    for (const model::Point point : outline)
        polygon << layout.toView(point);
    return polygon;
}

} // namespace

void PlanPainter::paintHall(QPainter& painter, const QRectF& area, const model::Hall& hall) const
{
    const double text = m_options.textScale;
    painter.fillRect(area, m_theme.canvas);
    const QPolygonF walls = polygonOf(hall.outline, m_layout);
    if (!walls.isEmpty()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.floor);
        painter.drawPolygon(walls);
    }
    if (m_options.tiles)
        paintTiles(painter, area, hall);
    for (const model::KeepOut& keepOut : hall.keepOuts) {
        const QRectF place = m_layout.toView(keepOut.area);
        if (!place.intersects(area))
            continue;
        painter.fillRect(place, m_theme.keepOut);
        paintHatch(painter, place, m_theme.strong, 9 * text, 0.6 * text, false);
        QPen pen{m_theme.strong, 1 * text};
        pen.setDashPattern({5, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place);
        painter.setFont(textFont(painter, type::axis));
        const QString words = elided(painter, plain(keepOut.reason), place.width() - 10 * text);
        if (m_options.labels && !words.isEmpty() && place.height() > 16 * text) {
            const double width = textWidth(painter, words) + 8 * text;
            painter.fillRect(QRectF{place.center().x() - width / 2, place.center().y() - 8 * text,
                                    width, 16 * text},
                             m_theme.keepOut);
            painter.setPen(m_theme.text2);
            drawText(painter, {place.center().x(), place.center().y() + 3.8 * text}, words,
                     Qt::AlignHCenter);
        }
    }
    paintWeakZones(painter, area, hall);
    if (!walls.isEmpty()) {
        painter.setPen({m_theme.frame, std::max(2.0 * text, 100 * m_layout.scale()), Qt::SolidLine,
                        Qt::SquareCap, Qt::MiterJoin});
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(walls);
    }
    for (const FloorRect& column : hall.columns) {
        const QRectF place = m_layout.toView(column);
        painter.setPen({m_theme.strong, 1 * text});
        painter.setBrush(m_theme.column);
        painter.drawRect(place);
        painter.drawLine(place.topLeft(), place.bottomRight());
        painter.drawLine(place.topRight(), place.bottomLeft());
    }
    if (hall.outline.empty())
        return;
    for (const model::Door& door : hall.doors)
        paintDoor(painter, hall, door);
}

void PlanPainter::paintTiles(QPainter& painter, const QRectF& area, const model::Hall& hall) const
{
    const double tile = static_cast<double>(hall.tile.value()) * m_layout.scale();
    if (hall.tile <= Millimetres{} || tile < leastTile * m_options.textScale)
        return;
    painter.save();
    QRectF covered = area;
    if (!hall.outline.empty()) {
        QPainterPath inside;
        inside.addPolygon(polygonOf(hall.outline, m_layout));
        inside.closeSubpath();
        painter.setClipPath(inside, Qt::IntersectClip);
        covered &= inside.boundingRect();
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen({m_theme.tile, 1 * m_options.textScale});
    const QPointF origin = m_layout.toView(model::Point{});
    const auto firstFrom = [tile](double from, double at) {
        return at + std::ceil((from - at) / tile) * tile;
    };
    std::vector<QLineF> lines;
    for (double x = firstFrom(covered.left(), origin.x()); x <= covered.right(); x += tile)
        lines.emplace_back(x, covered.top(), x, covered.bottom());
    for (double y = firstFrom(covered.top(), origin.y()); y <= covered.bottom(); y += tile)
        lines.emplace_back(covered.left(), y, covered.right(), y);
    painter.drawLines(lines.data(), static_cast<int>(lines.size()));
    painter.restore();
}

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

void PlanPainter::paintAisles(QPainter& painter, const QRectF& area, const PlanContent& content) const
{
    const double text = m_options.textScale;
    std::vector<QRectF> names;
    for (const PlanPod& pod : content.index->pods()) {
        if (const QRectF name = podNameRect(painter, pod, content); name.intersects(area))
            names.push_back(name);
    }
    for (const PlanAisle& aisle : content.index->aisles()) {
        const QRectF place = m_layout.toView(aisle.area);
        if (!place.intersects(area))
            continue;
        const bool cold = aisle.kind == model::Aisle::Kind::Cold;
        const bool service = aisle.kind == model::Aisle::Kind::Service;
        const QColor ink = service ? m_theme.text2 : cold ? m_theme.onCold : m_theme.onHot;
        painter.fillRect(place, service ? m_theme.keepOut : cold ? m_theme.cold : m_theme.hot);
        if (aisle.contained) {
            painter.setPen(
                {ink, std::min(1.5 * text, std::min(place.width(), place.height()) * 0.06)});
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(place);
        }
        const double pixels = std::min({16.0 * text, place.height() * 0.8, place.width() * 0.8});
        if (!m_options.labels || pixels < 9 * text)
            continue;
        painter.setFont(face(painter, pixels, QFont::DemiBold));
        painter.setPen(ink);
        const QString letter = service ? QStringLiteral("S")
            : cold                     ? QStringLiteral("C")
                                       : QStringLiteral("H");
        // One letter at each end, so that it is seen from wherever one looks.
        const bool wide = place.width() >= place.height();
        const double reach = (wide ? place.width() : place.height()) / 2 - pixels;
        for (const double side : {-1.0, 1.0}) {
            QPointF at = place.center() + (wide ? QPointF{side * reach, 0} : QPointF{0, side * reach});
            for (const QRectF& name : names) {
                if (!name.adjusted(-pixels / 2, -pixels / 2, pixels / 2, pixels / 2).contains(at))
                    continue;
                if (wide)
                    at.setX(side < 0 ? name.right() + pixels : name.left() - pixels);
                else
                    at.setY(side < 0 ? name.bottom() + pixels : name.top() - pixels);
            }
            drawText(painter, at + QPointF{0, pixels * 0.36}, letter, Qt::AlignHCenter);
            if (reach < 60 * text)
                break;
        }
    }
}

} // namespace colonnade::render
