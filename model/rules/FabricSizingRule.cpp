#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/FabricSizes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A fabric has the switches and links that its endpoints ask for.
class FabricSizingRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-014",
            .title = "Sizing of a fabric",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Warning,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "leaves = ⌈hosts · rails / (k/2)⌉; spines = ⌈leaves · (k/2) / k⌉; links = leaves · (k/2)",
            .explanation = "Two-tier and rail-optimised fabrics of equal leaves and equal spines, by the oversubscription of the "
                           "recipe, against the plan. Fewer than asked for is a warning; more is told, for it may be room to grow "
                           "or an operator's choice. Transceivers are two for each fibre and none for copper.",
            .remedy = "Generate the fabric anew, or take the spare switches out of it.",
            .sources = {{"Clos algebra", "EJ"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"nodes"}, {"rails"}, {"k"}})) {
            const TierCounts counts = tierCounts(row[0] * row[1], row[2], row[2] / 2);
            out.add("leaves", counts.leaves);
            out.add("spines", counts.spines);
            out.add("links", counts.links);
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        if (place.fabric.family != FabricFamily::Clos && place.fabric.family != FabricFamily::RailOptimised)
            return;
        if (plan.planes > 1 || !plan.pods.empty())
            return; // Each plane, and each pod, is a fabric of its own.
        const auto shape = switchShape(plan, place.fabric.oversubscription);
        if (!shape || plan.refusal || !shape->alike || shape->tiers > 2 || shape->above == 0 || plan.endpointLinks == 0)
            return;
        const TierCounts asked = wanted(plan, *shape);
        tell(place, "leaves", shape->leaves, asked.leaves, findings);
        tell(place, "spines", shape->above, asked.spines, findings);
        tell(place, "links", portsTaken(plan, 2), asked.links, findings);
    }

private:
    /// By rails where there are some: each rail has leaves of its own, for its own endpoints.
    static TierCounts wanted(const FabricPlan& plan, const SwitchShape& shape)
    {
        if (plan.rails <= 1)
            return tierCounts(portsTaken(plan, 1), shape.leafPorts, shape.leafDown);
        std::vector<double> byRail(static_cast<std::size_t>(plan.rails) + 1);
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const auto rail = static_cast<std::size_t>(plan.links.rail[link]);
            if (plan.links.tier[link] == 1 && rail > 0 && rail < byRail.size())
                byRail[rail] += 1;
        }
        const double each = plan.endpointLinks > 0 ? portsTaken(plan, 1) / plan.endpointLinks : 1; // Of a split port, its share.
        TierCounts all;
        for (std::size_t rail = 1; rail < byRail.size(); ++rail)
            all.leaves += tierCounts(byRail[rail] * each, shape.leafPorts, shape.leafDown).leaves;
        all.links = all.leaves * (shape.leafPorts - shape.leafDown);
        all.spines = tierCounts(all.leaves * shape.leafDown, shape.leafPorts, shape.leafDown).spines;
        return all;
    }

    static Verdict verdict(double has, double asked)
    {
        if (exceeds(asked, has))
            return Severity::Warning;
        return exceeds(has, asked) ? Verdict{Severity::Info} : Verdict{};
    }

    static void tell(const PlannedFabric& place, std::string_view what, double has, double asked, Findings& findings)
    {
        Finding finding;
        finding.subjects = {place.subject()};
        finding.aspect = what;
        finding.measured = has;
        finding.limit = asked;
        finding.unit = what;
        finding.lowerIsWorse = has < asked;
        finding.message = fmt::format("Fabric '{}' has {} {}; its {} endpoint ports ask for {}.", place.fabric.name, shortest(has), what,
                                      place.plan->endpointLinks, shortest(asked));
        findings.judge(verdict(has, asked), std::move(finding));
    }
};

} // namespace

MadeRule fabricSizingRule()
{
    return std::make_unique<FabricSizingRule>();
}

} // namespace colonnade::model
