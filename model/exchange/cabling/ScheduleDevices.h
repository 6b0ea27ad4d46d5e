#pragma once

#include "model/exchange/cabling/ScheduleEnds.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// A device that some cable of a schedule goes to.
struct ScheduleDevice {
    DevicePlace place;
    bool isSwitch = false; ///< Of some fabric, or by its kind.
    int tier = 0;          ///< The highest that it has in a fabric; 0: endpoint of all.
};

/// The devices of a schedule, each once however many fabrics it is in, in the order in which the sections name them.
class ScheduleDevices {
public:
    explicit ScheduleDevices(const CableSchedule& schedule);
    [[nodiscard]] std::span<const ScheduleDevice> all() const { return m_devices; }
    [[nodiscard]] std::uint32_t index(std::size_t section, std::uint32_t node) const { return m_index[section][node]; }

private:
    std::vector<ScheduleDevice> m_devices;
    std::vector<std::vector<std::uint32_t>> m_index;
};

/// What a target takes as a name.
struct NameLimits {
    std::size_t longest = 64;
    bool hostName = true; ///< Small letters, digits and '-', not at an edge: RFC 1123. Else letters of both cases, '_' and '.' too.
};

/// A name of a target made of `text`: what it does not take becomes '-'; what is too long is cut and ends with eight hexadecimal
/// digits of the SHA-256 of the whole, so that it is the same in every export. Never empty.
std::string fittedName(std::string_view text, const NameLimits& limits);

/// The devices' names by the naming, as a target takes them, by index. Fails, naming two devices, where they would be one there.
Result<std::vector<std::string>> externalNames(const CableSchedule& schedule, const ScheduleDevices& devices, const NameLimits& limits);

} // namespace colonnade::model
