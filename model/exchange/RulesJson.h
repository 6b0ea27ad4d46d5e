#pragma once

#include "model/rules/Rule.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// The answer of `rules --format json`: the catalogue from the rules themselves; schema "rules".
std::string rulesJson(const std::vector<const Rule*>& rules, const Profile& profile);

/// "rack design, hall"
std::string scopesText(const RuleInfo& info);

/// The catalogue as a page of the manual.
std::string rulesMarkdown(const std::vector<const Rule*>& rules, const Profile& profile);

/// The facts that formulas of profiles may name, by what the formula is called for.
std::string factsOfFormulasJson();
std::string factsOfFormulasMarkdown();

/// The answer of `rules --with`: the inputs of VECTOR.json (an object of inputs of the rule `id`, or a list of
/// {"id": RULE, "in": {...}}) with "out" filled in by the rules' own code. An item that a rule cannot answer has
/// "error" instead. Fails where the text is no such JSON.
Result<std::string> rulesAnswers(std::string_view vectorText, std::string_view file, std::string_view id,
                                 const Profile& profile);

} // namespace colonnade::model
