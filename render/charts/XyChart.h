#pragma once

#include "render/theme/Theme.h"

#include <QColor>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace colonnade::render {

/// Points over two amounts, joined or not.
struct XySeries {
    enum class Look : std::uint8_t { Line, Dashed, Points, PointsAndLine, Crosses };
    QString name; ///< At its end, or in the legend; may be empty.
    QColor colour;
    Look look = Look::PointsAndLine;
    std::vector<QPointF> points; ///< In the units of the axes.
};

/// A roofline, a front of choices, throughput against latency.
struct XyChart {
    QString title;
    QString xTitle, yTitle; ///< With units: "FLOP per byte".
    bool logX = false, logY = false; ///< Then nothing that is not above zero is drawn.
    bool fromZero = true; ///< Of axes that are not logarithmic.
    std::vector<XySeries> series;
    struct Mark {
        std::size_t series = 0, point = 0;
        QString text;
    };
    std::vector<Mark> marks; ///< Points with words beside them; those without room are left out.
    QString note;
};

/// Draw within `area`, in painter units. `textScale` multiplies text and lines: 1 on the screen.
void paintChart(QPainter& painter, const QRectF& area, const XyChart& chart, const Theme& theme, double textScale = 1);
/// Where a point lies within `area`, for tooltips; nothing where it cannot be drawn.
std::optional<QPointF> pointPlace(const XyChart& chart, const QRectF& area, std::size_t series, std::size_t point, double textScale = 1);

/// Powers of ten, with 2 and 5 between them where few are in range: marks of a logarithmic axis.
std::vector<double> logTicks(double least, double most);

} // namespace colonnade::render
