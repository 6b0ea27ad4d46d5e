#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <cmath>
#include <set>

namespace colonnade::model {

namespace {

/// What a maker says of a part's airflow fits the heat that it has to carry.
class AirflowDemandRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-002",
            .title = "Airflow demand",
            .domain = Domain::Thermal,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most_difference", "",
                            "Share by which the maker's airflow may differ from that by heat.", 0,
                            10}},
            .formula = "V = Q / (ρ · c_p · ΔT); |V_maker / V − 1| ≤ 0.2",
            .explanation = "The airflow that carries a device's heat away at the profile's rise, "
                           "12 K, against the one on "
                           "its sheet. Sheets tell of fans at some speed: a lower figure means "
                           "hotter exhaust, a higher "
                           "one more air than the room may have. Where a maker tells, the room is "
                           "planned by his figure.",
            .remedy =
                "Ask the maker for airflow and rise at full load; plan the room for the greater.",
            .sources = {
                {"V = Q/(ρ c_p ΔT) and 3.16 W/ΔT[°F] (bearingsasia.com, insidehpc.com)", "B"},
                {"154 CFM a kW at 20 °F (Innovative Research Inc.)", "A"},
                {"Density and heat capacity of air (novtriq.tech)", "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        std::set<TypeId> seen;
        for (const Device& device : scope.rack.devices()) {
            const PartType& part = *device.part;
            const auto told = makersAirflow(part);
            if (!told || !seen.insert(part.id).second)
                continue;
            const auto power = part.power.forProvisioning();
            if (!power) {
                findings.notEvaluated(scope.subject(), {fmt::format("power of {}", part.model)},
                                      part.id.text());
                continue;
            }
            const Watts heat = *power * (1 - part.cooling.liquidFraction.value_or(0));
            if (heat <= Watts{})
                continue;
            const CubicMetresPerSecond byHeat = airflowDemand(heat, scope.profile.airRise);
            Finding finding;
            finding.subjects = {scope.subject()};
            finding.aspect = part.id.text();
            finding.measured = told->value();
            finding.limit = byHeat.value();
            finding.unit = "m³/s";
            finding.message = fmt::format(
                "{} moves {} ({} CFM) by its sheet; {} at {} need {}. The air in it warms by {}.",
                part.model, *told, significant(cubicFeetPerMinute(*told), 4), heat,
                scope.profile.airRise, byHeat, airRise(heat, *told));
            finding.derivation =
                fmt::format("{} / ({} kg/m³ · {} J/(kg·K) · {}) = {}; {} / {} = {}", heat,
                            shortest(airDensity), shortest(airHeatCapacity), scope.profile.airRise,
                            byHeat, *told, byHeat, percent(*told / byHeat));
            findings.judge(verdict(*told / byHeat, scope.profile), std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        constexpr double fahrenheitPerKelvin = 1.8;
        const bool told = in.has("V");
        for (const auto& row : in.rows({{"Q"},
                                        {"dT_F", profile.airRise.value() * fahrenheitPerKelvin},
                                        {"rho", airDensity},
                                        {"cp", airHeatCapacity},
                                        {"V", 0}})) {
            const CubicMetresPerSecond flow = airflowDemand(
                Watts{row[0]}, Kelvins{row[1] / fahrenheitPerKelvin}, {row[2], row[3]});
            out.add("V_m3s", flow.value());
            out.add("cfm_SI", cubicFeetPerMinute(flow));
            out.add("cfm_US", airflowDemandCfm(Watts{row[0]}, row[1]));
            if (told)
                out.add("verdict", verdictWord(verdict(row[4] / flow.value(), profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double share, const Profile& profile) const
    {
        return exceeds(std::abs(share - 1), profile.parameter(info().id, "most_difference"))
            ? Verdict{Severity::Info}
            : std::nullopt;
    }
};

} // namespace

MadeRule airflowDemandRule()
{
    return std::make_unique<AirflowDemandRule>();
}

} // namespace colonnade::model
