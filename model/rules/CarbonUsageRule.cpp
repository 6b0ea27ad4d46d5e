#include "model/reliability/Sustainability.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// The energy of the IT equipment brings little carbon with it.
class CarbonUsageRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "SUS-003",
            .title = "Carbon usage effectiveness",
            .domain = Domain::Sustainability,
            .scopes = {Scope::Hall},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most", "kg/kWh", "CUE above which it is told; 0: never, it stands on this page.", 0, 100}},
            .formula = "CUE = PUE · CEF",
            .explanation = "CO₂ of the grid, by the site's emission factor, for each kWh of IT energy. All energy is taken "
                           "to come from the grid.",
            .remedy = "Energy of a lower factor, a lower PUE.",
            .sources = {{"ISO/IEC 30134-8", "A"}, {"era.org: carbon usage effectiveness", "B"}, {"Threshold", "EJ"}}};
        return info;
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (scope.design.facts().racks == 0)
            return;
        const Subject hall{Subject::Where::Hall, {}};
        std::vector<std::string> missing = missingForEffectiveness(scope.design);
        const auto& factor = scope.hall.site.carbonPerKwh;
        if (!factor)
            missing.emplace_back("carbon of the grid per kWh");
        if (!missing.empty())
            return findings.notEvaluated(hall, std::move(missing));
        const SustainabilityFacts facts =
            sustainabilityFacts(scope.design, scope.power().conversion, scope.profile.cooling.rise);
        if (!facts.cue)
            return; // Nothing draws power yet.
        Finding finding;
        finding.subjects = {hall};
        finding.measured = *facts.cue;
        finding.unit = "kg/kWh";
        finding.message = fmt::format("Each kWh of IT energy brings {} kg of CO₂", significant(*facts.cue, 3));
        if (const double most = scope.profile.parameter(info().id, "most"); most > 0) {
            finding.limit = most;
            finding.message += fmt::format("; above {} kg it is told", significant(most, 3));
        }
        finding.message += '.';
        finding.derivation = fmt::format("{} · {} kg/kWh = {} kg/kWh", significant(*facts.pue, 4), shortest(*factor),
                                         significant(*facts.cue, 3));
        findings.judge(verdict(*facts.cue, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"PUE"}, {"CEF"}})) {
            const double cue = carbonUsageEffectiveness(row[0], row[1]);
            out.add("CUE", cue);
            out.add("verdict", verdictWord(verdict(cue, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double cue, const Profile& profile) const
    {
        const double most = profile.parameter(info().id, "most");
        return most > 0 && exceeds(cue, most) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule carbonUsageRule()
{
    return std::make_unique<CarbonUsageRule>();
}

} // namespace colonnade::model
