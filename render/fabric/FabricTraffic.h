#pragma once

#include "model/fabric/analysis/TrafficRates.h"
#include "render/fabric/FabricDiagram.h"

#include <stop_token>

namespace colonnade::render {

/// Who sends to whom, and over which ways.
struct TrafficWish {
    model::TrafficPattern pattern = model::TrafficPattern::AllToAll;
    model::PathChoice choice = model::PathChoice::EvenSplit;
    bool operator==(const TrafficWish&) const = default;
};
/// "all-to-all, spread", "ring, hashed"
QString trafficText(const TrafficWish& wish);

/// What traffic makes of the links that are left of a network.
struct FabricTraffic {
    model::FabricGraph graph; ///< Of what works.
    model::TrafficRates rates;
};
/// Takes time that grows with leaves times links; stopped, `rates` are not evaluated.
FabricTraffic fabricTraffic(const model::FabricPlan& plan, const model::FabricLoss& loss, const TrafficWish& wish,
                            const std::stop_token& stop = {});

/// Puts the utilisation of each strand of a network of that plan, whole or filtered, into its state, with a remark on what
/// the ports get; or why it is not evaluated.
void addTraffic(FabricState& state, const FabricNetwork& network, const FabricTraffic& traffic);

} // namespace colonnade::render
