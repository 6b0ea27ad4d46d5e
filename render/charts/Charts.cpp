#include "render/charts/Charts.h"

#include "model/units/Text.h"
#include "render/charts/Series.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace colonnade::render {
namespace {

// In pixels of the screen; multiplied by the scale of the text.
constexpr double headingHeight = 19, titleHeight = 20, titleBaseline = 13;
constexpr double stackBar = 22, stackLabels = 24, noteHeight = 16, totalGap = 6;
constexpr double barPitch = 22, barHeight = 13, barLabelGap = 8;

class Pen {
public:
    Pen(QPainter& painter, const Theme& theme, double scale) : m_painter{painter}, m_theme{theme}, m_scale{scale} { }

    void font(double pixels, QFont::Weight weight = QFont::Normal) { m_painter.setFont(face(m_painter, pixels * m_scale, weight)); }
    void text(QPointF at, const QString& words, const QColor& colour, Qt::Alignment align = Qt::AlignLeft)
    {
        m_painter.setPen(colour);
        drawText(m_painter, at, words, align);
    }
    void heading(const QRectF& area, const QString& words, const QString& remark)
    {
        const QPointF at{area.left(), area.top() + titleBaseline * m_scale};
        font(type::axis);
        const double remarkWidth = remark.isEmpty() ? 0 : std::min(textWidth(m_painter, remark), area.width() * 0.6);
        if (remarkWidth > 0)
            text({area.right(), at.y()}, elided(m_painter, remark, remarkWidth + 1), m_theme.text2, Qt::AlignRight);
        font(type::body, QFont::DemiBold);
        text(at, elided(m_painter, words, area.width() - remarkWidth - 10 * m_scale), m_theme.text);
    }
    /// Answers the width that was taken.
    double title(const QRectF& area, const QString& words, const QString& remark)
    {
        font(type::body, QFont::DemiBold);
        const QPointF at{area.left(), area.top() + titleBaseline * m_scale};
        const QString shown = elided(m_painter, words, area.width());
        text(at, shown, m_theme.text);
        const double width = textWidth(m_painter, shown);
        if (!remark.isEmpty()) {
            font(type::axis);
            const double left = width + 8 * m_scale;
            text(at + QPointF{left, 0}, elided(m_painter, remark, area.width() - left), m_theme.text2);
        }
        return width;
    }
    void note(const QRectF& area, double top, const QString& words)
    {
        if (words.isEmpty())
            return;
        font(type::axis);
        text({area.left(), top + 11 * m_scale}, elided(m_painter, words, area.width()), m_theme.text2);
    }

private:
    QPainter& m_painter;
    const Theme& m_theme;
    double m_scale;
};

double sumOf(const std::vector<ChartPiece>& pieces)
{
    return std::accumulate(pieces.begin(), pieces.end(), 0.0,
                           [](double sum, const ChartPiece& piece) { return sum + std::max(0.0, piece.value); });
}

double mostOf(const std::vector<ChartPiece>& pieces)
{
    double most = 0;
    for (const ChartPiece& each : pieces)
        most = std::max(most, each.value);
    return most;
}

/// The bar of a stack and how long one unit is.
struct StackLayout {
    QRectF bar;
    double perValue = 0;
};
StackLayout stackLayout(const StackChart& chart, const QRectF& area, double scale)
{
    // Room at the end for the total, whose digits are about 0.62 of their size wide.
    const double end = chart.total.isEmpty() ? 0 : (static_cast<double>(chart.total.size()) * type::body * 0.62 + totalGap) * scale;
    const double top = area.top() + (chart.heading.isEmpty() ? 0 : headingHeight) * scale;
    const QRectF bar{area.left(), top + titleHeight * scale, std::max(1.0, area.width() - end), stackBar * scale};
    const double most = std::max({sumOf(chart.pieces), sumOf(chart.baseline), chart.limit.value_or(0), mostOf(chart.marks)});
    return {bar, most > 0 ? bar.width() / most : 0};
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

double heightOf(const StackChart& chart, double textScale)
{
    return ((chart.heading.isEmpty() ? 0 : headingHeight) + titleHeight + stackBar + stackLabels + (chart.baseline.empty() ? 0 : 9) + (chart.note.isEmpty() ? 0 : noteHeight))
        * textScale;
}

double heightOf(const BarChart& chart, double textScale)
{
    return (titleHeight + 4 + barPitch * static_cast<double>(chart.bars.size()) + (chart.note.isEmpty() ? 0 : noteHeight))
        * textScale;
}

QRectF piecePlace(const StackChart& chart, const QRectF& area, std::size_t piece, double textScale)
{
    const StackLayout layout = stackLayout(chart, area, textScale);
    double left = layout.bar.left();
    for (std::size_t i = 0; i < piece && i < chart.pieces.size(); ++i)
        left += std::max(0.0, chart.pieces[i].value) * layout.perValue;
    const double value = piece < chart.pieces.size() ? std::max(0.0, chart.pieces[piece].value) : 0;
    return {left, layout.bar.top(), value * layout.perValue, layout.bar.height()};
}

QRectF markPlace(const StackChart& chart, const QRectF& area, std::size_t mark, double textScale)
{
    const StackLayout layout = stackLayout(chart, area, textScale);
    const double x = layout.bar.left() + (mark < chart.marks.size() ? chart.marks[mark].value : 0) * layout.perValue;
    return {x - 4 * textScale, layout.bar.top() - 5 * textScale, 8 * textScale, layout.bar.height() + 8 * textScale};
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

void paintChart(QPainter& painter, const QRectF& area, const StackChart& chart, const Theme& theme, double textScale)
{
    painter.save();
    Pen pen{painter, theme, textScale};
    QRectF below = area;
    if (!chart.heading.isEmpty()) {
        pen.heading(area, chart.heading, chart.headingRemark);
        below.setTop(area.top() + headingHeight * textScale);
    }
    pen.title(below, chart.title, chart.remark);
    const StackLayout layout = stackLayout(chart, area, textScale);

    paintStackedBar(painter, layout.bar, chart.pieces, layout.perValue > 0 ? layout.bar.width() / layout.perValue : 0);

    struct Label {
        QString words;
        double middle, width, left = 0;
    };
    std::vector<Label> labels;
    pen.font(type::head, QFont::DemiBold);
    for (std::size_t i = 0; i < chart.pieces.size(); ++i) {
        const ChartPiece& piece = chart.pieces[i];
        const QRectF place = piecePlace(chart, area, i, textScale);
        if (place.width() <= 0)
            continue;
        pen.font(type::head, QFont::DemiBold);
        const QColor ink = inkOn(piece.colour);
        const double room = place.width() - 10 * textScale;
        const double baseline = place.center().y() + 4 * textScale;
        const QString both = QStringLiteral("%1 %2").arg(piece.label, piece.text);
        if (textWidth(painter, both) <= room) {
            pen.text({place.left() + 6 * textScale, baseline}, both, ink);
            continue;
        }
        const bool fits = textWidth(painter, piece.text) <= room;
        if (fits)
            pen.text({place.center().x(), baseline}, piece.text, ink, Qt::AlignHCenter);
        pen.font(type::axis);
        const QString words = fits ? piece.label : both;
        labels.push_back({words, place.center().x(), textWidth(painter, words)});
    }
    if (!chart.total.isEmpty()) {
        pen.font(type::body, QFont::DemiBold);
        const double end = layout.bar.left() + sumOf(chart.pieces) * layout.perValue;
        const double left = std::min(end + totalGap * textScale, area.right() - textWidth(painter, chart.total));
        pen.text({left, layout.bar.center().y() + 4.5 * textScale}, chart.total, theme.text);
    }
    if (chart.limit) {
        const double x = layout.bar.left() + *chart.limit * layout.perValue;
        painter.setPen({theme.text, 1.5 * textScale});
        painter.drawLine(QPointF{x, layout.bar.top() - 3 * textScale}, QPointF{x, layout.bar.bottom() + 3 * textScale});
    }

    for (std::size_t i = 0; i < chart.marks.size(); ++i) {
        const QRectF place = markPlace(chart, area, i, textScale);
        painter.setPen({theme.panel, 4 * textScale});
        painter.drawLine(QPointF{place.center().x(), layout.bar.top()}, QPointF{place.center().x(), layout.bar.bottom()});
        painter.setPen({chart.marks[i].colour, 2 * textScale});
        painter.drawLine(QPointF{place.center().x(), place.top()}, QPointF{place.center().x(), place.bottom()});
        painter.setPen(Qt::NoPen);
        painter.setBrush(chart.marks[i].colour);
        painter.drawPolygon(QPolygonF{{place.topLeft(), place.topRight(), {place.center().x(), place.top() + 5 * textScale}}});
    }

    // Labels below their pieces, moved apart from right to left, with a line up.
    double top = layout.bar.bottom();
    if (!chart.baseline.empty()) {
        const double all = sumOf(chart.baseline);
        const QRectF thin{layout.bar.left(), top + 3 * textScale, all * layout.perValue, 4 * textScale};
        paintStackedBar(painter, thin, {{{}, all, theme.strong, {}}}, all);
        top += 9 * textScale;
    }
    double right = area.right();
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->left = std::min(label->middle - label->width / 2, right - label->width);
        right = label->left - 8 * textScale;
    }
    double free = area.left();
    pen.font(type::axis);
    for (const Label& label : labels) {
        const double left = std::max(label.left, free);
        if (left + label.width > area.right() + 0.5)
            continue; // No room: the note or a table tells it.
        painter.setPen({theme.strong, 0.8 * textScale});
        painter.drawLine(QPointF{label.middle, layout.bar.bottom() + 1 * textScale},
                         QPointF{left + label.width / 2, top + 8 * textScale});
        pen.text({left, top + 18 * textScale}, label.words, theme.text2);
        free = left + label.width + 8 * textScale;
    }
    if (!chart.limitText.isEmpty() && chart.limit && labels.empty()) {
        const double x = layout.bar.left() + *chart.limit * layout.perValue;
        pen.text({std::min(x, area.right()), top + 18 * textScale}, chart.limitText, theme.text2, Qt::AlignRight);
    }
    pen.note(area, top + stackLabels * textScale, chart.note);
    painter.restore();
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
        pen.text({area.left(), baseline}, elided(painter, bar.label, place.left() - area.left() - 4 * textScale), theme.text);
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
