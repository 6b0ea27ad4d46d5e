#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// The hot aisle is bearable for cables, optics and people.
class ExhaustTemperatureRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-019",
            .title = "Hot-aisle / exhaust temperature",
            .domain = Domain::Thermal,
            .scopes = {Scope::RackInPlace, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_above", "°C", "Exhaust above which a warning is given.", 20, 100},
                           {"error_above", "°C", "Exhaust above which it is an error.", 20, 100}},
            .formula = "T_out = T_in + Q_air / (ρ · c_p · V)",
            .explanation =
                "The inlet of THM-004 and the rise over the rack: by its makers' airflow where "
                "they tell, else the "
                "profile's. It is the air at the rear of the devices, before a rear door.",
            .remedy = "Colder supply, more air through the rack, fewer optics at the rear.",
            .sources = {{"Engineering judgement", "EJ"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (!scope.hall.air || !scope.hall.air->supply)
            return supplyUnknown(scope, findings);
        const double warn = scope.profile.parameter(info().id, "warn_above"),
                     error = scope.profile.parameter(info().id, "error_above");
        for (const Inlet& inlet : inlets(scope)) {
            const RackAir& air = inlet.group->air;
            const Celsius exhaust = inlet.exhaust();
            const Verdict said = verdict(exhaust, scope.profile);
            const Celsius limit{said == Severity::Error ? error : warn};
            Finding finding;
            place(finding, inlet);
            finding.measured = exhaust.value();
            finding.limit = limit.value();
            finding.unit = "°C";
            finding.message = fmt::format("{} leaves the rear of {}; {} is the limit.", exhaust,
                                          nameOf(inlet), limit);
            finding.derivation =
                fmt::format("{} + {} / ({} · {} · {}) = {}", inlet.temperature, air.heat,
                            shortest(airDensity), shortest(airHeatCapacity), air.flow, exhaust);
            constexpr Celsius leastSupply{18};
            if (auto colder = lowerSupply(scope, inlet.supply + -difference(exhaust, Celsius{warn}),
                                          leastSupply))
                finding.fixes.push_back(std::move(*colder));
            findings.judge(said, std::move(finding),
                           air.flowByMaker ? air.missing : std::vector<std::string>{});
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"Q"}, {"V"}, {"T"}})) {
            const Celsius exhaust =
                Celsius{row[2]} + airRise(Watts{row[0]}, CubicMetresPerSecond{row[1]});
            out.add("T_out", exhaust.value());
            out.add("verdict", verdictWord(verdict(exhaust, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    [[nodiscard]] Verdict verdict(Celsius exhaust, const Profile& profile) const
    {
        return above(exhaust.value(), profile.parameter(info().id, "error_above"),
                     profile.parameter(info().id, "warn_above"));
    }
};

} // namespace

MadeRule exhaustTemperatureRule()
{
    return std::make_unique<ExhaustTemperatureRule>();
}

} // namespace colonnade::model
