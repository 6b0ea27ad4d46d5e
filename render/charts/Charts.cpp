#include "render/charts/Charts.h"

#include "model/units/Text.h"
#include "render/charts/Pen.h"
#include "render/charts/Series.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

// In pixels of the screen; multiplied by the scale of the text.
constexpr double titleHeight = chartTitle, noteHeight = chartNote;
constexpr double barPitch = 22, barHeight = 13, barLabelGap = 8;

double mostOf(const std::vector<ChartPiece>& pieces)
{
    double most = 0;
    for (const ChartPiece& each : pieces)
        most = std::max(most, each.value);
    return most;
}

/// Width of the labels' column, without a painter: by the number of letters.
double labelColumn(const BarChart& chart, const QRectF& area, double scale)
{
    qsizetype longest = 0;
    for (const ChartPiece& bar : chart.bars)
        longest = std::max(longest, bar.label.size());
    return std::min(area.width() * 0.45, static_cast<double>(longest) * type::body * 0.62 * scale + barLabelGap * scale);
}

/// Length of the longest bar: what its label and its value leave.
double barRoom(const BarChart& chart, const QRectF& area, double scale)
{
    return std::max(1.0, area.width() - labelColumn(chart, area, scale) - 52 * scale);
}

struct LineLayout {
    QRectF plot;
    double mostX = 1, mostY = 1;
    [[nodiscard]] QPointF at(double x, double y) const
    {
        return {plot.left() + x / mostX * plot.width(), plot.bottom() - y / mostY * plot.height()};
    }
};
LineLayout lineLayout(const LineChart& chart, const QRectF& area, double scale)
{
    LineLayout layout;
    double most = 0;
    for (const auto* line : {&chart.points, &chart.baseline}) {
        for (const LinePoint& point : *line) {
            layout.mostX = std::max(layout.mostX, point.x);
            most = std::max({most, point.y, point.high});
        }
    }
    layout.mostY = axisTicks(most).back();
    const double bottom = ((chart.note.isEmpty() ? 0 : noteHeight) + 16) * scale;
    layout.plot = area.adjusted(30 * scale, (titleHeight + 6) * scale, -14 * scale, -bottom);
    return layout;
}

QString number(double value)
{
    const int digits = value >= 1 ? static_cast<int>(std::floor(std::log10(value))) + 1 : 1;
    return QString::fromStdString(value == std::floor(value) ? model::significant(value, digits) : model::significant(value, 3));
}

/// Numbers of an axis without needless zeros: "0", "0.5", "2".
QString tickText(double value)
{
    const std::string text = model::shortest(std::round(value * 1e9) / 1e9);
    return value >= 1000 ? QString::fromStdString(model::significant(value, 4)) : QString::fromStdString(text);
}

} // namespace

std::vector<double> axisTicks(double most)
{
    if (!(most > 0) || !std::isfinite(most))
        return {0, 1};
    const double magnitude = std::pow(10.0, std::floor(std::log10(most)));
    for (const double step : {0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0}) {
        const double size = step * magnitude;
        const int count = static_cast<int>(std::ceil(most / size - 1e-9));
        if (count > 4)
            continue;
        std::vector<double> ticks;
        for (int i = 0; i <= count; ++i)
            ticks.push_back(i * size);
        return ticks;
    }
    return {0, most};
}

double heightOf(const BarChart& chart, double textScale)
{
    return (titleHeight + 4 + barPitch * static_cast<double>(chart.bars.size()) + (chart.note.isEmpty() ? 0 : noteHeight))
        * textScale;
}

QRectF barPlace(const BarChart& chart, const QRectF& area, std::size_t bar, double textScale)
{
    const double left = area.left() + labelColumn(chart, area, textScale);
    const double most = mostOf(chart.bars);
    const double room = barRoom(chart, area, textScale);
    const double value = bar < chart.bars.size() ? std::max(0.0, chart.bars[bar].value) : 0;
    const double top = area.top() + (titleHeight + 4 + barPitch * static_cast<double>(bar) + (barPitch - barHeight) / 2) * textScale;
    return {left, top, most > 0 ? value / most * room : 0, barHeight * textScale};
}

QPointF pointPlace(const LineChart& chart, const QRectF& area, std::size_t point, double textScale)
{
    const LineLayout layout = lineLayout(chart, area, textScale);
    return point < chart.points.size() ? layout.at(chart.points[point].x, chart.points[point].y) : QPointF{};
}

void paintChart(QPainter& painter, const QRectF& area, const BarChart& chart, const Theme& theme, double textScale)
{
    painter.save();
    Pen pen{painter, theme, textScale};
    pen.title(area, chart.title, {});
    if (!chart.bars.empty()) {
        const QRectF first = barPlace(chart, area, 0, textScale);
        const QRectF rows{first.left(), area.top() + (titleHeight + 4) * textScale, barRoom(chart, area, textScale),
                          barPitch * textScale * static_cast<double>(chart.bars.size())};
        paintBars(painter, rows, chart.bars, mostOf(chart.bars), barHeight / barPitch, 1.5 * textScale);
    }
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        const ChartPiece& bar = chart.bars[i];
        const QRectF place = barPlace(chart, area, i, textScale);
        const double baseline = place.center().y() + 4 * textScale;
        pen.font(type::body);
        pen.text({area.left(), baseline}, elidedInside(painter, bar.label, place.left() - area.left() - 4 * textScale), theme.text);
        pen.font(type::body, QFont::DemiBold);
        pen.text({place.right() + 6 * textScale, baseline}, bar.text, theme.text);
    }
    pen.note(area, area.top() + (titleHeight + 4 + barPitch * static_cast<double>(chart.bars.size())) * textScale, chart.note);
    painter.restore();
}

void paintChart(QPainter& painter, const QRectF& area, const LineChart& chart, const Theme& theme, double textScale)
{
    painter.save();
    Pen pen{painter, theme, textScale};
    pen.title(area, chart.title, {});
    const LineLayout layout = lineLayout(chart, area, textScale);
    paintCurves(painter, layout.plot, chart, layout.mostX, layout.mostY, area.right() - layout.plot.right(), theme, textScale);
    pen.font(type::axis);
    for (const double tick : axisTicks(layout.mostY))
        pen.text({layout.plot.left() - 5 * textScale, layout.at(0, tick).y() + 3.5 * textScale}, tickText(tick), theme.text2,
                 Qt::AlignRight);
    if (chart.points.empty()) {
        painter.restore();
        return;
    }
    // Counts below their points, from the last on as far as they have room.
    double right = area.right() + 1;
    for (auto point = chart.points.rbegin(); point != chart.points.rend(); ++point) {
        const QString words = number(point->x);
        const double width = textWidth(painter, words);
        const double middle = std::min(layout.at(point->x, 0).x(), area.right() - width / 2);
        if (middle + width / 2 > right)
            continue;
        pen.text({middle, layout.plot.bottom() + 13 * textScale}, words, theme.text2, Qt::AlignHCenter);
        right = middle - width / 2 - 6 * textScale;
    }
    if (!chart.last.isEmpty()) {
        const QPointF end = layout.at(chart.points.back().x, chart.points.back().y);
        pen.font(type::body, QFont::DemiBold);
        // Not over the numbers of the axis.
        const double textEnd = std::max(end.x() - 8 * textScale, layout.plot.left() + textWidth(painter, chart.last));
        pen.text({std::min(textEnd, area.right()), std::max(end.y() - 7 * textScale, layout.plot.top() - 2 * textScale)},
                 chart.last, theme.text, Qt::AlignRight);
    }
    pen.note(area, area.bottom() - noteHeight * textScale, chart.note);
    painter.restore();
}

} // namespace colonnade::render
