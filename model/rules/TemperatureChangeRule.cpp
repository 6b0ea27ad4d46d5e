#include "model/edit/FloorEdits.h"
#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// A room that loses its cold air does not warm faster than its electronics bear.
class TemperatureChangeRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-006",
            .title = "Rate of temperature change",
            .domain = Domain::Thermal,
            .scopes = {Scope::Hall},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"rate", "K/h", "Fastest change of a room without tape.", 0.1, 1000},
                           {"tape_rate", "K/h", "Fastest change of a room with tape.", 0.1, 1000},
                           {"step", "K", "Greatest change within one interval.", 0.1, 100},
                           {"interval", "h", "Shortest interval over which a rate is a mean.", 0.01,
                            24},
                           {"solid_share", "",
                            "Share of the mass of the racks that warms with the air, as iron.", 0,
                            1}},
            .formula = "|ΔT / Δt| ≤ 20 K/h (tape: 5 K/h), ≤ 5 K in 15 min; ΔT = Q · t / (M · c_p)",
            .explanation = "The air handlers stop until they have restarted; meanwhile all heat "
                           "that the racks leave in the air "
                           "warms the air of the room, and what of the racks' mass the profile "
                           "lets warm with it. What rises "
                           "within the shortest interval is a step and counts against the step; "
                           "what takes longer, as a mean "
                           "rate. A mixed room without walls that take heat: it overstates, the "
                           "more the longer it lasts.",
            .remedy =
                "Fans and chilled water on the UPS, a faster restart, more air or a buffer tank.",
            .sources = {{"ASHRAE TC 9.9: 20 K/h and 5 K in 15 min, 5 K/h with tape; recalled and "
                         "not read again",
                         "C"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (!hasAirCooled(scope))
            return;
        const Subject subject{Subject::Where::Hall, {}};
        const auto& handlers = scope.hall.air;
        if (handlers && handlers->onUps == true)
            return findings.pass(); // Cold air goes on.
        std::vector<std::string> missing;
        if (!handlers || !handlers->restart)
            missing.emplace_back("restart time of the air handlers");
        const auto volume = roomVolume(scope.hall);
        if (!volume)
            missing.emplace_back("walls of the hall");
        if (!missing.empty())
            return findings.notEvaluated(subject, std::move(missing));
        Watts heat;
        std::vector<std::string> unknown;
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0 || !part.air)
                continue;
            heat += (part.air->heat - part.air->removed + part.air->givenBack)
                * static_cast<double>(part.placements);
            unknown.insert(unknown.end(), part.air->missing.begin(), part.air->missing.end());
        }
        constexpr double ironHeatCapacity = 460; // J/(kg K)
        const double solid = parameter(scope.profile, "solid_share")
            * scope.design.facts().mass.known.value() * ironHeatCapacity;
        const Kelvins rise = roomRise(heat, *volume, *handlers->restart, solid);
        const TemperatureChange change{rise, handlers->restart->value() / 3600};
        const bool tape = scope.hall.site.room.tape.value_or(false);
        Finding finding;
        finding.subjects = {subject};
        const bool step = isStep(change, scope.profile);
        finding.measured = step ? rise.value() : change.perHour();
        finding.limit = step ? stepLimit(tape, scope.profile) : rateLimit(tape, scope.profile);
        finding.unit = step ? "K" : "K/h";
        finding.message = fmt::format("Without power the air handlers are back in {}; until then "
                                      "{} warm the room's {} m³ of air by {}, which is {} too {}.",
                                      *handlers->restart, heat, significant(*volume, 3), rise,
                                      step ? "a step" : "a change", step ? "great" : "fast");
        finding.derivation =
            fmt::format("ΔT = {} · {} / ({} · {} · {} + {} J/K) = {}", heat, *handlers->restart,
                        shortest(airDensity), significant(*volume, 4), shortest(airHeatCapacity),
                        significant(solid, 3), rise);
        finding.fixes.push_back(
            {"Put the air handlers on the UPS", [](const Design& design) -> Result<Design> {
                 Hall hall = *design.hall();
                 if (!hall.air)
                     return fail("The hall has no air handlers.");
                 hall.air->onUps = true;
                 return changeHall(design, std::move(hall));
             }});
        findings.judge(verdict(change, tape, scope.profile), std::move(finding), unknown);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"dT"}, {"dt_h"}, {"tape", 0}})) {
            const TemperatureChange change{Kelvins{row[0]}, row[1]};
            out.add("rate", change.perHour());
            out.add("verdict", verdictWord(verdict(change, row[2] != 0, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    [[nodiscard]] double parameter(const Profile& profile, std::string_view key) const
    {
        return profile.parameter(info().id, key);
    }
    [[nodiscard]] double rateLimit(bool tape, const Profile& profile) const
    {
        return parameter(profile, tape ? "tape_rate" : "rate");
    }
    /// Within the shortest interval: the step, or what the rate allows in it, if that is less.
    [[nodiscard]] double stepLimit(bool tape, const Profile& profile) const
    {
        return std::min(parameter(profile, "step"),
                        rateLimit(tape, profile) * parameter(profile, "interval"));
    }
    [[nodiscard]] bool isStep(const TemperatureChange& change, const Profile& profile) const
    {
        return !exceeds(change.hours, parameter(profile, "interval"));
    }
    [[nodiscard]] Verdict verdict(const TemperatureChange& change, bool tape,
                                  const Profile& profile) const
    {
        const double rise = std::abs(change.rise.value());
        const bool fast = isStep(change, profile)
            ? exceeds(rise, stepLimit(tape, profile))
            : exceeds(std::abs(change.perHour()), rateLimit(tape, profile));
        return fast ? Verdict{Severity::Warning} : std::nullopt;
    }
};

} // namespace

MadeRule temperatureChangeRule()
{
    return std::make_unique<TemperatureChangeRule>();
}

} // namespace colonnade::model
