#include "tests/support/BigHall.h"
#include "tests/support/Machines.h"
#include "tests/support/Shipped.h"

#include "model/edit/ChainEdits.h"
#include "model/performance/ClusterViewOfDesign.h"
#include "render/theme/Fonts.h"
#include "ui/charts/ChartPanels.h"
#include "ui/charts/StudyPanel.h"
#include "ui/document/Estimating.h"
#include "ui/document/WorkloadFigures.h"

#include <QApplication>
#include <QTest>

#include <benchmark/benchmark.h>

// Goal: what the window does for its charts after an edit, below 50 ms: the estimate with its scaling, what stands behind it,
// and painting. Needs no display: `QT_QPA_PLATFORM=offscreen build/release/tests/bench_Charts`. The designs are those that are
// shipped and halls of 4,608 and 16,128 accelerators made of the GB300 unit; the model is the design's own first training, and
// one of a million million parameters.

using namespace colonnade;
using namespace colonnade::test;

namespace {

const model::Design& design(std::int64_t which)
{
    static const std::vector<model::Design> all = [] {
        std::vector<model::Design> designs{reference("gb300-nvl72-su"), reference("mi355x-128-ethernet"),
                                           bigHall(reference("gb300-nvl72-su"), 4'608), bigHall(reference("gb300-nvl72-su"), 16'128)};
        for (model::Design& one : designs) {
            const model::Workload trillion = workload(gpt("1T", 128, 25600, 160), job(8192, 4096));
            one = model::setWorkload(one, trillion).value();
        }
        return designs;
    }();
    return all[static_cast<std::size_t>(which)];
}

void label(benchmark::State& state)
{
    state.SetLabel(fmt::format("{} accelerators", design(state.range(0)).facts().accelerators));
}

ui::Judgement judgementOf(const model::Design& one)
{
    ui::Judgement judgement;
    judgement.design = std::make_shared<const model::Design>(one);
    judgement.estimated = true;
    return judgement;
}

const model::WorkloadId large = model::WorkloadId::literal("w");

/// The machine as a workload sees it: nothing else of an estimate grows with the design.
void machineOfTheDesign(benchmark::State& state)
{
    for (auto _ : state) {
        auto view = model::clusterViewOf(design(state.range(0)));
        benchmark::DoNotOptimize(view);
    }
    label(state);
}

/// A device was moved: the machine is the same. Estimate and study of the model of a million million parameters.
void studyAfterAMove(benchmark::State& state)
{
    ui::EstimateMemory memory;
    ui::Judgement judgement = judgementOf(design(state.range(0)));
    ui::estimate(judgement, large, memory);
    ui::Study before = ui::studied(judgement, large);
    for (auto _ : state) {
        ui::estimate(judgement, large, memory);
        before = ui::studied(judgement, large, &before);
    }
    label(state);
}

/// The ports of the network have become slower or faster: everything is worked out again, from what was best before.
void studyAfterANetworkEdit(benchmark::State& state)
{
    ui::EstimateMemory memory;
    ui::Judgement now = judgementOf(design(state.range(0)));
    ui::estimate(now, large, memory);
    ui::Study before = ui::studied(now, large);
    const auto& all = design(state.range(0)).workloads();
    const model::Workload& job = *std::find_if(all.begin(), all.end(), [](const model::Workload& one) { return one.id == large; });
    const auto wide = now.machine;
    const auto narrow = std::make_shared<const model::ClusterView>(model::with(*wide, model::MachineProperty::NetworkBandwidth, 0.8));
    for (auto _ : state) {
        now.machine = now.machine == wide ? narrow : wide;
        auto estimate = model::estimateTraining(*now.machine, job, model::Calibration::builtIn(), {.known = {&(**now.estimate).figures, 1}});
        now.estimate = std::make_shared<const model::Result<model::TrainingEstimate>>(std::move(estimate));
        now.scaling = model::scalingOf(*now.machine, job, **now.estimate);
        before = ui::studied(now, large, &before);
    }
    label(state);
}

/// All workloads of the design, for the table with the baseline.
void allWorkloads(benchmark::State& state)
{
    for (auto _ : state) {
        auto figures = ui::workloadFigures(design(state.range(0)), {});
        benchmark::DoNotOptimize(figures);
    }
    label(state);
}

/// Laying out and painting every chart of the panels.
void painting(benchmark::State& state)
{
    ui::DesignSession session;
    session.start(design(state.range(0)));
    ui::EstimatePanel estimate{session, nullptr};
    ui::MemoryPanel memory{session, nullptr};
    ui::PowerPanel power{session, nullptr};
    ui::StudyPanel study{session, nullptr};
    for (QWidget* panel : {static_cast<QWidget*>(&estimate), static_cast<QWidget*>(&memory), static_cast<QWidget*>(&power), static_cast<QWidget*>(&study)}) {
        panel->resize(900, 360);
        panel->show();
    }
    const auto studied = [&] { return study.study() && !session.judging(); };
    if (!QTest::qWaitFor(studied, 120'000)) {
        state.SkipWithError("there is no study");
        return;
    }
    for (auto _ : state) {
        emit session.judgementChanged();
        for (QWidget* panel : {static_cast<QWidget*>(&estimate), static_cast<QWidget*>(&memory), static_cast<QWidget*>(&power)})
            benchmark::DoNotOptimize(panel->grab());
        for (const auto view : {ui::StudyPanel::View::Why, ui::StudyPanel::View::WhatIf, ui::StudyPanel::View::Choices, ui::StudyPanel::View::Latency, ui::StudyPanel::View::Cost}) {
            study.setView(view);
            benchmark::DoNotOptimize(study.grab());
        }
    }
    label(state);
}

BENCHMARK(machineOfTheDesign)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);
BENCHMARK(studyAfterAMove)->DenseRange(0, 3)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(studyAfterANetworkEdit)->DenseRange(0, 3)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(allWorkloads)->DenseRange(0, 3)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(painting)->DenseRange(0, 1)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    QApplication application{argc, argv};
    render::loadFonts();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
