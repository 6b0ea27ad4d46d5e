#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Thin air carries less heat: fans must move more of it.
class AltitudeAirflowRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-003",
            .title = "Altitude correction of airflow",
            .domain = Domain::Thermal,
            .scopes = {Scope::Hall},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"apply_above", "m", "Altitude above which the correction is told of.",
                            0, 5000}},
            .formula = "p/p₀ = (1 − 2.25577·10⁻⁵ h)^5.25588; V(h) = V₀ · p₀/p",
            .explanation = "At equal temperature the same heat needs more air by the inverse of "
                           "its density. The airflow of "
                           "THM-017 is corrected by it at any altitude.",
            .remedy = "Check that fans and air handlers are rated for the altitude of the site.",
            .sources = {{"Altitude table: 0.80 at 6,000 ft (Innovative Research Inc.)", "A"},
                        {"ISA formula", "C"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (!hasAirCooled(scope))
            return;
        const Metres altitude = scope.hall.altitude;
        const double ratio = pressureRatio(altitude),
                     above = scope.profile.parameter(info().id, "apply_above");
        const CubicMetresPerSecond here = hallAir(scope).demand();
        Finding finding;
        finding.subjects = {{Subject::Where::Hall, {}}};
        finding.measured = altitude.value();
        finding.limit = above;
        finding.unit = "m";
        finding.message =
            fmt::format("At {} air has {} of its density at sea level: the racks ask for {} and "
                        "not {}, {} more.",
                        altitude, percent(ratio), here, here * ratio, percent(1 / ratio - 1));
        finding.derivation = fmt::format("p/p₀ = (1 − 2.25577·10⁻⁵ · {})^5.25588 = {}",
                                         shortest(altitude.value()), significant(ratio, 4));
        findings.judge(exceeds(altitude.value(), above) ? Verdict{Severity::Info} : std::nullopt,
                       std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        constexpr Metres sixThousandFeet{1828.8};
        for (const auto& row : in.rows({{"h"}})) {
            const double ratio = pressureRatio(Metres{row[0]});
            out.add("p_ratio", ratio);
            out.add("increase", 1 / ratio - 1);
            out.add("check_6000ft", pressureRatio(sixThousandFeet));
            out.add("verdict",
                    verdictWord(exceeds(row[0], profile.parameter(info().id, "apply_above"))
                                    ? Verdict{Severity::Info}
                                    : std::nullopt));
        }
        return in.finish(out.value(in.listed()));
    }
};

} // namespace

MadeRule altitudeAirflowRule()
{
    return std::make_unique<AltitudeAirflowRule>();
}

} // namespace colonnade::model
