#include "tests/support/MixedHall.h"
#include "tests/support/Shipped.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "model/edit/TrayEdits.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/ProfileReader.h"
#include "model/reliability/SingleFailures.h"
#include "model/rules/Engine.h"

#include <benchmark/benchmark.h>

#include <fstream>

// Halls of three pod designs with their plant, their fabrics and their trays, of 10,000, 100,000 and 1,000,000 accelerators, with
// overrides. Budgets:
// ARCHITECTURE, "Budgets". The argument is the number of accelerators; `places` counts the racks and units placed.

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

constexpr std::string_view today = "2026-11-22";

const Design& hall(std::int64_t accelerators)
{
    static std::map<std::int64_t, Design> made;
    const auto found = made.find(accelerators);
    if (found != made.end())
        return found->second;
    const std::vector<Design> references{reference("gb300-nvl72-su"), reference("dgx-h100-superpod-su"),
                                         reference("mi355x-128-ethernet")};
    return made.emplace(accelerators, mixedHall(references, static_cast<int>(accelerators))).first->second;
}

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

/// What the file of this design gives: its parts remember nothing of themselves yet.
Design readAnew(const std::string& text)
{
    auto design = readDesign(text, "bench");
    if (!design)
        throw std::runtime_error(design.error().text);
    return std::move(*design);
}

void told(benchmark::State& state, const Design& design)
{
    state.counters["accelerators"] = design.facts().accelerators;
    state.counters["places"] = design.facts().racks + design.facts().units;
    state.counters["nodes"] = static_cast<double>(design.hall()->arrangement.feeds.size());
    int fabrics = 0, trays = 0;
    for (const PodPlacement& pod : design.hall()->pods) {
        fabrics += static_cast<int>(pod.pod->arrangement().fabrics.size());
        trays += static_cast<int>(pod.pod->arrangement().trays.size());
    }
    state.counters["fabrics"] = fabrics;
    state.counters["trays"] = trays;
}

Profile profile()
{
    return profileNamed("us-nec").value();
}

void allRulesFromNothing(benchmark::State& state)
{
    const Profile rules = profile();
    const std::string text = designText(hall(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        const Design fresh = readAnew(text);
        RuleEngine engine;
        state.ResumeTiming();
        benchmark::DoNotOptimize(engine.evaluate(fresh, rules, today).findings.data());
    }
    told(state, hall(state.range(0)));
    state.counters["memory_mib"] = resident();
}

/// Each turn is one edit away from what was judged before it; the edit itself is not timed.
template <class Change> void editToVerdicts(benchmark::State& state, Change change)
{
    const Profile rules = profile();
    RuleEngine engine;
    Design now = hall(state.range(0));
    benchmark::DoNotOptimize(engine.evaluate(now, rules, today).findings.data());
    int turn = 0;
    for (auto _ : state) {
        state.PauseTiming();
        Result<Design> after = change(now, ++turn);
        if (!after) {
            state.SkipWithError(after.error().text.c_str());
            return;
        }
        state.ResumeTiming();
        benchmark::DoNotOptimize(engine.evaluate(*after, rules, today).findings.data());
        state.PauseTiming();
        now = std::move(*after);
        state.ResumeTiming();
    }
    told(state, now);
}

void moveATrayInASharedRack(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) -> Result<Design> {
        const RackDesignId rack = RackDesignId::literal("gb300-1");
        const Device* top = nullptr;
        for (const Device& device : before.rackDesign(rack)->devices()) {
            if (!device.zeroU() && device.part->kind != PartKind::Blanking)
                top = &device;
        }
        auto moved = stepDevices(before, rack, std::vector{top->id}, turn % 2 ? 1 : -1);
        return moved ? moved : stepDevices(before, rack, std::vector{top->id}, turn % 2 ? -1 : 1);
    });
}

void moveAPod(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) {
        return before.changedHall([&](const Hall& hall) -> Result<Hall> {
            Hall next = hall;
            next.pods.front().at.x += Millimetres{turn % 2 ? 600 : -600};
            return next;
        });
    });
}

void changeAFeedsRating(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) {
        const PodDesignRef pod = before.podDesigns().begin()->second;
        Feed feed = pod->arrangement().feeds.front();
        feed.rating = feed.rating + Amperes{turn % 2 ? 1.0 : -1.0};
        return setFeed(before, pod->id(), feed);
    });
}

void changeAUpsOfTheHall(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) {
        Feed feed = *before.hall()->arrangement.feed(FeedId::literal("ups-a-0"));
        feed.rating = feed.rating + Amperes{turn % 2 ? 1.0 : -1.0};
        return setFeed(before, std::nullopt, feed);
    });
}

void overrideOneInstance(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) {
        const PodPlacement& pod = before.hall()->pods.front();
        const auto& placements = pod.pod->arrangement().placements;
        const auto rack = std::find_if(placements.begin(), placements.end(), [](const Placement& p) { return p.rack(); });
        return overrideInstance(before, fmt::format("{}/{}", pod.id, rack->id), {"", Watts{100000.0 + turn % 7}, ""});
    });
}

void moveATray(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) {
        const PodDesignRef pod = before.podDesigns().begin()->second;
        return moveTray(before, pod->id(), pod->arrangement().trays.front().id, {Millimetres{turn % 2 ? 50 : -50}, {}});
    });
}

void changeAFabricsOversubscription(benchmark::State& state)
{
    editToVerdicts(state, [](const Design& before, int turn) {
        const PodDesignRef pod = before.podDesigns().begin()->second;
        Fabric fabric = pod->arrangement().fabrics.front();
        fabric.oversubscription = turn % 2 ? 2 : 1;
        return setFabric(before, pod->id(), fabric);
    });
}

void everySingleFailure(benchmark::State& state)
{
    const Profile rules = profile();
    const std::string text = designText(hall(state.range(0)));
    std::size_t found = 0;
    for (auto _ : state) {
        state.PauseTiming();
        auto fresh = std::make_shared<const Design>(readAnew(text));
        state.ResumeTiming();
        const Failures failures{fresh, {rules.power, rules.cooling, rules.reliability}};
        found = singleFailures(failures).size();
        benchmark::DoNotOptimize(found);
    }
    told(state, hall(state.range(0)));
    state.counters["failures"] = static_cast<double>(found);
}

} // namespace

#define HALLS Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)
BENCHMARK(allRulesFromNothing)->HALLS;
BENCHMARK(moveATrayInASharedRack)->HALLS;
BENCHMARK(moveAPod)->HALLS;
BENCHMARK(changeAFeedsRating)->HALLS;
BENCHMARK(changeAUpsOfTheHall)->HALLS;
BENCHMARK(overrideOneInstance)->HALLS;
BENCHMARK(moveATray)->HALLS;
BENCHMARK(changeAFabricsOversubscription)->HALLS;
BENCHMARK(everySingleFailure)->HALLS;
BENCHMARK_MAIN();
