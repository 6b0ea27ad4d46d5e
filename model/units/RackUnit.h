#pragma once

#include "model/units/Quantity.h"
#include "model/units/Result.h"

#include <compare>
#include <string>

namespace colonnade::model {

/// Height of one EIA-310 rack unit in millimetres.
inline constexpr double rackUnitMillimetres = 44.45;
/// Height of one Open Rack V3 unit in millimetres.
inline constexpr double openUnitMillimetres = 48.0;

/// A height in rack units; halves are allowed and exact.
class RackUnits {
public:
    constexpr RackUnits() = default;
    static constexpr RackUnits whole(int units) { return RackUnits{units * 2}; }
    static constexpr RackUnits ofHalves(int halves) { return RackUnits{halves}; }
    [[nodiscard]] constexpr int halves() const { return m_halves; }
    [[nodiscard]] constexpr double value() const { return m_halves / 2.0; }
    friend constexpr RackUnits operator+(RackUnits a, RackUnits b) { return RackUnits{a.m_halves + b.m_halves}; }
    friend constexpr RackUnits operator-(RackUnits a, RackUnits b) { return RackUnits{a.m_halves - b.m_halves}; }
    auto operator<=>(const RackUnits&) const = default;

private:
    constexpr explicit RackUnits(int halves) : m_halves{halves} { }
    int m_halves = 0;
};

/// A position in a rack, counted from 1 at the floor; halves are allowed and exact.
class RackUnit {
public:
    constexpr RackUnit() = default;
    static constexpr RackUnit whole(int unit) { return RackUnit{unit * 2}; }
    static constexpr RackUnit ofHalves(int halves) { return RackUnit{halves}; }
    [[nodiscard]] constexpr int halves() const { return m_halves; }
    [[nodiscard]] constexpr double value() const { return m_halves / 2.0; }
    friend constexpr RackUnit operator+(RackUnit a, RackUnits b) { return RackUnit{a.m_halves + b.halves()}; }
    friend constexpr RackUnit operator-(RackUnit a, RackUnits b) { return RackUnit{a.m_halves - b.halves()}; }
    friend constexpr RackUnits operator-(RackUnit a, RackUnit b) { return RackUnits::ofHalves(a.m_halves - b.m_halves); }
    auto operator<=>(const RackUnit&) const = default;

private:
    constexpr explicit RackUnit(int halves) : m_halves{halves} { }
    int m_halves = 2;
};

/// "8", "8.5".
std::string text(RackUnits height);
/// "U12", "U12.5".
std::string text(RackUnit unit);

} // namespace colonnade::model
