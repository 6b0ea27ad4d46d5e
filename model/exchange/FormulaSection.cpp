#include "model/exchange/FormulaSection.h"

#include "model/exchange/YamlData.h"
#include "model/rules/Formula.h"
#include "model/rules/Rule.h"
#include "model/units/Id.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

constexpr std::array<YamlWord<FormulaRule::On>, 4> places{{{"rack-design", FormulaRule::On::RackDesign},
                                                          {"feed", FormulaRule::On::Feed},
                                                          {"pod-design", FormulaRule::On::PodDesign},
                                                          {"hall", FormulaRule::On::Hall}}};

bool beginsCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), beginsCharacter));
}

/// The text of the file from this place on.
std::string_view from(std::string_view text, std::size_t line, std::size_t column)
{
    for (; line > 1; --line) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos)
            return {};
        text.remove_prefix(end + 1);
    }
    while (column > 1 && !text.empty()) {
        text.remove_prefix(1);
        while (!text.empty() && !beginsCharacter(text.front()))
            text.remove_prefix(1);
        --column;
    }
    return text;
}

class FormulaBuilder {
public:
    FormulaBuilder(std::string_view fileText, std::string_view file) : m_fileText{fileText}, m_file{file} {}

    FormulaRule operator()(std::string id, YamlMap map, const std::function<std::string(YamlMap&)>& source)
    {
        FormulaRule rule;
        rule.id = std::move(id);
        rule.title = map.text("title");
        rule.on = map.at("on").word(places);
        const YamlValue formula = map.at("formula");
        rule.formula = formula.text({1, Formula::longest});
        const auto unit = map.find("unit");
        rule.unit = unit ? unit->text({0, 32}) : std::string{};
        for (const std::string_view key : FormulaRule::limitKeys)
            rule.setLimit(key, map.numberIf(key, {-1e15, 1e15}));
        rule.explanation = map.textIf("explanation", noteText).value_or(std::string{});
        rule.source = source(map);
        checkLimits(rule, map);
        if (formula.present() && !rule.formula.empty())
            check(rule, formula, unit);
        return rule;
    }

private:
    static void checkLimits(const FormulaRule& rule, const YamlMap& map)
    {
        if (!rule.warnAbove && !rule.errorAbove && !rule.warnBelow && !rule.errorBelow)
            map.complain("found no limit, expected one of 'warn_above', 'error_above', 'warn_below', 'error_below'");
        if (rule.warnAbove && rule.errorAbove && *rule.warnAbove > *rule.errorAbove)
            map.complain("found 'warn_above' above 'error_above', expected the warning first");
        if (rule.warnBelow && rule.errorBelow && *rule.warnBelow < *rule.errorBelow)
            map.complain("found 'warn_below' below 'error_below', expected the warning first");
    }

    void check(const FormulaRule& rule, const YamlValue& value, const std::optional<YamlValue>& unit) const
    {
        const auto formula = Formula::parse(rule.formula, rule.on);
        if (!formula) {
            const FormulaProblem& problem = formula.error();
            return complain(value, rule.formula, problem.at,
                            fmt::format("found {} expected {}", withComma(problem.found), problem.expected));
        }
        const auto declared = Dimension::parse(rule.unit);
        if (declared && *declared == formula->unit())
            return;
        const std::string expected = formula->unit().plain()
            ? std::string{"no unit or '%', as the value of the formula is a plain number"}
            : fmt::format("'{}', in which the value of the formula is", formula->unit().text());
        if (unit)
            unit->refuse(expected);
        else
            value.complain(fmt::format("found no 'unit' beside it, expected {}", expected));
    }

    static std::string withComma(std::string found)
    {
        if (!found.ends_with(','))
            found += ',';
        return found;
    }

    /// `sentence` at the byte `at` of the formula.
    void complain(const YamlValue& value, std::string_view formula, std::size_t at, const std::string& sentence) const
    {
        const YamlNode node = value.node();
        const std::size_t line = node.line(), column = node.column();
        const std::string_view here = from(m_fileText, line, column);
        const bool inQuotes = !here.empty() && (here.front() == '"' || here.front() == '\'');
        const bool asItIs = here.substr(inQuotes ? 1 : 0).starts_with(formula);
        const std::size_t ahead = characters(formula.substr(0, at));
        if (!asItIs)
            return value.complain(fmt::format("at character {} of the formula: {}", ahead + 1, sentence));
        value.errors().add([&] {
            return Error{fmt::format("{}: {}", placeIn(m_file, line, column + (inQuotes ? 1 : 0) + ahead, node.path()),
                                     sentence)};
        });
    }

    std::string_view m_fileText, m_file;
};

} // namespace

void readFormulas(const YamlValue& section, std::string_view fileText, std::string_view file,
                  const std::function<std::string(YamlMap&)>& source, std::vector<FormulaRule>& formulas)
{
    FormulaBuilder build{fileText, file};
    for (const auto& [name, value] : section.entries()) {
        const std::string id = name.text();
        if (!isIdText(id))
            name.refuse("an id, such as 'OWN-001'");
        else if (rule(id))
            name.refuse("an id of its own, such as 'OWN-001': that rule is the program's");
        FormulaRule rule = build(id, value.map(), source);
        const auto known =
            std::find_if(formulas.begin(), formulas.end(), [&](const FormulaRule& one) { return one.id == id; });
        if (known == formulas.end())
            formulas.push_back(std::move(rule));
        else
            *known = std::move(rule);
    }
}

} // namespace colonnade::model
