#include "model/reliability/ReliabilityFormulas.h"
#include "model/reliability/Sustainability.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A site uses little water for the energy of its IT equipment.
class WaterUsageRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "SUS-002",
            .title = "Water usage effectiveness",
            .domain = Domain::Sustainability,
            .scopes = {Scope::Hall},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most", "L/kWh", "WUE above which it is told.", 0, 100}},
            .formula = "WUE = V_water / E_IT",
            .explanation = "The site's water of a year over the energy of the IT equipment in a year of sustained "
                           "operation.",
            .remedy = "Dry or adiabatic coolers, warmer water.",
            .sources = {{"ISO/IEC 30134-9", "A"}}};
        return info;
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const FloorFacts& floor = scope.design.facts();
        if (floor.racks == 0)
            return;
        const Subject hall{Subject::Where::Hall, {}};
        const auto& water = scope.hall.site.waterPerYear;
        std::vector<std::string> missing;
        if (!water)
            missing.emplace_back("water of the site in a year");
        if (!floor.operation.complete())
            missing.push_back(fmt::format("power of {} parts", floor.operation.missing));
        if (!missing.empty())
            return findings.notEvaluated(hall, std::move(missing));
        const SustainabilityFacts facts = sustainabilityFacts(scope.design, Watts{}, scope.profile.cooling.rise);
        if (!facts.wue)
            return; // Nothing draws power yet.
        Finding finding;
        finding.subjects = {hall};
        finding.measured = *facts.wue;
        finding.limit = scope.profile.parameter(info().id, "most");
        finding.unit = "L/kWh";
        finding.message = fmt::format("The WUE is {} L/kWh; above {} L/kWh it is told.", significant(*facts.wue, 4),
                                      significant(*finding.limit, 3));
        finding.derivation = fmt::format("{} m³ / {} kWh = {} L/kWh", significant(*water, 6),
                                         significant(facts.itEnergy, 4), significant(*facts.wue, 4));
        findings.judge(verdict(*facts.wue, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"m3"}, {"GWh"}})) {
            const double wue = waterUsageEffectiveness(row[0], row[1] * 1e6);
            out.add("WUE", wue);
            out.add("verdict", verdictWord(verdict(wue, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double wue, const Profile& profile) const
    {
        return exceeds(wue, profile.parameter(info().id, "most")) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule waterUsageRule()
{
    return std::make_unique<WaterUsageRule>();
}

} // namespace colonnade::model
