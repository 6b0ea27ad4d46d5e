#include "render/plan/PlanPainter.h"

#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"
#include "render/overlay/LegendPainter.h"
#include "render/theme/Fonts.h"
#include "render/theme/RubberBand.h"

#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace colonnade::render {
namespace {

using model::FloorRect;
using model::Millimetres;
using model::Turn;

constexpr double leastTile = 7; // Painter units; closer lines are a grey veil.
constexpr double frontEdge = 3;

/// The edge in which a turned thing's front lies, from its hinge to the free end of a door, as seen
/// from above.
QLineF frontOf(const QRectF& rect, Turn turn)
{
    switch (turn) {
    case Turn::None: return {rect.bottomLeft(), rect.bottomRight()};
    case Turn::Quarter: return {rect.bottomRight(), rect.topRight()};
    case Turn::Half: return {rect.topRight(), rect.topLeft()};
    case Turn::ThreeQuarters: return {rect.topLeft(), rect.bottomLeft()};
    }
    return {rect.bottomLeft(), rect.bottomRight()};
}

QRectF edgeStrip(const QRectF& rect, Turn turn, double width)
{
    QRectF strip = rect;
    switch (turn) {
    case Turn::None: strip.setTop(rect.bottom() - width); break;
    case Turn::Quarter: strip.setLeft(rect.right() - width); break;
    case Turn::Half: strip.setBottom(rect.top() + width); break;
    case Turn::ThreeQuarters: strip.setRight(rect.left() + width); break;
    }
    return strip;
}

QPolygonF polygonOf(const model::Polygon& outline, const PlanLayout& layout)
{
    QPolygonF polygon;
    for (const model::Point point : outline)
        polygon << layout.toView(point);
    return polygon;
}

/// Words in the middle of a box, upright where the box is, cut where they do not fit. True if
/// something was written.
bool writeIn(QPainter& painter, const QRectF& box, const QString& words, double pixels)
{
    const double width = textWidth(painter, words);
    const bool fits = width <= box.width() - 2 && pixels * 1.1 <= box.height();
    const bool fitsUpright = width <= box.height() - 2 && pixels * 1.1 <= box.width();
    if (fits || !fitsUpright) {
        const QString cut = fits ? words : elided(painter, words, box.width() - 2);
        if (cut.isEmpty() || (cut != words && cut.size() < 4) || pixels * 1.1 > box.height())
            return false;
        drawText(painter, {box.center().x(), box.center().y() + pixels * 0.36}, cut,
                 Qt::AlignHCenter);
        return true;
    }
    painter.save();
    painter.translate(box.center());
    painter.rotate(-90);
    drawText(painter, {0, pixels * 0.36}, words, Qt::AlignHCenter);
    painter.restore();
    return true;
}

} // namespace

PlanPainter::PlanPainter(const Theme& theme, PlanLayout layout, PlanOptions options)
    : m_theme{theme},
      m_layout{layout},
      m_options{options},
      m_detail{options.detail.value_or(layout.detail(options.textScale))}
{
}

QFont PlanPainter::textFont(const QPainter& painter, double pixels, QFont::Weight weight) const
{
    return face(painter, pixels * m_options.textScale, weight);
}

void PlanPainter::paint(QPainter& painter, const QRectF& area, const PlanContent& content) const
{
    paintFloor(painter, area, content);
    paintMarks(painter, area, content);
}

void PlanPainter::paintFloor(QPainter& painter, const QRectF& area,
                             const PlanContent& content) const
{
    if (!content.index)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area, Qt::IntersectClip);
    const PlanIndex& index = *content.index;
    paintHall(painter, area, *index.hall());
    paintAisles(painter, area, index);
    if (m_detail == PlanDetail::Ribbons) {
        for (const PlanRibbon& ribbon : index.ribbons()) {
            if (m_layout.toView(ribbon.footprint).intersects(area))
                paintRibbon(painter, ribbon);
        }
        if (content.figures)
            paintRibbonFigures(painter, area, content);
        if (content.failure)
            paintRibbonStates(painter, area, content);
    } else {
        for (const PlanItem& item : index.items()) {
            if (m_layout.toView(item.footprint).intersects(area))
                paintItem(painter, item, content);
        }
        paintRowNames(painter, area, index);
    }
    for (const PlanPod& pod : index.pods()) {
        if (m_layout.toView(pod.footprint).adjusted(-40, -40, 40, 40).intersects(area))
            paintPod(painter, pod, content);
    }
    if (content.cables)
        paintCables(painter, area, *content.cables, m_layout, m_theme, m_options.textScale);
    if (m_options.scaleBar)
        paintScaleBar(painter, area);
    paintLegends(painter, area, content);
    painter.restore();
}

/// Of the racks, or of the cables where the overlay is of these; of a failure both, one above the other.
void PlanPainter::paintLegends(QPainter& painter, const QRectF& area, const PlanContent& content) const
{
    const Legend cables = content.cables ? content.cables->legend(m_theme) : Legend{};
    if (content.failure) {
        const QRectF plate = paintFailureLegend(painter, area, content);
        paintLegend(painter, {area.topLeft(), QPointF{area.right(), plate.top()}}, cables, m_theme, m_options.textScale);
    } else if (!cables.title.isEmpty()) {
        paintLegend(painter, area, cables, m_theme, m_options.textScale);
    } else if (content.figures) {
        paintLegend(painter, area, content.figures->legend(m_theme, m_theme.face), m_theme, m_options.textScale);
    }
}

void PlanPainter::paintHall(QPainter& painter, const QRectF& area, const model::Hall& hall) const
{
    const double text = m_options.textScale;
    painter.fillRect(area, m_theme.canvas);
    const QPolygonF walls = polygonOf(hall.outline, m_layout);
    if (!walls.isEmpty()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.floor);
        painter.drawPolygon(walls);
    }
    if (m_options.tiles)
        paintTiles(painter, area, hall);
    for (const model::KeepOut& keepOut : hall.keepOuts) {
        const QRectF place = m_layout.toView(keepOut.area);
        if (!place.intersects(area))
            continue;
        painter.fillRect(place, m_theme.keepOut);
        paintHatch(painter, place, m_theme.strong, 9 * text, 0.6 * text, false);
        QPen pen{m_theme.strong, 1 * text};
        pen.setDashPattern({5, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place);
        painter.setFont(textFont(painter, type::axis));
        const QString words = elided(painter, plain(keepOut.reason), place.width() - 10 * text);
        if (m_options.labels && !words.isEmpty() && place.height() > 16 * text) {
            const double width = textWidth(painter, words) + 8 * text;
            painter.fillRect(QRectF{place.center().x() - width / 2, place.center().y() - 8 * text,
                                    width, 16 * text},
                             m_theme.keepOut);
            painter.setPen(m_theme.text2);
            drawText(painter, {place.center().x(), place.center().y() + 3.8 * text}, words,
                     Qt::AlignHCenter);
        }
    }
    paintWeakZones(painter, area, hall);
    if (!walls.isEmpty()) {
        painter.setPen({m_theme.frame, std::max(2.0 * text, 100 * m_layout.scale()), Qt::SolidLine,
                        Qt::SquareCap, Qt::MiterJoin});
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(walls);
    }
    for (const FloorRect& column : hall.columns) {
        const QRectF place = m_layout.toView(column);
        painter.setPen({m_theme.strong, 1 * text});
        painter.setBrush(m_theme.column);
        painter.drawRect(place);
        painter.drawLine(place.topLeft(), place.bottomRight());
        painter.drawLine(place.topRight(), place.bottomLeft());
    }
    if (hall.outline.empty())
        return;
    for (const model::Door& door : hall.doors)
        paintDoor(painter, hall, door);
}

void PlanPainter::paintTiles(QPainter& painter, const QRectF& area, const model::Hall& hall) const
{
    const double tile = static_cast<double>(hall.tile.value()) * m_layout.scale();
    if (hall.tile <= Millimetres{} || tile < leastTile * m_options.textScale)
        return;
    painter.save();
    QRectF covered = area;
    if (!hall.outline.empty()) {
        QPainterPath inside;
        inside.addPolygon(polygonOf(hall.outline, m_layout));
        inside.closeSubpath();
        painter.setClipPath(inside, Qt::IntersectClip);
        covered &= inside.boundingRect();
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen({m_theme.tile, 1 * m_options.textScale});
    const QPointF origin = m_layout.toView(model::Point{});
    const auto firstFrom = [tile](double from, double at) {
        return at + std::ceil((from - at) / tile) * tile;
    };
    std::vector<QLineF> lines;
    for (double x = firstFrom(covered.left(), origin.x()); x <= covered.right(); x += tile)
        lines.emplace_back(x, covered.top(), x, covered.bottom());
    for (double y = firstFrom(covered.top(), origin.y()); y <= covered.bottom(); y += tile)
        lines.emplace_back(covered.left(), y, covered.right(), y);
    painter.drawLines(lines.data(), static_cast<int>(lines.size()));
    painter.restore();
}

void PlanPainter::paintAisles(QPainter& painter, const QRectF& area, const PlanIndex& index) const
{
    const double text = m_options.textScale;
    for (const PlanAisle& aisle : index.aisles()) {
        const QRectF place = m_layout.toView(aisle.area);
        if (!place.intersects(area))
            continue;
        const bool cold = aisle.kind == model::Aisle::Kind::Cold;
        const bool service = aisle.kind == model::Aisle::Kind::Service;
        const QColor ink = service ? m_theme.text2 : cold ? m_theme.onCold : m_theme.onHot;
        painter.fillRect(place, service ? m_theme.keepOut : cold ? m_theme.cold : m_theme.hot);
        if (aisle.contained) {
            painter.setPen(
                {ink, std::min(1.5 * text, std::min(place.width(), place.height()) * 0.06)});
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(place);
        }
        const double pixels = std::min({16.0 * text, place.height() * 0.8, place.width() * 0.8});
        if (!m_options.labels || pixels < 9 * text)
            continue;
        painter.setFont(face(painter, pixels, QFont::DemiBold));
        painter.setPen(ink);
        const QString letter = service ? QStringLiteral("S")
            : cold                     ? QStringLiteral("C")
                                       : QStringLiteral("H");
        // One letter at each end, so that it is seen from wherever one looks.
        const bool wide = place.width() >= place.height();
        const double reach = (wide ? place.width() : place.height()) / 2 - pixels;
        for (const double side : {-1.0, 1.0}) {
            const QPointF at =
                place.center() + (wide ? QPointF{side * reach, 0} : QPointF{0, side * reach});
            drawText(painter, at + QPointF{0, pixels * 0.36}, letter, Qt::AlignHCenter);
            if (reach < 60 * text)
                break;
        }
    }
}

void PlanPainter::paintItem(QPainter& painter, const PlanItem& item,
                            const PlanContent& content) const
{
    const double text = m_options.textScale;
    const QRectF place = m_layout.toView(item.footprint);
    const bool full = m_detail == PlanDetail::Full;
    const model::PlaceState state = content.failure || content.figures ? stateIn(content.states, item.path) : model::PlaceState::Normal;
    const PlaceFigure* figure = !content.failure && content.figures ? content.figures->of(item.path) : nullptr;
    const auto overlay = content.failure ? std::optional{failureFill(state, m_theme)}
        : figure                         ? std::optional{content.figures->colour(*figure, m_theme, m_theme.face)}
                                         : std::nullopt;
    const QColor kind = m_theme.kind(item.role);
    const QColor fill = overlay ? *overlay : mixed(kind, m_theme.face, item.isRack() ? 0.26 : 0.34);

    if (full && item.isRack()) {
        const QLineF edge = frontOf(place, item.turn);
        const double radius = edge.length();
        painter.setPen({m_theme.strong, 0.7 * text});
        painter.setBrush(Qt::NoBrush);
        painter.drawArc(
            QRectF{edge.p1().x() - radius, edge.p1().y() - radius, 2 * radius, 2 * radius},
            static_cast<int>(edge.angle() * 16), -90 * 16);
    }
    painter.setPen({m_theme.strong, (full ? 1.0 : 0.7) * text});
    painter.setBrush(fill);
    painter.drawRect(place);
    if (figure)
        paintPlacePattern(painter, place, patternOf(*figure), m_theme, text);
    if (content.failure || state == model::PlaceState::Failed || state == model::PlaceState::Dark)
        paintFailureHatch(painter, place, state, m_theme, text);
    const double thick = std::min(frontEdge * text, std::min(place.width(), place.height()) * 0.2);
    painter.fillRect(edgeStrip(place, item.turn, thick), overlay ? inkOn(fill) : kind);

    QRectF inner = place.adjusted(1, 1, -1, -1);
    const auto found = content.findings.find(item.path);
    const double mark =
        std::min({(full ? 14.0 : 11.0) * text, place.width() - 2, place.height() - 2});
    const bool failed = state != model::PlaceState::Normal && (content.failure || state == model::PlaceState::Failed || state == model::PlaceState::Dark);
    if ((failed || (!content.failure && found != content.findings.end())) && mark >= 8 * text) {
        const QRectF box{place.center().x() - mark / 2,
                         item.turn == Turn::Half ? place.bottom() - mark - 3 * text
                                                 : place.top() + 3 * text,
                         mark, mark};
        if (failed)
            paintFailureMark(painter, state, box, m_theme);
        else
            paintGlyph(painter, found->second, box, m_theme);
        if (item.turn == Turn::Half)
            inner.setBottom(box.top());
        else
            inner.setTop(box.bottom());
    }
    if (content.unlike.contains(item.path) && mark >= 8 * text) {
        painter.setPen({m_theme.accent, 1.4 * text});
        painter.setBrush(m_theme.panel);
        const double r = 4.5 * text;
        const QPointF at{place.right() - r - 2 * text, place.bottom() - r - 4 * text};
        painter.drawPolygon(QPolygonF{
            {at + QPointF{0, -r}, at + QPointF{r, 0}, at + QPointF{0, r}, at + QPointF{-r, 0}}});
    }
    const double pixels = std::clamp(
        place.width() * 0.28, full ? type::axis * text : type::axis * text, type::body * text);
    painter.setFont(face(painter, pixels, QFont::DemiBold));
    const QColor ink = overlay ? inkOn(fill) : m_theme.text;
    painter.setPen(ink);
    if (!m_options.labels)
        return;
    const QString value = figure && !failed ? content.figures->valueText(*figure) : QString{};
    if (value.isEmpty()) {
        writeIn(painter, inner, plain(item.label), pixels);
        return;
    }
    // The value, and the name above it where there is room; both clear of a pattern.
    const QString name = plain(item.label);
    const bool both = inner.height() >= 2.6 * pixels && textWidth(painter, name) <= inner.width() - 2;
    if (patternOf(*figure) != LegendEntry::Pattern::Plain) {
        const double wide = std::min(inner.width(), std::max(textWidth(painter, value), both ? textWidth(painter, name) : 0.0) + 4 * text);
        const double tall = (both ? 2.4 : 1.2) * pixels;
        const bool upright = textWidth(painter, value) > inner.width() - 2;
        painter.fillRect(upright ? QRectF{inner.center().x() - tall / 2, inner.center().y() - textWidth(painter, value) / 2 - 2 * text, tall, textWidth(painter, value) + 4 * text}
                                 : QRectF{inner.center().x() - wide / 2, inner.center().y() - tall / 2, wide, tall},
                         fill);
        painter.setPen(ink);
    }
    if (!both) {
        writeIn(painter, inner, value, pixels);
        return;
    }
    const double half = 1.2 * pixels;
    writeIn(painter, {inner.left(), inner.center().y(), inner.width(), half}, value, pixels);
    painter.setFont(face(painter, pixels));
    writeIn(painter, {inner.left(), inner.center().y() - half, inner.width(), half}, name, pixels);
}

void PlanPainter::paintRibbon(QPainter& painter, const PlanRibbon& ribbon) const
{
    const double text = m_options.textScale;
    const QRectF place = m_layout.toView(ribbon.footprint);
    const QColor kind = m_theme.kind(ribbon.role);
    painter.setPen({kind, 0.8 * text});
    painter.setBrush(mixed(kind, m_theme.face, 0.34));
    painter.drawRect(place);
    if (!m_options.labels || (place.width() < 40 * text && place.height() < 40 * text))
        return;
    painter.setFont(textFont(painter, type::axis));
    painter.setPen(m_theme.text);
    writeIn(painter, place, plain(ribbon.text), type::axis * text);
}

void PlanPainter::paintRowNames(QPainter& painter, const QRectF& area, const PlanIndex& index) const
{
    if (!m_options.labels)
        return;
    const double text = m_options.textScale;
    painter.setFont(textFont(painter, type::head, QFont::DemiBold));
    for (const PlanRow& row : index.rows()) {
        if (row.name.empty())
            continue;
        const QRectF place = m_layout.toView(row.footprint);
        if (!place.intersects(area))
            continue;
        const QString words = elided(painter, plain(row.name), 160 * text);
        const double width = textWidth(painter, words);
        const bool wide = place.width() >= place.height();
        QPointF at = wide ? QPointF{place.left() - width - 8 * text, place.center().y() + 4 * text}
                          : QPointF{place.center().x() - width / 2, place.top() - 6 * text};
        // A row whose end is out of sight keeps its name in sight.
        if (place.left() < area.left())
            at.rx() = std::max(at.x(), area.left() + 4 * text);
        else if (wide && at.x() < area.left())
            continue;
        const QRectF plate{at.x() - 4 * text, at.y() - 11 * text, width + 8 * text, 15 * text};
        QColor ground = m_theme.panel;
        ground.setAlphaF(0.85F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(plate, 3 * text, 3 * text);
        painter.setPen(m_theme.text2);
        drawText(painter, at, words);
    }
}

void PlanPainter::paintPod(QPainter& painter, const PlanPod& pod, const PlanContent& content) const
{
    const double text = m_options.textScale;
    const QRectF stands = m_layout.toView(pod.footprint);
    const double gap = stands.height() > 40 * text ? 3 * text : 0;
    const QRectF place = stands.adjusted(-gap, -gap, gap, gap);
    QPen pen{m_theme.strong, 1 * text};
    pen.setDashPattern({6, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place);
    if (!m_options.labels || place.width() < 28 * text)
        return;
    painter.setFont(textFont(painter, m_detail == PlanDetail::Ribbons ? type::axis : type::body,
                             QFont::DemiBold));
    QString words = plain(pod.label);
    double left = place.left();
    if (const auto found = content.findings.find(pod.path); found != content.findings.end()) {
        paintGlyph(painter, found->second, {left, place.top() - 17 * text, 13 * text, 13 * text},
                   m_theme);
        left += 17 * text;
    }
    words = elided(painter, words, std::max(place.right() - left, 40 * text));
    painter.setPen(m_theme.text);
    drawText(painter, {left, place.top() - 6 * text}, words);
}

/// Over ribbons each place in its colour, whatever its size in the picture.
void PlanPainter::paintRibbonFigures(QPainter& painter, const QRectF& area, const PlanContent& content) const
{
    for (const PlanItem& item : content.index->items()) {
        const PlaceFigure* figure = content.figures->of(item.path);
        const QRectF place = m_layout.toView(item.footprint);
        if (!figure || !place.intersects(area))
            continue;
        painter.fillRect(place, content.figures->colour(*figure, m_theme, m_theme.face));
        if (std::min(place.width(), place.height()) >= 8 * m_options.textScale)
            paintPlacePattern(painter, place, patternOf(*figure), m_theme, m_options.textScale);
        else if (patternOf(*figure) == LegendEntry::Pattern::Beyond)
            painter.fillRect(place, m_theme.error);
    }
}

/// Over ribbons each place that is not as normally, whatever its size in the picture.
void PlanPainter::paintRibbonStates(QPainter& painter, const QRectF& area, const PlanContent& content) const
{
    if (!content.states || content.states->empty())
        return;
    for (const PlanItem& item : content.index->items()) {
        const model::PlaceState state = stateIn(content.states, item.path);
        if (state == model::PlaceState::Normal)
            continue;
        const QRectF place = m_layout.toView(item.footprint);
        if (!place.intersects(area))
            continue;
        painter.fillRect(place, state == model::PlaceState::Failed ? m_theme.error : failureFill(state, m_theme));
        if (std::min(place.width(), place.height()) >= 10 * m_options.textScale)
            paintFailureMark(painter, state, place.adjusted(1, 1, -1, -1), m_theme);
    }
}

QRectF PlanPainter::paintFailureLegend(QPainter& painter, const QRectF& area, const PlanContent& content) const
{
    const double text = m_options.textScale;
    std::array<int, model::placeStateCount> counts{};
    counts[0] = static_cast<int>(content.index->items().size());
    if (content.states) {
        for (const auto& [path, state] : *content.states) {
            ++counts[static_cast<std::size_t>(state)];
            --counts[0];
        }
    }
    std::vector<std::pair<model::PlaceState, QString>> rows;
    double width = 0;
    painter.setFont(textFont(painter, type::axis));
    for (int i = model::placeStateCount - 1; i >= 0; --i) {
        const auto state = static_cast<model::PlaceState>(i);
        if (const int count = counts[static_cast<std::size_t>(i)]; count > 0)
            rows.emplace_back(state, QStringLiteral("%1 %2").arg(count).arg(failureWord(state)));
    }
    for (const auto& [state, words] : rows)
        width = std::max(width, textWidth(painter, words));
    const double row = 18 * text, swatch = 24 * text;
    QRectF plate{0, 0, width + swatch + 26 * text, row * static_cast<double>(rows.size()) + 8 * text};
    plate.moveBottomRight(area.bottomRight() - QPointF{10, 10} * text);
    painter.setPen({m_theme.line, 1});
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(plate, 5 * text, 5 * text);
    double y = plate.top() + 4 * text;
    for (const auto& [state, words] : rows) {
        const QRectF box{plate.left() + 8 * text, y + 2 * text, swatch, row - 4 * text};
        painter.setPen({m_theme.strong, 0.7 * text});
        painter.setBrush(failureFill(state, m_theme));
        painter.drawRect(box);
        paintFailureHatch(painter, box, state, m_theme, text);
        paintFailureMark(painter, state, box, m_theme);
        painter.setPen(m_theme.text);
        drawText(painter, {box.right() + 8 * text, y + row / 2 + 3.8 * text}, words);
        y += row;
    }
    return plate;
}

void PlanPainter::paintScaleBar(QPainter& painter, const QRectF& area) const
{
    const double text = m_options.textScale;
    double metres = 0.1;
    for (const double candidate : {0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0}) {
        if (candidate * 1000 * m_layout.scale() <= 120 * text)
            metres = candidate;
    }
    const double length = metres * 1000 * m_layout.scale();
    const QPointF left{area.left() + 14 * text, area.bottom() - 14 * text};
    const QString words = metres < 1 ? QStringLiteral("%1\u00a0mm").arg(std::lround(metres * 1000))
                                     : QStringLiteral("%1\u00a0m").arg(std::lround(metres));
    painter.setFont(textFont(painter, type::axis));
    const QRectF plate{left.x() - 6 * text, left.y() - 10 * text,
                       length + textWidth(painter, words) + 22 * text, 20 * text};
    QColor ground = m_theme.canvas;
    ground.setAlphaF(0.85F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(plate, 4 * text, 4 * text);
    painter.setPen({m_theme.text2, 1.2 * text});
    painter.drawLine(left, left + QPointF{length, 0});
    for (const double x : {left.x(), left.x() + length})
        painter.drawLine(QPointF{x, left.y() - 3 * text}, QPointF{x, left.y() + 3 * text});
    drawText(painter, left + QPointF{length + 6 * text, 3.8 * text}, words);
}

void PlanPainter::paintOutline(QPainter& painter, const QRectF& rect, bool strong) const
{
    const double text = m_options.textScale;
    painter.setPen({m_theme.accent, (strong ? 2.0 : 1.0) * text});
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    if (!strong || rect.width() < 8 * text)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.accent);
    for (const QPointF corner :
         {rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()})
        painter.drawRect(
            QRectF{corner.x() - 2.5 * text, corner.y() - 2.5 * text, 5 * text, 5 * text});
}

void PlanPainter::paintDimension(QPainter& painter, const PlanDimension& dimension) const
{
    const double text = m_options.textScale;
    const QPointF from = m_layout.toView(dimension.from), to = m_layout.toView(dimension.to);
    const QLineF line{from, to};
    if (line.length() < 2)
        return;
    const QLineF across = line.normalVector().unitVector();
    const QPointF tick = (across.p2() - across.p1()) * 4 * text;
    painter.setPen({m_theme.text2, 1 * text});
    painter.drawLine(line);
    painter.drawLine(from - tick, from + tick);
    painter.drawLine(to - tick, to + tick);
    painter.setFont(textFont(painter, type::axis, QFont::Medium));
    const double width = textWidth(painter, dimension.text) + 8 * text;
    const QRectF plate{line.center().x() - width / 2, line.center().y() - 8 * text, width,
                       16 * text};
    painter.setPen({m_theme.strong, 0.8 * text});
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(plate, 3 * text, 3 * text);
    painter.setPen(m_theme.text);
    drawText(painter, {plate.center().x(), plate.center().y() + 3.8 * text}, dimension.text,
             Qt::AlignHCenter);
}

void PlanPainter::paintMarks(QPainter& painter, const QRectF& area,
                             const PlanContent& content) const
{
    if (!content.index)
        return;
    const double text = m_options.textScale;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area, Qt::IntersectClip);
    const auto placeOf = [&](const std::string& path) -> QRectF {
        if (const PlanItem* item = content.index->item(path))
            return m_layout.toView(item->footprint);
        if (const PlanPod* pod = content.index->pod(path))
            return m_layout.toView(pod->footprint).adjusted(-3, -3, 3, 3);
        return {};
    };
    for (const std::string& path : content.leaving) {
        const QRectF place = placeOf(path);
        QColor veil = m_theme.floor;
        veil.setAlphaF(0.7F);
        QPen pen{m_theme.strong, 1 * text};
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(veil);
        painter.drawRect(place);
    }
    for (const std::string& path : content.selected) {
        if (const QRectF place = placeOf(path); !place.isEmpty())
            paintOutline(painter, place, true);
    }
    if (content.hovered && !content.selected.contains(*content.hovered)) {
        if (const QRectF place = placeOf(*content.hovered); !place.isEmpty())
            paintOutline(painter, place, false);
    }
    if (content.ghost) {
        const QColor colour = content.ghost->style.colour(m_theme);
        painter.setPen({m_theme.error, 2 * text});
        painter.setBrush(Qt::NoBrush);
        for (const FloorRect& obstacle : content.ghost->obstacles)
            painter.drawRect(m_layout.toView(obstacle));
        const double pixels = type::axis * text;
        for (const PlanGhostItem& item : content.ghost->items) {
            const QRectF place = m_layout.toView(item.footprint);
            paintGhost(painter, place, content.ghost->style, m_theme, text);
            const double thick =
                std::min(frontEdge * text + 1, std::min(place.width(), place.height()) * 0.2);
            painter.fillRect(edgeStrip(place, item.turn, thick), colour);
            painter.setFont(face(painter, pixels, QFont::DemiBold));
            painter.setPen(colour);
            writeIn(painter, place, item.label, pixels);
        }
    }
    if (content.cables)
        paintTrayMarks(painter, *content.cables, m_layout, m_theme, text);
    for (const PlanDimension& dimension : content.dimensions)
        paintDimension(painter, dimension);
    paintRubberBand(painter, content.rubberBand, content.touching, m_theme, text);
    painter.restore();
}

} // namespace colonnade::render
