#pragma once

#include "model/cooling/CoolingChain.h"
#include "model/cooling/LoopState.h"
#include "model/power/PowerChain.h"
#include "model/power/PowerNetwork.h"
#include "model/reliability/NetworkOutage.h"
#include "model/reliability/RackOutage.h"
#include "model/reliability/ServiceLoss.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What became of a rack or unit, the worst last.
enum class PlaceState : std::uint8_t {
    Normal,
    Degraded,   ///< Runs with less: fewer sides, shelves, ports or devices.
    Overloaded, ///< A PDU of it, or a node that it hangs on, carries more than it may.
    Dark,       ///< Nothing of it does its work.
    Failed      ///< It has failed itself.
};
inline constexpr int placeStateCount = 5;
std::string_view word(PlaceState); ///< "normal", "degraded", "overloaded", "dark", "failed"

/// Something that does not do its work.
struct DarkPlace {
    std::size_t placement = 0;         ///< In the arrangement.
    std::optional<std::size_t> device; ///< In the rack design's `devices()`; absent: all that runs there.
    DarkReason reason = DarkReason::NoPower;
    double accelerators = 0; ///< That are lost for this reason and no reason before it.
};

/// A node, rack PDU or bank of shelves that carries more than normally.
struct LoadedNode {
    const Feed* feed = nullptr;           ///< A node of the power chain; null: in a rack.
    std::optional<std::size_t> placement; ///< The rack.
    const Device* device = nullptr;       ///< Its PDU; null with a placement: its living shelves.
    Watts load, normally;
    std::optional<Watts> limit;       ///< Absent: no rating is known.
    double share = 0;                 ///< Of the limit; of a third of it, where one phase is worse. 0: no limit.
    std::optional<std::size_t> phase; ///< 0 to 2, where that phase is what is worse.
    [[nodiscard]] bool overloaded() const { return share > 1 + 1e-9; }
};

/// A coolant loop that has lost CDUs or pumps.
struct LoopOutage {
    const Loop* loop = nullptr;
    int cdus = 0, cdusLost = 0;
    Watts heat, capacity; ///< Of the racks that still run, and of the CDUs that do.
    std::optional<LitresPerMinute> flow, cduFlow;
    bool holds = true;

    int pumpsLost = 0; ///< In CDUs that still run.
    std::optional<LitresPerMinute> flowLeft; ///< That the living pumps give ...
    std::optional<Celsius> supply, back;     ///< ... and how warm, settled. Absent: nothing flows, or no solution is known.
    std::vector<std::string> takeOver;       ///< Labels of the CDUs that carry more heat than before.
    std::optional<Seconds> rideThrough; ///< Until the supply is as warm as the lowest limit; absent: it never is, or unknown.
    std::string rideThroughHow;
    std::shared_ptr<const LoopLossState> after; ///< Settled, branch by branch; null: it was not solved.
};

/// Accelerators lost, each counted once: by the first of these causes that takes it.
struct LostAccelerators {
    double itself = 0; ///< In what has failed.
    double power = 0, cooling = 0, network = 0;
    [[nodiscard]] double total() const { return itself + power + cooling + network; }
    void operator+=(const LostAccelerators& other);
};

/// One arrangement in one state of failure.
struct ArrangementFailure {
    std::vector<PlaceState> places; ///< Beside the placements.
    std::vector<DarkPlace> dark;
    std::vector<LoadedNode> loaded; ///< The greatest share first.
    std::vector<LoopOutage> loops;
    LostAccelerators lost;
    NetworkOutage network;
    std::vector<bool> darkDevices; ///< By number (`ScaleOut::numbers`); empty: none.
    std::vector<std::string> unknown; ///< What the figures leave out; a sentence each.
};

/// An arrangement ready to have parts fail. The arrangement must outlive it.
class ArrangementFailing {
public:
    ArrangementFailing(const Arrangement& arrangement, std::shared_ptr<const PowerChain> normal,
                       std::vector<ScaleOut::FabricOf> fabrics, const Catalog& catalog, const PowerBasis& power,
                       const CoolingBasis& cooling, std::map<PlacementId, Watts> provisioned = {},
                       std::shared_ptr<const CoolingChain> loops = nullptr);

    [[nodiscard]] const Arrangement& arrangement() const { return *m_arrangement; }
    [[nodiscard]] const ScaleOut& scaleOut() const { return m_scaleOut; }
    [[nodiscard]] const NetworkOutage& normalNetwork() const { return m_normalNetwork; }
    [[nodiscard]] const PowerChain& normalPower() const { return *m_normal; }
    /// `state` of its power chain under `loss`.
    [[nodiscard]] ArrangementFailure with(const ArrangementState& state, const ArrangementLoss& loss,
                                          const ServiceLoss& services = {}) const;

private:
    class Judging;
    const Arrangement* m_arrangement;
    std::shared_ptr<const PowerChain> m_normal;
    ScaleOut m_scaleOut;
    NetworkOutage m_normalNetwork;
    PowerBasis m_power;
    CoolingBasis m_cooling;
    std::map<PlacementId, Watts> m_provisioned;
    std::shared_ptr<const CoolingChain> m_chain; ///< In normal operation; may be null.
    std::map<FeedId, std::size_t> m_feeds; ///< In the arrangement.
};

} // namespace colonnade::model
