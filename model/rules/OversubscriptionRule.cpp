#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A leaf has as much capacity up as its use of it downwards asks for.
class OversubscriptionRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-001",
            .title = "Oversubscription",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "OSR = Σ BW_down / Σ BW_up ≤ the policy of the fabric's role",
            .explanation = "Every leaf as it is cabled, against the profile's policy for the "
                           "fabric's role; one finding for each "
                           "fabric, which names the worst leaf. Fabrics without a policy and "
                           "single switches are left alone. A fabric whose recipe its switches "
                           "cannot carry has no links at all, which is reported here.",
            .remedy = "Move hosts to another leaf, or add uplinks.",
            .sources = {{"Juniper JVD: 1:1 in a rail-optimised architecture", "A"},
                        {"1:1 for training, 2 to 3:1 for inference (aidatacenterguide.com)", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        const std::string policy = in.text("policy", "training");
        const auto most = profile.oversubscription.find(policy);
        if (most == profile.oversubscription.end())
            in.refuse(fmt::format("NET-001 knows no policy '{}'.", shown(policy)));
        Answers out;
        for (const auto& row : in.rows({{"down"}, {"up"}})) {
            const double ratio = row[0] / row[1];
            out.add("OSR", ratio);
            out.add("verdict", verdictWord(above(ratio, in.good() ? most->second : 1)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        if (plan.refusal) {
            // Whatever the policy: without links there is nothing to weigh, and silence would look like a pass.
            Finding finding;
            finding.subjects = {place.subject()};
            finding.aspect = "recipe";
            finding.message = plan.refusal->text + '.';
            findings.add(std::move(finding));
            return;
        }
        if (!plan.conflicts.empty()) {
            Finding finding;
            finding.subjects = {place.subject()};
            finding.aspect = "by-hand";
            finding.measured = static_cast<double>(plan.conflicts.size());
            finding.limit = 0;
            finding.unit = "exceptions";
            finding.message = fmt::format("{} of fabric '{}' no longer {}: {}{}",
                                          plan.conflicts.size() == 1 ? std::string{"An exception by hand"}
                                                                     : fmt::format("{} exceptions by hand", plan.conflicts.size()),
                                          place.fabric.id, plan.conflicts.size() == 1 ? "fits" : "fit", plan.conflicts.front(),
                                          plan.conflicts.size() > 1 ? " And others." : "");
            findings.add(std::move(finding));
        }
        const auto most = place.scope.profile.oversubscription.find(word(place.fabric.role));
        if (most == place.scope.profile.oversubscription.end())
            return;
        const SwitchUse* worst = nullptr;
        int over = 0;
        for (const SwitchUse& use : plan.switches) {
            const auto ratio = use.oversubscription();
            if (!ratio || plan.nodes[use.node].tier != 1)
                continue;
            over += exceeds(*ratio, most->second) ? 1 : 0;
            if (!worst || *ratio > *worst->oversubscription())
                worst = &use;
        }
        if (!worst)
            return;
        const double ratio = *worst->oversubscription();
        const std::string name = plan.path(place.scope.arrangement, worst->node);
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = ratio;
        finding.limit = most->second;
        finding.unit = "";
        finding.message = fmt::format(
            "Leaf '{}' of fabric '{}' is oversubscribed {}:1; {}:1 is the policy for {}. {}", name,
            place.fabric.name, significant(ratio, 4), significant(most->second, 3), word(place.fabric.role),
            over > 1 ? fmt::format("So are {} more.", over - 1) : std::string{});
        while (finding.message.ends_with(' '))
            finding.message.pop_back();
        finding.derivation = fmt::format("{} down / {} up = {}", worst->capacityDown,
                                         worst->capacityUp, significant(ratio, 4));
        findings.judge(above(ratio, most->second), std::move(finding));
    }
};

} // namespace

MadeRule oversubscriptionRule()
{
    return std::make_unique<OversubscriptionRule>();
}

} // namespace colonnade::model
