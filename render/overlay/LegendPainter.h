#pragma once

#include "render/overlay/FloorFigures.h"

#include <QPainter>

namespace colonnade::render {

/// Draws the legend of an overlay into the bottom right corner of `area`; returns its plate, empty without one.
QRectF paintLegend(QPainter& painter, const QRectF& area, const Legend& legend, const Theme& theme, double textScale = 1);

/// The pattern over a place's colour: dashes where its value is not known, crossed lines where it is beyond its limit.
void paintPlacePattern(QPainter& painter, const QRectF& rect, LegendEntry::Pattern pattern, const Theme& theme, double textScale = 1);

} // namespace colonnade::render
