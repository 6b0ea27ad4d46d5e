#include "render/charts/SwingChart.h"

#include "render/theme/Fonts.h"

#include <algorithm>

namespace colonnade::render {
namespace {

// In pixels of the screen; multiplied by the scale of the text.
constexpr double titleHeight = 20, titleBaseline = 13, rowPitch = 22, barHeight = 13, noteHeight = 16;
constexpr double valueRoom = 58, centreHeight = 14;

/// From which to which value the bars' room goes, and where it lies.
struct Room {
    double left = 0, width = 1;
    double from = 0, to = 1;
    [[nodiscard]] double at(double value) const { return left + (value - from) / (to - from) * width; }
};

template <class Chart> double labelColumn(const Chart& chart, const QRectF& area, double scale)
{
    qsizetype longest = 0;
    for (const auto& row : chart.rows)
        longest = std::max(longest, row.label.size());
    return std::min(area.width() * 0.42, (static_cast<double>(longest) * type::body * 0.58 + 10) * scale);
}

Room roomOf(const SwingChart& chart, const QRectF& area, double scale)
{
    double least = chart.centre, most = chart.centre;
    for (const SwingChart::Row& row : chart.rows) {
        least = std::min({least, row.low, row.high});
        most = std::max({most, row.low, row.high});
    }
    const double left = labelColumn(chart, area, scale) + valueRoom * scale;
    return {area.left() + left, std::max(1.0, area.width() - left - valueRoom * scale), least, most > least ? most : least + 1};
}

/// Where each row of a waterfall begins and ends.
std::vector<std::pair<double, double>> spansOf(const WaterfallChart& chart)
{
    std::vector<std::pair<double, double>> spans;
    double level = 0;
    for (const WaterfallChart::Row& row : chart.rows) {
        const double from = row.total ? 0 : level;
        level = from + row.value;
        spans.emplace_back(from, level);
    }
    return spans;
}

Room roomOf(const WaterfallChart& chart, const QRectF& area, double scale)
{
    double least = 0, most = 0;
    for (const auto& [from, to] : spansOf(chart)) {
        least = std::min({least, from, to});
        most = std::max({most, from, to});
    }
    const double left = labelColumn(chart, area, scale);
    return {area.left() + left, std::max(1.0, area.width() - left - valueRoom * scale), least, most > least ? most : least + 1};
}

/// Above the rows.
double headOf(const SwingChart&)
{
    return titleHeight + centreHeight;
}

double headOf(const WaterfallChart&)
{
    return titleHeight;
}

template <class Chart> QRectF rowOf(const Chart& chart, const QRectF& area, std::size_t row, double scale)
{
    if (row >= chart.rows.size())
        return {};
    return {area.left(), area.top() + (headOf(chart) + rowPitch * static_cast<double>(row)) * scale, area.width(), rowPitch * scale};
}

QRectF bar(const QRectF& row, double from, double to, double scale)
{
    const double left = std::min(from, to);
    return {left, row.center().y() - barHeight / 2 * scale, std::max(1.5 * scale, std::max(from, to) - left), barHeight * scale};
}

template <class Chart> void paintTexts(QPainter& painter, const QRectF& area, const Chart& chart, const Theme& theme, double scale)
{
    painter.setFont(face(painter, type::body * scale, QFont::DemiBold));
    painter.setPen(theme.text);
    drawText(painter, {area.left(), area.top() + titleBaseline * scale}, elided(painter, chart.title, area.width()), Qt::AlignLeft);
    painter.setFont(face(painter, type::body * scale, QFont::Normal));
    const double column = labelColumn(chart, area, scale);
    for (std::size_t i = 0; i < chart.rows.size(); ++i) {
        const QRectF row = rowOf(chart, area, i, scale);
        drawText(painter, {area.left(), row.center().y() + 4 * scale}, elided(painter, chart.rows[i].label, column - 6 * scale), Qt::AlignLeft);
    }
    if (chart.note.isEmpty())
        return;
    painter.setFont(face(painter, type::axis * scale, QFont::Normal));
    painter.setPen(theme.text2);
    const double top = area.top() + (headOf(chart) + rowPitch * static_cast<double>(chart.rows.size())) * scale;
    drawText(painter, {area.left(), top + 11 * scale}, elided(painter, chart.note, area.width()), Qt::AlignLeft);
}

template <class Chart> double height(const Chart& chart, double scale)
{
    return (headOf(chart) + rowPitch * static_cast<double>(chart.rows.size()) + (chart.note.isEmpty() ? 0 : noteHeight)) * scale;
}

} // namespace

double heightOf(const SwingChart& chart, double textScale)
{
    return height(chart, textScale);
}

double heightOf(const WaterfallChart& chart, double textScale)
{
    return height(chart, textScale);
}

std::size_t swingRows(double height, double textScale)
{
    return static_cast<std::size_t>(std::max(1.0, (height / textScale - headOf(SwingChart{}) - noteHeight) / rowPitch));
}

QRectF rowPlace(const SwingChart& chart, const QRectF& area, std::size_t row, double textScale)
{
    return rowOf(chart, area, row, textScale);
}

QRectF rowPlace(const WaterfallChart& chart, const QRectF& area, std::size_t row, double textScale)
{
    return rowOf(chart, area, row, textScale);
}

QRectF barPlace(const SwingChart& chart, const QRectF& area, std::size_t row, double textScale)
{
    if (row >= chart.rows.size())
        return {};
    const Room room = roomOf(chart, area, textScale);
    return bar(rowOf(chart, area, row, textScale), room.at(chart.rows[row].low), room.at(chart.rows[row].high), textScale);
}

QRectF barPlace(const WaterfallChart& chart, const QRectF& area, std::size_t row, double textScale)
{
    if (row >= chart.rows.size())
        return {};
    const Room room = roomOf(chart, area, textScale);
    const auto span = spansOf(chart)[row];
    return bar(rowOf(chart, area, row, textScale), room.at(span.first), room.at(span.second), textScale);
}

void paintChart(QPainter& painter, const QRectF& area, const SwingChart& chart, const Theme& theme, double textScale)
{
    painter.save();
    paintTexts(painter, area, chart, theme, textScale);
    const Room room = roomOf(chart, area, textScale);
    const double middle = room.at(chart.centre);
    for (std::size_t i = 0; i < chart.rows.size(); ++i) {
        const SwingChart::Row& row = chart.rows[i];
        const QRectF place = rowOf(chart, area, i, textScale);
        // The side of the input's low is hatched, so that the two are told apart without colour.
        painter.setPen(Qt::NoPen);
        const QRectF low = bar(place, middle, room.at(row.low), textScale), high = bar(place, middle, room.at(row.high), textScale);
        painter.fillRect(low, theme.series(0).lighter(150));
        painter.fillRect(low, QBrush{theme.series(0), Qt::BDiagPattern});
        painter.fillRect(high, theme.series(0));
        painter.setFont(face(painter, type::axis * textScale, QFont::Normal));
        painter.setPen(theme.text2);
        const bool rising = row.high >= row.low;
        const double left = std::min(low.left(), high.left()), right = std::max(low.right(), high.right());
        const double baseline = place.center().y() + 3.5 * textScale;
        drawText(painter, {left - 5 * textScale, baseline}, rising ? row.lowText : row.highText, Qt::AlignRight);
        drawText(painter, {right + 5 * textScale, baseline}, rising ? row.highText : row.lowText, Qt::AlignLeft);
    }
    if (!chart.rows.empty()) {
        painter.setPen({theme.text, 1.2 * textScale});
        const double top = area.top() + headOf(chart) * textScale;
        painter.drawLine(QPointF{middle, top - 2 * textScale},
                         QPointF{middle, top + rowPitch * static_cast<double>(chart.rows.size()) * textScale});
        painter.setFont(face(painter, type::axis * textScale, QFont::DemiBold));
        painter.setPen(theme.text);
        const double half = textWidth(painter, chart.centreText) / 2;
        drawText(painter, {std::min(middle, area.right() - half), top - 4 * textScale}, chart.centreText, Qt::AlignHCenter);
    }
    painter.restore();
}

void paintChart(QPainter& painter, const QRectF& area, const WaterfallChart& chart, const Theme& theme, double textScale)
{
    painter.save();
    paintTexts(painter, area, chart, theme, textScale);
    const Room room = roomOf(chart, area, textScale);
    const auto spans = spansOf(chart);
    for (std::size_t i = 0; i < chart.rows.size(); ++i) {
        const WaterfallChart::Row& row = chart.rows[i];
        const QRectF place = barPlace(chart, area, i, textScale);
        const QColor colour = row.total ? theme.series(0) : row.value < 0 ? theme.series(3) : theme.series(1);
        painter.fillRect(place, colour);
        if (!row.total && i > 0) {
            painter.setPen({theme.strong, textScale, Qt::DotLine});
            const double x = room.at(spans[i].first);
            painter.drawLine(QPointF{x, place.top() - (rowPitch - barHeight) * textScale}, QPointF{x, place.top()});
        }
        painter.setFont(face(painter, type::body * textScale, QFont::DemiBold));
        painter.setPen(theme.text);
        drawText(painter, {place.right() + 6 * textScale, place.center().y() + 4 * textScale}, row.text, Qt::AlignLeft);
    }
    painter.restore();
}

} // namespace colonnade::render
