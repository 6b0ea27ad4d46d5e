#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

namespace {

/// A figure with the ends of its band.
struct Banded {
    double value = 0, low = 0, high = 0;
};
Banded banded(double value, const ServingError& error)
{
    return {value, value * error.low, value * error.high};
}

} // namespace

template <> void describe(ObjectShape<Banded>& shape)
{
    shape.line()
        .field("value", Performance, "The estimate.", &Banded::value)
        .field("low", Performance, "Lower end of the band.", &Banded::low)
        .field("high", Performance, "Upper end of the band.", &Banded::high);
}

template <> void describe(ObjectShape<ServingPartOfToken>& shape)
{
    shape.line()
        .field("key", Performance, "What it goes to.", &ServingPartOfToken::key)
        .field("label", Performance, "For people.", &ServingPartOfToken::label)
        .field("time_s", Performance, "Of one output token.", &ServingPartOfToken::time);
}

template <> void describe(ObjectShape<ServingMemory>& shape)
{
    shape.line()
        .field("weights", Performance, "Weights.", &ServingMemory::weights)
        .field("cache", Performance, "Keys and values.", &ServingMemory::cache)
        .field("reserve", Performance, "Context, buffers, fragmentation.", &ServingMemory::reserve)
        .field("total", Performance, "All of it.", [](const ServingMemory& m) { return m.total(); });
}

template <> void describe(ObjectShape<ServingEstimate>& shape)
{
    using E = ServingEstimate;
    shape.field("basis", Performance, "What the bands rest on.", [](const E& e) { return wordOf(e.basis); }, allWords<EstimateBasis>())
        .field("basis_text", Performance, "What was measured.", &E::basisText)
        .field("token_s", Performance, "Time per output token after the first, mean.",
               [](const E& e) { return banded(e.figures.token.value(), e.tokenError); })
        .field("token_median_s", Performance, "Half of the output tokens come sooner, each as fast as its batch; null: not evaluated.",
               [](const E& e) { return e.spread ? std::optional{e.spread->median} : std::nullopt; })
        .field("token_p99_s", Performance, "99 of 100 output tokens come sooner, each as fast as its batch; null: not evaluated.",
               [](const E& e) { return e.spread ? std::optional{e.spread->late} : std::nullopt; })
        .field("token_spread_text", Performance, "By which model these follow, or why they do not.", &E::spreadText)
        .field("first_token_s", Performance, "Time to the first token, mean.",
               [](const E& e) { return banded(e.figures.firstToken.value(), e.firstTokenError); })
        .field("first_token_median_s", Performance, "Half of the requests get it earlier.", [](const E& e) { return e.figures.firstTokenMedian; })
        .field("first_token_p99_s", Performance, "99 of 100 requests get it earlier.", [](const E& e) { return e.figures.firstTokenLate; })
        .field("tokens_per_s", Performance, "Output of all instances.",
               [](const E& e) { return banded(e.figures.tokensPerSecond, e.throughputError); })
        .field("tokens_per_s_per_accelerator", Performance, "Output, over those in use.", [](const E& e) { return e.figures.perAccelerator(); })
        .field("tokens_per_s_per_user", Performance, "Output that one user sees.", [](const E& e) { return e.figures.perUser(); })
        .field("requests_per_s", Performance, "That are served.", [](const E& e) { return e.figures.requestsPerSecond; })
        .field("hand_off_s", Performance, "Of a prompt's keys and values between the pools over the drawn fabric; null: no pools, or no fabric.",
               [](const E& e) { return e.figures.handOff ? std::optional{e.figures.handOff->time} : std::nullopt; })
        .field("hand_off_shown_s", Performance, "What of it the prompt's computing does not hide.",
               [](const E& e) { return e.figures.handOff ? std::optional{e.figures.handOff->shown} : std::nullopt; })
        .field("in_flight", Performance, "Requests, all instances together.", [](const E& e) { return e.figures.inFlight; })
        .field("room", Performance, "Requests that find room in memory.", [](const E& e) { return e.figures.room * e.figures.instances; })
        .field("overloaded", Performance, "They arrive faster than they can be served.", [](const E& e) { return e.figures.overloaded; })
        .field("meets_goals", Performance, "It keeps the promised times; null: none are promised.", &E::meetsGoals)
        .field("accelerators", Performance, "In use.", [](const E& e) { return e.figures.accelerators; })
        .field("energy_j_per_token", Performance, "Of an output token, prompts included; null: the design's power is not known.", &E::energyPerToken)
        .field("tokens_per_s_per_mw", Performance, "Output, over the power that the energy counts; null: it is not known.",
               [](const E& e) { return e.perMegawatt(); })
        .field("breakdown_s", Performance, "Where the time of an output token goes; adds up to it.", &E::token)
        .field("memory_bytes", Performance, "Of one accelerator.", [](const E& e) { return e.figures.memory; })
        .field("layout", Performance, "Of an instance, or of a decoding one.", [](const E& e) { return e.figures.layout; })
        .field("instances", Performance, "Of that layout.", [](const E& e) { return e.figures.instances; })
        .field("prefill_layout", Performance, "Of the pool for prompts; null: there is none.", [](const E& e) { return e.figures.prefill; })
        .field("prefill_instances", Performance, "Of that pool.", [](const E& e) { return e.figures.prefillInstances; })
        .field("precision", Performance, "Number format of the weights; found where the workload leaves it free.",
               [](const E& e) { return wordOf(e.precision); }, allWords<Precision>())
        .field("layout_searched", Performance, "The layout or the concurrency was found, not given.", &E::searched)
        .field("bottleneck", Performance, "What limits it.", &E::bottleneck)
        .field("assumptions", Performance, "What was assumed.", &E::assumptions)
        .field("formulas", Performance, "How the figures came about.", &E::formulas);
}

} // namespace colonnade::model::package
