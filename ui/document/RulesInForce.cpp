#include "ui/document/RulesInForce.h"

#include "ui/document/Words.h"

#include <map>
#include <string>

namespace colonnade::ui {

const model::RuleSet& rulesInForce(const model::Profile& profile)
{
    static std::map<std::string, model::RuleSet> sets;
    std::string key;
    for (const auto& formula : profile.formulas) {
        key += formula.id + '\n' + formula.title + '\n' + formula.formula + '\n' + formula.unit + '\n'
            + formula.explanation + '\n' + formula.source + '\n' + std::string(word(formula.on)) + '\n';
        for (const auto limit : model::FormulaRule::limitKeys)
            key += formula.limit(limit) ? 'x' : '-';
    }
    return sets.try_emplace(std::move(key), profile).first->second;
}

QString ruleTitle(const model::Profile& profile, std::string_view id)
{
    const model::Rule* rule = rulesInForce(profile).rule(id);
    return words(rule ? rule->info().title : id);
}

} // namespace colonnade::ui
