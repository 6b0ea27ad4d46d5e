#include "model/performance/FactorFit.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr double fourOfFive = 1.2816; // Standard deviations each side of the middle that hold 80 %.
constexpr double farBands = 3;
constexpr double priorRuns = 2;
constexpr double toldShare = 0.75;
constexpr double step = 1e-3; // Of a ln factor, for differences.
constexpr double farthest = 3; // A factor beyond e^3 is no factor.
constexpr int rounds = 8;

using Pair = std::array<double, 2>;
using Matrix = std::array<Pair, 2>;

struct Line {
    double target = 0;  ///< ln measured - ln estimated + J (ln factors).
    Pair slope{};
    double weight = 1;  ///< 1 / (sigma²/2).
};

/// Weighted normal equations of the lines with `ridge` on the diagonal; what is not asked for stays 0, and as open as before.
struct Solution {
    Pair at{};
    Matrix inverse{};
};
Solution solved(const std::vector<Line>& lines, const std::array<bool, 2>& asked, double scale, const Pair& ridge)
{
    Matrix a{{{ridge[0], 0}, {0, ridge[1]}}};
    Pair b{};
    for (const Line& line : lines) {
        for (std::size_t i = 0; i < 2; ++i) {
            for (std::size_t j = 0; j < 2; ++j)
                a[i][j] += asked[i] && asked[j] ? line.slope[i] * line.slope[j] * line.weight * scale : 0;
            b[i] += asked[i] ? line.slope[i] * line.target * line.weight * scale : 0;
        }
    }
    const double determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    Solution out;
    out.inverse = {{{a[1][1] / determinant, -a[0][1] / determinant}, {-a[1][0] / determinant, a[0][0] / determinant}}};
    for (std::size_t i = 0; i < 2; ++i)
        out.at[i] = asked[i] ? out.inverse[i][0] * b[0] + out.inverse[i][1] * b[1] : 0;
    return out;
}

int count(const std::array<bool, 2>& asked)
{
    return (asked[0] ? 1 : 0) + (asked[1] ? 1 : 0);
}

class Fitting {
public:
    Fitting(std::span<const FactorObservation> observations, const Pair& priorSigma, const LogEstimates& estimates)
        : m_observations{observations}, m_estimates{estimates},
          m_prior{priorSigma[0] * priorSigma[0] / 2, priorSigma[1] * priorSigma[1] / 2}
    {
    }

    std::optional<FactorFit> operator()()
    {
        if (!draw())
            return std::nullopt;
        choose();
        for (int round = 0; round < rounds; ++round) {
            const double spread = spreadOf(m_asked);
            const Solution next = solved(m_lines, m_asked, 1 / spread, ridge(1));
            const double moved = std::max(std::abs(next.at[0] - m_at[0]), std::abs(next.at[1] - m_at[1]));
            for (std::size_t i = 0; i < 2; ++i)
                m_at[i] = std::clamp(next.at[i], -farthest, farthest);
            if (!draw())
                return std::nullopt;
            if (moved < 1e-9)
                break;
        }
        return answer();
    }

private:
    [[nodiscard]] std::optional<std::vector<double>> at(const Pair& logs) const
    {
        auto out = m_estimates({std::exp(logs[0]), std::exp(logs[1])});
        return out && out->size() == m_observations.size() ? out : std::nullopt;
    }

    [[nodiscard]] Pair ridge(double of) const { return {of / m_prior[0], of / m_prior[1]}; }

    /// The tangents of all estimates at the factors so far.
    bool draw()
    {
        const auto here = at(m_at);
        const auto first = at({m_at[0] + step, m_at[1]}), second = at({m_at[0], m_at[1] + step});
        if (!here || !first || !second)
            return false;
        m_lines.clear();
        for (std::size_t i = 0; i < m_observations.size(); ++i) {
            Line line;
            line.slope = {((*first)[i] - (*here)[i]) / step, ((*second)[i] - (*here)[i]) / step};
            line.target = m_observations[i].logMeasured - (*here)[i] + line.slope[0] * m_at[0] + line.slope[1] * m_at[1];
            line.weight = 2 / (m_observations[i].sigma * m_observations[i].sigma);
            m_lines.push_back(line);
        }
        return true;
    }

    [[nodiscard]] double spreadOf(const std::array<bool, 2>& asked) const
    {
        const Solution own = solved(m_lines, asked, 1, ridge(1e-9));
        double sum = priorRuns;
        for (const Line& line : m_lines) {
            const double rest = line.target - line.slope[0] * own.at[0] - line.slope[1] * own.at[1];
            sum += rest * rest * line.weight;
        }
        return sum / (priorRuns + std::max(0.0, static_cast<double>(m_lines.size()) - count(asked)));
    }

    void choose()
    {
        const std::array<bool, 2> both{true, true};
        const Solution whole = solved(m_lines, both, 1 / spreadOf(both), ridge(1));
        const Pair left{whole.inverse[0][0] / m_prior[0], whole.inverse[1][1] / m_prior[1]};
        m_asked = {left[0] <= toldShare, left[1] <= toldShare};
        m_asked[left[0] <= left[1] ? 0 : 1] = true;
    }

    [[nodiscard]] FactorFit answer() const
    {
        FactorFit out;
        out.measurements = static_cast<int>(m_observations.size());
        out.told = m_asked;
        out.spread = spreadOf(m_asked);
        out.prior = m_prior;
        const Solution last = solved(m_lines, m_asked, 1 / out.spread, ridge(1));
        for (std::size_t i = 0; i < 2; ++i)
            out.factors[i] = std::exp(m_at[i]);
        out.open = last.inverse;
        return out;
    }

    std::span<const FactorObservation> m_observations;
    const LogEstimates& m_estimates;
    Pair m_prior;          ///< tau².
    Pair m_at{};           ///< ln factors.
    std::array<bool, 2> m_asked{};
    std::vector<Line> m_lines;
};

} // namespace

double FactorFit::bandShare(const std::array<double, 2>& j, double sigma) const
{
    if (measurements == 0)
        return 1;
    double before = sigma * sigma / 2, after = spread * before;
    for (std::size_t i = 0; i < 2; ++i) {
        before += j[i] * j[i] * prior[i];
        for (std::size_t k = 0; k < 2; ++k)
            after += j[i] * open[i][k] * j[k];
    }
    return std::sqrt(after / before);
}

FactorFit fitFactors(std::span<const FactorObservation> observations, const std::array<double, 2>& priorSigma, const LogEstimates& estimates)
{
    if (observations.empty())
        return {};
    return Fitting{observations, priorSigma, estimates}().value_or(FactorFit{});
}

std::string projectText(const FactorFit& fit, std::string_view first, std::string_view second)
{
    std::string factors;
    for (std::size_t i = 0; i < 2; ++i) {
        if (fit.told[i])
            factors += fmt::format("{}{} x {}", factors.empty() ? "" : ", ", i == 0 ? first : second, significant(fit.factors[i], 3));
    }
    return fmt::format("Calibrated by {} {} of this project: {}.", fit.measurements, fit.measurements == 1 ? "measured figure" : "measured figures",
                       factors);
}

double sigmaOfBand(double logHalfWidth)
{
    return logHalfWidth / fourOfFive;
}

bool isFarOut(double logRatio, double sigma)
{
    return std::abs(logRatio) > farBands * fourOfFive * sigma;
}

} // namespace colonnade::model
