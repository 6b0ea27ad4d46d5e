#include "model/rules/Formula.h"

#include "model/rules/FormulaFacts.h"
#include "model/rules/FormulaTree.h"
#include "model/units/Text.h"

#include <muParser.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace colonnade::model {

namespace {

double floorOf(double x)
{
    return std::floor(x);
}
double ceilOf(double x)
{
    return std::ceil(x);
}

/// muParser's form of one formula. A parser writes to itself while it works, so each thread needs one for itself.
class Worker {
public:
    Worker(const FormulaTree& tree, FormulaRule::On on) : m_values(tree.facts.size())
    {
        for (std::size_t i = 0; i < tree.facts.size(); ++i)
            m_parser.DefineVar(std::string(factNames(on)[tree.facts[i]].name), &m_values[i]);
        for (const FormulaConstant& one : formulaConstants())
            m_parser.DefineConst(std::string(one.name), one.value);
        m_parser.DefineFun("floor", floorOf);
        m_parser.DefineFun("ceil", ceilOf);
        m_parser.SetExpr(tree.text);
    }
    double operator()(std::span<const double> values)
    {
        std::copy(values.begin(), values.end(), m_values.begin());
        return m_parser.Eval();
    }

private:
    std::vector<double> m_values; ///< The parser points at them.
    mu::Parser m_parser;
};

} // namespace

struct Formula::Compiled {
    FormulaTree tree;
    FormulaRule::On on = FormulaRule::On::RackDesign;
    mutable std::mutex lock;
    mutable std::vector<std::unique_ptr<Worker>> idle; ///< As many as threads have worked at once.

    std::unique_ptr<Worker> borrow() const
    {
        {
            const std::lock_guard guard{lock};
            if (!idle.empty()) {
                auto worker = std::move(idle.back());
                idle.pop_back();
                return worker;
            }
        }
        return std::make_unique<Worker>(tree, on);
    }
    void giveBack(std::unique_ptr<Worker> worker) const
    {
        const std::lock_guard guard{lock};
        idle.push_back(std::move(worker));
    }
};

Formula::Formula(std::shared_ptr<const Compiled> compiled) : m_compiled{std::move(compiled)} {}

tl::expected<Formula, FormulaProblem> Formula::parse(std::string_view text, FormulaRule::On on)
{
    auto tree = FormulaTree::read(text, on);
    if (!tree)
        return tl::unexpected<FormulaProblem>{std::move(tree.error())};
    if (auto problem = tree->check(on))
        return tl::unexpected<FormulaProblem>{std::move(*problem)};
    auto compiled = std::make_shared<Compiled>();
    compiled->tree = std::move(*tree);
    compiled->on = on;
    try {
        auto worker = compiled->borrow();
        (void)(*worker)(std::vector<double>(compiled->tree.facts.size(), 1.0)); // Compiles it.
        compiled->giveBack(std::move(worker));
    } catch (const mu::ParserError& error) {
        return tl::unexpected<FormulaProblem>{{static_cast<std::size_t>(std::max(0, error.GetPos())),
                                               fmt::format("what muParser refuses ({})", error.GetMsg()),
                                               "a formula in its language"}};
    }
    return Formula{std::move(compiled)};
}

const std::string& Formula::text() const
{
    return m_compiled->tree.text;
}

const Dimension& Formula::unit() const
{
    return m_compiled->tree.nodes[m_compiled->tree.root].unit;
}

std::span<const std::size_t> Formula::facts() const
{
    return m_compiled->tree.facts;
}

tl::expected<double, FormulaProblem> Formula::evaluate(std::span<const double> values) const
{
    std::optional<FormulaProblem> problem;
    (void)m_compiled->tree.value(m_compiled->tree.root, values, problem);
    if (problem)
        return tl::unexpected<FormulaProblem>{std::move(*problem)};
    try {
        auto worker = m_compiled->borrow();
        const double value = (*worker)(values);
        m_compiled->giveBack(std::move(worker));
        if (std::isfinite(value))
            return value;
    } catch (const mu::ParserError& error) {
        return tl::unexpected<FormulaProblem>{{0, error.GetMsg(), "a finite value"}};
    }
    return tl::unexpected<FormulaProblem>{
        {0, fmt::format("'{}', which has no finite value", shown(text())), "a finite value"}};
}

double Formula::byTree(std::span<const double> values) const
{
    std::optional<FormulaProblem> problem;
    return m_compiled->tree.value(m_compiled->tree.root, values, problem);
}

std::string Formula::withNumbers(std::span<const double> values) const
{
    const FormulaTree& tree = m_compiled->tree;
    std::vector<const FormulaNode*> named;
    for (const FormulaNode& node : tree.nodes) {
        if (node.kind == FormulaNode::Kind::Fact)
            named.push_back(&node);
    }
    std::sort(named.begin(), named.end(), [](const auto* a, const auto* b) { return a->begin < b->begin; });
    std::string out;
    std::size_t at = 0;
    for (const FormulaNode* node : named) {
        out += tree.text.substr(at, node->begin - at);
        const FactName& fact = factNames(m_compiled->on)[tree.facts[node->index]];
        const double value = values[node->index];
        out += fact.unit.empty() ? significant(value, 4) : withUnit(value, fact.unit, 4);
        at = node->end;
    }
    return out + tree.text.substr(at);
}

} // namespace colonnade::model
