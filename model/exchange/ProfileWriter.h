#pragma once

#include "model/rules/Profile.h"
#include "model/units/Result.h"

#include <string>

namespace colonnade::model {

/// A user's profile as the difference from `basis`: its base with its presets put over it. Reading the text gives an equal
/// profile. Fails where it differs in more than what a window edits (rules, formulas, titles, sources): the sections
/// of a region name a source for each threshold, which a `Profile` does not keep; such a file is edited as text.
Result<std::string> profileText(const Profile& profile, const Profile& basis);

} // namespace colonnade::model
