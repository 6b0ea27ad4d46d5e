#include "render/elevation/ElevationPainter.h"

#include "render/elevation/CableMarks.h"

#include "model/units/Text.h"
#include "render/theme/Fonts.h"
#include "render/theme/RubberBand.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using model::Device;
using model::DeviceRole;
using model::Face;
using model::PartKind;
using model::PartType;
using model::RackDesign;
using model::RackUnit;
using model::RackUnits;

constexpr std::string_view openUnitsRule = "THM-021"; // Open units without blanking.
constexpr double rulerPixels = 9.5;
constexpr double everyNumberFrom = 10.5; // Unit height from which the ruler names every unit.

RackUnits heightOf(const PartType& part)
{
    return part.body.height.value_or(RackUnits::whole(1));
}

QString nounFor(const PartType& part)
{
    switch (part.kind) {
    case PartKind::Tray:
        return part.role == DeviceRole::ScaleUpSwitch ? QStringLiteral("switches")
                                                      : QStringLiteral("trays");
    case PartKind::Server: return QStringLiteral("servers");
    case PartKind::Storage: return QStringLiteral("storage");
    case PartKind::Switch: return QStringLiteral("switches");
    case PartKind::PowerShelf: return QStringLiteral("shelves");
    case PartKind::RackPdu: return QStringLiteral("PDUs");
    case PartKind::Cdu: return QStringLiteral("CDUs");
    case PartKind::Blanking: return QStringLiteral("blanks");
    case PartKind::PatchPanel: return QStringLiteral("panels");
    case PartKind::Manifold: return QStringLiteral("manifolds");
    default: return QStringLiteral("units");
    }
}

const char* nameOf(DeviceRole role)
{
    switch (role) {
    case DeviceRole::Compute: return "compute";
    case DeviceRole::ScaleUpSwitch: return "scale-up";
    case DeviceRole::ScaleOutSwitch: return "scale-out";
    case DeviceRole::Management: return "management";
    case DeviceRole::Power: return "power";
    case DeviceRole::Cooling: return "cooling";
    case DeviceRole::StorageRole: return "storage";
    case DeviceRole::Host: return "host";
    case DeviceRole::Passive: return "passive";
    }
    return "";
}

bool onBusbar(const PartType& part)
{
    if (part.kind == PartKind::PowerShelf)
        return true;
    return std::ranges::any_of(part.inputs, [](const model::PowerInput& input) {
        return input.kind == model::PowerInput::Kind::Busbar48;
    });
}

/// Trays take coolant where their own entry or that of their rack-scale system says so.
bool onManifold(const RackDesign& rack, const PartType& part)
{
    if (part.kind != PartKind::Tray)
        return false;
    const bool ofSystem = rack.system() && rack.system()->cooling.liquidFraction.value_or(0) > 0
        && (part.accelerator || part.role == DeviceRole::ScaleUpSwitch);
    return part.cooling.liquidFraction.value_or(ofSystem ? 1 : 0) > 0;
}

bool onCartridge(const PartType& part)
{
    return part.kind == PartKind::Tray
        && (part.role == DeviceRole::ScaleUpSwitch || part.accelerator);
}

/// What stands behind the trays of a rack with rear connectors, found from the trays' own entries.
struct RearInfrastructure {
    struct Span {
        RackUnit low, high;
        bool any = false;
        void add(const Device& device)
        {
            const RackUnit top = device.mount.unit + heightOf(*device.part);
            low = any ? std::min(low, device.mount.unit) : device.mount.unit;
            high = any ? std::max(high, top) : top;
            any = true;
        }
    };
    Span busbar, manifolds, cartridges;
    std::vector<const Device*> couplings;
};

RearInfrastructure rearOf(const RackDesign& rack)
{
    RearInfrastructure rear;
    bool scaleUpSwitch = false;
    for (const Device& device : rack.devices()) {
        if (device.mount.face != Face::Front)
            continue;
        const PartType& part = *device.part;
        if (onBusbar(part))
            rear.busbar.add(device);
        if (onManifold(rack, part)) {
            rear.manifolds.add(device);
            rear.couplings.push_back(&device);
        }
        if (onCartridge(part)) {
            rear.cartridges.add(device);
            scaleUpSwitch |= part.role == DeviceRole::ScaleUpSwitch;
        }
    }
    rear.cartridges.any = rear.cartridges.any && scaleUpSwitch;
    return rear;
}

void paintCorners(QPainter& painter, const QRectF& rect, const QColor& colour, double side)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (const QPointF corner :
         {rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()})
        painter.drawRect(QRectF{corner.x() - side / 2, corner.y() - side / 2, side, side});
}

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
        if (m_layout.shows(side))
            paintStates(painter, content, side);
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
        if (mark >= 6 * text)
            paintFailureMark(painter, state, {place.center().x() - mark / 2, place.center().y() - mark / 2, mark, mark}, m_theme);
    }
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

void ElevationPainter::paintRearInfrastructure(QPainter& painter, const RackDesign& rack) const
{
    const RearInfrastructure rear = rearOf(rack);
    const double text = m_layout.options().textScale;
    const double scale = m_layout.scale();
    const QRectF opening = m_layout.opening(FaceSide::Rear);
    const auto upright = [&](const RearInfrastructure::Span& span, double leftMm, double widthMm,
                             double insetMm) {
        const QRectF rows = m_layout.units(FaceSide::Rear, span.low, span.high - span.low);
        return QRectF{opening.left() + leftMm * scale, rows.top() + insetMm * scale,
                      widthMm * scale, rows.height() - 2 * insetMm * scale};
    };
    const double middle = opening.width() / scale / 2;
    const bool blocks = m_layout.detail() <= FaceDetail::Blocks;
    if (rear.cartridges.any) {
        const QColor colour = m_theme.kind(DeviceRole::ScaleUpSwitch);
        painter.setPen({colour, 0.8 * text});
        painter.setBrush(mixed(colour, m_theme.face, m_theme.dark ? 0.72 : 0.66));
        for (const double offset : {-132.0, -84.0, 50.0, 98.0}) {
            const QRectF cartridge = upright(rear.cartridges, middle + offset, 34, 1.5);
            painter.drawRoundedRect(cartridge, 5 * scale, 5 * scale);
        }
    }
    if (rear.busbar.any) {
        const QColor colour = m_theme.kind(DeviceRole::Power);
        painter.setPen({mixed(colour, Qt::black, 0.75), 0.8 * text});
        painter.setBrush(mixed(colour, m_theme.face, 0.86));
        painter.drawRoundedRect(upright(rear.busbar, middle - 13.5, 27, 0.5), text, text);
    }
    if (!rear.manifolds.any)
        return;
    RearInfrastructure::Span pipes = rear.manifolds;
    const std::pair<QColor, double> sides[] = {{m_theme.supply, 18}, {m_theme.returnPipe, 52}};
    for (const auto& [colour, left] : sides) {
        const QRectF pipe = upright(pipes, left, 17.4, 1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(pipe, pipe.width() / 2.5, pipe.width() / 2.5);
        if (blocks)
            continue;
        const double radius = std::clamp(7.6 * scale, 1.2 * text, 5 * text);
        painter.setPen({colour, std::max(0.7 * text, 3.4 * scale)});
        painter.setBrush(QColor{Qt::white});
        for (const Device* device : rear.couplings) {
            const QRectF row =
                m_layout.units(FaceSide::Rear, device->mount.unit, heightOf(*device->part));
            painter.drawEllipse(QPointF{pipe.center().x(), row.center().y()}, radius, radius);
        }
    }
}

void ElevationPainter::paintBrackets(QPainter& painter, const RackDesign& rack) const
{
    const double text = m_layout.options().textScale;
    const QRectF gutter = m_layout.gutter();
    const QFont countFont = face(painter, 11 * text, QFont::DemiBold);
    const QFont nounFont = face(painter, type::axis * text);
    const double right = m_layout.shows(FaceSide::Rear) && m_layout.options().rulers
        ? m_layout.ruler(FaceSide::Rear).left() + 12 * text
        : gutter.right();
    for (const ElevationRun& run : runsOf(rack)) {
        if (run.devices.size() < 2)
            continue;
        const QRectF rows = m_layout.units(FaceSide::Front, run.low, run.height);
        if (rows.height() < 12 * text)
            continue;
        const double x = gutter.left() + 11 * text;
        const double inset = 1.5 * text;
        painter.setPen({m_theme.kind(run.part->role), 1.5 * text});
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF{
            {QPointF{x - 6 * text, rows.top() + inset}, QPointF{x, rows.top() + inset},
             QPointF{x, rows.bottom() - inset}, QPointF{x - 6 * text, rows.bottom() - inset}}});
        const double left = x + 5 * text;
        const bool two = rows.height() >= 26 * text;
        painter.setPen(m_theme.text);
        painter.setFont(countFont);
        drawText(painter, {left, rows.center().y() + (two ? -1.5 : 4) * text},
                 QStringLiteral("%1\u00a0×").arg(run.devices.size()));
        if (!two)
            continue;
        painter.setPen(m_theme.text2);
        painter.setFont(nounFont);
        drawText(painter, {left, rows.center().y() + 10.5 * text},
                 elided(painter, nounFor(*run.part), right - left));
    }
}

void ElevationPainter::paintLegend(QPainter& painter, const RackDesign& rack) const
{
    const double text = m_layout.options().textScale;
    const QRectF legend = m_layout.legend();
    painter.setPen({m_theme.strong, 1.2 * text});
    painter.drawLine(legend.topLeft() + QPointF{0, 0.6 * text},
                     legend.topRight() + QPointF{0, 0.6 * text});

    // The longest round length that stays below a third of the width.
    int length = 100;
    for (const int candidate : {200, 300, 500, 1000}) {
        if (candidate * m_layout.scale() < legend.width() * 0.25)
            length = candidate;
    }
    const double y = legend.center().y() + 1 * text;
    const double left = legend.left() + 6 * text;
    const double right = left + length * m_layout.scale();
    painter.setPen({m_theme.text2, 1.2 * text});
    painter.drawLine(QPointF{left, y}, QPointF{right, y});
    for (const double x : {left, right})
        painter.drawLine(QPointF{x, y - 3 * text}, QPointF{x, y + 3 * text});
    painter.setFont(face(painter, type::axis * text));
    const QString measure = QStringLiteral("%1\u00a0mm").arg(length);
    drawText(painter, {right + 6 * text, y + 3.8 * text}, measure);
    const double free = right + 6 * text + textWidth(painter, measure) + 14 * text;

    std::vector<std::pair<QColor, QString>> entries;
    if (m_layout.shows(FaceSide::Rear)) {
        const RearInfrastructure rear = rearOf(rack);
        if (rear.manifolds.any) {
            entries.emplace_back(m_theme.supply, QStringLiteral("supply"));
            entries.emplace_back(m_theme.returnPipe, QStringLiteral("return"));
        }
        if (rear.busbar.any)
            entries.emplace_back(m_theme.kind(DeviceRole::Power), QStringLiteral("busbar"));
        if (rear.cartridges.any)
            entries.emplace_back(m_theme.kind(DeviceRole::ScaleUpSwitch),
                                 QStringLiteral("scale-up cartridge"));
    }
    std::set<DeviceRole> roles;
    for (const Device& device : rack.devices()) {
        if (device.part->role != DeviceRole::Passive && roles.insert(device.part->role).second)
            entries.emplace_back(m_theme.kind(device.part->role),
                                 QLatin1StringView{nameOf(device.part->role)});
    }
    double total = 0;
    std::size_t shown = 0;
    const auto widthOf = [&](const QString& words) {
        return 12 * text + textWidth(painter, words) + 10 * text;
    };
    while (shown < entries.size() && free + total + widthOf(entries[shown].second) < legend.right())
        total += widthOf(entries[shown++].second);
    double x = legend.right() - total;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& [colour, words] = entries[i];
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF{x, y - 4 * text, 8 * text, 8 * text}, 1.5 * text,
                                1.5 * text);
        painter.setPen(m_theme.text2);
        drawText(painter, {x + 12 * text, y + 3.8 * text}, words);
        x += widthOf(words);
    }
}

void ElevationPainter::paintMarks(QPainter& painter, const ElevationContent& content) const
{
    if (!content.rack)
        return;
    const double text = m_layout.options().textScale;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintLeaving(painter, content);
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        for (const Device& device : content.rack->devices()) {
            const bool selected = content.selected.contains(device.id);
            const bool hovered = content.hovered == device.id;
            if (!selected && !hovered)
                continue;
            const QRectF place = m_layout.place(*content.rack, *device.part, device.mount, side);
            if (place.isEmpty())
                continue;
            painter.setBrush(Qt::NoBrush);
            painter.setPen({m_theme.accent, (selected ? 2.0 : 1.0) * text});
            painter.drawRoundedRect(place, text, text);
            if (selected && place.height() >= 6 * text)
                paintCorners(painter, place, m_theme.accent, 4 * text);
        }
    }
    if (content.ghost)
        paintGhosts(painter, content);
    paintRubberBand(painter, content.rubberBand, content.touching, m_theme, text);
    painter.restore();
}

void ElevationPainter::paintLeaving(QPainter& painter, const ElevationContent& content) const
{
    const double text = m_layout.options().textScale;
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        for (const model::DeviceId& id : content.leaving) {
            const Device* device = content.rack->device(id);
            if (!device)
                continue;
            const QRectF place = m_layout.place(*content.rack, *device->part, device->mount, side);
            if (place.isEmpty())
                continue;
            QColor veil = m_theme.opening;
            veil.setAlphaF(0.72F);
            painter.setBrush(veil);
            QPen pen{m_theme.strong, 1 * text};
            pen.setDashPattern({4, 3});
            painter.setPen(pen);
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
        }
    }
}

void ElevationPainter::paintGhosts(QPainter& painter, const ElevationContent& content) const
{
    const ElevationGhost& ghost = *content.ghost;
    const double text = m_layout.options().textScale;
    const QColor colour = ghost.style.colour(m_theme);
    std::optional<QRectF> lit;
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        // Pieces that touch are one ghost.
        std::vector<QRectF> pieces;
        for (const GhostDevice& device : ghost.devices) {
            const QRectF place = m_layout.place(*content.rack, *device.part, device.mount, side);
            if (!place.isEmpty())
                pieces.push_back(place);
        }
        std::ranges::sort(pieces, std::greater{}, &QRectF::bottom);
        std::vector<QRectF> joined;
        for (const QRectF& piece : pieces) {
            if (!joined.empty() && std::abs(joined.back().top() - piece.bottom()) < 0.5
                && std::abs(joined.back().left() - piece.left()) < 0.5)
                joined.back() |= piece;
            else
                joined.push_back(piece);
        }
        const bool rearMounted =
            !ghost.devices.empty() && ghost.devices.front().mount.face != Face::Front;
        const bool mirrored = (side == FaceSide::Rear) != rearMounted;
        for (const QRectF& piece : joined)
            paintGhost(painter, piece, ghost.style, m_theme, text, mirrored);
        painter.setPen({colour, 0.8 * text});
        for (std::size_t i = 1; i < pieces.size(); ++i)
            painter.drawLine(pieces[i].bottomLeft(), pieces[i].bottomRight());
        if (mirrored)
            continue;
        for (const GhostDevice& device : ghost.devices) {
            const QRectF place = m_layout.place(*content.rack, *device.part, device.mount, side);
            if (place.isEmpty() || device.mount.face == Face::ZeroULeft
                || device.mount.face == Face::ZeroURight)
                continue;
            lit = lit ? *lit | place : place;
            const double pixels = std::clamp(m_layout.unitHeight() / text * 0.72, 9.0, 12.0) * text;
            if (place.height() < pixels)
                continue;
            const double baseline = place.center().y() + pixels * 0.36;
            double left = place.left() + 10 * text;
            if (ghost.style.verdict != Verdict::Fits) {
                const double side2 = std::min(place.height() - 2 * text, 12 * text);
                paintGlyph(
                    painter,
                    ghost.style.verdict == Verdict::Refused ? Glyph::Error : ghost.style.glyph,
                    {left - 5 * text, place.center().y() - side2 / 2, side2, side2}, m_theme);
                left += side2;
            }
            painter.setFont(face(painter, pixels, QFont::DemiBold));
            painter.setPen(colour);
            const double noteWidth =
                device.note.isEmpty() ? 0 : textWidth(painter, device.note) + 8 * text;
            drawText(painter, {left, baseline},
                     elided(painter, device.label, place.right() - left - noteWidth - 6 * text));
            if (!device.note.isEmpty() && left + noteWidth < place.right())
                drawText(painter, {place.right() - 7 * text, baseline}, device.note,
                         Qt::AlignRight);
        }
    }
    if (!lit)
        return;
    // Unit numbers light up, and a guide line crosses front and rear.
    const QRectF ruler =
        m_layout.ruler(m_layout.shows(FaceSide::Front) ? FaceSide::Front : FaceSide::Rear);
    const QRectF far =
        m_layout.frame(m_layout.shows(FaceSide::Rear) ? FaceSide::Rear : FaceSide::Front);
    QPen guide{colour, 1 * text};
    guide.setDashPattern({2, 3});
    painter.setPen(guide);
    painter.drawLine(
        QPointF{ruler.isEmpty() ? lit->left() : ruler.left() + 3 * text, lit->bottom()},
        QPointF{far.right(), lit->bottom()});
    if (ruler.isEmpty())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(
        QRectF{ruler.right() - 27 * text, lit->top() + 0.5, 23 * text, lit->height() - 1},
        2.5 * text, 2.5 * text);
    painter.setFont(face(painter, 9.8 * text, QFont::DemiBold));
    painter.setPen(inkOn(colour));
    const double unit = m_layout.unitHeight();
    const QRectF opening = m_layout.opening(FaceSide::Front).isEmpty()
        ? m_layout.opening(FaceSide::Rear)
        : m_layout.opening(FaceSide::Front);
    const int low = static_cast<int>(std::floor((opening.bottom() - lit->bottom()) / unit + 1.01));
    const int high = static_cast<int>(std::floor((opening.bottom() - lit->top()) / unit + 0.51));
    const bool every = unit >= everyNumberFrom * text;
    for (int number = low; number <= high; ++number) {
        if (!every && number != (low + high) / 2)
            continue;
        const QRectF row =
            m_layout.units(FaceSide::Front, RackUnit::whole(number), RackUnits::whole(1));
        const QString words = every || low == high ? QString::number(number)
                                                   : QStringLiteral("%1–%2").arg(low).arg(high);
        drawText(painter, {ruler.right() - 6.5 * text, row.center().y() + 3.5 * text}, words,
                 Qt::AlignRight);
    }
}

} // namespace colonnade::render
