#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

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

/// Sizes of the batch in which output tokens are made, from `first` up, by their shares of the tokens.
struct BatchShares {
    int first = 1;
    std::vector<double> shares; ///< Add up to 1.

    /// The smallest size that a share of `below` does not exceed.
    [[nodiscard]] int quantile(double below) const
    {
        double sum = 0;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            sum += shares[i];
            if (sum >= below)
                return first + static_cast<int>(i);
        }
        return first + static_cast<int>(shares.size()) - 1;
    }
};

/// Shares of the sizes 1 to `most`. `growth(n)`: the probability of n requests over that of n - 1, for n up to `most`; beyond it
/// stays as it is at `most`, and those requests wait. `near`: a size close to the most frequent one. What is a billionth as
/// frequent as the most frequent, or less, is left out.
template <class Growth> BatchShares batchShares(int most, int near, Growth growth)
{
    constexpr double least = 1e-9;
    near = std::clamp(near, 1, most);
    std::vector<double> down; // Of near - 1, near - 2, ...
    double share = 1, largest = 1;
    for (int b = near - 1; b >= 1 && share > least * largest; --b) {
        share /= growth(b);
        down.push_back(share);
        largest = std::max(largest, share);
    }
    BatchShares out{near - static_cast<int>(down.size()), {down.rbegin(), down.rend()}};
    out.shares.push_back(1);
    share = 1;
    for (int b = near; b < most && share > least * largest; ++b) {
        share *= growth(b);
        out.shares.push_back(share);
        largest = std::max(largest, share);
    }
    // The largest batch also serves while others wait for room: a geometric series.
    if (out.first + static_cast<int>(out.shares.size()) - 1 == most)
        out.shares.back() /= 1 - std::min(growth(most), 1 - least);
    double sum = 0;
    for (const double one : out.shares)
        sum += one;
    for (double& one : out.shares)
        one /= sum;
    return out;
}

} // namespace colonnade::model
