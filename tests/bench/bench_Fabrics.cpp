#include "tests/fabric/FabricParts.h"

#include "model/fabric/FabricTotals.h"
#include "model/fabric/topology/TopologyRecipe.h"

#include <benchmark/benchmark.h>

#include <fstream>

// Every link of networks of 1,024 to 1,048,576 endpoints, and every cable with its route, length and medium: of one arrangement
// that is generated whole, and of a hall of 256 pods of one design. Budgets: ARCHITECTURE, "Budgets".

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

/// Memory of this process in MiB, from the kernel; 0 where it does not tell.
double resident()
{
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:"))
            return std::strtod(line.c_str() + 6, nullptr) / 1024;
    }
    return 0;
}

std::vector<PartRef> media()
{
    return {cable("dac", Medium::Dac, 400, 3, {Qsfp112}, {Qsfp112}, 1, stockLengths({1, 1.5, 2, 2.5, 3})),
            cable("aoc", Medium::Aoc, 400, 30, {Qsfp112}, {Qsfp112}, 1, stockLengths({3, 5, 10, 15, 20, 30})),
            optic("dr4", Qsfp112, 400, "DR4", 500, Medium::SinglemodeFibre),
            optic("fr4", Qsfp112, 400, "FR4", 2000, Medium::SinglemodeFibre),
            cable("smf", Medium::SinglemodeFibre, 0, 5000, {}, {}, 1, {})};
}

PartRef switchOf(int ports)
{
    return device(fmt::format("switch-{}", ports), PartKind::Switch, 1, {cages(PortRole::Any, Qsfp112, ports, 1, 400)});
}

/// A non-blocking Clos of 128-port switches, and cores of 256, with its nodes in one arrangement.
struct Floor {
    explicit Floor(int endpoints)
    {
        recipe.media = media();
        floor.fill('n', "n", server(8, 400, Qsfp112, 2), endpoints / 8, 8);
        const bool cores = endpoints > 8192;
        const int leaves = endpoints / 64;
        floor.switches(recipe, 'l', switchOf(128), leaves, 1);
        floor.switches(recipe, 's', switchOf(128), cores ? leaves : std::max(leaves / 2, 1), 2);
        if (cores)
            floor.switches(recipe, 'c', switchOf(256), endpoints / 256, 3);
        // Racks stand in rows of 64, 3 m apart.
        for (std::size_t i = 0; i < floor.arrangement.placements.size(); ++i)
            floor.arrangement.placements[i].at = {Millimetres{600 * static_cast<std::int64_t>(i % 64)},
                                                  Millimetres{3000 * static_cast<std::int64_t>(i / 64)}};
    }
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
};

/// 4,096 endpoints with 64 leaves and 64 spines, half of whose ports are free, placed 256 times; 4,096 cores.
Hall hallOfPods(Fabric& core)
{
    FloorOfRacks inside;
    Fabric recipe = fabric(FabricFamily::Clos);
    recipe.media = media();
    inside.fill('n', "n", server(8, 400, Qsfp112, 2), 512, 8);
    inside.switches(recipe, 'l', switchOf(128), 64, 1);
    inside.switches(recipe, 's', switchOf(128), 64, 2);
    inside.arrangement.fabrics = {recipe};
    const auto pod
        = std::make_shared<const PodDesign>(PodDesign::create(PodDesignId::literal("pod"), "pod", inside.arrangement).value());
    Hall hall;
    for (int i = 0; i < 256; ++i)
        hall.pods.push_back({PlacementId::literal(fmt::format("p{:03}", i + 1)), {}, pod,
                             {Millimetres{50'000 * (i % 16)}, Millimetres{10'000 * (i / 16)}}, Turn::None, false});
    FloorOfRacks cores;
    core.joins = FabricId::literal("compute");
    core.media = media();
    cores.switches(core, 'c', switchOf(256), 4096, 3);
    hall.arrangement = cores.arrangement;
    return hall;
}

void everyLinkOfATopology(benchmark::State& state)
{
    ClosRecipe recipe;
    recipe.endpoints = static_cast<int>(state.range(0));
    recipe.switchPorts = 128;
    recipe.corePorts = 256;
    recipe.tiers = state.range(0) > 8192 ? 3 : 2;
    recipe.endpointSpeed = recipe.spineSpeed = recipe.coreSpeed = 400;
    for (auto _ : state) {
        auto topology = built(TopologyRecipe{recipe});
        if (!topology) {
            state.SkipWithError(topology.error().text.c_str());
            return;
        }
        state.counters["links"] = static_cast<double>(topology->linkCount());
        state.counters["MiB"] = static_cast<double>(topology->memory()) / (1 << 20);
        benchmark::DoNotOptimize(topology);
    }
}

void everyCableOfAnArrangement(benchmark::State& state)
{
    const Floor made{static_cast<int>(state.range(0))};
    const double before = resident();
    for (auto _ : state) {
        const FabricPlan plan = planned(made.floor, made.recipe);
        if (plan.refusal) {
            state.SkipWithError(plan.refusal->text.c_str());
            return;
        }
        state.counters["cables"] = static_cast<double>(plan.cables.size());
        state.counters["gaps"] = plan.gaps;
        state.counters["plan_MiB"] = static_cast<double>(plan.memory()) / (1 << 20);
        state.counters["rss_MiB"] = resident() - before;
        benchmark::DoNotOptimize(plan);
    }
    state.counters["process_MiB"] = resident();
}

void everyCableOfAHallOfPods(benchmark::State& state)
{
    Fabric core{FabricId::literal("core"), "core"};
    const double before = resident();
    for (auto _ : state) {
        state.PauseTiming();
        const Hall hall = hallOfPods(core = Fabric{FabricId::literal("core"), "core"}); // Nothing is remembered of its pods.
        state.ResumeTiming();
        const FabricPlan plan = plannedFabric(hall, core, {});
        if (plan.refusal) {
            state.SkipWithError(plan.refusal->text.c_str());
            return;
        }
        double length = 0;
        std::int64_t cables = 0;
        forEachCable(plan, [&](const CableInHall& cable) {
            length += static_cast<double>(cable.plan.cables.ordered[cable.cable]);
            ++cables;
        });
        benchmark::DoNotOptimize(length);
        state.counters["cables"] = static_cast<double>(cables);
        state.counters["km"] = length / 1000;
        state.counters["rss_MiB"] = resident() - before;
    }
}

void totalsOfAHallOfPods(benchmark::State& state)
{
    Fabric core{FabricId::literal("core"), "core"};
    const Hall hall = hallOfPods(core);
    const FabricPlan plan = plannedFabric(hall, core, {});
    for (auto _ : state) {
        auto totals = fabricTotals(plan);
        state.counters["cables"] = static_cast<double>(totals.cables);
        benchmark::DoNotOptimize(totals);
    }
}

} // namespace

BENCHMARK(everyLinkOfATopology)->Arg(1024)->Arg(16384)->Arg(131072)->Arg(1048576)->Unit(benchmark::kMillisecond);
BENCHMARK(everyCableOfAnArrangement)->Arg(1024)->Arg(16384)->Arg(131072)->Arg(1048576)->Unit(benchmark::kMillisecond);
BENCHMARK(everyCableOfAHallOfPods)->Unit(benchmark::kMillisecond);
BENCHMARK(totalsOfAHallOfPods)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
