#include "model/exchange/estimatecase/ServingCase.h"

#include "model/performance/serving/ServingEstimate.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

EstimateCaseAnswer failed(const EstimateCase& one, const Error& error)
{
    EstimateCaseAnswer answer;
    answer.error = fail("Case '{}': {}", shown(one.id), error.text).value();
    return answer;
}

/// The figure of a key that a table asks for; nothing for one that no estimate has.
std::optional<BandedFigure> figureOf(const std::string& key, const ServingEstimate& estimate, int outputTokens)
{
    const ServingFigures& figures = estimate.figures;
    const auto figure = [&](double value, const ServingError& error) {
        return BandedFigure{key, value, value * error.low, value * error.high};
    };
    const auto milliseconds = [&](Seconds time, const ServingError& error) { return figure(time.value() * 1e3, error); };
    if (key == "ttft_ms")
        return milliseconds(figures.firstToken, estimate.firstTokenError);
    if (key == "tpot_ms" || key == "decode_ms_per_token")
        return milliseconds(figures.token, estimate.tokenError);
    if (key == "prefill_ms")
        return milliseconds(figures.prompt.total(), estimate.firstTokenError);
    if (key == "total_ms_10_tokens")
        return milliseconds(figures.prompt.total() + figures.token * outputTokens, estimate.tokenError);
    if (key == "output_tokens_per_s")
        return figure(figures.tokensPerSecond, estimate.throughputError);
    if (key == "output_tokens_per_s_per_gpu")
        return figure(figures.perAccelerator(), estimate.throughputError);
    return std::nullopt;
}

} // namespace

EstimateCaseAnswer servingAnswer(const EstimateCase& one, const Calibration& /*calibration*/, bool /*search*/)
{
    const auto read = servingCaseOf(one);
    if (!read)
        return failed(one, read.error());
    std::optional<ServingEstimate> best;
    std::optional<Error> wrong;
    for (const ServingJob& job : read->candidates) {
        const auto estimate = estimateServing(read->view, *one.model, job, read->accelerators, read->arrival);
        if (!estimate) {
            wrong = estimate.error();
            continue;
        }
        const bool better = !best
            || (read->searched ? estimate->figures.perAccelerator() > best->figures.perAccelerator()
                               : estimate->figures.token < best->figures.token);
        if (better)
            best = *estimate;
    }
    if (!best)
        return failed(one, wrong.value_or(Error{"No layout of it can run."}));

    EstimateCaseAnswer answer;
    const std::vector<std::string> usual{"ttft_ms", "tpot_ms", "output_tokens_per_s", "output_tokens_per_s_per_gpu"};
    for (const std::string& key : one.ask.empty() ? usual : one.ask)
        if (const auto figure = figureOf(key, *best, read->candidates.front().outputTokens))
            answer.figures.push_back(*figure);
    if (answer.figures.empty())
        return failed(one, Error{"No figure that is asked for follows from a serving estimate."});
    answer.extrapolated = best->basis == EstimateBasis::Extrapolated;
    for (const ServingPartOfToken& part : best->token)
        answer.breakdown.emplace_back(part.key, part.time.value());
    const ServingMemory& memory = best->figures.memory;
    answer.memory = {{"weights", memory.weights.value()}, {"cache", memory.cache.value()}, {"reserve", memory.reserve.value()}};
    answer.layout = best->layout;
    answer.bottleneck = best->bottleneck;
    answer.assumptions = read->assumptions;
    answer.assumptions.insert(answer.assumptions.end(), best->assumptions.begin(), best->assumptions.end());
    return answer;
}

} // namespace colonnade::model
