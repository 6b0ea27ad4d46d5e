#pragma once

#include "render/charts/Charts.h"

namespace colonnade::render {

// Bars, curves, bands and grids are drawn by Qt Charts, within a place that the caller has worked out; text is written
// beside them (`Charts.cpp`). Qt Charts would lay out text by rules of its own, read names as markup, and knows neither
// direct labels nor lines that lead to them.
//
// May be called from any thread that paints.

/// One bar whose pieces add up, over the whole height of `place`; `most` is as long as `place` is wide.
void paintStackedBar(QPainter& painter, const QRectF& place, const std::vector<ChartPiece>& pieces, double most);

/// Bars below one another, each in a row of its own of equal height, `thickness` of the row high. Bars that would be
/// narrower than `least` units of the painter are drawn so wide: a small amount is not none.
void paintBars(QPainter& painter, const QRectF& place, const std::vector<ChartPiece>& bars, double most, double thickness,
               double least);

/// Band, curves, points and grid. `mostX` and `mostY` are at the right and the top of `plot`; marks and grid may reach
/// `beyond` it to the right.
void paintCurves(QPainter& painter, const QRectF& plot, const LineChart& chart, double mostX, double mostY, double beyond,
                 const Theme& theme, double scale);

} // namespace colonnade::render
