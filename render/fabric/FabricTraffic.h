#pragma once

#include "model/fabric/analysis/TrafficRates.h"
#include "render/fabric/FabricDiagram.h"

#include <memory>
#include <stop_token>
#include <vector>

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

/// The same, worked out once for all who ask while one of them still holds it. One is worked out at a time; who waits for
/// another's gives up as soon as `stop` says so.
std::shared_ptr<const FabricTraffic> sharedTraffic(const std::shared_ptr<const model::FabricPlan>& plan, const model::FabricLoss& loss,
                                                   const TrafficWish& wish, const std::stop_token& stop = {});
/// By link of the plan: the share of the capacity between its two devices that is taken, in the busier direction;
/// `FabricState::noLoad` of one that is lost. Empty: not evaluated.
std::vector<float> linkLoads(const model::FabricPlan& plan, const FabricTraffic& traffic);

/// Puts the utilisation of each strand of a network of that plan, whole or filtered, into its state, with a remark on what
/// the ports get; or why it is not evaluated.
void addTraffic(FabricState& state, const FabricNetwork& network, const FabricTraffic& traffic);

} // namespace colonnade::render
