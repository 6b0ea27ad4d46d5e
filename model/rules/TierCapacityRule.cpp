#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/FabricSizes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// A fabric joins no more endpoints than the ports of its switches allow in so many tiers.
class TierCapacityRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-002",
            .title = "Radix and capacity of tiers",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {{"reserve", "", "Share of the capacity that is wanted free; less is told.", 0, 1}},
            .formula = "one tier k, two tiers k²/2, three tiers k³/4 at 1:1; used ports ≤ k on every switch",
            .explanation = "Endpoint ports against what equal switches of the fabric's radix join in its tiers, by the "
                           "oversubscription of its recipe; of fabrics in separate parts (rails without spines) against all parts. "
                           "Less than 5 % left to grow is told and not a fault. Links by hand can overfill a switch, which is "
                           "an error. Fabrics that are no Clos are judged by their switches alone.",
            .remedy = "One more tier, or switches with more ports.",
            .sources = {{"substack.tech-talk-cto.com: 64, 2048 and 65 536 nodes", "B"}, {"Fat-tree algebra", "EJ"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool judged = in.has("endpoints");
        for (const auto& row : in.rows({{"k"}, {"endpoints", 0.0}, {"tiers", 2.0}})) {
            RuleValue caps = RuleValue::list();
            for (int tiers = 1; tiers <= 3; ++tiers)
                caps.add(tierCapacity(tiers, row[0], row[0] / 2));
            out.add("cap", caps);
            if (judged)
                out.add("verdict", verdictWord(verdict(row[1], tierCapacity(static_cast<int>(std::clamp(row[2], 0.0, 9.0)), row[0], row[0] / 2),
                                                       profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        const auto shape = switchShape(plan, place.fabric.oversubscription);
        if (!shape || plan.links.size() == 0)
            return;
        for (const SwitchUse& use : plan.switches) {
            if (use.down + use.up <= use.ports)
                continue;
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {place.subject()};
            finding.aspect = place.switchName(use.node);
            finding.measured = use.down + use.up;
            finding.limit = use.ports;
            finding.unit = "ports";
            finding.message = fmt::format("Switch '{}' of fabric '{}' uses {} ports of {}.", place.switchName(use.node),
                                          place.fabric.name, use.down + use.up, use.ports);
            findings.add(std::move(finding));
        }
        const double capacity = std::max(plan.components, 1) * tierCapacity(shape->tiers, shape->leafPorts, shape->leafDown);
        // Spines that are oversubscribed themselves, and ends in pods, follow another algebra.
        if (!hasTiers(place.fabric.family) || !plan.pods.empty() || place.fabric.spineOversubscription != 1 || capacity <= 0)
            return findings.pass();
        const double used = portsTaken(plan, 1);
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = used;
        finding.limit = capacity;
        finding.unit = "ports";
        finding.message = fmt::format("Fabric '{}' joins {} endpoint ports over {} of its switches' ports; {} with switches of {} ports in {} {} join "
                                      "{} at the most.",
                                      place.fabric.name, plan.endpointLinks, significant(used, 4), plan.components > 1 ? "its parts" : "it", shape->leafPorts,
                                      shape->tiers, shape->tiers == 1 ? "tier" : "tiers", shortest(capacity));
        finding.derivation = fmt::format("{} of {} = {}", significant(used, 4), shortest(capacity), percent(used / capacity));
        findings.judge(verdict(used, capacity, place.scope.profile), std::move(finding));
    }

private:
    Verdict verdict(double used, double capacity, const Profile& profile) const
    {
        if (exceeds(used, capacity))
            return Severity::Error;
        const double reserve = profile.parameter(info().id, "reserve");
        return exceeds(used, capacity * (1 - reserve)) ? Verdict{Severity::Info} : Verdict{};
    }
};

} // namespace

MadeRule tierCapacityRule()
{
    return std::make_unique<TierCapacityRule>();
}

} // namespace colonnade::model
