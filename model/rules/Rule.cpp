#include "model/rules/Rule.h"

#include "model/rules/AllRules.h"
#include "model/rules/Scopes.h"

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
        for (const auto make : {branchCircuitLoadRule, cableSlackRule, cduRedundancyRule, collisionRule,
                                coolantFlowRule, coolantSupplyRule, copperReachRule, failoverLoadRule, floorLoadRule,
                                heatSplitRule, insertionLossRule, blastRadiusRule, missingInputRule, openUnitsRule,
                                opticalReachRule, oversubscriptionRule, rackLoadRule, railAlignmentRule,
                                residualAirRule, routedLengthRule, shelfRedundancyRule, staleWaiverRule,
                                supplyQuorumRule, workingSpaceRule})
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
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& one) { return one->info().id == id; });
    return found == rules.end() ? nullptr : found->get();
}

namespace {

std::string joined(const std::string& owner, const std::string& name)
{
    return fmt::format("{}/{}", owner, name);
}

} // namespace

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

std::string ArrangementScope::name() const
{
    return pod ? fmt::format("pod design '{}'", pod->id()) : "the hall";
}

} // namespace colonnade::model
