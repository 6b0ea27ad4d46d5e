#pragma once

#include "model/design/Design.h"
#include "model/power/Phases.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// One feed in normal state and in the worst state in which it lives.
struct FeedLoad {
    Feed feed;
    double factor = 0.8; ///< Continuous factor that holds for it.
    Watts normal;
    Watts worst; ///< Normal state, or with the worst other feed lost.
    std::optional<FeedId>
        worstLoss; ///< The feed whose loss that is; absent: normal state is the worst, or `worstSide`.
    std::optional<Side> worstSide = {}; ///< The side whose loss as a whole is the worst state.
    Watts limit; ///< Real power usable continuously: of its breaker, or of its units less the spare ones.
    int consumers = 0; ///< Racks, units and pods on it, directly.
    int acceleratorsLost = 0; ///< That stop when this feed is lost.
    int acceleratorsBehind = 0; ///< In racks that hang on it, directly.
    std::vector<std::string> missing; ///< What its loads leave out, each once.
    PerPhase normalByPhase{}, worstByPhase{}; ///< Of three-phase nodes; together `normal` and `worst`.

    [[nodiscard]] double normalShare() const { return limit > Watts{} ? normal / limit : 0; }
    [[nodiscard]] double worstShare() const { return limit > Watts{} ? worst / limit : 0; }
};
/// Of a feed in its worst state: what it is judged by (PWR-008).
PhaseShare phaseShare(const FeedLoad& load);

/// A side of a placement on which something hangs, but which no feed supplies.
struct Unfed {
    PlacementId placement;
    Side side = Side::A;
    bool operator==(const Unfed&) const = default;
};

/// The power chain of one arrangement: a pod design, or the hall by itself.
///
/// Every loss of one feed is reckoned with all that hangs below it and with what takes over. Loads are provisioned
/// power at the output of each node; its conversion loss is in the load of what it hangs on. `load`, `accelerators` and
/// `missing` are of the arrangement's own placements; nodes count the pods of a hall in.
struct PowerChain {
    std::vector<FeedLoad> feeds; ///< In the order of the arrangement.
    std::vector<Unfed> unfed;
    std::vector<PlacementId>
        withoutSides; ///< Draw power, but neither PDU, shelf, cord nor feed says from where.
    Watts load; ///< Of all placements.
    std::vector<std::string> missing; ///< What `load` leaves out.
    int accelerators = 0;
    /// With all roots of a side lost at once; only where that was asked for.
    std::array<int, sideCount> acceleratorsLostWithSide{};

    /// Indices of `feeds` in the order of their ids; empty: not made, and `feed` looks through all.
    std::vector<std::uint32_t> byId = {};
    void index();

    [[nodiscard]] const FeedLoad* feed(const FeedId&) const;
    /// The feed with the greatest share of its limit in its worst state, by its most loaded phase; null where there are
    /// no feeds.
    [[nodiscard]] const FeedLoad* worst() const;
};
using PowerChainRef = std::shared_ptr<const PowerChain>; ///< Never null where one is returned.

/// `provisioned`: placements whose power is another than their design gives.
PowerChain powerChain(const Arrangement& arrangement, const PowerBasis& basis,
                      const std::map<PlacementId, Watts>& provisioned = {});
/// The hall's own arrangement, with the pods that hang on its feeds. The same chain as before where nodes, what hangs on
/// them and what that draws are as in one of the halls asked for last, wherever the pods stand.
PowerChainRef hallPowerChain(const Hall& hall, const PowerBasis& basis);
/// A pod design's, as placed in this hall: where its feeds hang on the hall's, the loss of a whole side is a state, too.
/// Remembered beside the pod design.
PowerChainRef podPowerChain(const PodDesignRef& pod, const PowerBasis& basis, bool suppliedByHall,
                                                const std::map<PlacementId, Watts>& provisioned = {});
/// Whether some placement of the pod design hangs on feeds of the hall.
bool suppliedByHall(const Hall& hall, const PodDesign& pod);

/// Overrides of provisioned power in a hall, by pod placement (empty: what stands alone) and placement.
std::map<std::string, std::map<PlacementId, Watts>> provisionedOverrides(const Hall& hall);

/// True for what stands before the distribution to racks: utility, generator, transformer, switchboard, UPS.
bool isPlant(FeedKind kind);

/// Totals of one side over the whole hall.
struct SideTotal {
    Side side = Side::A;
    Watts normal;
    Watts limit;
    int feeds = 0;
};
/// The power chains of a whole design: one for each pod design, and the hall's own where it has
/// any.
struct DesignPower {
    struct Part {
        const PodDesign* pod = nullptr; ///< Null: the hall itself.
        int placements = 1;
        PowerChainRef chain;
        std::string instance = {}; ///< The one placement of the pod whose racks have other powers; empty: all others.
        SideSet below = {}; ///< Sides on which it hangs on a busway, panel or plain feed of the hall.

        /// True for the nodes that give a side its total: the first below the plant.
        [[nodiscard]] bool counts(const Feed& feed) const;
    };
    std::vector<Part> parts;

    /// What the racks hang on, by side: the first feeds, busways and panels below UPS and switchboards.
    [[nodiscard]] std::vector<SideTotal> bySide() const;
    struct Worst {
        const Part* part = nullptr;
        const FeedLoad* feed = nullptr;
    };
    /// Where a loss of one feed comes closest to a limit: "Worst: one feed lost 80 %". Null
    /// members: no feeds.
    [[nodiscard]] Worst worst() const;
};
/// A pod design that is not placed has 0 placements. A placed pod with overrides of power within has a part of its own.
DesignPower designPower(const Design& design, const PowerBasis& basis);

} // namespace colonnade::model
