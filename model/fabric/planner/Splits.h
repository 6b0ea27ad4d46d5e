#pragma once

#include <cstddef>
#include <string_view>

namespace colonnade::model {

/// Pieces of equal speed that a port can be split into for links of that speed, Gbit/s.
constexpr int splitFor(double portSpeed, double linkSpeed)
{
    for (const int pieces : {8, 4, 2}) {
        if (linkSpeed > 0 && portSpeed >= linkSpeed * pieces * (1 - 1e-9))
            return pieces;
    }
    return 1;
}

constexpr std::string_view plural(std::size_t count, std::string_view one, std::string_view many)
{
    return count == 1 ? one : many;
}

} // namespace colonnade::model
