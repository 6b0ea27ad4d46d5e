#pragma once

#include "model/exchange/cabling/PointToPoint.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace colonnade::model {

/// Finds what the names of a list mean in a schedule.
class ListedPorts {
public:
    /// A port of a device, or a piece of it, as one number that sorts by device, port, piece.
    static constexpr std::uint64_t key(std::uint32_t device, std::size_t port, int piece)
    {
        return std::uint64_t{device} << 32U | static_cast<std::uint64_t>(port) << 8U | static_cast<std::uint64_t>(piece);
    }

    /// Fails where two devices would have one name.
    static Result<ListedPorts> create(const CableSchedule& schedule, const ScheduleDevices& devices);

    /// By the name in an export, by the templates' name, by the path; upper and lower case are one.
    [[nodiscard]] std::optional<std::uint32_t> device(std::string_view name) const;
    /// By any of the ways in which a port is written: "12/2", "12.2", "any/24", "swp12" of a switch, "3", "compute3", "compute/3", "mlx5_2"
    /// of a host; "12.2s0" and "12/2/1" are pieces.
    std::optional<std::uint64_t> port(std::uint32_t device, const PartRef& part, std::string_view text);

private:
    using Ports = std::unordered_map<std::string, std::size_t>;
    const Ports& portsNamed(const PartRef& part);
    std::unordered_map<std::string, std::uint32_t> m_devices;
    std::unordered_map<const PartType*, Ports> m_ports;
};

} // namespace colonnade::model
