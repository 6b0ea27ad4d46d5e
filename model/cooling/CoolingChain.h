#pragma once

#include "model/cooling/Coolant.h"
#include "model/cooling/LoopState.h"
#include "model/design/Design.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// What the heat of a rack leaves out: "power of SN2201", "liquid share of GB300 compute tray".
/// Empty: nothing.
std::vector<std::string> missingHeat(const RackDesign& rack);

/// One coolant loop: what its racks ask for and what its CDUs give.
struct LoopLoad {
    explicit LoopLoad(Loop of) : loop{std::move(of)} {}

    Loop loop;
    int racks = 0;
    int cdus = 0;
    int accelerators = 0;
    Watts heat; ///< To liquid, of its racks in operation.
    std::vector<std::string> missingHeat; ///< What `heat` leaves out.

    std::optional<Celsius> supply; ///< Facility supply plus the largest approach of its CDUs.
    std::optional<Kelvins> approach;
    bool approachAssumed = false; ///< From the profile, not from the entries.
    std::optional<Celsius> inletMax; ///< The lowest limit of what it cools.
    std::string inletMaxOf; ///< Which part that is.
    std::vector<std::string> missingInlet; ///< Liquid-cooled parts without a limit.

    std::optional<LitresPerMinute> flow; ///< Demand; absent where the fluid is unknown.
    bool flowByMaker = false; ///< From the makers' design points, else from heat and rise.
    Kelvins rise; ///< With which the demand by heat is reckoned.
    Coolant fluid; ///< At the mean temperature of the loop.

    Watts capacity; ///< Of all CDUs.
    Watts capacityLess; ///< With the spare ones, the largest, lost.
    std::optional<LitresPerMinute> cduFlow, cduFlowLess; ///< Absent where an entry gives no flow.
    std::vector<std::string> missingCdu; ///< "flow of CHx1500".
    Watts largestCdu;
    bool toRoomAir = false; ///< A CDU of it rejects to the air of the room.
    bool facilityMissing = false; ///< It names facility water that the hall does not have: nothing rests on it.

    /// The facility water that the loop names, as the hall has it.
    std::optional<FacilityWater> facility;
    std::shared_ptr<const LoopNetwork> network; ///< Null where it has no rack or no CDU.
    std::shared_ptr<const LoopState> state; ///< In normal operation; null where there is no solution ...
    std::string withoutState; ///< ... and why: a whole sentence.

    [[nodiscard]] std::optional<Kelvins> margin() const
    {
        return supply && inletMax ? std::optional{difference(*inletMax, *supply)} : std::nullopt;
    }
    /// True where the loop carries its load with the spare CDUs lost, as far as is known.
    [[nodiscard]] bool redundant() const
    {
        return heat <= capacityLess && (!flow || !cduFlowLess || *flow <= *cduFlowLess);
    }
};

/// The coolant loops of one arrangement: a pod design, or the hall by itself.
struct CoolingChain {
    std::vector<LoopLoad> loops; ///< In the order of the arrangement.
    /// Racks with heat to liquid, but without a loop and without a CDU of their own.
    std::vector<PlacementId> withoutLoop;

    [[nodiscard]] const LoopLoad* loop(const LoopId&) const;
};
/// `facilities`: the hall's. A loop that names one of them is reckoned at its warmest: in `LoopLoad::loop`,
/// `facilitySupply` is then that.
CoolingChain coolingChain(const Arrangement& arrangement, const CoolingBasis& basis,
                          std::span<const FacilityWater> facilities = {});
/// What of the facilities a chain of the arrangement rests on; equal where it rests on the same.
std::string facilitiesKey(const Arrangement& arrangement, std::span<const FacilityWater> facilities);
/// Of a pod design, worked out once for each basis and facilities and remembered beside it.
std::shared_ptr<const CoolingChain> podCoolingChain(const PodDesignRef& pod, const CoolingBasis& basis,
                                                    std::span<const FacilityWater> facilities);
/// Of what stands in the hall by itself, remembered likewise.
std::shared_ptr<const CoolingChain> hallCoolingChain(const std::shared_ptr<const Hall>& hall, const CoolingBasis& basis);
/// One loop of an arrangement as `coolingChain` has it, without network and state: heat, demand and capacity alone.
LoopLoad loopLoad(const Arrangement& arrangement, const Loop& loop, const CoolingBasis& basis,
                  std::span<const FacilityWater> facilities = {});

/// The cooling chains of a whole design: one for each pod design, and the hall's own where it has
/// any.
struct DesignCooling {
    struct Part {
        const PodDesign* pod = nullptr; ///< Null: the hall itself.
        int placements = 1;
        CoolingChain chain;
    };
    std::vector<Part> parts;
};
DesignCooling designCooling(const Design& design, const CoolingBasis& basis);

} // namespace colonnade::model
