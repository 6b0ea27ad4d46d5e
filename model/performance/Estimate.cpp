#include "model/performance/Estimate.h"

#include "model/performance/Flops.h"
#include "model/performance/Pipeline.h"
#include "model/units/Text.h"

#include <array>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr std::array<std::string_view, 3> bases{"calibrated", "calibrated to the project", "extrapolated"};

std::string durationText(Seconds time)
{
    const double seconds = time.value();
    if (seconds >= 86400)
        return fmt::format("{} days", significant(seconds / 86400, 3));
    if (seconds >= 1 || seconds <= 0)
        return fmt::format("{} s", significant(seconds, 3));
    if (seconds >= 1e-3)
        return fmt::format("{} ms", significant(seconds * 1e3, 3));
    return fmt::format("{} µs", significant(seconds * 1e6, 3));
}

std::string countText(double number)
{
    return significant(number, 4);
}

/// All digits of a whole number.
std::string wholeText(double number)
{
    return significant(number, 1);
}

std::string percentText(double share)
{
    return fmt::format("{} %", significant(100 * share, share < 0.1 ? 2 : 3));
}

struct Share {
    std::string_view name;
    Seconds time;
};

/// The parts of a step by size, the largest first.
std::vector<Share> sharesOf(const TrainingFigures& figures)
{
    std::vector<Share> shares{
        {"Matrix multiplications take", figures.compute.matrices},
        {"Attention takes", figures.compute.attention},
        {"Element-wise kernels, bound by memory bandwidth, take", figures.compute.elementwise},
        {"Computing activations again takes", figures.compute.recompute},
        {"Embedding, output head and loss take", figures.compute.ends},
        {"Waiting for the host to launch kernels takes", figures.compute.launching},
        {"Traffic inside the scale-up domains takes", figures.step.scaleUp},
        {"Traffic over the fabric takes", figures.step.scaleOut},
        {"The pipeline's bubble takes", figures.step.bubble},
        {"The optimizer and the host take", figures.step.other},
    };
    std::stable_sort(shares.begin(), shares.end(),
                     [](const Share& a, const Share& b) { return a.time > b.time; });
    return shares;
}

std::string bottleneckOf(const TrainingFigures& figures, const ClusterView& view,
                         std::optional<bool> fits)
{
    const auto shares = sharesOf(figures);
    const Seconds step = figures.step.total();
    const auto lowered = [](std::string_view name) {
        std::string out{name};
        out.front() = static_cast<char>(out.front() + ('a' - 'A'));
        return out;
    };
    const std::string time = fmt::format(
        "{} {} of the step; next, {} {}.", shares[0].name, percentText(shares[0].time / step),
        lowered(shares[1].name), percentText(shares[1].time / step));
    if (fits.value_or(true))
        return time;
    return fmt::format("It does not fit: {} are needed of the {} that an accelerator has. {}",
                       memoryText(figures.memory.total()), memoryText(*view.memory), time);
}

std::string searchedText(const TrainingJob& job, const TrainingEstimate& estimate)
{
    const std::string_view which = estimate.fits.value_or(true) ? "fastest that fits" : "one that needs the least memory";
    if (job.layout)
        return fmt::format("The workload leaves some free; this is the {} of {} choices in its layout.", which, estimate.layoutsTried);
    return fmt::format("The workload names no layout; this is the {} of {} that can run{}.", which, estimate.layoutsTried,
                       estimate.free.none() ? "" : ", each with each choice that it leaves free");
}

/// What was found where the workload left it free, and what that does not say.
void addChosen(std::vector<std::string>& out, const TrainingJob& given, const TrainingEstimate& estimate)
{
    if (estimate.free.none())
        return;
    const TrainingChoice& choice = estimate.figures.choice;
    out.push_back(fmt::format("Left free, and found: {}.", freeText(choice, estimate.free)));
    if (choice.precision != given.precision)
        out.push_back(fmt::format("{} computes other numbers than the {} that the workload names: whether the model trains as well "
                                  "is not judged.",
                                  text(choice.precision), text(given.precision)));
}

std::vector<std::string> assumptionsOf(const ClusterView& view, const Workload& workload,
                                       const TrainingJob& job, const TrainingEstimate& estimate,
                                       const TrainingKernels& kernels, const Calibration& calibration)
{
    const TrainingFigures& figures = estimate.figures;
    const ParallelLayout& layout = figures.layout;
    std::vector<std::string> out;
    if (estimate.searched)
        out.push_back(searchedText(job, estimate));
    if (const int idle = view.accelerators - figures.accelerators; idle > 0)
        out.push_back(fmt::format(
            "{} of {} accelerators are not used by this layout; their power is counted.", idle,
            view.accelerators));
    if (job.globalBatch % (static_cast<std::int64_t>(job.microbatch) * layout.data) != 0)
        out.push_back(fmt::format(
            "{} sequences do not divide over {} copies of the model; the copies with {} "
            "microbatches set the time.",
            job.globalBatch, layout.data, figures.microbatches));
    out.emplace_back("Ranks are placed along the machine: tensor ranks within a scale-up domain, "
                     "then context, data and "
                     "pipeline ranks; a collective divides its data level by level.");
    out.push_back(fmt::format(
        "Matrix multiplications run at the measured {} curve of the {}, at {} of its rate for the "
        "steady power of training.",
        word(kernels.gemmPrecision), kernels.gemmPart->name,
        percentText(kernels.peak / *view.peakOf(job.precision))));
    if (layout.tensor > 1)
        out.push_back(fmt::format(
            "Scale-up collectives follow those measured over {}{}.", kernels.collectives.front()->link,
            kernels.linksMeasured ? "" : ", scaled to this machine's bandwidth"));
    if (figures.step.scaleOut.value() > 0 || figures.hiddenScaleOut.value() > 0)
        out.push_back(
            fmt::format("Messages reach {} of a port's rate.", percentText(kernels.stack.portShare)));
    out.emplace_back(
        job.overlap.gradients
            ? "Data parallel traffic runs beside computing; its first and last piece show."
            : "Data parallel traffic is not hidden behind computing.");
    if (layout.context > 1)
        out.emplace_back(job.contextExchange == ContextExchange::Ring
                             ? "Keys and values go round the context ranks beside the attention to each piece."
                             : "Context ranks wait for each other's pieces before the attention of each layer.");
    if (workload.stepSpread)
        out.push_back(fmt::format("Steps of accelerators are spread by {} of their mean: the goodput counts the wait for the slowest, the "
                                  "step time does not.",
                                  percentText(*workload.stepSpread)));
    if (view.portsShared && job.overlap.gradients && layout.data * layout.context > 1)
        out.emplace_back("Kinds of traffic share the ports: data parallel traffic hides only while no other has them.");
    if (layout.tensor > 1)
        out.push_back(job.overlap.tensorHidden > 0 ? fmt::format(
                          "{} of the tensor parallel traffic is hidden in split multiplications.",
                          percentText(job.overlap.tensorHidden))
                                                   : "Tensor parallel traffic is not hidden.");
    if (const auto& experts = workload.model.experts; experts && experts->nodeLimit > 0
        && static_cast<std::int64_t>(layout.expert) * layout.expertTensor > view.scaleUp.size)
        out.push_back(fmt::format("A token is sent to {} scale-up domains at most, and passed on to its experts inside.", experts->nodeLimit));
    out.push_back(fmt::format("MFU counts {} of the attention's square and no recomputation.",
                              scoreCount(workload.model, job.convention) == ScoreCount::Full
                                  ? "all"
                                  : "the causal half"));
    out.push_back(fmt::format(
        "{} per accelerator are kept for the runtime, communication buffers and fragmentation.",
        memoryText(calibration.reserve)));
    if (estimate.basis == EstimateBasis::Project)
        out.push_back(projectText(calibration.project, "computing", "traffic that nothing hides"));
    if (estimate.energyPerToken)
        out.push_back(fmt::format(
            "The design draws {} of its full power on average{}.", percentText(calibration.load),
            view.facilityFactor
                ? fmt::format(", the facility {} times that", significant(*view.facilityFactor, 3))
                : "; cooling outside the design is not counted"));
    for (const FabricTier& tier : view.tiers) {
        if (tier.worstShare < 1)
            out.push_back(fmt::format(
                "{} of the accelerators have less bandwidth at tier '{}' than the others; all wait "
                "for them.",
                percentText(tier.worstShare), tier.name));
    }
    out.insert(out.end(), view.missing.begin(), view.missing.end());
    return out;
}

std::vector<FigureText> formulasOf(const ClusterView& view, const Workload& workload,
                                   const TrainingJob& job, const TrainingEstimate& estimate,
                                   const TrainingKernels& kernels, const Calibration& calibration)
{
    const TrainingFigures& figures = estimate.figures;
    const ParallelLayout& layout = figures.layout;
    const StepTime& step = figures.step;
    const ComputeTime& compute = figures.compute;
    const TrainingMemory& memory = figures.memory;
    const double tokens = static_cast<double>(job.globalBatch) * job.sequence;
    std::vector<FigureText> out;
    const auto add = [&](std::string_view key, std::string_view label, std::string formula) {
        out.push_back({std::string{key}, std::string{label}, std::move(formula)});
    };

    add("step_s", "Time per step",
        fmt::format("compute {} + scale-up {} + scale-out {} + bubble {} + other {} = {}",
                    durationText(step.compute), durationText(step.scaleUp),
                    durationText(step.scaleOut), durationText(step.bubble),
                    durationText(step.other), durationText(step.total())));
    add("compute_s", "Compute",
        fmt::format("{} microbatches x the layers of the slowest stage: matrices {} + attention {} "
                    "+ element-wise {} + "
                    "recomputed {} + embedding and head {} + waiting for the host {} = {}",
                    figures.microbatches, durationText(compute.matrices),
                    durationText(compute.attention), durationText(compute.elementwise),
                    durationText(compute.recompute), durationText(compute.ends),
                    durationText(compute.launching), durationText(compute.total())));
    const TrafficTime& traffic = figures.traffic;
    const std::string shown =
        fmt::format("of both networks, by purpose: tensor {}, context {}, pipeline {}, data {}",
                    durationText(traffic.tensor), durationText(traffic.context),
                    durationText(traffic.pipeline), durationText(traffic.data));
    add("scale_up_s", "Scale-up communication",
        fmt::format("{} of {} is not hidden ({})", durationText(step.scaleUp),
                    durationText(step.scaleUp + figures.hiddenScaleUp), shown));
    add("scale_out_s", "Scale-out communication",
        fmt::format("{} of {} is not hidden ({})", durationText(step.scaleOut),
                    durationText(step.scaleOut + figures.hiddenScaleOut), shown));
    add("bubble_s", "Pipeline bubble",
        layout.pipeline == 1
            ? std::string{"One stage: no bubble"}
            : fmt::format("(p - 1)/(m v) = ({} - 1)/({} x {}) = {} of the ideal time; {}",
                          layout.pipeline, figures.microbatches, layout.virtualStages,
                          percentText(bubbleOverIdeal(layout.pipeline, figures.microbatches,
                                                      layout.virtualStages)),
                          durationText(step.bubble)));
    add("other_s", "Optimizer and host",
        fmt::format("{} bytes per parameter of the shard at {} of the memory bandwidth + {} of the "
                    "host = {}",
                    significant(kernels.stack.optimizerBytes, 3),
                    percentText(calibration.elementwiseMemory), durationText(Seconds{kernels.stack.hostStep}),
                    durationText(step.other)));
    add("tokens_per_s", "Tokens per second",
        fmt::format("{} sequences x {} tokens / {} = {}", wholeText(job.globalBatch),
                    wholeText(job.sequence), durationText(step.total()),
                    wholeText(figures.tokensPerSecond) + " tokens/s"));
    add("tokens_per_s_per_accelerator", "Tokens per second per accelerator",
        fmt::format(
            "{} / {} accelerators = {} tokens/s", wholeText(figures.tokensPerSecond) + " tokens/s",
            wholeText(figures.accelerators), countText(estimate.tokensPerSecondPerAccelerator)));
    const Flops perToken =
        trainingFlops(workload.model, job.sequence, scoreCount(workload.model, job.convention));
    add("model_flops_per_accelerator", "Model FLOP/s per accelerator",
        fmt::format("3 x {} GFLOP forward per token x {} tokens/s = {}",
                    significant(perToken.value() / 3e9, 4),
                    countText(estimate.tokensPerSecondPerAccelerator), text(estimate.modelRate)));
    add("mfu", fmt::format("MFU ({})", word(job.convention)),
        fmt::format("{} / {} {} peak = {}", text(estimate.modelRate),
                    text(*view.peakOf(job.precision)), word(job.precision),
                    percentText(estimate.mfu)));
    add("memory_bytes", "Memory per accelerator",
        fmt::format("weights {} + gradients {} + optimizer {} + gathered {} + activations {} + "
                    "logits {} + reserve {} = "
                    "{}{}",
                    memoryText(memory.weights), memoryText(memory.gradients),
                    memoryText(memory.optimizer), memoryText(memory.gathered),
                    memoryText(memory.activations), memoryText(memory.logits),
                    memoryText(memory.reserve), memoryText(memory.total()),
                    view.memory ? fmt::format(" of {}", memoryText(*view.memory)) : ""));
    if (estimate.energyPerToken)
        add("energy_per_token_j", "Energy per token",
            fmt::format("{} x {} accelerators x {} load x {} / {} = {} J",
                        text(*view.powerPerAccelerator), wholeText(view.accelerators),
                        significant(calibration.load, 2),
                        significant(view.facilityFactor.value_or(1), 3),
                        wholeText(figures.tokensPerSecond) + " tokens/s",
                        significant(estimate.energyPerToken->value(), 3)));
    if (const auto perMegawatt = estimate.perMegawatt())
        add("tokens_per_s_per_mw", "Tokens per second per megawatt",
            fmt::format("1,000,000 W / {} J = {} tokens/s, of {}", significant(estimate.energyPerToken->value(), 3), countText(*perMegawatt),
                        powerBasis(view)));
    if (estimate.timeToTrain)
        add("time_to_train_s", "Time to train, before failures",
            fmt::format("{} tokens / {} = {}", wholeText(*job.totalTokens),
                        wholeText(figures.tokensPerSecond) + " tokens/s",
                        durationText(*estimate.timeToTrain)));
    add("band", "Error band",
        fmt::format(
            "{} either side; the bands of its family hold four of five published steps{}; {} to {}",
            percentText(estimate.errorShare),
            estimate.basis == EstimateBasis::Calibrated ? ""
                : estimate.basis == EstimateBasis::Project ? ", narrowed by the project's own"
                                                           : ", doubled where none was measured",
            durationText(estimate.stepLow), durationText(estimate.stepHigh)));
    add("tokens_per_step", "Tokens per step",
        fmt::format("{} sequences x {} tokens = {}", wholeText(job.globalBatch),
                    wholeText(job.sequence), wholeText(tokens) + " tokens"));
    return out;
}

std::string basisTextOf(const ClusterView& view, const Workload& workload, const TrainingJob& job, const TrainingKernels& kernels,
                        const TrainingEstimate& estimate)
{
    if (estimate.basis == EstimateBasis::Project)
        return fmt::format("Calibrated to the project: four in five of its runs are expected within {} of the estimate.",
                           percentText(estimate.errorShare));
    const bool narrow = job.precision == Precision::Fp8 || job.precision == Precision::Fp4;
    const std::string_view family = workload.model.experts || narrow ? "experts and narrow formats" : "dense in 16 bit";
    std::string out = estimate.basis == EstimateBasis::Calibrated
        ? fmt::format("Calibrated: of the published steps of its family ({}), four in five lie within their bands; that of this part and "
                      "kind is {} either side.",
                      family, percentText(estimate.errorShare))
        : fmt::format("Extrapolated: no published steps of '{}' under this software were at hand; what the {} reaches stands in, "
                      "and the band is doubled.",
                      view.accelerator, kernels.gemmPart->name);
    if (!kernels.gemmMeasured)
        out += fmt::format(" No {} kernels of it were measured; the {} curve of the {} stands in.", word(job.precision),
                           word(kernels.gemmPrecision), kernels.gemmPart->name);
    return out;
}

/// The family's band, as the project's own measurements leave it.
void calibrateToProject(TrainingEstimate& estimate, const FactorFit& project)
{
    const StepTime& step = estimate.figures.step;
    const std::array<double, 2> sensitivity{(step.compute + step.bubble) / step.total(), (step.scaleUp + step.scaleOut) / step.total()};
    const double band = std::log1p(estimate.errorShare);
    estimate.errorShare = std::min(0.9, std::expm1(band * project.bandShare(sensitivity, sigmaOfBand(band))));
    estimate.basis = EstimateBasis::Project;
}

} // namespace

std::string memoryText(Bytes bytes, int digits)
{
    return fmt::format("{} GiB", significant(bytes.value() / gibibyte, digits));
}

std::string_view powerBasis(const ClusterView& view)
{
    return view.facilityFactor ? "the facility's mean power" : "the design's mean power, without cooling outside of it";
}

std::string_view word(EstimateBasis basis)
{
    return bases[static_cast<std::size_t>(basis)];
}
template <> std::span<const std::string_view> words<EstimateBasis>()
{
    return bases;
}

const FigureText* TrainingEstimate::formula(std::string_view key) const
{
    for (const FigureText& figure : formulas) {
        if (figure.key == key)
            return &figure;
    }
    return nullptr;
}

Result<TrainingEstimate> explained(const ClusterView& view, const Workload& given,
                                   const TrainingFigures& figures, std::int64_t searched,
                                   const Calibration& calibration)
{
    if (!given.training())
        return fail("The workload '{}' is not a training.", given.name);
    Workload workload = given;
    workload.job = with(*given.training(), figures.choice);
    const TrainingJob* job = workload.training();
    const auto kernels = trainingKernels(view, workload.model, *job, calibration);
    if (!kernels)
        return tl::unexpected<Error>{kernels.error()};

    TrainingEstimate estimate;
    estimate.figures = figures;
    estimate.searched = searched > 0;
    estimate.layoutsTried = searched;
    estimate.free = given.training()->free;
    estimate.tokensPerSecondPerAccelerator = figures.tokensPerSecond / figures.accelerators;
    estimate.convention = job->convention;
    const Flops perToken =
        trainingFlops(workload.model, job->sequence, scoreCount(workload.model, job->convention));
    estimate.modelRate = FlopRate{perToken.value() * estimate.tokensPerSecondPerAccelerator};
    estimate.mfu = estimate.modelRate / *view.peakOf(job->precision);
    if (view.memory)
        estimate.fits = figures.memory.total() <= *view.memory;
    if (view.powerPerAccelerator)
        estimate.energyPerToken =
            energyPerToken(*view.powerPerAccelerator * view.accelerators, calibration.load,
                           view.facilityFactor.value_or(1), figures.tokensPerSecond);
    if (job->totalTokens)
        estimate.timeToTrain = timeToTrain(*job->totalTokens, figures.tokensPerSecond);

    estimate.basis =
        kernels->stackMeasured ? EstimateBasis::Calibrated : EstimateBasis::Extrapolated;
    estimate.errorShare = kernels->band;
    if (calibration.project.measurements > 0)
        calibrateToProject(estimate, calibration.project);
    const Seconds step = figures.step.total();
    estimate.stepLow = step * (1 - estimate.errorShare);
    estimate.stepHigh = step * (1 + estimate.errorShare);
    estimate.tokensPerSecondLow = figures.tokensPerSecond / (1 + estimate.errorShare);
    estimate.tokensPerSecondHigh = figures.tokensPerSecond / (1 - estimate.errorShare);

    estimate.basisText = basisTextOf(view, workload, *job, *kernels, estimate);
    estimate.bottleneck = bottleneckOf(figures, view, estimate.fits);
    addChosen(estimate.assumptions, *given.training(), estimate);
    for (std::string& one : assumptionsOf(view, workload, *job, estimate, *kernels, calibration))
        estimate.assumptions.push_back(std::move(one));
    estimate.formulas = formulasOf(view, workload, *job, estimate, *kernels, calibration);
    return estimate;
}

Result<TrainingEstimate> estimateTraining(const ClusterView& view, const Workload& workload,
                                          const Calibration& calibration, SearchSettings settings)
{
    const TrainingJob* job = workload.training();
    if (!job)
        return fail("The workload '{}' is not a training.", workload.name);
    if (job->layout && job->free.none()) {
        const auto figures = figuresOf(view, workload.model, *job, *job->layout, calibration);
        if (!figures)
            return tl::unexpected<Error>{figures.error()};
        return explained(view, workload, *figures, 0, calibration);
    }
    settings.keep = 1;
    const auto search = searchLayouts(view, workload.model, *job, calibration, settings);
    if (!search)
        return tl::unexpected<Error>{search.error()};
    return explained(view, workload,
                     search->best.empty() ? *search->leastMemory : search->best.front(),
                     search->tried, calibration);
}

} // namespace colonnade::model
