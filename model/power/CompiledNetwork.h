#pragma once

#include "model/power/PowerNetwork.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace colonnade::model {

/// The power chain by numbers instead of names. For the sources of `PowerNetwork` only: all others ask that.
///
/// Compiled once (CompiledNetwork.cpp), then put into states (NetworkStates.cpp), asked for every single loss at once
/// (NetworkLosses.cpp), and shown to what surrounds it as one thing that draws (NetworkDraw.cpp).
class PowerNetwork::Compiled {
public:
    Compiled(const Arrangement& arrangement, const PowerBasis& basis, const std::map<PlacementId, Watts>& provisioned,
             std::vector<PodConsumer> pods);

    [[nodiscard]] ArrangementState state(const ArrangementLoss& loss) const;
    [[nodiscard]] PowerChain chain(bool sides) const;
    [[nodiscard]] RackDraw draw(const ArrangementLoss& base) const;
    [[nodiscard]] Alive supplied(const std::vector<SideFeed>& feeds, const ArrangementState& state) const;

private:
    using Index = std::size_t;
    /// Factor between sums of floating figures that should be equal.
    static constexpr double equalEnough() { return 1 + 1e-9; }
    static Index index(Side side) { return static_cast<Index>(side); }

    /// Real power, as a whole and by phase.
    struct Load {
        Watts total;
        PerPhase phases{};

        void add(const Load& other, double sign = 1)
        {
            total += other.total * sign;
            for (Index i = 0; i < 3; ++i)
                phases[i] += other.phases[i] * sign;
        }
        [[nodiscard]] Load over(double efficiency) const
        {
            return {total / efficiency, {phases[0] / efficiency, phases[1] / efficiency, phases[2] / efficiency}};
        }
        /// What a three-phase breaker sees: three times its most loaded phase.
        [[nodiscard]] Watts seen(int ofPhases) const
        {
            return ofPhases == 3 ? std::max(total, *std::max_element(phases.begin(), phases.end()) * 3.0) : total;
        }
    };

    struct Node {
        const Feed* feed = nullptr;
        std::optional<Index> upstream, alternate;
        std::vector<Index> below;  ///< Nodes that may hang on it: by upstream or by alternate.
        std::vector<Index> groups; ///< Of consumers on it, directly.
        std::vector<Index> consumers; ///< Likewise.
        double efficiency = 1;
        double weight = 1; ///< Among several feeds of one side.
        Index rank = 0;    ///< Greater than that of all that it may hang on.
    };

    struct Consumer {
        PlacementId id;
        const Placement* placement = nullptr; ///< Null: a pod.
        const RackDraw* draw = nullptr;
        std::array<std::vector<Index>, sideCount> feeds; ///< By side.
        std::vector<Index> all;
        int accelerators = 0;
    };

    /// Consumers that draw alike from the same nodes: a chain is reckoned for one of them.
    struct Group {
        Index first = 0; ///< One of them.
        double count = 0;
    };

    /// What one consumer puts on one node.
    struct Share {
        Index node = 0;
        Load load;
    };

    /// How much of each node is alive, and what it hangs on.
    struct Alivenesses {
        std::vector<double> alive;
        std::vector<bool> transferred;
    };

    /// The normal state, from which others are reckoned by what differs.
    struct Normal {
        Alivenesses alive;
        std::vector<Load> loads; ///< Of each node, without what the nodes below it draw.
        Watts wanted, drawn, unfed;
        std::vector<PlacementState> affected;
    };

    struct Losing;

    // Compiling.
    void addNodes();
    /// Ranks from the sources down. What hangs on itself, which no valid arrangement has, comes last.
    void sortFromAbove();
    void addPlacement(const Placement& placement, const std::map<PlacementId, Watts>& provisioned);
    void addPod(const PodConsumer& pod);
    const RackDraw* drawOf(const Placement& placement, SideSet fed, const std::map<PlacementId, Watts>& provisioned);
    void add(Consumer consumer, const std::vector<SideFeed>& feeds);
    void group();

    // States.
    void settleNormal();
    /// Consumers that this state may treat in another way than the normal one, in their order.
    [[nodiscard]] std::vector<Index> touchedBy(const ArrangementLoss& loss, const Alivenesses& now) const;
    /// Takes out what a consumer puts in in normal state.
    void take(Index i, std::vector<Load>& loads, ArrangementState& state) const;
    [[nodiscard]] Alivenesses aliveness(const std::vector<Index>& lost, const Alive& supplied) const;
    /// A node that is not lost itself: as alive as what it hangs on, or as what takes over from that.
    void revive(Index at, const Alive& supplied, Alivenesses& now) const;
    [[nodiscard]] std::optional<Index> parent(Index at, const Alivenesses& now) const
    {
        return now.transferred[at] ? m_nodes[at].alternate : m_nodes[at].upstream;
    }
    /// A side that no feed supplies is taken as alive: it is reported, not guessed at.
    [[nodiscard]] Alive aliveOf(const Consumer& consumer, const std::vector<double>& nodes) const;
    [[nodiscard]] std::vector<Share> sharesOf(const RackDraw& draw, const Consumer& consumer,
                                              const std::vector<double>& nodes) const;
    /// One consumer in one state: its shares on the nodes, and what it loses.
    void put(const Consumer& consumer, const ArrangementLoss& loss, const Alivenesses& now, std::vector<Load>& loads,
             ArrangementState& state) const;
    /// What hangs on no side has only itself to lose.
    static void loseUnsided(const Placement& placement, const ArrangementLoss& loss, ArrangementState& state);
    /// Carries the loads of the nodes up to the roots.
    void settle(std::vector<Load>& loads, const Alivenesses& now, ArrangementState& state) const;

    // Every single loss.
    /// The nodes below some lost ones, these included, by rank.
    [[nodiscard]] std::vector<Index> belowOf(const std::vector<Index>& lost) const;
    /// The state in which these nodes are lost: only what hangs below them moves its load.
    void lose(const std::vector<Index>& lost, Losing& losing, PowerChain& chain, std::optional<Side> side = {}) const;
    /// Takes the old input of a node off what it hung on and puts the new one onto what it hangs on.
    template <class Touch> void carryUp(Index at, const Alivenesses& now, Losing& losing, Touch touch) const;
    void note(Index at, const Alivenesses& now, const Losing& losing, PowerChain& chain, const std::vector<Index>& lost,
              std::optional<Side> side) const;
    /// All roots of one side at once, where they are more than one: what a hall can take from a pod.
    void loseSide(Side side, Losing& losing, PowerChain& chain) const;

    const Arrangement& m_arrangement;
    PowerBasis m_basis;
    std::vector<PodConsumer> m_pods;
    PowerChain m_plain; ///< What holds in every state.
    std::map<FeedId, Index> m_indexOf;
    std::vector<Node> m_nodes;
    std::vector<Index> m_fromBelow; ///< Loads before sources.
    std::map<std::pair<const void*, unsigned>, std::unique_ptr<RackDraw>> m_draws;
    std::vector<std::unique_ptr<RackDraw>> m_special;
    std::vector<Consumer> m_consumers;
    std::multimap<PlacementId, Index> m_consumerOf; ///< A pod may have the name of a rack.
    std::vector<Group> m_groups;
    Normal m_normal;
    std::vector<const Placement*> m_unsided;
    Watts m_withoutSides;
};

} // namespace colonnade::model
