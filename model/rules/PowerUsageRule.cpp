#include "model/reliability/Sustainability.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A site draws little more than its IT equipment does.
class PowerUsageRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "SUS-001",
            .title = "Power usage effectiveness",
            .domain = Domain::Sustainability,
            .scopes = {Scope::Hall},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most_liquid", "", "PUE above which a liquid-cooled hall is told.", 1, 10},
                           {"most_air", "", "PUE above which an air-cooled hall is told.", 1, 10}},
            .formula = "PUE = (P_IT + losses + cooling + other) / P_IT",
            .explanation = "At provisioned power. Losses are those of UPS blocks, transformers and other nodes of the power "
                           "chain with an efficiency; cooling is the site's mechanical share and the units that stand in "
                           "the hall. A hall is liquid-cooled where most of its heat leaves by liquid.",
            .remedy = "Warmer water, free cooling, fewer conversions.",
            .sources = {{"ISO/IEC 30134-2; The Green Grid's definitions (philosophersston.ee)", "B"}}};
        return info;
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (scope.design.facts().accelerators == 0 && scope.design.facts().racks == 0)
            return;
        const Subject hall{Subject::Where::Hall, {}};
        if (auto missing = missingForEffectiveness(scope.design); !missing.empty())
            return findings.notEvaluated(hall, std::move(missing));
        const SustainabilityFacts facts =
            sustainabilityFacts(scope.design, scope.power().conversion, scope.profile.cooling.rise);
        if (!facts.pue)
            return; // Nothing draws power yet.
        const double limit = limitFor(facts.liquid, scope.profile);
        Finding finding;
        finding.subjects = {hall};
        finding.measured = *facts.pue;
        finding.limit = limit;
        finding.message = fmt::format("The PUE is {} at {} of IT power; above {} a {}-cooled hall is told.",
                                      significant(*facts.pue, 4), facts.it, significant(limit, 3),
                                      facts.liquid ? "liquid" : "air");
        finding.derivation =
            fmt::format("({} + {} losses + {} site cooling + {} cooling in the hall + {} other) / {} = {}", facts.it,
                        facts.conversion, *facts.mechanical, facts.ownCooling, *facts.other, facts.it,
                        significant(*facts.pue, 4));
        findings.judge(verdict(*facts.pue, facts.liquid, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool liquid = in.text("cooling", "liquid") != "air";
        for (const auto& row : in.rows({{"IT"}, {"eta", 1}, {"mech", 0}, {"other", 0}})) {
            const Watts it{row[0]};
            const double pue =
                powerUsageEffectiveness(it, conversionLoss(it, row[1]), Watts{row[2]}, Watts{row[3]});
            out.add("PUE", pue);
            out.add("verdict", verdictWord(verdict(pue, liquid, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    double limitFor(bool liquid, const Profile& profile) const
    {
        return profile.parameter(info().id, liquid ? "most_liquid" : "most_air");
    }
    Verdict verdict(double pue, bool liquid, const Profile& profile) const
    {
        return exceeds(pue, limitFor(liquid, profile)) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule powerUsageRule()
{
    return std::make_unique<PowerUsageRule>();
}

} // namespace colonnade::model
