#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/LoopFixes.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Of its demand a branch may lack this much before it is called starved (LoopState.h).
constexpr double starvedShare = 0.95;

/// Each rack of a loop has flow that suits its heat: neither so little that it warms too far, nor so much that pumps and
/// plates suffer.
class SpecificFlowRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-010",
            .title = "Specific flow and ΔT window",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least", "L/min/kW", "Flow for each kilowatt below which a warning is given.", 0, 100},
                           {"most", "L/min/kW", "The same above which.", 0, 100}},
            .formula = "φ = V / Q; ΔT = 60,000 · 1000 / (ρ · c_p · φ)",
            .explanation = "The flow that each open branch has when the loop is solved, over the heat of its rack. A rack "
                           "whose makers ask for less at this supply temperature may have so little, and 5 % less. Outside what the "
                           "devices take (least and greatest flow), and where nothing flows at all, it is an error. The "
                           "worst rack of each kind is named.",
            .remedy = "Balance the valves, raise the flow, or change the wanted rise.",
            .sources = {{"OCP OAI: 1.25 to 2.0, typically 1.5; vendors 1.2 to 1.4", "B"}, {"CDU checklist: ΔT 8 to 12 K", "B"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const LoopLoad& load : scope.cooling.loops) {
            if (load.racks == 0 || (load.heat <= Watts{} && load.missingHeat.empty()))
                continue;
            const Subject subject = scope.loop(load.loop.id);
            if (!load.state) {
                findings.notEvaluated(subject, missingForState(load));
                continue;
            }
            checkWindow(scope, load, subject, findings);
            checkDevices(scope, load, subject, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"phi"}, {"rho"}, {"cp"}})) {
            out.add("dT", impliedRise(row[0], {row[1], row[2]}).value());
            out.add("verdict", verdictWord(inWindow(row[0], row[0], profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Kelvins impliedRise(double specific, const Coolant& fluid)
    {
        return Kelvins{60'000 * 1000 / (fluid.density * fluid.heatCapacity * specific)};
    }
    Verdict inWindow(double least, double most, const Profile& profile) const
    {
        const double low = profile.parameter(info().id, "least"), high = profile.parameter(info().id, "most");
        return exceeds(low, least) || exceeds(most, high) ? Verdict{Severity::Warning} : std::nullopt;
    }

    void checkWindow(const ArrangementScope& scope, const LoopLoad& load, const Subject& subject, Findings& findings) const
    {
        const LoopNetwork& network = *load.network;
        const double least = scope.profile.parameter(info().id, "least"), most = scope.profile.parameter(info().id, "most");
        std::optional<std::size_t> low, high;
        double lowShare = 0, highShare = 0; // Of the limit: how far below, how far above.
        for (std::size_t i = 0; i < network.branches.size(); ++i) {
            const LoopBranchNetwork& branch = network.branches[i];
            const BranchVerdict verdict = load.state->branches[i].verdict;
            if (branch.heat <= Watts{} || verdict == BranchVerdict::Closed || verdict == BranchVerdict::Dead)
                continue;
            const double kilowatts = branch.heat.value() / 1000;
            const double specific = load.state->branches[i].flow.value() / kilowatts;
            const double floor = branch.makersFlow ? std::min(least, starvedShare * branch.makersFlow->value() / kilowatts) : least;
            if (!low || floor / specific > lowShare) {
                low = i;
                lowShare = floor / specific;
            }
            if (!high || specific / most > highShare) {
                high = i;
                highShare = specific / most;
            }
        }
        if (!low)
            return;
        const auto tell = [&](std::size_t i, std::string aspect, double share, double limit, std::vector<Fix> fixes) {
            const LoopBranchNetwork& branch = network.branches[i];
            const LitresPerMinute flow = load.state->branches[i].flow;
            const double specific = flow.value() / (branch.heat.value() / 1000);
            Finding finding;
            finding.subjects = {subject};
            finding.aspect = std::move(aspect);
            finding.measured = specific;
            finding.limit = limit;
            finding.unit = "L/min/kW";
            finding.lowerIsWorse = finding.aspect == "low";
            finding.message = fmt::format("'{}' on loop '{}' has {} for {} of heat: {} L/min for each kW, of which {} is the {}.",
                                          branch.label, load.loop.name, flow, branch.heat, significant(specific, 3),
                                          significant(limit, 3), finding.aspect == "low" ? "least" : "most");
            finding.derivation = fmt::format("{} / {} = {} L/min/kW; ΔT = 60,000 · 1000 / ({} · {} · {}) = {}", flow, branch.heat,
                                             significant(specific, 3), significant(network.hydraulics.coolant.density, 5),
                                             significant(network.hydraulics.coolant.heatCapacity, 4), significant(specific, 3),
                                             impliedRise(specific, network.hydraulics.coolant));
            finding.fixes = std::move(fixes);
            findings.judge(above(share, 1) ? Verdict{Severity::Warning} : std::nullopt, std::move(finding), load.missingHeat);
        };
        std::vector<Fix> fixes;
        if (auto opened = openedValve(scope, load, network.branches[*low]))
            fixes.push_back(std::move(*opened));
        if (lowShare > 1) {
            if (auto raised = raisedFlow(scope, load, load.state->flow * (lowShare * 1.001)))
                fixes.push_back(std::move(*raised));
        }
        const double kilowatts = network.branches[*low].heat.value() / 1000;
        tell(*low, "low", lowShare, lowShare * load.state->branches[*low].flow.value() / kilowatts, std::move(fixes));
        std::vector<Fix> lower;
        if (highShare > 1) {
            if (auto less = raisedFlow(scope, load, load.state->flow * (0.98 / highShare)))
                lower.push_back(std::move(*less));
        }
        tell(*high, "high", highShare, most, std::move(lower));
    }

    /// Dead branches, and flows that the devices do not take.
    static void checkDevices(const ArrangementScope& scope, const LoopLoad& load, const Subject& subject, Findings& findings)
    {
        const LoopNetwork& network = *load.network;
        std::vector<std::string> dead, closed;
        for (std::size_t i = 0; i < network.branches.size(); ++i) {
            const LoopBranchNetwork& branch = network.branches[i];
            const BranchState& state = load.state->branches[i];
            if (branch.heat > Watts{} && state.verdict == BranchVerdict::Dead)
                dead.push_back(branch.label);
            if (branch.heat > Watts{} && state.verdict == BranchVerdict::Closed)
                closed.push_back(branch.label);
            const bool less = branch.flowMin && state.flow < *branch.flowMin && state.verdict != BranchVerdict::Closed;
            const bool more = branch.flowMax && state.flow > *branch.flowMax;
            if (!branch.flowMin && !branch.flowMax)
                continue;
            if (!less && !more) {
                findings.pass();
                continue;
            }
            const LitresPerMinute limit = less ? *branch.flowMin : *branch.flowMax;
            Finding finding;
            finding.subjects = {scope.placement(branch.placement)};
            finding.aspect = "device";
            finding.measured = state.flow.value();
            finding.limit = limit.value();
            finding.lowerIsWorse = less;
            finding.unit = "L/min";
            finding.message = fmt::format("'{}' on loop '{}' has {}; its devices take at {} {}.", branch.label, load.loop.name,
                                          state.flow, less ? "least" : "most", limit);
            finding.severity = Severity::Error;
            findings.add(std::move(finding));
        }
        const auto still = [&](const std::vector<std::string>& names, std::string aspect, std::string_view why) {
            if (names.empty())
                return;
            Finding finding;
            finding.subjects = {subject};
            finding.aspect = std::move(aspect);
            finding.severity = Severity::Error;
            finding.message = fmt::format("Nothing flows through {} on loop '{}', which give heat to it: {}.",
                                          someOf(names), load.loop.name, why);
            for (const LoopBranchNetwork& branch : network.branches) {
                if (branch.label == names.front()) {
                    if (auto opened = openedValve(scope, load, branch))
                        finding.fixes.push_back(std::move(*opened));
                    break;
                }
            }
            findings.add(std::move(finding));
        };
        still(dead, "dead", "the way through them is too narrow");
        still(closed, "closed", "their valves are closed");
    }
};

} // namespace

MadeRule specificFlowRule()
{
    return std::make_unique<SpecificFlowRule>();
}

} // namespace colonnade::model
