#pragma once

#include "model/design/Design.h"
#include "model/performance/Estimate.h"
#include "model/performance/Scaling.h"
#include "render/charts/Charts.h"

#include <span>

namespace colonnade::render {

/// "Step time 15.7 s ±9 %", by what the time goes to.
StackChart stepChart(const model::TrainingEstimate& estimate, const Theme& theme,
                     const model::TrainingEstimate* baseline = nullptr);
/// "Memory 121 GB of 288 GB", of the fullest accelerator, by kind. `capacity`: nothing where it is unknown.
StackChart memoryChart(const model::TrainingEstimate& estimate, std::optional<model::Bytes> capacity, const Theme& theme);
/// "Power by kind, kW": provisioned power of all that has a known figure.
BarChart powerChart(const model::FloorFacts& facts, const Theme& theme);
/// "Throughput, k tok/s" over accelerators.
LineChart scalingChart(std::span<const model::ScalingPoint> points, const model::TrainingEstimate& estimate,
                       std::span<const model::ScalingPoint> baseline = {});

/// "16.1 s", "21.6 ms", "4.20 µs".
QString timeText(model::Seconds time, int digits = 3);

/// "Compute", "Scale-out switch": for people.
QString kindName(model::DeviceRole role);

} // namespace colonnade::render
