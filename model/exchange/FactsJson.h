#pragma once

#include "model/design/Instance.h"
#include "model/exchange/JsonWriter.h"
#include "model/fabric/FabricFacts.h"
#include "model/rules/Profile.h"

#include <span>
#include <string>
#include <string_view>

namespace colonnade::model {

/// The answer of `facts --format json`; schema "facts". An empty `path` gives the whole design: its totals, its rack
/// designs, every rack with its figures, feeds and loops. Fails where the path names nothing.
Result<std::string> factsJson(const Design& design, const Profile& profile, std::string_view path);

/// Members of the object of a rack design's figures; packages hold the same.
void writeRackFacts(JsonWriter& json, const RackFacts& facts);
/// Members of the object of an arrangement's or the hall's totals.
void writeFloorFacts(JsonWriter& json, const FloorFacts& facts);
/// The object of one fabric.
void writeFabricFacts(JsonWriter& json, const FabricFacts& facts);
/// The answer of `fabric DESIGN --format json`; schema "fabric". With the analysis of each: traffic, losses, ports.
std::string fabricsJson(std::string_view name, const Design& design, std::span<const FabricFacts> fabrics);
/// A sum as members "key" and "key_missing": what is known, and how many figures are not.
template <class Q> void writeSum(JsonWriter& json, std::string_view key, const Sum<Q>& sum)
{
    json.entry(key, sum.known);
    json.entry(fmt::format("{}_missing", key), sum.missing);
}

} // namespace colonnade::model
