#include "model/performance/Estimate.h"
#include "tests/support/Machines.h"

#include <benchmark/benchmark.h>

// Goals: one estimate below 5 µs; 50,000 layouts per second on two cores; the best layout of a model of a million million
// parameters on 4,096 and on 16,384 accelerators below 1 s.

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
        const auto found = searchLayouts(view, model, training, calibration(), 10);
        if (!found)
            state.SkipWithError(found.error().text.c_str());
        else
            tried += found->tried;
    }
    state.SetItemsProcessed(tried);
    state.SetLabel(fmt::format("{} layouts", tried / std::max<std::int64_t>(1, state.iterations())));
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
BENCHMARK(everyLayoutWorkedOut)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
