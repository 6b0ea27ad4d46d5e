#include "model/rules/FormulaFacts.h"
#include "model/rules/FormulaTree.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr std::string_view operand = "a number, a fact, a function or '('";

std::string_view placeName(FormulaRule::On on)
{
    switch (on) {
    case FormulaRule::On::RackDesign: return "a rack design";
    case FormulaRule::On::Feed: return "a feed";
    case FormulaRule::On::PodDesign: return "a pod design";
    case FormulaRule::On::Hall: return "the hall";
    }
    return {};
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Descends through the grammar, lowest precedence first; stops at the first problem.
class Reader {
public:
    Reader(std::string_view text, FormulaRule::On on) : m_on{on} { m_tree.text = std::string(text); }

    tl::expected<FormulaTree, FormulaProblem> operator()()
    {
        if (m_tree.text.size() > Formula::longest)
            return tl::unexpected<FormulaProblem>{
                {Formula::longest, fmt::format("{} bytes", m_tree.text.size()),
                 fmt::format("a formula of at most {}", Formula::longest)}};
        m_tree.root = choice();
        if (!m_problem && !atEnd())
            refuse(foundHere(), "an operator or the end of the formula");
        if (m_problem)
            return tl::unexpected<FormulaProblem>{std::move(*m_problem)};
        return std::move(m_tree);
    }

private:
    using Kind = FormulaNode::Kind;

    /// Counts what is open, so that no formula can exhaust the stack.
    struct Level {
        explicit Level(Reader& of) : reader{of}
        {
            if (++reader.m_depth > Formula::deepest)
                reader.refuse(fmt::format("more than {} levels", Formula::deepest), "a simpler formula");
        }
        ~Level() { --reader.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        Reader& reader;
    };

    void skipSpaces()
    {
        while (m_at < m_tree.text.size() && (m_tree.text[m_at] == ' ' || m_tree.text[m_at] == '\t'))
            ++m_at;
    }
    bool atEnd()
    {
        skipSpaces();
        return m_at == m_tree.text.size();
    }
    bool accept(std::string_view sign)
    {
        skipSpaces();
        if (m_problem || std::string_view{m_tree.text}.substr(m_at, sign.size()) != sign)
            return false;
        m_at += sign.size();
        return true;
    }
    template <std::size_t N> std::string_view acceptOne(const std::array<std::string_view, N>& signs)
    {
        for (const std::string_view sign : signs) {
            if (accept(sign))
                return sign;
        }
        return {};
    }

    /// The word or the character that stands here, for a message.
    std::string foundHere()
    {
        if (atEnd())
            return "the end of the formula";
        std::size_t end = m_at;
        const std::string& text = m_tree.text;
        while (end < text.size() && (isLetter(text[end]) || isDigit(text[end]) || text[end] == '.'))
            ++end;
        if (end == m_at) {
            ++end;
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u)
                ++end; // The rest of a character.
        }
        return fmt::format("'{}'", shown(std::string_view{text}.substr(m_at, end - m_at)));
    }
    void refuseAt(std::size_t at, std::string found, std::string expected)
    {
        if (!m_problem)
            m_problem = {at, std::move(found), std::move(expected)};
    }
    void refuse(std::string found, std::string_view expected)
    {
        skipSpaces();
        refuseAt(m_at, std::move(found), std::string(expected));
    }

    std::size_t add(FormulaNode node)
    {
        node.namesFact = node.kind == Kind::Fact
            || std::any_of(node.parts.begin(), node.parts.end(),
                           [this](std::size_t part) { return m_tree.nodes[part].namesFact; });
        m_tree.nodes.push_back(std::move(node));
        return m_tree.nodes.size() - 1;
    }
    std::size_t operation(std::string_view sign, std::size_t left, std::size_t right)
    {
        return add({.kind = Kind::Operation,
                    .begin = m_tree.nodes[left].begin,
                    .end = m_end,
                    .sign = sign,
                    .parts = {left, right}});
    }

    std::size_t choice()
    {
        const Level level{*this};
        const std::size_t condition = either();
        if (!accept("?"))
            return condition;
        const std::size_t yes = choice();
        if (!accept(":")) {
            refuse(foundHere(), "':' and what else the choice gives");
            return condition;
        }
        const std::size_t no = choice();
        return add({.kind = Kind::Choice,
                    .begin = m_tree.nodes[condition].begin,
                    .end = m_end,
                    .parts = {condition, yes, no}});
    }

    /// Operations of one precedence, from the left.
    template <std::size_t N, class Part>
    std::size_t chain(const std::array<std::string_view, N>& signs, Part part)
    {
        std::size_t left = (this->*part)();
        while (!m_problem) {
            const std::string_view sign = acceptOne(signs);
            if (sign.empty())
                break;
            const std::size_t right = (this->*part)();
            left = operation(sign, left, right);
        }
        return left;
    }
    std::size_t either() { return chain(std::array<std::string_view, 1>{"||"}, &Reader::both); }
    std::size_t both() { return chain(std::array<std::string_view, 1>{"&&"}, &Reader::comparison); }
    std::size_t comparison()
    {
        return chain(std::array<std::string_view, 6>{"<=", ">=", "==", "!=", "<", ">"}, &Reader::sum);
    }
    std::size_t sum() { return chain(std::array<std::string_view, 2>{"+", "-"}, &Reader::product); }
    std::size_t product() { return chain(std::array<std::string_view, 2>{"*", "/"}, &Reader::signedPower); }

    /// A sign binds weaker than a power, and muParser takes one only.
    std::size_t signedPower()
    {
        skipSpaces();
        const std::size_t begin = m_at;
        const std::string_view sign = acceptOne(std::array<std::string_view, 2>{"-", "+"});
        if (sign.empty())
            return power();
        skipSpaces();
        if (m_at < m_tree.text.size() && (m_tree.text[m_at] == '-' || m_tree.text[m_at] == '+')) {
            refuse(foundHere(), "no second sign");
            return add({});
        }
        const std::size_t part = power();
        return add({.kind = Kind::Sign, .begin = begin, .end = m_end, .sign = sign, .parts = {part}});
    }

    std::size_t power()
    {
        const Level level{*this};
        if (m_problem)
            return add({});
        const std::size_t base = primary();
        if (!accept("^"))
            return base;
        const std::size_t exponent = signedPower();
        return operation("^", base, exponent);
    }

    std::size_t primary()
    {
        skipSpaces();
        const std::size_t begin = m_at;
        if (accept("(")) {
            const std::size_t inner = choice();
            if (!accept(")"))
                refuse(foundHere(), "')'");
            m_end = m_at;
            if (m_problem)
                return inner;
            m_tree.nodes[inner].begin = begin; // What stands in brackets is shown with them.
            m_tree.nodes[inner].end = m_end;
            return inner;
        }
        const char c = m_at < m_tree.text.size() ? m_tree.text[m_at] : '\0';
        if (isDigit(c) || c == '.')
            return number();
        if (isLetter(c))
            return named();
        refuse(foundHere(), operand);
        return add({});
    }

    std::size_t number()
    {
        const std::string& text = m_tree.text;
        const std::size_t begin = m_at;
        const auto digits = [&] {
            while (m_at < text.size() && isDigit(text[m_at]))
                ++m_at;
        };
        digits();
        if (m_at < text.size() && text[m_at] == '.') {
            ++m_at;
            digits();
        }
        if (m_at < text.size() && (text[m_at] == 'e' || text[m_at] == 'E')) {
            std::size_t behind = m_at + 1;
            if (behind < text.size() && (text[behind] == '-' || text[behind] == '+'))
                ++behind;
            if (behind < text.size() && isDigit(text[behind])) {
                m_at = behind;
                digits();
            }
        }
        const std::string_view written = std::string_view{text}.substr(begin, m_at - begin);
        const auto value = numberFrom(written);
        m_end = m_at;
        if (!value) {
            refuseAt(begin, fmt::format("'{}'", shown(written)), "a number, such as '0.5' or '2e6'");
        } else if (m_at < text.size() && (isLetter(text[m_at]) || text[m_at] == '.')) {
            refuseAt(begin, fmt::format("'{}'", shown(wordFrom(begin))),
                     "a number; a unit is multiplied with it, as in '5 * kW'");
        }
        return add({.kind = Kind::Number, .begin = begin, .end = m_end, .number = value.value_or(0)});
    }

    std::string_view wordFrom(std::size_t begin)
    {
        std::size_t end = begin;
        while (end < m_tree.text.size()
               && (isLetter(m_tree.text[end]) || isDigit(m_tree.text[end]) || m_tree.text[end] == '.'))
            ++end;
        return std::string_view{m_tree.text}.substr(begin, end - begin);
    }

    std::size_t named()
    {
        const std::size_t begin = m_at;
        while (m_at < m_tree.text.size() && (isLetter(m_tree.text[m_at]) || isDigit(m_tree.text[m_at])))
            ++m_at;
        const std::string name = m_tree.text.substr(begin, m_at - begin);
        m_end = m_at;
        if (accept("("))
            return call(begin, name);
        if (const auto fact = factIndex(m_on, name)) {
            auto& facts = m_tree.facts;
            const auto known = std::find(facts.begin(), facts.end(), *fact);
            const auto index = static_cast<std::size_t>(known - facts.begin());
            if (known == facts.end())
                facts.push_back(*fact);
            return add({.kind = Kind::Fact, .begin = begin, .end = m_end, .index = index});
        }
        const auto constants = formulaConstants();
        for (std::size_t i = 0; i < constants.size(); ++i) {
            if (constants[i].name == name)
                return add({.kind = Kind::Constant,
                            .begin = begin,
                            .end = m_end,
                            .number = constants[i].value,
                            .index = i});
        }
        const auto nearest = nearestFact(m_on, name);
        std::string expected = fmt::format("a fact of {}", placeName(m_on));
        expected += nearest ? fmt::format("; the nearest is '{}'", *nearest)
                            : std::string{"; 'colonnade rules --facts' lists them"};
        refuseAt(begin, fmt::format("'{}'", shown(name)), std::move(expected));
        return add({.begin = begin, .end = m_end});
    }

    std::size_t call(std::size_t begin, const std::string& name)
    {
        const auto functions = formulaFunctions();
        const auto known = std::find_if(functions.begin(), functions.end(),
                                        [&](const FormulaFunction& one) { return one.name == name; });
        if (known == functions.end()) {
            std::string list;
            for (const FormulaFunction& one : functions)
                list += fmt::format("{}'{}'", list.empty() ? "" : ", ", one.name);
            refuseAt(begin, fmt::format("'{}'", shown(name)), "one of the functions " + list);
            return add({.begin = begin, .end = m_end});
        }
        FormulaNode node{.kind = Kind::Call,
                         .begin = begin,
                         .index = static_cast<std::size_t>(known - functions.begin())};
        do {
            node.parts.push_back(choice());
        } while (accept(","));
        if (!m_problem && known->shape != FunctionShape::Several && node.parts.size() > 1)
            refuseAt(m_tree.nodes[node.parts[1]].begin, fmt::format("{} arguments", node.parts.size()),
                     fmt::format("one for '{}'", name));
        if (!accept(")"))
            refuse(foundHere(), "',' or ')'");
        node.end = m_end = m_at;
        return add(std::move(node));
    }

    FormulaRule::On m_on;
    FormulaTree m_tree;
    std::size_t m_at = 0, m_end = 0, m_depth = 0;
    std::optional<FormulaProblem> m_problem;
};

} // namespace

tl::expected<FormulaTree, FormulaProblem> FormulaTree::read(std::string_view text, FormulaRule::On on)
{
    return Reader{text, on}();
}

} // namespace colonnade::model
