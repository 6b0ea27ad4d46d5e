#include "render/charts/XyChart.h"

#include "model/units/Text.h"
#include "render/charts/Charts.h"
#include "render/charts/Labels.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace colonnade::render {
namespace {

// In pixels of the screen; multiplied by the scale of the text.
constexpr double titleHeight = 20, titleBaseline = 13, noteHeight = 16, axisHeight = 30, axisWidth = 44;
constexpr double unitHeight = 20; // Of the line of the y title and the legend, clear of the number at the top of the axis.
constexpr double markSize = 3.5;
constexpr double tickHeight = 11; // Of a label beside the upright axis.

/// One axis: from what to what, and how long.
struct Axis {
    double from = 0, to = 1;
    bool log = false;
    std::vector<double> ticks;
    [[nodiscard]] bool holds(double value) const { return std::isfinite(value) && (!log || value > 0); }
    /// From 0 to 1.
    [[nodiscard]] double share(double value) const
    {
        return log ? (std::log10(value) - std::log10(from)) / (std::log10(to) - std::log10(from)) : (value - from) / (to - from);
    }
};

Axis axisOver(const std::vector<double>& values, bool log, bool fromZero)
{
    Axis axis;
    axis.log = log;
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (const double value : values) {
        if (!axis.holds(value))
            continue;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    if (!(least <= most))
        return {log ? 1.0 : 0.0, 10, log, {}};
    if (log) {
        axis.ticks = logTicks(least, most);
        axis.from = std::min(axis.ticks.front(), least);
        axis.to = std::max(axis.ticks.back(), most);
        if (axis.from >= axis.to)
            axis.to = axis.from * 10;
        return axis;
    }
    if (fromZero || least < 0 || most - least > 0.7 * most || most <= least) {
        axis.from = std::min(0.0, least);
        axis.ticks = axisTicks(most);
        axis.to = axis.ticks.back();
        return axis;
    }
    const double step = axisTicks(most - least)[1];
    axis.from = std::floor(least / step) * step;
    axis.to = std::ceil(most / step) * step;
    for (double tick = axis.from; tick < axis.to + step / 2; tick += step)
        axis.ticks.push_back(tick);
    return axis;
}

struct Layout {
    QRectF plot;
    Axis x, y;
    [[nodiscard]] std::optional<QPointF> at(QPointF value) const
    {
        if (!x.holds(value.x()) || !y.holds(value.y()))
            return std::nullopt;
        return QPointF{plot.left() + x.share(value.x()) * plot.width(), plot.bottom() - y.share(value.y()) * plot.height()};
    }
};

Layout layoutOf(const XyChart& chart, const QRectF& area, double scale)
{
    std::vector<double> xs, ys;
    for (const XySeries& series : chart.series) {
        for (const QPointF& point : series.points) {
            xs.push_back(point.x());
            ys.push_back(point.y());
        }
    }
    Layout layout;
    layout.x = axisOver(xs, chart.logX, chart.fromZero);
    layout.y = axisOver(ys, chart.logY, chart.fromZero);
    const double bottom = axisHeight + (chart.note.isEmpty() ? 0 : noteHeight);
    layout.plot = area.adjusted(axisWidth * scale, (titleHeight + unitHeight) * scale, -12 * scale, -bottom * scale);
    return layout;
}

/// "0.5", "2,000"; where the axis goes to ten thousand and beyond, with a prefix, so that it stays narrow: "5 k" and "10 k".
/// A logarithmic axis has a prefix for each of its numbers, any other the same for all.
QString tickText(double value, const Axis& axis)
{
    if (value == 0)
        return QStringLiteral("0");
    static constexpr std::array<const char*, 6> prefixes{"", "k", "M", "G", "T", "P"};
    const double most = axis.ticks.empty() ? std::abs(value) : std::max(std::abs(axis.ticks.front()), std::abs(axis.ticks.back()));
    double size = axis.log ? std::abs(value) : most, divisor = 1;
    std::size_t prefix = 0;
    while (most >= 10'000 && size >= 1000 && prefix + 1 < prefixes.size()) {
        size /= 1000;
        divisor *= 1000;
        ++prefix;
    }
    const double shown = std::round(value / divisor * 1e6) / 1e6;
    const QString number = QString::fromStdString(std::abs(shown) >= 1000 ? model::significant(shown, 4) : model::shortest(shown));
    return prefix == 0 ? number : number + QChar{0x00a0} + QLatin1StringView{prefixes[prefix]};
}

void paintPoint(QPainter& painter, QPointF at, const XySeries& series, double scale)
{
    const double size = markSize * scale;
    if (series.look == XySeries::Look::Crosses) {
        painter.setPen({series.colour, 1.6 * scale});
        painter.drawLine(at + QPointF{-size, -size}, at + QPointF{size, size});
        painter.drawLine(at + QPointF{-size, size}, at + QPointF{size, -size});
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(series.colour);
    painter.drawEllipse(at, size, size);
}

bool isLine(const XySeries& series)
{
    return series.look == XySeries::Look::Line || series.look == XySeries::Look::Dashed;
}

/// Words beside points, nowhere over one another, over points or, where it can be avoided, over lines.
void paintMarks(QPainter& painter, const XyChart& chart, const Layout& layout, const Theme& theme, double textScale)
{
    std::vector<QPointF> dots;
    std::vector<QLineF> lines;
    for (const XySeries& series : chart.series) {
        std::optional<QPointF> before;
        for (const QPointF& point : series.points) {
            const auto at = layout.at(point);
            if (at && !isLine(series))
                dots.push_back(*at);
            if (at && before && (isLine(series) || series.look == XySeries::Look::PointsAndLine))
                lines.emplace_back(*before, *at);
            before = at;
        }
    }
    painter.setFont(face(painter, type::axis * textScale, QFont::DemiBold));
    std::vector<PointLabel> labels;
    std::vector<QString> texts;
    for (const XyChart::Mark& mark : chart.marks) {
        if (mark.series >= chart.series.size() || mark.point >= chart.series[mark.series].points.size())
            continue;
        if (const auto at = layout.at(chart.series[mark.series].points[mark.point])) {
            labels.push_back({*at, {textWidth(painter, mark.text), 12 * textScale}});
            texts.push_back(mark.text);
        }
    }
    const double gap = 7 * textScale;
    const auto places = labelPlaces(labels, {layout.plot.adjusted(0, 0, 12 * textScale, 0), dots, lines, gap});
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i])
            continue;
        const QRectF& box = *places[i];
        const QPointF nearest{std::clamp(labels[i].point.x(), box.left(), box.right()), std::clamp(labels[i].point.y(), box.top(), box.bottom())};
        if (QLineF{labels[i].point, nearest}.length() > 2 * gap) {
            painter.setPen({theme.text2, textScale});
            painter.drawLine(labels[i].point, nearest);
        }
        painter.setPen(theme.text);
        drawText(painter, {box.left(), box.center().y() + 4 * textScale}, texts[i], Qt::AlignLeft);
    }
}

} // namespace

std::vector<double> logTicks(double least, double most)
{
    const int first = static_cast<int>(std::floor(std::log10(least) + 1e-9));
    const int last = std::max(first + 1, static_cast<int>(std::ceil(std::log10(most) - 1e-9)));
    std::vector<double> ticks;
    const bool few = last - first <= 2;
    for (int power = first; power <= last; ++power) {
        const double decade = std::pow(10.0, power);
        ticks.push_back(decade);
        if (few && power < last) {
            ticks.push_back(2 * decade);
            ticks.push_back(5 * decade);
        }
    }
    // Whole decades at the ends that nothing lies in are cut where marks lie between.
    while (ticks.size() > 2 && ticks[1] <= least)
        ticks.erase(ticks.begin());
    while (ticks.size() > 2 && ticks[ticks.size() - 2] >= most)
        ticks.pop_back();
    return ticks;
}

std::optional<QPointF> pointPlace(const XyChart& chart, const QRectF& area, std::size_t series, std::size_t point, double textScale)
{
    if (series >= chart.series.size() || point >= chart.series[series].points.size())
        return std::nullopt;
    return layoutOf(chart, area, textScale).at(chart.series[series].points[point]);
}

void paintChart(QPainter& painter, const QRectF& area, const XyChart& chart, const Theme& theme, double textScale)
{
    painter.save();
    const Layout layout = layoutOf(chart, area, textScale);
    const QRectF& plot = layout.plot;
    painter.setFont(face(painter, type::body * textScale, QFont::DemiBold));
    painter.setPen(theme.text);
    drawText(painter, {area.left(), area.top() + titleBaseline * textScale}, elided(painter, chart.title, area.width()), Qt::AlignLeft);
    painter.setFont(face(painter, type::axis * textScale, QFont::Normal));
    painter.setPen(theme.text2);
    drawText(painter, {area.left(), area.top() + (titleHeight + 8) * textScale}, elided(painter, chart.yTitle, area.width()), Qt::AlignLeft);

    double above = std::numeric_limits<double>::infinity(); // Of the last label, upwards.
    for (const double tick : layout.y.ticks) {
        const double y = plot.bottom() - layout.y.share(tick) * plot.height();
        painter.setPen({theme.line, textScale});
        painter.drawLine(QPointF{plot.left(), y}, QPointF{plot.right(), y});
        if (y + tickHeight / 2 * textScale > above)
            continue; // In a low chart labels would lie over one another.
        above = y - tickHeight / 2 * textScale;
        painter.setPen(theme.text2);
        drawText(painter, {plot.left() - 5 * textScale, y + 3.5 * textScale}, tickText(tick, layout.y), Qt::AlignRight);
    }
    double free = area.left();
    for (const double tick : layout.x.ticks) {
        const double x = plot.left() + layout.x.share(tick) * plot.width();
        painter.setPen({theme.line, textScale});
        painter.drawLine(QPointF{x, plot.top()}, QPointF{x, plot.bottom()});
        const QString words = tickText(tick, layout.x);
        const double half = textWidth(painter, words) / 2;
        if (x - half < free)
            continue;
        painter.setPen(theme.text2);
        drawText(painter, {std::min(x, area.right() - half), plot.bottom() + 13 * textScale}, words, Qt::AlignHCenter);
        free = x + half + 6 * textScale;
    }
    painter.setPen(theme.text2);
    drawText(painter, {plot.right(), plot.bottom() + 26 * textScale}, elided(painter, chart.xTitle, plot.width()), Qt::AlignRight);

    painter.save();
    painter.setClipRect(plot.adjusted(-6 * textScale, -6 * textScale, 6 * textScale, 6 * textScale));
    for (const XySeries& series : chart.series) {
        using enum XySeries::Look;
        std::vector<QPointF> places;
        for (const QPointF& point : series.points) {
            if (const auto at = layout.at(point))
                places.push_back(*at);
        }
        if (isLine(series) || series.look == PointsAndLine) {
            QPen pen{series.colour, 2 * textScale};
            pen.setStyle(series.look == Dashed ? Qt::DashLine : Qt::SolidLine);
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(places.data(), static_cast<int>(places.size()));
        }
        if (!isLine(series)) {
            for (const QPointF& at : places)
                paintPoint(painter, at, series, textScale);
        }
    }
    painter.restore();

    paintMarks(painter, chart, layout, theme, textScale);

    // The legend: names in the order of the series, from the right end of the line of the y title.
    double right = area.right();
    painter.setFont(face(painter, type::axis * textScale, QFont::Normal));
    for (auto series = chart.series.rbegin(); series != chart.series.rend(); ++series) {
        if (series->name.isEmpty())
            continue;
        const double width = textWidth(painter, series->name);
        if (right - width - 14 * textScale < area.left() + textWidth(painter, chart.yTitle) + 12 * textScale)
            break;
        const double y = area.top() + (titleHeight + 8) * textScale;
        painter.setPen(theme.text2);
        drawText(painter, {right, y}, series->name, Qt::AlignRight);
        paintPoint(painter, {right - width - 7 * textScale, y - 3.5 * textScale}, *series, textScale);
        right -= width + 22 * textScale;
    }
    if (!chart.note.isEmpty()) {
        painter.setPen(theme.text2);
        drawText(painter, {area.left(), area.bottom() - 4 * textScale}, elided(painter, chart.note, area.width()), Qt::AlignLeft);
    }
    painter.restore();
}

} // namespace colonnade::render
