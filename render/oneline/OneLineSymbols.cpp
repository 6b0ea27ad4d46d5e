#include "render/oneline/OneLineSymbols.h"

#include "render/theme/Fonts.h"

#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace colonnade::render {
namespace {

void letter(QPainter& painter, QPointF middle, double pixels, const QString& text)
{
    painter.setFont(face(painter, pixels, QFont::DemiBold));
    drawText(painter, {middle.x(), middle.y() + pixels * 0.36}, text, Qt::AlignHCenter);
}

/// One period of a sine, for alternating current.
void wave(QPainter& painter, QPointF middle, double width)
{
    QPainterPath path;
    constexpr int steps = 24;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const QPointF at{middle.x() + (t - 0.5) * width, middle.y() - std::sin(t * 2 * std::numbers::pi) * width * 0.22};
        i == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    painter.drawPath(path);
}

/// Two strokes, for direct current.
void direct(QPainter& painter, QPointF middle, double width)
{
    const double half = width / 2, apart = width * 0.14;
    painter.drawLine(middle + QPointF{-half, -apart}, middle + QPointF{half, -apart});
    painter.drawLine(middle + QPointF{-half, apart}, middle + QPointF{half, apart});
}

/// A converter: a square with a diagonal, alternating at the input and direct at the output, or the reverse.
void converter(QPainter& painter, const QRectF& box, bool rectifies)
{
    painter.drawRect(box);
    painter.drawLine(box.bottomLeft(), box.topRight());
    const QPointF in{box.left() + box.width() * 0.3, box.top() + box.height() * 0.28};
    const QPointF out{box.left() + box.width() * 0.7, box.top() + box.height() * 0.74};
    wave(painter, rectifies ? in : out, box.width() * 0.4);
    direct(painter, rectifies ? out : in, box.width() * 0.32);
}

void battery(QPainter& painter, QPointF middle, double size)
{
    const double h = size / 2;
    painter.drawLine(middle + QPointF{-h * 0.3, -h}, middle + QPointF{-h * 0.3, h});
    painter.drawLine(middle + QPointF{h * 0.3, -h * 0.5}, middle + QPointF{h * 0.3, h * 0.5});
}

} // namespace

void paintSymbol(QPainter& painter, OneLineSymbol symbol, const QRectF& box, const OneLineInk& ink)
{
    const double s = std::min(box.width(), box.height());
    const QPointF middle = box.center();
    const auto at = [&](double x, double y) { return middle + QPointF{x * s, y * s}; };
    const auto square = [&](double x, double y, double w, double h) { return QRectF{at(x, y), QSizeF{w * s, h * s}}; };
    QPen pen{ink.line, ink.width};
    pen.setJoinStyle(Qt::MiterJoin);
    painter.save();
    painter.setPen(pen);
    painter.setBrush(ink.ground);
    const auto conductor = [&] { painter.drawLine(at(0, -0.5), at(0, 0.5)); };
    switch (symbol) {
    case OneLineSymbol::Utility: {
        const QRectF net = square(-0.36, -0.36, 0.72, 0.72);
        painter.drawLine(at(0, 0.36), at(0, 0.5));
        painter.drawRect(net);
        painter.setClipRect(net, Qt::IntersectClip);
        painter.setPen({ink.line, ink.width * 0.6});
        for (int i = -3; i <= 3; ++i) {
            const double shift = i * 0.24;
            painter.drawLine(at(shift - 0.4, -0.4), at(shift + 0.4, 0.4));
            painter.drawLine(at(shift - 0.4, 0.4), at(shift + 0.4, -0.4));
        }
        break;
    }
    case OneLineSymbol::Generator:
        painter.drawLine(at(0, 0.38), at(0, 0.5));
        painter.drawEllipse(middle, 0.38 * s, 0.38 * s);
        letter(painter, at(0, -0.1), s * 0.34, QStringLiteral("G"));
        painter.setBrush(Qt::NoBrush);
        wave(painter, at(0, 0.18), s * 0.3);
        break;
    case OneLineSymbol::Transformer:
        painter.drawLine(at(0, -0.5), at(0, -0.42));
        painter.drawLine(at(0, 0.42), at(0, 0.5));
        painter.drawEllipse(at(0, -0.15), 0.27 * s, 0.27 * s);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(at(0, 0.15), 0.27 * s, 0.27 * s);
        break;
    case OneLineSymbol::Switchboard:
        conductor();
        painter.setPen({ink.line, ink.width * 2.6, Qt::SolidLine, Qt::FlatCap});
        painter.drawLine(at(-0.48, 0.12), at(0.48, 0.12));
        break;
    case OneLineSymbol::Ups:
        painter.drawLine(at(0, -0.5), at(0, 0.5));
        converter(painter, square(-0.42, -0.42, 0.4, 0.4), true);
        painter.setBrush(ink.ground);
        converter(painter, square(-0.02, -0.42, 0.4, 0.4), false);
        painter.drawRect(square(-0.42, 0.02, 0.8, 0.4));
        battery(painter, at(-0.02, 0.22), s * 0.26);
        break;
    case OneLineSymbol::Panel:
        conductor();
        painter.drawRect(square(-0.3, -0.4, 0.6, 0.8));
        painter.drawLine(at(0, -0.4), at(0, 0.4));
        for (const double y : {-0.24, 0.0, 0.24}) {
            painter.drawLine(at(-0.2, y), at(-0.06, y));
            painter.drawLine(at(0.06, y), at(0.2, y));
        }
        break;
    case OneLineSymbol::Busway:
        painter.drawLine(at(0, -0.5), at(0, -0.4));
        painter.setPen({ink.line, ink.width * 2.6, Qt::SolidLine, Qt::FlatCap});
        painter.drawLine(at(0, -0.42), at(0, 0.5));
        painter.setPen(pen);
        for (const double y : {-0.2, 0.18}) {
            painter.drawLine(at(0, y), at(0.2, y));
            painter.drawRect(square(0.2, y - 0.1, 0.2, 0.2));
        }
        break;
    case OneLineSymbol::Breaker: paintBreaker(painter, at(0, -0.5), s, ink); break;
    case OneLineSymbol::RackPdu:
        conductor();
        painter.drawRect(square(-0.2, -0.44, 0.4, 0.88));
        for (const double y : {-0.3, -0.1, 0.1, 0.3})
            painter.drawRect(square(-0.1, y - 0.06, 0.2, 0.12));
        break;
    case OneLineSymbol::PowerShelf:
        conductor();
        converter(painter, square(-0.36, -0.36, 0.72, 0.72), true);
        break;
    case OneLineSymbol::Busbar:
        painter.drawLine(at(0, -0.5), at(0, 0));
        painter.setPen({ink.line, ink.width * 2.6, Qt::SolidLine, Qt::FlatCap});
        painter.drawLine(at(-0.48, 0), at(0.48, 0));
        painter.drawLine(at(0, 0), at(0, 0.5));
        painter.setPen(pen);
        direct(painter, at(0.3, -0.24), s * 0.26);
        break;
    case OneLineSymbol::Rack:
        painter.drawRect(square(-0.3, -0.5, 0.6, 1));
        painter.fillRect(square(-0.3, -0.5, 0.12, 1), ink.fill);
        painter.setPen({ink.line, ink.width * 0.6});
        for (int i = 1; i < 6; ++i)
            painter.drawLine(at(-0.16, -0.5 + i / 6.0), at(0.28, -0.5 + i / 6.0));
        break;
    case OneLineSymbol::Pod:
        for (const double x : {-0.46, -0.14, 0.18}) {
            painter.setBrush(ink.ground);
            painter.drawRect(square(x, -0.4, 0.28, 0.8));
            painter.fillRect(square(x, -0.4, 0.08, 0.8), ink.fill);
        }
        break;
    case OneLineSymbol::Unit:
        painter.drawRect(square(-0.34, -0.44, 0.68, 0.88));
        painter.fillRect(square(-0.34, -0.44, 0.12, 0.88), ink.fill);
        painter.drawEllipse(at(0.06, 0), 0.16 * s, 0.16 * s);
        break;
    case OneLineSymbol::Device:
        painter.drawRect(square(-0.48, -0.18, 0.96, 0.36));
        painter.fillRect(square(-0.48, -0.18, 0.1, 0.36), ink.fill);
        for (const double x : {-0.2, 0.02, 0.24})
            painter.drawRect(square(x, -0.07, 0.14, 0.14));
        break;
    }
    painter.restore();
}

void paintBreaker(QPainter& painter, QPointF top, double height, const OneLineInk& ink)
{
    painter.save();
    painter.setPen({ink.line, ink.width});
    const QPointF fixed = top + QPointF{0, height * 0.28}, moving = top + QPointF{0, height * 0.74};
    painter.drawLine(top, fixed);
    painter.drawLine(moving, top + QPointF{0, height});
    painter.drawLine(moving, fixed + QPointF{-height * 0.22, height * 0.02});
    const double cross = height * 0.1;
    painter.drawLine(fixed + QPointF{-cross, -cross}, fixed + QPointF{cross, cross});
    painter.drawLine(fixed + QPointF{-cross, cross}, fixed + QPointF{cross, -cross});
    painter.restore();
}

void paintTransfer(QPainter& painter, QPointF top, double height, double apart, bool onSecond, const OneLineInk& ink)
{
    painter.save();
    painter.setPen({ink.line, ink.width});
    const QPointF first = top + QPointF{0, height * 0.3}, second = first - QPointF{apart, 0};
    const QPointF common = top + QPointF{0, height * 0.78};
    painter.drawLine(top, first);
    painter.drawLine(top - QPointF{apart, 0}, second);
    painter.drawLine(common, top + QPointF{0, height});
    painter.drawLine(common, onSecond ? second + QPointF{1, 1} : first);
    painter.setBrush(ink.ground);
    const double r = height * 0.09;
    for (const QPointF contact : {first, second, common})
        painter.drawEllipse(contact, r, r);
    painter.restore();
}

} // namespace colonnade::render
