#pragma once

#include "model/units/Rates.h"

namespace colonnade::model {

/// Efficiency curve of one part's matrix multiplications in one number format, as fitted on
/// measured tables.
struct GemmFit {
    double compute = 1; ///< Share of the peak rate reached by large products (eta).
    double memory = 1; ///< Share of the memory bandwidth reached by small ones (mu).
    Seconds start; ///< Launch and drain (t0).
    double sharpness = 1; ///< How sharply the two limits meet (q); infinite is a roofline.
    Flops ramp; ///< Work that tile and wave quantisation costs (F0).
    Bytes floor; ///< Traffic that even a small product costs (b0).
    double meanError = 0; ///< Mean absolute error over the table it was fitted on, 0.054 for 5.4 %.
    bool operator==(const GemmFit&) const = default;
};

/// An (m x k) by (k x n) product with its element sizes in bytes.
struct Product {
    double m = 0, n = 0, k = 0;
    double inputBytes = 2;
    double outputBytes = 2;
};

/// Time of one product: start + (tc^q + tm^q)^(1/q) with tc = (2mnk + ramp)/(peak eta),
/// tm = (input (mk + kn) + output mn + floor)/(bandwidth mu).
Seconds gemmTime(const Product&, const GemmFit&, FlopRate peak, ByteRate bandwidth);

} // namespace colonnade::model
