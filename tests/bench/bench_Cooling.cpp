#include "tests/support/MixedHall.h"
#include "tests/support/Shipped.h"

#include "model/cooling/CoolingChain.h"
#include "model/edit/CoolingEdits.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/ProfileReader.h"
#include "model/rules/Engine.h"

#include <benchmark/benchmark.h>

#include <stdexcept>

// Coolant loops of 8, 64 and 512 racks of the GB300 reference, in rows of 16, with a CDU for four racks; and the failures
// of a hall of 100,000 accelerators. Budget: an edit is judged within 8 ms (ARCHITECTURE, "Budgets").

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

constexpr int rowLength = 16, racksOfACdu = 4;
constexpr std::string_view today = "2026-11-29";

Arrangement loopOf(int racks)
{
    static const Design design = reference("gb300-nvl72-su");
    const Arrangement& unit = design.podDesigns().begin()->second->arrangement();
    const auto isRack = [](const Placement& one) { return one.loop && one.rack(); };
    const auto isCdu = [](const Placement& one) { return one.loop && one.unit(); };
    const auto rack = std::find_if(unit.placements.begin(), unit.placements.end(), isRack);
    const auto cdu = std::find_if(unit.placements.begin(), unit.placements.end(), isCdu);
    Arrangement all;
    all.loops = unit.loops;
    all.loops.front().piping.branches.clear();
    for (int row = 0; row * rowLength < racks; ++row)
        all.rows.push_back({RowId::literal(fmt::format("row-{}", row)), "Row"});
    const auto place = [&](const Placement& like, std::string id, int row, int column) {
        Placement placed = like;
        placed.id = PlacementId::literal(id);
        placed.label = std::move(id);
        placed.row = all.rows[static_cast<std::size_t>(row)].id;
        placed.feeds.clear();
        placed.at = {Millimetres{900 * column}, Millimetres{3600 * row}};
        all.placements.push_back(std::move(placed));
    };
    for (int i = 0; i < racks; ++i)
        place(*rack, fmt::format("r{}", i), i / rowLength, 1 + i % rowLength);
    for (int i = 0; i * racksOfACdu < racks; ++i)
        place(*cdu, fmt::format("c{}", i), i * racksOfACdu / rowLength, rowLength + 2 + i % racksOfACdu);
    return all;
}

LoopLoad solvedLoad(const Arrangement& all)
{
    const LoopLoad load = coolingChain(all, {}, reference("gb300-nvl72-su").hall()->facilityWaters).loops.front();
    if (!load.state)
        throw std::runtime_error(load.withoutState);
    return load;
}

/// Heat, demand, network and state, from the arrangement.
void fromNothing(benchmark::State& state)
{
    const Arrangement all = loopOf(static_cast<int>(state.range(0)));
    const auto waters = reference("gb300-nvl72-su").hall()->facilityWaters;
    for (auto _ : state)
        benchmark::DoNotOptimize(coolingChain(all, {}, waters).loops.data());
    state.counters["newton_steps"] = solvedLoad(all).state->iterations;
}

void solveFromNothing(benchmark::State& state)
{
    const LoopLoad load = solvedLoad(loopOf(static_cast<int>(state.range(0))));
    for (auto _ : state)
        benchmark::DoNotOptimize(loopState(*load.network));
}

/// A valve is turned; the former flows start the solver.
void afterOneEdit(benchmark::State& state)
{
    Arrangement all = loopOf(static_cast<int>(state.range(0)));
    const LoopLoad before = solvedLoad(all);
    all.loops.front().piping.branches = {{PlacementId::literal("r3"), 0.5}};
    LoopLoad load = before;
    load.loop.piping = all.loops.front().piping;
    int steps = 0;
    for (auto _ : state) {
        const LoopNetwork network = loopNetwork(all, load, {});
        const auto after = loopState(network, {}, FormerLoop{before.network.get(), before.state.get()});
        steps = after->iterations;
        benchmark::DoNotOptimize(after);
    }
    state.counters["newton_steps"] = steps;
}

/// The same edit in a pod design that stands in a hall, until all rules have judged it.
void editToVerdicts(benchmark::State& state)
{
    const Profile rules = profileNamed("us-nec").value();
    Design now = reference("gb300-nvl72-su");
    const PodDesignId pod = PodDesignId::literal("loop");
    now = now.withPodDesign(PodDesign::create(pod, "Loop", loopOf(static_cast<int>(state.range(0)))).value());
    Hall hall = *now.hall();
    hall.pods = {{PlacementId::literal("loop-1"), "Loop", now.podDesign(pod), {}, Turn::None, false}};
    now = now.withHall(std::move(hall));
    RuleEngine engine;
    benchmark::DoNotOptimize(engine.evaluate(now, rules, today).findings.data());
    int turn = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const Design after = setBranchValve(now, pod, PlacementId::literal("r3"), ++turn % 2 ? 0.5 : 0.9).value();
        state.ResumeTiming();
        benchmark::DoNotOptimize(engine.evaluate(after, rules, today).findings.data());
        state.PauseTiming();
        now = after;
        state.ResumeTiming();
    }
}

/// Each CDU and a pump of each, in every pod design of a hall; its placements share the answer.
void everyCoolingFailure(benchmark::State& state)
{
    const std::vector<Design> references{reference("gb300-nvl72-su"), reference("dgx-h100-superpod-su"),
                                         reference("mi355x-128-ethernet")};
    const std::string text = designText(mixedHall(references, static_cast<int>(state.range(0))));
    double losses = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const Design fresh = readDesign(text, "bench").value();
        state.ResumeTiming();
        losses = 0;
        for (const DesignCooling::Part& part : designCooling(fresh, {}).parts) {
            for (const LoopLoad& load : part.chain.loops) {
                if (!load.state)
                    continue;
                for (const LoopLoss& loss : singleLosses(*load.network)) {
                    benchmark::DoNotOptimize(loopWithout(*load.network, *load.state, loss));
                    losses += part.placements;
                }
            }
        }
    }
    state.counters["failures"] = losses;
}

/// The same where every loop is another: 72 accelerators a rack, 8 racks a loop.
void everyCoolingFailureUnshared(benchmark::State& state)
{
    const LoopLoad load = solvedLoad(loopOf(8));
    const auto loops = (state.range(0) + 72 * 8 - 1) / (72 * 8);
    double losses = 0;
    for (auto _ : state) {
        losses = 0;
        for (std::int64_t i = 0; i < loops; ++i) {
            for (const LoopLoss& loss : singleLosses(*load.network)) {
                benchmark::DoNotOptimize(loopWithout(*load.network, *load.state, loss));
                ++losses;
            }
        }
    }
    state.counters["failures"] = losses;
}

} // namespace

#define LOOPS Arg(8)->Arg(64)->Arg(512)->Unit(benchmark::kMillisecond)
BENCHMARK(fromNothing)->LOOPS;
BENCHMARK(solveFromNothing)->LOOPS;
BENCHMARK(afterOneEdit)->LOOPS;
BENCHMARK(editToVerdicts)->LOOPS;
BENCHMARK(everyCoolingFailure)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(everyCoolingFailureUnshared)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
