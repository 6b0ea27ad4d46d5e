#pragma once

#include "model/rules/Formula.h"

#include <optional>
#include <vector>

/// A formula as it was read; only for the files that read and work formulas.
namespace colonnade::model {

struct FormulaNode {
    enum class Kind : std::uint8_t { Number, Fact, Constant, Sign, Operation, Choice, Call };
    Kind kind = Kind::Number;
    std::size_t begin = 0, end = 0; ///< Bytes of the text, brackets around it not counted.
    double number = 0;              ///< Number, Constant: its value.
    std::size_t index = 0; ///< Fact: in `FormulaTree::facts`. Constant: in `formulaConstants`. Call: in `formulaFunctions`.
    std::string_view sign{};             ///< Sign, Operation: "+", "<=".
    std::vector<std::size_t> parts{};    ///< Nodes.
    Dimension unit{};
    bool fitsAll = false;   ///< The number 0, which is of any unit.
    bool namesFact = false; ///< Itself, or in one of its parts.
};

/// What a function makes of the units of its arguments.
enum class FunctionShape : std::uint8_t {
    One,     ///< One argument, whose unit it keeps.
    Several, ///< Any number of one unit, which it keeps.
    Root,    ///< One argument; half its powers.
    Plain,   ///< One plain number to another.
    Sign     ///< One argument to a plain number.
};
struct FormulaFunction {
    std::string_view name;
    FunctionShape shape;
    double (*of)(std::span<const double>);
};
std::span<const FormulaFunction> formulaFunctions();

struct FormulaTree {
    std::string text;
    std::vector<FormulaNode> nodes;
    std::size_t root = 0;
    std::vector<std::size_t> facts; ///< Indices in `factNames`, by first use.

    /// Names and syntax.
    static tl::expected<FormulaTree, FormulaProblem> read(std::string_view text, FormulaRule::On on);
    /// Fills in the units; the first that does not fit, or a divisor that is always zero.
    std::optional<FormulaProblem> check(FormulaRule::On on);

    [[nodiscard]] std::string_view textOf(std::size_t node) const
    {
        return std::string_view{text}.substr(nodes[node].begin, nodes[node].end - nodes[node].begin);
    }
    /// The value of a node as muParser works it out, with the first place that divides by zero or is not finite.
    [[nodiscard]] double value(std::size_t node, std::span<const double> values,
                               std::optional<FormulaProblem>& problem) const;
    /// The value of a node that names no fact.
    [[nodiscard]] std::optional<double> constant(std::size_t node) const;
    /// Zero whatever the facts are: 0, 0 · x, x − x.
    [[nodiscard]] bool alwaysZero(std::size_t node) const;
};

} // namespace colonnade::model
