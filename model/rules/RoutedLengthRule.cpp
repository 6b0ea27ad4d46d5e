#include "model/rules/AllRules.h"
#include "model/rules/Cabling.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/RackUnit.h"
#include "model/units/Text.h"

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
            for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
                const auto given = givenLength(scope, fabric, plan, cable);
                if (given && exceeds(way(scope, fabric, plan, cable).value(), given->value()))
                    tooShort.add(cable, way(scope, fabric, plan, cable) / *given);
            }
            if (tooShort.count == 0) {
                findings.pass();
                continue;
            }
            const Metres routed = way(scope, fabric, plan, tooShort.worst);
            const Metres given = *givenLength(scope, fabric, plan, tooShort.worst);
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
            findings.add(std::move(finding));
        }
    }

    Result<Json> answer(const Json& json, const Profile& profile) const override
    {
        Inputs in{info(), json};
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
        return in.finish({{"L0", bare(route).value()}, {"L", route.length().value()}});
    }

private:
    /// Without slack and service loops: the least that reaches.
    static Metres bare(const Route& route) { return route.tray + route.rises + route.sides; }

    /// The length that a person gave a cable; nothing for those by route.
    static std::optional<Metres> givenLength(const ArrangementScope& scope, const Fabric& fabric,
                                             const FabricPlan& plan, std::size_t cable)
    {
        if (const std::int32_t choice = plan.cables.choice[cable];
            choice >= 0 && static_cast<std::size_t>(choice) < fabric.choices.size()) {
            if (const auto length = fabric.choices[static_cast<std::size_t>(choice)].length)
                return length;
        }
        const std::int32_t hand = plan.cables.hand[cable];
        if (hand < 0)
            return std::nullopt;
        const auto index = static_cast<std::size_t>(hand);
        const std::uint32_t link = plan.cables.links(cable).front();
        if (plan.links.origin[link] == LinkOrigin::FabricByHand)
            return index < fabric.links.size() ? fabric.links[index].length : std::nullopt;
        const RackDesignRef* rack =
            plan.placement(scope.arrangement, plan.links.a[link]).rack();
        return rack && index < (*rack)->cables().size() ? (*rack)->cables()[index].length
                                                        : std::nullopt;
    }

    static Metres way(const ArrangementScope& scope, const Fabric& fabric, const FabricPlan& plan,
                      std::size_t cable)
    {
        RouteRules rules;
        rules.trayHeight = Metres{static_cast<double>(scope.trayHeight.value()) / 1000};
        rules.slack = fabric.slack;
        const std::uint32_t link = plan.cables.links(cable).front();
        const FabricNode& a = plan.nodes[plan.links.a[link]];
        const FabricNode& b = plan.nodes[plan.links.b[link]];
        const Placement& from = plan.placement(scope.arrangement, plan.links.a[link]);
        const Placement& to = plan.placement(scope.arrangement, plan.links.b[link]);
        return bare(routeBetween(from, deviceOf(from, a), to, deviceOf(to, b), rules));
    }

    static const Device* deviceOf(const Placement& placement, const FabricNode& node)
    {
        return node.device < 0 || !placement.rack()
            ? nullptr
            : &(*placement.rack())->devices()[static_cast<std::size_t>(node.device)];
    }
};

} // namespace

MadeRule routedLengthRule()
{
    return std::make_unique<RoutedLengthRule>();
}

} // namespace colonnade::model
