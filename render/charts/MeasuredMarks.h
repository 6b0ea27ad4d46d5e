#pragma once

#include "model/performance/MeasuredRuns.h"
#include "render/charts/Charts.h"
#include "render/charts/XyChart.h"

#include <span>

namespace colonnade::render {

/// "8.31 s on 2026-11-22, +5.2 %": the figure as it was measured, and how it deviates from the estimate.
QString measuredText(const model::ComparedRun& run, const model::ComparedFigure& figure);
/// The measured figure with its source, unit and conditions, and the estimate with its band: for tooltips.
QString measuredTip(const model::ComparedRun& run, const model::ComparedFigure& figure);

/// The figure that a chart of steps, or of output tokens, is about; nothing where it was not measured.
std::optional<model::ComparedFigure> paceOf(const model::ComparedRun& run);

/// Lays runs that ran as the workload says over the chart of its step, or of its output token; the last one is told in the note.
void addMeasured(StackChart& chart, std::span<const model::ComparedRun> runs, const Theme& theme);
/// Lays runs with both a time per output token and a throughput over the chart of throughput against latency. Answers the
/// tooltips of the points added.
std::vector<QString> addMeasured(XyChart& chart, std::span<const model::ComparedRun> runs, const Theme& theme);

} // namespace colonnade::render
