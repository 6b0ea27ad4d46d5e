#pragma once

#include "model/exchange/JsonWriter.h"
#include "model/fabric/FabricFacts.h"
#include "model/fabric/analysis/FabricCondition.h"
#include "model/fabric/analysis/TrafficRates.h"

#include <array>
#include <string>
#include <vector>

namespace colonnade::model {

/// What a fabric does under load and under failures, as built.
struct FabricAnalysis {
    struct Traffic {
        TrafficRates rates;
        std::string busiest;     ///< "a01/leaf-1 to s01/spine-2"; empty where nothing flows between switches.
        double busiestShare = 0; ///< Of its capacity.
    };
    std::array<Traffic, 4> traffic; ///< All-to-all and ring, each over all shortest paths, then over one by hash.
    std::vector<FabricElementLoss> losses;
    PortUse ports;
};
FabricAnalysis analysed(const FabricFacts& facts);
/// Where an element is: the switch's path, the two ends of the cable, or "rail 2".
std::string placeOf(const FabricFacts& facts, const FabricElementLoss& loss);

/// The object of it.
void writeFabricAnalysis(JsonWriter& json, const FabricFacts& facts);

} // namespace colonnade::model
