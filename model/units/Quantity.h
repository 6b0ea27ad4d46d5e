#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace colonnade::model {

/// A number that knows its unit; `Watts` and `Millimetres` cannot be added.
///
/// `Unit` names the unit (`symbol`) and the number that carries it (`Number`).
template <class Unit> class Quantity {
public:
    using Number = typename Unit::Number;

    constexpr Quantity() = default;
    constexpr explicit Quantity(Number value) : m_value{value} { }

    [[nodiscard]] constexpr Number value() const { return m_value; }
    [[nodiscard]] static constexpr std::string_view symbol() { return Unit::symbol; }

    constexpr Quantity& operator+=(Quantity other) { m_value += other.m_value; return *this; }
    constexpr Quantity& operator-=(Quantity other) { m_value -= other.m_value; return *this; }
    constexpr Quantity operator-() const { return Quantity{-m_value}; }
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity{a.m_value + b.m_value}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity{a.m_value - b.m_value}; }
    friend constexpr Quantity operator*(Quantity a, Number factor) { return Quantity{a.m_value * factor}; }
    friend constexpr Quantity operator*(Number factor, Quantity a) { return Quantity{a.m_value * factor}; }
    friend constexpr Quantity operator/(Quantity a, Number divisor) { return Quantity{a.m_value / divisor}; }
    /// How many times `b` goes into `a`; a plain number.
    friend constexpr double operator/(Quantity a, Quantity b)
    {
        return static_cast<double>(a.m_value) / static_cast<double>(b.m_value);
    }
    auto operator<=>(const Quantity&) const = default;

private:
    Number m_value{};
};

namespace unit {
#define COLONNADE_UNIT(Name, Type, Symbol)                                                                             \
    struct Name {                                                                                                      \
        using Number = Type;                                                                                           \
        static constexpr std::string_view symbol{Symbol};                                                              \
    }
COLONNADE_UNIT(Watt, double, "W");
COLONNADE_UNIT(VoltAmpere, double, "VA");
COLONNADE_UNIT(Volt, double, "V");
COLONNADE_UNIT(Ampere, double, "A");
COLONNADE_UNIT(Celsius, double, "°C");
COLONNADE_UNIT(Kelvin, double, "K");
COLONNADE_UNIT(Kilogram, double, "kg");
COLONNADE_UNIT(Millimetre, std::int64_t, "mm");
COLONNADE_UNIT(Metre, double, "m");
COLONNADE_UNIT(LitrePerMinute, double, "L/min");
COLONNADE_UNIT(GigabitPerSecond, double, "Gbit/s");
COLONNADE_UNIT(Second, double, "s");
COLONNADE_UNIT(Byte, double, "B");
COLONNADE_UNIT(Dollar, double, "USD");
COLONNADE_UNIT(Kilopascal, double, "kPa");
COLONNADE_UNIT(CubicMetrePerSecond, double, "m³/s");
COLONNADE_UNIT(Newton, double, "N");
COLONNADE_UNIT(KilogramPerMetre, double, "kg/m");
#undef COLONNADE_UNIT
} // namespace unit

using Watts = Quantity<unit::Watt>;
using VoltAmperes = Quantity<unit::VoltAmpere>;
using Volts = Quantity<unit::Volt>;
using Amperes = Quantity<unit::Ampere>;
using Celsius = Quantity<unit::Celsius>;     ///< A temperature.
using Kelvins = Quantity<unit::Kelvin>;      ///< A difference of temperatures.
using Kilograms = Quantity<unit::Kilogram>;
using Millimetres = Quantity<unit::Millimetre>; ///< Places and sizes; a whole number.
using Metres = Quantity<unit::Metre>;        ///< Cable lengths.
using LitresPerMinute = Quantity<unit::LitrePerMinute>;
inline constexpr double litresPerMinuteInCubicMetresPerSecond = 60'000;
using GigabitsPerSecond = Quantity<unit::GigabitPerSecond>;
using Seconds = Quantity<unit::Second>;
using Bytes = Quantity<unit::Byte>;          ///< A count that may exceed 2^53 only in estimates.
using Dollars = Quantity<unit::Dollar>;
using Kilopascals = Quantity<unit::Kilopascal>;
using CubicMetresPerSecond = Quantity<unit::CubicMetrePerSecond>; ///< Air.
using Newtons = Quantity<unit::Newton>;
using KilogramsPerMetre = Quantity<unit::KilogramPerMetre>; ///< Cables in a tray.

constexpr Kelvins difference(Celsius a, Celsius b) { return Kelvins{a.value() - b.value()}; }
constexpr Celsius operator+(Celsius t, Kelvins d) { return Celsius{t.value() + d.value()}; }

} // namespace colonnade::model
