#pragma once

#include "model/economics/CostEstimate.h"
#include "model/exchange/JsonWriter.h"

namespace colonnade::model {

/// The object of what a design costs: capital by category, a year, an accelerator-hour, the tornado.
void writeCost(JsonWriter& json, const CostEstimate& cost);
/// The cost of a million tokens, as low, typical and high; from a rate of one accelerator.
CostBand costOfMillionTokens(const CostEstimate& cost, double tokensPerSecondPerAccelerator, double goodput);
/// Of that, what goes to energy.
CostBand energyOfMillionTokens(const CostEstimate& cost, double tokensPerSecondPerAccelerator, double goodput);
/// Of draws: "310 to 420, median 350".
std::string bandText(const CostBand& band, int digits = 3);

} // namespace colonnade::model
