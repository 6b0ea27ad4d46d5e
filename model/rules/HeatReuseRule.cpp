#include "model/reliability/Sustainability.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Heat that comes back warm enough for others is given to others.
class HeatReuseRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "SUS-004",
            .title = "Heat reuse",
            .domain = Domain::Sustainability,
            .scopes = {Scope::Hall},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"reusable", "°C", "Temperature of the returning water from which heat can be reused.", 0, 100},
                           {"least_share", "", "Reuse factor below which such heat is told; 0: never, it stands on this page.", 0, 1}},
            .formula = "ERF = P_reuse / P_site; ERE = PUE (1 − ERF)",
            .explanation = "Told where a loop returns at a temperature that a district network can take, its facility "
                           "supply and its rise together, and less than the wanted share of the site's energy is reused; "
                           "and where more is said to be reused than the site draws.",
            .remedy = "A heat exchanger to a district network; a return of 45 °C or more.",
            .sources = {{"ISO/IEC 30134 family; The Green Grid (philosophersston.ee)", "B"},
                        {"W45 and W+ classes for heat reuse (upsite.com)", "B"}}};
        return info;
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (scope.design.facts().racks == 0)
            return;
        const Subject hall{Subject::Where::Hall, {}};
        std::vector<std::string> missing = missingForEffectiveness(scope.design);
        if (!scope.hall.site.heatReuse)
            missing.emplace_back("heat that the site gives to others");
        if (!missing.empty())
            return findings.notEvaluated(hall, std::move(missing));
        const SustainabilityFacts facts =
            sustainabilityFacts(scope.design, scope.power().conversion, scope.profile.cooling.rise);
        if (!facts.reuseFactor)
            return; // Nothing draws power yet.
        const double least = scope.profile.parameter(info().id, "least_share");
        Finding finding;
        finding.subjects = {hall};
        finding.unit = "%";
        finding.message = fmt::format("{} of {} are reused, {}; water returns at {}", *scope.hall.site.heatReuse,
                                      *facts.siteTotal, percent(*facts.reuseFactor),
                                      facts.warmestReturn ? text(*facts.warmestReturn, 3) : "no known temperature");
        if (least > 0) {
            finding.measured = (1 - *facts.reuseFactor) * 100; // Not reused: greater is worse.
            finding.limit = (1 - least) * 100;
            finding.message += fmt::format(", and {} is wanted of such heat", percent(least));
        } else {
            finding.measured = *facts.reuseFactor * 100;
        }
        finding.message += '.';
        finding.derivation = fmt::format("ERF = {} / {} = {}; ERE = {} · (1 − {}) = {}", *scope.hall.site.heatReuse,
                                         *facts.siteTotal, percent(*facts.reuseFactor), significant(*facts.pue, 4),
                                         percent(*facts.reuseFactor), significant(*facts.reuseEffectiveness, 4));
        const bool warm = facts.warmestReturn
            && !exceeds(scope.profile.parameter(info().id, "reusable"), facts.warmestReturn->value());
        findings.judge(verdict(*facts.reuseFactor, warm, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"reuse"}, {"IT"}, {"PUE"}, {"T_return", -273.15}})) {
            const double factor = energyReuseFactor(Watts{row[0]}, Watts{row[1] * row[2]});
            out.add("ERF", factor);
            out.add("ERE", energyReuseEffectiveness(row[2], factor));
            const bool warm = !exceeds(profile.parameter(info().id, "reusable"), row[3]);
            out.add("verdict", verdictWord(verdict(factor, warm, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double factor, bool warm, const Profile& profile) const
    {
        const bool wasted = warm && exceeds(profile.parameter(info().id, "least_share"), factor);
        return wasted || exceeds(factor, 1) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule heatReuseRule()
{
    return std::make_unique<HeatReuseRule>();
}

} // namespace colonnade::model
