#include "model/exchange/cabling/ListedPorts.h"

#include "model/exchange/cabling/ScheduleSearch.h"
#include "model/units/Text.h"

namespace colonnade::model {

Result<ListedPorts> ListedPorts::create(const CableSchedule& schedule, const ScheduleDevices& devices)
{
    const auto names = externalNames(schedule, devices, {});
    if (!names)
        return tl::unexpected{names.error()};
    ListedPorts listed;
    const auto count = static_cast<std::uint32_t>(names->size());
    // What an export would say comes first; the other names count where nothing else is called so.
    for (std::uint32_t i = 0; i < count; ++i)
        listed.m_devices.emplace((*names)[i], i);
    for (std::uint32_t i = 0; i < count; ++i)
        listed.m_devices.emplace(foldedCase(devices.all()[i].place.path()), i);
    for (std::uint32_t i = 0; i < count; ++i)
        listed.m_devices.emplace(foldedCase(schedule.names().device(devices.all()[i].place)), i);
    return listed;
}

std::optional<std::uint32_t> ListedPorts::device(std::string_view name) const
{
    const auto found = m_devices.find(foldedCase(name));
    return found == m_devices.end() ? std::nullopt : std::optional{found->second};
}

const ListedPorts::Ports& ListedPorts::portsNamed(const PartRef& part)
{
    const auto [at, isNew] = m_ports.try_emplace(part.get());
    if (!isNew)
        return at->second;
    Ports& named = at->second;
    const std::vector<Port> ports = portsOf(*part);
    const bool isSwitch = part->kind == PartKind::Switch;
    for (std::size_t i = 0; i < ports.size(); ++i)
        named.emplace(pointToPointPort(*part, {&ports[i], 0, false}, i), i);
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const Port& port = ports[i];
        named.emplace(CableNames::portText({&port, 0, false}), i);
        named.emplace(fmt::format("{}/{}", word(port.role), port.index), i);
        if (isSwitch && port.role == PortRole::Any)
            named.emplace(port.shared > 1 ? fmt::format("sw{}p{}", port.cage + 1, port.place + 1) : fmt::format("swp{}", port.cage + 1), i);
        else if (!isSwitch)
            named.emplace(fmt::format("mlx5_{}", i), i);
    }
    return named;
}

std::optional<std::uint64_t> ListedPorts::port(std::uint32_t device, const PartRef& part, std::string_view text)
{
    const Ports& ports = portsNamed(part);
    const std::string folded = foldedCase(text);
    if (const auto found = ports.find(folded); found != ports.end())
        return key(device, found->second, 0);
    // A piece of a split port: "s" and its number from 0, or "/" and its number from 1.
    const std::size_t digits = folded.find_last_not_of("0123456789") + 1;
    if (digits == 0 || digits == folded.size())
        return std::nullopt;
    const char mark = folded[digits - 1];
    const auto number = wholeFrom(std::string_view{folded}.substr(digits));
    if ((mark != 's' && mark != '/') || !number || *number > 255 || (mark == '/' && *number == 0))
        return std::nullopt;
    const auto found = ports.find(folded.substr(0, digits - 1));
    if (found == ports.end())
        return std::nullopt;
    return key(device, found->second, static_cast<int>(*number) - (mark == '/' ? 1 : 0));
}

} // namespace colonnade::model
