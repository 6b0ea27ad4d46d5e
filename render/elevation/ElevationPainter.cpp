#include "render/elevation/ElevationPainter.h"

#include "model/units/Text.h"
#include "render/elevation/CableMarks.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using model::Device;
using model::Face;
using model::PartKind;
using model::RackDesign;
using model::RackUnit;
using model::RackUnits;

constexpr std::string_view openUnitsRule = "THM-021"; // Open units without blanking.
constexpr double rulerPixels = 9.5;

} // namespace

void addFindings(ElevationContent& content, const std::vector<model::Finding>& findings,
                 const model::RackDesignId& rack, std::string_view instance)
{
    using Where = model::Subject::Where;
    content.judged = true;
    for (const model::Finding& finding : findings) {
        for (const model::Subject& subject : finding.subjects) {
            std::string_view path = subject.path;
            const bool ofDesign = subject.where == Where::RackDesign;
            const std::string_view holder = ofDesign ? std::string_view{rack.text()} : instance;
            if ((!ofDesign && subject.where != Where::Instance) || holder.empty()
                || !path.starts_with(holder))
                continue;
            path.remove_prefix(holder.size());
            if (path.empty()) {
                if (finding.rule == openUnitsRule && !finding.waived)
                    content.openNote = QString::fromStdString(finding.rule);
                continue;
            }
            if (!path.starts_with('/'))
                continue;
            auto device = model::DeviceId::parse(path.substr(1));
            if (!device)
                continue;
            const Glyph glyph = glyphOf(finding);
            const auto [place, isNew] = content.findings.try_emplace(*device, glyph);
            if (!isNew)
                place->second = worse(place->second, glyph);
        }
    }
}

void ElevationPainter::paint(QPainter& painter, const ElevationContent& content) const
{
    paintRack(painter, content);
    paintMarks(painter, content);
}

void ElevationPainter::paintRack(QPainter& painter, const ElevationContent& content) const
{
    if (!content.rack)
        return;
    const RackDesign& rack = *content.rack;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        if (!m_layout.shows(side))
            continue;
        paintFrame(painter, rack, side);
        if (m_layout.options().rulers)
            paintRuler(painter, rack, side);
        paintDevices(painter, content, side);
    }
    if (m_layout.shows(FaceSide::Front)) {
        paintOpenUnits(painter, content);
        paintRunLabels(painter, content, FaceSide::Front);
        if (m_layout.options().brackets)
            paintBrackets(painter, rack);
    }
    if (m_layout.shows(FaceSide::Rear)) {
        paintRearInfrastructure(painter, rack);
        paintRunLabels(painter, content, FaceSide::Rear);
        if (content.cables)
            paintRackCables(painter, m_layout, rack, *content.cables, content.cableView, m_theme);
    }
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        if (!m_layout.shows(side) || content.states.empty())
            continue;
        paintStates(painter, content, side);
        paintRunLabels(painter, content, side);
    }
    if (m_layout.options().legend)
        paintLegend(painter, rack);
    painter.restore();
}

void ElevationPainter::paintFrame(QPainter& painter, const RackDesign& rack, FaceSide side) const
{
    const double text = m_layout.options().textScale;
    const QRectF outside = m_layout.frame(side);
    const QRectF opening = m_layout.opening(side);
    const double scale = m_layout.scale();
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.frame);
    painter.drawRoundedRect(outside, 2 * text, 2 * text);
    const double wall = 22 * scale;
    painter.setBrush(m_theme.opening);
    painter.drawRect(
        QRectF{outside.left() + wall, opening.top(), outside.width() - 2 * wall, opening.height()});
    const double post = std::min(15 * scale, opening.left() - outside.left() - wall);
    painter.setBrush(m_theme.post);
    painter.drawRect(QRectF{opening.left() - post, opening.top(), post, opening.height()});
    painter.drawRect(QRectF{opening.right(), opening.top(), post, opening.height()});

    if (m_layout.unitHeight() >= 4 * text) {
        painter.setPen({m_theme.unitLine, 0.5 * text});
        for (int unit = 2; unit <= static_cast<int>(rack.units().value()); ++unit) {
            const double y = m_layout.units(side, RackUnit::whole(unit), RackUnits{}).bottom();
            painter.drawLine(QPointF{opening.left(), y}, QPointF{opening.right(), y});
        }
    }
    if (m_layout.options().titles) {
        painter.setFont(face(painter, type::body * text, QFont::DemiBold));
        painter.setPen(m_theme.text);
        drawText(painter, {outside.center().x(), outside.top() - 5 * text},
                 side == FaceSide::Front ? QStringLiteral("Front") : QStringLiteral("Rear"),
                 Qt::AlignHCenter);
    }
}

void ElevationPainter::paintRuler(QPainter& painter, const RackDesign& rack, FaceSide side) const
{
    const double text = m_layout.options().textScale;
    const double unit = m_layout.unitHeight() / text;
    if (unit < 1.2)
        return;
    const bool every = unit >= everyNumberFrom;
    const int step = every ? 1 : unit * 5 >= everyNumberFrom ? 5 : 10;
    const QRectF ruler = m_layout.ruler(side);
    const QFont normal = face(painter, rulerPixels * text);
    const QFont bold = face(painter, rulerPixels * text, QFont::DemiBold);
    for (int number = 1; number <= static_cast<int>(rack.units().value()); ++number) {
        const bool marked = number == 1 || number % 5 == 0;
        if (!every && (number % step != 0 && number != 1))
            continue;
        const QRectF row = m_layout.units(side, RackUnit::whole(number), RackUnits::whole(1));
        painter.setFont(marked ? bold : normal);
        painter.setPen(marked ? m_theme.text : m_theme.text2);
        drawText(painter, {ruler.right() - 6 * text, row.center().y() + 0.36 * rulerPixels * text},
                 QString::number(number), Qt::AlignRight);
    }
}

void ElevationPainter::paintOpenUnits(QPainter& painter, const ElevationContent& content) const
{
    const double text = m_layout.options().textScale;
    painter.setFont(face(painter, 11 * text));
    painter.setPen(m_theme.text2);
    for (const OpenInterval& open : openIntervals(*content.rack)) {
        const QRectF place = m_layout.units(FaceSide::Front, open.low, open.height);
        if (open.height < RackUnits::whole(2) || place.height() < 14 * text)
            continue;
        QString words =
            QStringLiteral("%1\u00a0U open").arg(QString::fromStdString(model::text(open.height)));
        if (!content.openNote.isEmpty())
            words += QStringLiteral(" · ") + content.openNote;
        words = elided(painter, words, place.width() - 8 * text);
        // The line of a unit behind the words would strike them through.
        const double width = textWidth(painter, words);
        const QRectF ground{place.center().x() - width / 2 - 3 * text,
                            place.center().y() - 7 * text, width + 6 * text, 14 * text};
        painter.fillRect(ground & place, m_theme.opening);
        drawText(painter, {place.center().x(), place.center().y() + 4 * text}, words,
                 Qt::AlignHCenter);
    }
}

void ElevationPainter::paintDevices(QPainter& painter, const ElevationContent& content,
                                    FaceSide side) const
{
    const double text = m_layout.options().textScale;
    FaceStyle style;
    style.scale = m_layout.scale();
    style.textScale = text;
    style.detail = m_layout.detail();
    style.judged = content.judged;
    const double gap = std::min(0.6 * text, m_layout.unitHeight() * 0.05);
    for (const Device& device : content.rack->devices()) {
        const QRectF place = m_layout.place(*content.rack, *device.part, device.mount, side);
        if (place.isEmpty())
            continue;
        const auto found = content.findings.find(device.id);
        style.finding =
            found == content.findings.end() ? std::nullopt : std::optional{found->second};
        style.label = plain(device.label);
        // A device that hangs at the rear shows its own front there.
        const bool own =
            device.zeroU() || (device.mount.face == Face::Front) == (side == FaceSide::Front);
        paintFace(painter, place.adjusted(0, gap, 0, -gap), *device.part,
                  own ? FaceSide::Front : FaceSide::Rear, m_theme, style);
    }
}

void ElevationPainter::paintStates(QPainter& painter, const ElevationContent& content, FaceSide side) const
{
    const double text = m_layout.options().textScale;
    for (const auto& [id, state] : content.states) {
        const Device* device = content.rack->device(id);
        const QRectF place = device ? m_layout.place(*content.rack, *device->part, device->mount, side) : QRectF{};
        if (place.isEmpty() || state == model::PlaceState::Normal)
            continue;
        QColor veil = failureFill(state, m_theme);
        veil.setAlphaF(state == model::PlaceState::Dark ? 0.55F : 0.35F);
        painter.fillRect(place, veil);
        paintFailureHatch(painter, place, state, m_theme, text);
        painter.setBrush(Qt::NoBrush);
        painter.setPen({failureInk(state, m_theme), 1.2 * text});
        painter.drawRect(place.adjusted(0.6, 0.6, -0.6, -0.6));
        const double mark = std::min(place.height(), 13 * text);
        const QRectF name = paintStateName(painter, *device, place, side);
        const double middle = name.isEmpty() ? place.center().y() : name.center().y();
        const double left = name.isEmpty()   ? place.center().x() - mark / 2
            : side == FaceSide::Front        ? name.right() + 3 * text
                                             : name.left() - 3 * text - mark;
        if (mark >= 6 * text)
            paintFailureMark(painter, state, {left, middle - mark / 2, mark, mark}, m_theme);
    }
}

QRectF ElevationPainter::paintStateName(QPainter& painter, const Device& device, const QRectF& place, FaceSide side) const
{
    const double text = m_layout.options().textScale;
    const double line = std::min(place.height(), m_layout.unitHeight());
    const double pixels = std::clamp(line / text * 0.70, 9.0, 12.0) * text;
    if (m_layout.detail() < FaceDetail::Faces || device.zeroU() || device.label.empty() || place.height() < pixels)
        return {};
    painter.setFont(face(painter, pixels, QFont::DemiBold));
    const QString words = elided(painter, plain(device.label), place.width() * 0.4);
    QRectF ground{0, 0, textWidth(painter, words) + 10 * text, std::min(line - text, pixels * 1.3)};
    const double middle = place.height() > 1.6 * m_layout.unitHeight() ? place.top() + m_layout.unitHeight() / 2 : place.center().y();
    ground.moveCenter({side == FaceSide::Front ? place.left() + 4 * text + ground.width() / 2 : place.right() - 4 * text - ground.width() / 2, middle});
    painter.fillRect(ground, m_theme.face);
    painter.setPen(m_theme.text);
    drawText(painter, {ground.center().x(), middle + pixels * 0.36}, words, Qt::AlignHCenter);
    return ground;
}

// Where single labels would not fit, one label names a run: "C9–C18".
void ElevationPainter::paintRunLabels(QPainter& painter, const ElevationContent& content,
                                      FaceSide side) const
{
    if (m_layout.detail() != FaceDetail::Runs)
        return;
    const double text = m_layout.options().textScale;
    const double pixels = type::faceLabel * text;
    painter.setFont(face(painter, pixels, QFont::DemiBold));
    for (const ElevationRun& run : runsOf(*content.rack)) {
        const QRectF place =
            m_layout.place(*content.rack, *run.part, run.devices.front()->mount, side);
        if (place.isEmpty() || run.part->kind == PartKind::Blanking)
            continue;
        const QRectF all = m_layout.units(side, run.low, run.height);
        QString words = plain(run.devices.front()->label);
        if (run.devices.size() > 1)
            words += QStringLiteral("–") + plain(run.devices.back()->label);
        if (all.height() < pixels || words.isEmpty())
            continue;
        words = elided(painter, words, all.width() * 0.4);
        const double width = textWidth(painter, words);
        const double left =
            side == FaceSide::Front ? all.left() + 9 * text : all.right() - 9 * text - width;
        const QRectF ground{left - 2 * text, all.center().y() - pixels * 0.62, width + 4 * text,
                            pixels * 1.24};
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.face);
        painter.drawRoundedRect(ground & all, text, text);
        painter.setPen(m_theme.text);
        drawText(painter, {left, all.center().y() + pixels * 0.36}, words);
    }
}

} // namespace colonnade::render
