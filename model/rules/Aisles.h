#pragma once

#include "model/units/Quantity.h"

#include <algorithm>

namespace colonnade::model {

/// MEC-013: clear width that an aisle needs: the least of its kind; room for the deepest device that slides into it;
/// a rack's door open, and a way past it.
struct AisleNeed {
    Metres least;   ///< Of the kind: cold 1.2 m, hot 0.9 m.
    Metres deepest; ///< Device that slides into the aisle; 0: none.
    Metres slide;   ///< Added to it, 0.2 m.
    Metres door;    ///< Swing of a leaf; 0: none.
    Metres escape;  ///< Added to it, 0.6 m.
    [[nodiscard]] Metres needed() const
    {
        Metres most = least;
        if (deepest > Metres{})
            most = std::max(most, deepest + slide);
        if (door > Metres{})
            most = std::max(most, door + escape);
        return most;
    }
};

/// MEC-017: what is left under a ceiling or a sprinkler's deflector, above what stands or hangs below.
constexpr Millimetres overheadClear(Millimetres ceiling, Millimetres below, Millimetres trays)
{
    return ceiling - below - trays;
}

} // namespace colonnade::model
