#include "render/fabric/FabricPainter.h"

#include "render/theme/Fonts.h"

#include <QFontMetricsF>

#include <algorithm>

namespace colonnade::render {

using Kind = FabricBox::Kind;

std::optional<FabricPainter::FrameName> FabricPainter::nameOf(QPainter& painter, const FabricFrame& frame) const
{
    const QRectF area = m_window.toView(frame.area);
    if (area.width() < 30 * m_text)
        return std::nullopt;
    FrameName name;
    const double inside = 14 * m_window.scale();
    name.pixels = pixelsOf(type::axis);
    const double base = inside >= name.pixels ? area.top() + inside : area.top() - 3 * m_text; // From far away it stands above.
    painter.setFont(textFont(painter, name.pixels, QFont::DemiBold));
    name.title = elided(painter, frame.title, area.width() - 8);
    const double from = area.left() + 6 * m_text, titled = textWidth(painter, name.title);
    const QString remark = elided(painter, frame.remark, area.right() - from - titled - 12 * m_text);
    name.remark = remark.size() > 4 ? remark : QString{};
    const double wide = titled + (name.remark.isEmpty() ? 0 : 8 * m_text + textWidth(painter, name.remark));
    name.at = {from, base};
    name.remarkAt = {from + titled + 8 * m_text, base};
    name.ground = {from - 2, base - name.pixels, wide + 4, name.pixels * 1.3};
    return name;
}

std::vector<FabricPainter::RowName> FabricPainter::rowNames(QPainter& painter, const FabricSheet& sheet) const
{
    const double pixels = pixelsOf(type::axis);
    painter.setFont(textFont(painter, pixels, QFont::Medium));
    std::vector<RowName> names;
    for (const auto& [name, row] : sheet.rows) {
        const QRectF place = m_window.toView(row);
        const QString brief = textWidth(painter, name) <= place.width() ? name : name.section(QLatin1Char(' '), 0, 0);
        const QString shown = elided(painter, brief, place.width());
        const QPointF at{place.left(), place.center().y() + 4 * m_text};
        if (!shown.isEmpty())
            names.push_back({shown, at, {at.x() - 2, at.y() - pixels, textWidth(painter, shown) + 4, pixels * 1.3}});
    }
    return names;
}

void FabricPainter::paintNames(QPainter& painter, const FabricDiagram& diagram, const QRectF& area) const
{
    for (const FabricSheet& sheet : diagram.sheets) {
        if (!m_window.toView(sheet.frame).intersects(area))
            continue;
        painter.setPen(m_theme.text2);
        for (const RowName& name : rowNames(painter, sheet)) {
            painter.fillRect(name.ground, m_theme.panel);
            drawText(painter, name.at, name.text);
        }
    }
    for (const FabricFrame& frame : diagram.frames) {
        const auto name = m_window.toView(frame.area).adjusted(-4, -20 * m_text, 4, 4).intersects(area) ? nameOf(painter, frame) : std::nullopt;
        if (!name)
            continue;
        painter.fillRect(name->ground, groundOf(*diagram.sheets[frame.sheet].network));
        painter.setFont(textFont(painter, name->pixels, QFont::DemiBold));
        painter.setPen(m_theme.text);
        drawText(painter, name->at, name->title);
        painter.setFont(textFont(painter, name->pixels));
        painter.setPen(m_theme.text2);
        if (!name->remark.isEmpty())
            drawText(painter, name->remarkAt, name->remark);
    }
}

std::optional<FabricPainter::Plate> FabricPainter::plateOf(const QPainter& painter, const FabricBox& label) const
{
    if (!readable(m_window.toView(label.room)))
        return std::nullopt;
    Plate plate{{}, placed(label.texts, label.room, true, painter)};
    if (plate.texts.empty())
        return std::nullopt;
    plate.body = plate.texts.front().area | plate.texts.back().area;
    double width = 0;
    for (const PlacedText& text : plate.texts)
        width = std::max(width, QFontMetricsF{text.font, painter.device()}.horizontalAdvance(text.text));
    plate.body.setWidth(width);
    const double spare = m_window.toView(label.room).width() - width;
    plate.body.adjust(-6 * m_text, -2 * m_text, 6 * m_text, 2 * m_text);
    plate.body.translate(spare / 2, 0);
    for (PlacedText& text : plate.texts)
        text.area.translate(spare / 2, 0);
    return plate;
}

std::vector<QRectF> FabricPainter::namePlaces(QPainter& painter, const FabricDiagram& diagram) const
{
    std::vector<QRectF> places;
    for (const FabricSheet& sheet : diagram.sheets) {
        places.push_back(titleArea(sheet.frame, sheet.title, painter.device()));
        for (const RowName& name : rowNames(painter, sheet))
            places.push_back(name.ground);
    }
    for (const FabricFrame& frame : diagram.frames) {
        if (const auto name = nameOf(painter, frame))
            places.push_back(name->ground);
    }
    return places;
}

std::vector<std::pair<std::size_t, QRectF>> FabricPainter::labelPlaces(QPainter& painter, const FabricDiagram& diagram, const QRectF& area) const
{
    std::vector<QRectF> taken = namePlaces(painter, diagram);
    // A plate may touch the edge of a symbol, but not its words.
    const double edge = 4 * m_text;
    for (const FabricBox& box : diagram.boxes) {
        if (box.kind == Kind::Symbol)
            taken.push_back(m_window.toView(box.body).adjusted(edge, edge, -edge, -edge));
    }
    std::erase_if(taken, [&](const QRectF& place) { return !place.intersects(area); });
    std::vector<std::pair<std::size_t, QRectF>> places;
    for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
        const FabricBox& box = diagram.boxes[i];
        if (box.kind != Kind::Label || !m_window.toView(box.body).adjusted(-4, -4, 4, 4).intersects(area))
            continue;
        const auto plate = plateOf(painter, box);
        if (!plate || std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(plate->body); }))
            continue;
        taken.push_back(plate->body);
        places.emplace_back(i, plate->body);
    }
    return places;
}

void FabricPainter::paintLabels(QPainter& painter, const FabricDiagram& diagram, const QRectF& area) const
{
    for (const auto& [at, place] : labelPlaces(painter, diagram, area)) {
        const FabricBox& box = diagram.boxes[at];
        const bool lost = box.bundle ? diagram.bundles[*box.bundle].lost > 0 : diagram.trunks[*box.trunk].lost > 0;
        painter.setPen({lost ? m_theme.error : m_theme.line, stroke(1)});
        painter.setBrush(m_theme.panel);
        painter.drawRoundedRect(place, 3 * m_text, 3 * m_text);
        const auto plate = plateOf(painter, box);
        for (const PlacedText& text : plate->texts)
            paintLine(painter, text, text.look == DiagramText::Look::Quiet);
    }
}

} // namespace colonnade::render
