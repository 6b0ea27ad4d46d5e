#pragma once

#include "model/units/Quantity.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// The shortest text that reads back as the same number, free of the locale: "0.1", "1e+30", "12".
std::string shortest(double number);

/// A decimal number as people write it (`-1.5`, `2e6`), the whole text; nothing if it is anything else,
/// not finite, or has a needless leading zero. Free of the locale.
std::optional<double> numberFrom(std::string_view text);
/// A decimal whole number that fits, the whole text.
std::optional<std::int64_t> wholeFrom(std::string_view text);

/// `number` with `digits` significant digits, without exponent, digits grouped in threes from four digits on
/// ("12,900"), true minus sign. For people, not for files.
std::string significant(double number, int digits);

/// The number with its unit, scaled by an SI prefix so that 1 <= value < 10,000 where the unit takes one:
/// "132 kW", "1.20 MW", "900 mm"; whole pieces have no decimals: "22 figures". A no-break space stands before the unit.
std::string withUnit(double number, std::string_view unit, int digits = 3);

template <class Unit> std::string text(Quantity<Unit> quantity, int digits = 3)
{
    return withUnit(static_cast<double>(quantity.value()), Unit::symbol, digits);
}

/// `text` fit for a terminal or a message: control and bidirectional characters shown as `\u{...}`, at most
/// `limit` bytes, cut at a character.
std::string shown(std::string_view text, std::size_t limit = 80);

/// Without the spaces, tabs and line ends on either side.
std::string_view trimmed(std::string_view text);
/// What people call a thing: its label, or its id where it has none.
std::string labelOr(const std::string& label, const std::string& id);
/// How many bytes must be put in, taken out or replaced to make `b` of `a` (Levenshtein): for "did you mean".
std::size_t editDistance(std::string_view a, std::string_view b);

} // namespace colonnade::model

/// Quantities print as people read them: "132 kW".
template <class Unit> struct fmt::formatter<colonnade::model::Quantity<Unit>> : fmt::formatter<std::string_view> {
    template <class Context> auto format(colonnade::model::Quantity<Unit> quantity, Context& context) const
    {
        return fmt::formatter<std::string_view>::format(colonnade::model::text(quantity), context);
    }
};
