#pragma once

#include "model/rules/Scopes.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// How a rack design fares by the rule at hand; greater is worse.
using RackMeasure = std::function<double(const RackDesign&)>;

/// Edits of cords after which the measure is no more than `goal`: one cord moved, all spread over
/// phases and banks, or those set by hand left to the pattern. Tried on the design, so what is
/// offered mends it. Empty where none does.
std::vector<Fix> cordFixes(const RackScope& scope, const RackMeasure& measure, double goal);

/// Other rack PDUs of the library in the place of all of one part, after which the measure is no
/// more than `goal`: of the same voltage, phases and mounting and no smaller rating, the smallest
/// first. Nothing where there is none.
std::optional<Fix> otherPdu(const RackScope& scope, const PartType& instead,
                            const RackMeasure& measure, double goal);

/// "with side B lost", "in normal state"
std::string stateText(std::optional<Side> lost);

} // namespace colonnade::model
