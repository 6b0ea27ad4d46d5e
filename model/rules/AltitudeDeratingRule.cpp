#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// High up the air must be colder for the same equipment.
class AltitudeDeratingRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-005",
            .title = "Altitude derating of maximum dry bulb",
            .domain = Domain::Thermal,
            .scopes = {Scope::RackInPlace, Scope::Hall},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "T_max(h) = T_max − (h − 900 m) / s; s = 300 (A1, A2), 175 (A3), 125 (A4), "
                       "500 m/K (H1)",
            .explanation = "Above 900 m the highest allowable inlet of a class falls with the "
                           "altitude. A device's own limit is "
                           "derated by the slope of the room's class, since makers state limits "
                           "for sea level.",
            .remedy = "Colder supply; or ask the maker for his own derating.",
            .sources = {{"ASHRAE TC 9.9 reference card, recalled and not read again", "C"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        constexpr Metres from{900};
        const Metres altitude = scope.hall.altitude;
        if (altitude <= from) {
            if (hasAirCooled(scope))
                findings.pass(); // Nothing is derated.
            return;
        }
        if (!scope.hall.air || !scope.hall.air->supply)
            return supplyUnknown(scope, findings);
        const auto airClass = scope.hall.site.room.airClass;
        for (const Inlet& inlet : inlets(scope)) {
            Finding finding;
            place(finding, inlet);
            if (!airClass) {
                findings.notEvaluated(finding.subjects.front(), {"ASHRAE class of the room"});
                continue;
            }
            const AirClassLimits& limits = limitsOf(*airClass);
            const RackAir& air = inlet.group->air;
            const bool own = air.inletMax && *air.inletMax < limits.high;
            const Celsius level = own ? *air.inletMax : limits.high;
            const Celsius limit = derated(level, altitude, limits.metresPerKelvin);
            finding.measured = inlet.temperature.value();
            finding.limit = limit.value();
            finding.unit = "°C";
            finding.message = fmt::format(
                "The inlets of {} see {}; at {} {} takes {} and not {}.", nameOf(inlet),
                inlet.temperature, altitude,
                own ? air.inletMaxOf : fmt::format("class {}", word(*airClass)), limit, level);
            finding.derivation =
                fmt::format("{} − ({} − 900) / {} = {}", level, shortest(altitude.value()),
                            shortest(limits.metresPerKelvin), limit);
            constexpr Celsius leastSupply{18};
            if (auto colder = lowerSupply(
                    scope, inlet.supply + -difference(inlet.temperature, limit), leastSupply))
                finding.fixes.push_back(std::move(*colder));
            findings.judge(verdict(inlet.temperature, limit), std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        const auto airClass = airClassFrom(in.text("cls", "A1"));
        if (!airClass)
            in.wrong("cls", "A1, A2, A3, A4 or H1");
        const AirClassLimits& limits = limitsOf(airClass.value_or(AirClass::A1));
        const bool judged = in.has("T_in");
        for (const auto& row : in.rows({{"h"}, {"T_in", 0}})) {
            const Celsius highest = derated(limits.high, Metres{row[0]}, limits.metresPerKelvin);
            out.add("T_max", highest.value());
            if (judged)
                out.add("verdict", verdictWord(verdict(Celsius{row[1]}, highest)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(Celsius inlet, Celsius limit)
    {
        return exceeds(inlet.value(), limit.value()) ? Verdict{Severity::Warning} : std::nullopt;
    }
};

} // namespace

MadeRule altitudeDeratingRule()
{
    return std::make_unique<AltitudeDeratingRule>();
}

} // namespace colonnade::model
