#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What a project's own measurements say of two factors on the model, 1 each where they say nothing.
///
/// A Bayesian linear model in logarithms. Let sigma be the standard deviation of ln(measured / estimated) in the family of a
/// figure, from its band that holds four of five: ln(1 + band) / 1.2816. Before anything is measured its square is shared out
/// evenly between what a project has in common, the prior tau² = sigma²/2 of the ln factor that moves the figure most, and
/// what differs from run to run, sigma²/2 as well. The factors are those that minimise
///
///     sum over measurements of (ln measured - ln estimated(factors))² / (s sigma²/2) + sum over factors of (ln factor)² / tau²,
///
/// a ridge in logarithms: one measurement that a factor meets in full moves it half of the way, many move it all of the way.
/// The spread between runs, s, is 1 before, and with n measurements and p factors
///
///     s = (2 + sum of residuals about their own best fit² / (sigma²/2)) / (2 + n - p),
///
/// as if two runs of usual spread had been seen before; measurements that contradict each other count less. A factor is taken
/// only where the measurements tell it from the other: where they leave at most 3/4 of its variance. (The one they say most
/// of is always taken.)
struct FactorFit {
    std::array<double, 2> factors{1, 1};
    std::array<bool, 2> told{}; ///< Fitted; else 1 because nothing tells it.
    int measurements = 0;       ///< Figures that count.
    double spread = 1;          ///< s.
    std::array<double, 2> prior{};                 ///< tau² of each factor.
    std::array<std::array<double, 2>, 2> open{}; ///< P, the covariance of the ln factors that is left.

    /// Half-width of a figure's band in logarithms over that before: sqrt((J P J' + s sigma²/2) / (J tau² J' + sigma²/2)), 1
    /// before anything is measured. `sensitivity`: J, d ln figure / d ln factor; `sigma` of the figure's family.
    [[nodiscard]] double bandShare(const std::array<double, 2>& sensitivity, double sigma) const;
    bool operator==(const FactorFit&) const = default;
};

/// A measured figure: its logarithm, and the standard deviation of its family's.
struct FactorObservation {
    double logMeasured = 0;
    double sigma = 0.1; ///< Above 0.
};

/// ln of the estimates of all observations under two factors; nothing where there is none.
using LogEstimates = std::function<std::optional<std::vector<double>>(const std::array<double, 2>& factors)>;

/// By Gauss and Newton with derivatives by differences. `priorSigma`: sigma of the families that the factors move most, above 0.
/// The identity without observations, and where an estimate fails.
FactorFit fitFactors(std::span<const FactorObservation>, const std::array<double, 2>& priorSigma, const LogEstimates&);

/// "Calibrated by 3 measurements: computing x 1.07."; for people, of a fit with measurements.
std::string projectText(const FactorFit&, std::string_view first, std::string_view second);

/// sigma of a family from the half-width of its band of four of five, both in logarithms.
double sigmaOfBand(double logHalfWidth);
/// Whether ln(measured / estimated) is so far out that a slip is likelier than a run: three half-widths of the band.
bool isFarOut(double logRatio, double sigma);

} // namespace colonnade::model
