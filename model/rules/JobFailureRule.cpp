#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A job on the whole machine runs for some hours before a node fails.
class JobFailureRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-001",
            .title = "Mean time to failure of a job",
            .domain = Domain::Reliability,
            .scopes = {Scope::Design},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_hours", "h", "Mean time to failure below which it is told.", 0, 1e6}},
            .formula = "μ = 1 / (N r_f)",
            .explanation = "N counts the servers and trays with accelerators; r_f is the profile's failures of one node "
                           "in a day from all causes that interrupt a job. The rate was measured on nodes of eight "
                           "accelerators; for smaller trays it is on the safe side.",
            .remedy = "Faster checkpoints and restarts, hot spares, smaller jobs.",
            .sources = {{"Meta, Revisiting Reliability in Large-Scale ML Research Clusters, arXiv 2410.21680: 6.50 "
                         "failures per 1000 node-days",
                         "B"},
                        {"Llama 3 405B: 419 interruptions in 54 days on 16,384 GPUs", "B"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        const ReliabilityFacts& facts = scope.reliability();
        if (facts.population.nodes == 0)
            return;
        const double rate = scope.profile.reliability.nodeFailuresPerDay;
        const Seconds least{scope.profile.parameter(info().id, "least_hours") * 3600};
        Finding finding;
        finding.subjects = {{Subject::Where::Design, {}}};
        finding.unit = "1/d";
        finding.measured = facts.interruptionsPerDay;
        finding.limit = secondsPerDay / least.value();
        finding.message = fmt::format("A job on all {} nodes is interrupted every {} on average, {} times a day; below {} "
                                      "this is told.",
                                      facts.population.nodes, lasting(facts.meanTimeToFailure),
                                      significant(facts.interruptionsPerDay, 3), lasting(least));
        finding.derivation =
            fmt::format("1 / ({} · {} / d) = {}; Llama 3 saw {} on 2,048 nodes", facts.population.nodes,
                        shortest(rate), lasting(facts.meanTimeToFailure), lasting(seenByLlama()));
        findings.judge(verdict(facts.meanTimeToFailure, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"N"}, {"rf", profile.reliability.nodeFailuresPerDay}})) {
            const Seconds time = meanTimeToFailure(row[0], row[1]);
            out.add("mttf_h", time.value() / 3600);
            out.add("llama_h", seenByLlama().value() / 3600);
            out.add("verdict", verdictWord(verdict(time, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    /// 419 unplanned interruptions in 54 days.
    static Seconds seenByLlama() { return Seconds{54 * secondsPerDay / 419}; }
    Verdict verdict(Seconds time, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "least_hours") * 3600, time.value())
            ? Verdict{Severity::Info}
            : std::nullopt;
    }
};

} // namespace

MadeRule jobFailureRule()
{
    return std::make_unique<JobFailureRule>();
}

} // namespace colonnade::model
