#pragma once

#include "render/theme/Theme.h"

#include <QPainter>
#include <QRectF>
#include <QString>

#include <vector>

namespace colonnade::render {

/// A tornado: how far a figure goes from where it is when each of its inputs goes from low to high, the widest first.
struct SwingChart {
    struct Row {
        QString label;
        double low = 0, high = 0; ///< The figure with the input at its low and at its high.
        QString lowText, highText;
    };
    QString title;
    double centre = 0; ///< The figure as it is.
    QString centreText; ///< Above the line of it; may be empty.
    std::vector<Row> rows;
    QString note;
};

/// A waterfall from one total to another: what each cause takes or adds.
struct WaterfallChart {
    struct Row {
        QString label;
        double value = 0;
        bool total = false; ///< Stands from zero; else it goes on where the row above ended.
        QString text;
    };
    QString title;
    std::vector<Row> rows;
    QString note;
};

void paintChart(QPainter& painter, const QRectF& area, const SwingChart& chart, const Theme& theme, double textScale = 1);
void paintChart(QPainter& painter, const QRectF& area, const WaterfallChart& chart, const Theme& theme, double textScale = 1);
/// Height that a chart needs, in painter units.
double heightOf(const SwingChart& chart, double textScale = 1);
double heightOf(const WaterfallChart& chart, double textScale = 1);
/// How many rows there is room for in `height`, with a note; at least one.
std::size_t swingRows(double height, double textScale = 1);
/// Where a row lies within `area`, over its whole width, for tooltips.
QRectF rowPlace(const SwingChart& chart, const QRectF& area, std::size_t row, double textScale = 1);
QRectF rowPlace(const WaterfallChart& chart, const QRectF& area, std::size_t row, double textScale = 1);
/// Where the bar of a row lies.
QRectF barPlace(const SwingChart& chart, const QRectF& area, std::size_t row, double textScale = 1);
QRectF barPlace(const WaterfallChart& chart, const QRectF& area, std::size_t row, double textScale = 1);

} // namespace colonnade::render
