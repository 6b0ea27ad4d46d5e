#pragma once

#include "model/rules/FormulaRule.h"
#include "model/rules/FormulaUnits.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What is wrong with a formula, and at which of its bytes.
struct FormulaProblem {
    std::size_t at = 0;
    std::string found;    ///< "'powr_w'", "a value in kg beside one in W"
    std::string expected; ///< "a fact of a rack design, such as 'power_w'"
};

/// A formula over the facts of one kind of place, checked for names, syntax and units.
///
/// The language is a part of muParser's, which works it out: numbers; facts; units as constants (`5 * kW`); `+ - * / ^`;
/// comparisons, `&&`, `||`, `a ? b : c`; min max sum avg abs sqrt exp ln log10 log2 rint floor ceil sign.
/// A copy shares what is compiled. Safe to use from several threads.
class Formula {
public:
    static constexpr std::size_t longest = 1000; ///< Bytes.
    static constexpr std::size_t deepest = 100;  ///< Brackets, signs and choices within one another.
    static tl::expected<Formula, FormulaProblem> parse(std::string_view text, FormulaRule::On on);

    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] const Dimension& unit() const; ///< Of its value.
    /// Facts that it names, by their place in `factNames`, in the order in which it names them first.
    [[nodiscard]] std::span<const std::size_t> facts() const;

    /// The value, where the facts beside `facts()` have these. Fails, with the divisor that is zero or the part that has
    /// no finite value; only what is worked out counts: of `a ? b : c` the branch taken.
    [[nodiscard]] tl::expected<double, FormulaProblem> evaluate(std::span<const double> values) const;
    /// The same by the tree that was checked, without muParser; not finite where there is no value. The two are compared in
    /// tests.
    [[nodiscard]] double byTree(std::span<const double> values) const;
    /// The formula with these numbers in place of the names: "132 kW / 72".
    [[nodiscard]] std::string withNumbers(std::span<const double> values) const;

private:
    struct Compiled;
    explicit Formula(std::shared_ptr<const Compiled> compiled);
    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace colonnade::model
