#include "model/rules/AllRules.h"
#include "model/rules/Cabling.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/RackUnit.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// A cable is as long as its way over the trays, with slack and service loops.
class RoutedLengthRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-007",
            .title = "Routed length",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "L = (1 + s) · (Σ tray + Σ (z_tray − z_port) + Σ side runs) + n · l_loop",
            .explanation = "A computed fact of every cable: it counts as evaluated and says "
                           "nothing, unless a length that a person "
                           "gave is shorter than the way.",
            .remedy = "Give the cable its routed length, or leave the length to the route.",
            .sources = {{"Vertical, side and loop parts (c0de.it rack planner)", "B"},
                        {"Slack of 5 %", "EJ"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (std::size_t i = 0; i < scope.fabrics.size(); ++i) {
            if (!scope.fabrics[i] || scope.fabrics[i]->cables.size() == 0)
                continue;
            const FabricPlan& plan = *scope.fabrics[i];
            const Fabric& fabric = scope.arrangement.fabrics[i];
            CableGroup tooShort;
            for (const GivenLength& given : plan.given) {
                const Metres length = lengthOf(plan, given.cable);
                if (exceeds(way(fabric, given).value(), length.value()))
                    tooShort.add(given.cable, way(fabric, given) / length);
            }
            if (tooShort.count == 0) {
                findings.pass();
                continue;
            }
            const GivenLength& worst = *std::find_if(
                plan.given.begin(), plan.given.end(),
                [&](const GivenLength& one) { return one.cable == tooShort.worst; });
            const Metres routed = way(fabric, worst);
            const Metres given = lengthOf(plan, worst.cable);
            Finding finding;
            finding.severity = Severity::Info;
            finding.subjects = {scope.fabric(fabric.id)};
            finding.measured = routed.value();
            finding.limit = given.value();
            finding.unit = "m";
            finding.message = fmt::format(
                "{} of fabric '{}' {} way: from {} it is {}, given {}.",
                tooShort.count == 1 ? std::string{"One cable"}
                                    : fmt::format("{} cables", tooShort.count),
                fabric.name, tooShort.count == 1 ? "is shorter than its" : "are shorter than their",
                plan.linkText(scope.arrangement, plan.cables.links(tooShort.worst).front()), routed,
                given);
            if (worst.basis == RouteBasis::Estimated)
                finding.message += " No trays are drawn that join the two: the way is estimated.";
            findings.add(std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        std::vector<Metres> tray;
        for (const double segment : in.numbers("tray"))
            tray.push_back(Metres{segment});
        const auto units = in.numbers("U");
        if (units.size() != 2)
            in.wrong("U", "the units of the two ports");
        RouteRules rules;
        rules.trayHeight = Metres{in.number("z")};
        rules.sideRun = Metres{in.number("side", rules.sideRun.value())};
        rules.slack = in.number("s", profile.cableSlack);
        rules.loop = Metres{in.number("loop", profile.cableLoop.value())};
        if (!in.good())
            return in.finish({});
        const auto height = [](double unit) { return Metres{unit * rackUnitMillimetres / 1000}; };
        const Route route = trayRoute(tray, height(units[0]), height(units[1]), rules);
        return in.finish(RuleValue::object({{"L0", bare(route).value()}, {"L", route.length().value()}}));
    }

private:
    /// Without slack and service loops: the least that reaches.
    static Metres bare(const Route& route) { return route.tray + route.rises + route.sides; }

    static Metres lengthOf(const FabricPlan& plan, std::uint32_t cable)
    {
        return Metres{static_cast<double>(plan.cables.ordered[cable])};
    }

    /// The way of a cable without slack and loops: what was added to it for its routed length is taken off again.
    static Metres way(const Fabric& fabric, const GivenLength& given)
    {
        const RouteRules rules;
        const Metres loops = given.basis == RouteBasis::InRack ? Metres{} : rules.loop * 2;
        return (Metres{static_cast<double>(given.routed)} - loops) / (1 + fabric.slack);
    }
};

} // namespace

MadeRule routedLengthRule()
{
    return std::make_unique<RoutedLengthRule>();
}

} // namespace colonnade::model
