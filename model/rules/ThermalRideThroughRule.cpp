#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/LoopFixes.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// The coolant of a loop takes the heat of its racks until the pumps run again, or the pumps never stop.
class ThermalRideThroughRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-022",
            .title = "Thermal ride-through on cooling loss",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_seconds", "s", "To be held through where the loop gives no restart time.", 0, 3600},
                           {"continuous_power", "W", "Heat of a rack to liquid above which cooling must not pause.", 0, 1e6}},
            .formula = "t = M · c_p · ΔT / Q, M = ρ · V; t ≥ t_restart, or pumps on UPS",
            .explanation = "All flow stops while the racks run on. ΔT is what is left between the supply in normal operation "
                           "and the lowest inlet limit; V is the volume that the loop gives, or that of its pipes where all "
                           "are given, and its buffer tank. Racks of less heat than the profile's limit may wait.",
            .remedy = "Put the CDU pumps on UPS, or add a buffer tank.",
            .sources = {{"Uptime Institute: continuous cooling above 4 kW a rack", "A"}, {"CDU power loss and UPS (thedatacenterengineer.com)", "B"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const LoopLoad& load : scope.cooling.loops) {
            if (load.racks > 0 && (load.heat > Watts{} || !load.missingHeat.empty()))
                checkLoop(scope, load, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"V"}, {"rho"}, {"cp"}, {"dT"}, {"Q"}})) {
            const Seconds held = thermalRideThrough(row[0] * 1000, {row[1], row[2], 0}, Kelvins{row[3]}, Watts{row[4]});
            out.add("t_s", held.value());
            out.add("verdict", verdictWord(verdict(held, Seconds{profile.parameter(info().id, "least_seconds")})));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(Seconds held, Seconds needed) { return above(needed.value(), held.value()); }

    void checkLoop(const ArrangementScope& scope, const LoopLoad& load, Findings& findings) const
    {
        const LoopPiping& piping = load.loop.piping;
        const Subject subject = scope.loop(load.loop.id);
        if (piping.pumpsOnUps == true)
            return findings.pass();
        if (load.missingHeat.empty() && load.heat.value() <= load.racks * scope.profile.parameter(info().id, "continuous_power"))
            return findings.pass();
        std::vector<std::string> missing = load.missingHeat;
        missing.insert(missing.end(), load.missingInlet.begin(), load.missingInlet.end());
        const std::optional<Celsius> supply = load.state ? std::optional{load.state->supply} : load.supply;
        if (!supply)
            missing.push_back(fmt::format("supply temperature of loop '{}'", load.loop.name));
        if (!load.network || load.network->volumeAssumed)
            missing.push_back(fmt::format("coolant volume of loop '{}'", load.loop.name));
        if (!piping.pumpsOnUps)
            missing.push_back(fmt::format("whether the pumps of loop '{}' are on UPS", load.loop.name));
        if (!missing.empty() || !load.inletMax)
            return findings.notEvaluated(subject, std::move(missing), {}, {onUps(scope, load)});

        const Seconds needed = piping.restart.value_or(Seconds{scope.profile.parameter(info().id, "least_seconds")});
        const Kelvins allowed{std::max(0.0, difference(*load.inletMax, *supply).value())};
        const double volume = load.network->volumeLitres;
        const Seconds held = thermalRideThrough(volume, load.fluid, allowed, load.heat);
        Finding finding;
        finding.subjects = {subject};
        finding.measured = held.value();
        finding.limit = needed.value();
        finding.unit = "s";
        finding.lowerIsWorse = true;
        finding.message = fmt::format("When the pumps of loop '{}' stop, its {} L hold the heat of its racks for {}; {} asks for {}.",
                                      load.loop.name, significant(volume, 4), held,
                                      piping.restart ? "their restart" : "the profile", needed);
        finding.derivation = fmt::format("{} L · {} kg/m³ · {} J/(kg K) · ({} − {}) / {} = {}", significant(volume, 4),
                                         significant(load.fluid.density, 5), significant(load.fluid.heatCapacity, 4),
                                         *load.inletMax, *supply, load.heat, held);
        finding.fixes.push_back(onUps(scope, load));
        if (allowed > Kelvins{}) {
            Loop buffered = load.loop;
            const double more = volume * (needed / held - 1);
            buffered.piping.bufferLitres = std::ceil((buffered.piping.bufferLitres + more) / 100) * 100;
            finding.fixes.push_back(changedLoop(scope, load,
                                                fmt::format("Give loop '{}' a buffer tank of {} L", buffered.name,
                                                            significant(buffered.piping.bufferLitres, 6)),
                                                buffered));
        }
        findings.judge(verdict(held, needed), std::move(finding));
    }

    static Fix onUps(const ArrangementScope& scope, const LoopLoad& load)
    {
        Loop changed = load.loop;
        changed.piping.pumpsOnUps = true;
        return changedLoop(scope, load, fmt::format("Put the pumps of loop '{}' on UPS", changed.name), changed);
    }
};

} // namespace

MadeRule thermalRideThroughRule()
{
    return std::make_unique<ThermalRideThroughRule>();
}

} // namespace colonnade::model
