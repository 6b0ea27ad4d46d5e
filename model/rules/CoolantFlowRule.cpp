#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/LoopFixes.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// The CDUs of a loop pump what its racks ask for.
class CoolantFlowRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-009",
            .title = "Coolant flow demand",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "V = 60,000 · Q / (ρ · c_p · ΔT) in L/min; Σ V ≤ flow of the CDUs",
            .explanation = "The demand is the makers' flow at the loop's supply temperature where "
                           "every cooled part has one and the "
                           "loop names no rise, else it follows from heat and rise, with the "
                           "properties of the fluid at the mean "
                           "temperature. A flow that is set on the loop must cover the demand. "
                           "With a CDU lost: THM-012.",
            .remedy = "Larger manifolds, another CDU, or fewer racks on the loop.",
            .sources = {{"Airedale DeltaChill manual: glycol tables", "A"},
                        {"OCP: 1.5 L/min per kW at 10 K", "B"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const LoopLoad& loop : scope.cooling.loops)
            checkLoop(scope, loop, findings);
        if (scope.cooling.withoutLoop.empty())
            return;
        std::vector<std::string> names;
        for (const PlacementId& id : scope.cooling.withoutLoop)
            names.push_back(id.text());
        findings.notEvaluated(scope.subject(), {fmt::format("coolant loop of {}", someOf(names))},
                              "without-loop");
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"Q"}, {"rho"}, {"cp"}, {"dT"}}))
            out.add("lpm", flowDemand(Watts{row[0]}, {row[1], row[2]}, Kelvins{row[3]}).value());
        return in.finish(out.value(in.listed()));
    }

private:
    static void checkLoop(const ArrangementScope& scope, const LoopLoad& loop, Findings& findings)
    {
        if (loop.racks == 0 || (loop.heat <= Watts{} && loop.missingHeat.empty()))
            return;
        const Subject subject = scope.loop(loop.loop.id);
        std::vector<std::string> missing =
            loop.flowByMaker ? std::vector<std::string>{} : loop.missingHeat;
        if (loop.cdus == 0)
            missing.push_back(fmt::format("a CDU on loop '{}'", loop.loop.name));
        if (!loop.flow)
            missing.push_back(fmt::format("properties of the fluid '{}'", shown(loop.loop.fluid)));
        for (const std::string& what : loop.missingCdu) {
            if (what.starts_with("flow"))
                missing.push_back(what);
        }
        if (!loop.flow || !loop.cduFlow)
            return findings.notEvaluated(subject, std::move(missing));

        const LitresPerMinute demand = *loop.flow;
        const std::string how = loop.flowByMaker
            ? fmt::format("the makers' flows at {} make {}",
                          loop.supply.value_or(loop.loop.facilitySupply), demand)
            : fmt::format("60,000 · {} / ({} kg/m³ · {} J/(kg K) · {}) = {}", loop.heat,
                          significant(loop.fluid.density, 5),
                          significant(loop.fluid.heatCapacity, 4), loop.rise, demand);
        Finding finding;
        finding.subjects = {subject};
        finding.measured = demand.value();
        finding.limit = loop.cduFlow->value();
        finding.unit = "L/min";
        finding.message = fmt::format(
            "The racks of loop '{}' ask for {}; its {} give {}.", loop.loop.name, demand,
            loop.cdus == 1 ? std::string{"CDU"} : fmt::format("{} CDUs", loop.cdus), *loop.cduFlow);
        finding.derivation = how;
        if (above(demand.value(), loop.cduFlow->value())) {
            if (auto another = addedCdu(scope, loop))
                finding.fixes.push_back(std::move(*another));
        }
        findings.judge(above(demand.value(), loop.cduFlow->value()), std::move(finding), missing);

        if (!loop.loop.flow)
            return;
        Finding set;
        set.subjects = {subject};
        set.aspect = "set-flow";
        set.measured = demand.value();
        set.limit = loop.loop.flow->value();
        set.unit = "L/min";
        set.message = fmt::format("Loop '{}' is set to {}; its racks ask for {}.", loop.loop.name,
                                  *loop.loop.flow, demand);
        set.derivation = how;
        if (above(demand.value(), loop.loop.flow->value())) {
            Loop raised = loop.loop;
            raised.flow = LitresPerMinute{std::ceil(demand.value())};
            set.fixes.push_back(changedLoop(scope, loop, fmt::format("Set the flow of loop '{}' to {}", raised.name, *raised.flow), raised));
        }
        findings.judge(above(demand.value(), loop.loop.flow->value()), std::move(set), missing);
    }
};

} // namespace

MadeRule coolantFlowRule()
{
    return std::make_unique<CoolantFlowRule>();
}

} // namespace colonnade::model
