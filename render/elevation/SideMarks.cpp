#include "render/elevation/SideMarks.h"

#include "model/units/Text.h"
#include "render/elevation/SidePainter.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {

using model::DeviceDepth;
using model::Millimetres;

QString lengthText(Millimetres length)
{
    const double number = static_cast<double>(length.value());
    const int digits = static_cast<int>(std::to_string(std::abs(length.value())).size());
    return QString::fromStdString(model::significant(number, digits)) + QStringLiteral("\u00a0mm");
}

void paintBend(QPainter& painter, const QRectF& place, bool towardsRear, double width)
{
    const double radius = std::min(place.width(), place.height());
    if (radius < 2)
        return;
    const QPointF start{towardsRear ? place.left() : place.right(), place.center().y()};
    const double side = towardsRear ? 1 : -1;
    const QRectF circle{start.x() - place.width(), start.y(), 2 * place.width(), 2 * std::min(place.width(), place.height())};
    painter.save();
    painter.setClipRect(place, Qt::IntersectClip);
    QPen pen = painter.pen();
    pen.setWidthF(width);
    painter.setPen(pen);
    painter.drawArc(circle, static_cast<int>((side > 0 ? 0 : 90) * 16), 90 * 16);
    painter.restore();
}

/// The centre of gravity, as on drawings: a quartered disc, with its height above the floor.
void SidePainter::paintBalance(QPainter& painter) const
{
    const double text = m_layout.options().textScale;
    const QPointF at{m_layout.frame().left() + m_balance->depth * m_layout.scale(), m_layout.frame().bottom() - m_balance->height * m_layout.scale()};
    const double r = 8 * text;
    QPen line{m_theme.accent, 1.2 * text};
    line.setDashPattern({4, 3});
    painter.setPen(line);
    painter.drawLine(QPointF{at.x(), at.y() + r}, QPointF{at.x(), m_layout.frame().bottom()});
    painter.setPen({m_theme.accent, 1.4 * text});
    painter.setBrush(m_theme.panel);
    painter.drawEllipse(at, r, r);
    painter.setBrush(m_theme.accent);
    const QRectF disc{at.x() - r, at.y() - r, 2 * r, 2 * r};
    painter.drawPie(disc, 0, 90 * 16);
    painter.drawPie(disc, 180 * 16, 90 * 16);
    painter.setFont(face(painter, type::axis * text, QFont::DemiBold));
    // What is left out makes it a guess.
    const QString words = QStringLiteral("%1%2 above the floor").arg(m_balance->missing.empty() ? QString{} : QStringLiteral("≈\u00a0"),
                                                                     lengthText(Millimetres{std::llround(m_balance->height)}));
    const double width = textWidth(painter, words) + 8 * text;
    QRectF plate{at.x() + r + 4 * text, at.y() - 8 * text, width, 16 * text};
    if (plate.right() > m_layout.frame().right())
        plate.moveRight(at.x() - r - 4 * text);
    painter.setPen({m_theme.accent, 0.8 * text});
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(plate, 3 * text, 3 * text);
    painter.setPen(m_theme.text);
    drawText(painter, {plate.center().x(), plate.center().y() + 3.8 * text}, words, Qt::AlignHCenter);
}

void SidePainter::paintDimension(QPainter& painter, double y, Millimetres from, Millimetres to, const QString& name) const
{
    if (to <= from)
        return;
    const double text = m_layout.options().textScale;
    const double left = m_layout.x(from), right = m_layout.x(to);
    painter.setPen({m_theme.strong, 0.9 * text});
    for (const double x : {left, right})
        painter.drawLine(QPointF{x, y - 4 * text}, QPointF{x, y + 4 * text});
    painter.setFont(face(painter, type::axis * text));
    const QString length = lengthText(to - from);
    QString words = name.isEmpty() ? length : name + QStringLiteral(" ") + length;
    if (textWidth(painter, words) > right - left - 6 * text)
        words = length;
    double width = textWidth(painter, words);
    if (width > right - left - 4 * text) { // The number alone, where the unit has no room.
        words = QString::number((to - from).value());
        width = textWidth(painter, words);
    }
    const bool fits = width <= right - left - 2 * text;
    // The line stops before its number: on paper and screen the ground differs.
    const double middle = (left + right) / 2, half = fits ? width / 2 + 3 * text : 0;
    painter.drawLine(QPointF{left, y}, QPointF{std::max(left, middle - half), y});
    painter.drawLine(QPointF{std::min(right, middle + half), y}, QPointF{right, y});
    if (!fits)
        return;
    painter.setPen(m_theme.text);
    drawText(painter, {middle, y + 3.8 * text}, words, Qt::AlignHCenter);
}

void SidePainter::paintDimensions(QPainter& painter) const
{
    const double text = m_layout.options().textScale;
    const QRectF above = m_layout.above(), below = m_layout.below();
    paintDimension(painter, above.bottom() - 9 * text, {}, m_depth.depth, QStringLiteral("outside"));
    const double first = below.top() + 11 * text, second = first + 18 * text;
    const QString rails = m_depth.railsKnown ? QStringLiteral("rails") : QStringLiteral("rails, assumed");
    paintDimension(painter, first, {}, m_depth.frontRail, {});
    paintDimension(painter, first, m_depth.frontRail, m_depth.rearRail, rails);
    paintDimension(painter, first, m_depth.rearRail, m_depth.depth, {});
    paintDimension(painter, second, m_depth.frontEnd(), m_depth.rearEnd(),
                   m_depth.frontDoor + m_depth.rearDoor > Millimetres{} ? QStringLiteral("inside the doors") : QStringLiteral("usable"));
}

void SidePainter::paintLegend(QPainter& painter) const
{
    const double text = m_layout.options().textScale;
    const QRectF legend = m_layout.legend();
    painter.setPen({m_theme.strong, 1.2 * text});
    painter.drawLine(legend.topLeft() + QPointF{0, 0.6 * text}, legend.topRight() + QPointF{0, 0.6 * text});
    painter.setFont(face(painter, type::axis * text));
    double x = legend.left() + 6 * text;
    const double y = legend.center().y() + 1 * text;
    const auto entry = [&](const QString& words, const auto& swatch) {
        const double width = 16 * text + textWidth(painter, words) + 12 * text;
        if (x + width > legend.right() + 8 * text)
            return;
        swatch(QRectF{x, y - 5 * text, 12 * text, 10 * text});
        painter.setPen(m_theme.text2);
        drawText(painter, {x + 16 * text, y + 3.8 * text}, words);
        x += width;
    };
    if (m_balance && m_balance->mass > model::Kilograms{})
        entry(m_balance->missing.empty() ? QStringLiteral("centre of gravity") : QStringLiteral("centre of gravity of what is known"), [&](const QRectF& box) {
            painter.setPen({m_theme.accent, 1.2 * text});
            painter.setBrush(m_theme.panel);
            painter.drawEllipse(box.center(), 4.5 * text, 4.5 * text);
            painter.setBrush(m_theme.accent);
            const QRectF disc{box.center() - QPointF{4.5, 4.5} * text, QSizeF{9, 9} * text};
            painter.drawPie(disc, 0, 90 * 16);
            painter.drawPie(disc, 180 * 16, 90 * 16);
        });
    const auto has = [&](auto test) { return std::ranges::any_of(m_depth.devices, test); };
    if (has([](const DeviceDepth& one) { return one.plug > Millimetres{}; }))
        entry(QStringLiteral("plug"), [&](const QRectF& box) { painter.fillRect(box.adjusted(0, 2.5 * text, 0, -2.5 * text), m_theme.cage); });
    if (has([](const DeviceDepth& one) { return one.bend > Millimetres{}; }))
        entry(QStringLiteral("cable bend"), [&](const QRectF& box) {
            painter.fillRect(box, mixed(m_theme.info, m_theme.opening, 0.18));
            painter.setPen({m_theme.info, 1.2 * text});
            paintBend(painter, box, true, 1.2 * text);
        });
    if (!m_depth.zeroU.empty())
        entry(QStringLiteral("zero-U, dashed: left side"), [&](const QRectF& box) {
            painter.setPen({m_theme.kind(model::DeviceRole::Power), 1.3 * text});
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(box);
        });
    if (has([](const DeviceDepth& one) { return one.known && one.slack < Millimetres{}; }))
        entry(QStringLiteral("too deep"), [&](const QRectF& box) {
            paintHatch(painter, box, m_theme.error, 4 * text, 1.1 * text, true);
            painter.setPen({m_theme.error, 1.2 * text});
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(box);
        });
    if (has([](const DeviceDepth& one) { return !one.known; }))
        entry(QStringLiteral("depth not known"), [&](const QRectF& box) {
            QPen pen{m_theme.notEvaluated, 1 * text};
            pen.setDashPattern({2, 2});
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(box);
        });
}

} // namespace colonnade::render
