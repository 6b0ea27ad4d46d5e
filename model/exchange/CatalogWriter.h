#pragma once

#include "model/catalog/PartType.h"
#include "model/exchange/YamlWriter.h"

#include <span>
#include <string>

namespace colonnade::model {

/// Writes one entry of `parts` as a value: canonical, and read by `readPart` as an equal part.
/// Members that no figure of the part tells of are written as plain figures.
void writePart(YamlWriter&, const PartType&);
/// Writes one entry of `sources` as a value.
void writeSource(YamlWriter&, const Source&);

/// A catalog file with these entries in this order.
std::string writeCatalog(std::span<const PartRef> parts, std::span<const Source> sources = {});

} // namespace colonnade::model
