#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// A rule that a profile adds: a formula over named facts, and limits for its value. Data.
struct FormulaRule {
    enum class On : std::uint8_t { RackDesign, Feed, PodDesign, Hall };
    std::string id;          ///< "OWN-001"; never that of a built-in rule.
    std::string title;
    On on = On::RackDesign;  ///< What it is called for.
    std::string formula;     ///< "power_w / accelerators", in muParser's language.
    std::string unit;        ///< Of its value: "W"; empty for a plain number.
    std::optional<double> warnAbove, errorAbove, warnBelow, errorBelow;
    std::string explanation; ///< May be empty.
    std::string source;
    /// The keys of its limits, in the order in which they are read and written.
    static constexpr std::array<std::string_view, 4> limitKeys{"warn_above", "error_above", "warn_below", "error_below"};
    [[nodiscard]] std::optional<double> limit(std::string_view key) const;
    void setLimit(std::string_view key, std::optional<double> value);
    bool operator==(const FormulaRule&) const = default;
};
std::string_view word(FormulaRule::On); ///< "rack-design", "feed", "pod-design", "hall"

} // namespace colonnade::model
