#include "render/report/ChartSheet.h"

#include "render/theme/Fonts.h"

#include <algorithm>

namespace colonnade::render {
namespace {

constexpr double margin = 28, gap = 28;
constexpr double plainWidth = 720; ///< Width at which text has the size of the screen.

} // namespace

void ChartSheet::add(const model::ClusterView& machine, const model::TrainingEstimate& estimate,
                     std::span<const model::ScalingPoint> points, const Theme& theme)
{
    step = stepChart(estimate, theme);
    memory = memoryChart(estimate, machine.memory, theme);
    if (points.size() > 1)
        scaling = scalingChart(points, estimate);
}

void ChartSheet::add(const model::ClusterView& machine, const model::ServingEstimate& estimate, const Theme& theme)
{
    step = tokenChart(estimate, theme);
    memory = memoryChart(estimate, machine.memory, theme);
}

Drawing ChartSheet::drawing(const Theme& theme) const
{
    return [sheet = *this, &theme](QPainter& painter, const QRectF& whole) {
        const double scale = std::clamp(std::min(whole.width() / plainWidth, whole.height() / (plainWidth * 0.62)), 0.5, 8.0);
        painter.fillRect(whole, theme.panel);
        QRectF area = whole.adjusted(margin * scale, margin * scale, -margin * scale, -margin * scale);
        if (!sheet.title.isEmpty()) {
            painter.setFont(face(painter, type::panelTitle * scale, QFont::DemiBold));
            painter.setPen(theme.text);
            drawText(painter, {area.left(), area.top() + 11 * scale}, elided(painter, sheet.title, area.width()));
            area.setTop(area.top() + 26 * scale);
        }
        if (!sheet.remark.isEmpty()) {
            painter.setFont(face(painter, type::body * scale));
            painter.setPen(theme.text2);
            drawText(painter, {area.left(), area.top() + 11 * scale}, elided(painter, sheet.remark, area.width()));
            area.setTop(area.top() + 26 * scale);
        }
        for (const auto* stack : {&sheet.step, &sheet.memory}) {
            if (!*stack)
                continue;
            const double height = heightOf(**stack, area.width(), scale);
            paintChart(painter, {area.left(), area.top(), area.width(), height}, **stack, theme, scale);
            area.setTop(area.top() + height + 10 * scale);
        }
        const double half = sheet.scaling ? (area.width() - gap * scale) / 2 : area.width();
        paintChart(painter, {area.left(), area.top(), half, area.height()}, sheet.power, theme, scale);
        if (sheet.scaling)
            paintChart(painter, {area.right() - half, area.top(), half, std::min(area.height(), half * 0.7)}, *sheet.scaling, theme, scale);
    };
}

} // namespace colonnade::render
