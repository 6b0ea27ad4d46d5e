#pragma once

#include "model/exchange/JsonWriter.h"
#include "model/reliability/ReliabilityFacts.h"
#include "model/reliability/Sustainability.h"

namespace colonnade::model {

/// The members "reliability" and "sustainability" of a design's facts; schema "facts".
void writeReliability(JsonWriter& json, const ReliabilityFacts& facts);
void writeSustainability(JsonWriter& json, const SustainabilityFacts& facts);

} // namespace colonnade::model
