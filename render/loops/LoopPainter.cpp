#include "render/loops/LoopPainter.h"

#include "render/elevation/Ghost.h"
#include "render/oneline/OneLineSymbols.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace colonnade::render {
namespace {

using model::BranchVerdict;
using Kind = LoopBox::Kind;
using Look = DiagramText::Look;

/// Facility water: drops that are thrown up and fall.
void paintCooler(QPainter& painter, const QRectF& box, const QColor& ink, double width)
{
    const QPointF middle = box.center();
    const double r = box.width() * 0.42;
    painter.setPen({ink, width});
    painter.drawEllipse(middle, r, r);
    for (int blade = 0; blade < 3; ++blade) { // The fan of a dry cooler.
        const double angle = blade * 2 * std::numbers::pi / 3 - std::numbers::pi / 2;
        const QPointF tip = middle + QPointF{std::cos(angle), std::sin(angle)} * r * 0.78;
        const QPointF side = QPointF{std::cos(angle + 0.6), std::sin(angle + 0.6)} * r * 0.5;
        painter.drawPolyline(QPolygonF{{middle, tip, middle + side, middle}});
    }
}

/// A CDU: a heat exchanger over a pump.
void paintCdu(QPainter& painter, const QRectF& box, const QColor& ink, const QColor& fill, double width)
{
    painter.setPen({ink, width});
    painter.setBrush(fill);
    painter.drawRect(box);
    const double w = box.width(), h = box.height();
    const auto at = [&](double x, double y) { return box.topLeft() + QPointF{x * w, y * h}; };
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{{at(0, 0.28), at(0.28, 0.28), at(0.4, 0.1), at(0.6, 0.46), at(0.72, 0.28), at(1, 0.28)}});
    const QPointF pump = at(0.5, 0.73);
    const double r = w * 0.19;
    painter.drawEllipse(pump, r, r);
    painter.setBrush(ink);
    painter.drawPolygon(QPolygonF{{pump + QPointF{0, -r}, pump + QPointF{r * 0.86, r * 0.5}, pump + QPointF{-r * 0.86, r * 0.5}}});
}

QColor troubleOf(const LoopBox& box, const Theme& theme)
{
    return box.troubled() ? theme.error : theme.strong;
}

} // namespace

bool isOfLoops(const model::Finding& finding)
{
    return finding.rule.starts_with("THM") || finding.rule.starts_with("REL");
}

std::map<std::size_t, Glyph> loopFindings(const LoopDiagram& diagram, const std::vector<model::Finding>& findings)
{
    std::map<std::size_t, Glyph> marks;
    for (const model::Finding& finding : findings) {
        const bool grave = finding.severity == model::Severity::Error || finding.severity == model::Severity::Warning;
        if (!grave || finding.waived || !isOfLoops(finding))
            continue;
        for (const model::Subject& subject : finding.subjects) {
            for (const std::size_t box : diagram.boxesOf(subject)) {
                // A finding of the loop stands at its header, not at each of its boxes.
                const Kind kind = diagram.boxes[box].kind;
                if (subject.where == model::Subject::Where::Loop && kind != Kind::Header)
                    continue;
                const auto [at, isNew] = marks.try_emplace(box, glyphOf(finding));
                if (!isNew)
                    at->second = worse(at->second, glyphOf(finding));
            }
        }
    }
    return marks;
}

LoopPainter::LoopPainter(const Theme& theme, DiagramWindow window, double textScale) : DiagramPainter{theme, window, textScale}
{
}

void LoopPainter::paint(QPainter& painter, const QRectF& area, const LoopDiagram& diagram, const LoopMarks& marks) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area, Qt::IntersectClip);
    painter.fillRect(area, m_theme.canvas);
    const auto seen = [&](const QRectF& rect) { return m_window.toView(rect).adjusted(-4, -4, 4, 4).intersects(area); };
    for (const LoopSheet& sheet : diagram.sheets) {
        if (!seen(sheet.frame))
            continue;
        paintSheet(painter, sheet.frame, sheet.title, sheet.remark);
        if (!sheet.problem.isEmpty())
            paintProblem(painter, sheet);
    }
    for (const bool heavy : {true, false}) { // Branches over the headers that they pass.
        for (const LoopPipe& pipe : diagram.pipes) {
            if (pipe.heavy == heavy)
                paintPipe(painter, pipe);
        }
    }
    for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
        const LoopBox& box = diagram.boxes[i];
        if (!seen(box.body))
            continue;
        paintBox(painter, box);
        paintWords(painter, box);
        if (const auto found = marks.findings.find(i); found != marks.findings.end()) {
            const double size = std::clamp(15 * m_window.scale(), 10 * m_text, 20 * m_text);
            const QRectF body = m_window.toView(box.body);
            paintGlyph(painter, found->second, {body.right() - size - 3, body.top() + 3, size, size}, m_theme);
        }
    }
    if (!diagram.state.isEmpty())
        paintState(painter, area, diagram.state);
    paintMarks(painter, diagram, marks);
    painter.restore();
}

void LoopPainter::paintMarks(QPainter& painter, const LoopDiagram& diagram, const LoopMarks& marks) const
{
    for (const std::size_t i : marks.selected)
        paintOutline(painter, m_window.toView(diagram.boxes[i].body), true);
    if (marks.hovered && !marks.selected.contains(*marks.hovered))
        paintOutline(painter, m_window.toView(diagram.boxes[*marks.hovered].body), false);
}

/// Supply and return differ by colour, and by the line: return is double, facility water dashed.
void LoopPainter::paintPipe(QPainter& painter, const LoopPipe& pipe) const
{
    const QColor colour = pipe.back ? m_theme.returnPipe : m_theme.supply;
    const QColor ink = pipe.dry ? mixed(m_theme.strong, m_theme.panel, 0.7) : colour;
    const double width = stroke(pipe.heavy ? 5 : 3);
    QPolygonF points;
    for (const QPointF& point : pipe.points)
        points << m_window.toView(point);
    painter.setBrush(Qt::NoBrush);
    painter.setPen({m_theme.panel, width + stroke(3), Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin});
    painter.drawPolyline(points);
    QPen pen{ink, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin};
    if (pipe.facility || pipe.dry) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern(pipe.dry ? QList<qreal>{1, 1.4} : QList<qreal>{4, 1});
    }
    painter.setPen(pen);
    painter.drawPolyline(points);
    if (pipe.back && !pipe.dry) {
        painter.setPen({m_theme.panel, std::max(width * 0.24, 0.8), Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin});
        painter.drawPolyline(points);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    for (const QPointF& joint : pipe.joints)
        painter.drawEllipse(m_window.toView(joint), stroke(4), stroke(4));
}

void LoopPainter::paintBox(QPainter& painter, const LoopBox& box) const
{
    const QRectF body = m_window.toView(box.body);
    const double shift = 3 * m_window.scale();
    if (box.count > 1 && box.kind != Kind::Row) { // A stack.
        painter.setPen({m_theme.strong, stroke(1)});
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF{{body.bottomLeft() + QPointF{shift, shift}, body.bottomRight() + QPointF{shift, shift}, body.topRight() + QPointF{shift, shift}}});
    }
    if (box.kind == Kind::Row || box.kind == Kind::Header || box.kind == Kind::Facility) {
        painter.setPen({troubleOf(box, m_theme), stroke(box.troubled() ? 1.8 : 1)});
        painter.setBrush(m_theme.canvas);
        painter.drawRoundedRect(body, 3 * m_text, 3 * m_text);
    } else {
        QPen pen{troubleOf(box, m_theme), stroke(box.troubled() ? 2 : 1.1)};
        if (box.lost || box.verdict == BranchVerdict::Dead)
            pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(m_theme.panel);
        painter.drawRect(body);
        if (box.lost || box.verdict == BranchVerdict::Dead)
            paintHatch(painter, body, mixed(m_theme.error, m_theme.panel, 0.3), 8 * m_text, 0.8 * m_text, box.lost);
    }
    if (!box.mark.isEmpty())
        paintSymbol(painter, box);
}

void LoopPainter::paintSymbol(QPainter& painter, const LoopBox& box) const
{
    const QRectF mark = m_window.toView(box.mark);
    const QColor ink = box.lost ? m_theme.strong : m_theme.text;
    painter.save();
    painter.setBrush(Qt::NoBrush);
    switch (box.kind) {
    case Kind::Facility: paintCooler(painter, mark, ink, stroke(1.3)); break;
    case Kind::Cdu: paintCdu(painter, mark, ink, mixed(m_theme.kind(model::DeviceRole::Cooling), m_theme.face, 0.3), stroke(1.3)); break;
    case Kind::Rack:
        render::paintSymbol(painter, OneLineSymbol::Rack, mark, {ink, m_theme.face, m_theme.kind(box.role), stroke(1.2)});
        break;
    case Kind::Header:
    case Kind::Row: break;
    }
    if (box.lost) {
        painter.setPen({m_theme.error, stroke(2)});
        painter.drawLine(mark.topLeft(), mark.bottomRight());
        painter.drawLine(mark.topRight(), mark.bottomLeft());
    }
    painter.restore();
    const bool starved = box.kind == Kind::Rack && box.troubled();
    if (!starved && !box.overloaded)
        return;
    const double size = std::max(13 * m_window.scale(), 9 * m_text);
    paintGlyph(painter, box.verdict == BranchVerdict::OverPressured ? Glyph::Warning : Glyph::Error,
               {mark.center().x() - size / 2, mark.bottom() + 2, size, size}, m_theme);
}

std::vector<PlacedText> LoopPainter::textsOf(const LoopBox& box, const QPainter& painter) const
{
    return placed(box.texts, box.room, false, painter);
}

void LoopPainter::paintWords(QPainter& painter, const LoopBox& box) const
{
    const std::vector<PlacedText> texts = textsOf(box, painter);
    const QRectF room = m_window.toView(box.room);
    if (box.lost || box.verdict == BranchVerdict::Dead) { // Words stand clear of the hatch.
        QRectF ground;
        for (const PlacedText& text : texts) {
            const QFontMetricsF metrics{text.font, painter.device()};
            if (!text.text.isEmpty())
                ground |= QRectF{text.area.left() - 2, text.area.top(), metrics.horizontalAdvance(text.text) + 4, text.area.height()};
        }
        painter.fillRect(ground & room.adjusted(-2, -2, 2, 2), m_theme.panel);
    }
    for (const PlacedText& text : texts) {
        if (text.text.isEmpty()) {
            // More flow than a rack asks for is no excess; more heat than a CDU takes is.
            if (box.share)
                paintShare(painter, text.area, box.kind == LoopBox::Kind::Rack ? std::min(*box.share, 1.0) : *box.share, 0);
        } else {
            paintLine(painter, text, text.look == Look::Quiet || (box.lost && text.look == Look::Plain));
        }
    }
}

void LoopPainter::paintProblem(QPainter& painter, const LoopSheet& sheet) const
{
    const QRectF frame = m_window.toView(sheet.frame);
    const double s = m_window.scale();
    const double size = std::max(14 * s, 11 * m_text);
    const double left = frame.left() + std::max(16 * s, 4 * m_text);
    const double middle = frame.top() + std::max(46 * s, type::panelTitle * m_text * 1.2 + 9 * m_text);
    paintGlyph(painter, Glyph::NotEvaluated, {left, middle - size / 2, size, size}, m_theme);
    painter.setFont(textFont(painter, pixelsOf(type::body), QFont::Medium));
    painter.setPen(m_theme.text);
    const double x = left + size + 6 * m_text;
    drawText(painter, {x, middle + pixelsOf(type::body) * 0.36}, elided(painter, sheet.problem, frame.right() - x - 8 * m_text));
}

} // namespace colonnade::render
