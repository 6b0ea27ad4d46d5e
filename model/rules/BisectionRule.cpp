#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/FabricSizes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Half of the endpoints can talk to the other half at the speed that the fabric's purpose asks for.
class BisectionRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-008",
            .title = "Bisection bandwidth",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"training", "", "Least share of full bisection of scale-out and scale-up fabrics.", 0, 1},
                           {"other", "", "The same of all others.", 0, 1}},
            .formula = "B_full = N · b / 2; B = least cut between balanced halves; β = B / B_full",
            .explanation = "The plan's bisection: exact for equal leaves in two tiers (leaves · uplinks · b/2), else a lower bound, "
                           "or for families without tiers the width of one cut, an upper bound, "
                           "which the finding says. A lower bound that meets the limit passes, and an upper bound that misses it does "
                           "not; else an upper bound proves nothing, and the place is not evaluated.",
            .remedy = "More links to the spines.",
            .sources = {{"kentino.com: bisection as the worst cut", "B"}, {"Definition", "EJ"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"N"}, {"b"}, {"up"}, {"leaves"}})) {
            const Bisection found = twoTierBisection(row[0], row[1], row[2], row[3]);
            out.add("B_full", found.full / 1000);
            out.add("B", found.cut / 1000);
            out.add("beta", found.share());
            out.add("verdict", verdictWord(verdict(found.share(), profile.parameter(info().id, "training"))));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        if (plan.fullBisection.value() <= 0 || place.fabric.role == FabricRole::OutOfBand)
            return; // An out-of-band network is not there for bandwidth.
        if (plan.components > 1 && plan.rails == 0)
            return; // Separate networks: nothing crosses, and nothing is meant to (NET-012, CAB-024).
        const Bisection found{plan.fullBisection.value(), plan.bisection.value()};
        const double least = place.scope.profile.parameter(info().id, trains(place.fabric.role) ? "training" : "other");
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = found.share() * 100;
        finding.limit = least * 100;
        finding.unit = "%";
        finding.lowerIsWorse = true;
        const bool isUpper = plan.bisectionBasis == BisectionBasis::UpperBound;
        finding.message = fmt::format("The bisection of fabric '{}' is {}{}, {} of {}; {} is wanted for {}.", place.fabric.name,
                                      plan.bisectionExact ? "" : isUpper ? "at most " : "at least ", plan.bisection, percent(found.share()), plan.fullBisection,
                                      percent(least), word(place.fabric.role));
        finding.derivation = fmt::format("{} / {} = {}{}", plan.bisection, plan.fullBisection, percent(found.share()),
                                         plan.bisectionExact ? "" : " (bound)");
        const Verdict said = verdict(found.share(), least);
        if (!said && isUpper) // One cut is known that is wide enough; another may be narrower.
            return findings.notEvaluated(place.subject(), {fmt::format("the least cut of {}", place.fabric.name)});
        findings.judge(said, std::move(finding));
    }

private:
    static bool trains(FabricRole role) { return role == FabricRole::ScaleOut || role == FabricRole::ScaleUp; }

    static Verdict verdict(double share, double least)
    {
        return exceeds(least, share + 1e-6) ? Verdict{Severity::Warning} : Verdict{}; // The columns hold single precision.
    }
};

} // namespace

MadeRule bisectionRule()
{
    return std::make_unique<BisectionRule>();
}

} // namespace colonnade::model
