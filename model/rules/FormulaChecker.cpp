#include "model/rules/FormulaFacts.h"
#include "model/rules/FormulaTree.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

std::string named(const FormulaNode& node)
{
    return node.unit.plain() ? std::string{"a plain number"} : fmt::format("a value in {}", node.unit.text());
}

/// Walks the tree from its leaves. Children stand before their parents in `nodes`.
class UnitCheck {
public:
    UnitCheck(FormulaTree& tree, FormulaRule::On on) : m_tree{tree}, m_on{on} {}

    std::optional<FormulaProblem> operator()()
    {
        for (std::size_t i = 0; i < m_tree.nodes.size() && !m_problem; ++i)
            visit(i);
        return std::move(m_problem);
    }

private:
    using Kind = FormulaNode::Kind;

    FormulaNode& node(std::size_t i) { return m_tree.nodes[i]; }

    void refuse(std::size_t at, std::string found, std::string expected)
    {
        if (!m_problem)
            m_problem = {node(at).begin, std::move(found), std::move(expected)};
    }
    void wantPlain(std::size_t i, std::string_view where)
    {
        if (!node(i).unit.plain() && !node(i).fitsAll)
            refuse(i, fmt::format("{}, '{}',", named(node(i)), shown(m_tree.textOf(i))),
                   fmt::format("a plain number {}", where));
    }
    /// Both of one unit; answers it.
    Dimension same(std::size_t a, std::size_t b, std::string_view how)
    {
        if (node(a).fitsAll)
            return node(b).unit;
        if (node(b).fitsAll || node(a).unit == node(b).unit)
            return node(a).unit;
        std::string expected = fmt::format("{} {} it", named(node(a)), how);
        if (node(b).unit.plain() && constantsOf(node(a).unit))
            expected += fmt::format("; write '{} * {}'", shown(m_tree.textOf(b)), *constantsOf(node(a).unit));
        refuse(b, fmt::format("{}, '{}',", named(node(b)), shown(m_tree.textOf(b))), std::move(expected));
        return node(a).unit;
    }
    static std::optional<std::string_view> constantsOf(const Dimension& unit)
    {
        for (const FormulaConstant& one : formulaConstants()) {
            if (!one.unit.empty() && one.value == 1 && Dimension::parse(one.unit) == unit)
                return one.name;
        }
        return std::nullopt;
    }

    void visit(std::size_t i)
    {
        switch (node(i).kind) {
        case Kind::Number: node(i).fitsAll = node(i).number == 0; break;
        case Kind::Fact:
            node(i).unit = Dimension::parse(factNames(m_on)[m_tree.facts[node(i).index]].unit).value_or(Dimension{});
            break;
        case Kind::Constant:
            node(i).unit = Dimension::parse(formulaConstants()[node(i).index].unit).value_or(Dimension{});
            break;
        case Kind::Sign:
            node(i).unit = node(node(i).parts[0]).unit;
            node(i).fitsAll = node(node(i).parts[0]).fitsAll;
            break;
        case Kind::Operation: operation(i); break;
        case Kind::Choice: {
            const auto& parts = node(i).parts;
            wantPlain(parts[0], "before '?'");
            node(i).unit = same(parts[1], parts[2], "beside");
            node(i).fitsAll = node(parts[1]).fitsAll && node(parts[2]).fitsAll;
            break;
        }
        case Kind::Call: call(i); break;
        }
        if (!m_problem && node(i).kind != Kind::Number)
            finite(i);
    }

    void operation(std::size_t i)
    {
        const std::size_t a = node(i).parts[0], b = node(i).parts[1];
        const std::string_view sign = node(i).sign;
        if (sign == "+" || sign == "-") {
            node(i).unit = same(a, b, sign == "+" ? "added to" : "taken from");
            node(i).fitsAll = node(a).fitsAll && node(b).fitsAll;
        } else if (sign == "*") {
            node(i).unit = node(a).unit.times(node(b).unit);
            node(i).fitsAll = node(a).fitsAll || node(b).fitsAll;
        } else if (sign == "/") {
            node(i).unit = node(a).unit.over(node(b).unit);
            node(i).fitsAll = node(a).fitsAll;
            if (m_tree.alwaysZero(b))
                refuse(b, fmt::format("a divisor that is always zero, '{}',", shown(m_tree.textOf(b))), "another");
        } else if (sign == "^") {
            power(i, a, b);
        } else if (sign == "&&" || sign == "||") {
            wantPlain(a, fmt::format("before '{}'", sign));
            wantPlain(b, fmt::format("behind '{}'", sign));
        } else {
            (void)same(a, b, "compared with");
        }
    }

    void power(std::size_t i, std::size_t base, std::size_t exponent)
    {
        wantPlain(exponent, "as the exponent");
        if (node(base).unit.plain())
            return;
        const auto number = m_tree.constant(exponent);
        const auto raised = number ? node(base).unit.power(*number) : std::nullopt;
        if (raised)
            node(i).unit = *raised;
        else
            refuse(exponent, fmt::format("'{}'", shown(m_tree.textOf(exponent))),
                   fmt::format("a number that says which unit comes of {}", node(base).unit.text()));
    }

    void call(std::size_t i)
    {
        const auto& parts = node(i).parts;
        const FormulaFunction& function = formulaFunctions()[node(i).index];
        switch (function.shape) {
        case FunctionShape::One:
            node(i).unit = node(parts[0]).unit;
            node(i).fitsAll = node(parts[0]).fitsAll;
            break;
        case FunctionShape::Several: {
            std::size_t first = parts[0]; // The first that says which unit it is.
            for (const std::size_t part : parts) {
                (void)same(first, part, "beside");
                if (node(first).fitsAll)
                    first = part;
            }
            node(i).unit = node(first).unit;
            node(i).fitsAll = node(first).fitsAll;
            break;
        }
        case FunctionShape::Root: {
            const auto root = node(parts[0]).unit.power(0.5);
            if (root)
                node(i).unit = *root;
            else
                refuse(parts[0], named(node(parts[0])), "a unit of which there is a root");
            break;
        }
        case FunctionShape::Plain: wantPlain(parts[0], fmt::format("for '{}'", function.name)); break;
        case FunctionShape::Sign: break;
        }
    }

    /// What names no fact has its value now, and it must be one.
    void finite(std::size_t i)
    {
        if (const auto value = m_tree.constant(i); value && !std::isfinite(*value))
            refuse(i, fmt::format("'{}', which has no finite value,", shown(m_tree.textOf(i))), "another");
    }

    FormulaTree& m_tree;
    FormulaRule::On m_on;
    std::optional<FormulaProblem> m_problem;
};

} // namespace

std::optional<FormulaProblem> FormulaTree::check(FormulaRule::On on)
{
    return UnitCheck{*this, on}();
}

} // namespace colonnade::model
