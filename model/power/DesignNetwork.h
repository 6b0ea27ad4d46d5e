#pragma once

#include "model/power/PowerNetwork.h"

namespace colonnade::model {

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
    double acceleratorsLost = 0;
    Watts wanted, drawn, conversion;
};

/// The power chains of a design, ready to be put into any state. A pod design is compiled once, however often it is
/// placed, and is remembered for the next design that shares it. The design must outlive it.
class DesignNetwork {
public:
    DesignNetwork(const Design& design, const PowerBasis& basis);
    [[nodiscard]] DesignPowerState state(const DesignLoss& loss = {}) const;
    [[nodiscard]] const Design& design() const { return *m_design; }

private:
    const Design* m_design;
    struct PodNetwork {
        std::shared_ptr<const PowerNetwork> network;
        std::shared_ptr<const ArrangementState> normal;
    };
    std::vector<PodNetwork> m_pods; ///< Beside the pods of the hall.
    std::shared_ptr<const PowerNetwork> m_hall;
};

} // namespace colonnade::model
