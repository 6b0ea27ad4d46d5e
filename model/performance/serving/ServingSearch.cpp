#include "model/performance/serving/ServingSearch.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <compare>
#include <utility>

namespace colonnade::model {

namespace {

bool holds(const ServingShape& shape, const ServingLayout& layout, const ServingJob& job, const ServingConstants& constants)
{
    const ServingCalibration& all = *constants.all;
    const Bytes one = cacheOfSequence(shape, 1.0 * job.promptTokens + job.outputTokens, layout.tensor);
    return servedWeights(shape, layout) + all.reserve + one <= constants.memory * all.memoryUsed;
}

/// The job's own layout where it names one, else all that fit.
std::vector<ServingLayout> layoutsFor(const ClusterView& view, const TransformerModel& model, const ServingJob& job,
                                      const ServingConstants& constants, int accelerators)
{
    if (job.layout)
        return {*job.layout};
    return servingLayouts(view, model, job, constants, accelerators);
}

/// The job once for each number format that it may be served in, its own first.
std::vector<ServingJob> formatsOf(const ClusterView& view, const ServingJob& job)
{
    std::vector<ServingJob> jobs{job};
    if (!job.free.has(FreeChoice::Precision))
        return jobs;
    for (const Precision precision : {Precision::Bf16, Precision::Fp8, Precision::Fp4}) {
        if (precision == job.precision || !view.peakOf(precision))
            continue;
        jobs.push_back(job);
        jobs.back().precision = precision;
    }
    return jobs;
}

/// The job once for each way to compute its prompts, where it leaves that free: beside output tokens, and in a pool of each layout.
std::vector<ServingJob> pooledWays(const ClusterView& view, const TransformerModel& model, const ServingJob& job, const ServingConstants& constants,
                                   int accelerators)
{
    std::vector<ServingJob> jobs{job};
    if (!job.free.has(FreeChoice::Pools))
        return jobs;
    jobs.front().prefill.reset();
    for (const ServingLayout& layout : servingLayouts(view, model, job, constants, accelerators)) {
        jobs.push_back(job);
        jobs.back().prefill = PrefillPool{layout, 0};
    }
    return jobs;
}

/// All that the job may become before a layout is chosen.
std::vector<ServingJob> variantsOf(const ClusterView& view, const TransformerModel& model, const ServingJob& job, const ServingConstants& constants,
                                   int accelerators)
{
    std::vector<ServingJob> jobs;
    for (const ServingJob& format : formatsOf(view, job)) {
        for (ServingJob& one : pooledWays(view, model, format, constants, accelerators))
            jobs.push_back(std::move(one));
    }
    return jobs;
}

/// Each layout with numbers of requests in flight, in the job's own number format and with its own pools.
void addPoints(std::vector<ServingPoint>& out, const ClusterView& view, const TransformerModel& model, const ServingJob& job,
               const ServingConstants& constants, int accelerators, const std::stop_token& stop)
{
    for (const ServingLayout& layout : layoutsFor(view, model, job, constants, accelerators)) {
        if (stop.stop_requested())
            return;
        ServingJob asked = job;
        asked.layout = layout;
        for (double requests = 1;; requests *= 2) {
            constexpr double most = 1e8;
            asked.concurrency = static_cast<int>(std::min(requests, most));
            const ServingJob tried = sized(asked, model, constants, accelerators, ServingArrival::Closed);
            const auto figures = servingFigures(model, tried, constants, accelerators, ServingArrival::Closed);
            if (!figures || figures->memoryBound || overcommitted(*figures, accelerators) || requests >= most)
                break;
            if (*tried.concurrency >= figures->instances)
                out.push_back({tried, *figures});
        }
    }
}

/// Layouts over several scale-up domains that hold the model, of the fewest accelerators: stages of tensor ranks within a
/// domain, tensor ranks across domains, and experts spread over all. None where no drawn fabric joins domains.
std::vector<ServingLayout> layoutsBeyond(int domain, const TransformerModel& model, const ServingShape& shape, const ServingJob& job,
                                         const ServingConstants& constants, int accelerators)
{
    std::vector<ServingLayout> out;
    const int inside = static_cast<int>(std::bit_floor(static_cast<unsigned>(domain)));
    for (int width = 2 * inside; constants.network && width <= accelerators && out.empty(); width *= 2) {
        const auto offer = [&](const ServingLayout& layout) {
            if (!unjoined(constants.network, layout) && holds(shape, layout, job, constants))
                out.push_back(layout);
        };
        if (model.heads % inside == 0)
            offer({.tensor = inside, .pipeline = width / inside, .attentionData = 1, .expertTensor = model.experts ? inside : 1, .expert = 1});
        if (model.heads % width == 0)
            offer({.tensor = width, .pipeline = 1, .attentionData = 1, .expertTensor = model.experts ? width : 1, .expert = 1});
        if (model.experts && model.experts->count % width == 0)
            offer({.tensor = 1, .pipeline = 1, .attentionData = width, .expertTensor = 1, .expert = width});
    }
    return out;
}

/// How good a point is, the best the greatest: one that breaks a promise is worse than any that keeps them, and the better the
/// sooner it answers.
struct Worth {
    bool keeps = false;
    double output = 0; ///< Tokens per second; where it breaks a promise, less the time of a token.
    double sooner = 0; ///< Less the time of a whole request.
    auto operator<=>(const Worth&) const = default;
};
Worth worthOf(const ServingPoint& point, const ServingJob& job, ServingArrival arrival)
{
    const ServingFigures& figures = point.figures;
    const Seconds request = figures.firstToken + figures.token * job.outputTokens;
    if (!meetsGoals(figures, job))
        return {false, -figures.token.value(), -request.value()};
    // What arrives is served, however it is laid out; the figure holds the rounding of Little's law.
    const bool given = arrival == ServingArrival::Random && job.requestRate;
    return {true, given ? *job.requestRate * job.outputTokens : figures.tokensPerSecond, -request.value()};
}

/// Whether two points differ in their requests alone.
bool alike(const ServingJob& a, const ServingJob& b)
{
    return a.layout == b.layout && a.precision == b.precision && a.prefill.has_value() == b.prefill.has_value()
        && (!a.prefill || a.prefill->layout == b.prefill->layout);
}

/// The best of each layout, pool and number format, the best first; of equal ones the first.
std::vector<ServingPoint> ranked(std::vector<ServingPoint> points, const ServingJob& job, ServingArrival arrival)
{
    constexpr std::size_t kept = 10;
    std::vector<std::pair<Worth, std::size_t>> order;
    for (std::size_t i = 0; i < points.size(); ++i)
        order.emplace_back(worthOf(points[i], job, arrival), i);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<ServingPoint> out;
    for (const auto& one : order) {
        ServingPoint& point = points[one.second];
        const bool known = std::any_of(out.begin(), out.end(), [&](const ServingPoint& better) { return alike(better.job, point.job); });
        if (known)
            continue;
        out.push_back(std::move(point));
        if (out.size() == kept)
            break;
    }
    return out;
}

tl::unexpected<Error> stopped(const TransformerModel& model)
{
    return tl::unexpected<Error>{Error{fmt::format("The search for a layout of '{}' was stopped.", model.name)}};
}

} // namespace

ServingArrival arrivalOf(const ServingJob& job)
{
    return job.requestRate ? ServingArrival::Random : job.concurrency ? ServingArrival::Closed : ServingArrival::Saturated;
}

ServingJob withoutLayout(ServingJob job)
{
    job.layout.reset();
    job.instances = 0;
    return job;
}

bool meetsGoals(const ServingFigures& figures, const ServingJob& job)
{
    return !figures.overloaded && (!job.firstTokenGoal || figures.firstToken <= *job.firstTokenGoal)
        && (!job.tokenGoal || figures.token <= *job.tokenGoal);
}

ServingJob sized(ServingJob job, const TransformerModel& model, const ServingConstants& constants, int accelerators, ServingArrival arrival)
{
    if (!job.prefill || !job.layout || job.prefill->instances > 0)
        return job;
    const ServingArrival load = arrival == ServingArrival::Random ? ServingArrival::Saturated : arrival;
    const auto figuresWith = [&](int prompts) {
        job.prefill->instances = prompts;
        return servingFigures(model, job, constants, accelerators, load);
    };
    const auto keepsUp = [&](int prompts) {
        const auto figures = figuresWith(prompts);
        if (!figures || !figures->promptBound)
            return true;
        double fed = prompts / figures->promptShare.value();
        if (figures->handOff)
            fed = std::min(fed, 1.0 * prompts * job.prefill->layout.attentionData / figures->handOff->time.value());
        // Held back by the ports of those that decode: more for prompts would not help.
        return figures->requestsPerSecond < fed * (1 - 1e-9);
    };
    const int decoding = countedProduct(std::max(1, job.instances), job.layout->ranks());
    int tooFew = 0;
    int enough = std::max(1, (accelerators - decoding) / std::max(1, job.prefill->layout.ranks()));
    while (enough - tooFew > 1) {
        const int middle = tooFew + (enough - tooFew) / 2;
        (keepsUp(middle) ? enough : tooFew) = middle;
    }
    // One less holds some requests back, but leaves more to decode.
    const auto all = figuresWith(enough), less = tooFew > 0 ? figuresWith(tooFew) : all;
    job.prefill->instances = less && all && less->requestsPerSecond > all->requestsPerSecond ? tooFew : enough;
    return job;
}

std::vector<ServingLayout> servingLayouts(const ClusterView& view, const TransformerModel& model, const ServingJob& job,
                                          const ServingConstants& constants, int accelerators)
{
    const ServingShape shape = servingShape(model, job.precision, job.cacheBytes);
    const int domain = std::min(std::max(1, view.scaleUp.size), accelerators);
    std::vector<ServingLayout> out;
    for (int width = 1; width <= domain; width *= 2) {
        std::vector<ServingLayout> candidates;
        if (model.heads % width == 0) {
            candidates.push_back({.tensor = width, .pipeline = 1, .attentionData = 1, .expertTensor = model.experts ? width : 1, .expert = 1});
            if (model.experts && width > 1 && model.experts->count % width == 0)
                candidates.push_back({.tensor = width, .pipeline = 1, .attentionData = 1, .expertTensor = 1, .expert = width});
        }
        if (model.experts && width > 1 && model.experts->count % width == 0)
            candidates.push_back({.tensor = 1, .pipeline = 1, .attentionData = width, .expertTensor = 1, .expert = width});
        for (const ServingLayout& layout : candidates)
            if (holds(shape, layout, job, constants))
                out.push_back(layout);
    }
    return out.empty() ? layoutsBeyond(domain, model, shape, job, constants, accelerators) : out;
}

Result<std::vector<ServingPoint>> servingPoints(const ClusterView& view, const TransformerModel& model, const ServingJob& job,
                                                int accelerators, const ServingCalibration& calibration, const std::stop_token& stop)
{
    const auto constants = servingConstants(view, job.engine, job.engineVersion, calibration, servedKind(model));
    if (!constants)
        return tl::unexpected<Error>{constants.error()};
    std::vector<ServingPoint> out;
    for (const ServingJob& variant : variantsOf(view, model, job, *constants, accelerators))
        addPoints(out, view, model, variant, *constants, accelerators, stop);
    if (stop.stop_requested())
        return stopped(model);
    return out;
}

std::vector<ServingPoint> paretoFront(std::vector<ServingPoint> points)
{
    std::ranges::stable_sort(points, [](const ServingPoint& a, const ServingPoint& b) {
        if (a.figures.perUser() != b.figures.perUser())
            return a.figures.perUser() > b.figures.perUser();
        return a.figures.perAccelerator() > b.figures.perAccelerator();
    });
    std::vector<ServingPoint> front;
    double best = 0;
    for (ServingPoint& point : points) {
        if (point.figures.perAccelerator() <= best)
            continue;
        best = point.figures.perAccelerator();
        front.push_back(std::move(point));
    }
    std::ranges::reverse(front);
    return front;
}

Result<ServingSearchResult> searchServing(const ClusterView& view, const TransformerModel& model, const ServingJob& job,
                                          int accelerators, ServingArrival arrival, const ServingCalibration& calibration,
                                          const std::stop_token& stop)
{
    const auto constants = servingConstants(view, job.engine, job.engineVersion, calibration, servedKind(model));
    if (!constants)
        return tl::unexpected<Error>{constants.error()};
    const bool open = arrival == ServingArrival::Saturated && (job.firstTokenGoal || job.tokenGoal);
    std::vector<ServingPoint> points;
    std::optional<Error> wrong; // With the first one that was tried.
    if (open) {
        auto all = servingPoints(view, model, job, accelerators, calibration, stop);
        if (!all)
            return tl::unexpected<Error>{all.error()};
        points = std::move(*all);
    } else {
        for (const ServingJob& variant : variantsOf(view, model, job, *constants, accelerators)) {
            for (const ServingLayout& layout : layoutsFor(view, model, variant, *constants, accelerators)) {
                if (stop.stop_requested())
                    return stopped(model);
                ServingJob tried = variant;
                tried.layout = layout;
                tried = sized(tried, model, *constants, accelerators, arrival);
                const auto figures = servingFigures(model, tried, *constants, accelerators, arrival);
                const auto fault = figures ? overcommitted(*figures, accelerators) : std::optional{figures.error()};
                if (!fault)
                    points.push_back({tried, *figures});
                else if (!wrong)
                    wrong = fault;
            }
        }
    }
    if (points.empty() && wrong)
        return tl::unexpected<Error>{*wrong};
    if (points.empty())
        return fail("No layout of '{}' fits into {} accelerators of {} GB.", model.name, accelerators,
                    std::lround(constants->memory.value() / 1e9));
    const int tried = static_cast<int>(points.size());
    std::vector<ServingPoint> best = ranked(std::move(points), job, arrival);
    ServingJob first = best.front().job;
    return ServingSearchResult{std::move(first), tried, std::move(best)};
}

} // namespace colonnade::model
