#pragma once

#include "model/design/Workload.h"
#include "model/performance/Gemm.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// How long matrix products of one number format take on one part, from the order in which its kernels work.
///
/// The result is cut into tiles, one to a multiprocessor at a time, so that a last wave that is not full costs as much as a
/// full one (wave quantisation); where there are few tiles, the sum over k is split over several multiprocessors. Fitted by
/// tests/calibration/fit_products.py; resources/calibration/products.yaml holds the constants.
///
///     tile of a x b   = 2 a b k processors / (peak compute) (1 + feed (1/a + 1/b)) + depth k
///     computing       = min over tiles and splits s of  waves (tile / s + tile start) + [s > 1] (split + 4 s m n / bandwidth)
///     clock           = computing (1 + sag log10(2 m n k / 1e12))                        above 1e12 FLOP
///     moving          = (input (m k + k n) + output m n + floor) / (bandwidth memory)
///     time            = start + (computing^sharpness + moving^sharpness)^(1/sharpness) + quantise m k
struct ProductLaw {
    std::string part;           ///< "h100".
    Precision format = Precision::Bf16;
    std::string marks;          ///< Words of a part's name that mean it, lower case, a space between them.
    std::string relatives;      ///< The same of parts of one design with it that were not measured.
    double widePeak = 0;        ///< Dense 16-bit peak of the part, FLOP/s; finds the nearest part.
    int processors = 0;         ///< Multiprocessors.
    int leastTile = 64;         ///< Rows and columns of the smallest tile.
    double compute = 1;         ///< Share of the peak that a tile without bounds would reach.
    double memory = 1;          ///< Share of the memory bandwidth.
    double start = 0;           ///< Launch and drain, s; for narrow formats also that of the quantisation.
    double sharpness = 2;       ///< How sharply computing and moving meet.
    double feed = 0;            ///< Rows of a tile at which feeding it takes as long as computing it.
    double tile = 0;            ///< Start of a tile, s.
    double quantise = 0;        ///< Of an element of the 16-bit input that is turned into the format, s.
    double sag = 0;             ///< Loss of clock under steady power, of a tenfold longer product.
    double floor = 0;           ///< Traffic of even a small product, bytes.
    double split = 0;           ///< Of summing up what was split, s.
    double depth = 0;           ///< Wait for one step along k, s.
    int rows = 0;               ///< Measured times behind it.
    double fitted = 0;          ///< Mean error on them, as a share.
    double error = 0;           ///< The same on tables that were left out of the fit.
    bool operator==(const ProductLaw&) const = default;
};

/// The laws that the program ships.
const std::vector<ProductLaw>& shippedProductLaws();

/// A law for a machine and what is known of it.
struct ProductChoice {
    const ProductLaw* law = nullptr; ///< Owned by the laws; null where there are none.
    bool measured = false; ///< On this part and in this format.
};
/// The law of the part whose name has one of its marks; else of one of the same design; else of the nearest 16-bit peak
/// (`widePeak`; zero where it is not known). A format without a law takes that of the next wider one.
ProductChoice productLawFor(const std::vector<ProductLaw>& laws, std::string_view part, Precision format, FlopRate widePeak);

/// Time of one product on a part with this dense peak of the format and this memory bandwidth. Never less for a larger m, a
/// slower peak or a slower memory.
Seconds productTime(const Product&, const ProductLaw&, FlopRate peak, ByteRate bandwidth);

/// What the time of a product goes into.
struct ProductParts {
    Seconds start, compute, memory, quantise;
    int tileRows = 0, tileColumns = 0, splits = 1; ///< The fastest.
    double waves = 0;      ///< Rounds in which the tiles are worked off.
    double lastWave = 1;   ///< Share of the multiprocessors busy over all rounds.
    [[nodiscard]] Seconds total(const ProductLaw&) const;
};
ProductParts productParts(const Product&, const ProductLaw&, FlopRate peak, ByteRate bandwidth);

} // namespace colonnade::model
