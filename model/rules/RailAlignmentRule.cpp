#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Port j of every node goes to a leaf of rail j.
class RailAlignmentRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-004",
            .title = "Rail alignment",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"allowed_share", "", "Share of links that may be off their rail.", 0,
                            1}},
            .formula = "∀ node n, rail j: leaf(n, j) ∈ LeafSet(j); μ = misaligned / all = 0",
            .explanation = "Links between endpoints and leaves of rail-optimised fabrics. Ports "
                           "beyond the number of rails and leaves "
                           "without a rail are left alone.",
            .remedy = "Swap the two cables.",
            .sources = {{"NVIDIA InfiniBand cluster bring-up: rail-optimised topology", "A"},
                        {"NVIDIA DGX SuperPOD: network fabrics", "A"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (std::size_t i = 0; i < scope.fabrics.size(); ++i) {
            const auto& plan = scope.fabrics[i];
            if (plan && plan->rails > 0)
                checkFabric(scope, scope.arrangement.fabrics[i], *plan, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"n"}, {"rails"}, {"mis"}})) {
            const double share = misaligned(row[2], row[0] * row[1]);
            out.add("mu", share);
            out.add("verdict", verdictWord(verdict(share, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static double misaligned(double wrong, double all) { return all > 0 ? wrong / all : 0; }

    Verdict verdict(double share, const Profile& profile) const
    {
        return above(share, profile.parameter(info().id, "allowed_share"));
    }

    void checkFabric(const ArrangementScope& scope, const Fabric& fabric, const FabricPlan& plan,
                     Findings& findings) const
    {
        int all = 0, wrong = 0;
        std::string which;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const FabricNode& leaf = plan.nodes[plan.links.b[link]];
            const int rail = plan.links.rail[link];
            if (plan.links.tier[link] != 1 || rail == 0 || leaf.rail == 0)
                continue;
            ++all;
            if (rail == leaf.rail)
                continue;
            if (++wrong <= 3)
                which += fmt::format("{}{}", which.empty() ? "" : "; ",
                                     plan.linkText(scope.arrangement, link));
        }
        if (all == 0)
            return;
        const double share = misaligned(wrong, all);
        const double allowed = scope.profile.parameter(info().id, "allowed_share");
        Finding finding;
        finding.subjects = {scope.fabric(fabric.id)};
        finding.unit = "%";
        finding.measured = share * 100;
        finding.limit = allowed * 100;
        finding.message =
            fmt::format("{} of {} links of fabric '{}' are off their rail, {}; {} may be: {}{}.",
                        wrong, all, fabric.name, percent(share), percent(allowed), which,
                        wrong > 3 ? fmt::format("; and {} more", wrong - 3) : std::string{});
        finding.derivation = fmt::format("{} / {} = {}", wrong, all, percent(share));
        if (auto fix = linksToRecipe(scope, fabric); fix && wrong > 0)
            finding.fixes.push_back(std::move(*fix));
        findings.judge(verdict(share, scope.profile), std::move(finding));
    }
};

} // namespace

MadeRule railAlignmentRule()
{
    return std::make_unique<RailAlignmentRule>();
}

} // namespace colonnade::model
