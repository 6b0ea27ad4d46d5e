#pragma once

#include "model/power/PowerNetwork.h"
#include "model/reliability/RackOutage.h"
#include "render/oneline/OneLineGraph.h"
#include "render/oneline/OneLineLayout.h"

#include <functional>
#include <map>
#include <optional>
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

/// What a failure leaves of a placed rack.
struct OneLineRackState {
    model::SideSet fed; ///< On which it is fed.
    model::Alive alive = model::allAlive; ///< Share of each side's feeds.
    model::RackLoss inside;
    bool lost = false; ///< All of it.
    std::optional<model::Watts> provisioned; ///< Another power than its design gives.
    [[nodiscard]] bool normal() const { return !lost && inside.empty() && alive == model::allAlive; }
    bool operator==(const OneLineRackState&) const = default;
};

/// Rack PDUs, or power shelves with their busbar, and what hangs on them by which cords. `state`: loads of that, and what
/// is dead in it; null: the normal state.
OneLineGraph rackGraph(const model::RackDesign& rack, const model::PowerBasis& basis, const OneLineRackState* state = nullptr);

/// Adds a sheet.
using OneLineTaker = std::function<void(OneLineSheet, OneLineGraph)>;
/// The inside of a rack design: once, or while something has failed once for each state that its placements are in, those
/// that are touched first.
void addRackSheets(const model::Design& design, const model::RackDesign& rack, const OneLineContent& content, const OneLineTaker& add);

} // namespace colonnade::render
