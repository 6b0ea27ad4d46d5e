#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Every link that is planned has its cable, and every port one cable at the most.
class CompletenessRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-024",
            .title = "Completeness of links",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {{"release", "", "1: the design is to be released, and it is an error; 0: it is being drawn.", 0, 1}},
            .formula = "missing = planned − cabled = 0; cables by hand that name nothing or a port twice = 0",
            .explanation = "Planned are the links of the recipe and those by hand; cabled are those with ports at both ends and a "
                           "medium. A link by hand that names a port that is taken, or none, is told of by itself. A warning while "
                           "a design is drawn, an error in a profile for release.",
            .remedy = "Free the ports, or add a medium that fits.",
            .sources = {{"KiCad: unconnected items", "A"}, {"TIA-606 labels", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"plan"}, {"done"}})) {
            const double missing = row[0] - row[1];
            out.add("missing", missing);
            out.add("verdict", verdictWord(verdict(missing, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        if (plan.refusal && plan.links.size() == 0)
            return; // NET-001 says why there is no plan.
        const double planned = static_cast<double>(plan.links.size()) + plan.unplaced + static_cast<double>(plan.conflicts.size());
        if (planned == 0)
            return;
        std::size_t without = 0, first = 0;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            if (plan.cables.medium[plan.links.cable[link]] == CableColumns::none)
                first = without++ == 0 ? link : first;
        }
        const double cabled = static_cast<double>(plan.links.size() - without);
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = planned - cabled;
        finding.limit = 0;
        finding.unit = "links";
        std::string what;
        const auto add = [&](std::string text) { what += (what.empty() ? "" : ", ") + text; };
        if (without > 0)
            add(fmt::format("{} without a medium, as {}", without, plan.linkText(place.scope.arrangement, first)));
        if (plan.unplaced > 0)
            add(fmt::format("{} for which hands left no port", plan.unplaced));
        if (!plan.conflicts.empty())
            add(fmt::format("{} by hand that cannot be placed", plan.conflicts.size()));
        finding.message = fmt::format("Of {} planned links of fabric '{}', {} are cabled{}{}.", shortest(planned),
                                      place.fabric.name, shortest(cabled), what.empty() ? "" : ": missing are ", what);
        finding.derivation = fmt::format("{} − {} = {}", shortest(planned), shortest(cabled),
                                         shortest(planned - cabled));
        if (!plan.conflicts.empty() || plan.unplaced > 0) {
            if (auto fix = linksToRecipe(place.scope, place.fabric))
                finding.fixes.push_back(std::move(*fix));
        }
        findings.judge(verdict(planned - cabled, place.scope.profile), std::move(finding));
    }

private:
    Verdict verdict(double missing, const Profile& profile) const
    {
        if (!exceeds(missing, 0))
            return std::nullopt;
        return profile.parameter(info().id, "release") > 0 ? Severity::Error : Severity::Warning;
    }
};

} // namespace

MadeRule completenessRule()
{
    return std::make_unique<CompletenessRule>();
}

} // namespace colonnade::model
