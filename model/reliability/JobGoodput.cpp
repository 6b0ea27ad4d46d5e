#include "model/reliability/JobGoodput.h"

#include "model/reliability/Failures.h"
#include "model/units/Text.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr double rounding = 1e-9;

std::string percent(double share)
{
    return significant(100 * share, 3) + " %";
}

std::string sentence(const JobGoodput::State& now, const JobGoodput::State& normally)
{
    return fmt::format("On {} nodes with {} spare: {} of the time trains, enough nodes are there for {} of it, and {} of {} "
                       "nodes work on it.",
                       now.nodes, now.spareNodes, percent(now.effective), percent(now.enoughNodes), now.nodes,
                       normally.nodes + normally.spareNodes);
}

/// What a checkpoint follows from; nothing where its time is given.
std::string checkpointSentence(const CheckpointTime& checkpoint)
{
    const std::string reason = reasonOf(checkpoint);
    return reason.empty() ? reason : fmt::format(" A checkpoint takes {}: {}.", checkpoint.time, reason);
}

std::string lacking(const std::vector<std::string>& missing)
{
    return fmt::format("Not evaluated: missing {}.", fmt::join(missing, ", "));
}

JobGoodput::State stateOf(const JobReliability& job)
{
    return {job.nodes, job.spareNodes, job.effective, job.enoughNodes, job.goodput};
}

/// Failures of shared parts that touch the nodes of a job and its spares.
SharedFailures sharedBy(const SharedFailures& shared, const JobGoodput::State& job, const ReliabilityFacts& facts)
{
    return shared.of(static_cast<double>(job.nodes + job.spareNodes) / static_cast<double>(facts.population.nodes));
}

} // namespace

std::vector<JobGoodput> jobGoodputs(const Design& design, const ReliabilityFacts& facts)
{
    std::vector<JobGoodput> all;
    for (const Workload& workload : design.workloads()) {
        if (!workload.training())
            continue;
        JobGoodput one;
        one.workload = &workload;
        const auto job = std::find_if(facts.jobs.begin(), facts.jobs.end(),
                                      [&](const JobReliability& each) { return each.workload == workload.id; });
        if (job != facts.jobs.end())
            one.checkpoint = job->checkpoint;
        if (!workload.checkpoint && one.checkpoint.by == CheckpointTime::By::Profile)
            one.missing.emplace_back("how long a checkpoint takes");
        if (!workload.restart)
            one.missing.emplace_back("how long a restart takes");
        if (job == facts.jobs.end())
            one.missing.emplace_back("nodes with accelerators");
        if (one.missing.empty()) {
            one.normally = one.now = stateOf(*job);
            one.sparesAssumed = job->sparesAssumed;
        }
        one.why = one.now ? sentence(*one.now, *one.normally) + checkpointSentence(one.checkpoint) : lacking(one.missing);
        all.push_back(std::move(one));
    }
    if (all.empty()) {
        JobGoodput none;
        none.missing.emplace_back("a training among the workloads");
        none.why = lacking(none.missing);
        all.push_back(std::move(none));
    }
    return all;
}

std::vector<JobGoodput> jobGoodputs(const Design& design, const ReliabilityFacts& facts, const ReliabilityBasis& basis,
                                    const SharedFailures& shared)
{
    std::vector<JobGoodput> all = jobGoodputs(design, facts);
    if (shared.parts.empty())
        return all;
    for (JobGoodput& one : all) {
        if (!one.normally)
            continue;
        const SharedFailures own = sharedBy(shared, *one.normally, facts);
        one.normally = one.now = stateOf(jobReliability(one.normally->nodes, one.normally->spareNodes, one.checkpoint,
                                                        *one.workload->restart, basis, own,
                                                        slowerFor(*one.workload, one.normally->nodes, facts.population)));
        one.why = sentence(*one.now, *one.normally) + checkpointSentence(one.checkpoint)
            + fmt::format(" Parts that nodes share fail {} times a year on top, taking up to {} nodes each.",
                          significant(own.perDay() * daysPerYear, 2), own.mostNodes());
    }
    return all;
}

JobGoodput goodputWithout(const JobGoodput& normally, double acceleratorsLost, const WorkloadFit& fit,
                          const ReliabilityFacts& facts, const ReliabilityBasis& basis, const SharedFailures& shared)
{
    JobGoodput job = normally;
    const std::int64_t all = facts.population.nodes;
    if (!job.normally || all == 0)
        return job;
    if (fit.fit == WorkloadFit::Fit::Unknown) {
        job.now.reset();
        job.missing.emplace_back("a layout for the accelerators that are left");
        job.why = lacking(job.missing);
        return job;
    }
    const double perNode = static_cast<double>(facts.population.accelerators) / static_cast<double>(all);
    const auto lost = static_cast<std::int64_t>(std::ceil(acceleratorsLost / perNode - rounding));
    const std::int64_t alive = std::max<std::int64_t>(all - lost, 0);
    const double share = fit.fit == WorkloadFit::Fit::Fits ? fit.share : 0;
    const std::int64_t together = job.normally->nodes + job.normally->spareNodes;
    const double working = std::min(static_cast<double>(job.normally->nodes) * share, static_cast<double>(alive));
    const auto nodes = static_cast<std::int64_t>(std::ceil(working - rounding));
    JobGoodput::State now;
    now.nodes = nodes;
    now.spareNodes = static_cast<int>(std::clamp<std::int64_t>(alive - nodes, 0, job.normally->spareNodes));
    if (nodes == 0) {
        job.why = fit.why + " It waits for the repair.";
    } else {
        const JobReliability there = jobReliability(nodes, now.spareNodes,
                                                     checkpointTime(*job.workload, nodes, facts.population, basis), *job.workload->restart, basis,
                                                    sharedBy(shared, now, facts), slowerFor(*job.workload, nodes, facts.population));
        now.effective = there.effective;
        now.enoughNodes = there.enoughNodes;
        now.goodput = now.effective * now.enoughNodes * working / static_cast<double>(together);
        job.why = sentence(now, *job.normally);
    }
    job.now = now;
    return job;
}

} // namespace colonnade::model
