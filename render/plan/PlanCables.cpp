#include "render/plan/PlanCables.h"

#include "render/cables/FabricColour.h"
#include "render/elevation/DeviceFace.h"
#include "render/theme/Fonts.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <map>

namespace colonnade::render {
namespace {

QPointF real(model::Point point)
{
    return {static_cast<double>(point.x.value()), static_cast<double>(point.y.value())};
}

/// From the axes of a pod into the hall's, in millimetres.
QPointF placed(QVector3D at, const PlanCables::Placed& in)
{
    const double x = static_cast<double>(at.x()), y = static_cast<double>(at.y());
    const QPointF origin = real(in.at);
    switch (in.turn) {
    case model::Turn::None: return origin + QPointF{x, y};
    case model::Turn::Quarter: return origin + QPointF{-y, x};
    case model::Turn::Half: return origin + QPointF{-x, -y};
    case model::Turn::ThreeQuarters: return origin + QPointF{y, -x};
    }
    return origin;
}

/// On the floor's picture; finer than whole millimetres.
QPointF toView(const PlanLayout& layout, QPointF floor)
{
    return layout.toView(model::Point{}) + QPointF{floor.x(), -floor.y()} * layout.scale();
}

double distanceTo(QPointF at, QPointF a, QPointF b)
{
    const QPointF along = b - a;
    const double square = QPointF::dotProduct(along, along);
    const double share = square > 0 ? std::clamp(QPointF::dotProduct(at - a, along) / square, 0.0, 1.0) : 0;
    return QLineF(at, a + along * share).length();
}

double distanceTo(const model::CableTray& tray, model::Point point)
{
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < tray.points.size(); ++i)
        least = std::min(least, distanceTo(real(point), real(tray.points[i - 1]), real(tray.points[i])));
    return least;
}

QPolygonF lineOf(const std::vector<model::Point>& points, const PlanLayout& layout)
{
    QPolygonF line;
    for (const model::Point point : points)
        line << layout.toView(point);
    return line;
}

class CablePainter {
public:
    CablePainter(QPainter& painter, const QRectF& area, const PlanCables& cables, const PlanLayout& layout, const Theme& theme, double text) :
        m_painter{painter}, m_area{area}, m_cables{cables}, m_layout{layout}, m_theme{theme}, m_text{text}
    {
    }

    void operator()()
    {
        for (const PlanTray& tray : m_cables.trays)
            paintTray(tray.tray);
        if (m_cables.fill.shown) {
            for (const PlanCables::Placed& placed : m_cables.layers)
                paintFill(placed);
        }
        if (!m_cables.view.shown && m_cables.show == CableShow::Networks)
            return;
        for (const PlanCables::Placed& placed : m_cables.layers)
            paintBundles(placed);
    }

private:
    [[nodiscard]] bool isSeen(QPointF a, QPointF b) const
    {
        return QRectF(a, b).normalized().adjusted(-20, -20, 20, 20).intersects(m_area);
    }

    void paintTray(const model::CableTray& tray) const
    {
        const QPolygonF line = lineOf(tray.points, m_layout);
        if (!line.boundingRect().adjusted(-20, -20, 20, 20).intersects(m_area))
            return;
        const double width = std::max(2 * m_text, static_cast<double>(tray.width.value()) * m_layout.scale());
        QPainterPath path;
        path.addPolygon(line);
        QPainterPathStroker stroker;
        stroker.setWidth(width);
        stroker.setCapStyle(Qt::FlatCap);
        stroker.setJoinStyle(Qt::MiterJoin);
        const QPainterPath outline = stroker.createStroke(path).simplified();
        QColor ground = m_theme.strong;
        ground.setAlphaF(0.16F);
        QPen edge{m_theme.strong, 0.9 * m_text};
        if (tray.kind == model::CableTray::Kind::Underfloor)
            edge.setDashPattern({4, 3});
        m_painter.setPen(edge);
        m_painter.setBrush(ground);
        m_painter.drawPath(outline);
        const double rung = 300 * m_layout.scale();
        if (tray.kind != model::CableTray::Kind::Ladder || rung < 9 * m_text || width < 6 * m_text)
            return;
        m_painter.setPen({m_theme.strong, 0.5 * m_text});
        for (qsizetype i = 1; i < line.size(); ++i) {
            const QLineF leg{line[i - 1], line[i]};
            const QLineF across = leg.normalVector().unitVector();
            const QPointF half = (across.p2() - across.p1()) * width / 2;
            for (double at = rung / 2; at < leg.length(); at += rung) {
                const QPointF middle = leg.pointAt(at / leg.length());
                m_painter.drawLine(middle - half, middle + half);
            }
        }
    }

    void paintFill(const PlanCables::Placed& placed) const
    {
        for (const TrayFillLine& fill : placed.layer->fills) {
            const QLineF line{toView(m_layout, render::placed(fill.from, placed)), toView(m_layout, render::placed(fill.to, placed))};
            if (!isSeen(line.p1(), line.p2()))
                continue;
            QPen pen{fillColour(m_theme, fill, m_cables.fill), std::max(3 * m_text, fill.width * m_layout.scale() * 0.9), fill.fill ? Qt::SolidLine : Qt::DotLine, Qt::FlatCap};
            QColor colour = pen.color();
            colour.setAlphaF(0.55F);
            pen.setColor(colour);
            m_painter.setPen(pen);
            m_painter.drawLine(line);
            const QString words = fill.fill ? QStringLiteral("%1%2\u00a0%").arg(fill.isLeast ? QStringLiteral("≥\u00a0") : QString()).arg(std::lround(*fill.fill * 100))
                                            : QStringLiteral("?");
            label(line, words, m_theme.text);
        }
    }

    void paintBundles(const PlanCables::Placed& placed) const
    {
        const CableLayer& layer = *placed.layer;
        for (const bool marked : {false, true}) {
            for (std::size_t i = 0; i < layer.lines.size(); ++i) {
                const CableLine& bundle = layer.lines[i];
                const QLineF line{toView(m_layout, render::placed(bundle.from, placed)), toView(m_layout, render::placed(bundle.to, placed))};
                if (!isSeen(line.p1(), line.p2()))
                    continue;
                const auto look = cableLook(layer, i, placed.states.get(), m_cables.show, m_cables.view, m_theme);
                if (look && look->marked == marked)
                    paintBundle(bundle, line, *look);
            }
        }
    }

    void paintBundle(const CableLine& bundle, const QLineF& line, const CableLook& look) const
    {
        const double width = std::clamp(bundleWidth(bundle.cables) * m_layout.scale(), 1.0 * m_text, 14.0 * m_text);
        QColor colour = look.colour;
        if (!m_cables.view.marked.empty() && !look.marked)
            colour.setAlphaF(0.25F);
        if (look.marked) {
            m_painter.setPen({m_theme.accent, width + 3 * m_text, Qt::SolidLine, Qt::FlatCap});
            m_painter.drawLine(line);
        }
        if (line.length() < 0.5) { // Straight down: a dot where it leaves.
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(colour);
            m_painter.drawEllipse(line.p1(), width / 2 + m_text, width / 2 + m_text);
            return;
        }
        QPen pen{colour, width, bundle.isDrop ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap};
        if (look.lost) // As lost lines of the diagram, whatever the width.
            pen.setDashPattern({std::max(4 * m_text / width, 0.4), std::max(4 * m_text / width, 0.4)});
        m_painter.setPen(pen);
        m_painter.drawLine(line);
        if (!bundle.isDrop && (m_cables.view.marked.empty() || look.marked))
            label(line, QStringLiteral("%1\u00a0×").arg(bundle.cables), m_theme.text);
    }

    /// In the middle of a line that is long enough for it, where nothing was written before.
    void label(const QLineF& line, const QString& words, const QColor& ink) const
    {
        if (m_layout.detail(m_text) == PlanDetail::Ribbons)
            return;
        m_painter.setFont(face(m_painter, type::axis * m_text, QFont::Medium));
        const double width = textWidth(m_painter, words) + 6 * m_text;
        if (line.length() < width + 4 * m_text)
            return;
        const QRectF plate{line.center().x() - width / 2, line.center().y() - 7 * m_text, width, 14 * m_text};
        if (std::any_of(m_written.begin(), m_written.end(), [&](const QRectF& other) { return other.intersects(plate); }))
            return;
        m_written.push_back(plate);
        m_painter.setPen({m_theme.line, 0.7 * m_text});
        m_painter.setBrush(m_theme.panel);
        m_painter.drawRoundedRect(plate, 3 * m_text, 3 * m_text);
        m_painter.setPen(ink);
        drawText(m_painter, {plate.center().x(), plate.center().y() + 3.6 * m_text}, words, Qt::AlignHCenter);
    }

    QPainter& m_painter;
    const QRectF m_area;
    const PlanCables& m_cables;
    const PlanLayout& m_layout;
    const Theme& m_theme;
    const double m_text;
    mutable std::vector<QRectF> m_written;
};

} // namespace

PlanCables PlanCables::of(const std::shared_ptr<const model::Hall>& hall, const CableView& view, const TrayFillView& fill,
                          const CableOverlay& overlay)
{
    PlanCables cables;
    cables.view = view;
    cables.fill = fill.shown ? fill : overlay.fill;
    cables.show = overlay.show;
    cables.cables = overlay.cables;
    const bool asked = view.shown || fill.shown;
    for (const model::PodPlacement& pod : hall->pods) {
        const std::string owner = pod.pod->id().text() + '/';
        for (const model::CableTray& tray : pod.pod->arrangement().trays)
            cables.trays.push_back({owner + tray.id.text(), model::placed(tray, pod.at, pod.turn), &pod});
        if (auto states = overlay.cables ? overlay.cables->of(pod) : nullptr)
            cables.layers.push_back({states->layer, pod.at, pod.turn, states});
        else if (asked && !pod.pod->arrangement().trays.empty())
            cables.layers.push_back({cableLayer(pod.pod, hall->trayHeight), pod.at, pod.turn, nullptr});
    }
    for (const model::CableTray& tray : hall->arrangement.trays)
        cables.trays.push_back({'/' + tray.id.text(), tray, nullptr});
    if (auto states = overlay.cables ? overlay.cables->of(hall) : nullptr)
        cables.layers.push_back({states->layer, {}, model::Turn::None, states});
    else if (asked && !hall->arrangement.fabrics.empty())
        cables.layers.push_back({cableLayer(hall), {}, model::Turn::None, nullptr});
    return cables;
}

Legend PlanCables::legend(const Theme& theme) const
{
    return cableLegend({show, fill, cables}, view, theme);
}

const PlanTray* PlanCables::trayAt(model::Point point, model::Millimetres reach) const
{
    const PlanTray* nearest = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (const PlanTray& one : trays) {
        const double away = distanceTo(one.tray, point);
        const double limit = std::max(static_cast<double>(reach.value()), static_cast<double>(one.tray.width.value()) / 2);
        if (away <= limit && away <= least) {
            least = away;
            nearest = &one;
        }
    }
    return nearest;
}

std::optional<PlanCables::Corner> PlanCables::cornerAt(model::Point point, model::Millimetres reach) const
{
    std::optional<Corner> nearest;
    double least = static_cast<double>(reach.value());
    for (const PlanTray& one : trays) {
        if (!selected || one.subject != *selected)
            continue;
        for (std::size_t i = 0; i < one.tray.points.size(); ++i) {
            const double away = QLineF(real(point), real(one.tray.points[i])).length();
            if (away <= least) {
                least = away;
                nearest = Corner{&one, i};
            }
        }
    }
    return nearest;
}

QString PlanCables::wordsAt(model::Point point, model::Millimetres reach) const
{
    std::map<QString, std::pair<int, QString>> most;
    for (const Placed& placed : layers) {
        for (std::size_t i = 0; i < placed.layer->lines.size(); ++i) {
            const CableLine& line = placed.layer->lines[i];
            const CableLayer::Network& network = placed.layer->networks[line.network];
            const bool told = placed.states && i < placed.states->lines.size() && show != CableShow::Networks;
            if (line.isDrop || view.hidden.contains(network.role) || (!view.shown && !told))
                continue;
            const double away = distanceTo(real(point), render::placed(line.from, placed), render::placed(line.to, placed));
            if (away > static_cast<double>(reach.value()))
                continue;
            auto& words = most[network.name];
            if (line.cables > words.first)
                words = {line.cables, told ? cableWords(placed.states->lines[i], show) : QString{}};
        }
    }
    QStringList words;
    for (const auto& [name, told] : most)
        words << QStringLiteral("%1: %2 cables").arg(name).arg(told.first) + (told.second.isEmpty() ? QString{} : QStringLiteral(", ") + told.second);
    return words.join(QLatin1Char('\n'));
}

void paintCables(QPainter& painter, const QRectF& area, const PlanCables& cables, const PlanLayout& layout,
                 const Theme& theme, double textScale)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    CablePainter{painter, area, cables, layout, theme, textScale}();
    painter.restore();
}

void paintTrayMarks(QPainter& painter, const PlanCables& cables, const PlanLayout& layout, const Theme& theme, double textScale)
{
    const auto corner = [&](QPointF at) {
        painter.drawRect(QRectF{at - QPointF{3.5, 3.5} * textScale, QSizeF{7, 7} * textScale});
    };
    for (const PlanTray& one : cables.trays) {
        if (!cables.selected || one.subject != *cables.selected)
            continue;
        const QPolygonF line = lineOf(one.tray.points, layout);
        painter.setPen({theme.accent, 2 * textScale});
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(line);
        painter.setBrush(theme.panel);
        for (const QPointF at : line)
            corner(at);
    }
    if (!cables.sketch)
        return;
    std::vector<model::Point> points = cables.sketch->points;
    if (cables.sketch->next)
        points.push_back(*cables.sketch->next);
    const QPolygonF line = lineOf(points, layout);
    QColor ground = theme.accent;
    ground.setAlphaF(0.25F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen({ground, std::max(2 * textScale, cables.sketch->width * layout.scale()), Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin});
    painter.drawPolyline(line);
    painter.setPen({theme.accent, 1.5 * textScale, Qt::DashLine});
    painter.drawPolyline(line);
    painter.setPen({theme.accent, 1.5 * textScale});
    painter.setBrush(theme.panel);
    for (const QPointF at : line)
        corner(at);
}

} // namespace colonnade::render
