#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Checkpoints at the best interval take little of a job's time.
class CheckpointIntervalRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-006",
            .title = "Checkpoint interval",
            .domain = Domain::Reliability,
            .scopes = {Scope::Design},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_intervals", "", "Least interval, in times of one checkpoint.", 0, 1e6},
                           {"most_overhead", "", "Share of time for checkpoints and lost work above which it is told.", 0,
                            1}},
            .formula = "W* = √(2 C μ); overhead = C / W* + W* / (2 μ)",
            .explanation = "W* is the interval that loses the least, by Young and Daly; C is the time that a job waits for "
                           "one checkpoint, of the workload, by its size and the rate of its storage, or else of the profile; μ is the mean time to failure of the "
                           "nodes that the job runs on.",
            .remedy = "More bandwidth of the storage network, asynchronous checkpoints, a smaller job.",
            .sources = {{"Young 1974; HAL hal-02514107: robustness of the Young/Daly formula", "A"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        for (const JobReliability& job : scope.reliability().jobs) {
            const double limit = scope.profile.parameter(info().id, "most_overhead");
            const double intervals = scope.profile.parameter(info().id, "least_intervals");
            Finding finding;
            finding.subjects = {{Subject::Where::Design, {}}};
            finding.aspect = job.workload ? job.workload->text() : std::string{};
            finding.unit = "%";
            finding.measured = job.overhead * 100;
            finding.limit = limit * 100;
            finding.message = fmt::format(
                "Checkpoints of '{}' are best {} apart; with the work that is lost they take {} of the time, against {} "
                "and {} checkpoints of {}.",
                job.name, lasting(job.interval), percent(job.overhead), percent(limit), significant(intervals, 3),
                lasting(job.checkpoint.time));
            finding.derivation =
                fmt::format("√(2 · {} · {}) = {}; {} / {} + {} / (2 · {}) = {}", lasting(job.checkpoint.time),
                            lasting(job.meanTimeToFailure), lasting(job.interval), lasting(job.checkpoint.time),
                            lasting(job.interval), lasting(job.interval), lasting(job.meanTimeToFailure),
                            percent(job.overhead));
            if (const std::string reason = reasonOf(job.checkpoint); !reason.empty())
                finding.derivation += fmt::format("; a checkpoint is {}", reason);
            findings.judge(verdict(job.interval, job.checkpoint.time, job.overhead, scope.profile), std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"C", profile.reliability.checkpoint.value()}, {"mu_h"}})) {
            const Seconds checkpoint{row[0]}, failure{row[1] * 3600};
            const Seconds interval = checkpointInterval(checkpoint, failure);
            const double overhead = checkpointOverhead(checkpoint, interval, failure);
            out.add("W", interval.value());
            out.add("overhead", overhead);
            out.add("verdict", verdictWord(verdict(interval, checkpoint, overhead, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(Seconds interval, Seconds checkpoint, double overhead, const Profile& profile) const
    {
        const double least = profile.parameter(info().id, "least_intervals") * checkpoint.value();
        return exceeds(overhead, profile.parameter(info().id, "most_overhead")) || exceeds(least, interval.value())
            ? Verdict{Severity::Info}
            : std::nullopt;
    }
};

} // namespace

MadeRule checkpointIntervalRule()
{
    return std::make_unique<CheckpointIntervalRule>();
}

} // namespace colonnade::model
