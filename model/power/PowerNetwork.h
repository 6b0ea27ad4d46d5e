#pragma once

#include "model/power/PowerChain.h"

#include <map>
#include <memory>
#include <vector>

namespace colonnade::model {

/// What is lost in one arrangement. Nothing: the normal state.
struct ArrangementLoss {
    std::vector<FeedId> feeds;              ///< Nodes of its power chain.
    std::vector<PlacementId> placements;    ///< Whole racks and units.
    std::map<PlacementId, RackLoss> inside; ///< Devices and supplies of others.
    std::map<PlacementId, std::shared_ptr<const RackDraw>> pods; ///< Pods with losses of their own: how they draw now.
    /// What still reaches it from outside, by side: 1 all, 0 nothing. For a pod in a hall.
    Alive supplied = allAlive;

    [[nodiscard]] bool empty() const
    {
        return feeds.empty() && placements.empty() && inside.empty() && pods.empty() && supplied == allAlive;
    }
};

/// One node of the power chain in one state.
struct NodeState {
    Watts load;        ///< What hangs on it draws, real power at its output.
    PerPhase byPhase{}; ///< Of `load`.
    Watts input;       ///< With its own conversion loss.
    double alive = 1;  ///< 0 lost, or nothing that it hangs on is alive; between where one of several supplies is.
    bool dead = false; ///< Nothing of it is alive.
    bool transferred = false; ///< Runs on its alternate.
};

/// One placement in a state that differs from the normal one.
struct PlacementState {
    PlacementId placement;
    double acceleratorsLost = 0; ///< That stop, of those that run normally. A pod whose feeds share its load may lose a part.
    Watts wanted;                ///< Normally.
    Watts drawn;                 ///< Here.
};

/// The power chain of one arrangement in one state.
///
/// Power is conserved: `fromRoots` together = `drawn` - `unfed` + `conversion`.
struct ArrangementState {
    std::vector<NodeState> nodes;         ///< Beside the feeds of the arrangement.
    std::vector<PlacementState> affected; ///< What draws less, or lost accelerators; in the order of the arrangement, then pods.
    Watts wanted;                         ///< By all placements in normal state.
    Watts drawn;                          ///< Here.
    Watts unfed;                          ///< Of `drawn`: over sides that no feed supplies.
    Watts conversion;                     ///< Lost in nodes with an efficiency.
    PerSide fromRoots{};                  ///< Input of the nodes that hang on no other, by their side.
    double acceleratorsLost = 0;
};

/// Share of each side of something fed by `feeds` that is alive in a state of its arrangement, by the rating of the feeds.
/// A side that no feed supplies is taken as alive. `numbers`: of the arrangement's feeds.
Alive aliveSides(const std::vector<SideFeed>& feeds, const Arrangement& arrangement,
                 const std::map<FeedId, std::size_t>& numbers, const ArrangementState& state);

/// A pod placed in a hall, as the hall's power chain sees it.
struct PodConsumer {
    PlacementId id;
    std::vector<SideFeed> feeds;
    std::shared_ptr<const RackDraw> draw;
    int accelerators = 0;
};

/// The power chain of one arrangement, made ready to be put into any state.
///
/// The arrangement must outlive it.
class PowerNetwork {
public:
    PowerNetwork(const Arrangement& arrangement, const PowerBasis& basis,
                 const std::map<PlacementId, Watts>& provisioned = {}, std::vector<PodConsumer> pods = {});
    ~PowerNetwork();
    PowerNetwork(PowerNetwork&&) noexcept;
    PowerNetwork& operator=(PowerNetwork&&) noexcept;

    [[nodiscard]] ArrangementState state(const ArrangementLoss& loss = {}) const;
    /// Normal state and every loss of one node; with `sides`, also every loss of one side as a whole.
    [[nodiscard]] PowerChain chain(bool sides = false) const;
    /// What all of it draws, by the sides of its roots, in every set of lost sides: a pod as its hall sees it.
    [[nodiscard]] RackDraw draw(const ArrangementLoss& loss = {}) const;
    /// What a state of the hall leaves of each side of something that hangs on these feeds.
    [[nodiscard]] Alive supplied(const std::vector<SideFeed>& feeds, const ArrangementState& state) const;

private:
    class Compiled;
    std::unique_ptr<const Compiled> m_compiled;
};

} // namespace colonnade::model
