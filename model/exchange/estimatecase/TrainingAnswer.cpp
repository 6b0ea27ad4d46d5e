#include "model/exchange/estimatecase/TrainingCase.h"

#include "model/performance/Estimate.h"
#include "model/performance/Flops.h"
#include "model/design/ModelShape.h"
#include "model/reliability/Goodput.h"
#include "model/units/Text.h"


namespace colonnade::model {

namespace {

constexpr double tera = 1e12;

EstimateCaseAnswer refused(Error error)
{
    EstimateCaseAnswer answer;
    answer.error = std::move(error);
    return answer;
}

/// Figures that grow with the rate get the band of the rate, times that of the step.
void add(EstimateCaseAnswer& answer, std::string_view key, double value, double band, bool isTime)
{
    BandedFigure figure{std::string{key}, value, value * (1 - band), value * (1 + band)};
    if (!isTime) {
        figure.low = value / (1 + band);
        figure.high = value / (1 - band);
    }
    answer.figures.push_back(figure);
}

void addRates(EstimateCaseAnswer& answer, const TrainingCase& made, const TrainingEstimate& estimate)
{
    const TrainingFigures& figures = estimate.figures;
    const TrainingJob& job = made.job;
    const double band = estimate.errorShare;
    const double step = figures.step.total().value();
    const double rate = estimate.tokensPerSecondPerAccelerator;
    const ScoreCount count = scoreCount(made.model, job.convention);
    const double perToken = (job.tuning == Tuning::LowRank ? adapterFlops(made.model, job.sequence, count)
                                                           : trainingFlops(made.model, job.sequence, count)).value();
    const double computed = hardwareFlops(made.model, job.sequence, count, job.recompute).value();
    const double peak = made.machine.peakOf(job.precision)->value();
    const double shownFlops = made.countsRecomputed ? computed : perToken;
    for (const char* key : {"iteration_s", "iteration_s_derived"})
        add(answer, key, step, band, true);
    for (const char* key : {"tokens_per_s_per_gpu", "tokens_per_s_per_chip"})
        add(answer, key, rate, band, false);
    add(answer, "tokens_per_s", figures.tokensPerSecond, band, false);
    for (const char* key : {"tflops_per_gpu", "tflops_per_chip"})
        add(answer, key, shownFlops * rate / tera, band, false);
    add(answer, "model_tflops_per_gpu", perToken * rate / tera, band, false);
    add(answer, "mfu_pct", 100 * perToken * rate / peak, band, false);
    add(answer, "hfu_pct", 100 * computed * rate / peak, band, false);
    const auto duration = [&](double tokens) { return tokens / figures.tokensPerSecond; };
    add(answer, "days_for_300B_tokens", duration(300e9) / 86400, band, true);
    add(answer, "days_per_trillion_tokens", duration(1e12) / 86400, band, true);
    add(answer, "gpu_hours_per_trillion_tokens", duration(1e12) / 3600 * figures.accelerators, band, true);
    if (job.totalTokens) {
        const double seconds = duration(*job.totalTokens);
        add(answer, "days", seconds / 86400, band, true);
        add(answer, "minutes", seconds / 60, band, true);
        for (const char* key : {"gpu_hours", "gpu_hours_pretraining"})
            add(answer, key, seconds / 3600 * figures.accelerators, band, true);
    }
}

void addBreakdown(EstimateCaseAnswer& answer, const TrainingFigures& figures)
{
    const ComputeTime& compute = figures.compute;
    const TrafficTime& traffic = figures.traffic;
    const std::pair<const char*, Seconds> times[] = {
        {"matrices", compute.matrices}, {"attention", compute.attention}, {"elementwise", compute.elementwise},
        {"recompute", compute.recompute}, {"embedding_and_head", compute.ends}, {"host_waits", compute.launching},
        {"tensor_traffic", traffic.tensor}, {"context_traffic", traffic.context}, {"expert_traffic", traffic.expert},
        {"pipeline_traffic", traffic.pipeline}, {"data_traffic", traffic.data}, {"bubble", figures.step.bubble},
        {"optimizer_and_host", figures.step.other}};
    for (const auto& [key, time] : times)
        answer.breakdown.emplace_back(key, time.value());
    const TrainingMemory& memory = figures.memory;
    const std::pair<const char*, Bytes> kinds[] = {
        {"weights", memory.weights}, {"gradients", memory.gradients}, {"optimizer", memory.optimizer},
        {"gathered", memory.gathered}, {"activations", memory.activations}, {"logits", memory.logits},
        {"reserve", memory.reserve}};
    for (const auto& [key, bytes] : kinds)
        answer.memory.emplace_back(key, bytes.value());
}

/// Exact formulas, for the first stage; the interleaving of Korthikanti et al. where the layers of a stage divide by it.
EstimateCaseAnswer memoryAnswer(const EstimateCase& one)
{
    auto made = readTrainingCase(one);
    if (!made)
        return refused(made.error());
    EstimateCaseAnswer answer;
    answer.assumptions = made->assumptions;
    const TransformerModel& model = made->model;
    ParallelLayout layout = made->job.layout.value_or(ParallelLayout{});
    if (!one.parallelism.has("vpp") && layout.pipeline > 1 && model.layers % (3 * layout.pipeline) == 0) {
        layout.virtualStages = 3;
        answer.assumptions.emplace_back("The source does not say how its pipeline is interleaved: three times, as the layers of a stage divide by three.");
    }
    const auto first = [&](bool split, Recompute recompute) {
        layout.sequenceParallel = split;
        const Bytes layer = layerActivations(model, made->job.sequence, made->job.microbatch, layout, recompute, AttentionKernel::Unfused);
        return layer.value() * layersInFlight(model.layers, layout.pipeline, layout.virtualStages, 1'000'000) / gibibyte;
    };
    const double parameters = layerWeights(model) * model.layers / (static_cast<double>(layout.tensor) * layout.pipeline);
    const Bytes state = stateMemory(parameters, {}, Sharding::None, 1).total();
    const std::pair<const char*, double> figures[] = {
        {"activation_GiB_none", first(false, Recompute::None)},
        {"activation_GiB_none_sp", first(true, Recompute::None)},
        {"activation_GiB_selective", first(false, Recompute::Selective)},
        {"activation_GiB_selective_sp", first(true, Recompute::Selective)},
        {"activation_GiB_full", first(false, Recompute::Full)},
        {"activation_GiB_full_sp", first(true, Recompute::Full)},
        {"params_and_optimizer_GiB", state.value() / gibibyte}};
    for (const auto& [key, value] : figures)
        answer.figures.push_back({key, value, value, value});
    answer.layout = text(layout);
    answer.bottleneck = "Formulas of memory; no time is estimated.";
    return answer;
}

/// Checkpoints against failures: facts of one long run, the formulas of Young and Daly.
EstimateCaseAnswer goodputAnswer(const EstimateCase& one);

} // namespace

EstimateCaseAnswer trainingAnswer(const EstimateCase& one, const Calibration& calibration, bool search)
{
    if (one.kind == "train-memory")
        return memoryAnswer(one);
    if (one.kind == "goodput")
        return goodputAnswer(one);
    auto made = readTrainingCase(one);
    if (!made)
        return refused(made.error());
    if (one.kind == "time-to-train" && !made->job.totalTokens && !made->layoutStated)
        return refused(fail("Case '{}' does not say how many tokens it trains", shown(one.id)).value());
    if (search || (!made->layoutStated && made->job.software != TrainingSoftware::Xla))
        made->job.layout.reset();
    const Workload workload{.id = WorkloadId::literal("case"), .name = one.id, .source = {}, .model = made->model, .job = made->job};
    EstimateCaseAnswer answer;
    auto estimate = Result<TrainingEstimate>{};
    if (search) {
        auto ranked = rankedTraining(made->machine, workload, calibration);
        if (!ranked)
            return refused(ranked.error());
        estimate = std::move(ranked->estimate);
        answer.ranking = std::move(ranked->ranking);
    } else {
        estimate = estimateTraining(made->machine, workload, calibration);
    }
    if (!estimate)
        return refused(estimate.error());
    addRates(answer, *made, *estimate);
    addBreakdown(answer, estimate->figures);
    answer.extrapolated = estimate->basis == EstimateBasis::Extrapolated;
    answer.layout = text(estimate->figures.layout);
    answer.bottleneck = estimate->bottleneck;
    answer.assumptions = made->assumptions;
    answer.assumptions.insert(answer.assumptions.end(), estimate->assumptions.begin(), estimate->assumptions.end());
    return answer;
}

namespace {

EstimateCaseAnswer goodputAnswer(const EstimateCase& one)
{
    // Unexpected stops of the 54 days of Llama 3 405B (arXiv 2407.21783): 419 on 16,384 accelerators.
    constexpr double hoursBetweenFailures = 54.0 * 24 * 16384 / 419;
    constexpr double checkpoint = 30, restart = 300; // seconds
    EstimateCaseAnswer answer;
    const double hours = hoursBetweenFailures / one.accelerators;
    const double between = hours * 3600;
    const Seconds interval = dalyInterval(Seconds{checkpoint}, Seconds{between});
    const double goodput = checkpointedGoodput(interval, Seconds{checkpoint}, Seconds{restart}, Seconds{between});
    add(answer, "mtbf_per_gpu_h", hoursBetweenFailures, 0.5, true);
    add(answer, "mean_time_between_unexpected_h", hours, 0.5, true);
    for (const char* key : {"effective_training_time_pct_min", "effective_training_time_pct"})
        answer.figures.push_back({key, 100 * goodput, 100 * (1 - 1.5 * (1 - goodput)), 100 * (1 - 0.5 * (1 - goodput))});
    add(answer, "checkpoint_interval_s", interval.value(), 0.3, true);
    answer.assumptions = {"An accelerator with its share of all else fails once in 50,700 hours, as in 54 days of Llama 3 405B.",
                          "A checkpoint stops the job for 30 s, a restart takes 300 s.",
                          "Checkpoints are written at Daly's interval."};
    answer.bottleneck = fmt::format("Failures and checkpoints take {} % of the time.", significant(100 * (1 - goodput), 2));
    return answer;
}

} // namespace

} // namespace colonnade::model
