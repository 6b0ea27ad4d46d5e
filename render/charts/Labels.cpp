#include "render/charts/Labels.h"

#include <algorithm>
#include <array>

namespace colonnade::render {

namespace {

/// Where the middle of a box stands as seen from its point: in half sizes of the box and in gaps.
constexpr std::array<QPointF, 8> sides{QPointF{1, 0},  QPointF{-1, 0}, QPointF{0, -1}, QPointF{0, 1},
                                       QPointF{1, -1}, QPointF{1, 1},  QPointF{-1, -1}, QPointF{-1, 1}};

QRectF boxAt(const PointLabel& label, QPointF side, double gap)
{
    QRectF box{{}, label.size};
    box.moveCenter(label.point + QPointF{side.x() * (label.size.width() / 2 + gap), side.y() * (label.size.height() / 2 + gap)});
    return box;
}

bool crosses(const QRectF& box, const QLineF& line)
{
    if (box.contains(line.p1()) || box.contains(line.p2()))
        return true;
    const std::array<QLineF, 4> edges{QLineF{box.topLeft(), box.topRight()}, QLineF{box.topRight(), box.bottomRight()},
                                      QLineF{box.bottomRight(), box.bottomLeft()}, QLineF{box.bottomLeft(), box.topLeft()}};
    return std::any_of(edges.begin(), edges.end(),
                       [&](const QLineF& edge) { return edge.intersects(line, nullptr) == QLineF::BoundedIntersection; });
}

double distance(const QRectF& box, QPointF point)
{
    const QPointF nearest{std::clamp(point.x(), box.left(), box.right()), std::clamp(point.y(), box.top(), box.bottom())};
    return QLineF{point, nearest}.length();
}

/// Words without a line to their point would be read as those of a point that lies nearer.
bool nearerToAnother(const QRectF& box, QPointF own, std::span<const QPointF> dots)
{
    const double far = distance(box, own);
    return std::any_of(dots.begin(), dots.end(), [&](const QPointF& dot) { return distance(box, dot) < far - 1e-9; });
}

std::optional<QRectF> placeOf(const PointLabel& label, const LabelSurroundings& around, std::span<const QRectF> taken)
{
    const double margin = around.gap / 3;
    std::optional<QRectF> overLine;
    for (const double times : {1.0, 4.0, 7.0}) {
        for (const QPointF side : sides) {
            const QRectF box = boxAt(label, side, around.gap * times);
            const QRectF wide = box.adjusted(-margin, -margin, margin, margin);
            const bool free = around.within.contains(box)
                && std::none_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(wide); })
                && std::none_of(around.dots.begin(), around.dots.end(), [&](const QPointF& dot) { return wide.contains(dot); });
            if (!free || (times == 1.0 && nearerToAnother(box, label.point, around.dots)))
                continue;
            if (std::none_of(around.lines.begin(), around.lines.end(), [&](const QLineF& line) { return crosses(box, line); }))
                return box;
            if (!overLine)
                overLine = box;
        }
    }
    return overLine;
}

} // namespace

std::vector<std::optional<QRectF>> labelPlaces(std::span<const PointLabel> labels, const LabelSurroundings& surroundings)
{
    std::vector<std::optional<QRectF>> places;
    std::vector<QRectF> taken;
    for (const PointLabel& label : labels) {
        places.push_back(placeOf(label, surroundings, taken));
        if (places.back())
            taken.push_back(*places.back());
    }
    return places;
}

} // namespace colonnade::render
