#pragma once

#include "model/cooling/AirChain.h"
#include "model/cooling/CoolingChain.h"
#include "model/design/Instance.h"
#include "model/fabric/FabricLinks.h"
#include "model/fabric/TrayUse.h"
#include "model/power/DesignNetwork.h"
#include "model/power/PowerChain.h"
#include "model/reliability/ReliabilityFacts.h"
#include "model/rules/Clearances.h"
#include "model/rules/Rule.h"
#include "model/rules/WaiverOutcome.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// A rack design by itself, whatever the number of its placements.
struct RackScope {
    const RackDesign& rack;
    const Profile& profile;
    std::shared_ptr<const Catalog> library =
        nullptr; ///< Parts that a fix may bring in; may be null.

    [[nodiscard]] Subject subject() const { return Subject::rack(rack.id().text()); }
    [[nodiscard]] Subject subject(const Device& device) const
    {
        return Subject::rack(rack.id().text(), device.id.text());
    }
    /// For messages: "'PDU A' of rack design 'Compute rack'".
    [[nodiscard]] std::string name(const Device& device) const;
};

/// A pod design, or what stands in the hall by itself, with its chains.
struct ArrangementScope {
    const Arrangement& arrangement;
    const PodDesign* pod = nullptr; ///< Null: the hall.
    const PowerChain& power;
    const CoolingChain& cooling;
    const Profile& profile;

    /// Beside `arrangement.fabrics`.
    std::vector<std::shared_ptr<const FabricPlan>> fabrics = {};
    Millimetres trayHeight = Millimetres{2700}; ///< Of the hall.
    std::span<const PodPlacement> pods = {}; ///< Of the hall: they hang on its feeds. Empty for a pod design.
    const AirChain* air = nullptr; ///< Null where only power is judged.
    std::shared_ptr<const TrayGraph> trayGraph = nullptr; ///< Of the trays that its cables may lie in; null where none leaves a rack.
    std::shared_ptr<const TrayUse> trays = nullptr;       ///< What lies in them.

    /// The pod design, or the hall.
    [[nodiscard]] Subject subject() const;
    /// What an edit takes to find the arrangement.
    [[nodiscard]] std::optional<PodDesignId> holder() const
    {
        return pod ? std::optional{pod->id()} : std::nullopt;
    }
    [[nodiscard]] std::string owner() const { return pod ? pod->id().text() : std::string{}; }
    [[nodiscard]] Subject feed(const FeedId&) const;
    [[nodiscard]] Subject loop(const LoopId&) const;
    [[nodiscard]] Subject fabric(const FabricId&) const;
    [[nodiscard]] Subject cable(const FabricId&, std::size_t number) const;
    [[nodiscard]] Subject placement(const PlacementId&) const;
    /// For messages: "pod design 'Scalable unit'" or "the hall".
    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::string name(const PlacementId&) const; ///< What people call what stands there: "N04".
};

/// What the hall's rules need to know of one pod design, or of the hall's own arrangement.
struct HallPart {
    const PodDesign* pod = nullptr; ///< Null: the hall itself.
    int placements = 1;
    const PowerChain* power = nullptr;
    const CoolingChain* cooling = nullptr;
    /// Accelerators lost with the worst switch of each fabric.
    struct SwitchLoss {
        Subject subject;
        std::string device;
        int accelerators = 0;
    };
    const std::vector<SwitchLoss>* switches = nullptr;
    const AirChain* air = nullptr;
};

/// What a complete run found, for the rules about the run itself.
struct RunScope {
    const Design& design;
    const Profile& profile;
    int checks = 0;
    int checksEvaluated = 0;
    const std::vector<std::string>& missing; ///< Each once, most frequent first.
    std::vector<WaiverOutcome> waivers; ///< Empty until all other findings are there.
    std::string_view today = {}; ///< ISO date.

    /// Worked out when a rule first asks.
    [[nodiscard]] const ReliabilityFacts& reliability() const;
    mutable std::shared_ptr<const ReliabilityFacts> workedReliability = nullptr;
};

/// Accelerators that lose their last port of a scale-out fabric with each of its leaves; the worst
/// leaf of each fabric.
std::vector<HallPart::SwitchLoss> switchLosses(const ArrangementScope& scope);

/// The whole hall.
struct HallScope {
    const Design& design;
    const Hall& hall;
    const Profile& profile;
    const FloorClearances& clearances;
    const std::vector<HallPart>& parts;

    /// The power chains of the whole design in normal state; worked out when a rule first asks.
    [[nodiscard]] const DesignPowerState& power() const;
    mutable std::shared_ptr<const DesignPowerState> workedPower = nullptr;
};

} // namespace colonnade::model
