#pragma once

#include "model/economics/CostBook.h"

#include <memory>
#include <span>
#include <vector>

namespace colonnade::model {

/// Where `share` (0 to 1) of a triangle's area lies left: the quantile of the triangular distribution from low over typical
/// to high. Its mean is (a + b + c) / 3 and its variance (a² + b² + c² - ab - ac - bc) / 18.
double triangular(const CostBand& band, double share);

/// The 10th, the 50th and the 90th of a hundred of the values; needs one.
CostBand plannedBand(std::vector<double> values);

/// Values of uncertain inputs, one set for each draw: each input a triangle with a share of its own, so that inputs are
/// independent and what is summed within one input rises and falls together. The same sets for the same number of inputs.
class CostDraws {
public:
    explicit CostDraws(std::vector<CostBand> inputs);
    /// Calls `each(values)` for every set, values in the order of the inputs.
    template <class Each> void run(int draws, Each each)
    {
        for (int i = 0; i < draws; ++i)
            each(next());
    }

private:
    std::span<const double> next();

    std::vector<CostBand> m_inputs;
    std::vector<double> m_values;
    struct Source;
    std::shared_ptr<Source> m_source;
};

} // namespace colonnade::model
