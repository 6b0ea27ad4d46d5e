#include "model/rules/Rule.h"

#include "model/rules/AllRules.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

std::string_view word(Domain domain)
{
    switch (domain) {
    case Domain::Power: return "power";
    case Domain::Thermal: return "thermal";
    case Domain::Mechanical: return "mechanical";
    case Domain::Cabling: return "cabling";
    case Domain::Network: return "network";
    case Domain::Reliability: return "reliability";
    case Domain::Sustainability: return "sustainability";
    case Domain::DataQuality: return "data quality";
    case Domain::Own: return "own";
    }
    return {};
}

std::string_view word(Scope scope)
{
    switch (scope) {
    case Scope::RackDesign: return "rack design";
    case Scope::RackInPlace: return "rack in place";
    case Scope::Feed: return "feed";
    case Scope::Loop: return "loop";
    case Scope::Cable: return "cable";
    case Scope::Fabric: return "fabric";
    case Scope::Hall: return "hall";
    case Scope::Design: return "design";
    case Scope::PodDesign: return "pod design";
    }
    return {};
}

std::string_view word(Adjustable adjustable)
{
    switch (adjustable) {
    case Adjustable::Yes: return "yes";
    case Adjustable::No: return "no";
    case Adjustable::ByProfile: return "profile";
    }
    return {};
}

const std::vector<std::unique_ptr<const Rule>>& registry()
{
    static const std::vector<std::unique_ptr<const Rule>> rules = [] {
        std::vector<std::unique_ptr<const Rule>> list;
        for (const auto make :
             {airDensityRule, airflowDemandRule, airflowDirectionRule, aisleSupplyRule,
              aisleWidthRule, altitudeAirflowRule, altitudeDeratingRule, bendRadiusRule,
              bisectionRule, blastRadiusRule, branchCircuitLoadRule, breakoutRule, bundleSizeRule,
              busbarCurrentRule, buswayLoadRule, cableDelayRule, cableManagerRule, cableSlackRule,
              cagePowerRule, carbonUsageRule, cduRedundancyRule, checkpointIntervalRule,
              circuitCapacityRule, collisionRule, completenessRule, condensationRule,
              connectorMatingRule, containmentRule, coolantFlowRule, coolantSupplyRule,
              copperReachRule, deliveryRule, depthFitRule, electricalSpaceRule, equipmentRoomRule,
              exhaustTemperatureRule, fabricSizingRule, facilityWaterRule, failoverLoadRule,
              failureRateRule, faultCurrentRule, feederSizeRule, fibrePolarityRule, fibreTypeRule,
              figureSanityRule, floorLoadRule, generatorCapacityRule, groupAvailabilityRule,
              hashCollisionRule, heatReuseRule, heatSplitRule, heavyDeviceRule, hotSpareRule,
              inletTemperatureRule, inputPowerRule, inrushRule, insertionLossRule, jobFailureRule,
              laneRateRule, leakDetectionRule, lineCurrentRule, linkFailureRule, loadStepRule,
              loopHeadRule, loopMaterialsRule, missingInputRule, mountingRule, neutralCurrentRule,
              normalLoadingRule, openUnitsRule, opticalPowerRule, opticalReachRule, opticsPairRule,
              outletBankRule, outletCurrentRule, outletMatingRule, outOfBandRule, overheadRule,
              oversubscriptionRule, pathDiversityRule, pathLengthRule, pauseHeadroomRule,
              phaseImbalanceRule, pipeVelocityRule, planeDisjointRule, plugFormRule, pointLoadRule,
              powerSeparationRule, powerUsageRule, rackLoadRule, railAlignmentRule,
              reachMarginRule, rearDoorRule, redundancyClassRule, residualAirRule, rideThroughRule,
              rollingLoadRule, roomMoistureRule, routedLengthRule, rowLengthRule, seismicRule,
              shelfPulseRule, shelfRedundancyRule, singlePointRule, slideOutRule, sparesRule,
              specificFlowRule, staleWaiverRule, storageBandwidthRule, strandedCapacityRule,
              supplyQuorumRule, temperatureChangeRule, thermalRideThroughRule, tierCapacityRule,
              tipAngleRule, trainingTimeRule, trayFillRule, trayLoadRule, unconnectedRule,
              unitFillRule, unsourcedFigureRule, uplinkEvennessRule, upsTopologyRule,
              voltageDropRule, voltageRule, waterUsageRule, workingSpaceRule, zeroURule})
            list.push_back(make());
        std::sort(list.begin(), list.end(),
                  [](const auto& a, const auto& b) { return a->info().id < b->info().id; });
        return list;
    }();
    return rules;
}

const Rule* rule(std::string_view id)
{
    const auto& rules = registry();
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const auto& one) { return one->info().id == id; });
    return found == rules.end() ? nullptr : found->get();
}

namespace {

std::string joined(const std::string& owner, const std::string& name)
{
    return fmt::format("{}/{}", owner, name);
}

} // namespace

Subject ArrangementScope::subject() const
{
    return pod ? Subject::pod(pod->id().text()) : Subject{Subject::Where::Hall, {}};
}

Subject ArrangementScope::feed(const FeedId& id) const
{
    return {Subject::Where::Feed, joined(owner(), id.text())};
}

Subject ArrangementScope::loop(const LoopId& id) const
{
    return {Subject::Where::Loop, joined(owner(), id.text())};
}

Subject ArrangementScope::fabric(const FabricId& id) const
{
    return {Subject::Where::Fabric, joined(owner(), id.text())};
}

Subject ArrangementScope::cable(const FabricId& id, std::size_t number) const
{
    return {Subject::Where::Cable, fmt::format("{}/{}/{}", owner(), id, number)};
}

Subject ArrangementScope::placement(const PlacementId& id) const
{
    return pod ? Subject::pod(pod->id().text(), id.text()) : Subject::instance(id.text());
}

const ReliabilityFacts& RunScope::reliability() const
{
    if (!workedReliability)
        workedReliability =
            std::make_shared<const ReliabilityFacts>(reliabilityFacts(design, profile.reliability));
    return *workedReliability;
}

const DesignPowerState& HallScope::power() const
{
    if (!workedPower)
        workedPower =
            std::make_shared<const DesignPowerState>(DesignNetwork{design, profile.power}.state());
    return *workedPower;
}

std::string RackScope::name(const Device& device) const
{
    return fmt::format("'{}' of rack design '{}'", labelOr(device.label, device.id.text()), labelOr(rack.name(), rack.id().text()));
}

std::string ArrangementScope::name() const
{
    return pod ? fmt::format("pod design '{}'", labelOr(pod->name(), pod->id().text())) : "the hall";
}

std::string ArrangementScope::name(const PlacementId& id) const
{
    const auto found = std::find_if(arrangement.placements.begin(), arrangement.placements.end(),
                                    [&](const Placement& placement) { return placement.id == id; });
    return found == arrangement.placements.end() ? id.text() : labelOr(found->label, id.text());
}

std::vector<HallPart::SwitchLoss> switchLosses(const ArrangementScope& scope)
{
    std::vector<HallPart::SwitchLoss> losses;
    for (std::size_t i = 0; i < scope.fabrics.size(); ++i) {
        const auto& plan = scope.fabrics[i];
        if (!plan || plan->role != FabricRole::ScaleOut)
            continue;
        // The only leaf of each endpoint, or none where it has several.
        constexpr std::uint32_t unseen = 0xffffffff, several = 0xfffffffe;
        std::vector<std::uint32_t> only(plan->nodes.size(), unseen);
        for (std::size_t link = 0; link < plan->links.size(); ++link) {
            const std::uint32_t node = plan->links.a[link], leaf = plan->links.b[link];
            if (plan->nodes[node].tier != 0 || plan->nodes[leaf].tier == 0)
                continue;
            only[node] = only[node] == unseen || only[node] == leaf ? leaf : several;
        }
        std::vector<int> lost(plan->switchCount, 0);
        for (std::size_t node = plan->switchCount; node < only.size(); ++node) {
            const PartType& part = plan->part(static_cast<std::uint32_t>(node));
            if (only[node] < plan->switchCount && part.accelerator)
                lost[only[node]] += part.accelerator->count;
        }
        const auto worst = std::max_element(lost.begin(), lost.end());
        if (worst == lost.end())
            continue;
        const auto leaf = static_cast<std::uint32_t>(worst - lost.begin());
        losses.push_back({scope.fabric(scope.arrangement.fabrics[i].id),
                          plan->path(scope.arrangement, leaf), *worst});
    }
    return losses;
}

} // namespace colonnade::model
