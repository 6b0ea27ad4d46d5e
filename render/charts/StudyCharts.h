#pragma once

#include "model/economics/CostEstimate.h"
#include "model/exchange/EnergyOfDesign.h"
#include "model/performance/Sensitivity.h"
#include "model/performance/Waterfall.h"
#include "model/performance/serving/ServingEstimate.h"
#include "model/performance/serving/ServingSearch.h"
#include "render/charts/Charts.h"
#include "render/charts/SwingChart.h"
#include "render/charts/XyChart.h"

#include <span>

namespace colonnade::render {

/// At most `rows` steps, of at least three: the smallest losses are told together at the end. What the others take stays the same.
std::vector<model::WaterfallStep> foldedWaterfall(std::span<const model::WaterfallStep> steps, std::size_t rows);
/// "From peak to achieved, TFLOP/s of an accelerator": what each kind of loss takes.
WaterfallChart waterfallChart(std::span<const model::WaterfallStep> steps);
/// "Throughput with 10 % more or less of": each property of the machine. `ofSpeed`: of the speed of a request.
SwingChart sensitivityChart(std::span<const model::Sensitivity> all, bool ofSpeed = false);

/// A kernel between the roofs of a machine.
struct RoofedKernel {
    QString name;
    double intensity = 0; ///< FLOP a byte.
    double rate = 0;      ///< FLOP/s.
};
/// `peak` in FLOP/s, `bandwidth` in B/s.
XyChart rooflineChart(double peak, double bandwidth, std::span<const RoofedKernel> kernels, const Theme& theme);

/// Tokens a second of an accelerator over those that a user sees: all choices, those that none beats, and the one in force.
XyChart paretoChart(std::span<const model::ServingPoint> all, std::span<const model::ServingPoint> front,
                    const model::ServingFigures* now, const Theme& theme);
/// Throughput over the time per output token, along the requests in flight of the layout and the number format in force.
XyChart latencyChart(std::span<const model::ServingPoint> all, const model::ServingEstimate& now, const Theme& theme);
/// Time of an output token by what it goes to.
StackChart tokenChart(const model::ServingEstimate& estimate, const Theme& theme);
/// Memory of one accelerator of an instance.
StackChart memoryChart(const model::ServingEstimate& estimate, std::optional<model::Bytes> capacity, const Theme& theme);

/// Capital by category, M USD.
BarChart capitalChart(const model::CostEstimate& cost, const Theme& theme);
/// A year's cost by kind.
StackChart yearChart(const model::CostEstimate& cost, const Theme& theme);
/// Energy of a token by what it goes to; says that it is not evaluated where one of the first two is absent. `usdPerMillion`: what the cost of a million tokens
/// has of energy, that of idle hours too, where it is known. `basis`: of whose power at which load the energy is.
StackChart energyChart(const std::optional<model::Joules>& perToken, const std::optional<model::EnergySplit>& split, std::optional<double> usdPerMillion,
                       const Theme& theme, const QString& basis = QStringLiteral("The whole site"));
/// How far the cost of an accelerator-hour goes with each of its inputs.
SwingChart costSwingChart(const model::CostEstimate& cost, std::size_t most = 8);

} // namespace colonnade::render
