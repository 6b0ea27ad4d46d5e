#include "render/oneline/OneLinePainter.h"

#include "render/elevation/DeviceFace.h"
#include "render/elevation/Ghost.h"
#include "render/oneline/OneLineSymbols.h"
#include "render/theme/Fonts.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using Condition = OneLineCondition;
using Look = OneLineText::Look;

constexpr double leastScale = 0.05, mostScale = 3;
constexpr double lineHeight = 1.32, wrappedHeight = 1.16; ///< Over the size of type.
constexpr double barHeight = 10;
constexpr double breakerHeight = 24, transferApart = 14;

bool isOut(const OneLineBox& box)
{
    return box.condition == Condition::Dead || box.condition == Condition::Lost;
}

/// Utilities and generators: their breaker is below them.
bool beginsChain(const OneLineBox& box)
{
    return box.symbol == OneLineSymbol::Utility || box.symbol == OneLineSymbol::Generator;
}

/// Side A is solid, B dashed, others dash-dotted: the letter stands beside it.
QPen conductorPen(const QColor& colour, double width, model::Side side)
{
    QPen pen{colour, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin};
    if (side == model::Side::B)
        pen.setDashPattern({7, 2.5});
    else if (side != model::Side::A)
        pen.setDashPattern({9, 2.5, 2, 2.5});
    return pen;
}

bool hasBreaker(const OneLineBox& box)
{
    return box.symbol != OneLineSymbol::Breaker && box.symbol != OneLineSymbol::PowerShelf && box.symbol != OneLineSymbol::Busbar;
}

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

OneLineWindow OneLineWindow::fitted(const QRectF& extent, const QRectF& area, double margin, double most)
{
    if (extent.isEmpty())
        return {1, area.topLeft() + QPointF{margin, margin}};
    const QSizeF room{std::max(area.width() - 2 * margin, 10.0), std::max(area.height() - 2 * margin, 10.0)};
    const double scale = std::clamp(std::min(room.width() / extent.width(), room.height() / extent.height()), leastScale, most);
    const double left = area.center().x() - extent.center().x() * scale;
    const double spare = room.height() - extent.height() * scale;
    return {scale, {left, area.top() + margin + std::max(spare, 0.0) * 0.3 - extent.top() * scale}};
}

OneLineWindow OneLineWindow::zoomed(double factor, QPointF at) const
{
    const double scale = std::clamp(m_scale * factor, leastScale, mostScale);
    return {scale, at + (m_origin - at) * (scale / m_scale)};
}

std::map<std::size_t, Glyph> oneLineFindings(const OneLine& diagram, const std::vector<model::Finding>& findings)
{
    std::map<std::size_t, Glyph> marks;
    for (const model::Finding& finding : findings) {
        const bool power = finding.rule.starts_with("PWR") || finding.rule.starts_with("REL");
        const bool grave = finding.severity == model::Severity::Error || finding.severity == model::Severity::Warning;
        if (!power || !grave || finding.waived)
            continue;
        for (const model::Subject& subject : finding.subjects) {
            for (const std::size_t box : diagram.boxesOf(subject)) {
                const auto [at, isNew] = marks.try_emplace(box, glyphOf(finding));
                if (!isNew)
                    at->second = worse(at->second, glyphOf(finding));
            }
        }
    }
    return marks;
}

OneLinePainter::OneLinePainter(const Theme& theme, OneLineWindow window, double textScale) :
    m_theme{theme},
    m_window{window},
    m_text{textScale}
{
}

double OneLinePainter::pixelsOf(double size) const
{
    return std::max(size * m_window.scale(), type::axis * m_text);
}

double OneLinePainter::stroke(double width) const
{
    return width * std::clamp(m_window.scale(), 0.6 * m_text, 1.6);
}

QFont OneLinePainter::textFont(const QPainter& painter, double pixels, QFont::Weight weight) const
{
    return face(painter, pixels, weight);
}

void OneLinePainter::paint(QPainter& painter, const QRectF& area, const OneLine& diagram, const OneLineMarks& marks) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area, Qt::IntersectClip);
    painter.fillRect(area, m_theme.canvas);
    const auto seen = [&](const QRectF& rect) { return m_window.toView(rect).adjusted(-4, -4, 4, 4).intersects(area); };
    for (const OneLineSheet& sheet : diagram.sheets) {
        if (seen(sheet.frame))
            paintSheet(painter, sheet);
    }
    for (const bool bus : {false, true}) { // Bars over what passes below them.
        for (const OneLineWire& wire : diagram.wires) {
            if ((wire.run == OneLineWire::Run::Bus) == bus)
                paintWire(painter, wire);
        }
    }
    for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
        const OneLineBox& box = diagram.boxes[i];
        if (!seen(box.body))
            continue;
        if (box.load)
            paintLoad(painter, box);
        else
            paintNode(painter, box);
        paintWords(painter, box);
        if (const auto found = marks.findings.find(i); found != marks.findings.end()) {
            const double size = std::clamp(15 * m_window.scale(), 10 * m_text, 20 * m_text);
            const QRectF body = m_window.toView(box.body);
            paintGlyph(painter, found->second, {body.right() - size - 2, body.top() + 2, size, size}, m_theme);
        }
    }
    for (const OneLineTag& tag : diagram.tags)
        paintTag(painter, tag);
    if (!diagram.state.isEmpty())
        paintState(painter, area, diagram);
    paintMarks(painter, diagram, marks);
    painter.restore();
}

void OneLinePainter::paintMarks(QPainter& painter, const OneLine& diagram, const OneLineMarks& marks) const
{
    for (const std::size_t i : marks.selected)
        paintOutline(painter, m_window.toView(diagram.boxes[i].body), true);
    if (marks.hovered && !marks.selected.contains(*marks.hovered))
        paintOutline(painter, m_window.toView(diagram.boxes[*marks.hovered].body), false);
}

void OneLinePainter::paintSheet(QPainter& painter, const OneLineSheet& sheet) const
{
    const QRectF frame = m_window.toView(sheet.frame);
    painter.setPen({m_theme.line, stroke(1)});
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(frame, 4 * m_text, 4 * m_text);
    const double s = m_window.scale();
    const double pixels = pixelsOf(type::panelTitle);
    const double base = frame.top() + std::max(26 * s, pixels * 1.2), left = frame.left() + std::max(16 * s, 4 * m_text);
    const double room = frame.right() - left - 6 * m_text;
    painter.setFont(textFont(painter, pixels, QFont::DemiBold));
    painter.setPen(m_theme.text);
    const QString title = elided(painter, sheet.title, room);
    drawText(painter, {left, base}, title);
    const double end = left + textWidth(painter, title) + 10 * m_text;
    painter.setFont(textFont(painter, pixelsOf(type::axis)));
    painter.setPen(m_theme.text2);
    if (const QString remark = elided(painter, sheet.remark, frame.right() - 6 * m_text - end); remark.size() > 4)
        drawText(painter, {end, base}, remark);
}

void OneLinePainter::paintWire(QPainter& painter, const OneLineWire& wire) const
{
    using Run = OneLineWire::Run;
    const bool alternate = wire.run == Run::Alternate;
    const QColor colour = wire.live || alternate ? m_theme.text : m_theme.strong;
    const bool solid = wire.run == Run::Bus || alternate;
    QPen pen = conductorPen(wire.live ? colour : mixed(colour, m_theme.panel, 0.7), stroke(wire.run == Run::Bus ? 4 : wire.live ? 1.6 : 1.1),
                            solid ? model::Side::A : wire.side);
    if (alternate)
        pen.setDashPattern({1.5, 2.5});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    QPolygonF points;
    for (const QPointF& point : wire.points)
        points << m_window.toView(point);
    painter.drawPolyline(points);
    const double r = stroke(3);
    if (wire.open) {
        painter.setPen({m_theme.error, stroke(1.4)});
        painter.setBrush(m_theme.panel);
        painter.drawEllipse(points.back(), r * 1.3, r * 1.3);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(pen.color());
    for (const QPointF& joint : wire.joints)
        painter.drawEllipse(m_window.toView(joint), r, r);
}

void OneLinePainter::paintNode(QPainter& painter, const OneLineBox& box) const
{
    const double s = m_window.scale();
    const QRectF body = m_window.toView(box.body), mark = m_window.toView(box.mark);
    const double x = mark.center().x();
    const QColor line = isOut(box) ? m_theme.strong : m_theme.text;
    const OneLineInk ink{line, m_theme.panel, m_theme.kind(model::DeviceRole::Power), stroke(1.5)};
    painter.setPen({line, stroke(1.6)});
    const double breaker = breakerHeight * s;
    if (beginsChain(box)) {
        painter.setPen(conductorPen(line, stroke(1.6), box.side));
        painter.drawLine(QPointF{x, mark.bottom() + breaker}, QPointF{x, body.bottom()});
        painter.setPen({line, stroke(1.6)});
        paintBreaker(painter, {x, mark.bottom()}, breaker, ink);
        if (!box.source && !box.transfers)
            painter.drawLine(QPointF{x, body.top()}, QPointF{x, mark.top()});
    } else {
        painter.drawLine(QPointF{x, body.top()}, QPointF{x, mark.top()});
        const bool bar = box.symbol == OneLineSymbol::Busway || box.symbol == OneLineSymbol::Busbar;
        painter.setPen(conductorPen(line, stroke(bar ? 4 : 1.6), bar ? model::Side::A : box.side));
        painter.drawLine(QPointF{x, mark.bottom()}, QPointF{x, body.bottom()});
        painter.setPen({line, stroke(1.6)});
        if (hasBreaker(box) && !box.transfers) {
            painter.fillRect(QRectF{x - 2, body.top(), 4, mark.top() - body.top()}, m_theme.panel);
            paintBreaker(painter, {x, body.top()}, mark.top() - body.top(), ink);
        }
        if (box.source) { // From outside the drawing.
            painter.setBrush(line);
            painter.setPen(Qt::NoPen);
            painter.drawPolygon(QPolygonF{{QPointF{x, body.top() + 5 * s}, QPointF{x - 4.5 * s, body.top() - 4 * s},
                                           QPointF{x + 4.5 * s, body.top() - 4 * s}}});
        }
    }
    if (box.transfers) {
        painter.fillRect(QRectF{x - 2, body.top(), 4, mark.top() - body.top()}, m_theme.panel);
        paintTransfer(painter, {x, body.top()}, mark.top() - body.top(), transferApart * s, box.condition == Condition::Transferred, ink);
    }
    paintSymbol(painter, box.symbol, mark, ink);
    if (box.count > 1) { // A second one behind it.
        painter.setPen({line, stroke(1)});
        painter.setBrush(Qt::NoBrush);
        painter.drawLine(mark.topRight() + QPointF{3 * s, 4 * s}, mark.bottomRight() + QPointF{3 * s, -2 * s});
        painter.drawLine(mark.topRight() + QPointF{6 * s, 7 * s}, mark.bottomRight() + QPointF{6 * s, -5 * s});
    }
    if (isOut(box)) {
        painter.setPen({m_theme.error, stroke(2)});
        painter.drawLine(mark.topLeft(), mark.bottomRight());
        painter.drawLine(mark.topRight(), mark.bottomLeft());
    }
    if (box.condition == Condition::Lost) {
        const double size = std::max(16 * s, 10 * m_text);
        paintGlyph(painter, Glyph::Error, {mark.left() - size * 0.3, mark.bottom() - size * 0.7, size, size}, m_theme);
    }
}

void OneLinePainter::paintLoad(QPainter& painter, const OneLineBox& box) const
{
    const QRectF body = m_window.toView(box.body), mark = m_window.toView(box.mark);
    const bool out = isOut(box), reduced = box.condition == Condition::Reduced && box.figures.dark > 0;
    QPen pen{out || reduced ? m_theme.error : m_theme.strong, stroke(out || reduced ? 1.8 : 1.1)};
    if (out)
        pen.setDashPattern({4, 3});
    const double shift = 3 * m_window.scale();
    if (box.count > 1) { // A stack.
        painter.setPen({m_theme.strong, stroke(1)});
        painter.drawPolyline(QPolygonF{{body.bottomLeft() + QPointF{shift, shift}, body.bottomRight() + QPointF{shift, shift},
                                        body.topRight() + QPointF{shift, shift}}});
    }
    painter.setPen(pen);
    painter.setBrush(m_theme.panel);
    painter.drawRect(body);
    if (out)
        paintHatch(painter, body, mixed(m_theme.error, m_theme.panel, 0.35), 8 * m_text, 0.8 * m_text, false);
    const QColor kind = m_theme.kind(box.role);
    paintSymbol(painter, box.symbol, mark, {out ? m_theme.strong : m_theme.text, m_theme.face, kind, stroke(1.2)});
}

OneLinePainter::Line OneLinePainter::lineOf(const OneLineText& text, double width, const QPainter& painter) const
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

std::vector<OneLinePainter::Line> OneLinePainter::linesOf(const OneLineBox& box, double width, bool wrap, const QPainter& painter) const
{
    std::vector<Line> lines;
    for (const OneLineText& text : box.texts) {
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

std::vector<OneLinePlacedText> OneLinePainter::textsOf(const OneLineBox& box, const QPainter& painter) const
{
    const QRectF room = m_window.toView(box.room);
    // A load's words stand in the middle of its box and may take all of its height.
    const double most = box.load ? m_window.toView(box.body).height() - stroke(2) : room.height();
    double height = 0;
    // The least important go first until the rest fits.
    const auto reduced = [&](std::vector<Line> lines) {
        height = 0;
        for (const Line& line : lines)
            height += line.height;
        while (!lines.empty() && height > most + 0.5) {
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
    const std::vector<Line> whole = linesOf(box, room.width(), true, painter);
    std::vector<Line> lines = reduced(whole);
    if (names(lines) < names(whole))
        lines = reduced(linesOf(box, room.width(), false, painter));
    std::vector<OneLinePlacedText> texts;
    double y = box.load ? room.center().y() - height / 2 : room.top();
    for (Line& line : lines) {
        line.placed.area = {room.left(), y, room.width(), line.height};
        y += line.height;
        texts.push_back(std::move(line.placed));
    }
    return texts;
}

void OneLinePainter::paintWords(QPainter& painter, const OneLineBox& box) const
{
    for (const OneLinePlacedText& text : textsOf(box, painter)) {
        if (text.text.isEmpty()) {
            paintBar(painter, text.area, box);
            continue;
        }
        painter.setFont(text.font);
        const bool quiet = text.look == Look::Quiet || (isOut(box) && text.look == Look::Plain);
        painter.setPen(text.look == Look::Alarm ? m_theme.error : text.look == Look::Note ? m_theme.warning : quiet ? m_theme.text2 : m_theme.text);
        drawText(painter, {text.area.left(), text.area.top() + text.area.height() * 0.76}, text.text);
    }
}

void OneLinePainter::paintBar(QPainter& painter, const QRectF& area, const OneLineBox& box) const
{
    const OneLineFigures& f = box.figures;
    if (!f.limit || f.limit->value() <= 0)
        return;
    const std::optional<model::Watts> load = f.now ? f.now : f.normal;
    const double share = load ? *load / *f.limit : 0, worst = f.worst && !f.now ? *f.worst / *f.limit : 0;
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

void OneLinePainter::paintTag(QPainter& painter, const OneLineTag& tag) const
{
    // Beside wires there is room for the floor size only where they lie apart.
    const double least = tag.strong ? 0.45 : 0.75;
    if (m_window.scale() < least * m_text && !tag.text.startsWith(QStringLiteral("Side ")))
        return;
    painter.setFont(textFont(painter, pixelsOf(type::axis), tag.strong ? QFont::DemiBold : QFont::Normal));
    painter.setPen(tag.strong ? m_theme.text : m_theme.text2);
    drawText(painter, m_window.toView(tag.at), tag.text, Qt::AlignHCenter);
}

void OneLinePainter::paintState(QPainter& painter, const QRectF& area, const OneLine& diagram) const
{
    painter.setFont(textFont(painter, type::body * m_text, QFont::DemiBold));
    const QString words = QStringLiteral("State: %1").arg(diagram.state);
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

void OneLinePainter::paintOutline(QPainter& painter, const QRectF& rect, bool strong) const
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
