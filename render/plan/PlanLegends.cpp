#include "render/plan/PlanLegends.h"

#include "render/elevation/DeviceFace.h"
#include "render/overlay/LegendPainter.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace colonnade::render {
namespace {

QRectF paintFailureLegend(QPainter& painter, const QRectF& area, const PlanContent& content, const Theme& theme, double text)
{
    std::array<int, model::placeStateCount> counts{};
    counts[0] = static_cast<int>(content.index->items().size());
    if (content.states) {
        for (const auto& [path, state] : *content.states) {
            ++counts[static_cast<std::size_t>(state)];
            --counts[0];
        }
    }
    std::vector<std::pair<model::PlaceState, QString>> rows;
    double width = 0;
    painter.setFont(face(painter, type::axis * text));
    for (int i = model::placeStateCount - 1; i >= 0; --i) {
        const auto state = static_cast<model::PlaceState>(i);
        if (const int count = counts[static_cast<std::size_t>(i)]; count > 0)
            rows.emplace_back(state, QStringLiteral("%1 %2").arg(count).arg(failureWord(state)));
    }
    for (const auto& [state, words] : rows)
        width = std::max(width, textWidth(painter, words));
    const double row = 18 * text, swatch = 24 * text;
    QRectF plate{0, 0, width + swatch + 26 * text, row * static_cast<double>(rows.size()) + 8 * text};
    plate.moveBottomRight(area.bottomRight() - QPointF{10, 10} * text);
    painter.setPen({theme.line, 1});
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(plate, 5 * text, 5 * text);
    double y = plate.top() + 4 * text;
    for (const auto& [state, words] : rows) {
        const QRectF box{plate.left() + 8 * text, y + 2 * text, swatch, row - 4 * text};
        painter.setPen({theme.strong, 0.7 * text});
        painter.setBrush(failureFill(state, theme));
        painter.drawRect(box);
        paintFailureHatch(painter, box, state, theme, text);
        paintFailureMark(painter, state, box, theme);
        painter.setPen(theme.text);
        drawText(painter, {box.right() + 8 * text, y + row / 2 + 3.8 * text}, words);
        y += row;
    }
    return plate;
}

} // namespace

void paintPlanLegends(QPainter& painter, const QRectF& area, const PlanContent& content, const Theme& theme, double textScale)
{
    const Legend cables = content.cables ? content.cables->legend(theme) : Legend{};
    if (content.failure) {
        const QRectF plate = paintFailureLegend(painter, area, content, theme, textScale);
        paintLegend(painter, {area.topLeft(), QPointF{area.right(), plate.top()}}, cables, theme, textScale);
    } else if (!cables.title.isEmpty()) {
        paintLegend(painter, area, cables, theme, textScale);
    } else if (content.figures) {
        paintLegend(painter, area, content.figures->legend(theme, theme.face), theme, textScale);
    }
}

void paintScaleBar(QPainter& painter, const QRectF& area, const PlanLayout& layout, const Theme& theme, double text)
{
    double metres = 0.1;
    for (const double candidate : {0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0}) {
        if (candidate * 1000 * layout.scale() <= 120 * text)
            metres = candidate;
    }
    const double length = metres * 1000 * layout.scale();
    const QPointF left{area.left() + 14 * text, area.bottom() - 14 * text};
    const QString words = metres < 1 ? QStringLiteral("%1\u00a0mm").arg(std::lround(metres * 1000))
                                     : QStringLiteral("%1\u00a0m").arg(std::lround(metres));
    painter.setFont(face(painter, type::axis * text));
    const QRectF plate{left.x() - 6 * text, left.y() - 10 * text,
                       length + textWidth(painter, words) + 22 * text, 20 * text};
    QColor ground = theme.canvas;
    ground.setAlphaF(0.85F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(plate, 4 * text, 4 * text);
    painter.setPen({theme.text2, 1.2 * text});
    painter.drawLine(left, left + QPointF{length, 0});
    for (const double x : {left.x(), left.x() + length})
        painter.drawLine(QPointF{x, left.y() - 3 * text}, QPointF{x, left.y() + 3 * text});
    drawText(painter, left + QPointF{length + 6 * text, 3.8 * text}, words);
}

} // namespace colonnade::render
