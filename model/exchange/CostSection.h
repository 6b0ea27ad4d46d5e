#pragma once

#include "model/design/CostChoices.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

namespace colonnade::model {

/// The section `costs` of a design.
CostChoices readCostChoices(YamlMap map);
/// Writes it where it says anything.
void writeCostChoices(YamlWriter& yaml, const CostChoices& costs);

} // namespace colonnade::model
