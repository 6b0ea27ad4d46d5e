#include "model/rules/FormulaTree.h"

#include "model/rules/FormulaFacts.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace colonnade::model {

namespace {

using Arguments = std::span<const double>;

constexpr std::array<FormulaFunction, 14> functions{
    {{"min", FunctionShape::Several, [](Arguments a) { return *std::min_element(a.begin(), a.end()); }},
     {"max", FunctionShape::Several, [](Arguments a) { return *std::max_element(a.begin(), a.end()); }},
     {"sum", FunctionShape::Several, [](Arguments a) { return std::accumulate(a.begin(), a.end(), 0.0); }},
     {"avg", FunctionShape::Several,
      [](Arguments a) { return std::accumulate(a.begin(), a.end(), 0.0) / static_cast<double>(a.size()); }},
     {"abs", FunctionShape::One, [](Arguments a) { return std::abs(a[0]); }},
     {"sqrt", FunctionShape::Root, [](Arguments a) { return std::sqrt(a[0]); }},
     {"exp", FunctionShape::Plain, [](Arguments a) { return std::exp(a[0]); }},
     {"ln", FunctionShape::Plain, [](Arguments a) { return std::log(a[0]); }},
     {"log10", FunctionShape::Plain, [](Arguments a) { return std::log10(a[0]); }},
     {"log2", FunctionShape::Plain, [](Arguments a) { return std::log2(a[0]); }},
     {"rint", FunctionShape::Plain, [](Arguments a) { return std::floor(a[0] + 0.5); }},
     {"floor", FunctionShape::Plain, [](Arguments a) { return std::floor(a[0]); }},
     {"ceil", FunctionShape::Plain, [](Arguments a) { return std::ceil(a[0]); }},
     {"sign", FunctionShape::Sign, [](Arguments a) { return a[0] < 0 ? -1.0 : a[0] > 0 ? 1.0 : 0.0; }}}};

double worked(std::string_view sign, double a, double b)
{
    if (sign == "+")
        return a + b;
    if (sign == "-")
        return a - b;
    if (sign == "*")
        return a * b;
    if (sign == "/")
        return a / b;
    if (sign == "^")
        return std::pow(a, b);
    const bool holds = sign == "<" ? a < b
        : sign == "<="             ? a <= b
        : sign == ">"              ? a > b
        : sign == ">="             ? a >= b
        : sign == "=="             ? a == b
                                   : a != b;
    return holds ? 1 : 0;
}

} // namespace

std::span<const FormulaFunction> formulaFunctions()
{
    return functions;
}

double FormulaTree::value(std::size_t at, std::span<const double> values, std::optional<FormulaProblem>& problem) const
{
    using Kind = FormulaNode::Kind;
    const FormulaNode& node = nodes[at];
    const auto part = [&](std::size_t i) { return value(node.parts[i], values, problem); };
    const auto checked = [&](double result) {
        if (!std::isfinite(result) && !problem)
            problem = {node.begin, fmt::format("'{}', which has no finite value", shown(textOf(at))), "a finite value"};
        return result;
    };
    switch (node.kind) {
    case Kind::Number:
    case Kind::Constant: return node.number;
    case Kind::Fact: return values[node.index];
    case Kind::Sign: return node.sign == "-" ? -part(0) : part(0);
    case Kind::Choice: return part(0) != 0 ? part(1) : part(2);
    case Kind::Call: {
        std::vector<double> arguments;
        for (std::size_t i = 0; i < node.parts.size(); ++i)
            arguments.push_back(part(i));
        return checked(functions[node.index].of(arguments));
    }
    case Kind::Operation: break;
    }
    // What the left side has decided already is not worked out, so that it can guard the right one.
    if (node.sign == "&&")
        return part(0) != 0 && part(1) != 0 ? 1 : 0;
    if (node.sign == "||")
        return part(0) != 0 || part(1) != 0 ? 1 : 0;
    const double a = part(0), b = part(1);
    if (node.sign == "/" && b == 0 && !problem)
        problem = {nodes[node.parts[1]].begin, fmt::format("'{}', which is 0", shown(textOf(node.parts[1]))),
                   fmt::format("a divisor of '{}' other than 0", shown(textOf(at)))};
    return checked(worked(node.sign, a, b));
}

std::optional<double> FormulaTree::constant(std::size_t at) const
{
    if (nodes[at].namesFact)
        return std::nullopt;
    std::optional<FormulaProblem> problem;
    const double result = value(at, {}, problem);
    return problem ? std::numeric_limits<double>::quiet_NaN() : result;
}

bool FormulaTree::alwaysZero(std::size_t at) const
{
    const FormulaNode& node = nodes[at];
    if (const auto number = constant(at))
        return *number == 0;
    if (node.kind == FormulaNode::Kind::Sign)
        return alwaysZero(node.parts[0]);
    if (node.kind != FormulaNode::Kind::Operation)
        return false;
    const std::size_t a = node.parts[0], b = node.parts[1];
    if (node.sign == "*")
        return alwaysZero(a) || alwaysZero(b);
    if (node.sign == "/")
        return alwaysZero(a);
    return node.sign == "-" && ((alwaysZero(a) && alwaysZero(b)) || textOf(a) == textOf(b));
}

} // namespace colonnade::model
