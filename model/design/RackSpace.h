#pragma once

#include "model/design/RackDesign.h"

#include <optional>

namespace colonnade::model {

/// What a device takes in a rack: an interval of half units on one or both faces, one or both slots.
struct RackSpace {
    int low = 0, high = 0; ///< Half units, `high` excluded.
    bool front = false, rear = false;
    bool left = true, right = true;
    std::optional<Face> zeroU;

    [[nodiscard]] bool meets(const RackSpace& other) const
    {
        if (zeroU || other.zeroU)
            return zeroU == other.zeroU && low == other.low;
        return low < other.high && other.low < high && ((front && other.front) || (rear && other.rear))
            && ((left && other.left) || (right && other.right));
    }
};
/// That of a part mounted so.
RackSpace spaceOf(const RackDesign& rack, const PartType& part, const Mount& mount);

} // namespace colonnade::model
