#include "ui/document/Estimating.h"

#include "model/performance/ClusterViewOfDesign.h"

#include <algorithm>

namespace colonnade::ui {

void estimate(Judgement& judgement, const std::optional<model::WorkloadId>& workload)
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
    using Answer = model::Result<model::TrainingEstimate>;
    using Serving = model::Result<model::ServingEstimate>;
    auto machine = model::clusterViewOf(*judgement.design);
    if (!machine) {
        if (chosen->serving())
            judgement.serving = std::make_shared<const Serving>(tl::unexpected(machine.error()));
        else
            judgement.estimate = std::make_shared<const Answer>(tl::unexpected(machine.error()));
        return;
    }
    judgement.machine = std::make_shared<const model::ClusterView>(std::move(*machine));
    judgement.calibration = {*judgement.design, *judgement.machine};
    judgement.measured = model::comparedRuns(*judgement.design, *judgement.machine, judgement.calibration, chosen->id);
    if (chosen->serving()) {
        judgement.serving = std::make_shared<const Serving>(model::estimateServing(*judgement.machine, *chosen, judgement.calibration.serving()));
        return;
    }
    judgement.estimate
        = std::make_shared<const Answer>(model::estimateTraining(*judgement.machine, *chosen, judgement.calibration.training()));
    if (*judgement.estimate)
        judgement.scaling = model::scalingOf(*judgement.machine, *chosen, **judgement.estimate, judgement.calibration.training());
}

} // namespace colonnade::ui
