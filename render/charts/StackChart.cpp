#include "render/charts/Charts.h"

#include "render/charts/Pen.h"
#include "render/charts/Series.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <numeric>

namespace colonnade::render {
namespace {

// In pixels of the screen; multiplied by the scale of the text.
constexpr double headingHeight = 19, remarkHeight = 14, barHeight = 22, totalGap = 6;
constexpr double labelLine = 24, labelGap = 8;
constexpr double legendTop = 9, legendPitch = 14, legendGap = 14, swatch = 8;

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

/// The remark of the heading stands in a line of its own where it would cut the heading short.
bool remarkBelow(const StackChart& chart, double width, double scale)
{
    return !chart.headingRemark.isEmpty()
        && textWidth(chart.heading, type::body * scale, QFont::DemiBold) + textWidth(chart.headingRemark, type::axis * scale) + 10 * scale
            > width;
}

/// So does that of the title.
bool titleRemarkBelow(const StackChart& chart, double width, double scale)
{
    return !chart.remark.isEmpty()
        && textWidth(chart.title, type::body * scale, QFont::DemiBold) + textWidth(chart.remark, type::axis * scale) + 10 * scale
            > width;
}

double titleRoom(const StackChart& chart, double width, double scale)
{
    return (chartTitle + (titleRemarkBelow(chart, width, scale) ? remarkHeight : 0)) * scale;
}

double headingRoom(const StackChart& chart, double width, double scale)
{
    return chart.heading.isEmpty() ? 0 : (headingHeight + (remarkBelow(chart, width, scale) ? remarkHeight : 0)) * scale;
}

/// The bar of a stack and how long one unit is.
struct StackLayout {
    QRectF bar;
    double perValue = 0;
    [[nodiscard]] double at(double value) const { return bar.left() + value * perValue; }
};
StackLayout layoutOf(const StackChart& chart, const QRectF& area, double scale)
{
    // Room at the end for the total, whose digits are about 0.62 of their size wide.
    const double end = chart.total.isEmpty() ? 0 : (static_cast<double>(chart.total.size()) * type::body * 0.62 + totalGap) * scale;
    const double top = area.top() + headingRoom(chart, area.width(), scale);
    const QRectF bar{area.left(), top + titleRoom(chart, area.width(), scale), std::max(1.0, area.width() - end), barHeight * scale};
    const double most = std::max({sumOf(chart.pieces), sumOf(chart.baseline), chart.limit.value_or(0), mostOf(chart.marks)});
    return {bar, most > 0 ? bar.width() / most : 0};
}

/// Words within a piece, clear of the mark of the limit.
struct Inside {
    std::size_t piece;
    QString words;
    QRectF room;
};
/// Words below the bar, of a piece or of the limit.
struct Below {
    QString words;
    QColor colour; ///< Of the piece; none for the limit.
    double middle = 0, width = 0, left = 0;
};
/// What is written of the pieces: each has its name, within it, in the line below, or in a legend where the line is too short.
struct Words {
    std::vector<Inside> inside;
    std::vector<Below> below; ///< From the left.
    bool legend = false;
    std::size_t columns = 1; ///< Of the legend.
};

Words wordsOf(const StackChart& chart, const QRectF& area, double scale)
{
    const StackLayout layout = layoutOf(chart, area, scale);
    Words words;
    const auto add = [&](const QString& text, const QColor& colour, double middle) {
        words.below.push_back(Below{text, colour, middle, textWidth(text, type::axis * scale)});
    };
    std::vector<QString> named; // What a legend says of each.
    for (std::size_t i = 0; i < chart.pieces.size(); ++i) {
        const ChartPiece& piece = chart.pieces[i];
        QRectF place = piecePlace(chart, area, i, scale);
        if (place.width() <= 0)
            continue;
        if (const double limit = layout.at(chart.limit.value_or(-1)); chart.limit && limit > place.left() && limit < place.right()) {
            if (limit - place.left() > place.right() - limit)
                place.setRight(limit);
            else
                place.setLeft(limit);
        }
        const double room = place.width() - 10 * scale;
        const auto width = [&](const QString& text) { return textWidth(text, type::head * scale, QFont::DemiBold); };
        const QString both = QStringLiteral("%1 %2").arg(piece.label, piece.text);
        if (width(both) <= room) {
            words.inside.push_back({i, both, place});
            continue;
        }
        const bool fits = width(piece.text) <= room;
        if (fits)
            words.inside.push_back({i, piece.text, place});
        add(fits ? piece.label : both, piece.colour, place.center().x());
        named.push_back(both);
    }
    if (chart.limit && !chart.limitText.isEmpty()) {
        const double at = layout.at(*chart.limit);
        const auto after = std::ranges::find_if(words.below, [&](const Below& one) { return one.middle > at; });
        const auto index = after - words.below.begin();
        words.below.insert(after, Below{chart.limitText, {}, at, textWidth(chart.limitText, type::axis * scale)});
        named.insert(named.begin() + index, chart.limitText);
    }
    double all = -labelGap * scale;
    for (const Below& one : words.below)
        all += one.width + labelGap * scale;
    words.legend = all > area.width();
    if (!words.legend) {
        // Moved apart from right to left, then off the left edge.
        double right = area.right(), free = area.left();
        for (auto one = words.below.rbegin(); one != words.below.rend(); ++one) {
            one->left = std::min(one->middle - one->width / 2, right - one->width);
            right = one->left - labelGap * scale;
        }
        for (Below& one : words.below) {
            one.left = std::max(one.left, free);
            free = one.left + one.width + labelGap * scale;
        }
        return words;
    }
    double widest = 0;
    for (std::size_t i = 0; i < words.below.size(); ++i) {
        Below& one = words.below[i];
        one.words = named[i];
        one.width = textWidth(one.words, type::axis * scale);
        widest = std::max(widest, one.width);
    }
    const double column = widest + (swatch + 5 + legendGap) * scale;
    words.columns = std::max(std::size_t{1}, static_cast<std::size_t>((area.width() + legendGap * scale) / column));
    return words;
}

/// Of the words below the bar.
double heightOf(const Words& words, double scale)
{
    if (!words.legend)
        return labelLine * scale;
    const std::size_t rows = (words.below.size() + words.columns - 1) / words.columns;
    return (legendTop + legendPitch * static_cast<double>(rows) + 3) * scale;
}

void paintHeading(QPainter& painter, Pen& pen, const QRectF& area, const StackChart& chart, const Theme& theme, double scale)
{
    const QPointF at{area.left(), area.top() + chartTitleBaseline * scale};
    const bool below = remarkBelow(chart, area.width(), scale);
    pen.font(type::axis);
    if (below)
        pen.text(at + QPointF{0, remarkHeight * scale}, elidedInside(painter, chart.headingRemark, area.width()), theme.text2);
    else
        pen.text({area.right(), at.y()}, chart.headingRemark, theme.text2, Qt::AlignRight);
    pen.font(type::body, QFont::DemiBold);
    pen.text(at, elided(painter, chart.heading, area.width()), theme.text);
}

void paintMarks(QPainter& painter, const QRectF& area, const StackChart& chart, const StackLayout& layout, const Theme& theme, double scale)
{
    if (chart.limit) {
        const double x = layout.at(*chart.limit);
        painter.setPen({theme.text, 1.5 * scale});
        painter.drawLine(QPointF{x, layout.bar.top() - 3 * scale}, QPointF{x, layout.bar.bottom() + 3 * scale});
    }
    for (std::size_t i = 0; i < chart.marks.size(); ++i) {
        const QRectF place = markPlace(chart, area, i, scale);
        painter.setPen({theme.panel, 4 * scale});
        painter.drawLine(QPointF{place.center().x(), layout.bar.top()}, QPointF{place.center().x(), layout.bar.bottom()});
        painter.setPen({chart.marks[i].colour, 2 * scale});
        painter.drawLine(QPointF{place.center().x(), place.top()}, QPointF{place.center().x(), place.bottom()});
        painter.setPen(Qt::NoPen);
        painter.setBrush(chart.marks[i].colour);
        painter.drawPolygon(QPolygonF{{place.topLeft(), place.topRight(), {place.center().x(), place.top() + 5 * scale}}});
    }
}

/// At the bar's end, or behind the mark of the limit where that would go through it.
void paintTotal(QPainter& painter, Pen& pen, const QRectF& area, const StackChart& chart, const StackLayout& layout, const Theme& theme,
                double scale)
{
    pen.font(type::body, QFont::DemiBold);
    const double width = textWidth(painter, chart.total), gap = totalGap * scale;
    double left = std::min(layout.at(sumOf(chart.pieces)) + gap, area.right() - width);
    const double limit = layout.at(chart.limit.value_or(-1));
    if (chart.limit && limit > left - gap / 2 && limit < left + width + gap / 2)
        left = limit + gap;
    pen.text({left, layout.bar.center().y() + 4.5 * scale}, chart.total, theme.text);
}

void paintBelow(QPainter& painter, Pen& pen, const QRectF& area, const Words& words, double top, const Theme& theme, double scale)
{
    pen.font(type::axis);
    if (!words.legend) {
        for (const Below& one : words.below) {
            painter.setPen({theme.strong, 0.8 * scale});
            painter.drawLine(QPointF{one.middle, top + 1 * scale}, QPointF{one.left + one.width / 2, top + 8 * scale});
            pen.text({one.left, top + 18 * scale}, one.words, theme.text2);
        }
        return;
    }
    const double column = (area.width() + legendGap * scale) / static_cast<double>(words.columns);
    for (std::size_t i = 0; i < words.below.size(); ++i) {
        const Below& one = words.below[i];
        const QPointF at{area.left() + column * static_cast<double>(i % words.columns),
                         top + (legendTop + legendPitch * static_cast<double>(i / words.columns)) * scale};
        const QRectF sample{at.x(), at.y() + 2 * scale, swatch * scale, swatch * scale};
        if (one.colour.isValid())
            painter.fillRect(sample, one.colour);
        else
            painter.fillRect(QRectF{sample.center().x() - 0.75 * scale, sample.top(), 1.5 * scale, sample.height()}, theme.text);
        const double left = at.x() + (swatch + 5) * scale;
        pen.text({left, at.y() + 10 * scale}, elided(painter, one.words, area.right() - left + 1), theme.text2);
    }
}

} // namespace

double heightOf(const StackChart& chart, double width, double textScale)
{
    return headingRoom(chart, width, textScale) + titleRoom(chart, width, textScale)
        + (barHeight + (chart.note.isEmpty() ? 0 : chartNote)) * textScale
        + heightOf(wordsOf(chart, {0, 0, width, 1}, textScale), textScale);
}

QRectF piecePlace(const StackChart& chart, const QRectF& area, std::size_t piece, double textScale)
{
    const StackLayout layout = layoutOf(chart, area, textScale);
    double left = layout.bar.left();
    for (std::size_t i = 0; i < piece && i < chart.pieces.size(); ++i)
        left += std::max(0.0, chart.pieces[i].value) * layout.perValue;
    const double value = piece < chart.pieces.size() ? std::max(0.0, chart.pieces[piece].value) : 0;
    return {left, layout.bar.top(), value * layout.perValue, layout.bar.height()};
}

QRectF markPlace(const StackChart& chart, const QRectF& area, std::size_t mark, double textScale)
{
    const StackLayout layout = layoutOf(chart, area, textScale);
    const double x = layout.at(mark < chart.marks.size() ? chart.marks[mark].value : 0);
    return {x - 4 * textScale, layout.bar.top() - 5 * textScale, 8 * textScale, layout.bar.height() + 8 * textScale};
}

void paintChart(QPainter& painter, const QRectF& area, const StackChart& chart, const Theme& theme, double textScale)
{
    painter.save();
    Pen pen{painter, theme, textScale};
    if (!chart.heading.isEmpty())
        paintHeading(painter, pen, area, chart, theme, textScale);
    const QRectF titled = area.adjusted(0, headingRoom(chart, area.width(), textScale), 0, 0);
    const bool below = titleRemarkBelow(chart, area.width(), textScale);
    pen.title(titled, chart.title, below ? QString{} : chart.remark);
    if (below)
        pen.note(titled, titled.top() + (chartTitleBaseline + remarkHeight - 11) * textScale, chart.remark);
    const StackLayout layout = layoutOf(chart, area, textScale);
    paintStackedBar(painter, layout.bar, chart.pieces, layout.perValue > 0 ? layout.bar.width() / layout.perValue : 0);

    const Words words = wordsOf(chart, area, textScale);
    pen.font(type::head, QFont::DemiBold);
    for (const Inside& one : words.inside) {
        const ChartPiece& piece = chart.pieces[one.piece];
        const bool named = one.words != piece.text;
        pen.text({named ? one.room.left() + 6 * textScale : one.room.center().x(), one.room.center().y() + 4 * textScale}, one.words,
                 inkOn(piece.colour), named ? Qt::AlignLeft : Qt::AlignHCenter);
    }
    if (!chart.total.isEmpty())
        paintTotal(painter, pen, area, chart, layout, theme, textScale);
    paintMarks(painter, area, chart, layout, theme, textScale);

    const double top = layout.bar.bottom();
    if (!chart.baseline.empty()) {
        // Where else only lines lead to words: a baseline takes no height, so that what stands below keeps its place.
        const double all = sumOf(chart.baseline);
        const QRectF thin{layout.bar.left(), top + 2 * textScale, all * layout.perValue, 4 * textScale};
        paintStackedBar(painter, thin, {{{}, all, theme.strong, {}}}, all);
    }
    paintBelow(painter, pen, area, words, top, theme, textScale);
    pen.note(area, top + heightOf(words, textScale), chart.note);
    painter.restore();
}

} // namespace colonnade::render
