#pragma once

#include "model/catalog/PartType.h"
#include "model/units/Id.h"
#include "model/units/Quantity.h"
#include "model/units/Result.h"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// One logical port: the device's path in the thing that holds the cable, the role, and the number from 1 among
/// the ports of that role. Written "a01/c05:compute/3".
struct PortRef {
    std::string device; ///< Instance path relative to the holder: "c05" in a rack, "a01/c05" in a pod.
    PortRole role = PortRole::Any;
    int index = 1;
    auto operator<=>(const PortRef&) const = default;
};
std::string text(const PortRef& port);
Result<PortRef> portFrom(std::string_view text);

/// A cable placed by hand.
struct HandCable {
    CableId id;
    PortRef from, to;
    PartRef medium;               ///< Null: not chosen yet.
    std::optional<Metres> length; ///< Absent: from the route.
    bool operator==(const HandCable& other) const;
};

} // namespace colonnade::model
