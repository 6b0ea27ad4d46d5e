#pragma once

#include "model/fabric/FabricLinks.h"

#include <string_view>
#include <vector>

namespace colonnade::model {

/// A port that no cable takes.
struct FreePort {
    PortRef ref;
    PartRef part; ///< Whose port it is.
    Port port;
    int tier = -1; ///< Of its device in the fabric: 0 endpoint, 1 leaf, and so on; -1: it takes no part in it.
};

/// Where a link by hand of a fabric of `pod` (null: of the hall) can end: ports that neither a fabric there nor, of a pod, one of
/// the hall that joins it has taken. Devices of the fabric come first, its switches before its endpoints. Empty where there is no
/// such fabric.
std::vector<FreePort> freePorts(const Design& design, const PodDesignRef& pod, const FabricId& fabric);

/// What a cable between two ports has to do.
Connection connectionBetween(const FreePort& a, const FreePort& b);

} // namespace colonnade::model
