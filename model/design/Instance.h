#pragma once

#include "model/design/Design.h"

#include <functional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// One placed rack or floor unit, found in the hall: where it stands and what it is.
struct Instance {
    std::string path;                     ///< "su-1/a04", or "x01" for one that stands alone.
    const PodPlacement* pod = nullptr;    ///< Null for one that stands alone.
    const Placement* placement = nullptr; ///< In the pod design's arrangement, or in the hall's.
    FloorRect footprint;                  ///< In the hall.
    Turn turn = Turn::None;               ///< In the hall.
    [[nodiscard]] const RackDesign* rack() const { return placement->rack() ? placement->rack()->get() : nullptr; }
    /// The arrangement that holds its feeds, loops and fabrics.
    [[nodiscard]] const Arrangement& arrangement(const Hall& hall) const
    {
        return pod ? pod->pod->arrangement() : hall.arrangement;
    }
};

/// "su-1/a04"; "x01" in no pod.
std::string pathOf(const PodPlacement* pod, const Placement& placement);

/// Every placed rack and unit, pods first, in the order of the file.
void forEachInstance(const Hall& hall, const std::function<void(const Instance&)>& visit);

/// What a path "su-1", "su-1/a04" or "su-1/a04/c05" names.
struct Place {
    const PodPlacement* pod = nullptr;
    const Placement* placement = nullptr;
    const Device* device = nullptr;
    Instance instance; ///< Filled where `placement` is.
};
/// Fails with the part of the path that names nothing, and the nearest names that exist.
Result<Place> placeAt(const Design& design, std::string_view path);

} // namespace colonnade::model
