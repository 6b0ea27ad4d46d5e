#pragma once

#include "model/design/CableTray.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

#include <vector>

namespace colonnade::model {

/// The list `trays` of a pod design or the hall; empty where there is none.
std::vector<CableTray> readTrays(YamlMap& arrangement);
void writeTray(YamlWriter& yaml, const CableTray& tray);

} // namespace colonnade::model
