#pragma once

#include "model/units/Quantity.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace colonnade::model {

/// ASHRAE class of air-cooled equipment: the inlet air that it must stand (design-rules.md, 3.4).
enum class AirClass : std::uint8_t { A1, A2, A3, A4, H1 };
std::string_view word(AirClass); ///< "A1" ... "H1"
std::optional<AirClass> airClassFrom(std::string_view word);

/// What coupons of copper and silver in the room have shown of its air.
enum class Coupons : std::uint8_t { Clean, Corrosive };
std::string_view word(Coupons); ///< "clean", "corrosive"
std::optional<Coupons> couponsFrom(std::string_view word);

/// The air of the room at its design point. Whatever is absent is not evaluated.
struct RoomAir {
    std::optional<Celsius> dryBulb = {};
    std::optional<double> humidity = {}; ///< Relative, at `dryBulb`; 0 to 1.
    std::optional<Celsius> dewPointMax =
        {}; ///< The highest that the room's control lets come; absent: of the two above.
    std::optional<AirClass> airClass =
        {}; ///< That the room keeps, and that what stands in it must be made for.
    std::optional<Coupons> coupons = {}; ///< Absent: none were hung.
    std::optional<bool> tape = {}; ///< Tape drives or libraries stand in it.
    std::optional<bool> pipesInsulated =
        {}; ///< Facility water pipes in the room, against condensation.
    bool operator==(const RoomAir&) const = default;
};

} // namespace colonnade::model
