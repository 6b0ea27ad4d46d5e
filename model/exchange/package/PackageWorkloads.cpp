#include "model/exchange/package/Package.h"

#include "model/exchange/MachineOfDesign.h"

namespace colonnade::model {

using package::WorkloadPages;

namespace {

void estimateOn(const ClusterView& machine, const ProjectCalibration& calibration, WorkloadPages& pages)
{
    auto estimate = estimateOf(machine, pages.workload, calibration);
    if (!estimate) {
        pages.refusal = estimate.error().text;
    } else if (auto* training = std::get_if<TrainingEstimate>(&*estimate)) {
        pages.scaling = scalingOf(machine, pages.workload, *training, calibration.training());
        pages.estimate = std::move(*training);
    } else {
        pages.serving = std::get<ServingEstimate>(std::move(*estimate));
    }
}

} // namespace

std::vector<WorkloadPages> estimatedWorkloads(const Design& design, const Profile& profile)
{
    std::vector<WorkloadPages> all;
    if (design.workloads().empty())
        return all;
    const auto machine = machineOf(design, profile);
    const ProjectCalibration calibration = machine ? ProjectCalibration{design, *machine} : ProjectCalibration{};
    for (const Workload& workload : design.workloads()) {
        WorkloadPages pages{.workload = workload, .refusal = {}, .machine = {}, .estimate = {}, .scaling = {}, .serving = {}, .story = {}};
        if (machine) {
            pages.machine = *machine;
            estimateOn(*machine, calibration, pages);
        } else {
            pages.refusal = machine.error().text;
        }
        all.push_back(std::move(pages));
    }
    return all;
}

std::vector<WorkloadPages> packageWorkloads(const Design& design, const Profile& profile)
{
    std::vector<WorkloadPages> all = estimatedWorkloads(design, profile);
    if (all.empty() || !all.front().machine)
        return all;
    const Failures failures{std::make_shared<const Design>(design), {profile.power, profile.cooling, profile.reliability}};
    const ProjectCalibration calibration{design, *all.front().machine};
    for (WorkloadPages& pages : all) {
        if (pages.estimate) {
            const JobGoodput goodput = goodputOf(failures, pages.workload.id);
            pages.story = storyOf(design, pages.workload, *pages.machine, *pages.estimate, calibration, &goodput);
        } else if (pages.serving) {
            pages.story = storyOf(design, pages.workload, *pages.machine, *pages.serving, calibration);
        }
    }
    return all;
}

} // namespace colonnade::model
