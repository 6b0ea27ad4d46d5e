#include "model/rules/ProfileEdits.h"

#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

const RuleSetting& settingOf(const Profile& profile, std::string_view rule)
{
    static const RuleSetting asByDefault;
    const auto found = profile.rules.find(rule);
    return found == profile.rules.end() ? asByDefault : found->second;
}

} // namespace

Result<Profile> withRuleEnabled(const Profile& profile, const RuleInfo& rule, bool enabled)
{
    Profile next = profile;
    next.rules[std::string{rule.id}].enabled = enabled;
    return next;
}

Result<Profile> withRuleCap(const Profile& profile, const RuleInfo& rule, std::optional<Severity> atMost)
{
    if (atMost == Severity::NotEvaluated)
        return fail("'Not evaluated' is no severity that a rule can be held to.");
    if (atMost && rule.adjustable == Adjustable::No)
        return fail("What {} reports is physics, compatibility or life safety; no profile softens it.", rule.id);
    Profile next = profile;
    next.rules[std::string{rule.id}].atMost = atMost;
    return next;
}

Result<Profile> withThreshold(const Profile& profile, const RuleInfo& rule, std::string_view key, double value)
{
    if (rule.adjustable == Adjustable::No)
        return fail("The thresholds of {} are physics, compatibility or life safety; no profile changes them.", rule.id);
    const auto declared = std::find_if(rule.parameters.begin(), rule.parameters.end(),
                                       [&](const RuleParameter& parameter) { return parameter.key == key; });
    if (declared == rule.parameters.end())
        return fail("{} has no threshold '{}'.", rule.id, shown(key));
    if (!(value >= declared->least && value <= declared->most))
        return fail("'{}' of {} lies from {} to {}{}{}; found {}.", key, rule.id, shortest(declared->least),
                    shortest(declared->most), declared->unit.empty() ? "" : " ", declared->unit, shortest(value));
    Profile next = profile;
    next.rules[std::string{rule.id}].parameters.insert_or_assign(std::string{key}, value);
    return next;
}

Profile withRuleOf(const Profile& profile, const RuleInfo& rule, const Profile& named)
{
    Profile next = profile;
    const auto found = named.rules.find(rule.id);
    if (found == named.rules.end())
        next.rules.erase(std::string{rule.id});
    else
        next.rules.insert_or_assign(std::string{rule.id}, found->second);
    return next;
}

std::vector<std::string> rulesSetOtherwise(const Profile& a, const Profile& b)
{
    std::set<std::string> all;
    for (const auto* profile : {&a, &b}) {
        for (const auto& [rule, setting] : profile->rules)
            all.insert(rule);
    }
    std::vector<std::string> others;
    for (const std::string& rule : all) {
        if (!(settingOf(a, rule) == settingOf(b, rule)))
            others.push_back(rule);
    }
    return others;
}

bool protectsLife(std::string_view rule, const Profile& profile)
{
    if (rule == "MEC-014" || rule == "MEC-015")
        return true;
    // Where a breaker may not carry its rating continuously (NEC), the share is what keeps it from heating.
    return rule == "PWR-001" && profile.power.continuousFactor < 1;
}

} // namespace colonnade::model
