#pragma once

#include "model/design/NameTemplate.h"

#include <array>
#include <span>
#include <string_view>

namespace colonnade::model {

/// What the placeholders of `CableNaming` stand for, in the order of their names.
enum class PortField : std::uint8_t { Hall, Pod, Row, Rack, RackLabel, Grid, Unit, Device, DeviceLabel, Model, Port, Role };
enum class LabelField : std::uint8_t { Near, Far, Strand, Cable };
enum class CableField : std::uint8_t { Hall, Pod, Fabric, Number };

inline std::span<const std::string_view> portFieldNames()
{
    static constexpr std::array<std::string_view, 12> names{"hall", "pod",  "row",    "rack",         "rack_label", "grid",
                                                            "unit", "device", "device_label", "model", "port",       "role"};
    return names;
}
/// A device takes what a port takes, but for the port itself.
inline std::span<const std::string_view> deviceFieldNames()
{
    return portFieldNames().first(10);
}
inline std::span<const std::string_view> labelFieldNames()
{
    static constexpr std::array<std::string_view, 4> names{"near", "far", "strand", "cable"};
    return names;
}
inline std::span<const std::string_view> cableFieldNames()
{
    static constexpr std::array<std::string_view, 4> names{"hall", "pod", "fabric", "n"};
    return names;
}

} // namespace colonnade::model
