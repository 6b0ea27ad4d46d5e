#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// The air handlers of the room take the heat that the racks leave in the air, with the spare ones
/// lost.
class ResidualAirRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-016",
            .title = "Residual air heat vs room cooling",
            .domain = Domain::Thermal,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "",
                            "Share of the remaining capacity above which a warning is given.", 0,
                            1}},
            .formula = "Σ Q_air ≤ Σ_{n−r} Q_CRAH,sensible",
            .explanation = "All heat to air of the hall at provisioned power, with what liquid-to-air units "
                           "on loops and in racks return to it and less what rear doors take out, against the "
                           "sensible capacity of the air handlers less the spare ones of the hall.",
            .remedy =
                "Another air handler or rear-door heat exchangers; air-cooled rows elsewhere.",
            .sources = {
                {"Racks with cold plates still need room air (aidatacenterguide.com)", "B"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        Sum<Watts> heat = scope.design.facts().heatToAir;
        Watts givenBack, removed;
        for (const HallPart& part : scope.parts) {
            if (!part.air)
                continue;
            givenBack += part.air->givenBack * static_cast<double>(part.placements);
            removed += part.air->removed * static_cast<double>(part.placements);
        }
        heat.known += givenBack - removed;
        if (heat.known <= Watts{} && heat.complete())
            return;
        const Subject subject{Subject::Where::Hall, {}};
        if (!scope.hall.air)
            return findings.notEvaluated(subject, {"air cooling of the hall"});
        const AirCooling& air = *scope.hall.air;
        const std::vector<double> units(static_cast<std::size_t>(std::clamp(air.units, 0, 100'000)),
                                        air.sensibleEach.value());
        const Watts left{remaining(units, air.spare)};
        Finding finding;
        finding.subjects = {subject};
        finding.measured = heat.known.value();
        finding.limit = left.value();
        finding.unit = "W";
        const int lost = std::min(air.spare, air.units);
        finding.message = fmt::format(
            "The racks leave {} in the air{}{}; with {} of {} air handlers lost the room takes {}.",
            heat.known,
            givenBack > Watts{} ? fmt::format(", {} of it by liquid-to-air units", givenBack) : std::string{},
            removed > Watts{} ? fmt::format(", less the {} that rear doors take", removed) : std::string{},
            lost, air.units, left);
        finding.derivation = fmt::format("({} − {}) · {} = {}; {} / {} = {}", air.units, lost,
                                         air.sensibleEach, left, heat.known, left,
                                         left > Watts{} ? percent(heat.known / left)
                                                        : std::string{"nothing remains"});
        if (air.sensibleEach > Watts{}) {
            const double warn = scope.profile.parameter(info().id, "warn_share");
            const int needed = air.spare
                + static_cast<int>(std::ceil(heat.known.value() / (warn * air.sensibleEach.value())
                                             - 1e-9));
            finding.fixes.push_back({fmt::format("Take {} air handlers", needed),
                                     [needed](const Design& design) -> Result<Design> {
                                         Hall hall = *design.hall();
                                         if (!hall.air)
                                             return fail("The hall has no air handlers.");
                                         hall.air->units = needed;
                                         return changeHall(design, std::move(hall));
                                     }});
        }
        findings.judge(verdict(heat.known, left, scope.profile), std::move(finding),
                       missing(scope, heat));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"Q"}, {"n"}, {"q"}, {"r", 1}})) {
            const std::vector<double> units(static_cast<std::size_t>(std::clamp(row[1], 0.0, 1e4)),
                                            row[2]);
            const double left = remaining(units, static_cast<int>(row[3]));
            out.add("U", left > 0 ? RuleValue(row[0] / left) : RuleValue());
            out.add("verdict", verdictWord(verdict(Watts{row[0]}, Watts{left}, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(Watts heat, Watts left, const Profile& profile) const
    {
        return above(heat.value(), left.value(),
                     left.value() * profile.parameter(info().id, "warn_share"));
    }

    static std::vector<std::string> missing(const HallScope& scope, const Sum<Watts>& heat)
    {
        std::vector<std::string> list;
        if (heat.complete())
            return list;
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0)
                continue;
            const Arrangement& arrangement =
                part.pod ? part.pod->arrangement() : scope.hall.arrangement;
            for (const Placement& placement : arrangement.placements) {
                const bool unknownUnit = placement.unit()
                    && (*placement.unit())->kind != PartKind::FloorPower
                    && !(*placement.unit())->power.forOperation();
                auto unknown =
                    placement.rack() ? missingHeat(**placement.rack()) : std::vector<std::string>{};
                if (unknownUnit)
                    unknown.push_back(fmt::format("power of {}", (*placement.unit())->model));
                for (std::string& what : unknown) {
                    if (std::find(list.begin(), list.end(), what) == list.end())
                        list.push_back(std::move(what));
                }
            }
        }
        if (list.empty())
            list.emplace_back("heat of some devices");
        return list;
    }
};

} // namespace

MadeRule residualAirRule()
{
    return std::make_unique<ResidualAirRule>();
}

} // namespace colonnade::model
