#pragma once

#include "model/exchange/YamlReader.h"
#include "model/rules/FormulaRule.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Reads the `formulas` of a profile into `formulas`; one of an id that is there already takes its place. A problem within
/// a formula is told at its own column, where the formula stands on one line of `fileText` as it is.
/// `source` reads the key 'source' of a map.
void readFormulas(const YamlValue& section, std::string_view fileText, std::string_view file,
                  const std::function<std::string(YamlMap&)>& source, std::vector<FormulaRule>& formulas);

} // namespace colonnade::model
