#include "model/performance/Scaling.h"

#include <algorithm>

namespace colonnade::model {

namespace {

std::vector<int> partsOf(const ClusterView& machine, int used)
{
    std::vector<int> parts;
    for (int part = std::max(1, machine.scaleUp.size); part < used; part *= 2)
        parts.push_back(part);
    parts.push_back(used);
    return parts;
}

TrainingJob on(TrainingJob job, int accelerators, const ParallelLayout& whole)
{
    job.accelerators = accelerators;
    if (job.layout || accelerators % std::max(1, whole.modelRanks()) == 0) {
        job.layout = whole;
        job.layout->data = 0;
    }
    return job;
}

} // namespace

std::vector<ScalingPoint> scalingOf(const ClusterView& machine, const Workload& workload, const TrainingEstimate& whole,
                                    const Calibration& calibration)
{
    std::vector<ScalingPoint> points;
    const TrainingJob* job = workload.training();
    if (!job)
        return points;
    for (const int part : partsOf(machine, whole.figures.accelerators)) {
        if (part == whole.figures.accelerators) {
            points.push_back({part, whole.figures.tokensPerSecond, whole.tokensPerSecondLow, whole.tokensPerSecondHigh});
            break;
        }
        Workload smaller = workload;
        smaller.job = on(with(*job, whole.figures.choice), part, whole.figures.layout);
        auto some = estimateTraining(machine, smaller, calibration);
        // Fewer accelerators share the state among fewer: what fits the whole machine may not fit a part of it.
        if (!job->layout && !(some && some->fits.value_or(true))) {
            TrainingJob open = *job;
            open.accelerators = part;
            smaller.job = open;
            some = estimateTraining(machine, smaller, calibration, {.known = {&whole.figures, 1}});
        }
        if (some && some->fits.value_or(true))
            points.push_back({part, some->figures.tokensPerSecond, some->tokensPerSecondLow, some->tokensPerSecondHigh});
    }
    return points;
}

} // namespace colonnade::model
