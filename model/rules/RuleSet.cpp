#include "model/rules/RuleSet.h"

#include "model/rules/OwnRule.h"

#include <algorithm>

namespace colonnade::model {

RuleSet::RuleSet(const Profile& profile)
{
    for (const auto& known : registry())
        m_all.push_back(known.get());
    for (const FormulaRule& formula : profile.formulas) {
        m_own.push_back(ownRule(formula));
        m_all.push_back(m_own.back().get());
    }
}

const Rule* RuleSet::rule(std::string_view id) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&](const Rule* one) { return one->info().id == id; });
    return found == m_all.end() ? nullptr : *found;
}

} // namespace colonnade::model
