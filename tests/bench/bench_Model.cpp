#include "tests/support/BigHall.h"
#include "tests/support/Shipped.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/ProfileReader.h"
#include "model/performance/ClusterViewOfDesign.h"
#include "model/performance/Estimate.h"
#include "model/rules/Engine.h"

#include <benchmark/benchmark.h>

// Budgets: ARCHITECTURE, "Budgets". Each benchmark runs for the three reference designs and for halls of 100,000 and
// 1,000,000 accelerators made of the GB300 unit.

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

constexpr std::string_view today = "2026-11-22";

const Design& design(std::int64_t which)
{
    static const std::vector<Design> all{reference("dgx-h100-superpod-su"), reference("gb300-nvl72-su"),
                                         reference("mi355x-128-ethernet"),
                                         bigHall(reference("gb300-nvl72-su"), 100'000),
                                         bigHall(reference("gb300-nvl72-su"), 1'000'000)};
    return all[static_cast<std::size_t>(which)];
}

void label(benchmark::State& state, const Design& one)
{
    state.SetLabel(fmt::format("{} accelerators", one.facts().accelerators));
}

Profile profile()
{
    return profileNamed("us-nec").value();
}

void open(benchmark::State& state)
{
    const std::string text = designText(design(state.range(0)));
    for (auto _ : state) {
        auto read = readDesign(text, "bench");
        benchmark::DoNotOptimize(read);
    }
    state.counters["bytes"] = static_cast<double>(text.size());
    label(state, design(state.range(0)));
}

void allRulesFromNothing(benchmark::State& state)
{
    const Profile rules = profile();
    for (auto _ : state) {
        // Read anew, so that nothing that parts remember of themselves is there.
        state.PauseTiming();
        const Design fresh = readDesign(designText(design(state.range(0))), "bench").value();
        RuleEngine engine;
        state.ResumeTiming();
        const Evaluation evaluation = engine.evaluate(fresh, rules, today);
        benchmark::DoNotOptimize(evaluation.findings.data());
    }
    label(state, design(state.range(0)));
}

/// Alternates between two designs, so that every turn is one edit away from what was judged last.
template <class Change> void editToVerdicts(benchmark::State& state, Change change)
{
    const Profile rules = profile();
    RuleEngine engine;
    const Design& before = design(state.range(0));
    benchmark::DoNotOptimize(engine.evaluate(before, rules, today).findings.data());
    int turn = 0;
    for (auto _ : state) {
        const Result<Design> after = change(before, ++turn);
        if (!after) {
            state.SkipWithError(after.error().text.c_str());
            return;
        }
        const Evaluation evaluation = engine.evaluate(*after, rules, today);
        benchmark::DoNotOptimize(evaluation.findings.data());
    }
    label(state, before);
}

void moveATrayInASharedRack(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) -> Result<Design> {
        // The rack design that is placed most; its topmost device goes to the next free place and back.
        RackDesignId most = before.rackDesigns().begin()->first;
        for (const auto& [id, rack] : before.rackDesigns()) {
            if (before.placementsOf(id) > before.placementsOf(most))
                most = id;
        }
        const auto devices = before.rackDesign(most)->devices();
        const Device* top = nullptr;
        for (const Device& device : devices) {
            if (!device.zeroU() && device.part->kind != PartKind::Blanking)
                top = &device;
        }
        auto moved = stepDevices(before, most, std::vector{top->id}, turn % 2 ? 1 : -1);
        return moved ? moved : stepDevices(before, most, std::vector{top->id}, turn % 2 ? -1 : 1);
    });
}

void changeAFeedsRating(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) {
        const PodDesignRef pod = before.podDesigns().begin()->second;
        Feed feed = pod->arrangement().feeds.front();
        feed.rating = feed.rating + Amperes{static_cast<double>(turn)};
        return setFeed(before, pod->id(), feed);
    });
}

void overrideOneInstance(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) {
        const PodPlacement& pod = before.hall()->pods.front();
        const auto& placements = pod.pod->arrangement().placements;
        const auto rack = std::find_if(placements.begin(), placements.end(), [](const Placement& p) { return p.rack(); });
        return overrideInstance(before, fmt::format("{}/{}", pod.id, rack->id), {"", Watts{100000.0 + turn}, ""});
    });
}

void estimate(benchmark::State& state)
{
    const auto view = clusterViewOf(design(state.range(0)));
    if (!view) {
        state.SkipWithError(view.error().text.c_str());
        return;
    }
    Workload workload = design(state.range(0)).workloads().front();
    const auto searched = estimateTraining(*view, workload);
    if (!searched) {
        state.SkipWithError(searched.error().text.c_str());
        return;
    }
    std::get<TrainingJob>(workload.job).layout = searched->figures.layout;
    for (auto _ : state) {
        auto again = estimateTraining(*view, workload);
        benchmark::DoNotOptimize(again);
    }
    label(state, design(state.range(0)));
}

void layoutSearch(benchmark::State& state)
{
    const auto view = clusterViewOf(design(state.range(0)));
    if (!view) {
        state.SkipWithError(view.error().text.c_str());
        return;
    }
    const Workload workload = design(state.range(0)).workloads().front();
    for (auto _ : state) {
        auto found = estimateTraining(*view, workload);
        benchmark::DoNotOptimize(found);
    }
    label(state, design(state.range(0)));
}

} // namespace

BENCHMARK(open)->DenseRange(0, 4)->Unit(benchmark::kMillisecond);
BENCHMARK(allRulesFromNothing)->DenseRange(0, 4)->Unit(benchmark::kMillisecond);
BENCHMARK(moveATrayInASharedRack)->DenseRange(0, 4)->Unit(benchmark::kMillisecond);
BENCHMARK(changeAFeedsRating)->DenseRange(0, 4)->Unit(benchmark::kMillisecond);
BENCHMARK(overrideOneInstance)->DenseRange(0, 4)->Unit(benchmark::kMillisecond);
BENCHMARK(estimate)->DenseRange(0, 2)->Unit(benchmark::kMicrosecond);
BENCHMARK(layoutSearch)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
