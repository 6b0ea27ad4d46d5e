#pragma once

#include "model/power/PowerNetwork.h"
#include "render/oneline/OneLineGraph.h"

#include <map>
#include <span>
#include <string>

namespace colonnade::render {

/// What is known of one arrangement's chain besides its design.
struct OneLineChain {
    std::string holder; ///< Pod design; empty: the hall.
    const model::PowerChain* power = nullptr; ///< Null: loads are not known.
    const model::ArrangementState* state = nullptr; ///< Null: the normal state.
    const model::ArrangementLoss* loss = nullptr;
    std::span<const model::PodPlacement> pods = {}; ///< That hang on it.
    std::map<model::Side, QString> supplies; ///< What its roots hang on outside, by side.
    const std::map<model::PlacementId, model::Watts>* overrides = nullptr; ///< Other powers than the designs give.
};

/// Every feed a node; equal placements and pods on the same feeds one load.
OneLineGraph arrangementGraph(const model::Arrangement& arrangement, const OneLineChain& chain);

/// Rack PDUs, or power shelves with their busbar, and what hangs on them by which cords.
OneLineGraph rackGraph(const model::RackDesign& rack, const model::PowerBasis& basis);

} // namespace colonnade::render
