#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/FabricSizes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Large flows of a leaf do not meet on one uplink while another is idle.
class HashCollisionRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-010",
            .title = "Collisions of ECMP",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_chance", "", "Chance without a collision that is wanted.", 0, 1},
                           {"flows", "", "Large flows of an endpoint port at once.", 0, 1000},
                           {"adaptive", "", "1: Ethernet switches route adaptively or spray packets; 0: a hash picks the path.", 0, 1}},
            .formula = "P = m! / ((m − n)! mⁿ); idle = m (1 − 1/m)ⁿ",
            .explanation = "n flows of the fullest leaf, one for each of its endpoint ports, over its m uplinks by a static hash. "
                           "Scale-out fabrics of Ethernet; InfiniBand routes adaptively, a profile can say that the switches of "
                           "the site do, and a fabric itself how it routes. More flows than uplinks always meet.",
            .remedy = "Adaptive routing, dynamic load balancing or packet spraying; a rail-optimised fabric sends less over spines.",
            .sources = {{"pingdo.net: adaptive routing against ECMP, the birthday paradox", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"n"}, {"m"}})) {
            const HashSpread spread = hashSpread(row[0], row[1]);
            out.add("P", spread.noCollision);
            out.add("idle", spread.idle);
            out.add("verdict", verdictWord(verdict(spread.noCollision, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        const Profile& profile = place.scope.profile;
        if (place.fabric.role != FabricRole::ScaleOut)
            return;
        const SwitchUse* fullest = nullptr;
        for (const SwitchUse& use : plan.switches) {
            if (plan.nodes[use.node].tier == 1 && use.linksUp > 0 && (!fullest || use.linksDown > fullest->linksDown))
                fullest = &use;
        }
        if (!fullest)
            return; // No choice of paths.
        const PartType& part = plan.part(fullest->node);
        const std::string network = part.switching ? part.switching->fabric : std::string{};
        if (network.empty())
            return findings.notEvaluated(place.subject(), {fmt::format("network that {} is made for", part.model)});
        // What the design states of the fabric goes before what is usual.
        const bool usual = network.find("Ethernet") == std::string::npos || network.find("scheduled") != std::string::npos
            || profile.parameter(info().id, "adaptive") > 0;
        if (place.fabric.routing ? *place.fabric.routing == FabricRouting::Adaptive : usual)
            return findings.pass(); // Routed adaptively, or in cells over all links.
        const double flows = fullest->linksDown * profile.parameter(info().id, "flows");
        const HashSpread spread = hashSpread(flows, fullest->linksUp);
        const double least = profile.parameter(info().id, "least_chance");
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = spread.noCollision * 100;
        finding.limit = least * 100;
        finding.unit = "%";
        finding.lowerIsWorse = true;
        finding.message = fmt::format("{} large flows of leaf '{}' of fabric '{}' spread over {} uplinks by a hash without a collision with a "
                                      "chance of {}, and leave {} of them idle; {} is wanted.",
                                      shortest(flows), place.switchName(fullest->node), place.fabric.name, fullest->linksUp,
                                      percent(spread.noCollision), significant(spread.idle, 3), percent(least));
        finding.derivation = fmt::format("n = {}, m = {}: P = {}", shortest(flows), fullest->linksUp, percent(spread.noCollision));
        findings.judge(verdict(spread.noCollision, profile), std::move(finding));
    }

private:
    Verdict verdict(double chance, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "least_chance"), chance) ? Verdict{Severity::Warning} : Verdict{};
    }
};

} // namespace

MadeRule hashCollisionRule()
{
    return std::make_unique<HashCollisionRule>();
}

} // namespace colonnade::model
