#pragma once

#include "model/performance/Rates.h"

namespace colonnade::model {

/// Energy of one token: power at full load, the share of it that the job draws on average, and the
/// facility's overhead (PUE), over the tokens made in a second.
constexpr Joules energyPerToken(Watts power, double load, double facilityFactor,
                                double tokensPerSecond)
{
    return Joules{power.value() * load * facilityFactor / tokensPerSecond};
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
