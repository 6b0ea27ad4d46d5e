#pragma once

#include "model/design/Design.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

namespace colonnade::model {

/// The hall's map `structure`, and what a door adds: how it swings.
Structure readStructure(YamlMap& map);
/// Writes nothing where all is absent.
void writeStructure(YamlWriter& yaml, const Structure& structure);
void readSwing(YamlMap& map, Door& door);
void writeSwing(YamlWriter& yaml, const Door& door);

} // namespace colonnade::model
