#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/LoopFixes.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Coolant runs through pipes and hoses neither so fast that it wears them, nor so slowly that air and grains settle.
class PipeVelocityRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-014",
            .title = "Pipe velocity and friction",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"pipe", "m/s", "Greatest velocity in steel and copper.", 0.1, 20},
                           {"hose", "m/s", "Greatest velocity in hoses.", 0.1, 20},
                           {"least", "m/s", "Least velocity in mains and hoses.", 0, 20}},
            .formula = "v = 4V/(πD²); ΔP = f · (L/D) · ρv²/2, f = 0.25/[log₁₀(ε/3.7D + 5.74/Re^0.9)]²",
            .explanation = "At the flows of the solved loop. The fastest piece of pipe, the fastest hose and the slowest of "
                           "mains and hoses are named. The far end of a header, which carries the flow of one rack in the "
                           "bore of all, may run slower. Pipes of which the design does not give the bore are not judged.",
            .remedy = "The next pipe size.",
            .sources = {{"Darcy and Weisbach, Swamee and Jain (engineeringtoolbox.com)", "B"},
                        {"Limits of velocity: engineering judgement", "C"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const LoopLoad& load : scope.cooling.loops) {
            if (load.racks == 0 || (load.heat <= Watts{} && load.missingHeat.empty()))
                continue;
            if (!load.state) {
                findings.notEvaluated(scope.loop(load.loop.id), missingForState(load));
                continue;
            }
            checkLoop(scope, load, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"lpm"}, {"D"}, {"L"}, {"eps"}, {"mu"}, {"rho"}})) {
            const PipeFlow flow = pipeFlow({row[2], row[1], row[3], 0}, LitresPerMinute{row[0]}, {row[5], 0, row[4]});
            out.add("v", flow.velocity);
            out.add("Re", flow.reynolds);
            out.add("f", flow.friction);
            out.add("dP_Pa", flow.drop.value() * 1000);
        }
        return in.finish(out.value(in.listed()));
    }

private:
    struct Place {
        LoopPipe pipe = LoopPipe::Main;
        std::string name; ///< "header to 'a04'"
        PipeSection section;
        LitresPerMinute flow;
        PipeFlow found;
    };

    void checkLoop(const ArrangementScope& scope, const LoopLoad& load, Findings& findings) const
    {
        const LoopNetwork& network = *load.network;
        std::optional<Place> fastPipe, fastHose, slow;
        bool unknown = false;
        const auto faster = [](std::optional<Place>& kept, const Place& place) {
            if (!kept || place.found.velocity > kept->found.velocity)
                kept = place;
        };
        const auto slower = [&](const Place& place) {
            if (place.flow > LitresPerMinute{} && (!slow || place.found.velocity < slow->found.velocity))
                slow = place;
        };
        for (std::size_t i = 0; i < network.segments.size(); ++i) {
            const LoopSegment& segment = network.segments[i];
            unknown = unknown || segment.assumed;
            if (segment.assumed)
                continue;
            const bool main = segment.kind == LoopSegment::Kind::Main || segment.kind == LoopSegment::Kind::ReturnMain;
            const Place place{main ? LoopPipe::Main : LoopPipe::Header,
                              fmt::format("{} to '{}'", main ? "main" : "header", segment.to ? segment.to->text() : ""),
                              segment.pipe, load.state->segments[i].flow, load.state->segments[i].pipe};
            faster(fastPipe, place);
            if (main)
                slower(place);
        }
        for (std::size_t i = 0; i < network.branches.size(); ++i) {
            const LoopBranchNetwork& branch = network.branches[i];
            unknown = unknown || branch.hoseAssumed;
            const BranchState& state = load.state->branches[i];
            if (branch.hoseAssumed || state.verdict == BranchVerdict::Closed || state.verdict == BranchVerdict::Dead
                || branch.demand <= LitresPerMinute{})
                continue;
            const Place place{LoopPipe::Hose, fmt::format("hose of '{}'", branch.label), branch.hose, state.flow,
                              pipeFlow(branch.hose, state.flow, network.hydraulics.coolant)};
            faster(fastHose, place);
            slower(place);
        }
        if (fastPipe)
            tell(scope, load, *fastPipe, "pipe", findings);
        if (fastHose)
            tell(scope, load, *fastHose, "hose", findings);
        if (slow)
            tell(scope, load, *slow, "least", findings);
        if (unknown)
            findings.notEvaluated(scope.loop(load.loop.id), {fmt::format("pipes of loop '{}'", load.loop.name)}, "pipes");
    }

    void tell(const ArrangementScope& scope, const LoopLoad& load, const Place& place, std::string_view aspect,
              Findings& findings) const
    {
        const double limit = scope.profile.parameter(info().id, aspect);
        const bool least = aspect == "least";
        Finding finding;
        finding.subjects = {scope.loop(load.loop.id)};
        finding.aspect = std::string{aspect};
        finding.measured = place.found.velocity;
        finding.limit = limit;
        finding.unit = "m/s";
        finding.lowerIsWorse = least;
        finding.message = fmt::format("The coolant runs at {} m/s through the {} of loop '{}'; {} m/s is the {}.",
                                      significant(place.found.velocity, 3), place.name, load.loop.name, significant(limit, 3),
                                      least ? "least" : "most");
        finding.derivation = fmt::format("4 · {} / (π · ({} mm)²) = {} m/s; Re {}, f {}, {} over {} m", place.flow,
                                         significant(place.section.inner * 1000, 4), significant(place.found.velocity, 3),
                                         significant(place.found.reynolds, 3), significant(place.found.friction, 3),
                                         place.found.drop, significant(place.section.length, 3));
        const bool bad = least ? exceeds(limit, place.found.velocity) : exceeds(place.found.velocity, limit);
        if (bad && !least) {
            if (auto wider = widerPipe(scope, load, place.pipe, place.flow, limit))
                finding.fixes.push_back(std::move(*wider));
        }
        findings.judge(bad ? Verdict{Severity::Warning} : std::nullopt, std::move(finding), load.missingHeat);
    }
};

} // namespace

MadeRule pipeVelocityRule()
{
    return std::make_unique<PipeVelocityRule>();
}

} // namespace colonnade::model
