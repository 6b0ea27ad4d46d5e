#include "render/theme/Glyphs.h"

#include <QPainterPath>
#include <QPixmap>

#include <cmath>
#include <numbers>

namespace colonnade::render {
namespace {

QPolygonF regular(int corners, double radius, double firstDegrees)
{
    QPolygonF polygon;
    for (int i = 0; i < corners; ++i) {
        const double angle = (firstDegrees + 360.0 * i / corners) * std::numbers::pi / 180;
        polygon << QPointF{radius * std::cos(angle), radius * std::sin(angle)};
    }
    return polygon;
}

QPen stroke(const QColor& colour, double width)
{
    return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

int rank(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Error: return 5;
    case Glyph::Warning: return 4;
    case Glyph::NotEvaluated: return 3;
    case Glyph::Info: return 2;
    case Glyph::Waived: return 1;
    case Glyph::Ok: return 0;
    }
    return 0;
}

// All marks are drawn in a box from -8 to 8.
void paintMark(QPainter& painter, Glyph glyph, const Theme& theme)
{
    const QColor colour = glyphColour(glyph, theme);
    switch (glyph) {
    case Glyph::Error: {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPolygon(regular(8, 7.6, 22.5));
        painter.setPen(stroke(inkOn(colour), 1.9));
        painter.drawLine(QPointF{-2.7, -2.7}, QPointF{2.7, 2.7});
        painter.drawLine(QPointF{-2.7, 2.7}, QPointF{2.7, -2.7});
        return;
    }
    case Glyph::Warning: {
        const QPolygonF triangle{{QPointF{0, -6.6}, QPointF{7.2, 6.0}, QPointF{-7.2, 6.0}}};
        painter.setPen(stroke(colour, 1.3));
        painter.setBrush(theme.warningFill);
        painter.drawPolygon(triangle);
        const QColor ink{0x1A, 0x12, 0x00};
        painter.setPen(stroke(ink, 1.8));
        painter.drawLine(QPointF{0, -2.2}, QPointF{0, 1.6});
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(QPointF{0, 4.1}, 1.05, 1.05);
        return;
    }
    case Glyph::Info: {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(QPointF{}, 7.2, 7.2);
        const QColor ink = inkOn(colour);
        painter.setBrush(ink);
        painter.drawEllipse(QPointF{0, -3.3}, 1.15, 1.15);
        painter.setPen(stroke(ink, 1.9));
        painter.drawLine(QPointF{0, -0.4}, QPointF{0, 3.8});
        return;
    }
    case Glyph::Ok: {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(QPointF{}, 7.2, 7.2);
        painter.setPen(stroke(inkOn(colour), 1.9));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(
            QPolygonF{{QPointF{-3.3, 0.3}, QPointF{-0.9, 2.7}, QPointF{3.5, -2.5}}});
        return;
    }
    case Glyph::Waived:
        painter.setPen(stroke(colour, 1.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(regular(4, 7.2, 0));
        painter.drawLine(QPointF{-2.4, 0}, QPointF{2.4, 0});
        return;
    case Glyph::NotEvaluated: {
        QPen dashed = stroke(colour, 1.4);
        dashed.setCapStyle(Qt::FlatCap);
        dashed.setDashPattern({2.3, 1.73});
        painter.setPen(dashed);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF{}, 6.6, 6.6);
        QPainterPath mark;
        mark.moveTo(-1.9, -1.6);
        mark.cubicTo(-1.9, -4.2, 2.0, -4.2, 2.0, -1.7);
        mark.cubicTo(2.0, -0.2, 0, 0.0, 0, 1.4);
        painter.setPen(stroke(colour, 1.4));
        painter.drawPath(mark);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(QPointF{0, 3.5}, 0.9, 0.9);
        return;
    }
    }
}

} // namespace

Glyph glyphOf(model::Severity severity)
{
    switch (severity) {
    case model::Severity::Error: return Glyph::Error;
    case model::Severity::Warning: return Glyph::Warning;
    case model::Severity::Info: return Glyph::Info;
    case model::Severity::NotEvaluated: return Glyph::NotEvaluated;
    }
    return Glyph::NotEvaluated;
}

Glyph glyphOf(const model::Finding& finding)
{
    return finding.waived ? Glyph::Waived : glyphOf(finding.severity);
}

Glyph worse(Glyph a, Glyph b)
{
    return rank(a) >= rank(b) ? a : b;
}

QColor glyphColour(Glyph glyph, const Theme& theme)
{
    switch (glyph) {
    case Glyph::Error: return theme.error;
    case Glyph::Warning: return theme.warning;
    case Glyph::Info: return theme.info;
    case Glyph::Ok: return theme.ok;
    case Glyph::Waived: return theme.waived;
    case Glyph::NotEvaluated: return theme.notEvaluated;
    }
    return theme.text;
}

void paintGlyph(QPainter& painter, Glyph glyph, const QRectF& box, const Theme& theme)
{
    const double side = std::min(box.width(), box.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.center());
    painter.scale(side / 16, side / 16);
    paintMark(painter, glyph, theme);
    painter.restore();
}

QPixmap glyphPixmap(Glyph glyph, const Theme& theme, int pixels, double deviceRatio)
{
    const int side = static_cast<int>(std::ceil(pixels * deviceRatio));
    QPixmap pixmap{side, side};
    pixmap.setDevicePixelRatio(deviceRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter{&pixmap};
    paintGlyph(painter, glyph, {0, 0, double(pixels), double(pixels)}, theme);
    return pixmap;
}

QIcon glyphIcon(Glyph glyph, const Theme& theme, int pixels)
{
    QIcon icon;
    for (const double ratio : {1.0, 2.0, 3.0})
        icon.addPixmap(glyphPixmap(glyph, theme, pixels, ratio));
    return icon;
}

void paintDirection(QPainter& painter, bool up, const QRectF& box, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double y0 = up ? box.bottom() : box.top();
    const double y1 = up ? box.top() : box.bottom();
    painter.drawPolygon(QPolygonF{
        {QPointF{box.left(), y0}, QPointF{box.right(), y0}, QPointF{box.center().x(), y1}}});
    painter.restore();
}

} // namespace colonnade::render
