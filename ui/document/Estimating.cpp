#include "ui/document/Estimating.h"

#include "model/exchange/MachineOfDesign.h"
#include "model/performance/ClusterViewOfDesign.h"
#include "ui/document/Words.h"

#include <QCoreApplication>

#include <algorithm>

namespace colonnade::ui {

namespace {

using Answer = model::Result<model::TrainingEstimate>;
using Serving = model::Result<model::ServingEstimate>;

EstimateMemory::Entry worked(std::shared_ptr<const model::ClusterView> machine, const model::Workload& workload,
                             const model::ProjectCalibration& calibration, std::span<const model::TrainingFigures> known)
{
    EstimateMemory::Entry entry{std::move(machine), workload, calibration, {}, {}, {}};
    if (workload.serving()) {
        entry.serving = std::make_shared<const Serving>(model::estimateServing(*entry.machine, workload, calibration.serving()));
        return entry;
    }
    entry.estimate = std::make_shared<const Answer>(
        model::estimateTraining(*entry.machine, workload, calibration.training(), {.known = known}));
    if (*entry.estimate)
        entry.scaling = model::scalingOf(*entry.machine, workload, **entry.estimate, calibration.training());
    return entry;
}

} // namespace

const EstimateMemory::Entry* EstimateMemory::find(const model::ClusterView& machine, const model::Workload& workload,
                                                  const model::ProjectCalibration& calibration) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& one) {
        return one.workload == workload && *one.machine == machine && sameConstants(one.calibration, calibration);
    });
    return found == m_entries.end() ? nullptr : &*found;
}

std::span<const model::TrainingFigures> EstimateMemory::known(const model::WorkloadId& workload) const
{
    for (const Entry& one : m_entries) {
        if (one.workload.id == workload && one.estimate && *one.estimate)
            return {&(**one.estimate).figures, 1};
    }
    return {};
}

const EstimateMemory::Entry& EstimateMemory::keep(Entry entry)
{
    constexpr std::size_t most = 8; // Some workloads, before and after an edit and its undoing.
    m_entries.push_front(std::move(entry));
    if (m_entries.size() > most)
        m_entries.pop_back();
    return m_entries.front();
}

void estimate(Judgement& judgement, const std::optional<model::WorkloadId>& workload, EstimateMemory& memory)
{
    judgement.estimate.reset();
    judgement.serving.reset();
    judgement.scaling.clear();
    judgement.machine.reset();
    judgement.calibration = {};
    judgement.measured.clear();
    if (!workload || judgement.design->facts().accelerators == 0)
        return;
    const auto& all = judgement.design->workloads();
    const auto chosen = std::find_if(all.begin(), all.end(), [&](const model::Workload& each) {
        return each.id == *workload;
    });
    if (chosen == all.end())
        return;
    auto machine = judgement.profile ? model::machineOf(*judgement.design, *judgement.profile) : model::clusterViewOf(*judgement.design);
    if (!machine) {
        if (chosen->serving())
            judgement.serving = std::make_shared<const Serving>(tl::unexpected(machine.error()));
        else
            judgement.estimate = std::make_shared<const Answer>(tl::unexpected(machine.error()));
        return;
    }
    model::ProjectCalibration calibration{*judgement.design, *machine};
    const EstimateMemory::Entry* entry = memory.find(*machine, *chosen, calibration);
    if (!entry)
        entry = &memory.keep(worked(std::make_shared<const model::ClusterView>(std::move(*machine)), *chosen, calibration, memory.known(*workload)));
    judgement.machine = entry->machine;
    judgement.estimate = entry->estimate;
    judgement.serving = entry->serving;
    judgement.scaling = entry->scaling;
    judgement.calibration = std::move(calibration);
    judgement.measured = model::comparedRuns(*judgement.design, *judgement.machine, judgement.calibration, chosen->id);
}

QString partInUse(int accelerators, int all)
{
    return accelerators >= all ? QString()
                               : QCoreApplication::translate("Estimating", "%1 of %2\u00a0GPUs").arg(countText(accelerators), countText(all));
}

QString partInUse(const Judgement& judgement)
{
    if (!judgement.machine)
        return {};
    const int all = judgement.machine->accelerators;
    if (judgement.serving && *judgement.serving)
        return partInUse((**judgement.serving).figures.accelerators, all);
    if (judgement.estimate && *judgement.estimate)
        return partInUse((**judgement.estimate).figures.accelerators, all);
    return {};
}

} // namespace colonnade::ui
