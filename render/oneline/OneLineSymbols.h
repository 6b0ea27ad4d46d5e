#pragma once

#include "render/oneline/OneLine.h"
#include "render/theme/Theme.h"

#include <QPainter>

namespace colonnade::render {

/// How a symbol is drawn: its lines, and the ground that shows through.
struct OneLineInk {
    QColor line, ground, fill;
    double width = 1.5;
};

/// Draws the symbol of a node into a square.
void paintSymbol(QPainter& painter, OneLineSymbol symbol, const QRectF& box, const OneLineInk& ink);
/// A circuit breaker on a vertical conductor: a contact that can open, with the cross of its trip.
void paintBreaker(QPainter& painter, QPointF top, double height, const OneLineInk& ink);
/// A transfer switch on a vertical conductor, the first input above it and the second `apart` to its left.
void paintTransfer(QPainter& painter, QPointF top, double height, double apart, bool onSecond, const OneLineInk& ink);

} // namespace colonnade::render
