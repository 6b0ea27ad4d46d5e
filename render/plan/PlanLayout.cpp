#include "render/plan/PlanLayout.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

constexpr double leastScale = 0.0005; // A kilometre on 500 px.
constexpr double mostScale = 1.5;

double real(model::Millimetres length)
{
    return static_cast<double>(length.value());
}

model::Millimetres whole(double length)
{
    return model::Millimetres{static_cast<std::int64_t>(std::llround(length))};
}

} // namespace

PlanLayout PlanLayout::fitted(const model::FloorRect& extent, const QRectF& area, double margin)
{
    const double width = std::max(real(extent.size.width), 1.0);
    const double depth = std::max(real(extent.size.depth), 1.0);
    const double scale = std::clamp(std::min(std::max(area.width() - 2 * margin, 10.0) / width,
                                             std::max(area.height() - 2 * margin, 10.0) / depth),
                                    leastScale, mostScale);
    const QPointF middle{real(extent.at.x) + width / 2, -(real(extent.at.y) + depth / 2)};
    return {scale, area.center() - middle * scale};
}

PlanDetail PlanLayout::detail(double textScale) const
{
    const double scale = m_scale / textScale;
    if (scale >= 0.10)
        return PlanDetail::Full;
    return scale >= 0.03 ? PlanDetail::Footprints : PlanDetail::Ribbons;
}

QPointF PlanLayout::toView(model::Point point) const
{
    return m_origin + QPointF{real(point.x), -real(point.y)} * m_scale;
}

QRectF PlanLayout::toView(const model::FloorRect& rect) const
{
    return {toView(model::Point{rect.at.x, rect.top()}),
            QSizeF{real(rect.size.width), real(rect.size.depth)} * m_scale};
}

model::Point PlanLayout::toFloor(QPointF at) const
{
    const QPointF floor = (at - m_origin) / m_scale;
    return {whole(floor.x()), whole(-floor.y())};
}

model::FloorRect PlanLayout::toFloor(const QRectF& rect) const
{
    const model::Point low = toFloor(rect.bottomLeft());
    const model::Point high = toFloor(rect.topRight());
    return {low, {high.x - low.x, high.y - low.y}};
}

PlanLayout PlanLayout::zoomed(double factor, QPointF at) const
{
    const double scale = std::clamp(m_scale * factor, leastScale, mostScale);
    return {scale, at + (m_origin - at) * (scale / m_scale)};
}

} // namespace colonnade::render
