#include "model/performance/Estimate.h"
#include "model/performance/Sensitivity.h"
#include "model/performance/serving/ServingSearch.h"
#include "model/performance/serving/ServingWaterfall.h"
#include "tests/support/Machines.h"

#include <benchmark/benchmark.h>

// Goals: one estimate below 5 µs; 50,000 layouts per second on two cores; the best layout of a model of a million million
// parameters on 4,096 and on 16,384 accelerators below 1 s from nothing, and below 50 ms after an edit that leaves most of it;
// one serving estimate below 100 µs.

using namespace colonnade::test;

namespace {

const Calibration& calibration()
{
    return Calibration::builtIn();
}

TransformerModel oneTrillion()
{
    return gpt("1T", 128, 25600, 160);
}

TransformerModel experts()
{
    TransformerModel model{"DeepSeek-V3", 61, 7168, 128, 128, 192, 18432, 129280, true, false, true};
    model.experts = Experts{256, 8, 1, 2048, 3};
    model.latent = LatentAttention{1536, 512, 64, 128, 128};
    return model;
}

void oneEstimate(benchmark::State& state)
{
    const ClusterView view = h100(1024);
    const TransformerModel model = state.range(0) == 0 ? llama3_70b() : experts();
    ParallelLayout layout{.tensor = 4, .sequenceParallel = true, .pipeline = 4, .context = 2};
    if (model.experts)
        layout.expert = 16;
    const TrainingJob training = job(8192, 512, layout);
    const auto kernels = trainingKernels(view, model, training, calibration());
    const ParallelLayout whole = filled(view, training, layout);
    for (auto _ : state) {
        const LayerTimes times = layerTimes(model, training, whole, *kernels, calibration());
        auto figures = trainingFigures(view, model, training, whole, times, *kernels, calibration());
        benchmark::DoNotOptimize(figures);
    }
}

/// Counts layouts, not searches.
void search(benchmark::State& state, const TransformerModel& model)
{
    const auto count = static_cast<int>(state.range(0));
    const ClusterView view = gb200(count);
    const TrainingJob training = job(8192, 4096);
    std::int64_t tried = 0;
    for (auto _ : state) {
        const auto found = searchLayouts(view, model, training, calibration());
        if (!found)
            state.SkipWithError(found.error().text.c_str());
        else
            tried += found->tried;
    }
    state.SetItemsProcessed(tried);
    state.SetLabel(fmt::format("{} layouts", tried / std::max<std::int64_t>(1, state.iterations())));
}

TrainingJob withAllFree(TrainingJob job)
{
    for (const FreeChoice choice : {FreeChoice::Precision, FreeChoice::Recompute, FreeChoice::Schedule, FreeChoice::Microbatch})
        job.free = job.free.with(choice);
    return job;
}

/// Over precision, recomputation, schedule and microbatch, too.
void searchOverAll(benchmark::State& state, const TransformerModel& model)
{
    const ClusterView view = gb200(static_cast<int>(state.range(0)));
    const TrainingJob training = withAllFree(job(8192, 4096));
    std::int64_t tried = 0;
    for (auto _ : state) {
        const auto found = searchLayouts(view, model, training, calibration());
        if (!found)
            state.SkipWithError(found.error().text.c_str());
        else
            tried += found->tried;
    }
    state.SetItemsProcessed(tried);
    state.SetLabel(fmt::format("{} layouts and choices", tried / std::max<std::int64_t>(1, state.iterations())));
}

/// The ports of the network have become slower, then faster, and so on: the best ten of before are known.
void searchAfterAnEdit(benchmark::State& state, const TransformerModel& model, const TrainingJob& training)
{
    const ClusterView before = gb200(static_cast<int>(state.range(0)));
    const ClusterView after = with(before, MachineProperty::NetworkBandwidth, 0.8);
    auto known = searchLayouts(before, model, training, calibration());
    bool edited = false;
    for (auto _ : state) {
        edited = !edited;
        auto found = searchLayouts(edited ? after : before, model, training, calibration(), {.known = known->best});
        if (!found)
            state.SkipWithError(found.error().text.c_str());
        known = std::move(found);
    }
}

ServingJob serving()
{
    ServingJob job;
    job.promptTokens = 2048;
    job.outputTokens = 512;
    job.concurrency = 256;
    return job;
}

void oneServingEstimate(benchmark::State& state)
{
    const ClusterView view = gb200(72);
    const TransformerModel model = state.range(0) == 0 ? llama3_70b() : experts();
    ServingJob job = serving();
    job.layout = ServingLayout{.tensor = 8};
    if (model.experts)
        job.layout->expertTensor = 8;
    const auto constants = servingConstants(view, job.engine, job.engineVersion);
    for (auto _ : state) {
        auto figures = servingFigures(model, job, *constants, view.accelerators, ServingArrival::Closed);
        benchmark::DoNotOptimize(figures);
    }
}

/// With the sentences and formulas that defend it.
void oneServingEstimateExplained(benchmark::State& state)
{
    const ClusterView view = gb200(72);
    ServingJob job = serving();
    job.layout = ServingLayout{.tensor = 8};
    for (auto _ : state) {
        auto estimate = estimateServing(view, llama3_70b(), job, view.accelerators, ServingArrival::Closed);
        benchmark::DoNotOptimize(estimate);
    }
}

/// All layouts with all numbers of requests in flight, and those that none beats.
void servingChoices(benchmark::State& state)
{
    const ClusterView view = gb200(static_cast<int>(state.range(0)));
    ServingJob job = serving();
    job.concurrency.reset();
    job.free = job.free.with(FreeChoice::Precision);
    std::size_t points = 0;
    for (auto _ : state) {
        auto all = servingPoints(view, experts(), job, view.accelerators);
        points = all->size();
        auto front = paretoFront(*std::move(all));
        benchmark::DoNotOptimize(front);
    }
    state.SetLabel(fmt::format("{} points", points));
}

void servingTornado(benchmark::State& state)
{
    Workload of = workload(experts(), {});
    of.job = serving();
    for (auto _ : state) {
        auto all = servingSensitivities(gb200(72), of);
        benchmark::DoNotOptimize(all);
    }
}

void trainingTornado(benchmark::State& state)
{
    const Workload of = workload(oneTrillion(), job(8192, 4096));
    for (auto _ : state) {
        auto all = trainingSensitivities(gb200(static_cast<int>(state.range(0))), of);
        benchmark::DoNotOptimize(all);
    }
}

void everyLayoutWorkedOut(benchmark::State& state)
{
    const ClusterView view = gb200(4096);
    const TransformerModel model = oneTrillion();
    const TrainingJob training = job(8192, 4096);
    const auto kernels = trainingKernels(view, model, training, calibration());
    const auto layouts = legalLayouts(view, model, training);
    for (auto _ : state) {
        for (const ParallelLayout& layout : layouts) {
            const LayerTimes times = layerTimes(model, training, layout, *kernels, calibration());
            auto figures = trainingFigures(view, model, training, layout, times, *kernels, calibration());
            benchmark::DoNotOptimize(figures);
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(layouts.size()));
}

BENCHMARK(oneEstimate)->Arg(0)->Arg(1);
BENCHMARK_CAPTURE(search, oneTrillion, oneTrillion())->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(search, experts, experts())->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(searchOverAll, oneTrillion, oneTrillion())->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(searchOverAll, experts, experts())->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(searchAfterAnEdit, oneTrillion, oneTrillion(), job(8192, 4096))->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(searchAfterAnEdit, oneTrillionAllFree, oneTrillion(), withAllFree(job(8192, 4096)))->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(trainingTornado)->Arg(4096)->Arg(16384)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(oneServingEstimate)->Arg(0)->Arg(1);
BENCHMARK(oneServingEstimateExplained)->Unit(benchmark::kMicrosecond);
BENCHMARK(servingChoices)->Arg(72)->Arg(16384)->Unit(benchmark::kMillisecond);
BENCHMARK(servingTornado)->Unit(benchmark::kMillisecond);
BENCHMARK(everyLayoutWorkedOut)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
