#include "render/elevation/FailureMarks.h"

#include "model/reliability/Failures.h"
#include "render/elevation/Ghost.h"
#include "render/theme/Glyphs.h"

namespace colonnade::render {

using model::PlaceState;

PlaceState stateIn(const PlaceStates* states, const std::string& path)
{
    if (!states)
        return PlaceState::Normal;
    const auto found = states->find(path);
    return found == states->end() ? PlaceState::Normal : found->second;
}

PlaceStates placeStatesIn(const model::Failure& failure, const model::Hall& hall)
{
    PlaceStates places;
    const auto add = [&](const model::ArrangementFailure* one, const std::string& prefix, const model::Arrangement& arrangement) {
        for (std::size_t i = 0; one && i < one->places.size(); ++i) {
            if (one->places[i] != PlaceState::Normal)
                places.emplace(prefix + arrangement.placements[i].id.text(), one->places[i]);
        }
    };
    add(failure.hall.get(), {}, hall.arrangement);
    for (std::size_t i = 0; i < failure.pods.size(); ++i)
        add(failure.pods[i].get(), hall.pods[i].id.text() + '/', hall.pods[i].pod->arrangement());
    return places;
}

QString failureWord(PlaceState state)
{
    switch (state) {
    case PlaceState::Normal: return QStringLiteral("as normally");
    case PlaceState::Degraded: return QStringLiteral("degraded");
    case PlaceState::Overloaded: return QStringLiteral("overloaded");
    case PlaceState::Dark: return QStringLiteral("dark");
    case PlaceState::Failed: return QStringLiteral("failed");
    }
    return {};
}

QColor failureFill(PlaceState state, const Theme& theme)
{
    switch (state) {
    case PlaceState::Normal: return mixed(theme.kind(model::DeviceRole::Passive), theme.face, 0.22);
    case PlaceState::Degraded: return mixed(theme.info, theme.face, 0.34);
    case PlaceState::Overloaded: return mixed(theme.warningFill, theme.face, 0.8);
    case PlaceState::Dark: return mixed(QColor{8, 10, 14}, theme.face, 0.82);
    case PlaceState::Failed: return mixed(theme.error, theme.face, 0.3);
    }
    return theme.face;
}

QColor failureInk(PlaceState state, const Theme& theme)
{
    switch (state) {
    case PlaceState::Normal: return theme.faceLine;
    case PlaceState::Degraded: return theme.info;
    case PlaceState::Overloaded: return mixed(QColor{0, 0, 0}, theme.warningFill, 0.45);
    case PlaceState::Dark: return mixed(QColor{255, 255, 255}, failureFill(state, theme), 0.42);
    case PlaceState::Failed: return theme.error;
    }
    return theme.faceLine;
}

void paintFailureHatch(QPainter& painter, const QRectF& rect, PlaceState state, const Theme& theme, double textScale)
{
    const QColor ink = failureInk(state, theme);
    if (state == PlaceState::Failed)
        paintHatch(painter, rect, mixed(ink, failureFill(state, theme), 0.6), 6 * textScale, 1.1 * textScale, true);
    else if (state == PlaceState::Dark)
        paintHatch(painter, rect, mixed(ink, failureFill(state, theme), 0.6), 6 * textScale, 1.2 * textScale, false);
    else if (state == PlaceState::Overloaded)
        paintHatch(painter, rect, mixed(ink, failureFill(state, theme), 0.4), 11 * textScale, 1.6 * textScale, false);
}

void paintFailureMark(QPainter& painter, PlaceState state, const QRectF& box, const Theme& theme)
{
    const double side = std::min(box.width(), box.height());
    QRectF square{0, 0, side, side};
    square.moveCenter(box.center());
    switch (state) {
    case PlaceState::Normal: return;
    case PlaceState::Failed: paintGlyph(painter, Glyph::Error, square, theme); return;
    case PlaceState::Overloaded: paintGlyph(painter, Glyph::Warning, square, theme); return;
    default: break;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = std::max(side * 0.13, 1.0);
    const QRectF disc = square.adjusted(width, width, -width, -width);
    if (state == PlaceState::Dark) {
        // A ring with a bar: "off".
        painter.setBrush(QColor{20, 23, 28});
        painter.setPen({QColor{255, 255, 255}, width});
        painter.drawEllipse(disc);
        painter.drawLine(disc.center() - QPointF{disc.width() * 0.3, 0}, disc.center() + QPointF{disc.width() * 0.3, 0});
    } else {
        painter.setBrush(theme.panel);
        painter.setPen({theme.info, width});
        painter.drawEllipse(disc);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.info);
        painter.drawChord(disc, 0, -180 * 16);
    }
    painter.restore();
}

} // namespace colonnade::render
