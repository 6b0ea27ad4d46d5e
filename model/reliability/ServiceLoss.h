#pragma once

#include "model/units/Id.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace colonnade::model {

/// A pump of a CDU that has failed.
struct LostPump {
    PlacementId placement;          ///< The CDU, or the rack that holds it.
    std::optional<DeviceId> device; ///< In that rack.
    int number = 1;
    bool operator==(const LostPump&) const = default;
};

/// A cable of a fabric that has failed, all that belongs to one of its rails or planes, or what ran through a tray.
struct LostLinks {
    FabricId fabric;
    std::optional<int> cable; ///< By its number in the plan, from 1.
    std::optional<int> rail;  ///< From 1: its links and its leaves' ports.
    std::optional<int> plane; ///< From 1: its links.
    std::vector<std::uint32_t> links; ///< In the plan.
    bool operator==(const LostLinks&) const = default;
};

/// What of an arrangement has failed that the power chain does not feel.
struct ServiceLoss {
    std::vector<LoopId> loops;
    std::vector<LostPump> pumps; ///< Of CDUs.
    std::vector<LostLinks> links;
    [[nodiscard]] bool empty() const { return loops.empty() && pumps.empty() && links.empty(); }
    bool operator==(const ServiceLoss&) const = default;
};

} // namespace colonnade::model
