#include "model/exchange/cabling/CableNames.h"

#include "model/design/NameFields.h"

#include <algorithm>

namespace colonnade::model {

/// What stands for the placeholders of a device.
struct CableNames::Fields {
    std::array<std::string_view, 10> values;
    std::string grid, unit;
    [[nodiscard]] std::string_view value(std::size_t name) const
    {
        return name == static_cast<std::size_t>(PortField::Unit) ? std::string_view{unit}
            : name == static_cast<std::size_t>(PortField::Grid)  ? std::string_view{grid}
                                                                  : values[name];
    }
};

namespace {

constexpr std::size_t index(PortField field)
{
    return static_cast<std::size_t>(field);
}

Point lowest(Point a, Point b)
{
    return {std::min(a.x, b.x), std::min(a.y, b.y)};
}

/// Where the floor grid begins: the south-west corner of the outline, or of all that stands there.
Point originOf(const Hall& hall)
{
    std::optional<Point> corner;
    const auto take = [&](Point point) { corner = corner ? lowest(*corner, point) : point; };
    for (const Point point : hall.outline)
        take(point);
    if (corner)
        return *corner;
    for (const PodPlacement& pod : hall.pods)
        take(pod.footprint().at);
    for (const Placement& placement : hall.arrangement.placements)
        take(placement.footprint().at);
    return corner.value_or(Point{});
}

std::string letters(std::int64_t number)
{
    std::string text;
    for (number = std::max<std::int64_t>(number, 0); number > 0 || text.size() < 2; number /= 26)
        text.insert(text.begin(), static_cast<char>('A' + number % 26));
    return text;
}

bool isOfPort(const NameTemplate::Piece& piece)
{
    return piece.placeholder && piece.name >= index(PortField::Port);
}

} // namespace

std::string DevicePlace::path() const
{
    std::string text = pod ? pod->id.text() + '/' : std::string{};
    text += placement->id.text();
    if (device)
        text += '/' + device->id.text();
    return text;
}

Result<CableNames> CableNames::create(const Design& design, const CableNaming& naming)
{
    CableNames names;
    auto device = NameTemplate::parse(naming.device, "device", deviceFieldNames());
    auto port = NameTemplate::parse(naming.port, "port", portFieldNames());
    auto label = NameTemplate::parse(naming.label, "label", labelFieldNames());
    auto cable = NameTemplate::parse(naming.cable, "cable", cableFieldNames());
    for (const auto* parsed : {&device, &port, &label, &cable}) {
        if (!*parsed)
            return tl::unexpected{parsed->error()};
    }
    names.m_naming = naming;
    names.m_device = std::move(*device);
    names.m_port = std::move(*port);
    names.m_label = std::move(*label);
    names.m_cable = std::move(*cable);
    const Hall& hall = *design.hall();
    names.m_hall = hall.name;
    names.m_origin = originOf(hall);
    names.m_tile = std::max(hall.tile, Millimetres{1});
    names.m_usesGrid = names.m_device.uses(index(PortField::Grid)) || names.m_port.uses(index(PortField::Grid));

    const auto pieces = names.m_port.pieces();
    const auto first = std::find_if(pieces.begin(), pieces.end(), isOfPort);
    names.m_devicePieces = static_cast<std::size_t>(first - pieces.begin());
    names.m_separable = std::all_of(first, pieces.end(), [](const auto& piece) { return !piece.placeholder || isOfPort(piece); });

    const auto ends = names.m_label.pieces();
    const auto isField = [&](std::size_t at, LabelField field) {
        return at < ends.size() && ends[at].placeholder && ends[at].name == static_cast<std::size_t>(field);
    };
    if ((ends.size() == 3 || ends.size() == 4) && isField(0, LabelField::Near) && !ends[1].placeholder && isField(2, LabelField::Far)
        && (ends.size() == 3 || isField(3, LabelField::Strand)))
        names.m_between = ends[1].text;
    const auto parts = names.m_cable.pieces();
    const auto isNumber = [](const NameTemplate::Piece& piece) {
        return piece.placeholder && piece.name == static_cast<std::size_t>(CableField::Number);
    };
    if (isNumber(parts.back()) && std::count_if(parts.begin(), parts.end(), isNumber) == 1)
        names.m_numberWidth = std::max<std::size_t>(parts.back().width, 1);
    return names;
}

CableNames::Fields CableNames::fieldsOf(const DevicePlace& place) const
{
    Fields fields;
    const Placement& placement = *place.placement;
    fields.unit = unitText(place.device);
    if (m_usesGrid)
        fields.grid = gridText(place);
    auto& values = fields.values;
    values[index(PortField::Hall)] = m_hall;
    if (place.pod)
        values[index(PortField::Pod)] = place.pod->id.text();
    if (placement.row) {
        const auto& rows = place.arrangement->rows;
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& item) { return item.id == *placement.row; });
        values[index(PortField::Row)] = row == rows.end() || row->name.empty() ? placement.row->text() : row->name;
    }
    values[index(PortField::Rack)] = placement.id.text();
    values[index(PortField::RackLabel)] = placement.label.empty() ? placement.id.text() : placement.label;
    if (place.device) {
        values[index(PortField::Device)] = place.device->id.text();
        values[index(PortField::DeviceLabel)] = place.device->label.empty() ? place.device->id.text() : place.device->label;
    }
    values[index(PortField::Model)] = place.part()->model;
    return fields;
}

std::string CableNames::device(const DevicePlace& place) const
{
    const Fields fields = fieldsOf(place);
    std::string out;
    bool drop = false;
    for (const NameTemplate::Piece& piece : m_device.pieces()) {
        NameTemplate::append(out, piece, piece.placeholder ? fields.value(piece.name) : std::string_view{}, drop);
    }
    return out;
}

std::string CableNames::port(const DevicePlace& place, const PortPiece& port) const
{
    std::string out;
    if (m_separable) {
        appendDeviceSide(out, place);
        return out + portSide(port);
    }
    const Fields fields = fieldsOf(place);
    const std::string text = portText(port);
    return m_port.filled([&](std::size_t name) -> std::string_view {
        if (name == index(PortField::Port))
            return text;
        if (name == index(PortField::Role))
            return word(port.port->role);
        return fields.value(name);
    });
}

void CableNames::appendDeviceSide(std::string& out, const DevicePlace& place) const
{
    const Fields fields = fieldsOf(place);
    bool drop = false;
    for (const NameTemplate::Piece& piece : m_port.pieces().first(m_devicePieces)) {
        NameTemplate::append(out, piece, piece.placeholder ? fields.value(piece.name) : std::string_view{}, drop);
    }
}

std::string CableNames::portSide(const PortPiece& port) const
{
    std::string out;
    const std::string text = portText(port);
    bool drop = false;
    for (const NameTemplate::Piece& piece : m_port.pieces().subspan(m_devicePieces)) {
        const bool isPort = piece.placeholder && piece.name == index(PortField::Port);
        NameTemplate::append(out, piece, isPort ? std::string_view{text} : word(port.port->role), drop);
    }
    return out;
}

std::string CableNames::cable(const PodPlacement* pod, const Fabric& fabric, std::size_t number) const
{
    const std::string count = fmt::format("{}", number);
    return m_cable.filled([&](std::size_t name) -> std::string_view {
        switch (static_cast<CableField>(name)) {
        case CableField::Hall: return m_hall;
        case CableField::Pod: return pod ? std::string_view{pod->id.text()} : std::string_view{};
        case CableField::Fabric: return fabric.id.text();
        case CableField::Number: break;
        }
        return count;
    });
}

std::string CableNames::label(std::string_view near, std::string_view far, std::string_view cable, int strand) const
{
    const std::string count = strand > 1 ? fmt::format("+{}", strand) : std::string{};
    return m_label.filled([&](std::size_t name) -> std::string_view {
        switch (static_cast<LabelField>(name)) {
        case LabelField::Near: return near;
        case LabelField::Far: return far;
        case LabelField::Strand: return count;
        case LabelField::Cable: break;
        }
        return cable;
    });
}

std::string CableNames::portText(const PortPiece& piece)
{
    const Port& port = *piece.port;
    std::string text;
    if (port.role == PortRole::Any)
        text = port.shared > 1 ? fmt::format("{}.{}", port.cage + 1, port.place + 1) : fmt::format("{}", port.cage + 1);
    else
        text = fmt::format("{}{}", word(port.role), port.index);
    if (piece.split || piece.piece > 0)
        text += fmt::format("s{}", piece.piece);
    return text;
}

std::string CableNames::unitText(const Device* device)
{
    if (!device)
        return {};
    const Mount& mount = device->mount;
    if (isZeroU(mount.face))
        return fmt::format("Z{}{}", mount.face == Face::ZeroULeft ? 'L' : 'R', mount.unit.value());
    std::string text = fmt::format("{}", mount.unit.value());
    if (mount.face == Face::Rear)
        text += 'r';
    if (mount.slot != Slot::Full)
        text += mount.slot == Slot::Left ? 'L' : 'R';
    return text;
}

std::string CableNames::gridText(const DevicePlace& place) const
{
    const FloorRect area = place.pod ? place.pod->footprint(*place.placement) : place.placement->footprint();
    const Point from = area.at - m_origin;
    const auto tile = m_tile.value();
    return fmt::format("{}{:02}", letters(from.x.value() / tile), std::max<std::int64_t>(from.y.value() / tile, 0) + 1);
}

} // namespace colonnade::model
