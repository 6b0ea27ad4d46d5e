#include "render/plan/PlanPainter.h"

#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"
#include "render/overlay/LegendPainter.h"
#include "render/plan/PlaceDrawing.h"
#include "render/plan/PlanLegends.h"
#include "render/theme/Fonts.h"

#include <QLineF>
#include <QPolygonF>

#include <algorithm>
#include <optional>

namespace colonnade::render {

using model::Turn;

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
    paintAisles(painter, area, content);
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
    }
    if (content.cables)
        paintCables(painter, area, *content.cables, m_layout, m_theme, m_options.textScale);
    if (m_detail != PlanDetail::Ribbons) {
        for (const PlanItem& item : index.items()) {
            if (m_layout.toView(item.footprint).intersects(area))
                paintItemWords(painter, item, content);
        }
        paintRowNames(painter, area, index);
    }
    for (const PlanPod& pod : index.pods()) {
        if (m_layout.toView(pod.footprint).adjusted(-40, -40, 40, 40).intersects(area))
            paintPod(painter, pod, content);
    }
    if (m_options.scaleBar)
        paintScaleBar(painter, area, m_layout, m_theme, m_options.textScale);
    paintPlanLegends(painter, area, content, m_theme, m_options.textScale);
    painter.restore();
}

/// By what an item is coloured.
struct PlanPainter::ItemLook {
    QRectF place;
    model::PlaceState state = model::PlaceState::Normal;
    const PlaceFigure* figure = nullptr; ///< Null where no overlay has one.
    bool overlaid = false;
    QColor fill;
};

PlanPainter::ItemLook PlanPainter::lookOf(const PlanItem& item, const PlanContent& content) const
{
    ItemLook look;
    look.place = m_layout.toView(item.footprint);
    if (content.failure || content.figures)
        look.state = stateIn(content.states, item.path);
    look.figure = !content.failure && content.figures ? content.figures->of(item.path) : nullptr;
    look.overlaid = content.failure || look.figure;
    look.fill = content.failure ? failureFill(look.state, m_theme)
        : look.figure           ? content.figures->colour(*look.figure, m_theme, m_theme.face)
                                : mixed(m_theme.kind(item.role), m_theme.face, item.isRack() ? 0.26 : 0.34);
    return look;
}

void PlanPainter::paintItem(QPainter& painter, const PlanItem& item,
                            const PlanContent& content) const
{
    const double text = m_options.textScale;
    const bool full = m_detail == PlanDetail::Full;
    const auto [place, state, figure, overlaid, fill] = lookOf(item, content);

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
    painter.fillRect(frontStrip(place, item.turn, thick), overlaid ? inkOn(fill) : m_theme.kind(item.role));
}

void PlanPainter::paintItemWords(QPainter& painter, const PlanItem& item, const PlanContent& content) const
{
    const double text = m_options.textScale;
    const bool full = m_detail == PlanDetail::Full;
    const auto [place, state, figure, overlaid, fill] = lookOf(item, content);
    QRectF inner = place.adjusted(1, 1, -1, -1);
    const auto found = content.findings.find(item.path);
    const double mark =
        std::min({(full ? 14.0 : 11.0) * text, place.width() - 2, place.height() - 2});
    const bool failed = state != model::PlaceState::Normal && (content.failure || state == model::PlaceState::Failed || state == model::PlaceState::Dark);
    const bool marked = failed || (!content.failure && found != content.findings.end());
    // Names of neighbours stand in one line, whether they carry a mark or not.
    if ((marked || (!content.failure && !content.findings.empty() && place.height() >= 40 * text)) && mark >= 8 * text) {
        const QRectF box{place.center().x() - mark / 2,
                         item.turn == Turn::Half ? place.bottom() - mark - 3 * text
                                                 : place.top() + 3 * text,
                         mark, mark};
        if (failed)
            paintFailureMark(painter, state, box, m_theme);
        else if (marked)
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
    double pixels = std::clamp(place.width() * 0.28, type::axis * text, type::body * text);
    painter.setFont(face(painter, pixels, QFont::DemiBold));
    const QColor ink = overlaid ? inkOn(fill) : m_theme.text;
    painter.setPen(ink);
    if (!m_options.labels)
        return;
    // Clear of trays.
    QColor ground = content.cables ? fill : QColor{};
    if (content.cables)
        ground.setAlphaF(0.8F);
    const QString value = figure && !failed ? content.figures->valueText(*figure) : QString{};
    if (value.isEmpty()) {
        const QString label = plain(item.label);
        if (!fitsIn(painter, inner, label, pixels)) {
            pixels *= 0.86;
            painter.setFont(face(painter, pixels, QFont::DemiBold));
        }
        writeIn(painter, inner, label, pixels, ground);
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
        writeIn(painter, inner, value, pixels, ground);
        return;
    }
    const double half = 1.2 * pixels;
    writeIn(painter, {inner.left(), inner.center().y(), inner.width(), half}, value, pixels, ground);
    painter.setFont(face(painter, pixels));
    writeIn(painter, {inner.left(), inner.center().y() - half, inner.width(), half}, name, pixels, ground);
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

/// Where the name of a pod stands, with its mark; empty where it has no room.
QRectF PlanPainter::podNameRect(QPainter& painter, const PlanPod& pod, const PlanContent& content) const
{
    const double text = m_options.textScale;
    const QRectF place = m_layout.toView(pod.footprint);
    if (!m_options.labels || place.width() < 28 * text)
        return {};
    const double gap = place.height() > 40 * text ? 3 * text : 0;
    painter.setFont(textFont(painter, m_detail == PlanDetail::Ribbons ? type::axis : type::body, QFont::DemiBold));
    const double mark = content.findings.contains(pod.path) ? 17 * text : 0;
    const double width = std::min(mark + textWidth(painter, plain(pod.label)), std::max(place.width(), 40 * text));
    return {place.left() - gap, place.top() - gap - 18 * text, width, 16 * text};
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

} // namespace colonnade::render
