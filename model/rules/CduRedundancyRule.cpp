#include "model/cooling/CooledParts.h"
#include "model/cooling/LoopNetwork.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/LoopFixes.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

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
            .formula = "Q_liq ≤ Σ_{n−r} Q_CDU and V ≤ Σ_{n−r} V_CDU; pumps N+1; Q_liq ≤ Σ Q_CDU "
                       "with any one source lost",
            .explanation =
                "The largest units are the ones lost; how many is the profile's cooling "
                "redundancy. Heat and flow are "
                "judged apart. CDUs inside the racks of the loop count. Each CDU has a pump to "
                "spare, and hangs on both sources: where all that hang on one of them alone are "
                "lost with it, the others must carry the loop.",
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
            checkPumps(scope, loop, findings);
            checkSources(scope, loop, findings);
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
            const auto fix = [&](Finding& finding) {
                if (auto another = addedCdu(scope, loop))
                    finding.fixes.push_back(std::move(*another));
            };
            if (above(loop.heat.value(), loop.capacityLess.value()))
                fix(heat);
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
            if (above(loop.flow->value(), loop.cduFlowLess->value()))
                fix(flow);
            findings.judge(above(loop.flow->value(), loop.cduFlowLess->value()), std::move(flow),
                           loop.flowByMaker ? std::vector<std::string>{} : loop.missingHeat);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"Q"}, {"cdu"}, {"n"}, {"r", profile.cooling.spareCdus}})) {
            const std::vector<double> units(static_cast<std::size_t>(std::clamp(row[2], 0.0, 1e4)),
                                            row[1]);
            const double left = remaining(units, static_cast<int>(row[3]));
            out.add("U_after", left > 0 ? RuleValue(row[0] / left) : RuleValue());
            out.add("verdict", verdictWord(above(row[0], left)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    /// Pumps that stand by, by figure or by the maker's words; nothing where he says neither.
    static std::optional<int> sparePumps(const CduFigures& cdu)
    {
        if (const int spare = pumpsOf(cdu).spare; spare > 0 || cdu.sparePumps)
            return spare;
        if (cdu.pumpRedundancy.empty())
            return std::nullopt;
        for (const std::string_view word : {"redundant", "standby", "built in"}) {
            if (cdu.pumpRedundancy.find(word) != std::string::npos)
                return 1;
        }
        return 0;
    }

    static void checkPumps(const ArrangementScope& scope, const LoopLoad& loop, Findings& findings)
    {
        std::vector<std::string> without, missing;
        const auto look = [&](const PartType& part) {
            if (!isLoopCdu(part))
                return;
            const auto spare = sparePumps(*part.cdu);
            std::string what =
                spare ? part.model : fmt::format("pump redundancy of {}", part.model);
            std::vector<std::string>& list = spare ? without : missing;
            if ((!spare || *spare == 0) && std::find(list.begin(), list.end(), what) == list.end())
                list.push_back(std::move(what));
        };
        for (const Placement& placement : scope.arrangement.placements) {
            if (placement.loop != loop.loop.id)
                continue;
            if (const PartRef* unit = placement.unit())
                look(**unit);
            else
                for (const Device& device : (*placement.rack())->devices())
                    look(*device.part);
        }
        Finding finding;
        finding.subjects = {scope.loop(loop.loop.id)};
        finding.aspect = "pumps";
        finding.message = fmt::format("{} on loop '{}' has no pump to spare.",
                                      fmt::join(without, ", "), loop.loop.name);
        findings.judge(without.empty() ? Verdict{} : Verdict{Severity::Error}, std::move(finding),
                       missing);
    }

    /// A CDU that hangs on one source alone is lost with it.
    static void checkSources(const ArrangementScope& scope, const LoopLoad& loop,
                             Findings& findings)
    {
        std::map<Side, Watts> alone;
        bool any = false;
        for (const Placement& placement : scope.arrangement.placements) {
            const PartRef* unit = placement.unit();
            if (placement.loop != loop.loop.id || !unit || !isLoopCdu(**unit)
                || placement.feeds.empty())
                continue;
            any = true;
            if (placement.feeds.size() == 1)
                alone[placement.feeds.front().side] += (*unit)->cdu->capacity;
        }
        if (!any)
            return; // Nothing is known of what supplies them: PWR-001 says so.
        std::optional<std::pair<Side, Watts>> worst;
        for (const auto& [side, lost] : alone) {
            if (!worst || lost > worst->second)
                worst = std::pair{side, lost};
        }
        const Watts left = loop.capacity - (worst ? worst->second : Watts{});
        Finding finding;
        finding.subjects = {scope.loop(loop.loop.id)};
        finding.aspect = "sources";
        finding.measured = loop.heat.value();
        finding.limit = left.value();
        finding.unit = "W";
        if (worst)
            finding.message =
                fmt::format("With source {} lost, CDUs of {} on loop '{}' stop, since they hang on "
                            "it alone; the others take {} of {}.",
                            letter(worst->first), worst->second, loop.loop.name, left, loop.heat);
        else
            finding.message =
                fmt::format("Every CDU of loop '{}' hangs on two sources.", loop.loop.name);
        finding.derivation = fmt::format("{} − {} = {}; {} / {} = {}", loop.capacity,
                                         worst ? worst->second : Watts{}, left, loop.heat, left,
                                         share(loop.heat, left));
        const Verdict lacking = worst ? above(loop.heat.value(), left.value()) : std::nullopt;
        findings.judge(lacking && !scope.profile.redundantPower ? Verdict{Severity::Info} : lacking,
                       std::move(finding), worst ? loop.missingHeat : std::vector<std::string>{});
    }

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
