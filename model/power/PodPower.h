#pragma once

#include "model/power/PowerNetwork.h"

#include <map>
#include <memory>
#include <vector>

namespace colonnade::model {

/// The power chain of a pod design, worked out once however often it is placed.
struct PodPower {
    PowerNetwork network;   ///< Reads the pod design's arrangement.
    PowerChain chain;       ///< By itself.
    PowerChain chainInHall; ///< With the loss of whole sides among its states.
    std::shared_ptr<const ArrangementState> normal;
    std::shared_ptr<const RackDraw> draw;
};
/// `provisioned`: placements whose power is another than their design gives. Remembered beside the pod design.
std::shared_ptr<const PodPower> podPower(const PodDesignRef& pod, const PowerBasis& basis,
                                         const std::map<PlacementId, Watts>& provisioned = {});

/// The pods of a hall that hang on its feeds.
std::vector<PodConsumer> podConsumers(const Hall& hall, const PowerBasis& basis);

} // namespace colonnade::model
