#include "model/performance/ProductLaw.h"

#include "model/performance/PartWords.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace colonnade::model {

namespace {

struct Tile {
    int rows, columns;
};
constexpr std::array tiles{Tile{256, 128}, Tile{128, 256}, Tile{128, 128}, Tile{64, 256}, Tile{128, 64}, Tile{64, 128}, Tile{64, 64}};
constexpr std::array splitCounts{1, 2, 4, 8};
constexpr double sagFrom = 1e12; // FLOP

Precision wider(Precision format)
{
    return format == Precision::Fp4 ? Precision::Fp8 : Precision::Bf16;
}

} // namespace

const std::vector<ProductLaw>& shippedProductLaws()
{
    static const std::vector<ProductLaw> laws = {
#include "ProductLaws.inc" // made of resources/calibration/products.yaml
    };
    return laws;
}

ProductChoice productLawFor(const std::vector<ProductLaw>& laws, std::string_view part, Precision format, FlopRate widePeak)
{
    if (format == Precision::Fp16)
        format = Precision::Bf16;
    const auto words = wordsOf(part);
    const auto distance = [&](const ProductLaw& law) {
        if (hasWordOf(words, law.marks))
            return 0.0;
        if (hasWordOf(words, law.relatives))
            return 0.5;
        return 1 + (widePeak.value() > 0 ? std::abs(std::log(law.widePeak / widePeak.value())) : 0.0);
    };
    for (Precision tried = format;; tried = wider(tried)) {
        ProductChoice choice;
        double best = std::numeric_limits<double>::max();
        for (const ProductLaw& law : laws) {
            if (law.format != tried)
                continue;
            if (const double away = distance(law); away < best) {
                best = away;
                choice = {&law, away == 0 && tried == format};
            }
        }
        if (choice.law || tried == Precision::Bf16)
            return choice;
    }
}

ProductParts productParts(const Product& product, const ProductLaw& law, FlopRate peak, ByteRate bandwidth)
{
    const auto [m, n, k, inputBytes, outputBytes] = product;
    const double one = 2 * k * law.processors / (peak.value() * law.compute);
    const double sum = 4 * m * n / bandwidth.value();
    ProductParts parts;
    double best = std::numeric_limits<double>::max();
    for (const Tile tile : tiles) {
        if (std::min(tile.rows, tile.columns) < law.leastTile)
            continue;
        const double count = std::ceil(m / tile.rows) * std::ceil(n / tile.columns);
        // The same as area (1 + feed (1/rows + 1/columns)).
        const double time = one * (tile.rows * tile.columns + law.feed * (tile.rows + tile.columns)) + law.depth * k;
        for (const int splits : splitCounts) {
            const double waves = std::ceil(count * splits / law.processors);
            const double cost = waves * (time / splits + law.tile) + (splits > 1 ? law.split + splits * sum : 0.0);
            if (cost < best) {
                best = cost;
                parts.tileRows = tile.rows;
                parts.tileColumns = tile.columns;
                parts.splits = splits;
                parts.waves = waves;
                parts.lastWave = count * splits / (waves * law.processors);
            }
        }
    }
    const double work = 2 * m * n * k;
    if (work > sagFrom)
        best *= 1 + law.sag * std::log10(work / sagFrom);
    parts.start = Seconds{law.start};
    parts.compute = Seconds{best};
    parts.memory = Seconds{(inputBytes * (m * k + k * n) + outputBytes * m * n + law.floor) / (bandwidth.value() * law.memory)};
    parts.quantise = Seconds{law.quantise * m * k};
    return parts;
}

Seconds ProductParts::total(const ProductLaw& law) const
{
    // Written around the larger of the two, so that nothing overflows.
    const double large = std::max(compute, memory).value();
    const double ratio = std::min(compute, memory).value() / large;
    return start + Seconds{large * std::exp(std::log1p(std::pow(ratio, law.sharpness)) / law.sharpness)} + quantise;
}

Seconds productTime(const Product& product, const ProductLaw& law, FlopRate peak, ByteRate bandwidth)
{
    return productParts(product, law, peak, bandwidth).total(law);
}

} // namespace colonnade::model
