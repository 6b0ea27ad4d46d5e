#include "model/fabric/Ports.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

bool forManagement(PortRole role)
{
    return role == PortRole::Management || role == PortRole::Bmc;
}

constexpr std::size_t roleCount = static_cast<std::size_t>(PortRole::Any) + 1;

Result<Port> portOfDevice(const PartType& part, const PortRef& port)
{
    if (const auto found = portOf(part, port.role, port.index))
        return *found;
    const int count = portCount(part, port.role);
    if (count == 0)
        return fail("'{}' ({}) has no {} port", shown(port.device), part.model, word(port.role));
    return fail("'{}' ({}) has {} {} ports, not {}", shown(port.device), part.model, count,
                word(port.role), port.index);
}

} // namespace

std::vector<Port> portsOf(const PartType& part)
{
    std::vector<Port> ports;
    std::array<int, roleCount> counted{};
    int cage = 0;
    for (const Cages& row : part.cages) {
        int& index = counted[static_cast<std::size_t>(row.role)];
        for (int i = 0; i < row.count; ++i, ++cage) {
            for (int place = 0; place < row.portsPerCage; ++place)
                ports.push_back(
                    {row.role, ++index, row.form, row.portSpeed, cage, place, row.portsPerCage});
        }
    }
    return ports;
}

std::optional<Port> portOf(const PartType& part, PortRole role, int index)
{
    int before = 0;
    int cage = 0;
    for (const Cages& row : part.cages) {
        if (row.role == role && index >= 1 && index <= before + row.ports()) {
            const int offset = index - before - 1;
            return Port{role,
                        index,
                        row.form,
                        row.portSpeed,
                        cage + offset / row.portsPerCage,
                        offset % row.portsPerCage,
                        row.portsPerCage};
        }
        if (row.role == role)
            before += row.ports();
        cage += row.count;
    }
    return std::nullopt;
}

int portCount(const PartType& part, PortRole role)
{
    int count = 0;
    for (const Cages& row : part.cages)
        count += row.role == role ? row.ports() : 0;
    return count;
}

UsablePorts usablePorts(std::span<const Port> ports, PortRole endpointPorts)
{
    const bool plain = std::any_of(ports.begin(), ports.end(), [](const Port& p) { return !forManagement(p.role); });
    const auto usable = [&](const Port& port) {
        return !forManagement(port.role) || (!plain && forManagement(endpointPorts));
    };
    struct Kind {
        CageForm form;
        GigabitsPerSecond speed;
        double carried;
    };
    std::vector<Kind> kinds;
    for (const Port& port : ports) {
        if (!usable(port) || port.form == CageForm::Rj45)
            continue;
        auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& item) {
            return item.form == port.form && item.speed == port.speed;
        });
        if (kind == kinds.end())
            kind = kinds.insert(kind, {port.form, port.speed, 0});
        kind->carried += port.speed.value();
    }
    const auto trunk = std::max_element(kinds.begin(), kinds.end(), [](const Kind& a, const Kind& b) { return a.carried < b.carried; });
    UsablePorts found;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const Port& port = ports[i];
        if (!usable(port))
            continue;
        if (port.form == CageForm::Rj45) {
            found.copper.push_back(static_cast<std::uint16_t>(i));
            found.copperSpeed = port.speed;
        } else if (port.form == trunk->form && port.speed == trunk->speed) {
            found.trunk.push_back(static_cast<std::uint16_t>(i));
            found.trunkSpeed = port.speed;
        }
    }
    return found;
}

CageForm plugCage(const PartType& holder, CageForm form)
{
    if (form != CageForm::Osfp && form != CageForm::OsfpTwin)
        return form;
    const bool airCooledSwitch =
        holder.kind == PartKind::Switch && holder.cooling.liquidFraction.value_or(0) < 0.5;
    return airCooledSwitch ? form : CageForm::OsfpRhs;
}

bool accepts(CageForm cage, CageForm plug)
{
    if (cage == plug)
        return cage != CageForm::Other;
    switch (cage) {
    case CageForm::OsfpTwin: return plug == CageForm::Osfp;
    case CageForm::Osfp: return plug == CageForm::OsfpTwin;
    case CageForm::QsfpDd:
        return plug == CageForm::Qsfp112 || plug == CageForm::Qsfp56 || plug == CageForm::Qsfp28;
    case CageForm::Qsfp112: return plug == CageForm::Qsfp56 || plug == CageForm::Qsfp28;
    case CageForm::Qsfp56: return plug == CageForm::Qsfp28;
    case CageForm::Sfp56: return plug == CageForm::Sfp28;
    default: return false;
    }
}

Result<PortPlace> portAt(const Arrangement& arrangement, const PortRef& port)
{
    const std::string_view path = port.device;
    const auto slash = path.find('/');
    const auto name = path.substr(0, slash);
    const auto found = std::find_if(arrangement.placements.begin(), arrangement.placements.end(),
                                    [&](const Placement& item) { return item.id.text() == name; });
    if (found == arrangement.placements.end())
        return fail("There is no '{}' for the port '{}'", shown(name), shown(text(port)));

    PortPlace place;
    place.placement = &*found;
    if (const PartRef* unit = found->unit(); unit && slash == std::string_view::npos) {
        place.part = *unit;
    } else if (const RackDesignRef* rack = found->rack(); rack && slash != std::string_view::npos) {
        for (const Device& device : (*rack)->devices()) {
            if (device.id.text() == path.substr(slash + 1))
                place.device = &device;
        }
        if (place.device)
            place.part = place.device->part;
    }
    if (!place.part)
        return fail("There is no device '{}' for the port '{}'", shown(path), shown(text(port)));
    auto end = portOfDevice(*place.part, port);
    if (!end)
        return tl::unexpected<Error>{end.error()};
    place.port = *end;
    return place;
}

Result<PortPlace> portAt(const RackDesign& rack, const PortRef& port)
{
    for (const Device& device : rack.devices()) {
        if (device.id.text() != port.device)
            continue;
        auto end = portOfDevice(*device.part, port);
        if (!end)
            return tl::unexpected<Error>{end.error()};
        return PortPlace{nullptr, &device, device.part, *end};
    }
    return fail("Rack design '{}' has no device '{}'", rack.id(), shown(port.device));
}

} // namespace colonnade::model
