#include "render/oneline/OneLinePainter.h"

#include "render/elevation/DeviceFace.h"
#include "render/elevation/Ghost.h"
#include "render/oneline/OneLineSymbols.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using Condition = OneLineCondition;
using Look = OneLineText::Look;

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

} // namespace

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
    DiagramPainter{theme, window, textScale}
{
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
            paintSheet(painter, sheet.frame, sheet.title, sheet.remark);
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
        paintState(painter, area, diagram.state);
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

std::vector<OneLinePlacedText> OneLinePainter::textsOf(const OneLineBox& box, const QPainter& painter) const
{
    // A load's words stand in the middle of its box and may take all of its height.
    return placed(box.texts, box.room, box.load, painter, box.load ? std::optional{m_window.toView(box.body).height() - stroke(2)} : std::nullopt);
}

void OneLinePainter::paintWords(QPainter& painter, const OneLineBox& box) const
{
    for (const OneLinePlacedText& text : textsOf(box, painter)) {
        if (text.text.isEmpty())
            paintBar(painter, text.area, box);
        else
            paintLine(painter, text, text.look == Look::Quiet || (isOut(box) && text.look == Look::Plain));
    }
}

void OneLinePainter::paintBar(QPainter& painter, const QRectF& area, const OneLineBox& box) const
{
    const OneLineFigures& f = box.figures;
    if (!f.limit || f.limit->value() <= 0)
        return;
    const auto load = f.loaded(), worst = f.loadedWorst();
    paintShare(painter, area, load ? load->share : 0, worst ? worst->share : 0);
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

} // namespace colonnade::render
