#include "model/exchange/cabling/ScheduleDevices.h"

#include "model/exchange/Sha256.h"

#include <algorithm>
#include <unordered_map>

namespace colonnade::model {

ScheduleDevices::ScheduleDevices(const CableSchedule& schedule)
{
    std::unordered_map<std::string, std::uint32_t> known;
    for (const ScheduleSection& section : schedule.sections()) {
        const FabricPlan& plan = *section.plan;
        std::vector<std::uint32_t>& index = m_index.emplace_back(plan.nodes.size());
        for (std::uint32_t node = 0; node < plan.nodes.size(); ++node) {
            const DevicePlace place = placeOf(section, node);
            const auto [at, isNew] = known.emplace(place.path(), static_cast<std::uint32_t>(m_devices.size()));
            if (isNew)
                m_devices.push_back({place, place.part()->kind == PartKind::Switch, 0});
            ScheduleDevice& device = m_devices[at->second];
            device.isSwitch |= node < plan.switchCount;
            device.tier = std::max<int>(device.tier, plan.nodes[node].tier);
            index[node] = at->second;
        }
    }
}

std::string fittedName(std::string_view text, const NameLimits& limits)
{
    std::string name;
    for (const char c : text) {
        const bool great = c >= 'A' && c <= 'Z';
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (!limits.hostName && (great || c == '_' || c == '.'));
        if (plain)
            name += c;
        else if (great)
            name += static_cast<char>(c - 'A' + 'a');
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    if (name.empty() || name.size() > limits.longest) {
        constexpr std::size_t digits = 8;
        name.resize(std::min(name.size(), limits.longest - digits - 1));
        name += (name.empty() ? "x" : "-") + sha256(text).substr(0, digits);
    }
    return name;
}

Result<std::vector<std::string>> externalNames(const CableSchedule& schedule, const ScheduleDevices& devices, const NameLimits& limits)
{
    std::vector<std::string> names;
    std::unordered_map<std::string, std::size_t> taken;
    for (const ScheduleDevice& device : devices.all()) {
        names.push_back(fittedName(schedule.names().device(device.place), limits));
        const auto [at, isNew] = taken.emplace(names.back(), names.size() - 1);
        if (!isNew)
            return fail("'{}' and '{}' would both be called '{}' there; a naming with more in its device names tells them apart",
                        devices.all()[at->second].place.path(), device.place.path(), names.back());
    }
    return names;
}

} // namespace colonnade::model
