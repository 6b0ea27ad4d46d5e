#pragma once

#include "model/design/RackDesign.h"

#include <memory>
#include <optional>

namespace colonnade::model {

/// The worst loss of one device of a kind inside a rack.
struct RackTaker {
    DeviceId device;
    Side side = Side::A;
    double accelerators = 0; ///< That stop with it.
};

/// What the loss of one rack PDU or power shelf takes with it. Absent: the rack has none of the kind, or no accelerators.
struct RackLosses {
    std::optional<RackTaker> pdu, shelf;
};
/// Remembered for as long as the rack design lives.
std::shared_ptr<const RackLosses> rackLosses(const RackDesignRef& rack);

} // namespace colonnade::model
