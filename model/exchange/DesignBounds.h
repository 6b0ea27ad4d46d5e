#pragma once

#include "model/exchange/YamlReader.h"
#include "model/units/Quantity.h"

#include <string_view>

namespace colonnade::model {

// Bounds of what is sane in a design; a number beyond them is a slip of the pen or of the unit.
inline constexpr WholeRange placeRange{-10'000'000, 10'000'000}; ///< mm
inline constexpr WholeRange sizeRange{1, 10'000'000};            ///< mm
inline constexpr NumberRange wattRange{0, 1e10};
inline constexpr NumberRange temperatureRange{-50, 150}; ///< °C

inline Millimetres millimetres(YamlMap& map, std::string_view key, WholeRange range)
{
    return Millimetres{map.whole(key, range)};
}

} // namespace colonnade::model
