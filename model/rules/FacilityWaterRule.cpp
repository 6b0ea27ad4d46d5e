#include "model/edit/CoolingEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/LoopFixes.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// Facility water is as cold as its class says at every point of the year, and there is enough of it for all CDUs.
class FacilityWaterRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-013",
            .title = "Facility-water class and flow",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"coldest", "°C", "Least supply temperature of all classes.", -20, 60}},
            .formula = "2 °C ≤ T_FWS ≤ number of the class; V_FWS = 60,000 · Q / (ρ · c_p · ΔT_FWS)",
            .explanation = "The warmest and the coldest point of the year against the class; W+ has no upper end. The flow "
                           "is that of all CDUs that name the water, in all pods, at the rise that it names or the "
                           "profile's, against what is available; their heat against the units of heat rejection that are "
                           "counted on. A loop that names no facility water is not evaluated.",
            .remedy = "Another set point of the plant, another class, a greater rise, more heat rejection.",
            .sources = {{"ASHRAE water classes: number is the highest supply in °C, least 2 °C", "B"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const LoopLoad& load : scope.cooling.loops) {
            if (load.racks == 0 || load.cdus == 0 || (load.heat <= Watts{} && load.missingHeat.empty()))
                continue;
            const bool onlyToRoom = load.network
                && std::all_of(load.network->cdus.begin(), load.network->cdus.end(), [](const LoopCdu& cdu) { return cdu.toRoomAir; });
            if (onlyToRoom)
                continue;
            if (!load.loop.facility)
                findings.notEvaluated(scope.loop(load.loop.id), {fmt::format("facility water of loop '{}'", load.loop.name)});
            else if (load.facilityMissing)
                findings.notEvaluated(scope.loop(load.loop.id), {fmt::format("facility water '{}'", *load.loop.facility)});
        }
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        for (const FacilityWater& water : scope.hall.facilityWaters) {
            checkClass(scope, water, findings);
            checkFlow(scope, water, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row :
             in.rows({{"Q"}, {"dT", profile.cooling.facilityRise.value()}, {"rho"}, {"cp"}, {"cls"}, {"T"}})) {
            out.add("lpm", flowDemand(Watts{row[0]}, {row[2], row[3], 0}, Kelvins{row[1]}).value());
            out.add("verdict", verdictWord(tooWarm(Celsius{row[5]}, static_cast<int>(std::clamp(row[4], 0.0, 1000.0)))
                                               || tooCold(Celsius{row[5]}, profile)
                                           ? Verdict{Severity::Error}
                                           : std::nullopt));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static bool tooWarm(Celsius supply, int highest) { return highest <= 45 && exceeds(supply.value(), highest); }
    bool tooCold(Celsius supply, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "coldest"), supply.value());
    }
    static std::string nameOf(const FacilityWater& water) { return labelOr(water.name, water.id.text()); }
    static Subject subject() { return {Subject::Where::Hall, {}}; }
    static Fix changed(std::string title, FacilityWater water)
    {
        return {std::move(title), [water = std::move(water)](const Design& design) { return setFacilityWater(design, water); }};
    }

    void checkClass(const HallScope& scope, const FacilityWater& water, Findings& findings) const
    {
        const std::string aspect = fmt::format("class-{}", water.id);
        const double coldest = scope.profile.parameter(info().id, "coldest");
        if (tooCold(water.coldest(), scope.profile)) {
            Finding cold;
            cold.subjects = {subject()};
            cold.aspect = fmt::format("cold-{}", water.id);
            cold.measured = water.coldest().value();
            cold.limit = coldest;
            cold.unit = "°C";
            cold.lowerIsWorse = true;
            cold.severity = Severity::Error;
            cold.message = fmt::format("Facility water '{}' is as cold as {}; no class goes below {}.", nameOf(water),
                                       water.coldest(), Celsius{coldest});
            findings.add(std::move(cold));
        }
        if (!water.waterClass)
            return findings.notEvaluated(subject(), {fmt::format("class of facility water '{}'", nameOf(water))}, aspect);
        const Celsius warmest = water.warmest();
        const int highest = *water.waterClass;
        if (highest > 45)
            return findings.pass();
        Finding finding;
        finding.subjects = {subject()};
        finding.aspect = aspect;
        finding.measured = warmest.value();
        finding.limit = highest;
        finding.unit = "°C";
        finding.message = fmt::format("Facility water '{}' is as warm as {}; its class {} ends at {} °C.", nameOf(water), warmest,
                                      waterClassName(highest), highest);
        finding.derivation = fmt::format("{} against {} °C", warmest, highest);
        const bool bad = tooWarm(warmest, highest);
        if (bad) {
            FacilityWater colder = water;
            for (FacilityPoint& point : colder.points)
                point.supply = std::min(point.supply, Celsius{static_cast<double>(highest)});
            finding.fixes.push_back(changed(fmt::format("Supply facility water '{}' at {} °C at most", nameOf(water), highest), colder));
            FacilityWater wider = water;
            for (const int number : {27, 32, 40, 45, 46}) {
                if (!tooWarm(warmest, number)) {
                    wider.waterClass = number;
                    break;
                }
            }
            finding.fixes.push_back(changed(fmt::format("Make facility water '{}' {}, where CDUs and chillers allow it", nameOf(water),
                                                        waterClassName(*wider.waterClass)), wider));
        }
        findings.judge(bad ? Verdict{Severity::Error} : std::nullopt, std::move(finding));
    }

    struct Asked {
        int loops = 0;
        Watts heat;
        LitresPerMinute flow;
        std::vector<std::string> missing;
    };
    /// By all placements of all loops that name the water.
    static Asked askedOf(const HallScope& scope, const FacilityWater& water)
    {
        Asked asked;
        for (const HallPart& part : scope.parts) {
            if (!part.cooling)
                continue;
            for (const LoopLoad& load : part.cooling->loops) {
                if (load.loop.facility != water.id || part.placements == 0 || load.racks == 0)
                    continue;
                ++asked.loops;
                for (std::string& what : missingForState(load))
                    asked.missing.push_back(std::move(what));
                asked.missing.insert(asked.missing.end(), load.missingHeat.begin(), load.missingHeat.end());
                if (!load.state)
                    continue;
                asked.heat += (load.state->heat - load.state->heatToRoom) * static_cast<double>(part.placements);
                asked.flow += load.state->facilityFlow * static_cast<double>(part.placements);
            }
        }
        return asked;
    }

    void checkFlow(const HallScope& scope, const FacilityWater& water, Findings& findings) const
    {
        const Asked asked = askedOf(scope, water);
        if (asked.loops == 0)
            return;
        const Kelvins rise = water.rise.value_or(scope.profile.cooling.facilityRise);
        if (!water.flow) {
            findings.notEvaluated(subject(), {fmt::format("available flow of facility water '{}'", nameOf(water))},
                                  fmt::format("flow-{}", water.id));
        } else {
            Finding finding;
            finding.subjects = {subject()};
            finding.aspect = fmt::format("flow-{}", water.id);
            finding.measured = asked.flow.value();
            finding.limit = water.flow->value();
            finding.unit = "L/min";
            finding.message = fmt::format("The CDUs on facility water '{}' ask for {}; {} is available.", nameOf(water), asked.flow,
                                          *water.flow);
            finding.derivation = fmt::format("60,000 · {} / (ρ · c_p · {}) = {}", asked.heat, rise, asked.flow);
            const double needed = std::ceil(rise.value() * (asked.flow / *water.flow) * 2 - 1e-9) / 2;
            if (exceeds(asked.flow.value(), water.flow->value()) && needed <= 20) {
                FacilityWater warmer = water;
                warmer.rise = Kelvins{needed};
                finding.fixes.push_back(changed(fmt::format("Let facility water '{}' warm by {}", nameOf(water), *warmer.rise), warmer));
            }
            findings.judge(above(asked.flow.value(), water.flow->value()), std::move(finding), asked.missing);
        }
        const auto usable = water.rejection ? water.rejection->usable() : std::nullopt;
        if (!usable)
            return;
        Finding finding;
        finding.subjects = {subject()};
        finding.aspect = fmt::format("rejection-{}", water.id);
        finding.measured = asked.heat.value();
        finding.limit = usable->value();
        finding.unit = "W";
        finding.message = fmt::format("The CDUs give {} to facility water '{}'; {} of {} {} units reject {}.", asked.heat, nameOf(water),
                                      water.rejection->units - water.rejection->spare, water.rejection->units,
                                      word(water.rejection->kind), *usable);
        finding.derivation = fmt::format("({} − {}) · {} = {}", water.rejection->units, water.rejection->spare,
                                         *water.rejection->capacity, *usable);
        findings.judge(above(asked.heat.value(), usable->value()), std::move(finding), asked.missing);
    }
};

} // namespace

MadeRule facilityWaterRule()
{
    return std::make_unique<FacilityWaterRule>();
}

} // namespace colonnade::model
