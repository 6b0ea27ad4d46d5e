#pragma once

#include "model/rules/Rule.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Edits of a profile: each answers with the next profile, or why there is none. `rule` is the declaration of the rule
/// that is set.

Result<Profile> withRuleEnabled(const Profile& profile, const RuleInfo& rule, bool enabled);
/// The most severe that the rule may report; nothing: as it judges. Refused for rules whose verdict no profile may
/// soften (`Adjustable::No`).
Result<Profile> withRuleCap(const Profile& profile, const RuleInfo& rule, std::optional<Severity> atMost);
/// A threshold, in the unit that the rule declares. Refused outside of the bounds that it declares, and for rules whose
/// thresholds are physics, compatibility or life safety.
Result<Profile> withThreshold(const Profile& profile, const RuleInfo& rule, std::string_view key, double value);
/// Everything about the rule as `named` has it.
Profile withRuleOf(const Profile& profile, const RuleInfo& rule, const Profile& named);

/// The rules that two profiles set otherwise, by id. What is said nowhere and what is said as by default are the same.
std::vector<std::string> rulesSetOtherwise(const Profile& a, const Profile& b);

/// Rules that protect people: accepting such a finding, or switching such a rule off, is confirmed a second time
/// (design-rules.md, waiver record: MEC-014,
/// MEC-015, and PWR-001 where the National Electrical Code applies).
bool protectsLife(std::string_view rule, const Profile& profile);

} // namespace colonnade::model
