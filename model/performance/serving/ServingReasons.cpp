#include "model/performance/serving/ServingEstimate.h"
#include "model/performance/serving/ServingSearch.h"
#include "model/units/Text.h"

#include <cmath>
#include <utility>

namespace colonnade::model {

namespace {

constexpr double nothing = 1e-6; ///< A share that is no difference.

std::string percent(double share)
{
    return fmt::format("{} %", significant(100 * share, 2));
}

/// What makes a token of `other` take longer than one of `best`, more than anything else: within a sentence.
std::string slowest(const ServingFigures& best, const ServingFigures& other)
{
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"attention_matrices", "the attention's matrices"},
        {"mlp", "the matrices of the MLP"},
        {"experts", "the experts"},
        {"cache", "reading keys and values"},
        {"elementwise", "norms and residuals"},
        {"all_reduce", "the all-reduce between ranks"},
        {"all_to_all", "the exchange between experts"},
        {"head", "the output head"},
        {"layers", "the launches of kernels"},
        {"scheduler", "the scheduler"},
        {"prompts", "waiting for others' prompts"},
        {"router", "the front end of several instances"},
    };
    const auto before = partsOfToken(best), after = partsOfToken(other);
    std::size_t most = 0;
    for (std::size_t i = 1; i < after.size(); ++i) {
        if (after[i].time - before[i].time > after[most].time - before[most].time)
            most = i;
    }
    for (const auto& name : names) {
        if (name.first == after[most].key)
            return std::string{name.second};
    }
    return after[most].label;
}

/// The promise that is broken; empty where none is.
std::string broken(const ServingFigures& figures, const ServingJob& job)
{
    const auto shown = [](Seconds time) { return time < Seconds{1} ? withUnit(time.value() * 1e3, "ms", 3) : withUnit(time.value(), "s", 3); };
    const auto late = [&shown](std::string_view what, Seconds time, Seconds goal) {
        return fmt::format("{} takes {}; {} are promised.", what, shown(time), shown(goal));
    };
    if (figures.overloaded)
        return "More requests arrive than it can serve.";
    if (job.firstTokenGoal && figures.firstToken > *job.firstTokenGoal)
        return late("The first token", figures.firstToken, *job.firstTokenGoal);
    if (job.tokenGoal && figures.token > *job.tokenGoal)
        return late("An output token", figures.token, *job.tokenGoal);
    return {};
}

/// Whether the pool for prompts computes all the time.
bool computesNoMore(const ServingFigures& figures)
{
    return figures.promptBound && figures.requestsPerSecond * figures.promptShare.value() >= (1 - nothing) * figures.prefillInstances;
}

/// What lowers the output most, of the three that it is made of: requests in flight, over the time of a token, as far as the
/// pool for prompts and the ports behind it pass them on.
std::string lowersOutput(const ServingFigures& best, const ServingFigures& other)
{
    const auto passed = [](const ServingFigures& figures) { return figures.tokensPerSecond * figures.token.value() / figures.inFlight; };
    const double fewer = std::log(best.inFlight / other.inFlight);
    const double longer = std::log(other.token / best.token);
    const double held = std::log(passed(best) / passed(other));
    if (held > fewer && held > longer)
        return computesNoMore(other) ? "the pool for prompts" : "the hand-off between the pools";
    if (fewer > longer)
        return other.memoryBound ? "room in memory for fewer requests" : "fewer requests at a time";
    return slowest(best, other);
}

} // namespace

std::string whyItLoses(const ServingPoint& best, const ServingPoint& other)
{
    const ServingFigures& first = best.figures;
    const ServingFigures& figures = other.figures;
    const double osl = other.job.outputTokens;
    if (std::string promise = broken(figures, other.job); !promise.empty() && broken(first, best.job).empty())
        return promise;
    // Where none keeps its promises, the sooner token ranks first.
    if (const double longer = figures.token / first.token - 1; !broken(first, best.job).empty() && longer > nothing)
        return fmt::format("An output token takes {} longer, above all by {}.", percent(longer), slowest(first, figures));
    if (const double less = 1 - figures.tokensPerSecond / first.tokensPerSecond; less > nothing)
        return fmt::format("{} less output, above all by {}.", percent(less), lowersOutput(first, figures));
    const Seconds decoding = (figures.token - first.token) * osl;
    const Seconds waiting = figures.firstToken - first.firstToken;
    const double later = (decoding + waiting) / (first.token * osl + first.firstToken);
    if (later <= nothing)
        return "It is as good.";
    return fmt::format("A request takes {} longer, above all by {}.", percent(later),
                       waiting > decoding ? "the wait for the first token" : slowest(first, figures));
}

} // namespace colonnade::model
