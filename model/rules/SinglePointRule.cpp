#include "model/rules/AllRules.h"
#include "model/rules/FabricGraph.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// The loss of one switch or one link cuts no node off from a fabric that promises two ways.
class SinglePointRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-007",
            .title = "Single points of failure",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"allowed_share", "", "Share of the nodes that one switch or link may cut off.", 0, 1}},
            .formula = "articulation points and bridges of the graph; loss = endpoints cut off / all = 0",
            .explanation = "Articulation points and bridges of the fabric as it is built, with parallel links as one edge (Tarjan). A "
                           "node is cut off where it reaches no other part any more. In storage, front-end and management fabrics "
                           "whose nodes have two homes it is a warning; elsewhere (one home by intent) it is told. Rails leave a "
                           "node reachable over the other rails: then the share of the links that the fullest switch takes with it "
                           "is the number.",
            .remedy = "A second home for the nodes, or a spare leaf.",
            .sources = {{"Alibaba HPN (SIGCOMM 2024): failures of single leaves halt jobs", "B"}, {"Graph theory", "EJ"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"lost"}, {"total"}})) {
            const double share = shareOf(row[0], row[1]);
            out.add("frac", share);
            out.add("verdict", verdictWord(verdict(share, true, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        if (place.plan->switchCount == 0 || place.plan->links.size() == 0)
            return;
        const auto weakness = weaknessOf(place.plan);
        if (weakness->devices == 0)
            return;
        const bool promised = promisesTwoHomes(place.fabric.role) && weakness->dualHomed;
        const bool bySwitch = weakness->worstSwitch.has_value();
        const bool byLink = weakness->worstLink && (!bySwitch || weakness->worstLink->devices > weakness->worstSwitch->devices);
        const int lost = byLink ? weakness->worstLink->devices : bySwitch ? weakness->worstSwitch->devices : 0;
        const double share = shareOf(lost, weakness->devices);
        const double allowed = place.scope.profile.parameter(info().id, "allowed_share");
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = share * 100;
        finding.limit = allowed * 100;
        finding.unit = "%";
        if (lost > 0) {
            const std::string what = byLink
                ? fmt::format("the link between '{}' and '{}'", place.switchName(weakness->worstLink->node),
                              place.switchName(weakness->worstLink->far))
                : fmt::format("switch '{}'", place.switchName(weakness->worstSwitch->node));
            finding.message = fmt::format("In fabric '{}', {} cuts off {} of {} nodes, {}; {} switches and {} single links between switches "
                                          "are such points.",
                                          place.fabric.name, what, lost, weakness->devices, percent(share), weakness->articulations,
                                          weakness->bridges);
            finding.derivation = fmt::format("{} / {} = {}", lost, weakness->devices, percent(share));
        } else {
            finding.message = fmt::format("No switch and no link of fabric '{}' cuts a node off; '{}' takes {} of {} endpoint links with it.",
                                          place.fabric.name, place.switchName(weakness->fullestSwitch), weakness->linksLost,
                                          weakness->endpointLinks);
            finding.derivation = fmt::format("{} / {} = {}", weakness->linksLost, weakness->endpointLinks,
                                             percent(shareOf(weakness->linksLost, weakness->endpointLinks)));
        }
        findings.judge(verdict(share, promised, place.scope.profile), std::move(finding));
    }

private:
    static double shareOf(double lost, double total) { return total > 0 ? lost / total : 0; }

    Verdict verdict(double share, bool promised, const Profile& profile) const
    {
        if (!exceeds(share, profile.parameter(info().id, "allowed_share")))
            return std::nullopt;
        return promised ? Severity::Warning : Severity::Info;
    }
};

} // namespace

MadeRule singlePointRule()
{
    return std::make_unique<SinglePointRule>();
}

} // namespace colonnade::model
