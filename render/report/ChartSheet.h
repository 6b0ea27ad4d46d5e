#pragma once

#include "render/charts/DesignCharts.h"
#include "render/charts/StudyCharts.h"
#include "render/report/Picture.h"

#include <optional>
#include <span>

namespace colonnade::render {

/// All charts of a design on one sheet: power by kind, and of one workload the step, the memory and the scaling.
struct ChartSheet {
    QString title;  ///< Of the workload; may be empty.
    QString remark; ///< Why there is no estimate; empty where there is one.
    BarChart power;
    std::optional<StackChart> step, memory;
    std::optional<LineChart> scaling;

    void add(const model::ClusterView& machine, const model::TrainingEstimate& estimate,
             std::span<const model::ScalingPoint> points, const Theme& theme);
    /// Of serving: an output token in place of the step, and no scaling.
    void add(const model::ClusterView& machine, const model::ServingEstimate& estimate, const Theme& theme);
    [[nodiscard]] Drawing drawing(const Theme& theme) const;
};

} // namespace colonnade::render
