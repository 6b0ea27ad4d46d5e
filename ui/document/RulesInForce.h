#pragma once

#include "model/rules/RuleSet.h"

#include <QString>

#include <string_view>

namespace colonnade::ui {

/// The rules that a profile judges by: the program's and the profile's own formulas. Kept, so that what points into them
/// stays valid; formulas change with the file of a profile, not with edits of a design. For the window's thread alone.
[[nodiscard]] const model::RuleSet& rulesInForce(const model::Profile& profile);

/// "Power for each accelerator"; the id where the profile has no such rule.
[[nodiscard]] QString ruleTitle(const model::Profile& profile, std::string_view id);

} // namespace colonnade::ui
