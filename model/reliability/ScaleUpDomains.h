#pragma once

#include "model/design/Design.h"

#include <cstdint>
#include <vector>

namespace colonnade::model {

/// Numbers for all devices and floor units of an arrangement, so that what is dark fits into one row of flags.
class DeviceNumbers {
public:
    explicit DeviceNumbers(const Arrangement& arrangement);
    /// `device` in the rack design's `devices()`; -1: the floor unit, or the rack itself.
    [[nodiscard]] std::size_t of(std::size_t placement, std::int32_t device) const
    {
        return m_first[placement] + static_cast<std::size_t>(device + 1);
    }
    [[nodiscard]] std::size_t size() const { return m_first.back(); }
    struct Device {
        std::size_t placement = 0;
        std::int32_t device = -1;
    };
    [[nodiscard]] Device at(std::size_t number) const;

private:
    std::vector<std::size_t> m_first;
};

/// Accelerators that one scale-up network joins.
struct ScaleUpGroup {
    std::vector<std::size_t> devices;  ///< That hold them; by number.
    std::vector<std::size_t> switches; ///< Of the network; by number. Empty where it lies within one device.
    int accelerators = 0;
};

/// The scale-up domains of an arrangement: trays of a rack-scale system share those that its entry states, servers have
/// their own. Where no entry states a size, each device is one by itself.
std::vector<ScaleUpGroup> scaleUpGroups(const Arrangement& arrangement, const DeviceNumbers& numbers, const Catalog& catalog);

} // namespace colonnade::model
