#include "model/edit/ChainEdits.h"
#include "model/edit/CoolingEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// The coolant that a CDU makes from facility water is cold enough for everything on its loop.
class CoolantSupplyRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-011",
            .title = "CDU approach: FWS to TCS temperature",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_margin", "K", "Margin below which a warning is given.", 0, 40},
                           {"drift", "K",
                            "How far the coolant may rise above the supply that is reckoned.", 0,
                            20}},
            .formula = "T_TCS = T_FWS + ATD; margin = min(T_max) − T_TCS − drift ≥ 0",
            .explanation = "The largest approach of the loop's CDUs against the lowest inlet limit "
                           "of what it cools. An entry "
                           "without an approach takes the profile's, 4 K to water and 15 K to air. "
                           "The approach is taken at rated "
                           "load, which is on the safe side.",
            .remedy = "Colder facility water, a larger heat exchanger, fewer racks on the CDU.",
            .sources = {{"CDU checklist: 3 to 5 K (resistancezero.com)", "B"},
                        {"CoolIT: 5 K to liquid, 15 K to air, worked back from W45", "B"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const LoopLoad& loop : scope.cooling.loops)
            checkLoop(scope, loop, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"FWS"},
                                        {"ATD", profile.cooling.liquidApproach.value()},
                                        {"Tmax"},
                                        {"drift", drift(profile).value()}})) {
            const Approach result =
                approach(Celsius{row[0]}, Kelvins{row[1]}, Celsius{row[2] - row[3]});
            out.add("margin", result.margin.value());
            out.add("verdict", verdictWord(verdict(result.margin, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    [[nodiscard]] Kelvins drift(const Profile& profile) const
    {
        return Kelvins{profile.parameter(info().id, "drift")};
    }

    Verdict verdict(Kelvins margin, const Profile& profile) const
    {
        return above(-margin.value(), 0, -profile.parameter(info().id, "warn_margin"));
    }

    void checkLoop(const ArrangementScope& scope, const LoopLoad& loop, Findings& findings) const
    {
        if (loop.racks == 0 || (loop.heat <= Watts{} && loop.missingHeat.empty()))
            return;
        std::vector<std::string> missing = loop.missingInlet;
        if (!loop.approach)
            missing.push_back(fmt::format("a CDU on loop '{}'", loop.loop.name));
        const Subject subject = scope.loop(loop.loop.id);
        if (loop.facilityMissing)
            missing.push_back(fmt::format("facility water '{}'", *loop.loop.facility));
        if (!loop.approach || !loop.inletMax || loop.facilityMissing) {
            if (missing.empty())
                return; // Nothing on it is cooled by liquid.
            return findings.notEvaluated(subject, std::move(missing));
        }
        const Kelvins rising = drift(scope.profile);
        const Approach result =
            approach(loop.loop.facilitySupply, *loop.approach, *loop.inletMax + -rising);
        const double wanted = scope.profile.parameter(info().id, "warn_margin");
        Finding finding;
        finding.subjects = {subject};
        finding.measured = result.supply.value();
        finding.limit = loop.inletMax->value();
        finding.unit = "°C";
        finding.message = fmt::format(
            "Loop '{}' supplies {}; {} takes at most {}, which leaves {}.", loop.loop.name,
            result.supply, loop.inletMaxOf, *loop.inletMax, result.margin);
        finding.derivation = fmt::format(
            "{} + {}{} = {}; {} − {}{} = {}", loop.loop.facilitySupply, *loop.approach,
            loop.approachAssumed ? " (assumed)" : "", result.supply, *loop.inletMax, result.supply,
            rising > Kelvins{} ? fmt::format(" − {}", rising) : std::string{}, result.margin);
        const Celsius colder{
            std::floor(loop.inletMax->value() - rising.value() - loop.approach->value() - wanted)};
        if (loop.facility && colder > Celsius{2} && colder < loop.loop.facilitySupply) {
            FacilityWater changed = *loop.facility;
            for (FacilityPoint& point : changed.points)
                point.supply = std::min(point.supply, colder);
            finding.fixes.push_back(
                {fmt::format("Supply facility water '{}' at {} at most", changed.id, colder),
                 [changed](const Design& design) { return setFacilityWater(design, changed); }});
        } else if (colder > Celsius{2} && colder < loop.loop.facilitySupply) {
            Loop changed = loop.loop;
            changed.facilitySupply = colder;
            finding.fixes.push_back(
                {fmt::format("Lower the facility supply of loop '{}' to {}", changed.name, colder),
                 [holder = scope.holder(), changed](const Design& design) {
                     return setLoop(design, holder, changed);
                 }});
        }
        findings.judge(verdict(result.margin, scope.profile), std::move(finding), missing);
    }
};

} // namespace

MadeRule coolantSupplyRule()
{
    return std::make_unique<CoolantSupplyRule>();
}

} // namespace colonnade::model
