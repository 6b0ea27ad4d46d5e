#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace colonnade::model {

/// Mean time at a server of service time `service` among `requests` that stay away for `away` between visits: the positive
/// root of R = S (1 + (N - 1) R/(R + Z)). Schweitzer's approximation of mean value analysis; S for one request, S N - Z for many.
inline double closedResponse(double service, double requests, double away)
{
    const double b = away - service * requests;
    const double root = std::sqrt(b * b + 4 * service * away);
    return b > 0 ? 2 * service * away / (root + b) : (root - b) / 2;
}

/// Waiting before a server of constant service time under random arrivals (M/D/1, Pollaczek and Khinchine); infinite at a
/// load of 1 and more.
inline double randomWaiting(double service, double load)
{
    return load < 1 ? service * load / (2 * (1 - load)) : std::numeric_limits<double>::infinity();
}

/// Waiting that a share of `below` requests stay under, the tail taken as exponential: P(W > t) = load e^(-t load/mean).
inline double waitingBelow(double below, double load, double mean)
{
    return load <= 0 || 1 - below >= load ? 0 : mean / load * std::log(load / (1 - below));
}

} // namespace colonnade::model
