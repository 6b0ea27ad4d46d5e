#include "model/cooling/Psychrometrics.h"
#include "model/edit/FloorEdits.h"
#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// The room is neither so moist that it corrodes, nor moister than its class allows.
class RoomMoistureRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-007",
            .title = "Room dew point and RH envelope",
            .domain = Domain::Thermal,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters =
                {{"dew_low", "°C", "Lowest recommended dew point.", -60, 30},
                 {"dew_high", "°C", "Highest recommended dew point.", -60, 40},
                 {"humidity", "", "Highest recommended humidity where no coupons were hung.", 0, 1},
                 {"humidity_clean", "", "The same where coupons have shown clean air.", 0, 1},
                 {"humidity_corrosive", "", "The same where they have shown corrosive air.", 0, 1}},
            .formula =
                "T_d = b γ / (a − γ), γ = a T / (b + T) + ln(RH); −9 ≤ T_d ≤ 15 °C, RH ≤ 60 %",
            .explanation =
                "Dew point by Magnus with a = 17.62 and b = 243.12 °C, from dry bulb and humidity "
                "at the design point. "
                "Outside the recommended range is a warning; a dew point above the allowable of "
                "the room's class "
                "(A1, H1: 17, A2: 21, A3, A4: 24 °C) is an error. Dryness is never an error.",
            .remedy = "Dry the air, or hang coupons that show that it is clean.",
            .sources = {{"RH limits of the fifth edition (datacenterdynamics.com)", "B"},
                        {"Dew point of each class (trivolt.ac)", "B"},
                        {"Magnus constants (calcipedia.org)", "B"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (!hasAirCooled(scope))
            return;
        const RoomAir& room = scope.hall.site.room;
        const Subject subject{Subject::Where::Hall, {}};
        std::vector<std::string> missing;
        if (!room.dryBulb)
            missing.emplace_back("dry bulb of the room");
        if (!room.humidity)
            missing.emplace_back("relative humidity of the room");
        if (!missing.empty())
            return findings.notEvaluated(subject, std::move(missing));
        const Celsius dew = dewPoint(*room.dryBulb, *room.humidity);
        const Limits limits = limitsOfRoom(room.airClass, room.coupons, scope.profile);
        const bool overHumid = exceeds(*room.humidity, limits.humidity);
        const bool overDew = exceeds(dew.value(), limits.dewHigh);
        Finding finding;
        finding.subjects = {subject};
        const std::string at = fmt::format("The room has {} at {}, a dew point of {}",
                                           percent(*room.humidity), *room.dryBulb, dew);
        if (overHumid && !overDew) {
            finding.aspect = "humidity";
            finding.measured = *room.humidity * 100;
            finding.limit = limits.humidity * 100;
            finding.unit = "%";
            finding.message =
                fmt::format("{}; at most {} is recommended.", at, percent(limits.humidity));
        } else if (exceeds(limits.dewLow, dew.value())) {
            finding.aspect = "dry";
            finding.lowerIsWorse = true;
            finding.measured = dew.value();
            finding.limit = limits.dewLow;
            finding.unit = "°C";
            finding.message =
                fmt::format("{}; at least {} is recommended.", at, Celsius{limits.dewLow});
        } else {
            const bool beyond = limits.allowable && exceeds(dew.value(), *limits.allowable);
            finding.measured = dew.value();
            finding.limit = beyond ? *limits.allowable : limits.dewHigh;
            finding.unit = "°C";
            finding.message = fmt::format(
                "{}; {}.", at,
                beyond ? fmt::format("class {} allows {} at most", word(*room.airClass),
                                     Celsius{*limits.allowable})
                       : fmt::format("at most {} is recommended", Celsius{limits.dewHigh}));
        }
        finding.derivation = fmt::format(
            "γ = 17.62 · {} / (243.12 + {}) + ln {}; T_d = {}", shortest(room.dryBulb->value()),
            shortest(room.dryBulb->value()), shortest(*room.humidity), dew);
        // To whole percents of what the recommended dew point and humidity allow.
        const double drier =
            std::floor(100
                       * std::min(limits.humidity,
                                  relativeHumidity(*room.dryBulb, Celsius{limits.dewHigh})))
            / 100;
        if (drier > 0 && drier < *room.humidity) {
            finding.fixes.push_back(
                {fmt::format("Hold the room at {}", percent(drier)), [drier](const Design& design) {
                     Hall hall = *design.hall();
                     hall.site.room.humidity = drier;
                     return changeHall(design, std::move(hall));
                 }});
        }
        const Verdict said = verdict(dew, *room.humidity, limits);
        // Below the least allowable of all classes the class does not matter.
        if (!limits.allowable && dew > limitsOf(AirClass::A1).dewPointMax)
            return findings.judge(said, std::move(finding), {"ASHRAE class of the room"});
        findings.judge(said, std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        std::vector<std::optional<AirClass>> classes;
        const bool list = in.isList("cls");
        if (in.has("cls")) {
            for (const RuleValue& item : list ? in.cases("cls") : std::vector<RuleValue>{in.at("cls")}) {
                const auto airClass =
                    item.isText() ? airClassFrom(item.text()) : std::nullopt;
                if (!airClass)
                    in.wrong("cls", "A1, A2, A3, A4 or H1");
                classes.push_back(airClass);
            }
        }
        std::optional<Coupons> coupons;
        if (in.has("coupons")) {
            coupons = couponsFrom(in.text("coupons", ""));
            if (!coupons)
                in.wrong("coupons", "clean or corrosive");
        }
        const auto rows = in.rows({{"T"}, {"RH"}});
        if (classes.size() > 1 && classes.size() != rows.size())
            in.wrong("cls", fmt::format("{} classes, as there are temperatures", rows.size()));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::optional<AirClass> airClass =
                classes.empty() ? std::nullopt : classes[std::min(i, classes.size() - 1)];
            const double humidity = rows[i][1] / 100;
            const Celsius dew = dewPoint(Celsius{rows[i][0]}, humidity);
            out.add("Td", dew.value());
            out.add("verdict",
                    verdictWord(verdict(dew, humidity, limitsOfRoom(airClass, coupons, profile))));
        }
        return in.finish(out.value(in.listed() || list));
    }

private:
    struct Limits {
        double dewLow = 0, dewHigh = 0, humidity = 0;
        std::optional<double> allowable;
    };
    [[nodiscard]] Limits limitsOfRoom(std::optional<AirClass> airClass,
                                      std::optional<Coupons> coupons, const Profile& profile) const
    {
        const auto at = [&](std::string_view key) { return profile.parameter(info().id, key); };
        Limits limits{at("dew_low"), at("dew_high"), at("humidity"), {}};
        if (coupons)
            limits.humidity =
                at(*coupons == Coupons::Clean ? "humidity_clean" : "humidity_corrosive");
        if (airClass)
            limits.allowable = limitsOf(*airClass).dewPointMax.value();
        return limits;
    }
    static Verdict verdict(Celsius dew, double humidity, const Limits& limits)
    {
        if (limits.allowable && exceeds(dew.value(), *limits.allowable))
            return Severity::Error;
        const bool outside = exceeds(dew.value(), limits.dewHigh)
            || exceeds(limits.dewLow, dew.value()) || exceeds(humidity, limits.humidity);
        return outside ? Verdict{Severity::Warning} : std::nullopt;
    }
};

} // namespace

MadeRule roomMoistureRule()
{
    return std::make_unique<RoomMoistureRule>();
}

} // namespace colonnade::model
