#pragma once

#include "model/units/Quantity.h"

#include <cstdint>
#include <span>
#include <string>

namespace colonnade::model {

inline constexpr double hoursPerYear = 8760;
inline constexpr double daysPerYear = 365;
inline constexpr double secondsPerDay = 86'400;

/// REL-001: mean time until one of `nodes` fails, μ = 1 / (N r_f), r_f in failures of one node per
/// day. Meta, "Revisiting Reliability in Large-Scale Machine Learning Research Clusters" (arXiv
/// 2410.21680). Infinite for no nodes or no failures.
Seconds meanTimeToFailure(double nodes, double failuresPerNodeDay);

/// REL-002: AFR = events / (N T), T in years of 365 days. Needs units and days above 0.
double annualFailureRate(double events, double units, double days);
/// REL-003: the same of a part whose maker gives a mean time between failures in hours.
double annualFailureRateOf(double hoursBetweenFailures);
/// REL-002: failures of `units` parts in an hour, λ = n AFR / 8760.
double failuresPerHour(double units, double annualRate);
/// REL-002: that at least one failure falls into `hours`, 1 - exp(-λ t).
double failureProbability(double perHour, double hours);
/// REL-003: failures of `units` parts in a month, n AFR / 12.
double failuresPerMonth(double units, double annualRate);
/// REL-003: mean time between failures of `units` parts that last `years` each.
Seconds timeBetweenFailures(double units, double years);

/// REL-005: spares of one class.
struct Spares {
    int count = 0;
    double probability = 1; ///< That they last until the next delivery.
};
/// Failures expected over a lead time, λ = n AFR t / 365.
double expectedFailures(double units, double annualRate, double days);
/// That a Poisson number of mean `mean` is at most `most`.
double poissonAtMost(int most, double mean);
/// What fails together: a Poisson number of mean `mean`, each taking `size` with it.
struct FailureBatch {
    double mean = 0;
    std::int64_t size = 1;
};
/// That no more than `most` are lost to all of these together: compound Poisson, by Panjer's recursion
/// g(0) = e^-λ, g(s) = Σ_k k λ_k g(s - k) / s (Panjer 1981). With batches of one alone, `poissonAtMost`.
double batchesAtMost(int most, std::span<const FailureBatch> batches);
/// The fewest spares that last with probability `target`: min{s: Σ_{i≤s} e^-λ λ^i / i! >= target}.
/// Poisson sparing. Needs 0 <= target < 1.
Spares poissonSpares(double mean, double target);

/// REL-006: the interval between checkpoints that loses the least, W = √(2 C μ). Young 1974; Daly
/// 2006.
Seconds checkpointInterval(Seconds checkpoint, Seconds meanTimeToFailure);
/// REL-006: share of time that checkpoints and lost work take, C / W + W / (2 μ).
double checkpointOverhead(Seconds checkpoint, Seconds interval, Seconds meanTimeToFailure);
/// REL-007: E = 1 - C / W - (W / 2 + R) / μ, to first order. Below 0 where the job makes no way at
/// all.
double effectiveTrainingTime(Seconds checkpoint, Seconds interval, Seconds restart,
                             Seconds meanTimeToFailure);

/// REL-008: that at least `needed` of `units` work, each with probability `each`, independently of
/// each other.
double availability(double each, int needed, int units);
/// Availability of one unit with this failure rate that is back after `repairDays`.
double unitAvailability(double annualRate, double repairDays);

/// REL-010: nodes in repair on average, N r_f t.
double nodesInRepair(double nodes, double failuresPerNodeDay, double repairDays);
/// The next whole number, but for rounding: 13.000000000000002 gives 13.
int wholeAtLeast(double number);

/// For people: "14.7 min", "1.80 h", "25.6 h", "3.4 d", "never".
std::string lasting(Seconds time);

} // namespace colonnade::model
