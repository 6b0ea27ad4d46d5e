#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>
#include <span>
#include <vector>

namespace colonnade::render {

/// Words of a point of a chart.
struct PointLabel {
    QPointF point; ///< In painter units, as all here.
    QSizeF size;   ///< Of the words.
};

/// What labels share a chart with.
struct LabelSurroundings {
    QRectF within;                 ///< Where labels may stand.
    std::span<const QPointF> dots; ///< Never covered; the labels' own points may be among them.
    std::span<const QLineF> lines; ///< Covered only where there is no other room.
    double gap = 7;                ///< Between a point and its words.
};

/// Boxes for the labels in their order, none over another or over a dot; nothing where there is no room. Right of the point
/// if it can be, else left, above or below, nearer to it than to any other dot; then the same four or seven times as far,
/// where a line should lead from point to words.
std::vector<std::optional<QRectF>> labelPlaces(std::span<const PointLabel> labels, const LabelSurroundings& surroundings);

} // namespace colonnade::render
