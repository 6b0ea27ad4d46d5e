#include "render/elevation/ElevationPainter.h"

#include "render/theme/Fonts.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

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

} // namespace

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
        const bool two = rows.height() >= 22 * text;
        const QString count = QStringLiteral("%1\u00a0×").arg(run.devices.size());
        painter.setPen(m_theme.text);
        painter.setFont(countFont);
        drawText(painter, {left, rows.center().y() + (two ? -1.5 : 4) * text}, count);
        const double after = left + textWidth(painter, count) + 4 * text;
        const QString noun = nounFor(*run.part);
        painter.setPen(m_theme.text2);
        painter.setFont(nounFont);
        if (two)
            drawText(painter, {left, rows.center().y() + 10.5 * text}, elided(painter, noun, right - left));
        else if (after + textWidth(painter, noun) <= right)
            drawText(painter, {after, rows.center().y() + 4 * text}, noun);
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

} // namespace colonnade::render
