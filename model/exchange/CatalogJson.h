#pragma once

#include "model/catalog/Catalog.h"
#include "model/exchange/JsonWriter.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// One part with all its figures and their origins as an object; packages hold the same.
void writePartJson(JsonWriter& json, const PartType& part);

/// The answer of `catalog list` and `catalog show`; schema "catalog".
std::string catalogJson(const std::vector<PartRef>& parts, const Catalog& documents);

} // namespace colonnade::model
