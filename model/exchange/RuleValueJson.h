#pragma once

#include "model/rules/RuleValue.h"

#include <nlohmann/json_fwd.hpp>

namespace colonnade::model {

/// What a rule is given, from JSON; whole numbers beyond 64 bits become numbers.
RuleValue ruleValue(const nlohmann::json& json);
/// The names of an object stand in their order.
nlohmann::json json(const RuleValue& value);

} // namespace colonnade::model
