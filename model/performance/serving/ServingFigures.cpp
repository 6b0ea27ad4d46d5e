#include "model/performance/serving/ServingFigures.h"

#include "model/performance/serving/ServingQueue.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace colonnade::model {

namespace {

struct Instance {
    const ServingShape& shape;
    const ServingLayout& layout;
    const ServingConstants& constants;
    const ServingJob& job;
    Streaming streaming = Streaming::ToUsers;

    [[nodiscard]] double context() const { return job.promptTokens + job.outputTokens / 2.0; }

    [[nodiscard]] double room() const
    {
        const ServingCalibration& all = *constants.all;
        const double held = job.promptTokens + all.held * job.outputTokens;
        const Bytes free = constants.memory * all.memoryUsed - servedWeights(shape, layout) - all.reserve;
        const double fits = std::max(free.value(), 1e8) / cacheOfSequence(shape, held, layout.tensor).value();
        return std::min(std::max(fits * layout.attentionData * layout.pipeline, 1.0),
                        static_cast<double>(all.sequences) * layout.attentionData);
    }

    [[nodiscard]] IterationTime decode(double batch) const
    {
        return iterationTime(shape, layout, constants,
                             {.promptTokens = 0, .promptLength = 0, .sequences = batch, .context = context(), .sampled = batch},
                             streaming);
    }

    /// An iteration in which each attention rank takes in `prompts` prompts.
    [[nodiscard]] IterationTime prompts(double prompts) const
    {
        const double all = prompts * layout.attentionData;
        return iterationTime(
            shape, layout, constants,
            {.promptTokens = all * job.promptTokens, .promptLength = 1.0 * job.promptTokens, .sequences = 0, .context = 0, .sampled = all},
            streaming);
    }

    /// An iteration of `batch` sequences that also takes in `tokens` of the prompts.
    [[nodiscard]] IterationTime mixed(double batch, double tokens) const
    {
        return iterationTime(shape, layout, constants,
                             {.promptTokens = tokens, .promptLength = 1.0 * job.promptTokens, .sequences = batch, .context = context(), .sampled = batch},
                             streaming);
    }

    [[nodiscard]] int chunk() const { return job.chunk.value_or(constants.all->chunk); }

    /// One prompt's share of an iteration that takes in as many as its chunk has room for.
    [[nodiscard]] Seconds promptShare() const
    {
        const double together = std::max(1.0, std::floor(1.0 * chunk() / job.promptTokens));
        return prompts(together).total() / (together * layout.attentionData) * constants.release.promptPace;
    }
};

/// How long each of a number of sequences waits for its next token.
struct Pace {
    const Instance& instance;
    double pace = 1;
    Seconds promptShare; ///< Of a prompt by itself.
    double less = 1;     ///< Sequences that a token does not wait for: its own.
    double router = 0;
    bool pooled = false; ///< No prompts run here.

    [[nodiscard]] double decode(double batch) const { return instance.decode(batch).total().value() * pace; }

    /// Lost to the prompts of others: they have iterations of their own, or pieces of them ride in a share of these.
    [[nodiscard]] double lost(double batch) const
    {
        const double prompts = std::max(batch - less, 0.0) / instance.job.outputTokens; // begun per iteration
        if (pooled || prompts <= 0)
            return 0;
        const ServingConstants& constants = instance.constants;
        if (!constants.engine.mixes)
            return constants.engine.interference * prompts * promptShare.value();
        const double tokens = prompts * instance.job.promptTokens;
        const double piece = std::max(1.0 * std::min(instance.job.promptTokens, instance.chunk()) * instance.layout.attentionData, tokens);
        const double drafted = std::max(1.0, instance.job.speculation); // tokens of a sequence and iteration
        const double carrying = std::min(1 / drafted, constants.engine.interference * tokens / piece);
        return carrying * std::max(instance.mixed(batch, piece).total().value() * constants.release.promptPace - decode(batch) * drafted, 0.0);
    }

    [[nodiscard]] double token(double batch) const { return decode(batch) + lost(batch) + router; }
};

/// Sequences that decode at a time when `rate` requests arrive per second: by Little's law. Nothing if too many arrive.
std::optional<double> batchAtRate(const Pace& pace, double rate, double outputTokens, double room)
{
    const auto served = [&](double batch) { return batch / (outputTokens * pace.token(batch)); };
    if (served(room) < rate)
        return std::nullopt;
    double low = 0;
    double high = room;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (served(middle) < rate ? low : high) = middle;
    }
    return high;
}

/// Waiting in front of a pool of known size: prompts come singly, as outputs end. One that hardly keeps up lowers the rate before
/// its queue grows without end, so it is taken as busy for nine tenths of the time at most.
double poolWaiting(double service, double rate, int servers)
{
    constexpr double busiest = 0.9;
    return randomWaiting(service, std::min(busiest, rate * service / servers));
}

Result<void> check(const ServingLayout& layout, int accelerators)
{
    for (const int degree : {layout.tensor, layout.pipeline, layout.attentionData, layout.expert, layout.expertTensor})
        if (degree < 1)
            return fail("Every degree of a serving layout is at least 1.");
    if (layout.ranks() > accelerators)
        return fail("An instance of {} accelerators does not fit into {}.", layout.ranks(), accelerators);
    return {};
}

/// Of one prompt, from an instance of `figures.prefill` that computes it alone in so long to one of `figures.layout`.
PoolHandOff handOffOf(const ServingShape& shape, const ServingJob& job, const ServingConstants& constants, const ServingFigures& figures,
                      Seconds alone)
{
    const auto holders = [](const ServingLayout& layout) { return layout.tensor * layout.pipeline; };
    return poolHandOff(*constants.network, cacheOfSequence(shape, job.promptTokens, 1),
                       std::min(holders(*figures.prefill), holders(figures.layout)), figures.accelerators,
                       constants.scaleUp * constants.part.link, alone, shape.layers);
}

/// Prompts that the ports of either pool pass on.
double handOffsPerSecond(const PoolHandOff& one, const ServingFigures& figures, const ServingLayout& prompts)
{
    const double lanes = std::min(1.0 * figures.prefillInstances * prompts.attentionData, 1.0 * figures.instances * figures.layout.attentionData);
    return lanes / one.time.value();
}

} // namespace

Result<ServingFigures> servingFigures(const TransformerModel& model, const ServingJob& job, const ServingConstants& machine,
                                      int accelerators, ServingArrival arrival)
{
    const ServingLayout layout = job.layout.value_or(ServingLayout{});
    const ServingLayout promptLayout = job.prefill ? job.prefill->layout : layout;
    if (job.promptTokens < 1 || job.outputTokens < 1)
        return fail("A serving job needs prompts and outputs of at least one token.");
    for (const ServingLayout& one : {layout, promptLayout}) {
        if (const auto wrong = check(one, accelerators); !wrong)
            return tl::unexpected<Error>{wrong.error()};
    }
    const ServingShape shape = servingShape(model, job.precision, job.cacheBytes);
    ServingConstants constants = machine;
    constants.release = releaseFor(machine, model, job.precision);
    const ServingSoftware& engine = constants.engine;
    const ServingRelease& release = constants.release;
    const Streaming streaming = arrival == ServingArrival::Saturated || arrival == ServingArrival::Together ? Streaming::None
                                                                                                           : Streaming::ToUsers;
    const bool pooled = job.prefill.has_value();
    const Instance decoding{shape, layout, constants, job, streaming};
    const Instance prompting{shape, promptLayout, constants, job, streaming};

    ServingFigures out;
    out.layout = layout;
    const Seconds share = prompting.promptShare();
    out.prompt = prompting.prompts(1);
    const Seconds alone = out.prompt.total() * release.promptPace;
    out.promptShare = share;
    out.start = (engine.prompt + (pooled ? engine.poolStart : Seconds{})
                 + (engine.promptLayer + (shape.latent ? engine.latentPromptLayer : Seconds{})) * shape.layers)
        * release.promptPace;
    out.pace = release.pace * (pooled ? engine.poolPace : 1) / std::max(1.0, job.speculation);
    out.room = decoding.room();

    // How the accelerators are divided.
    const int left = accelerators - (pooled ? countedProduct(std::max(1, job.prefill->instances), promptLayout.ranks()) : 0);
    out.instances = job.instances > 0 ? job.instances : std::max(1, left / layout.ranks());
    if (pooled) {
        out.prefill = promptLayout;
        out.prefillInstances = std::max(1, job.prefill->instances);
    }
    out.accelerators = countedSum(countedProduct(out.instances, layout.ranks()), countedProduct(out.prefillInstances, promptLayout.ranks()));
    for (const ServingLayout& one : {layout, promptLayout}) {
        if (auto apart = unjoined(constants.network, one))
            return tl::unexpected<Error>{std::move(*apart)};
    }
    Seconds service = share; // Of a prompt in its pool: its ports can be busier than its computing.
    const bool poolKnown = pooled && job.prefill->instances > 0;
    double mostRequests = poolKnown ? out.prefillInstances / share.value() : std::numeric_limits<double>::infinity();
    if (pooled && constants.network) {
        out.handOff = handOffOf(shape, job, constants, out, alone);
        service = std::max(share, out.handOff->time / promptLayout.attentionData);
        mostRequests = std::min(mostRequests, handOffsPerSecond(*out.handOff, out, promptLayout));
    }

    const double osl = job.outputTokens;
    Pace pace{decoding, out.pace, share, arrival == ServingArrival::Saturated ? 0.0 : 1.0, 0, pooled};
    if (out.instances > 1 && !pooled && streaming == Streaming::ToUsers)
        pace.router = release.router.value();
    out.router = Seconds{pace.router};

    // How many sequences decode at a time.
    double offered = out.room;
    if (arrival == ServingArrival::Random) {
        const auto batch = batchAtRate(pace, job.requestRate.value_or(0) / out.instances, osl, out.room);
        out.overloaded = !batch;
        offered = batch.value_or(out.room);
    } else if (arrival != ServingArrival::Saturated && job.concurrency) {
        offered = 1.0 * *job.concurrency / out.instances;
    }
    out.memoryBound = offered > out.room || arrival == ServingArrival::Saturated;
    out.batch = std::min(offered, out.room);
    out.inFlight = out.batch * out.instances;
    const auto served = [&] { return out.batch * out.instances / (osl * pace.token(out.batch)); };
    if (arrival != ServingArrival::Random && served() > mostRequests) {
        // Fewer decode at a time: those that are fed.
        out.promptBound = true;
        out.batch = std::max(std::min(1.0, out.batch), batchAtRate(pace, mostRequests / out.instances, osl, out.batch).value_or(out.batch));
    }
    out.decode = decoding.decode(out.batch);
    out.lost = Seconds{pace.lost(out.batch)};
    out.token = Seconds{pace.token(out.batch)};

    // Tokens, and the wait for the first one.
    const double away = osl * out.token.value();
    out.requestsPerSecond = out.batch * out.instances / away;
    if (arrival == ServingArrival::Together)
        out.requestsPerSecond = out.inFlight / (out.batch * share.value() + osl * out.decode.total().value() * out.pace);
    if (out.requestsPerSecond > mostRequests) {
        out.requestsPerSecond = mostRequests;
        out.overloaded = out.overloaded || arrival == ServingArrival::Random;
    }
    out.tokensPerSecond = out.requestsPerSecond * osl;
    const Seconds shown = out.handOff ? out.handOff->shown : Seconds{};
    double queue = 0;
    const double wave = std::min(1.2, (pooled ? engine.poolWave : engine.wave) * release.wave);
    if (arrival == ServingArrival::Random) {
        const double servers = pooled ? out.prefillInstances : out.instances;
        const double load = out.requestsPerSecond * service.value() / servers;
        queue = randomWaiting(service.value(), load);
        out.overloaded = out.overloaded || load >= 1;
        const Seconds fixed = out.start + alone + shown + (pooled ? Seconds{} : out.decode.total() / 2);
        out.firstTokenMedian = fixed + Seconds{waitingBelow(0.5, load, queue)};
        out.firstTokenLate = fixed + Seconds{waitingBelow(0.99, load, queue)};
    } else if (poolKnown) {
        const double all = arrival == ServingArrival::Closed && job.concurrency ? 1.0 * *job.concurrency : out.inFlight;
        queue = std::max(poolWaiting(service.value(), out.requestsPerSecond, job.prefill->instances),
                         all / out.requestsPerSecond - away - (out.start + alone + shown).value());
    } else if (pooled) {
        queue = wave * std::pow(std::max(job.concurrency.value_or(1) - 1.0, 0.0), constants.all->poolGrowth) * service.value();
    } else {
        const double burst = (out.batch + 1) / 2 * share.value();
        queue = (1 - wave) * (closedResponse(share.value(), out.batch, away) - share.value()) + wave * (burst - share.value())
            + std::max(offered - out.room, 0.0) / out.room * away;
    }
    out.queue = Seconds{queue};
    out.firstToken = out.start + alone + out.queue + shown + (pooled ? Seconds{} : out.decode.total() / 2);
    if (arrival != ServingArrival::Random)
        out.firstTokenMedian = out.firstTokenLate = out.firstToken;

    out.memory.weights = servedWeights(shape, layout);
    out.memory.reserve = constants.all->reserve;
    out.memory.cache = cacheOfSequence(shape, job.promptTokens + constants.all->held * osl, layout.tensor)
        * (out.batch / (layout.attentionData * layout.pipeline));
    return out;
}

std::optional<TokenSpread> tokenSpread(const TransformerModel& model, const ServingJob& job, const ServingConstants& constants,
                                       const ServingFigures& figures)
{
    if (figures.overloaded || !job.requestRate || *job.requestRate <= 0)
        return std::nullopt;
    const ServingShape shape = servingShape(model, job.precision, job.cacheBytes);
    const Instance decoding{shape, figures.layout, constants, job, Streaming::ToUsers};
    const Pace pace{decoding, figures.pace, figures.promptShare, 1, figures.router.value(), figures.prefill.has_value()};
    const double arrivals = *job.requestRate / figures.instances * job.outputTokens; // tokens asked for in a second
    const int most = std::max(1, static_cast<int>(figures.room));
    if (arrivals * pace.token(most) / most >= 1)
        return std::nullopt; // Whole requests do not keep up, though a part of one more would.
    const BatchShares batches = batchShares(most, static_cast<int>(std::lround(figures.batch)),
                                            [&](int n) { return arrivals * pace.token(n) / n; });
    TokenSpread out;
    double mean = 0;
    for (std::size_t i = 0; i < batches.shares.size(); ++i)
        mean += batches.shares[i] * pace.token(batches.first + static_cast<int>(i));
    out.mean = Seconds{mean};
    out.batchMedian = batches.quantile(0.5);
    out.batchLate = batches.quantile(0.99);
    out.median = Seconds{pace.token(out.batchMedian)};
    out.late = Seconds{pace.token(out.batchLate)};
    return out;
}

std::optional<Error> overcommitted(const ServingFigures& figures, int accelerators)
{
    if (figures.accelerators <= accelerators)
        return std::nullopt;
    const int prompts = figures.prefill ? figures.prefill->ranks() : 0;
    return Error{fmt::format("{} {} of {} accelerators{} need {}; there are {}.", figures.instances,
                             figures.instances == 1 ? "instance" : "instances", figures.layout.ranks(),
                             prompts > 0 ? fmt::format(" and {} of {} for prompts", figures.prefillInstances, prompts) : std::string{},
                             figures.accelerators, accelerators)};
}

} // namespace colonnade::model
