#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// A loop carries its heat and its flow with one CDU lost.
class CduRedundancyRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-012",
            .title = "CDU redundancy",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "Q_liq ≤ Σ_{n−r} Q_CDU and V ≤ Σ_{n−r} V_CDU",
            .explanation = "The largest units are the ones lost; how many is the profile's cooling "
                           "redundancy. Heat and flow are "
                           "judged apart. CDUs inside the racks of the loop count.",
            .remedy = "Another CDU, or fewer racks on the loop.",
            .sources = {
                {"N+1 pumps, CDU sizing guides (resistancezero.com, coolnetpower.com)", "B"},
                {"CDU location and UPS count (thedatacenterengineer.com)", "B"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        const int spare = scope.profile.cooling.spareCdus;
        for (const LoopLoad& loop : scope.cooling.loops) {
            if (loop.racks == 0 || loop.cdus == 0
                || (loop.heat <= Watts{} && loop.missingHeat.empty()))
                continue; // Without a CDU: THM-009 and THM-011 say so.
            std::vector<std::string> missing = loop.missingHeat, missingFlow;
            for (const std::string& what : loop.missingCdu)
                (what.starts_with("flow") ? missingFlow : missing).push_back(what);
            const std::string lost = fmt::format("{} of {} CDUs", spare, loop.cdus);

            Finding heat;
            heat.subjects = {scope.loop(loop.loop.id)};
            heat.measured = loop.heat.value();
            heat.limit = loop.capacityLess.value();
            heat.unit = "W";
            heat.message =
                fmt::format("With {} lost, loop '{}' can take {}; its racks give {} to liquid.",
                            lost, loop.loop.name, loop.capacityLess, loop.heat);
            heat.derivation = fmt::format("{} − {} largest = {}; {} / {} = {}", loop.capacity,
                                          spare, loop.capacityLess, loop.heat, loop.capacityLess,
                                          share(loop.heat, loop.capacityLess));
            findings.judge(above(loop.heat.value(), loop.capacityLess.value()), std::move(heat),
                           missing);

            if (!loop.flow || !loop.cduFlowLess) {
                if (!missingFlow.empty())
                    findings.notEvaluated(scope.loop(loop.loop.id), missingFlow, "flow");
                continue;
            }
            Finding flow;
            flow.subjects = {scope.loop(loop.loop.id)};
            flow.aspect = "flow";
            flow.measured = loop.flow->value();
            flow.limit = loop.cduFlowLess->value();
            flow.unit = "L/min";
            flow.message =
                fmt::format("With {} lost, the CDUs of loop '{}' give {}; its racks ask for {}.",
                            lost, loop.loop.name, *loop.cduFlowLess, *loop.flow);
            flow.derivation =
                fmt::format("{} of {} against {}", *loop.cduFlowLess, *loop.cduFlow, *loop.flow);
            findings.judge(above(loop.flow->value(), loop.cduFlowLess->value()), std::move(flow),
                           loop.flowByMaker ? std::vector<std::string>{} : loop.missingHeat);
        }
    }

    Result<Json> answer(const Json& json, const Profile& profile) const override
    {
        Inputs in{info(), json};
        Answers out;
        for (const auto& row : in.rows({{"Q"}, {"cdu"}, {"n"}, {"r", profile.cooling.spareCdus}})) {
            const std::vector<double> units(static_cast<std::size_t>(std::clamp(row[2], 0.0, 1e4)),
                                            row[1]);
            const double left = remaining(units, static_cast<int>(row[3]));
            out.add("U_after", left > 0 ? Json(row[0] / left) : Json());
            out.add("verdict", verdictWord(above(row[0], left)));
        }
        return in.finish(out.json(in.listed()));
    }

private:
    static std::string share(Watts heat, Watts capacity)
    {
        return capacity > Watts{} ? percent(heat / capacity) : std::string{"nothing remains"};
    }
};

} // namespace

MadeRule cduRedundancyRule()
{
    return std::make_unique<CduRedundancyRule>();
}

} // namespace colonnade::model
