#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

/// An optical link keeps something of its reach in hand.
class ReachMarginRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-009",
            .title = "Reach margin",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_margin", "", "Share of the reach that an optical link keeps.", 0, 1}},
            .formula = "m = 1 − L_sku / L_max",
            .explanation = "The longest cable of each kind in the ordered length against its reach, as rules CAB-005 and CAB-006 "
                           "take it. Copper in a stock length may use all of its reach. Lengths beyond it are told of by those "
                           "rules.",
            .remedy = "The next class of medium, or a switch nearer by.",
            .sources = {{"Limits", "EJ"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"L"}, {"Lmax"}})) {
            const double kept = margin(Metres{row[0]}, Metres{row[1]});
            out.add("m", kept);
            out.add("verdict", verdictWord(verdict(kept, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        std::map<std::string, Worst> worst; // By media.
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const PartType* medium = mediumOf(plan, kind.medium);
            if (!medium)
                continue;
            std::optional<Metres> reach;
            std::string name = medium->id.text();
            if (isFibre(*medium)) {
                reach = fibreLimits(plan, kind.medium, kind.optics, place.scope.profile).reach;
                if (const PartType* optic = mediumOf(plan, kind.optics.a))
                    name += fmt::format("+{}", optic->id);
            } else if (medium->cable->medium == CableFigures::Medium::Aoc) {
                reach = assemblyReach(*medium->cable, place.scope.profile);
            }
            if (!reach)
                continue; // Copper, or unknown to CAB-005 and CAB-006 too.
            Worst& its = worst[name];
            const double kept = margin(orderedLength(plan, kind.longest), *reach);
            if (its.count == 0 || kept < its.margin)
                its = {kept, *reach, kind.longest, its.count};
            its.count += kind.count;
        }
        for (const auto& [name, its] : worst) {
            if (exceeds(-its.margin, 1e-6))
                continue; // Beyond the reach: an error of another rule.
            const double least = place.scope.profile.parameter(info().id, "least_margin");
            Finding finding;
            finding.subjects = {place.subject()};
            finding.aspect = name;
            finding.measured = its.margin * 100;
            finding.limit = least * 100;
            finding.unit = "%";
            finding.lowerIsWorse = true;
            finding.message = fmt::format("The {} of fabric '{}' ({}) keeps {} of its reach: {} of {}; {} is wanted.",
                                          its.count == 1 ? std::string{"cable"} : fmt::format("longest of {} cables", its.count),
                                          place.fabric.name, place.cableText(its.cable),
                                          percent(its.margin), orderedLength(plan, its.cable), its.reach, percent(least));
            finding.derivation = fmt::format("1 − {} / {} = {}", orderedLength(plan, its.cable), its.reach, percent(its.margin));
            findings.judge(verdict(its.margin, place.scope.profile), std::move(finding));
        }
    }

private:
    struct Worst {
        double margin = 0;
        Metres reach;
        std::size_t cable = 0;
        int count = 0;
    };

    static double margin(Metres length, Metres reach) { return 1 - length / reach; }

    Verdict verdict(double margin, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "least_margin"), margin) ? Verdict{Severity::Warning} : Verdict{};
    }
};

} // namespace

MadeRule reachMarginRule()
{
    return std::make_unique<ReachMarginRule>();
}

} // namespace colonnade::model
