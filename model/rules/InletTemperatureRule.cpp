#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// The air at the inlets is what the equipment was made for.
class InletTemperatureRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-004",
            .title = "Inlet temperature vs ASHRAE air class",
            .domain = Domain::Thermal,
            .scopes = {Scope::RackInPlace, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"recommended_low", "°C", "Lowest recommended inlet.", 0, 40},
                           {"recommended_high", "°C",
                            "Highest recommended inlet of classes A1 to A4.", 0, 60},
                           {"recommended_high_h1", "°C", "Highest recommended inlet of class H1.",
                            0, 60}},
            .formula =
                "T_in = T_supply + r · ΔT_rack; within the class and every device's own limits",
            .explanation = "The supply of the air handlers, warmed by the share r of the rack's "
                           "own exhaust that comes back "
                           "to its inlets: by the profile 0.05 where the aisle is contained and "
                           "0.15 where it is open, or "
                           "what the air handlers lack, where that is more. The narrowest of the "
                           "class that the room keeps "
                           "and of the limits of the rack's devices counts; a device without a "
                           "limit of its own is taken to "
                           "be made for the room's class. The coldest inlet is the supply. A "
                           "first-order model: it knows no "
                           "height in the rack and no end of a row.",
            .remedy =
                "Colder supply, blanking panels and containment; or hardware of a wider class.",
            .sources = {{"Recommended and allowable ranges A1 to A4 (trivolt.ac, EXIN CDCP)", "B"},
                        {"H1: 18 to 22 and 5 to 25 °C (public notes quoting the 2021 class)", "B"},
                        {"Shares of recirculation", "EJ"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (!scope.hall.air || !scope.hall.air->supply)
            return supplyUnknown(scope, findings);
        for (const Inlet& inlet : inlets(scope))
            checkInlet(scope, inlet, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        std::vector<AirClass> classes;
        const bool list = in.isList("cls");
        for (const RuleValue& item : list ? in.cases("cls") : std::vector<RuleValue>{in.at("cls")}) {
            const auto airClass =
                item.isText() ? airClassFrom(item.text()) : std::nullopt;
            if (!airClass)
                in.wrong("cls", "A1, A2, A3, A4 or H1");
            classes.push_back(airClass.value_or(AirClass::A1));
        }
        const double supply = in.number("Ts");
        const Celsius inlet =
            inletTemperature(Celsius{supply}, in.number("r", profile.recirculationContained),
                             Kelvins{in.number("dT", profile.airRise.value())});
        for (const AirClass airClass : classes) {
            const Band band = bandOf(airClass, profile);
            out.add("verdict",
                    verdictWord(std::min(high(inlet, band), low(Celsius{supply}, band), worse)));
        }
        RuleValue all = classes.empty() ? RuleValue::object() : out.value(list);
        all.put("T_in", inlet.value());
        return in.finish(std::move(all));
    }

private:
    struct Band {
        Celsius low{-1000}, high{1000};
        Celsius recommendedLow, recommendedHigh;
        std::string highOf, lowOf; ///< "class A2", "the DGX H100"
    };
    [[nodiscard]] Band bandOf(std::optional<AirClass> airClass, const Profile& profile) const
    {
        const auto at = [&](std::string_view key) {
            return Celsius{profile.parameter(info().id, key)};
        };
        Band band;
        band.recommendedLow = at("recommended_low");
        band.recommendedHigh =
            at(airClass == AirClass::H1 ? "recommended_high_h1" : "recommended_high");
        if (airClass) {
            band.low = limitsOf(*airClass).low;
            band.high = limitsOf(*airClass).high;
            band.highOf = band.lowOf = fmt::format("class {}", word(*airClass));
        }
        return band;
    }

    static Verdict high(Celsius inlet, const Band& band)
    {
        return above(inlet.value(), band.high.value(),
                     std::min(band.high, band.recommendedHigh).value());
    }
    static Verdict low(Celsius supply, const Band& band)
    {
        return above(-supply.value(), -band.low.value(),
                     -std::max(band.low, band.recommendedLow).value());
    }
    /// Of two verdicts the graver is the less, and nothing to report is the greatest.
    static bool worse(const Verdict& a, const Verdict& b) { return a && (!b || *a < *b); }

    void checkInlet(const HallScope& scope, const Inlet& inlet, Findings& findings) const
    {
        const RackAir& air = inlet.group->air;
        const auto airClass = scope.hall.site.room.airClass;
        Band band = bandOf(airClass, scope.profile);
        if (air.inletMax && *air.inletMax < band.high) {
            band.high = *air.inletMax;
            band.highOf = air.inletMaxOf;
        }
        if (air.inletMin && *air.inletMin > band.low) {
            band.low = *air.inletMin;
            band.lowOf = air.inletMinOf;
        }
        std::vector<std::string> missing;
        if (!airClass && air.someWithoutLimit)
            missing.emplace_back("ASHRAE class of the room");
        const Verdict hot = high(inlet.temperature, band), cold = low(inlet.supply, band);
        Finding finding;
        place(finding, inlet);
        finding.unit = "°C";
        finding.derivation = fmt::format("{} + {} · {} = {}", inlet.supply,
                                         percent(inlet.recirculation), air.rise, inlet.temperature);
        if (worse(cold, hot)) {
            const bool allowed = cold == Severity::Warning;
            finding.aspect = "cold";
            finding.lowerIsWorse = true;
            finding.measured = inlet.supply.value();
            finding.limit = (allowed ? band.recommendedLow : band.low).value();
            finding.message =
                fmt::format("The air handlers supply {} to {}; {}.", inlet.supply, nameOf(inlet),
                            allowed ? fmt::format("at least {} is recommended", band.recommendedLow)
                                    : fmt::format("{} takes {} at least", band.lowOf, band.low));
            return findings.judge(cold, std::move(finding), missing);
        }
        const bool allowed = hot != Severity::Error;
        finding.measured = inlet.temperature.value();
        const Celsius limit = allowed ? std::min(band.high, band.recommendedHigh) : band.high;
        finding.limit = limit.value();
        finding.message = fmt::format(
            "The inlets of {} see {}; {}.", nameOf(inlet), inlet.temperature,
            limit == band.high ? fmt::format("{} takes {} at most", band.highOf, band.high)
                               : fmt::format("at most {} is recommended", band.recommendedHigh));
        if (auto colder = lowerSupply(scope, inlet.supply + -difference(inlet.temperature, limit),
                                      band.recommendedLow))
            finding.fixes.push_back(std::move(*colder));
        if (!inlet.group->contained
            && inletTemperature(inlet.supply, scope.profile.recirculationContained, air.rise)
                <= limit) {
            const Arrangement& where =
                inlet.part->pod ? inlet.part->pod->arrangement() : scope.hall.arrangement;
            if (auto closed = containAisles(where, inlet.part->pod))
                finding.fixes.push_back(std::move(*closed));
        }
        findings.judge(hot, std::move(finding), missing);
    }
};

} // namespace

MadeRule inletTemperatureRule()
{
    return std::make_unique<InletTemperatureRule>();
}

} // namespace colonnade::model
