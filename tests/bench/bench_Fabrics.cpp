#include "tests/support/CabledDesigns.h"

#include "model/fabric/FabricTotals.h"
#include "model/fabric/analysis/FabricCondition.h"
#include "model/fabric/analysis/TrafficRates.h"
#include "model/fabric/topology/TopologyRecipe.h"

#include <benchmark/benchmark.h>

#include <fstream>

// Every link of networks of 1,024 to 1,048,576 endpoints, and every cable with its route, length and medium: of one arrangement
// that is generated whole, and of a hall of 256 pods of one design, each with ways at right angles and over trays; what traffic
// and failures make of the links; and the schedule of 3,145,728 cables: made, its first page, a search, a sort. Budgets:
// ARCHITECTURE, "Budgets".

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

CableTray tray(std::string_view id, Point from, Point to)
{
    CableTray made{TrayId::literal(id), {}, CableTray::Kind::Ladder, {from, to}};
    made.width = Millimetres{600};
    made.depth = Millimetres{150};
    return made;
}

Point at(std::int64_t x, std::int64_t y)
{
    return {Millimetres{x}, Millimetres{y}};
}

/// A non-blocking Clos of 128-port switches, and cores of 256, with its nodes in one arrangement.
struct Floor {
    explicit Floor(int endpoints, bool trays)
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
        if (!trays)
            return;
        // One over each row, and three across them.
        const auto rows = static_cast<std::int64_t>((floor.arrangement.placements.size() + 63) / 64);
        for (std::int64_t row = 0; row < rows; ++row)
            floor.arrangement.trays.push_back(tray(fmt::format("row-{}", row + 1), at(-600, 3000 * row + 600), at(39'000, 3000 * row + 600)));
        for (const std::int64_t x : {-600, 19'200, 39'000})
            floor.arrangement.trays.push_back(tray(fmt::format("across-{}", x + 600), at(x, 600), at(x, 3000 * rows - 2400)));
    }
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
};

/// 4,096 endpoints with 64 leaves and 64 spines, half of whose ports are free, placed 256 times; 4,096 cores. Trays lie over
/// the racks of each pod and from pod to pod.
Hall hallOfPods(Fabric& core, bool trays)
{
    FloorOfRacks inside;
    Fabric recipe = fabric(FabricFamily::Clos);
    recipe.media = media();
    inside.fill('n', "n", server(8, 400, Qsfp112, 2), 512, 8);
    inside.switches(recipe, 'l', switchOf(128), 64, 1);
    inside.switches(recipe, 's', switchOf(128), 64, 2);
    inside.arrangement.fabrics = {recipe};
    if (trays)
        inside.arrangement.trays = {tray("row", at(-600, 600), at(41'400, 600))};
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
    hall.arrangement.fabrics = {core};
    if (trays) {
        hall.arrangement.trays = {tray("main", at(-600, 600), at(800'000, 600))};
        for (int column = 0; column < 16; ++column)
            hall.arrangement.trays.push_back(tray(fmt::format("column-{}", column + 1), at(50'000 * column - 600, 600), at(50'000 * column - 600, 150'600)));
    }
    return hall;
}

/// The plan of a floor without trays; made once.
const FabricPlan& planOf(std::int64_t endpoints)
{
    static std::map<std::int64_t, FabricPlan> made;
    const auto found = made.find(endpoints);
    if (found != made.end())
        return found->second;
    const Floor floor{static_cast<int>(endpoints), false};
    return made.emplace(endpoints, planned(floor.floor, floor.recipe)).first->second;
}

const CableSchedule& scheduleOfPods()
{
    static const CableSchedule all = [] {
        Fabric core{FabricId::literal("core"), "core"};
        Hall hall = hallOfPods(core, true);
        const PodDesignRef pod = hall.pods.front().pod;
        return colonnade::test::scheduleOf(Design{}.named("pods").withPodDesign(*pod).withHall(std::move(hall)));
    }();
    return all;
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
    const Floor made{static_cast<int>(state.range(0)), state.range(1) > 0};
    const double before = resident();
    for (auto _ : state) {
        const FabricPlan plan = planned(made.floor, made.recipe);
        if (plan.refusal) {
            state.SkipWithError(plan.refusal->text.c_str());
            return;
        }
        state.counters["cables"] = static_cast<double>(plan.cables.size());
        state.counters["gaps"] = plan.gaps;
        state.counters["over_trays"] = static_cast<double>(plan.cables.size()) - plan.estimated;
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
        // Nothing is remembered of its pods.
        const Hall hall = hallOfPods(core = Fabric{FabricId::literal("core"), "core"}, state.range(0) > 0);
        state.ResumeTiming();
        const FabricPlan plan = plannedFabric(hall, core, {});
        if (plan.refusal) {
            state.SkipWithError(plan.refusal->text.c_str());
            return;
        }
        double length = 0;
        std::int64_t cables = 0, overTrays = 0;
        forEachCable(plan, [&](const CableInHall& cable) {
            length += static_cast<double>(cable.plan.cables.ordered[cable.cable]);
            ++cables;
            overTrays += cable.plan.cables.basis[cable.cable] == RouteBasis::Trays ? 1 : 0;
        });
        benchmark::DoNotOptimize(length);
        state.counters["cables"] = static_cast<double>(cables);
        state.counters["over_trays"] = static_cast<double>(overTrays);
        state.counters["km"] = length / 1000;
        state.counters["rss_MiB"] = resident() - before;
    }
}

void totalsOfAHallOfPods(benchmark::State& state)
{
    Fabric core{FabricId::literal("core"), "core"};
    const Hall hall = hallOfPods(core, true);
    const FabricPlan plan = plannedFabric(hall, core, {});
    for (auto _ : state) {
        auto totals = fabricTotals(plan);
        state.counters["cables"] = static_cast<double>(totals.cables);
        benchmark::DoNotOptimize(totals);
    }
}

/// By endpoints, pattern and choice of paths, as their enumerations number them.
void traffic(benchmark::State& state)
{
    const FabricPlan& plan = planOf(state.range(0));
    const auto pattern = static_cast<TrafficPattern>(state.range(1));
    const auto choice = static_cast<PathChoice>(state.range(2));
    TrafficRates rates;
    for (auto _ : state) {
        rates = trafficRates(FabricGraph{plan}, pattern, choice);
        benchmark::DoNotOptimize(rates.use.data());
    }
    state.SetLabel(rates.evaluated() ? fmt::format("{}, {}, {} flows{}", word(pattern), word(choice), rates.flows, rates.sampled ? " sampled" : "")
                                     : rates.why);
    state.counters["least"] = rates.least;
}

void lossOfASpine(benchmark::State& state)
{
    const FabricPlan& plan = planOf(state.range(0));
    std::uint32_t spine = 0;
    while (plan.nodes[spine].tier != 2)
        ++spine;
    double share = 0;
    for (auto _ : state)
        share = FabricFailing{plan}.with({{spine}, {}}).switchShare;
    state.counters["left"] = share;
}

void makeASchedule(benchmark::State& state)
{
    const Design& design = scheduleOfPods().design();
    for (auto _ : state)
        state.counters["rows"] = static_cast<double>(colonnade::test::scheduleOf(design).size());
    state.counters["process_MiB"] = resident();
}

void firstPageOfASchedule(benchmark::State& state)
{
    const CableSchedule& schedule = scheduleOfPods();
    for (auto _ : state) {
        const auto rows = schedule.rows({});
        for (std::size_t i = 0; i < 50; ++i)
            benchmark::DoNotOptimize(schedule.row(rows.at(i)).name.data());
    }
    state.counters["rows"] = static_cast<double>(schedule.size());
}

void searchASchedule(benchmark::State& state)
{
    const CableSchedule& schedule = scheduleOfPods();
    ScheduleQuery query;
    query.text = "l02/s7";
    std::size_t found = 0;
    for (auto _ : state)
        found = schedule.rows(query).size();
    state.counters["rows"] = static_cast<double>(schedule.size());
    state.counters["found"] = static_cast<double>(found);
}

void sortASchedule(benchmark::State& state)
{
    const CableSchedule& schedule = scheduleOfPods();
    ScheduleQuery query;
    query.order = ScheduleOrder::Length;
    for (auto _ : state)
        benchmark::DoNotOptimize(schedule.rows(query).data());
    state.counters["rows"] = static_cast<double>(schedule.size());
}

void everyTraffic(benchmark::internal::Benchmark* bench)
{
    for (const std::int64_t endpoints : {1024, 16384, 131072}) {
        for (const std::int64_t pattern : {0, 1}) {
            for (const std::int64_t choice : {0, 1})
                bench->Args({endpoints, pattern, choice});
        }
    }
}

void withAndWithoutTrays(benchmark::internal::Benchmark* bench)
{
    for (const std::int64_t endpoints : {1024, 16384, 131072, 1048576}) {
        for (const std::int64_t trays : {0, 1})
            bench->Args({endpoints, trays});
    }
}

} // namespace

BENCHMARK(everyLinkOfATopology)->Arg(1024)->Arg(16384)->Arg(131072)->Arg(1048576)->Unit(benchmark::kMillisecond);
BENCHMARK(everyCableOfAnArrangement)->Apply(withAndWithoutTrays)->Unit(benchmark::kMillisecond);
BENCHMARK(everyCableOfAHallOfPods)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(totalsOfAHallOfPods)->Unit(benchmark::kMillisecond);
BENCHMARK(traffic)->Apply(everyTraffic)->Unit(benchmark::kMillisecond);
BENCHMARK(lossOfASpine)->Arg(1024)->Arg(16384)->Unit(benchmark::kMillisecond);
BENCHMARK(makeASchedule)->Unit(benchmark::kMillisecond);
BENCHMARK(firstPageOfASchedule)->Unit(benchmark::kMillisecond);
BENCHMARK(searchASchedule)->Unit(benchmark::kMillisecond);
BENCHMARK(sortASchedule)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
