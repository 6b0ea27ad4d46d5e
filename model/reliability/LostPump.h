#pragma once

#include "model/units/Id.h"

#include <optional>

namespace colonnade::model {

/// A pump of a CDU that has failed.
struct LostPump {
    PlacementId placement;          ///< The CDU, or the rack that holds it.
    std::optional<DeviceId> device; ///< In that rack.
    int number = 1;
    bool operator==(const LostPump&) const = default;
};

} // namespace colonnade::model
