#include "model/economics/CostDraws.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace colonnade::model {

double triangular(const CostBand& band, double share)
{
    const double width = band.high - band.low;
    if (width <= 0)
        return band.typical;
    const double peak = (band.typical - band.low) / width;
    return share < peak ? band.low + std::sqrt(share * width * (band.typical - band.low))
                        : band.high - std::sqrt((1 - share) * width * (band.high - band.typical));
}

CostBand plannedBand(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto of = [&](double share) { return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]; };
    return {of(0.1), of(0.5), of(0.9)};
}

/// The same draws for every design, so that two candidates differ by what differs in them.
struct CostDraws::Source {
    std::mt19937 random{20261122};
    std::uniform_real_distribution<double> uniform{0, 1};
};

CostDraws::CostDraws(std::vector<CostBand> inputs)
    : m_inputs(std::move(inputs)), m_values(m_inputs.size()), m_source(std::make_shared<Source>())
{
}

std::span<const double> CostDraws::next()
{
    for (std::size_t k = 0; k < m_values.size(); ++k)
        m_values[k] = triangular(m_inputs[k], m_source->uniform(m_source->random));
    return m_values;
}

} // namespace colonnade::model
