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
    std::vector<std::string> sections; ///< That `losses` count in: "t01 section 2".
    PortUse ports;
};
/// `design`: that the fabric belongs to; its trays say what a section of them takes with it.
FabricAnalysis analysed(const Design& design, const FabricFacts& facts);
/// Where an element is: the switch's path, the two ends of the cable, "rail 2", "plane 2" or "t01 section 2".
std::string placeOf(const FabricFacts& facts, const FabricAnalysis& analysis, const FabricElementLoss& loss);

/// The object of it.
void writeFabricAnalysis(JsonWriter& json, const Design& design, const FabricFacts& facts);

} // namespace colonnade::model
