#include "render/overlay/LegendPainter.h"

#include "render/elevation/Ghost.h"
#include "render/theme/Fonts.h"

#include <algorithm>

namespace colonnade::render {
namespace {

constexpr double scaleWidth = 210, scaleHeight = 11;
constexpr double inset = 10, row = 18, swatch = 22;
constexpr std::size_t mostEntries = 9;

} // namespace

void paintPlacePattern(QPainter& painter, const QRectF& rect, LegendEntry::Pattern pattern, const Theme& theme, double textScale)
{
    if (pattern == LegendEntry::Pattern::Unknown) {
        paintHatch(painter, rect, mixed(theme.notEvaluated, theme.face, 0.55), 7 * textScale, 0.8 * textScale, false);
        QPen pen{theme.notEvaluated, 1.2 * textScale};
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(1, 1, -1, -1));
    } else if (pattern == LegendEntry::Pattern::Beyond) {
        paintHatch(painter, rect, theme.error, 6 * textScale, 1.1 * textScale, true);
        painter.setPen({theme.error, 1.6 * textScale});
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(1, 1, -1, -1));
    }
}

QRectF paintLegend(QPainter& painter, const QRectF& area, const Legend& legend, const Theme& theme, double textScale)
{
    if (legend.title.isEmpty())
        return {};
    const double text = textScale;
    painter.save();
    const QFont titleFont = face(painter, type::head * text, QFont::DemiBold), small = face(painter, type::axis * text);
    std::vector<LegendEntry> entries = legend.entries;
    QString more;
    if (entries.size() > mostEntries) {
        more = QStringLiteral("+ %1 more").arg(entries.size() - mostEntries);
        entries.resize(mostEntries);
    }
    const auto countText = [](const LegendEntry& entry) { return QString::number(entry.count); };
    painter.setFont(titleFont);
    double width = textWidth(painter, legend.title);
    if (!legend.scale.empty())
        width = std::max(width, scaleWidth * text);
    painter.setFont(small);
    double counts = 0;
    for (const LegendEntry& entry : entries)
        counts = std::max(counts, textWidth(painter, countText(entry)));
    for (const LegendEntry& entry : entries)
        width = std::max(width, (swatch + 8 + 14) * text + textWidth(painter, entry.text) + counts);
    width = std::min(width, area.width() - (2 * inset + 20) * text);
    double height = 22 * text;
    if (!legend.scale.empty())
        height += (scaleHeight + 17 + (legend.limitText.isEmpty() ? 0 : 15)) * text;
    height += row * text * static_cast<double>(entries.size()) + (more.isEmpty() ? 0 : row * text);
    QRectF plate{0, 0, width + 2 * inset * text, height + 8 * text};
    plate.moveBottomRight(area.bottomRight() - QPointF{10, 10} * text);

    painter.setPen({theme.line, 1});
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(plate, 5 * text, 5 * text);
    const double left = plate.left() + inset * text, right = plate.right() - inset * text;
    double y = plate.top() + 17 * text;
    painter.setFont(titleFont);
    painter.setPen(theme.text);
    drawText(painter, {left, y}, elided(painter, legend.title, right - left));
    y += 8 * text;
    painter.setFont(small);
    if (!legend.scale.empty()) {
        const QRectF bar{left, y, right - left, scaleHeight * text};
        constexpr int pieces = 42;
        painter.setPen(Qt::NoPen);
        for (int i = 0; i < pieces; ++i) {
            const double from = bar.left() + bar.width() * i / pieces;
            painter.fillRect(QRectF{from, bar.top(), bar.width() / pieces + 0.5, bar.height()} & bar, theme.sequentialAt((i + 0.5) / pieces));
        }
        if (legend.limit) {
            const double x = bar.left() + bar.width() * *legend.limit;
            const QRectF beyond{x, bar.top(), bar.right() - x, bar.height()};
            if (beyond.width() > 1)
                paintHatch(painter, beyond, theme.error, 5 * text, 1 * text, true);
            painter.setPen({theme.error, 2 * text, Qt::SolidLine, Qt::FlatCap});
            painter.drawLine(QPointF{x, bar.top() - 3 * text}, QPointF{x, bar.bottom() + 3 * text});
        }
        y = bar.bottom() + 12.5 * text;
        painter.setPen(theme.text2);
        const auto last = static_cast<double>(std::max<std::size_t>(legend.ticks.size(), 2) - 1);
        for (std::size_t i = 0; i < legend.ticks.size(); ++i) {
            const auto align = i == 0 ? Qt::AlignLeft : i + 1 == legend.ticks.size() ? Qt::AlignRight : Qt::AlignHCenter;
            drawText(painter, {left + (right - left) * static_cast<double>(i) / last, y}, legend.ticks[i], align);
        }
        if (!legend.limitText.isEmpty()) {
            y += 15 * text;
            painter.setPen(theme.text);
            const double at = left + (right - left) * legend.limit.value_or(1);
            const double half = textWidth(painter, legend.limitText) / 2;
            drawText(painter, {std::clamp(at, left + half, right - half), y}, legend.limitText, Qt::AlignHCenter);
        }
        y += 5 * text;
    }
    for (const LegendEntry& entry : entries) {
        const QRectF box{left, y + 3 * text, swatch * text, (row - 6) * text};
        painter.setPen({theme.strong, 0.7 * text});
        painter.setBrush(entry.pattern == LegendEntry::Pattern::Beyond ? theme.panel : entry.colour);
        painter.drawRect(box);
        paintPlacePattern(painter, box, entry.pattern, theme, text * 0.8);
        painter.setFont(small);
        painter.setPen(theme.text);
        const double x = box.right() + 8 * text, base = y + row * text / 2 + 3.8 * text;
        drawText(painter, {x, base}, elided(painter, entry.text, right - counts - 8 * text - x));
        painter.setPen(theme.text2);
        drawText(painter, {right, base}, countText(entry), Qt::AlignRight);
        y += row * text;
    }
    if (!more.isEmpty()) {
        painter.setPen(theme.text2);
        drawText(painter, {left, y + row * text / 2 + 3.8 * text}, more);
    }
    painter.restore();
    return plate;
}

} // namespace colonnade::render
