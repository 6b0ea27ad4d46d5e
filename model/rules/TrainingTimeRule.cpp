#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Most of the time that a training has the machine becomes progress.
class TrainingTimeRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-007",
            .title = "Effective training time",
            .domain = Domain::Reliability,
            .scopes = {Scope::Design},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_share", "", "Effective share of time below which it is told.", 0, 1}},
            .formula = "E = 1 − C / W − (W / 2 + R) / μ",
            .explanation = "What remains after checkpoints, after the work since the last one that each failure throws "
                           "away, and after the restart R. W is the interval of REL-006. The expected goodput also counts "
                           "the nodes that stand by as spares and the time in which too many are in repair.",
            .remedy = "Hot spares, a faster restart, faster checkpoints.",
            .sources = {{"Meta, arXiv 2410.21680: effective training time ratio", "A"},
                        {"Llama 3: more than 90 % effective (tomshardware.com)", "B"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        const double least = scope.profile.parameter(info().id, "least_share");
        for (const JobReliability& job : scope.reliability().jobs) {
            Finding finding;
            finding.subjects = {{Subject::Where::Design, {}}};
            finding.aspect = job.workload ? job.workload->text() : std::string{};
            finding.unit = "%";
            finding.measured = (1 - job.effective) * 100; // Lost: greater is worse.
            finding.limit = (1 - least) * 100;
            finding.message = fmt::format(
                "Of the time of '{}' on {} nodes, {} is effective; {} is wanted. With {} spare nodes{} the goodput is {}.",
                job.name, job.nodes, percent(job.effective), percent(least), job.spareNodes,
                job.sparesAssumed ? ", as many as the profile's target asks for," : "", percent(job.goodput));
            finding.derivation = fmt::format(
                "1 − {0} / {1} − ({1} / 2 + {2}) / {3} = {4}; goodput {4} · {5} enough nodes · {6} / {7} = {8}",
                lasting(job.checkpoint.time), lasting(job.interval), lasting(job.restart), lasting(job.meanTimeToFailure),
                percent(job.effective), percent(job.enoughNodes), job.nodes, job.nodes + job.spareNodes,
                percent(job.goodput));
            if (job.slower > 0)
                finding.derivation += fmt::format("; of steps that take {} longer for waiting for the slowest accelerator: all over {}",
                                                  percent(job.slower), significant(1 + job.slower, 4));
            findings.judge(verdict(job.effective, scope.profile), std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"C", profile.reliability.checkpoint.value()},
                                        {"W", 0},
                                        {"R", profile.reliability.restart.value()},
                                        {"mu_h"}})) {
            const Seconds checkpoint{row[0]}, failure{row[3] * 3600};
            const Seconds interval = row[1] > 0 ? Seconds{row[1]} : checkpointInterval(checkpoint, failure);
            const double effective = effectiveTrainingTime(checkpoint, interval, Seconds{row[2]}, failure);
            out.add("E", effective);
            out.add("verdict", verdictWord(verdict(effective, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double effective, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "least_share"), effective) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule trainingTimeRule()
{
    return std::make_unique<TrainingTimeRule>();
}

} // namespace colonnade::model
