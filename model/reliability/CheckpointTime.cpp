#include "model/reliability/CheckpointTime.h"

#include "model/design/ModelShape.h"
#include "model/reliability/Goodput.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// What the nodes' links to the storage carry; 0 where none are drawn.
ByteRate networkOf(std::int64_t nodes, const Population& population)
{
    if (population.nodes == 0)
        return {};
    return population.storageNetwork * (static_cast<double>(nodes) / static_cast<double>(population.nodes));
}

} // namespace

CheckpointTime checkpointTime(const Workload& workload, std::int64_t nodes, const Population& population, const ReliabilityBasis& basis)
{
    using enum CheckpointTime::By;
    if (workload.checkpoint)
        return {*workload.checkpoint, Workload, {}, {}};
    const TrainingJob* job = workload.training();
    if (!workload.storageWrite || !job || job->tuning == Tuning::LowRank)
        return {basis.checkpoint, Profile, {}, {}};
    CheckpointTime out{{}, Storage, checkpointSize(parameterCount(workload.model)), *workload.storageWrite};
    const ByteRate network = networkOf(nodes, population);
    if (network > ByteRate{} && network < out.rate) {
        out.by = Network;
        out.rate = network;
    }
    out.time = out.size / out.rate;
    return out;
}

std::string reasonOf(const CheckpointTime& checkpoint)
{
    using enum CheckpointTime::By;
    if (checkpoint.by != Storage && checkpoint.by != Network)
        return {};
    return fmt::format("{} at {} of the {}", checkpoint.size, checkpoint.rate,
                       checkpoint.by == Storage ? "storage" : "nodes' links to the storage");
}

} // namespace colonnade::model
