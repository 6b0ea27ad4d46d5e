#include "model/power/Plant.h"
#include "model/power/RackPower.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// No stretch of a rack's busbar carries more current than the bar is rated for.
class BusbarCurrentRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-015",
            .title = "Rack DC busbar current",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_volts", "V", "Voltage at the low end of the busbar.", 1, 2000},
                           {"temperature_factor", "", "Share of the rating at the temperature of the rack.", 0, 1.5}},
            .formula = "I = P_segment / V_min ≤ k_T · I_rated",
            .explanation =
                "Each stretch of the busbar between shelves and loads, by the units where they stand: "
                "what is given below it less what is drawn there, with all shelves and with each side "
                "lost. Shelves share the rack by rated output. A system's own figure is divided over "
                "its trays by their own powers. The rating is that of the frame, the system or the "
                "shelf in the catalog.",
            .remedy = "Place shelves mid-rack to halve the current, or choose a bar of a higher rating or "
                "with liquid cooling.",
            .sources = {{"48 V low end and 0.5 V droop (OCP deck)", "B"},
                        {"About 2.5 kA in NVL72 (press estimate)", "B"}}
        };
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackDraw draw = rackDraw(scope.rack);
        if (draw.shelfLoad <= Watts{})
            return;
        std::vector<std::string> missing = draw.missing;
        const auto rated = ratingOf(scope.rack);
        if (!rated)
            missing.push_back(fmt::format("busbar rating of {}", scope.rack.frame()->model));
        const auto loads = loadsOf(scope.rack, draw, missing);
        if (!missing.empty())
            return findings.notEvaluated(scope.subject(), std::move(missing));
        const Volts volts{scope.profile.parameter(info().id, "least_volts")};
        const double factor = scope.profile.parameter(info().id, "temperature_factor");
        std::optional<BusbarSegment> worst;
        std::string state;
        const auto consider = [&](std::optional<Side> lost) {
            const auto segment = heaviestSegment(taps(scope.rack, draw, loads, lost));
            if (!segment || (worst && segment->power <= worst->power))
                return;
            worst = segment;
            state = lost ? fmt::format("with side {} lost", letter(*lost)) : std::string{"in normal state"};
        };
        consider(std::nullopt);
        for (const Side side : draw.sides.list())
            consider(side);
        if (!worst)
            return findings.pass();
        const Amperes current = busbarCurrent(worst->power, volts);
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = current.value();
        finding.limit = rated->value() * factor;
        finding.unit = "A";
        finding.message = fmt::format("The busbar of rack design '{}' carries {} between U{} and U{} {}; it is rated for {}.",
                                      scope.rack.id(), current, static_cast<int>(worst->from),
                                      static_cast<int>(worst->to), state, Amperes{*finding.limit});
        finding.derivation = fmt::format("{} / {} = {}; k_T · I = {} · {} = {}", worst->power, volts, current, factor,
                                         *rated, Amperes{*finding.limit});
        findings.judge(above(current.value(), *finding.limit), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"P_W"},
                                        {"V", profile.parameter(info().id, "least_volts")},
                                        {"I_rated", 0},
                                        {"k_T", profile.parameter(info().id, "temperature_factor")}})) {
            const Amperes current = busbarCurrent(Watts{row[0]}, Volts{row[1]});
            out.add("I_A", current.value());
            if (in.has("I_rated"))
                out.add("verdict", verdictWord(above(current.value(), row[3] * row[2])));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static double heightOf(const Device& device) { return device.mount.unit.halves() / 2.0; }

    static bool onBusbar(const Device& device)
    {
        return std::any_of(device.part->inputs.begin(), device.part->inputs.end(), [](const PowerInput& input) {
            return input.kind == PowerInput::Kind::Busbar48 || input.kind == PowerInput::Kind::Dc48;
        });
    }

    static std::optional<Amperes> ratingOf(const RackDesign& rack)
    {
        std::optional<double> least;
        const auto take = [&](const PartType& part) {
            if (const auto rating = part.number("busbar_a"))
                least = least ? std::min(*least, *rating) : *rating;
        };
        take(*rack.frame());
        if (rack.system())
            take(*rack.system());
        for (const Device& device : rack.devices())
            take(*device.part);
        return least ? std::optional{Amperes{*least}} : std::nullopt;
    }

    /// What draws from the bar, scaled so that together it is what the rack's shelves carry.
    static std::vector<BusbarTap> loadsOf(const RackDesign& rack, const RackDraw& draw, std::vector<std::string>& missing)
    {
        std::vector<BusbarTap> loads;
        Watts sum;
        for (const Device& device : rack.devices()) {
            if (!onBusbar(device) || device.takesFeed())
                continue;
            const auto power = device.part->power.forProvisioning();
            if (!power)
                addOnce(missing, fmt::format("power of {}", device.part->model));
            loads.push_back({heightOf(device), power.value_or(Watts{})});
            sum += loads.back().power;
        }
        if (sum <= Watts{} && missing.empty())
            missing.push_back("power of what hangs on the busbar");
        for (BusbarTap& load : loads)
            load.power = sum > Watts{} ? load.power * (draw.shelfLoad / sum) : Watts{};
        return loads;
    }

    static std::vector<BusbarTap> taps(const RackDesign& rack, const RackDraw& draw, const std::vector<BusbarTap>& loads,
                                       std::optional<Side> lost)
    {
        std::vector<BusbarTap> taps;
        Watts output;
        for (const Device& device : rack.devices()) {
            if (!isSourceShelf(device) || (lost && sideOf(rack, device) == *lost))
                continue;
            taps.push_back({heightOf(device), device.part->shelf->output});
            output += device.part->shelf->output;
        }
        if (output <= Watts{})
            return {};
        for (BusbarTap& tap : taps)
            tap.power = draw.shelfLoad * (tap.power / output);
        for (const BusbarTap& load : loads)
            taps.push_back({load.height, -load.power});
        return taps;
    }
};

} // namespace

MadeRule busbarCurrentRule()
{
    return std::make_unique<BusbarCurrentRule>();
}

} // namespace colonnade::model
