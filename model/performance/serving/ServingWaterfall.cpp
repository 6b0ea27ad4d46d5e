#include "model/performance/serving/ServingWaterfall.h"

#include "model/performance/Flops.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// The peak of a number format, or of the next wider one that the machine has.
std::optional<FlopRate> peakFor(const ClusterView& view, Precision precision)
{
    for (int i = static_cast<int>(precision); i >= 0; --i) {
        if (const auto peak = view.peak[static_cast<std::size_t>(i)])
            return peak;
    }
    return std::nullopt;
}

/// Kernels at the nominal rates and bandwidth, evenly loaded, and no software around them.
ServingConstants nominal(ServingConstants constants, const ServingCalibration& all)
{
    constants.all = &all;
    constants.part.weightMemory = constants.part.expertMemory = constants.part.cacheMemory = 1;
    constants.part.wide = constants.part.fp8 = constants.part.fp4 = 1;
    constants.part.experts = constants.part.attention = constants.part.cacheCompute = 1;
    constants.engine.kernels = 1;
    return constants;
}

Seconds kernelsOf(const IterationTime& time)
{
    return time.attentionMatrices + time.mlp + time.experts + time.cache + time.head;
}

/// One iteration of an instance as it would be if only its kernels took time, at the nominal rates.
Seconds nominalKernels(const TransformerModel& model, const ServingJob& job, const ServingEstimate& estimate, const ServingConstants& constants)
{
    ServingCalibration even = *constants.all;
    even.imbalance = 0;
    even.expertPadding = 0;
    const ServingFigures& figures = estimate.figures;
    const ServingShape shape = servingShape(model, estimate.precision, job.cacheBytes);
    const double context = job.promptTokens + job.outputTokens / 2.0;
    return kernelsOf(iterationTime(shape, figures.layout, nominal(constants, even),
                                   {.promptTokens = 0, .promptLength = 0, .sequences = figures.batch, .context = context, .sampled = figures.batch}));
}

double flopsOfToken(TransformerModel model, const ServingJob& job)
{
    model.predictionLayers = 0;
    const int context = static_cast<int>(std::lround(job.promptTokens + job.outputTokens / 2.0));
    return forwardFlops(model, context, ScoreCount::Full).total().value();
}

} // namespace

std::vector<WaterfallStep> waterfallOf(const ClusterView& view, const Workload& workload, const ServingEstimate& estimate,
                                       const ServingCalibration& calibration)
{
    const ServingJob* job = workload.serving();
    const auto peak = job ? peakFor(view, estimate.precision) : std::nullopt;
    if (!peak)
        return {};
    const auto constants = servingConstants(view, job->engine, job->engineVersion, calibration);
    if (!constants)
        return {};
    const ServingFigures& figures = estimate.figures;
    const IterationTime& time = figures.decode;
    const double work = flopsOfToken(workload.model, *job) * figures.batch / figures.layout.ranks();
    const Seconds ideal = Flops{work} / *peak;
    const Seconds floor = nominalKernels(workload.model, *job, estimate, *constants);
    struct Loss {
        std::string_view key, label;
        Seconds time;
    };
    const Loss losses[] = {
        {"reading", "Reading weights, keys and values", floor - ideal},
        {"kernels", "Kernels below peak and bandwidth", kernelsOf(time) - floor},
        {"elementwise", "Element-wise kernels", time.elementwise},
        {"all_reduce", "All-reduce between tensor ranks", time.reduce},
        {"all_to_all", "Exchange between experts", time.exchange},
        {"layers", "Launches of the layers' kernels", time.layers},
        {"scheduler", "Scheduler, sampling and streaming", time.scheduler},
        {"pace", "Release, and drafted tokens", time.total() * (figures.pace - 1)},
        {"prompts", "Waiting for others' prompts", figures.lost},
        {"router", "Front end of several instances", figures.router},
    };
    std::vector<WaterfallStep> steps{{"peak", "At the peak", ideal, *peak}};
    Seconds so = ideal;
    for (const Loss& loss : losses) {
        if (loss.time.value() == 0)
            continue;
        so += loss.time;
        steps.push_back({loss.key, loss.label, loss.time, FlopRate{work / so.value()}});
    }
    return steps;
}

bool sensitiveInSpeed(const Workload& workload)
{
    const ServingJob* job = workload.serving();
    return job && job->requestRate;
}

std::vector<Sensitivity> servingSensitivities(const ClusterView& view, const Workload& workload, const ServingCalibration& calibration,
                                              double share, const std::stop_token& stop)
{
    const ServingJob* job = workload.serving();
    if (!job)
        return {};
    auto all = sensitivities(
        view,
        [&](const ClusterView& machine) -> std::optional<double> {
            if (stop.stop_requested())
                return std::nullopt;
            const auto answer = estimateServing(machine, workload, calibration);
            if (!answer || answer->figures.overloaded)
                return std::nullopt;
            const ServingFigures& figures = answer->figures;
            if (!sensitiveInSpeed(workload))
                return figures.tokensPerSecond;
            return 1 / (figures.firstToken + figures.token * (job->outputTokens - 1.0)).value();
        },
        share);
    return stop.stop_requested() ? std::vector<Sensitivity>{} : all;
}

} // namespace colonnade::model
