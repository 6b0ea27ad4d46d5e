#include "render/fabric/FabricPainter.h"

#include "render/elevation/Ghost.h"
#include "render/fabric/FabricIcons.h"
#include "render/fabric/FabricOverlay.h"
#include "render/overlay/LegendPainter.h"
#include "render/theme/Fonts.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using model::FabricRole;
using Kind = FabricBox::Kind;

} // namespace

model::DeviceRole kindOf(FabricRole role)
{
    switch (role) {
    case FabricRole::ScaleUp: return model::DeviceRole::ScaleUpSwitch;
    case FabricRole::ScaleOut: return model::DeviceRole::ScaleOutSwitch;
    case FabricRole::Storage: return model::DeviceRole::StorageRole;
    case FabricRole::Frontend: return model::DeviceRole::Host;
    case FabricRole::Management:
    case FabricRole::OutOfBand: return model::DeviceRole::Management;
    }
    return model::DeviceRole::Passive;
}

void addFindings(FabricMarks& marks, const FabricDiagram& diagram, const std::vector<model::Finding>& findings)
{
    const auto add = [](std::map<std::size_t, Glyph>& at, std::size_t key, Glyph glyph) {
        const auto [found, isNew] = at.try_emplace(key, glyph);
        if (!isNew)
            found->second = worse(found->second, glyph);
    };
    for (const model::Finding& finding : findings) {
        const bool grave = finding.severity == model::Severity::Error || finding.severity == model::Severity::Warning;
        if (!grave || finding.waived || !isOfFabrics(finding))
            continue;
        for (const model::Subject& subject : finding.subjects) {
            for (std::size_t i = 0; subject.where == model::Subject::Where::Fabric && i < diagram.sheets.size(); ++i) {
                if (diagram.sheets[i].network->subject == subject)
                    add(marks.sheets, i, glyphOf(finding));
            }
            for (const std::size_t box : diagram.boxesOf(subject))
                add(marks.findings, box, glyphOf(finding));
        }
    }
}

FabricPainter::FabricPainter(const Theme& theme, DiagramWindow window, double textScale) : DiagramPainter{theme, window, textScale}
{
}

QColor FabricPainter::colourOf(const FabricNetwork& network) const
{
    return m_theme.kind(kindOf(network.role));
}

QColor FabricPainter::groundOf(const FabricNetwork& network) const
{
    return mixed(colourOf(network), m_theme.panel, 0.07);
}

/// The line style of the fabric's role; thicker for more links, by the power of two.
QPen FabricPainter::penOf(const FabricNetwork& network, std::uint64_t links, bool lost) const
{
    const double width = 1.2 + 0.32 * std::log2(static_cast<double>(std::max<std::uint64_t>(links, 1)));
    QPen pen{lost ? m_theme.error : colourOf(network), stroke(std::min(width, 5.0)), Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin};
    const auto pattern = [&](const QList<qreal>& dashes) { // Lengths in pixels, whatever the width.
        QList<qreal> scaled;
        for (const qreal dash : dashes)
            scaled << std::max(dash / std::max(pen.widthF(), 1.0), 0.4);
        pen.setDashPattern(scaled);
    };
    if (lost) {
        pattern({2, 5});
        return pen;
    }
    switch (network.role) {
    case FabricRole::ScaleUp:
    case FabricRole::ScaleOut: break;
    case FabricRole::Storage: pattern({6, 3}); break;
    case FabricRole::Frontend: pattern({3, 3}); break;
    case FabricRole::Management: pattern({1.5, 3}); break;
    case FabricRole::OutOfBand: pattern({6, 3, 1.5, 3}); break;
    }
    return pen;
}

bool FabricPainter::readable(const QRectF& room) const
{
    return room.height() >= 8 * m_text && room.width() >= 18 * m_text;
}

void FabricPainter::paint(QPainter& painter, const QRectF& area, const FabricDiagram& diagram, const FabricMarks& marks) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area, Qt::IntersectClip);
    painter.fillRect(area, m_theme.canvas);
    const auto seen = [&](const QRectF& rect) { return m_window.toView(rect).adjusted(-4, -4, 4, 4).intersects(area); };
    for (std::size_t i = 0; i < diagram.sheets.size(); ++i) {
        const auto glyph = marks.sheets.find(i);
        if (seen(diagram.sheets[i].frame))
            paintSheetOf(painter, diagram.sheets[i], glyph == marks.sheets.end() ? std::nullopt : std::optional{glyph->second});
    }
    for (const FabricFrame& frame : diagram.frames) {
        if (seen(frame.area))
            paintFrame(painter, diagram, frame);
    }
    paintLines(painter, diagram, area);
    paintNames(painter, diagram, area);
    for (const FabricBox& box : diagram.boxes) {
        if (box.kind == Kind::Symbol && seen(box.body))
            paintSymbol(painter, diagram, box);
    }
    paintLabels(painter, diagram, area);
    for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
        const FabricBox& box = diagram.boxes[i];
        if (!seen(box.body))
            continue;
        const QRectF body = m_window.toView(box.body);
        if (const auto found = marks.findings.find(i); found != marks.findings.end()) {
            const double size = std::clamp(15 * m_window.scale(), 10 * m_text, 20 * m_text);
            paintGlyph(painter, found->second, {body.right() - size - 3, body.top() + 3, size, size}, m_theme);
        }
        if (marks.pinned.contains(i)) { // Beside the glyph of a finding.
            const double size = std::clamp(13 * m_window.scale(), 9 * m_text, 18 * m_text);
            painter.setPen({m_theme.accent, stroke(1.2)});
            painter.setBrush(m_theme.panel);
            paintPin(painter, {body.right() - 2 * size - 8, body.top() + 3, size, size});
        }
        if (marks.found.contains(i)) {
            painter.setPen({m_theme.accent, stroke(1.5), Qt::DashLine});
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(body.adjusted(-3, -3, 3, 3));
        }
    }
    if (!diagram.state.isEmpty())
        paintState(painter, area, diagram.state);
    paintLegend(painter, area, fabricLegend(diagram, m_theme), m_theme, m_text);
    paintMarks(painter, diagram, marks);
    painter.restore();
}

void FabricPainter::paintMarks(QPainter& painter, const FabricDiagram& diagram, const FabricMarks& marks) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const auto chosen = [&](std::size_t box) { return marks.selected.contains(box); };
    // Of few selected things, each line by itself, also where a trunk draws many as one.
    if (!marks.selected.empty() && marks.selected.size() <= 8) {
        for (std::size_t i = 0; i < diagram.bundles.size(); ++i) {
            const FabricBundle& bundle = diagram.bundles[i];
            const auto label = i < diagram.labelOfBundle.size() ? diagram.labelOfBundle[i] : std::nullopt;
            if (chosen(bundle.from) || chosen(bundle.to) || (label && chosen(*label)))
                paintBundle(painter, diagram, bundle, QPen{m_theme.accent, stroke(1.8), Qt::SolidLine, Qt::FlatCap});
        }
        for (std::size_t i = 0; i < diagram.trunks.size(); ++i) {
            if (i < diagram.labelOfTrunk.size() && diagram.labelOfTrunk[i] && chosen(*diagram.labelOfTrunk[i]))
                paintTrunk(painter, diagram, diagram.trunks[i], m_theme.accent);
        }
        const QRectF all = m_window.toView(diagram.extent); // The lines ran over them.
        paintNames(painter, diagram, all);
        paintLabels(painter, diagram, all);
    }
    for (const std::size_t i : marks.selected)
        paintOutline(painter, m_window.toView(diagram.boxes[i].body), true);
    if (marks.hovered && !chosen(*marks.hovered))
        paintOutline(painter, m_window.toView(diagram.boxes[*marks.hovered].body), false);
    const auto outlineTitle = [&](std::size_t sheet, bool strong) {
        const FabricSheet& one = diagram.sheets[sheet];
        paintOutline(painter, titleArea(one.frame, one.title, painter.device()), strong);
    };
    for (const std::size_t sheet : marks.selectedSheets)
        outlineTitle(sheet, true);
    if (marks.hoveredSheet && !marks.selectedSheets.contains(*marks.hoveredSheet))
        outlineTitle(*marks.hoveredSheet, false);
    painter.restore();
}

void FabricPainter::paintSheetOf(QPainter& painter, const FabricSheet& sheet, std::optional<Glyph> glyph) const
{
    paintSheet(painter, sheet.frame, sheet.title, sheet.remark);
    const QRectF frame = m_window.toView(sheet.frame);
    if (glyph) {
        const double size = std::max(15 * m_window.scale(), 11 * m_text);
        paintGlyph(painter, *glyph, {frame.right() - size - 6, frame.top() + 6, size, size}, m_theme);
    }
    painter.setFont(textFont(painter, pixelsOf(type::axis), QFont::Medium));
    if (!sheet.network->problem.isEmpty()) {
        painter.setPen(m_theme.error);
        const double x = frame.left() + 16 * m_window.scale();
        drawText(painter, {x, frame.top() + std::max(50 * m_window.scale(), 34 * m_text)}, elided(painter, sheet.network->problem, frame.right() - x - 8));
    }
}

void FabricPainter::paintFrame(QPainter& painter, const FabricDiagram& diagram, const FabricFrame& frame) const
{
    const QRectF area = m_window.toView(frame.area);
    painter.setPen({m_theme.line, stroke(1)});
    painter.setBrush(groundOf(*diagram.sheets[frame.sheet].network));
    painter.drawRoundedRect(area, 4 * m_text, 4 * m_text);
}

void FabricPainter::paintLines(QPainter& painter, const FabricDiagram& diagram, const QRectF& area) const
{
    const double edge = diagram.show == FabricShow::Utilisation ? stroke(2) : 0;
    for (const FabricBundle& bundle : diagram.bundles) {
        const FabricBox &from = diagram.boxes[bundle.from], &to = diagram.boxes[bundle.to];
        if (bundle.trunk || !m_window.toView(from.body | to.body).adjusted(-4, -4, 4, 4).intersects(area))
            continue;
        QPen pen = penOf(diagram.networkOf(from), bundle.links, bundle.lost == bundle.links);
        if (const auto colour = lineColour(diagram, bundle.links, bundle.lost, bundle.load, m_theme)) {
            if (edge > 0)
                paintBundle(painter, diagram, bundle, QPen{m_theme.text2, pen.widthF() + edge, Qt::SolidLine, Qt::FlatCap});
            pen = QPen{*colour, pen.widthF(), Qt::SolidLine, Qt::FlatCap};
        }
        paintBundle(painter, diagram, bundle, pen);
    }
    for (const FabricTrunk& trunk : diagram.trunks) {
        const auto colour = lineColour(diagram, trunk.links, trunk.lost, trunk.load, m_theme);
        if (colour && edge > 0)
            paintTrunk(painter, diagram, trunk, m_theme.text2, edge);
        paintTrunk(painter, diagram, trunk, colour.value_or(colourOf(*diagram.sheets[trunk.sheet].network)));
    }
}

/// A curve that leaves and arrives upright; between neighbours of one row an arc over it, in a ring a chord.
void FabricPainter::paintBundle(QPainter& painter, const FabricDiagram& diagram, const FabricBundle& bundle, const QPen& pen) const
{
    const FabricBox &from = diagram.boxes[bundle.from], &to = diagram.boxes[bundle.to];
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    QPainterPath path;
    if (diagram.networkOf(from).lateral) {
        const QPointF a = from.body.center(), b = to.body.center(), by = b - a;
        path.moveTo(m_window.toView(a));
        // Around what stands between two of one line or column.
        const bool over = (std::abs(by.x()) < 1 && std::abs(by.y()) > 2.2 * from.body.height()) || (std::abs(by.y()) < 1 && std::abs(by.x()) > 1.9 * from.body.width());
        if (over)
            path.quadTo(m_window.toView((a + b) / 2 + QPointF{by.y(), -by.x()} / std::hypot(by.x(), by.y()) * (std::abs(by.x()) < 1 ? from.body.width() * 1.5 : from.body.height() * 2)), m_window.toView(b));
        else
            path.lineTo(m_window.toView(b));
    } else if (from.tier == to.tier) {
        const QPointF a = m_window.toView(QPointF{from.body.center().x(), from.body.top()}), b = m_window.toView(QPointF{to.body.center().x(), to.body.top()});
        const double rise = std::min(50.0, 18 + std::abs(from.body.center().x() - to.body.center().x()) * 0.06) * m_window.scale();
        path.moveTo(a);
        path.cubicTo(a - QPointF{0, rise}, b - QPointF{0, rise}, b);
    } else {
        const QPointF a = m_window.toView(QPointF{from.body.center().x(), from.body.top()}), b = m_window.toView(QPointF{to.body.center().x(), to.body.bottom()});
        const QPointF bend{0, (a.y() - b.y()) * 0.4};
        path.moveTo(a);
        path.cubicTo(a - bend, b + bend, b);
    }
    painter.drawPath(path);
}

void FabricPainter::paintTrunk(QPainter& painter, const FabricDiagram& diagram, const FabricTrunk& trunk, const QColor& ink, double wider) const
{
    const FabricNetwork& network = *diagram.sheets[trunk.sheet].network;
    QPen pen = penOf(network, 1, trunk.lost == trunk.links);
    if (trunk.lost < trunk.links)
        pen.setColor(ink);
    pen.setWidthF(pen.widthF() + wider);
    painter.setPen(pen);
    for (const auto& line : trunk.lines)
        painter.drawLine(m_window.toView(line.front()), m_window.toView(line.back()));
    if (trunk.spine.size() < 2)
        return;
    QPen strong = penOf(network, trunk.links, trunk.lost == trunk.links);
    strong.setColor(pen.color());
    strong.setWidthF(strong.widthF() + wider);
    painter.setPen(strong);
    painter.drawLine(m_window.toView(trunk.spine.front()), m_window.toView(trunk.spine.back()));
}

void FabricPainter::paintSymbol(QPainter& painter, const FabricDiagram& diagram, const FabricBox& box) const
{
    const FabricNetwork& network = diagram.networkOf(box);
    const QRectF body = m_window.toView(box.body);
    const bool lost = box.lost > 0 && box.lost == box.count;
    const QColor edge = lost || box.cut > 0 ? m_theme.error : box.narrowed > 0 ? m_theme.warning : m_theme.strong;
    if (box.count > 1) { // A stack.
        painter.setPen({m_theme.strong, stroke(1)});
        painter.setBrush(m_theme.panel);
        const double shift = 3 * m_window.scale();
        for (const int i : {2, 1})
            painter.drawRect(body.translated(shift * i, shift * i));
    }
    QPen outline{edge, stroke(edge == m_theme.strong ? 1.1 : 1.8)};
    if (lost)
        outline.setDashPattern({4, 3});
    painter.setPen(outline);
    painter.setBrush(lost ? m_theme.canvas : m_theme.panel);
    painter.drawRect(body);
    const QColor kind = box.tier == 0 ? m_theme.kind(model::DeviceRole::Compute) : colourOf(network);
    painter.fillRect(QRectF{body.left(), body.top(), std::max(4 * m_window.scale(), 2.0), body.height()}, lost ? m_theme.strong : kind);
    if (lost) { // Struck out, and readable in grey.
        paintHatch(painter, body, mixed(m_theme.error, m_theme.panel, 0.25), 9 * m_text, 0.8 * m_text, false);
        painter.setPen({m_theme.error, stroke(1.6)});
        painter.drawLine(body.bottomLeft(), body.topRight());
    }
    const double size = 15 * m_window.scale();
    if (size >= 9 && body.width() > 90 * m_text * 0.6) {
        painter.setPen({lost ? m_theme.strong : m_theme.text2, stroke(1)});
        painter.setBrush(Qt::NoBrush);
        const QRectF mark{body.right() - size - 6 * m_window.scale(), body.bottom() - size - 6 * m_window.scale(), size, size};
        if (box.tier == 0)
            paintNode(painter, mark);
        else
            paintSwitch(painter, mark);
    }
    if (!readable(m_window.toView(box.room)))
        return;
    const std::vector<PlacedText> texts = placed(box.texts, box.room, true, painter);
    for (const PlacedText& text : texts) {
        if (!text.text.isEmpty()) {
            if (lost)
                painter.fillRect(QRectF{text.area.left() - 1, text.area.top(), QFontMetricsF{text.font, painter.device()}.horizontalAdvance(text.text) + 3, text.area.height()}, m_theme.panel);
            paintLine(painter, text, text.look == DiagramText::Look::Quiet || lost);
        } else if (box.ports) {
            paintShare(painter, {text.area.left(), text.area.top(), std::max(text.area.width() - size - 4, 20.0), text.area.height()}, *box.ports, 0);
        }
    }
}

} // namespace colonnade::render
