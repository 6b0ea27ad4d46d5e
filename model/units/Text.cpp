#include "model/units/Text.h"

#include "model/units/Id.h"
#include "model/units/RackUnit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <vector>

namespace colonnade::model {

namespace {

constexpr std::string_view noBreakSpace{"\u00a0"};

template <class Number> std::optional<Number> wholeTextAs(std::string_view text)
{
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end)
        return std::nullopt;
    return number;
}

bool hasNeedlessZero(std::string_view text)
{
    if (!text.empty() && text.front() == '-')
        text.remove_prefix(1);
    return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

std::string grouped(std::string_view digits)
{
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            out += ',';
        out += digits[i];
    }
    return out;
}

bool takesPrefix(std::string_view unit)
{
    return unit == "W" || unit == "VA" || unit == "B" || unit == "FLOP/s" || unit == "B/s" || unit == "J";
}

/// Pieces, which a word names: "ports".
bool countsPieces(std::string_view unit)
{
    return unit == "U" || (unit.size() > 3 && std::ranges::all_of(unit, [](char c) { return c >= 'a' && c <= 'z'; }));
}

bool isIdCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
        || c == '-';
}

bool mustBeShown(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e || c == 0x200f || c == 0x2028
        || c == 0x2029 || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

} // namespace

std::string shortest(double number)
{
    std::array<char, 32> buffer{};
    // As people write it, 600000 and not 6e+05, while that stays readable.
    const double size = std::abs(number);
    const auto form = size == 0 || (size >= 1e-4 && size < 1e15) ? std::chars_format::fixed : std::chars_format::general;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, form);
    return error == std::errc{} ? std::string(buffer.data(), end) : std::string{};
}

std::optional<double> numberFrom(std::string_view text)
{
    if (hasNeedlessZero(text))
        return std::nullopt;
    const auto number = wholeTextAs<double>(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> wholeFrom(std::string_view text)
{
    return hasNeedlessZero(text) ? std::nullopt : wholeTextAs<std::int64_t>(text);
}

std::string significant(double number, int digits)
{
    if (!std::isfinite(number))
        return "–";
    const double size = std::abs(number);
    int decimals = 0;
    if (size > 0) {
        const int magnitude = static_cast<int>(std::floor(std::log10(size)));
        decimals = std::max(0, digits - 1 - magnitude);
        const double step = std::pow(10.0, decimals);
        // 9.996 to three digits is 10.0, one decimal less.
        if (decimals > 0 && std::round(size * step) / step >= std::pow(10.0, magnitude + 1))
            --decimals;
    }
    std::array<char, 400> buffer{};
    const auto [end, error]
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::fixed, std::min(decimals, 20));
    if (error != std::errc{})
        return shortest(number);
    const std::string_view plain(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const auto point = plain.find('.');
    std::string out = number < 0 && plain.find_first_not_of("0.") != std::string_view::npos ? "−" : "";
    out += grouped(plain.substr(0, point));
    if (point != std::string_view::npos)
        out += plain.substr(point);
    return out;
}

std::string withUnit(double number, std::string_view unit, int digits)
{
    static constexpr std::array<std::string_view, 7> prefixes{"", "k", "M", "G", "T", "P", "E"};
    if (countsPieces(unit) && number == std::round(number) && std::abs(number) < 1e15)
        return fmt::format("{}{}{}", significant(number, 1), noBreakSpace, unit);
    std::size_t prefix = 0;
    if (takesPrefix(unit)) {
        // Rounded first, so that 999.96 kW becomes 1.00 MW and not 1,000 kW.
        while (std::abs(number) >= 999.5 && prefix + 1 < prefixes.size()) {
            number /= 1000;
            ++prefix;
        }
    }
    return fmt::format("{}{}{}{}", significant(number, digits), noBreakSpace, prefixes[prefix], unit);
}

std::string shown(std::string_view text, std::size_t limit)
{
    std::string out;
    std::size_t i = 0;
    while (i < text.size()) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t wanted = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        const std::size_t length = std::min(wanted, text.size() - i);
        char32_t c = lead;
        if (length > 1) {
            c = lead & (0xffU >> (length + 1));
            for (std::size_t k = 1; k < length; ++k)
                c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
        }
        const std::string piece
            = mustBeShown(c) ? fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c)) : std::string(text.substr(i, length));
        if (out.size() + piece.size() > limit) {
            out += "…";
            break;
        }
        out += piece;
        i += length;
    }
    return out;
}

bool isIdText(std::string_view text)
{
    if (text.empty() || text.size() > 256 || text.front() == '.' || text.front() == '-')
        return false;
    for (const char c : text) {
        if (!isIdCharacter(c))
            return false;
    }
    return true;
}

Error notAnId(std::string_view text)
{
    return {fmt::format("'{}' is no id: expected 1 to 256 letters, digits, '.', '_' or '-', not beginning with '.' or '-'",
                        shown(text))};
}

std::string text(RackUnits height)
{
    return shortest(height.value());
}

std::string text(RackUnit unit)
{
    return "U" + shortest(unit.value());
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string labelOr(const std::string& label, const std::string& id)
{
    return label.empty() ? id : label;
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace colonnade::model
