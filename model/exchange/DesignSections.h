#pragma once

#include "model/design/Design.h"
#include "model/exchange/YamlWriter.h"

#include <vector>

/// The sections of a design file, written: keys of a map in one order; what has its default value is left out.
/// For `designText` and the sections themselves. Sections that are read and written in one place stand elsewhere
/// (LoopSection.h, StructureYaml.h).
namespace colonnade::model {

// RackWriter.cpp
void writeRack(YamlWriter& yaml, const RackDesign& rack);
void writeCable(YamlWriter& yaml, const HandCable& cable);

// ArrangementWriter.cpp: entries of a map that is open.
void writeArrangement(YamlWriter& yaml, const Arrangement& all);
void writeRect(YamlWriter& yaml, const FloorRect& rect);
void writePlace(YamlWriter& yaml, Point at, Turn turn);
void writeSideFeeds(YamlWriter& yaml, const std::vector<SideFeed>& feeds);

// FabricWriter.cpp
void writeFabric(YamlWriter& yaml, const Fabric& fabric);

// HallWriter.cpp
void writeHall(YamlWriter& yaml, const Hall& hall);

} // namespace colonnade::model
