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

/// The power chain of a hall with its pods, kept apart from the hall.
struct HallPower {
    std::shared_ptr<const Arrangement> arrangement; ///< As the hall's own; its placements may stand elsewhere.
    PowerNetwork network;                           ///< Reads it.
    PowerChain chain;
};
/// Of what stands in the hall by itself and the pods on its feeds. The same as before where nodes, what hangs on them and
/// what that draws are as in one of the halls asked for last, wherever the pods stand.
std::shared_ptr<const HallPower> hallPower(const Hall& hall, const PowerBasis& basis);

/// The pods of a hall that hang on its feeds.
std::vector<PodConsumer> podConsumers(const Hall& hall, const PowerBasis& basis);

} // namespace colonnade::model
