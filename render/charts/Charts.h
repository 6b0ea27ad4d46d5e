#pragma once

#include "render/theme/Theme.h"

#include <QColor>
#include <QPainter>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace colonnade::render {

/// A labelled amount: a piece of a stacked bar, or a bar.
struct ChartPiece {
    QString label;  ///< "Compute"
    double value = 0;
    QColor colour;
    QString text;   ///< The value as printed: "10.6 s".
};

/// One horizontal bar in pieces that add up: where the time of a step or the memory of an accelerator goes.
struct StackChart {
    QString heading;       ///< A line above the title: what it is about, "Llama 3.1 405B"; may be empty.
    QString headingRemark; ///< At the right of that line: "TP 8 · PP 16"; may be empty.
    QString title;  ///< With the value in it: "Step time 15.7 s ±9 %".
    QString remark; ///< Beside the title: "calibrated"; may be empty.
    std::vector<ChartPiece> pieces;
    QString total;  ///< At the bar's end.
    std::optional<double> limit; ///< A mark: the memory that there is.
    QString limitText; ///< Below the mark: "limit 288 GiB"; may be empty.
    std::vector<ChartPiece> baseline; ///< A thin grey bar below, for comparison; may be empty.
    std::vector<ChartPiece> marks; ///< Across the bar: the same total as it was measured; may be empty.
    QString note;   ///< A line below; may be empty.
};

/// Horizontal bars from zero, one below the other.
struct BarChart {
    QString title; ///< With the unit: "Power by kind, kW".
    double divisor = 1; ///< A bar's value over this is what its text shows.
    std::vector<ChartPiece> bars;
    QString note;
};

struct LinePoint {
    double x = 0, y = 0, low = 0, high = 0;
    bool operator==(const LinePoint&) const = default;
};
/// A curve with its band over a count.
struct LineChart {
    QString title;  ///< "Throughput, k tok/s"
    std::vector<LinePoint> points;   ///< Rising x; y in the unit of the title.
    std::vector<LinePoint> baseline; ///< A thin line, for comparison; may be empty.
    bool extrapolated = false;       ///< The curve is dashed.
    bool ideal = true;               ///< A dotted line through the first point: growth without loss.
    QString last;   ///< At the last point: "3.60".
    QString note;   ///< Below the axis: "GPUs; dotted ideal, band ±9 %".
};

/// Draw within `area`, in painter units. `textScale` multiplies text and lines: 1 on the screen.
void paintChart(QPainter& painter, const QRectF& area, const StackChart& chart, const Theme& theme, double textScale = 1);
void paintChart(QPainter& painter, const QRectF& area, const BarChart& chart, const Theme& theme, double textScale = 1);
void paintChart(QPainter& painter, const QRectF& area, const LineChart& chart, const Theme& theme, double textScale = 1);

/// Height that a chart needs, in painter units; names of pieces that have no room in one line take more, by the width.
double heightOf(const StackChart& chart, double width, double textScale);
double heightOf(const BarChart& chart, double textScale = 1);

/// Where a bar of the chart lies within `area`, for tooltips.
QRectF barPlace(const BarChart& chart, const QRectF& area, std::size_t bar, double textScale = 1);
QRectF piecePlace(const StackChart& chart, const QRectF& area, std::size_t piece, double textScale = 1);
/// Where a mark across the bar lies.
QRectF markPlace(const StackChart& chart, const QRectF& area, std::size_t mark, double textScale = 1);
QPointF pointPlace(const LineChart& chart, const QRectF& area, std::size_t point, double textScale = 1);

/// Round steps from zero to at least `most`, three to five of them.
std::vector<double> axisTicks(double most);

} // namespace colonnade::render
