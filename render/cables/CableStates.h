#pragma once

#include "render/cables/CableLayer.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace colonnade::render {

/// What has become of the links of one plan, by their numbers.
struct LinkStates {
    std::vector<float> load; ///< Share of the capacity that is taken; `CableState::noLoad` of one that carries nothing. Empty: not evaluated.
    std::vector<bool> lost; ///< Empty: none is.
};

/// What is told of the cables of one line.
struct CableState {
    static constexpr float noLoad = -1;
    float most = noLoad; ///< Use of the busiest link that lies here, share of its capacity; `noLoad`: none is evaluated.
    float mean = noLoad; ///< Over the links that are evaluated.
    int cables = 0; ///< That lie along any part of the line.
    int lost = 0; ///< Of these: cables none of whose links works.

    [[nodiscard]] bool wholly() const { return cables > 0 && lost == cables; }
    [[nodiscard]] std::optional<double> load() const { return most == noLoad ? std::nullopt : std::optional{static_cast<double>(most)}; }
};

/// A layer with what is told of its lines.
struct LayerStates {
    std::shared_ptr<const CableLayer> layer; ///< Never null.
    std::vector<CableState> lines; ///< Beside those of the layer; empty: only the routes were asked for.
    bool evaluated = false; ///< The use of some links is known.
};

/// `plans` and `links`: of the fabrics of the arrangement, in their order; null plans are passed over. `layer` and `use`:
/// of the same. A cable that fans out counts where its first link lies, as the lines have it. Time grows with the cables
/// and with the lines that each bundle passes.
std::vector<CableState> cableStates(const CableLayer& layer, const model::TrayUse& use,
                                    std::span<const std::shared_ptr<const model::FabricPlan>> plans,
                                    std::span<const LinkStates> links);

/// The cables of a hall where they lie, with what traffic and a failure make of them; so worked out that drawing looks up.
struct HallCables {
    struct OfPod {
        model::PodDesignRef pod;
        std::shared_ptr<const LayerStates> states; ///< Those of pods that are alike are one.
    };
    std::shared_ptr<const model::Hall> hall;
    std::shared_ptr<const LayerStates> own; ///< Null: the hall has no fabrics of its own.
    std::map<model::PlacementId, OfPod> pods; ///< Those with trays and fabrics.
    QString measure; ///< "all-to-all, spread"; empty: utilisation was not asked for.
    QString failure; ///< "Feed A lost"; empty: nothing has failed.

    /// Of a placed pod; also of a hall that was edited, as long as the same pod design stands there. Null: there is nothing.
    [[nodiscard]] std::shared_ptr<const LayerStates> of(const model::PodPlacement& pod) const;
    [[nodiscard]] std::shared_ptr<const LayerStates> of(const std::shared_ptr<const model::Hall>& which) const;
};

} // namespace colonnade::render
