#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/LoopFixes.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

/// The pumps of a loop's CDUs hold the pressure that its flow costs.
class LoopHeadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-015",
            .title = "Loop head vs pump curve",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "", "Share of the head above which a warning is given.", 0, 1}},
            .formula = "ΔP_loop = Σ ΔP_ref · (V / V_ref)² ≤ H_CDU(V)",
            .explanation = "The solved network of the loop at the flow that it is set to, else at its racks' demand, against "
                           "the head of the running pumps at full speed and that flow; standby pumps stand still. A pump of "
                           "which one point is known is taken to have 1.25 times that head when shut. The devices' drops "
                           "follow the square law through the point that their maker gives at the supply temperature.",
            .remedy = "Wider pipes, open valves, another CDU, or less flow.",
            .sources = {{"CDU checklist: ΔP of 0.5 to 3 bar", "B"}, {"Square law: recalled", "C"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const LoopLoad& load : scope.cooling.loops) {
            if (load.racks == 0 || (load.heat <= Watts{} && load.missingHeat.empty()))
                continue;
            const Subject subject = scope.loop(load.loop.id);
            std::vector<std::string> missing = missingForPressure(load);
            if (!load.state || !missing.empty()) {
                findings.notEvaluated(subject, std::move(missing));
                continue;
            }
            checkLoop(scope, load, subject, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"dP"}, {"V0"}, {"V"}, {"H"}})) {
            const Kilopascals drop = scaledDrop(Kilopascals{row[0]}, LitresPerMinute{row[1]}, LitresPerMinute{row[2]});
            out.add("dP_kPa", drop.value());
            out.add("U", row[3] > 0 ? RuleValue(drop.value() / row[3]) : RuleValue());
            out.add("verdict", verdictWord(verdict(drop, Kilopascals{row[3]}, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(Kilopascals asked, Kilopascals available, const Profile& profile) const
    {
        return above(asked.value(), available.value(), available.value() * profile.parameter(info().id, "warn_share"));
    }

    void checkLoop(const ArrangementScope& scope, const LoopLoad& load, const Subject& subject, Findings& findings) const
    {
        const LoopNetwork& network = *load.network;
        const LoopState& state = *load.state;
        Finding finding;
        finding.subjects = {subject};
        finding.measured = state.headAsked.value();
        finding.limit = state.headAvailable.value();
        finding.unit = "kPa";
        const auto worst = state.worstBranch(network);
        const std::string where = worst ? fmt::format("; the worst branch is '{}' with {} of {}", network.branches[*worst].label,
                                                      state.branches[*worst].flow, network.branches[*worst].demand)
                                        : std::string{};
        finding.message = fmt::format("Loop '{}' costs {} at {}; its pumps hold {} there{}.", load.loop.name, state.headAsked,
                                      state.asked, state.headAvailable, where);
        finding.derivation = fmt::format("{} / {} = {}; the pumps run at {} of their speed", state.headAsked, state.headAvailable,
                                         state.headAvailable > Kilopascals{} ? percent(state.headAsked / state.headAvailable)
                                                                             : std::string{"nothing is left"},
                                         percent(state.speed));
        const Verdict now = verdict(state.headAsked, state.headAvailable, scope.profile);
        if (now)
            finding.fixes = fixes(scope, load, worst);
        findings.judge(now, std::move(finding));
    }

    std::vector<Fix> fixes(const ArrangementScope& scope, const LoopLoad& load, const std::optional<std::size_t>& worst) const
    {
        std::vector<Fix> list;
        if (worst) {
            if (auto opened = openedValve(scope, load, load.network->branches[*worst]))
                list.push_back(std::move(*opened));
        }
        // The kind of pipe that costs the most, as wide as it takes.
        std::array<double, 3> cost{};
        const auto add = [&](LoopPipe pipe, Kilopascals drop) { cost[static_cast<std::size_t>(pipe)] += drop.value(); };
        for (std::size_t i = 0; i < load.network->segments.size(); ++i) {
            const auto kind = load.network->segments[i].kind;
            const bool main = kind == LoopSegment::Kind::Main || kind == LoopSegment::Kind::ReturnMain;
            add(main ? LoopPipe::Main : LoopPipe::Header, load.state->segments[i].pipe.drop);
        }
        if (worst)
            add(LoopPipe::Hose, pipeFlow(load.network->branches[*worst].hose, load.state->branches[*worst].flow,
                                         load.network->hydraulics.coolant)
                                    .drop);
        const auto dearest = static_cast<LoopPipe>(std::max_element(cost.begin(), cost.end()) - cost.begin());
        const auto good = [&](const LoopState& state) { return !verdict(state.headAsked, state.headAvailable, scope.profile); };
        if (auto wider = widerPipe(scope, load, dearest, good))
            list.push_back(std::move(*wider));
        if (auto cdu = addedCdu(scope, load))
            list.push_back(std::move(*cdu));
        return list;
    }
};

} // namespace

MadeRule loopHeadRule()
{
    return std::make_unique<LoopHeadRule>();
}

} // namespace colonnade::model
