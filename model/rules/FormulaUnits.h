#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace colonnade::model {

/// The unit of a value as powers of W, A, kg, m, s, L/min, K, kPa and USD. V is W/A and VA is W; nothing else is
/// converted, so that a value can only be in the unit in which its facts are.
class Dimension {
public:
    static constexpr std::size_t bases = 9;
    /// "W", "W/kg", "kg/m²", "USD/W", "1/A"; "" and "%" are plain numbers. Nothing where it is no such unit.
    static std::optional<Dimension> parse(std::string_view unit);

    [[nodiscard]] bool plain() const { return *this == Dimension{}; }
    /// "W/kg"; empty for a plain number.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] Dimension times(const Dimension& other) const;
    [[nodiscard]] Dimension over(const Dimension& other) const;
    /// Nothing where the power of a base would be no multiple of a twelfth.
    [[nodiscard]] std::optional<Dimension> power(double exponent) const;
    /// The value of one of these units after each base unit is made `factors` times as large: a value in it changes
    /// by this factor. For tests of homogeneity.
    [[nodiscard]] double scale(std::span<const double, bases> factors) const;
    bool operator==(const Dimension&) const = default;

private:
    std::array<int, bases> m_twelfths{}; ///< Of the power of each base, so that roots stay whole numbers.
};

} // namespace colonnade::model
