#include "model/performance/Gemm.h"

#include <cmath>

namespace colonnade::model {

Seconds gemmTime(const Product& product, const GemmFit& fit, FlopRate peak, ByteRate bandwidth)
{
    const auto [m, n, k, inputBytes, outputBytes] = product;
    const double compute = (2 * m * n * k + fit.ramp.value()) / (peak.value() * fit.compute);
    const double traffic = (inputBytes * (m * k + k * n) + outputBytes * m * n + fit.floor.value())
        / (bandwidth.value() * fit.memory);
    // Written around the larger of the two, so that one power and one root do and nothing
    // overflows.
    const double large = std::max(compute, traffic);
    const double ratio = std::min(compute, traffic) / large;
    return fit.start
        + Seconds{large * std::exp(std::log1p(std::pow(ratio, fit.sharpness)) / fit.sharpness)};
}

} // namespace colonnade::model
