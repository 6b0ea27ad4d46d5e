#include "model/performance/serving/ServingEstimate.h"

#include "model/performance/TrainingChoice.h"
#include "model/performance/serving/ServingSearch.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {


std::string milliseconds(Seconds time)
{
    return fmt::format("{} ms", significant(time.value() * 1e3, 3));
}

std::string bottleneckOf(const ServingEstimate& estimate, bool beyondDomain)
{
    const ServingFigures& figures = estimate.figures;
    if (figures.overloaded)
        return "More requests arrive than can be served: the queue grows without end.";
    const auto largest = std::ranges::max_element(estimate.token, {}, &ServingPartOfToken::time);
    const double share = largest->time / figures.token;
    std::string what;
    if (largest->key == "prompts")
        what = "Output waits for the prompts of others: a pool of its own for prompts, or more compute, would help most";
    else if (largest->key == "layers" || largest->key == "scheduler")
        what = "The engine's own overhead bounds the output, not the hardware: more requests at a time cost little";
    else if ((largest->key == "all_reduce" || largest->key == "all_to_all") && beyondDomain)
        what = "The fabric between scale-up domains bounds the output: an instance within one domain, or more uplinks, would help most";
    else if (largest->key == "all_reduce" || largest->key == "all_to_all")
        what = "The scale-up network bounds the output: fewer ranks to an instance, or a faster network, would help most";
    else if (largest->key == "cache")
        what = "Reading keys and values bounds the output: memory bandwidth, or shorter contexts, would help most";
    else
        what = "Reading the weights bounds the output: memory bandwidth, or more requests at a time, would help most";
    std::string out = fmt::format("{} ({}: {} of {} ms a token).", what, largest->label, significant(largest->time.value() * 1e3, 3),
                                  significant(figures.token.value() * 1e3, 3));
    if (figures.memoryBound && share < 1)
        out += " Memory holds no more requests.";
    return out;
}

std::string handOffText(const PoolHandOff& handOff)
{
    const std::string over = handOff.over.empty() ? "inside the scale-up domain" : fmt::format("over the tier '{}'", handOff.over);
    return fmt::format("Keys and values are handed to the decoding pool layer by layer {}, {} GB/s an accelerator: {}, of which {} show.",
                       over, significant(handOff.port.value() / 1e9, 3), milliseconds(handOff.time), milliseconds(handOff.shown));
}

std::vector<std::string> assumptionsOf(const TransformerModel& model, const ServingJob& job, const ServingConstants& constants,
                                       const ServingFigures& figures, ServingArrival arrival)
{
    const ServingCalibration& all = *constants.all;
    std::vector<std::string> out;
    out.push_back(fmt::format("Prompts have {} tokens, outputs {}; no prompt's keys and values are found in a cache.",
                              job.promptTokens, job.outputTokens));
    if (arrival == ServingArrival::Random)
        out.emplace_back("Requests arrive by chance (Poisson); prompts wait as in an M/D/1 queue with an exponential tail.");
    else if (arrival == ServingArrival::Closed)
        out.push_back(fmt::format("{} requests are always in flight; of their waiting, {} % is as if all came at once.",
                                  job.concurrency.value_or(0),
                                  significant(100 * std::min(1.2, (job.prefill ? constants.engine.poolWave : constants.engine.wave) * constants.release.wave), 2)));
    if (!job.prefill)
        out.push_back(fmt::format("{}, up to {} tokens in one iteration.",
                                  constants.engine.mixes ? "Prompts are taken in beside the output" : "Prompts go first",
                                  job.chunk.value_or(all.chunk)));
    else if (!figures.handOff)
        out.emplace_back("Keys and values are handed to the decoding pool layer by layer, behind the computing.");
    else
        out.push_back(handOffText(*figures.handOff));
    if (const int inside = ranksInside(constants.network, figures.layout.ranks()); inside < figures.layout.ranks())
        out.push_back(fmt::format("An instance spans {} accelerators, {} of them in a scale-up domain; what goes beyond it takes the "
                                  "fabric as drawn.",
                                  figures.layout.ranks(), inside));
    if (!constants.releaseMeasured)
        out.push_back(fmt::format("No run of this release of {} was published: the engine's average stands in.", word(job.engine)));
    if (!constants.partMeasured)
        out.push_back(fmt::format("No serving run on this accelerator was published: {} stands in.", constants.part.name));
    if (job.prefill && job.speculation <= 1 && constants.engine.poolPace < 1)
        out.push_back(fmt::format("Published pools decode in {} of the time of this model, most of them with drafted tokens.",
                                  significant(constants.engine.poolPace, 2)));
    if (job.speculation > 1)
        out.push_back(fmt::format("{} tokens are accepted per decoding step.", significant(job.speculation, 3)));
    if (model.experts)
        out.push_back(fmt::format("{} % of the tokens choose their experts independently; the busiest rank has up to {} % more.",
                                  significant(100 * all.spread, 2), significant(100 * all.imbalance, 2)));
    out.push_back(fmt::format("Keys and values take {} bytes an element; a request reserves its prompt and {} % of its output.",
                              significant(job.cacheBytes, 2), significant(100 * all.held, 2)));
    out.push_back(fmt::format("The engine fills {} % of the memory; {} GB are reserved for graphs and buffers.",
                              significant(100 * all.memoryUsed, 3), significant(all.reserve.value() / 1e9, 2)));
    if (figures.room >= 1.0 * all.sequences * figures.layout.attentionData)
        out.push_back(fmt::format("An engine runs at most {} requests at a time on one attention rank.", all.sequences));
    return out;
}

std::vector<FigureText> formulasOf(const ServingJob& job, const ServingFigures& figures)
{
    return {
        {"token_s", "Time per output token",
         fmt::format("iteration {} x {} + prompts of others {} + front end {} = {}", milliseconds(figures.decode.total()),
                     significant(figures.pace, 3), milliseconds(figures.lost), milliseconds(figures.router),
                     milliseconds(figures.token))},
        {"first_token_s", "Time to first token",
         fmt::format("software {} + prompt {} + waiting {} + {} = {}", milliseconds(figures.start), milliseconds(figures.prompt.total()),
                     milliseconds(figures.queue),
                     figures.handOff ? fmt::format("hand-off {}", milliseconds(figures.handOff->shown)) : "the running iteration",
                     milliseconds(figures.firstToken))},
        {"tokens_per_s", "Output tokens per second",
         fmt::format("{} requests {} / ({} tokens x {}) x {} tokens = {} tokens/s",
                     significant(figures.promptBound ? figures.batch * figures.instances : figures.inFlight, 4),
                     figures.promptBound ? "that decode" : "in flight", job.outputTokens, milliseconds(figures.token), job.outputTokens,
                     significant(figures.tokensPerSecond, 4))},
        {"memory_bytes", "Memory per accelerator",
         fmt::format("weights {} + keys and values {} + reserve {} = {}", memoryText(figures.memory.weights),
                     memoryText(figures.memory.cache), memoryText(figures.memory.reserve), memoryText(figures.memory.total()))},
    };
}

void addEnergy(ServingEstimate& estimate, const ClusterView& view)
{
    const ServingFigures& figures = estimate.figures;
    estimate.energyPerToken = servedEnergyPerToken(view, figures);
    if (!estimate.energyPerToken)
        return;
    const std::string joules = significant(estimate.energyPerToken->value(), 3);
    estimate.formulas.push_back({"energy_per_token_j", "Energy per output token",
                                 fmt::format("{} x {} accelerators in use x {} load x {} / {} tokens/s = {} J", text(*view.powerPerAccelerator),
                                             significant(figures.accelerators, 1), significant(servingLoad, 2),
                                             significant(view.facilityFactor.value_or(1), 3), significant(figures.tokensPerSecond, 4), joules)});
    if (const auto perMegawatt = estimate.perMegawatt())
        estimate.formulas.push_back({"tokens_per_s_per_mw", "Output tokens per second per megawatt",
                                     fmt::format("1,000,000 W / {} J = {} tokens/s, of {} for the accelerators in use", joules,
                                                 significant(*perMegawatt, 4), powerBasis(view))});
    estimate.assumptions.push_back(
        fmt::format("The design draws {} % of its full power on average while serving.", significant(100 * servingLoad, 2)));
}

void addSpread(ServingEstimate& estimate, const TransformerModel& model, const ServingJob& job, const ServingConstants& constants,
               ServingArrival arrival)
{
    if (arrival != ServingArrival::Random) {
        estimate.spreadText = "The spread of the time per output token is not evaluated: the number of requests in flight does not vary, and "
                              "what else differs from one to the next is not known.";
        return;
    }
    estimate.spread = tokenSpread(model, job, constants, estimate.figures);
    if (!estimate.spread) {
        estimate.spreadText = "The spread of the time per output token is not evaluated: the queue grows without end.";
        return;
    }
    const TokenSpread& spread = *estimate.spread;
    estimate.spreadText = "The number in the batch varies as in a queue that all in it share (processor sharing, Poisson arrivals, up to "
                          "what memory holds), and a token takes what its batch takes.";
    estimate.assumptions.push_back(estimate.spreadText);
    estimate.formulas.push_back({"token_p99_s", "Time per output token, half and 99 of 100",
                                 fmt::format("{} sequences in the batch or fewer: {}; {} or fewer: {}; {} on average over all batches",
                                             spread.batchMedian, milliseconds(spread.median), spread.batchLate, milliseconds(spread.late),
                                             milliseconds(spread.mean))});
}

/// What was found where the workload left the number format or the pools free, and what that does not say.
void addChosen(ServingEstimate& estimate, const ServingJob& given, const ServingJob& found)
{
    if (given.free.none())
        return;
    std::vector<std::string> chosen;
    if (given.free.has(FreeChoice::Precision))
        chosen.emplace_back(text(found.precision));
    if (given.free.has(FreeChoice::Pools))
        chosen.push_back(found.prefill ? fmt::format("prompts in a pool of {} x {}", estimate.figures.prefillInstances, layoutText(found.prefill->layout))
                                       : "prompts beside output tokens");
    estimate.assumptions.push_back(fmt::format("Left free, and found: {}.", fmt::join(chosen, ", ")));
    if (found.precision != given.precision)
        estimate.assumptions.push_back(fmt::format("{} computes other numbers than the {} that the workload names: whether the answers "
                                                   "are as good is not judged.",
                                                   text(found.precision), text(given.precision)));
}

ServingError widened(ServingError error, bool extrapolated)
{
    if (extrapolated) {
        error.mean *= 2;
        error.low *= error.low;
        error.high *= error.high;
    }
    return error;
}

/// The families' bands, as the project's own measurements leave them.
void calibrateToProject(ServingEstimate& estimate, const FactorFit& project)
{
    const ServingFigures& figures = estimate.figures;
    const double lost = figures.lost / figures.token;
    const std::array<double, 2> ofToken{1 - lost - figures.router / figures.token, lost};
    const double running = figures.prefill ? 0 : std::min(1.0, figures.decode.total() / figures.firstToken / 2);
    const auto narrow = [&](ServingError& error, const std::array<double, 2>& sensitivity) {
        const double share = project.bandShare(sensitivity, sigmaOfBand(logHalfWidth(error)));
        error = {error.mean * share, std::pow(error.low, share), std::pow(error.high, share)};
    };
    narrow(estimate.tokenError, ofToken);
    narrow(estimate.firstTokenError, {running, 1 - running});
    narrow(estimate.throughputError, ofToken); // Of the other sign, by Little's law.
    estimate.basis = EstimateBasis::Project;
    estimate.basisText = fmt::format("Calibrated to the project: four in five of its runs are expected between {} and {} of the time per "
                                     "output token, and between {} and {} of that to the first.",
                                     significant(estimate.tokenError.low, 3), significant(estimate.tokenError.high, 3),
                                     significant(estimate.firstTokenError.low, 3), significant(estimate.firstTokenError.high, 3));
    estimate.assumptions.push_back(projectText(project, "output tokens' iterations", "prompts"));
}

} // namespace

std::vector<ServingPartOfToken> partsOfToken(const ServingFigures& figures)
{
    const IterationTime& time = figures.decode;
    const auto paced = [&](Seconds part) { return part * figures.pace; };
    return {{"attention_matrices", "Attention's matrices", paced(time.attentionMatrices)},
            {"mlp", "MLP's matrices", paced(time.mlp)},
            {"experts", "Experts", paced(time.experts)},
            {"cache", "Keys and values", paced(time.cache)},
            {"elementwise", "Norms and residuals", paced(time.elementwise)},
            {"all_reduce", "All-reduce between tensor ranks", paced(time.reduce)},
            {"all_to_all", "Exchange between experts", paced(time.exchange)},
            {"head", "Output head", paced(time.head)},
            {"layers", "Launches of the layers' kernels", paced(time.layers)},
            {"scheduler", "Scheduler, sampling and streaming", paced(time.scheduler)},
            {"prompts", "Waiting for others' prompts", figures.lost},
            {"router", "Front end of several instances", figures.router}};
}

std::optional<Joules> servedEnergyPerToken(const ClusterView& view, const ServingFigures& figures)
{
    if (!view.powerPerAccelerator || view.accelerators <= 0 || figures.tokensPerSecond <= 0)
        return std::nullopt;
    return energyPerToken(*view.powerPerAccelerator * figures.accelerators, servingLoad, view.facilityFactor.value_or(1),
                          figures.tokensPerSecond);
}

double logHalfWidth(const ServingError& error)
{
    return std::log(error.high / error.low) / 2;
}

std::string layoutText(const ServingLayout& layout)
{
    std::string out;
    const auto add = [&](std::string_view name, int degree) {
        if (degree > 1)
            out += fmt::format("{}{} {}", out.empty() ? "" : " x ", name, degree);
    };
    add("DP", layout.attentionData);
    add("TP", layout.tensor);
    add("PP", layout.pipeline);
    if (out.empty())
        out = "one accelerator";
    if (layout.expert > 1)
        out += fmt::format(", EP {}", layout.expert);
    if (layout.expert > 1 && layout.expertTensor > 1)
        out += fmt::format(" x TP {}", layout.expertTensor);
    return out;
}

std::string instancesText(const ServingFigures& figures)
{
    std::string out = layoutText(figures.layout);
    if (figures.instances > 1)
        out = fmt::format("{} x {}", figures.instances, out);
    if (figures.prefill)
        out += fmt::format("; prompts {} x {}", figures.prefillInstances, layoutText(*figures.prefill));
    return out;
}

const FigureText* ServingEstimate::formula(std::string_view key) const
{
    const auto found = std::ranges::find(formulas, key, &FigureText::key);
    return found == formulas.end() ? nullptr : &*found;
}

Result<ServingEstimate> estimateServing(const ClusterView& view, const TransformerModel& model, const ServingJob& job,
                                        int accelerators, ServingArrival arrival, const ServingCalibration& calibration)
{
    if (!job.layout)
        return fail("A serving job without a layout is searched first.");
    const auto constants = servingConstants(view, job.engine, job.engineVersion, calibration, servedKind(model));
    if (!constants)
        return tl::unexpected<Error>{constants.error()};
    auto figures = servingFigures(model, job, *constants, accelerators, arrival);
    if (!figures)
        return tl::unexpected<Error>{figures.error()};

    ServingEstimate out;
    out.figures = *figures;
    out.precision = job.precision;
    out.layout = instancesText(out.figures);
    out.basis = constants->partMeasured ? EstimateBasis::Calibrated : EstimateBasis::Extrapolated;
    const bool extrapolated = out.basis == EstimateBasis::Extrapolated;
    out.tokenError = widened(job.prefill ? calibration.pooledToken : calibration.token, extrapolated);
    out.firstTokenError = widened(job.prefill ? calibration.pooledFirstToken : constants->engine.firstToken, extrapolated);
    out.throughputError = widened(calibration.throughput, extrapolated);
    out.basisText = fmt::format("{}: published runs that were kept aside were met within {} % (time per output token), {} % (to the "
                                "first token) and {} % (throughput) on average.",
                                extrapolated ? "Extrapolated from the nearest generation" : "Calibrated on " + constants->part.name,
                                significant(100 * out.tokenError.mean, 2), significant(100 * out.firstTokenError.mean, 2),
                                significant(100 * out.throughputError.mean, 2));
    out.token = partsOfToken(out.figures);
    out.bottleneck = bottleneckOf(out, ranksInside(constants->network, out.figures.layout.ranks()) < out.figures.layout.ranks());
    out.assumptions = assumptionsOf(model, job, *constants, out.figures, arrival);
    if (calibration.project.measurements > 0)
        calibrateToProject(out, calibration.project);
    out.formulas = formulasOf(job, out.figures);
    addEnergy(out, view);
    addSpread(out, model, job, *constants, arrival);
    if (job.firstTokenGoal || job.tokenGoal)
        out.meetsGoals = meetsGoals(out.figures, job);
    return out;
}

Result<ServingEstimate> estimateServing(const ClusterView& view, const Workload& workload, const ServingCalibration& calibration)
{
    const ServingJob* job = workload.serving();
    if (!job)
        return fail("The workload '{}' is not serving.", workload.name);
    const int accelerators = std::min(job->accelerators.value_or(view.accelerators), view.accelerators);
    const ServingArrival arrival = arrivalOf(*job);
    if (job->layout && job->free.none()) {
        const auto constants = servingConstants(view, job->engine, job->engineVersion, calibration, servedKind(workload.model));
        const ServingJob whole = constants ? sized(*job, workload.model, *constants, accelerators, arrival) : *job;
        auto fixed = estimateServing(view, workload.model, whole, accelerators, arrival, calibration);
        if (const auto wrong = fixed ? overcommitted(fixed->figures, accelerators) : std::nullopt)
            return tl::unexpected<Error>{*wrong};
        return fixed;
    }
    const auto search = searchServing(view, workload.model, *job, accelerators, arrival, calibration);
    if (!search)
        return tl::unexpected<Error>{search.error()};
    const ServingJob best = search->best;
    auto out = estimateServing(view, workload.model, best, accelerators,
                               best.concurrency && arrival == ServingArrival::Saturated ? ServingArrival::Closed : arrival,
                               calibration);
    if (out) {
        out->searched = true;
        out->layoutsTried = search->tried;
        addChosen(*out, *job, best);
    }
    return out;
}

} // namespace colonnade::model
