#pragma once

#include "model/power/PowerNetwork.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace colonnade::model {

struct PodPower;

/// What is lost in a design: in the hall's own arrangement, and in pods by their placement.
struct DesignLoss {
    ArrangementLoss hall;
    std::map<PlacementId, ArrangementLoss> pods; ///< `supplied` is worked out from the hall.
    [[nodiscard]] bool empty() const { return hall.empty() && pods.empty(); }
};

/// The power chains of a whole design in one state.
struct DesignPowerState {
    ArrangementState hall;
    struct Pod {
        const PodPlacement* placement = nullptr;
        std::shared_ptr<const ArrangementState> state; ///< Shared by pods of one design in one state; never null.
        bool normal = true;                            ///< Nothing is lost in it or reaches it.
    };
    std::vector<Pod> pods; ///< In the order of the hall.
    /// Of all racks and units, pods' contents in place of the pods. `fromSources` = `drawn` - `unfed` + `conversion`.
    double acceleratorsLost = 0;
    Watts wanted, drawn, unfed, conversion, fromSources;
};

/// The power chains of a design, ready to be put into any state. A pod design is compiled once, however often it is
/// placed, and is remembered for the next design that shares it.
class DesignNetwork {
public:
    DesignNetwork(const Design& design, const PowerBasis& basis);
    [[nodiscard]] DesignPowerState state(const DesignLoss& loss = {}) const;
    [[nodiscard]] const Hall& hall() const { return *m_hall; }

private:
    using Met = std::map<std::pair<const PodPower*, Alive>, std::shared_ptr<const ArrangementState>>;
    DesignPowerState::Pod podIn(std::size_t at, const DesignLoss& loss, bool whole, const Alive& supplied, Met& met) const;
    /// Adds the pod's part of the sums, `sign` times.
    void count(std::size_t at, const DesignPowerState::Pod& pod, const RackDraw& draw, bool whole, const Alive& supplied,
               double sign, DesignPowerState& state) const;

    /// The pods, where nothing reaches them.
    void settlePods();

    std::shared_ptr<const Hall> m_hall; ///< Keeps alive what the networks read.
    std::vector<std::shared_ptr<const PodPower>> m_pods; ///< Beside the pods of the hall.
    std::shared_ptr<const PowerNetwork> m_network;
    std::vector<std::vector<std::size_t>> m_nodes; ///< Beside the pods: the hall's feeds that they hang on.
    DesignPowerState m_normalPods; ///< All pods in normal state, without the hall's own part.
};

} // namespace colonnade::model
