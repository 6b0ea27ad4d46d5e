#include "render/elevation/SidePainter.h"

#include "model/units/Text.h"
#include "render/elevation/SideMarks.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using model::DeviceDepth;
using model::Face;
using model::Millimetres;
using model::RackUnit;
using model::RackUnits;
using model::ZeroUVolume;

constexpr double rulerPixels = 9.5;
constexpr double everyNumberFrom = 10.5; // Unit height from which the ruler names every unit.

bool alike(const DeviceDepth& a, const DeviceDepth& b)
{
    return a.device->part->id == b.device->part->id && a.body.front == b.body.front && a.body.rear == b.body.rear
        && a.plug == b.plug && a.bend == b.bend && a.slack == b.slack && a.body.left == b.body.left;
}

} // namespace

std::vector<SideRun> sideRunsOf(const model::RackDepth& depth)
{
    std::vector<SideRun> runs;
    for (const DeviceDepth& one : depth.devices) {
        SideRun* last = runs.empty() ? nullptr : &runs.back();
        if (last && alike(*last->first, one) && last->devices.back()->body.top == one.body.bottom) {
            last->devices.push_back(&one);
            continue;
        }
        runs.push_back({&one, {&one}});
    }
    return runs;
}

QString slackText(const DeviceDepth& device)
{
    if (!device.known)
        return QStringLiteral("depth not known");
    return device.slack < Millimetres{} ? lengthText(Millimetres{} - device.slack) + QStringLiteral(" too deep")
                                        : lengthText(device.slack) + QStringLiteral(" left");
}

void SidePainter::paint(QPainter& painter, const ElevationContent& content) const
{
    paintRack(painter, content);
    paintMarks(painter, content);
}

void SidePainter::paintRack(QPainter& painter, const ElevationContent& content) const
{
    if (!content.rack)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintFrame(painter, *content.rack);
    if (m_layout.options().rulers)
        paintRuler(painter, *content.rack);
    for (const DeviceDepth& one : m_depth.devices)
        paintDevice(painter, content, one);
    for (const ZeroUVolume& one : m_depth.zeroU)
        paintZeroU(painter, one);
    for (const SideRun& run : sideRunsOf(m_depth))
        paintRun(painter, run);
    if (m_balance && m_balance->mass > model::Kilograms{})
        paintBalance(painter);
    if (m_layout.options().dimensions)
        paintDimensions(painter);
    if (m_layout.options().legend)
        paintLegend(painter);
    painter.restore();
}

void SidePainter::paintFrame(QPainter& painter, const model::RackDesign& rack) const
{
    const double text = m_layout.options().textScale;
    const QRectF frame = m_layout.frame();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.opening);
    painter.drawRect(frame);
    // Rows of units, and what is below and above them.
    const QRectF units{QPointF{frame.left(), m_layout.slice({}, {}).top()}, frame.bottomRight()};
    const double low = frame.bottom() - rack.unitBottom(RackUnit::whole(1)) * m_layout.scale();
    const double high = low - rack.units().value() * m_layout.unitHeight();
    painter.setBrush(m_theme.frame);
    painter.drawRect(QRectF{QPointF{units.left(), low}, units.bottomRight()});
    painter.drawRect(QRectF{frame.topLeft(), QPointF{frame.right(), high}});
    if (m_layout.unitHeight() >= 4 * text) {
        painter.setPen({m_theme.unitLine, 0.5 * text});
        for (int unit = 1; unit < static_cast<int>(rack.units().value()); ++unit) {
            const double y = low - unit * m_layout.unitHeight();
            painter.drawLine(QPointF{frame.left(), y}, QPointF{frame.right(), y});
        }
    }
    // Doors: a strip each; rails: posts where devices are screwed on.
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(m_theme.post, m_theme.opening, 0.55));
    if (m_depth.frontDoor > Millimetres{})
        painter.drawRect(m_layout.slice({}, m_depth.frontDoor));
    if (m_depth.rearDoor > Millimetres{})
        painter.drawRect(m_layout.slice(m_depth.rearEnd(), m_depth.depth));
    QPen rail{m_theme.post, std::max(2.5 * text, 14 * m_layout.scale()), Qt::SolidLine, Qt::FlatCap};
    if (!m_depth.railsKnown)
        rail.setDashPattern({3, 1.2});
    painter.setPen(rail);
    for (const Millimetres at : {m_depth.frontRail, m_depth.rearRail}) {
        const double inward = (at == m_depth.frontRail ? 1 : -1) * rail.widthF() / 2;
        painter.drawLine(QPointF{m_layout.x(at) + inward, high}, QPointF{m_layout.x(at) + inward, low});
    }
    painter.setPen({m_theme.frame, 2 * text});
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame);
    painter.setFont(face(painter, type::body * text, QFont::DemiBold));
    painter.setPen(m_theme.text);
    const double y = m_layout.bounds().top() + 14 * text;
    drawText(painter, {frame.left(), y}, QStringLiteral("Front"));
    drawText(painter, {frame.right(), y}, QStringLiteral("Rear"), Qt::AlignRight);
    painter.setFont(face(painter, type::axis * text));
    painter.setPen(m_theme.text2);
    drawText(painter, {frame.center().x(), y}, QStringLiteral("from the right side"), Qt::AlignHCenter);
}

void SidePainter::paintRuler(QPainter& painter, const model::RackDesign& rack) const
{
    const double text = m_layout.options().textScale;
    const double unit = m_layout.unitHeight() / text;
    if (unit < 1.2)
        return;
    const bool every = unit >= everyNumberFrom;
    const int step = every ? 1 : unit * 5 >= everyNumberFrom ? 5 : 10;
    const QRectF ruler = m_layout.ruler();
    for (int number = 1; number <= static_cast<int>(rack.units().value()); ++number) {
        const bool marked = number == 1 || number % 5 == 0;
        if (!every && number % step != 0 && number != 1)
            continue;
        painter.setFont(face(painter, rulerPixels * text, marked ? QFont::DemiBold : QFont::Normal));
        painter.setPen(marked ? m_theme.text : m_theme.text2);
        const double y = ruler.bottom() - (number - 0.5) * m_layout.unitHeight();
        drawText(painter, {ruler.right() - 6 * text, y + 0.36 * rulerPixels * text}, QString::number(number), Qt::AlignRight);
    }
}

void SidePainter::paintDevice(QPainter& painter, const ElevationContent& content, const DeviceDepth& one) const
{
    const double text = m_layout.options().textScale;
    const bool rear = one.device->mount.face == Face::Rear;
    const double gap = std::min(0.6 * text, m_layout.unitHeight() * 0.05);
    const QRectF body = m_layout.place(one.body).adjusted(0, gap, 0, -gap);
    const QColor kind = m_theme.kind(one.device->part->role);

    // The space of plug and bend first, so that bodies that reach into it lie over it.
    if (one.plug > Millimetres{}) {
        QRectF plug = m_layout.plug(one);
        plug = QRectF{plug.left(), plug.center().y() - plug.height() * 0.22, plug.width(), plug.height() * 0.44};
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.cage);
        painter.drawRect(plug);
    }
    if (one.bend > Millimetres{}) {
        const QRectF bend = m_layout.bend(one).adjusted(0, gap, 0, -gap);
        painter.fillRect(bend, mixed(m_theme.info, m_theme.opening, 0.18));
        painter.setPen({m_theme.info, 1 * text});
        painter.setBrush(Qt::NoBrush);
        paintBend(painter, bend, !rear, std::max(1.0 * text, 5 * m_layout.scale()));
    }
    if (!one.known) { // An invented depth would look like a known one.
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(kind, m_theme.opening, 0.1));
        painter.drawRect(body);
        paintHatch(painter, body, mixed(m_theme.notEvaluated, m_theme.opening, 0.4), 9 * text, 0.7 * text, false);
        QPen pen{m_theme.notEvaluated, 1 * text};
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(body.adjusted(0.5, 0.5, -0.5, -0.5));
    } else {
        painter.setPen({m_theme.faceLine, 0.8 * text});
        painter.setBrush(mixed(kind, m_theme.face, 0.14));
        painter.drawRect(body);
    }
    const double bar = std::min(4 * text, body.width() / 3);
    painter.fillRect(rear ? QRectF{body.right() - bar, body.top(), bar, body.height()}
                          : QRectF{body.left(), body.top(), bar, body.height()},
                     kind);
    if (one.known && one.slack < Millimetres{}) {
        const QRectF over = m_layout.slack(one).adjusted(0, gap, 0, -gap);
        painter.fillRect(over, mixed(m_theme.error, m_theme.opening, 0.25));
        paintHatch(painter, over, m_theme.error, 4 * text, 1.1 * text, true);
        painter.setPen({m_theme.error, 1.4 * text});
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(over);
    }
    double left = body.left() + (rear ? 6 * text : bar + 5 * text);
    if (const auto state = content.states.find(one.device->id); state != content.states.end() && state->second != model::PlaceState::Normal) {
        QColor veil = failureFill(state->second, m_theme);
        veil.setAlphaF(0.6F);
        painter.fillRect(body, veil);
        paintFailureHatch(painter, body, state->second, m_theme, text);
    }
    if (const auto found = content.findings.find(one.device->id); found != content.findings.end()) {
        const double side = std::min(body.height() - 1.5 * text, 11 * text);
        if (side >= 7 * text) {
            paintGlyph(painter, found->second, {left, body.center().y() - side / 2, side, side}, m_theme);
            left += side + 4 * text;
        }
    }
    const double pixels = std::min(type::axis * text, body.height() * 0.86);
    if (pixels < type::faceLabel * text)
        return;
    painter.setFont(face(painter, pixels, QFont::Medium));
    painter.setPen(m_theme.text);
    const QString label = plain(model::labelOr(one.device->label, one.device->id.text()));
    drawText(painter, {left, body.center().y() + pixels * 0.36}, elided(painter, label, body.right() - left - 3 * text));
}

/// What a run of equal devices takes, once: how deep it is, and what is left behind it.
void SidePainter::paintRun(QPainter& painter, const SideRun& run) const
{
    const double text = m_layout.options().textScale;
    const DeviceDepth& one = *run.first;
    const QRectF low = m_layout.place(one.body), high = m_layout.place(run.devices.back()->body);
    const QRectF body{QPointF{low.left(), high.top()}, low.bottomRight()};
    const double pixels = type::axis * text;
    if (body.height() < pixels * 0.95)
        return;
    painter.setFont(face(painter, pixels));
    if (one.known) {
        const QString deep = lengthText(one.body.rear - one.body.front);
        const double width = textWidth(painter, deep) + 8 * text;
        // Over the body of the middle one, clear of its label.
        const DeviceDepth& middle = *run.devices[run.devices.size() / 2];
        const QRectF place = m_layout.place(middle.body);
        if (place.width() > width + 60 * text && place.height() >= pixels * 0.9) {
            painter.setPen(m_theme.text2);
            drawText(painter, {place.right() - 5 * text, place.center().y() + pixels * 0.36}, deep, Qt::AlignRight);
        }
    }
    const bool over = one.known && one.slack < Millimetres{};
    if (one.device->mount.face == Face::Rear && !over && one.known)
        return; // Its slack lies inside the rack, before it.
    // Beside the rack: a bracket over the run, and what is left.
    const QRectF notes = m_layout.notes();
    const double x = notes.left() + 7 * text;
    painter.setPen({over ? m_theme.error : m_theme.strong, 1.2 * text});
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{{QPointF{x - 4 * text, body.top() + 1.5 * text}, QPointF{x, body.top() + 1.5 * text},
                                    QPointF{x, body.bottom() - 1.5 * text}, QPointF{x - 4 * text, body.bottom() - 1.5 * text}}});
    painter.setFont(face(painter, pixels, over ? QFont::DemiBold : QFont::Normal));
    painter.setPen(over ? m_theme.error : one.known ? m_theme.text : m_theme.text2);
    // Beyond plugs and cords that reach out of the rack.
    const double from = std::max({x, m_layout.plug(one).right(), m_layout.bend(one).right()}) + 5 * text;
    const double room = notes.right() - from - 3 * text;
    QString words = slackText(one);
    if (!one.known && textWidth(painter, words) > room)
        words = QStringLiteral("unknown"); // The legend says of what.
    drawText(painter, {from, body.center().y() + pixels * 0.36}, elided(painter, words, room));
}

void SidePainter::paintZeroU(QPainter& painter, const ZeroUVolume& volume) const
{
    const double text = m_layout.options().textScale;
    QRectF place = m_layout.place(volume.body);
    if (!volume.known && place.width() < 2 * text)
        place.setLeft(place.right() - 10 * text);
    const QColor kind = m_theme.kind(volume.device->part->role);
    QColor fill = kind;
    fill.setAlphaF(0.16F);
    painter.fillRect(place, fill);
    // On the far side of the rack it is hidden by nothing, but dashed.
    const bool far = volume.device->mount.face == Face::ZeroULeft;
    QPen pen{kind, 1.3 * text};
    if (far)
        pen.setDashPattern({4, 2.5});
    if (!volume.known)
        pen.setDashPattern({1.5, 2.5});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place);
    const double pixels = type::axis * text;
    if (place.width() < pixels * 1.1)
        return;
    painter.save();
    painter.translate(place.center().x(), far ? place.top() + place.height() * 0.25 : place.top() + place.height() * 0.75);
    painter.rotate(-90);
    painter.setFont(face(painter, pixels, QFont::DemiBold));
    const QString label = plain(model::labelOr(volume.device->label, volume.device->id.text()));
    const double width = textWidth(painter, label) + 6 * text;
    painter.fillRect(QRectF{-width / 2, -pixels * 0.62, width, pixels * 1.24}, m_theme.opening);
    painter.setPen(m_theme.text);
    drawText(painter, {0, pixels * 0.36}, label, Qt::AlignHCenter);
    painter.restore();
}

void SidePainter::paintMarks(QPainter& painter, const ElevationContent& content) const
{
    const double text = m_layout.options().textScale;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto mark = [&](const model::Device& device, const model::RackBox& box) {
        const bool selected = content.selected.contains(device.id);
        if (!selected && content.hovered != device.id)
            return;
        painter.setPen({m_theme.accent, (selected ? 2.0 : 1.0) * text});
        painter.setBrush(Qt::NoBrush);
        const QRectF place = m_layout.place(box);
        painter.drawRect(place);
        if (!selected || place.height() < 6 * text)
            return;
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.accent);
        const double half = 2 * text;
        for (const QPointF corner : {place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight()})
            painter.drawRect(QRectF{corner.x() - half, corner.y() - half, 2 * half, 2 * half});
    };
    for (const DeviceDepth& one : m_depth.devices)
        mark(*one.device, one.body);
    for (const ZeroUVolume& one : m_depth.zeroU)
        mark(*one.device, one.body);
    painter.restore();
}

} // namespace colonnade::render
