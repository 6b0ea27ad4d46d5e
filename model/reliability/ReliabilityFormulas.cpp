#include "model/reliability/ReliabilityFormulas.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace colonnade::model {

namespace {

constexpr double secondsPerHour = 3600;

/// Above this mean, terms of the Poisson sum are smaller than the smallest number; by then the
/// normal approximation is good to far more digits than a count of spares shows.
constexpr double manyFailures = 1e7;
/// Above this mean the first term of a compound sum is smaller than the smallest number.
constexpr double manyBatches = 700;

double logChoose(int n, int k)
{
    return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
}

} // namespace

Seconds meanTimeToFailure(double nodes, double failuresPerNodeDay)
{
    const double perDay = nodes * failuresPerNodeDay;
    return perDay > 0 ? Seconds{secondsPerDay / perDay}
                      : Seconds{std::numeric_limits<double>::infinity()};
}

double annualFailureRate(double events, double units, double days)
{
    return events / (units * days / daysPerYear);
}

double annualFailureRateOf(double hoursBetweenFailures)
{
    return hoursPerYear / hoursBetweenFailures;
}

double failuresPerHour(double units, double annualRate)
{
    return units * annualRate / hoursPerYear;
}

double failureProbability(double perHour, double hours)
{
    return -std::expm1(-perHour * hours);
}

double failuresPerMonth(double units, double annualRate)
{
    return units * annualRate / 12;
}

Seconds timeBetweenFailures(double units, double years)
{
    return Seconds{years * hoursPerYear * secondsPerHour / units};
}

double expectedFailures(double units, double annualRate, double days)
{
    return units * annualRate * days / daysPerYear;
}

double poissonAtMost(int most, double mean)
{
    if (most < 0)
        return 0;
    if (mean <= 0)
        return 1;
    if (mean > manyFailures)
        return 0.5 * std::erfc((mean - most - 0.5) / std::sqrt(2 * mean));
    double logTerm = -mean, sum = std::exp(logTerm);
    for (int i = 1; i <= most; ++i) {
        logTerm += std::log(mean / i);
        const double term = std::exp(logTerm);
        sum += term;
        if (i > mean && term < 1e-18 * sum)
            break; // What follows adds nothing.
    }
    return std::min(sum, 1.0);
}

double batchesAtMost(int most, std::span<const FailureBatch> batches)
{
    if (most < 0)
        return 0;
    double all = 0;
    bool single = true;
    for (const FailureBatch& batch : batches) {
        all += batch.mean;
        single &= batch.size == 1;
    }
    if (single)
        return poissonAtMost(most, all);
    if (all > manyBatches) { // Of so many the sum is normal: mean Σ k λ, variance Σ k² λ.
        double mean = 0, variance = 0;
        for (const FailureBatch& batch : batches) {
            mean += batch.mean * static_cast<double>(batch.size);
            variance += batch.mean * static_cast<double>(batch.size * batch.size);
        }
        return 0.5 * std::erfc((mean - most - 0.5) / std::sqrt(2 * variance));
    }
    std::vector<double> lost(static_cast<std::size_t>(most) + 1);
    lost[0] = std::exp(-all);
    double sum = lost[0];
    for (std::size_t s = 1; s < lost.size(); ++s) {
        for (const FailureBatch& batch : batches) {
            const auto size = static_cast<std::size_t>(batch.size);
            if (size <= s)
                lost[s] += static_cast<double>(size) * batch.mean * lost[s - size] / static_cast<double>(s);
        }
        sum += lost[s];
    }
    return std::min(sum, 1.0);
}

Spares poissonSpares(double mean, double target)
{
    if (mean <= 0)
        return {};
    // Twenty deviations above the mean hold every target that a double can tell from 1.
    const double far = mean + 20 * std::sqrt(mean) + 50;
    const int limit = static_cast<int>(std::min(far, 2e9));
    if (mean > manyFailures) {
        int low = 0, high = limit;
        while (low < high) {
            const int middle = low + (high - low) / 2;
            if (poissonAtMost(middle, mean) >= target)
                high = middle;
            else
                low = middle + 1;
        }
        return {low, poissonAtMost(low, mean)};
    }
    double logTerm = -mean, sum = std::exp(logTerm);
    int count = 0;
    while (sum < target && count < limit) {
        ++count;
        logTerm += std::log(mean / count);
        sum += std::exp(logTerm);
    }
    return {count, std::min(sum, 1.0)};
}

Seconds checkpointInterval(Seconds checkpoint, Seconds meanTimeToFailure)
{
    return Seconds{std::sqrt(2 * checkpoint.value() * meanTimeToFailure.value())};
}

double checkpointOverhead(Seconds checkpoint, Seconds interval, Seconds meanTimeToFailure)
{
    if (interval <= Seconds{})
        return 0; // A checkpoint that costs nothing is taken all the time.
    if (std::isinf(meanTimeToFailure.value()))
        return 0;
    return checkpoint / interval + interval / (meanTimeToFailure * 2);
}

double effectiveTrainingTime(Seconds checkpoint, Seconds interval, Seconds restart,
                             Seconds meanTimeToFailure)
{
    if (std::isinf(meanTimeToFailure.value()))
        return 1;
    const double writing = interval > Seconds{} ? checkpoint / interval : 0;
    return 1 - writing - (interval / 2 + restart) / meanTimeToFailure;
}

double availability(double each, int needed, int units)
{
    if (needed <= 0)
        return 1;
    if (needed > units)
        return 0;
    if (each >= 1)
        return 1;
    if (each <= 0)
        return 0;
    // Both tails: the smaller one keeps its digits.
    double works = 0, fails = 0;
    for (int i = 0; i <= units; ++i) {
        const double term =
            std::exp(logChoose(units, i) + i * std::log(each) + (units - i) * std::log1p(-each));
        (i >= needed ? works : fails) += term;
    }
    return std::clamp(fails < 0.5 ? 1 - fails : works, 0.0, 1.0);
}

double unitAvailability(double annualRate, double repairDays)
{
    return 1 / (1 + annualRate * repairDays / daysPerYear);
}

double nodesInRepair(double nodes, double failuresPerNodeDay, double repairDays)
{
    return nodes * failuresPerNodeDay * repairDays;
}

int wholeAtLeast(double number)
{
    return static_cast<int>(std::ceil(std::clamp(number - 1e-9 * std::abs(number), 0.0, 2e9)));
}

std::string lasting(Seconds time)
{
    const double seconds = time.value();
    if (std::isinf(seconds))
        return "never";
    // A no-break space stands before the unit, as in other figures.
    if (seconds < 100)
        return fmt::format("{}\u00a0s", significant(seconds, 3));
    if (seconds < 100 * 60)
        return fmt::format("{}\u00a0min", significant(seconds / 60, 3));
    if (seconds < 4 * secondsPerDay)
        return fmt::format("{}\u00a0h", significant(seconds / secondsPerHour, 3));
    if (seconds < 2 * daysPerYear * secondsPerDay)
        return fmt::format("{}\u00a0d", significant(seconds / secondsPerDay, 3));
    return fmt::format("{}\u00a0years", significant(seconds / secondsPerDay / daysPerYear, 3));
}

} // namespace colonnade::model
