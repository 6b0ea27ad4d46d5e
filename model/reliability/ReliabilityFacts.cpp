#include "model/reliability/ReliabilityFacts.h"

#include "model/reliability/Goodput.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

void reckonClasses(ReliabilityFacts& facts, const ReliabilityBasis& basis)
{
    for (const FailureClass kind : failureClasses) {
        ClassFailures failures;
        failures.kind = kind;
        failures.count = facts.population.count(kind);
        if (failures.count == 0)
            continue;
        const auto rate = basis.annualFailureRates.find(word(kind));
        if (rate == basis.annualFailureRates.end()) {
            facts.withoutRate.push_back(kind);
        } else {
            const auto units = static_cast<double>(failures.count);
            failures.annualRate = rate->second;
            failures.perYear = units * rate->second;
            failures.overLead = expectedFailures(units, rate->second, basis.leadDays);
            failures.spares = poissonSpares(failures.overLead, basis.spareTarget);
            facts.failuresPerYear += failures.perYear;
        }
        facts.classes.push_back(failures);
    }
}

/// `wanted`: nodes that the job asks for; absent: all but the spare ones. `workload`: null for a job that none names.
JobReliability reckonJob(const ReliabilityFacts& facts, const ReliabilityBasis& basis,
                         std::optional<std::int64_t> wanted, const Workload* workload = nullptr)
{
    const std::int64_t all = facts.population.nodes;
    std::int64_t spares = facts.spareNodes ? *facts.spareNodes : 0;
    if (!facts.spareNodes) {
        const auto upTo = static_cast<double>(wanted.value_or(all));
        spares = poissonSpares(nodesInRepair(upTo, basis.nodeFailuresPerDay, basis.repairDays),
                               basis.spareTarget)
                     .count;
    }
    const std::int64_t nodes =
        wanted ? std::min(*wanted, all) : std::max<std::int64_t>(all - spares, 1);
    JobReliability job =
        jobReliability(nodes, static_cast<int>(std::clamp<std::int64_t>(spares, 0, all - nodes)),
                       workload ? checkpointTime(*workload, nodes, facts.population, basis) : CheckpointTime{basis.checkpoint},
                       workload ? workload->restart.value_or(basis.restart) : basis.restart, basis, {},
                       workload ? slowerFor(*workload, nodes, facts.population) : 0);
    job.sparesAssumed = !facts.spareNodes;
    return job;
}

void reckonJobs(ReliabilityFacts& facts, const Design& design, const ReliabilityBasis& basis)
{
    if (facts.population.nodes == 0)
        return;
    const double perNode = static_cast<double>(facts.population.accelerators)
        / static_cast<double>(facts.population.nodes);
    for (const Workload& workload : design.workloads()) {
        const TrainingJob* training = workload.training();
        if (!training)
            continue;
        std::optional<std::int64_t> wanted;
        if (training->accelerators && perNode > 0)
            wanted = std::max<std::int64_t>(
                static_cast<std::int64_t>(std::ceil(*training->accelerators / perNode)), 1);
        JobReliability job = reckonJob(facts, basis, wanted, &workload);
        job.workload = workload.id;
        job.name = workload.name;
        facts.jobs.push_back(std::move(job));
    }
    if (!facts.jobs.empty())
        return;
    JobReliability job = reckonJob(facts, basis, std::nullopt);
    job.name = "a job on all nodes";
    facts.jobs.push_back(std::move(job));
}

} // namespace

double SharedFailures::perDay() const
{
    double sum = 0;
    for (const Part& part : parts)
        sum += part.perDay;
    return sum;
}

std::int64_t SharedFailures::mostNodes() const
{
    std::int64_t most = 0;
    for (const Part& part : parts)
        most = std::max(most, part.nodes);
    return most;
}

SharedFailures SharedFailures::of(double share) const
{
    SharedFailures own = *this;
    for (Part& part : own.parts)
        part.perDay *= share;
    return own;
}

JobReliability jobReliability(std::int64_t nodes, int spareNodes, const CheckpointTime& checkpoint, Seconds restart,
                              const ReliabilityBasis& basis, const SharedFailures& shared, double slower)
{
    JobReliability job;
    job.nodes = nodes;
    job.spareNodes = spareNodes;
    const auto working = static_cast<double>(nodes), together = working + spareNodes;
    job.meanTimeToFailure = meanTimeToFailure(1, working * basis.nodeFailuresPerDay + shared.perDay());
    std::vector<FailureBatch> inRepair{{nodesInRepair(together, basis.nodeFailuresPerDay, basis.repairDays), 1}};
    for (const SharedFailures::Part& part : shared.parts)
        inRepair.push_back({part.perDay * basis.repairDays, part.nodes});
    job.enoughNodes = batchesAtMost(spareNodes, inRepair);
    job.checkpoint = checkpoint;
    job.restart = restart;
    job.interval = checkpointInterval(checkpoint.time, job.meanTimeToFailure);
    job.overhead = checkpointOverhead(checkpoint.time, job.interval, job.meanTimeToFailure);
    job.slower = slower;
    job.effective = withStragglers(
        std::clamp(effectiveTrainingTime(checkpoint.time, job.interval, restart, job.meanTimeToFailure), 0.0, 1.0), slower);
    job.goodput = working / together * job.effective * job.enoughNodes;
    return job;
}

double slowerFor(const Workload& workload, std::int64_t nodes, const Population& population)
{
    if (!workload.stepSpread || population.nodes == 0)
        return 0;
    const double perNode = static_cast<double>(population.accelerators) / static_cast<double>(population.nodes);
    return stragglerDelay(*workload.stepSpread, static_cast<double>(nodes) * perNode);
}

ReliabilityFacts reliabilityFacts(const Design& design, const ReliabilityBasis& basis)
{
    ReliabilityFacts facts;
    facts.population = populationOf(design);
    facts.spareNodes = design.hall()->site.spareNodes;
    reckonClasses(facts, basis);
    const auto nodes = static_cast<double>(facts.population.nodes);
    facts.interruptionsPerDay = nodes * basis.nodeFailuresPerDay;
    facts.meanTimeToFailure = meanTimeToFailure(nodes, basis.nodeFailuresPerDay);
    facts.meanTimeOfParts = meanTimeToFailure(1, facts.failuresPerYear / daysPerYear);
    facts.inRepair = nodesInRepair(nodes, basis.nodeFailuresPerDay, basis.repairDays);
    facts.spareNodesMean = wholeAtLeast(facts.inRepair);
    facts.spareNodesLikely = poissonSpares(facts.inRepair, basis.spareTarget);
    reckonJobs(facts, design, basis);
    return facts;
}

} // namespace colonnade::model
