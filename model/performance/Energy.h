#pragma once

#include "model/units/Rates.h"

#include <optional>

namespace colonnade::model {

/// Energy of one token: power at full load, the share of it that the job draws on average, and the
/// facility's overhead (PUE), over the tokens made in a second.
constexpr Joules energyPerToken(Watts power, double load, double facilityFactor,
                                double tokensPerSecond)
{
    return Joules{power.value() * load * facilityFactor / tokensPerSecond};
}

/// Tokens per second for each megawatt of the power that `energyPerToken` counts: a million watts over the joules of a token.
/// Nothing where those are unknown.
constexpr std::optional<double> tokensPerSecondPerMegawatt(std::optional<Joules> perToken)
{
    if (!perToken || perToken->value() <= 0)
        return std::nullopt;
    return 1e6 / perToken->value();
}

/// Kilowatt-hours for a million tokens.
constexpr double kilowattHoursPerMillionTokens(Joules perToken)
{
    return perToken.value() * 1e6 / 3.6e6;
}

/// How long a training of `tokens` takes; `goodput` is the share of time that makes progress.
constexpr Seconds timeToTrain(double tokens, double tokensPerSecond, double goodput = 1)
{
    return Seconds{tokens / (tokensPerSecond * goodput)};
}

} // namespace colonnade::model
