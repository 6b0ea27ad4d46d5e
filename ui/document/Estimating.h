#pragma once

#include "ui/document/DesignSession.h"

#include <deque>
#include <memory>
#include <optional>
#include <span>

namespace colonnade::ui {

/// The last estimates. An edit that leaves the machine as it is seen by a workload needs no new one; after another the last
/// best layout rules out most others at once. Belongs to one thread.
class EstimateMemory {
public:
    struct Entry {
        std::shared_ptr<const model::ClusterView> machine;
        model::Workload workload;
        model::ProjectCalibration calibration;
        std::shared_ptr<const model::Result<model::TrainingEstimate>> estimate;
        std::shared_ptr<const model::Result<model::ServingEstimate>> serving;
        std::vector<model::ScalingPoint> scaling;
    };

    /// Of the same workload on an equal machine by equal constants; null where there is none.
    [[nodiscard]] const Entry* find(const model::ClusterView& machine, const model::Workload& workload,
                                    const model::ProjectCalibration& calibration) const;
    /// What was best for the workload last; empty before the first.
    [[nodiscard]] std::span<const model::TrainingFigures> known(const model::WorkloadId& workload) const;
    /// Remembers it, in place of the oldest of some; answers it.
    const Entry& keep(Entry entry);

private:
    std::deque<Entry> m_entries; ///< The newest first.
};

/// Fills in the estimate of a workload on the design's own machine, and how its throughput scales. Leaves both empty
/// without a workload.
void estimate(Judgement& judgement, const std::optional<model::WorkloadId>& workload, EstimateMemory& memory);

/// "32 of 576 GPUs": what the workload runs on; empty where that is the whole machine, or there is no estimate.
[[nodiscard]] QString partInUse(const Judgement& judgement);
[[nodiscard]] QString partInUse(int accelerators, int all);

} // namespace colonnade::ui
