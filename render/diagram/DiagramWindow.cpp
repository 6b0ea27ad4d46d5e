#include "render/diagram/DiagramWindow.h"

#include <algorithm>

namespace colonnade::render {
namespace {

constexpr double leastScale = 0.05, mostScale = 3;

} // namespace

DiagramWindow DiagramWindow::fitted(const QRectF& extent, const QRectF& area, double margin, double most)
{
    if (extent.isEmpty())
        return {1, area.topLeft() + QPointF{margin, margin}};
    const QSizeF room{std::max(area.width() - 2 * margin, 10.0), std::max(area.height() - 2 * margin, 10.0)};
    const double scale = std::clamp(std::min(room.width() / extent.width(), room.height() / extent.height()), leastScale, most);
    const double left = area.center().x() - extent.center().x() * scale;
    const double spare = room.height() - extent.height() * scale;
    return {scale, {left, area.top() + margin + std::max(spare, 0.0) * 0.3 - extent.top() * scale}};
}

DiagramWindow DiagramWindow::zoomed(double factor, QPointF at) const
{
    const double scale = std::clamp(m_scale * factor, leastScale, mostScale);
    return {scale, at + (m_origin - at) * (scale / m_scale)};
}

} // namespace colonnade::render
