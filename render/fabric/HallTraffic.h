#pragma once

#include "model/reliability/Failures.h"
#include "render/cables/CableStates.h"
#include "render/fabric/FabricTraffic.h"

#include <stop_token>

namespace colonnade::render {

/// How much is to be found out of a hall's cables; each holds what the one before does.
enum class CableDepth : std::uint8_t { Nothing, Routes, Losses, Utilisation };

/// What is asked of a hall's cables.
struct CableQuestion {
    CableDepth depth = CableDepth::Routes;
    TrafficWish traffic; ///< Of utilisation.
    const model::Failure* failure = nullptr; ///< Judged for a design of this hall; null: nothing has failed.
    QString failed; ///< What messages call it.
};

/// What utilisation rests on, to be held by who may ask again: then it is not worked out twice.
using HeldTraffic = std::vector<std::shared_ptr<const FabricTraffic>>;

/// Where all cables of a hall lie, with what traffic and a failure make of them. Each fabric is worked out by itself, on what is
/// left of it: of a pod design once for all its placements that have lost the same. Takes time as `fabricTraffic` does, and as
/// routes do that nobody has asked for yet; stopped, its answer is not whole.
HallCables hallCables(const std::shared_ptr<const model::Hall>& hall, const CableQuestion& question, HeldTraffic& held,
                      const std::stop_token& stop = {});

} // namespace colonnade::render
