#pragma once

#include "model/units/Quantity.h"

namespace colonnade::model {

namespace unit {
struct Flop {
    using Number = double;
    static constexpr std::string_view symbol{"FLOP"};
};
struct FlopPerSecond {
    using Number = double;
    static constexpr std::string_view symbol{"FLOP/s"};
};
struct BytePerSecond {
    using Number = double;
    static constexpr std::string_view symbol{"B/s"};
};
struct Joule {
    using Number = double;
    static constexpr std::string_view symbol{"J"};
};
} // namespace unit

using Flops =
    Quantity<unit::Flop>; ///< An amount of floating-point operations; a multiply-add is two.
using FlopRate = Quantity<unit::FlopPerSecond>;
using ByteRate = Quantity<unit::BytePerSecond>;
using Joules = Quantity<unit::Joule>;

constexpr Seconds operator/(Flops work, FlopRate rate)
{
    return Seconds{work.value() / rate.value()};
}
constexpr Seconds operator/(Bytes data, ByteRate rate)
{
    return Seconds{data.value() / rate.value()};
}
constexpr ByteRate operator/(Bytes data, Seconds time)
{
    return ByteRate{data.value() / time.value()};
}

/// A line rate in bytes: a byte is eight bits.
constexpr ByteRate byteRate(GigabitsPerSecond rate)
{
    return ByteRate{rate.value() * 1e9 / 8};
}

/// 1 GiB, as memory is counted.
inline constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

} // namespace colonnade::model
