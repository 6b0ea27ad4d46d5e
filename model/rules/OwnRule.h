#pragma once

#include "model/rules/FormulaRule.h"
#include "model/rules/Rule.h"

#include <memory>

namespace colonnade::model {

/// The rule that a profile's formula is. Judges like any other: remembered, switched, waived, counted. A formula that
/// does not stand the checks of `Formula::parse` (the reader of profiles refuses it) is never evaluated and says why.
std::shared_ptr<const Rule> ownRule(const FormulaRule& formula);

} // namespace colonnade::model
