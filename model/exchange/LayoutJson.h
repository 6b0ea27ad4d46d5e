#pragma once

#include "model/exchange/JsonWriter.h"
#include "model/performance/TrainingChoice.h"

namespace colonnade::model {

// Entries of an object that is open: the degrees of a layout, and what was chosen with it.
void writeDegrees(JsonWriter& json, const ParallelLayout& layout);
void writeDegrees(JsonWriter& json, const ServingLayout& layout, int instances);
void writeChoice(JsonWriter& json, const TrainingChoice& choice);

} // namespace colonnade::model
