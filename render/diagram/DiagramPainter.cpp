#include "render/diagram/DiagramPainter.h"

#include "render/elevation/Ghost.h"
#include "render/theme/Fonts.h"
#include "render/theme/Glyphs.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using Look = DiagramText::Look;

constexpr double lineHeight = 1.32, wrappedHeight = 1.16; ///< Over the size of type.
constexpr double barHeight = 10;

/// A text on two lines of at most `width`, divided at a space: as much as fits on the first. The second is empty where no
/// word fits on the first.
std::pair<QString, QString> wrapped(const QString& text, double width, const QFontMetricsF& metrics)
{
    for (qsizetype at = text.lastIndexOf(QLatin1Char(' ')); at > 0; at = text.lastIndexOf(QLatin1Char(' '), at - 1)) {
        if (metrics.horizontalAdvance(text.left(at)) <= width)
            return {text.left(at), text.mid(at + 1)};
    }
    return {text, {}};
}

} // namespace

double DiagramPainter::pixelsOf(double size) const
{
    return std::max(size * m_window.scale(), type::axis * m_text);
}

double DiagramPainter::stroke(double width) const
{
    return width * std::clamp(m_window.scale(), 0.6 * m_text, 1.6);
}

QFont DiagramPainter::textFont(const QPainter& painter, double pixels, QFont::Weight weight) const
{
    return face(painter, pixels, weight);
}

DiagramPainter::TitleLine DiagramPainter::titleLine(const QRectF& place) const
{
    const QRectF frame = m_window.toView(place);
    const double pixels = pixelsOf(type::panelTitle), left = frame.left() + std::max(16 * m_window.scale(), 4 * m_text);
    return {pixels, left, frame.top() + std::max(26 * m_window.scale(), pixels * 1.2), frame.right() - left - 6 * m_text};
}

QRectF DiagramPainter::titleArea(const QRectF& frame, const QString& title, const QPaintDevice* device) const
{
    const TitleLine line = titleLine(frame);
    const double width = QFontMetricsF{face(device, line.pixels, QFont::DemiBold), device}.horizontalAdvance(title);
    return {line.left, line.base - line.pixels, std::clamp(width, 0.0, std::max(line.room, 0.0)), line.pixels * 1.3};
}

void DiagramPainter::paintSheet(QPainter& painter, const QRectF& place, const QString& name, const QString& said) const
{
    const QRectF frame = m_window.toView(place);
    painter.setPen({m_theme.line, stroke(1)});
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(frame, 4 * m_text, 4 * m_text);
    const auto [pixels, left, base, room] = titleLine(place);
    painter.setFont(textFont(painter, pixels, QFont::DemiBold));
    painter.setPen(m_theme.text);
    const QString title = elided(painter, name, room);
    drawText(painter, {left, base}, title);
    const double end = left + textWidth(painter, title) + 10 * m_text;
    painter.setFont(textFont(painter, pixelsOf(type::axis)));
    painter.setPen(m_theme.text2);
    if (const QString remark = elided(painter, said, frame.right() - 6 * m_text - end); remark.size() > 4)
        drawText(painter, {end, base}, remark);
}

DiagramPainter::Line DiagramPainter::lineOf(const DiagramText& text, double width, const QPainter& painter) const
{
    Line line{&text, {{}, {}, {}, text.look}, 0};
    if (text.isBar()) {
        line.height = std::max(barHeight * m_window.scale(), 8 * m_text);
        return line;
    }
    const bool name = text.look == Look::Name;
    const double pixels = pixelsOf(name ? type::body : type::axis);
    const bool strong = name || text.look == Look::Alarm || text.look == Look::Note;
    line.placed.font = textFont(painter, pixels, strong ? QFont::DemiBold : QFont::Normal);
    line.height = pixels * lineHeight;
    const QFontMetricsF metrics{line.placed.font, painter.device()};
    const auto fits = [&](const QString& words) { return metrics.horizontalAdvance(words) <= width; };
    line.placed.text = text.text;
    for (qsizetype i = 0; i < text.briefer.size() && !fits(line.placed.text); ++i)
        line.placed.text = text.briefer[i];
    if (!fits(line.placed.text)) {
        // Names of equals differ at their ends: "Comp…ic 1".
        line.placed.text = metrics.elidedText(line.placed.text, name ? Qt::ElideMiddle : Qt::ElideRight, width);
        line.placed.cut = true;
    }
    return line;
}

std::vector<DiagramPainter::Line> DiagramPainter::linesOf(const std::vector<DiagramText>& texts, double width, bool wrap,
                                                          const QPainter& painter) const
{
    std::vector<Line> lines;
    for (const DiagramText& text : texts) {
        if (text.isBar() && width < 24 * m_text)
            continue;
        Line line = lineOf(text, width, painter);
        const bool name = text.look == Look::Name;
        if (wrap && name && line.placed.cut) {
            const QFontMetricsF metrics{line.placed.font, painter.device()};
            const auto [first, second] = wrapped(text.text, width, metrics);
            if (!second.isEmpty()) {
                Line upper = line;
                upper.placed.text = first;
                upper.placed.cut = false;
                upper.height = line.height *= wrappedHeight / lineHeight;
                lines.push_back(std::move(upper));
                line.placed.text = metrics.elidedText(second, Qt::ElideMiddle, width);
                line.placed.cut = line.placed.text != second;
            }
        }
        // A figure that is cut says something else.
        if (line.placed.cut && ((text.rank > 1 && text.look != Look::Quiet) || line.placed.text.size() < 4))
            continue;
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<PlacedText> DiagramPainter::placed(const std::vector<DiagramText>& texts, const QRectF& place, bool middle, const QPainter& painter,
                                               std::optional<double> most) const
{
    const QRectF room = m_window.toView(place);
    double height = 0;
    // The least important go first until the rest fits.
    const auto reduced = [&](std::vector<Line> lines) {
        height = 0;
        for (const Line& line : lines)
            height += line.height;
        while (!lines.empty() && height > most.value_or(room.height()) + 0.5) {
            const auto last = std::ranges::max_element(lines, {}, [](const Line& line) { return line.text->rank; });
            height -= last->height;
            lines.erase(last);
        }
        return lines;
    };
    const auto names = [](const std::vector<Line>& lines) {
        return std::ranges::count_if(lines, [](const Line& line) { return line.text->look == Look::Name; });
    };
    // A name is told whole, on two lines, before anything else is told; where there is no room for two, it is shortened.
    const std::vector<Line> whole = linesOf(texts, room.width(), true, painter);
    std::vector<Line> lines = reduced(whole);
    if (names(lines) < names(whole))
        lines = reduced(linesOf(texts, room.width(), false, painter));
    std::vector<PlacedText> shown;
    double y = middle ? room.center().y() - height / 2 : room.top();
    for (Line& line : lines) {
        line.placed.area = {room.left(), y, room.width(), line.height};
        y += line.height;
        shown.push_back(std::move(line.placed));
    }
    return shown;
}

void DiagramPainter::paintLine(QPainter& painter, const PlacedText& text, bool quiet) const
{
    painter.setFont(text.font);
    painter.setPen(text.look == Look::Alarm      ? m_theme.error
                       : text.look == Look::Note ? m_theme.warning
                       : quiet                   ? m_theme.text2
                                                 : m_theme.text);
    drawText(painter, {text.area.left(), text.area.top() + text.area.height() * 0.76}, text.text);
}

void DiagramPainter::paintShare(QPainter& painter, const QRectF& area, double share, double worst) const
{
    const double whole = std::max({1.0, share, worst});
    const double inset = area.height() * 0.18;
    const QRectF bar{area.left() + 0.5, area.top() + inset, area.width() - 1.5, area.height() - 2 * inset};
    const auto at = [&](double of) { return bar.left() + bar.width() * of / whole; };
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.field);
    painter.drawRect(bar);
    const QColor within = m_theme.ok;
    if (worst > share) {
        painter.setBrush(mixed(within, m_theme.panel, 0.35));
        painter.drawRect(QRectF{at(share), bar.top(), at(std::min(worst, 1.0)) - at(share), bar.height()} & bar);
    }
    painter.setBrush(within);
    painter.drawRect(QRectF{bar.left(), bar.top(), at(std::min(share, 1.0)) - bar.left(), bar.height()});
    if (whole > 1) {
        const QRectF over{at(1), bar.top(), bar.right() - at(1), bar.height()};
        painter.fillRect(over, mixed(m_theme.error, m_theme.panel, 0.3));
        paintHatch(painter, over, m_theme.error, 4 * m_text, 1.2 * m_text, false);
    }
    painter.setPen({m_theme.strong, stroke(1)});
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
    painter.setPen({m_theme.text, std::max(stroke(2), 1.4 * m_text), Qt::SolidLine, Qt::FlatCap});
    painter.drawLine(QPointF{at(1), area.top()}, QPointF{at(1), area.bottom()});
}

void DiagramPainter::paintState(QPainter& painter, const QRectF& area, const QString& state) const
{
    painter.setFont(textFont(painter, type::body * m_text, QFont::DemiBold));
    const QString words = QStringLiteral("State: %1").arg(state);
    const QString shown = elided(painter, words, area.width() - 60 * m_text);
    const double height = 24 * m_text, width = textWidth(painter, shown) + 36 * m_text;
    const QRectF plate{area.center().x() - width / 2, area.top() + 6 * m_text, width, height};
    painter.setPen({m_theme.error, 1.5 * m_text});
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(plate, 4 * m_text, 4 * m_text);
    paintGlyph(painter, Glyph::Error, {plate.left() + 7 * m_text, plate.top() + 5 * m_text, 14 * m_text, 14 * m_text}, m_theme);
    painter.setPen(m_theme.text);
    drawText(painter, {plate.left() + 28 * m_text, plate.center().y() + 4.3 * m_text}, shown);
}

void DiagramPainter::paintOutline(QPainter& painter, const QRectF& rect, bool strong) const
{
    painter.setPen({m_theme.accent, (strong ? 2.0 : 1.0) * m_text});
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    if (!strong)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    const double half = 2.5 * m_text;
    for (const QPointF corner : {rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()})
        painter.drawRect(QRectF{corner.x() - half, corner.y() - half, 2 * half, 2 * half});
}

} // namespace colonnade::render
