#include "model/exchange/estimatecase/EstimateCase.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

constexpr int mostSide = 100'000'000;
/// Half-width of a band that holds four of five, over the mean error: of the tables that were left out of the fit.
constexpr double bandPerError = 1.65;
constexpr double usualRows = 4096; // m where the case asks for none

std::optional<FlopRate> peakOf(const CasePart& part, Precision precision)
{
    switch (precision) {
    case Precision::Fp16:
    case Precision::Bf16: return part.bf16;
    case Precision::Fp8: return part.fp8;
    case Precision::Fp4: return part.fp4;
    }
    return std::nullopt;
}

double bytesOf(Precision precision)
{
    return precision == Precision::Fp8 ? 1 : precision == Precision::Fp4 ? 0.5 : 2;
}

std::string bottleneckOf(const ProductParts& parts, const ProductLaw& law, double m)
{
    const Seconds fixed = parts.start;
    const Seconds most = std::max({parts.compute, parts.memory, parts.quantise, fixed});
    const std::string at = fmt::format("At m = {}, ", significant(m, 6));
    if (most == fixed)
        return at + "starting the kernels takes longest.";
    if (most == parts.quantise)
        return at + fmt::format("turning the input into {} takes longest.", word(law.format));
    if (most == parts.memory)
        return at + "the memory bandwidth limits it.";
    return at
        + fmt::format("computing limits it: tiles of {} x {} keep {} % of the {} multiprocessors busy.", parts.tileRows, parts.tileColumns,
                      significant(100 * parts.lastWave, 3), law.processors);
}

} // namespace

EstimateCaseAnswer productAnswer(const EstimateCase& one, const Calibration& calibration)
{
    EstimateCaseAnswer answer;
    const auto refuse = [&](Error error) {
        answer.error = std::move(error);
        return answer;
    };
    const int n = one.product.whole({"n"});
    const int k = one.product.whole({"k"});
    if (n < 1 || k < 1 || n > mostSide || k > mostSide)
        return refuse({fmt::format("Case '{}' needs whole 'n' and 'k' of its product under 'model'", shown(one.id))});
    auto precision = precisionOf(one.precision);
    if (!precision) {
        if (!one.precision.empty())
            return refuse({fmt::format("Case '{}' has precision '{}', which is not known", shown(one.id), shown(one.precision))});
        precision = Precision::Bf16;
        answer.assumptions.emplace_back("Precision is not stated: bf16.");
    }
    const auto peak = peakOf(one.part, *precision);
    if (!peak)
        return refuse({fmt::format("The file gives no {} rate for '{}'", word(*precision), shown(one.part.name))});
    if (!one.part.memoryBandwidth)
        return refuse({fmt::format("The file gives no memory bandwidth for '{}'", shown(one.part.name))});
    const ProductChoice choice = productLawFor(calibration.products, one.part.name, *precision, one.part.bf16.value_or(FlopRate{}));
    if (!choice.law)
        return refuse({"The calibration has no measured matrix products"});

    const ProductLaw& law = *choice.law;
    std::vector<double> rows = one.at;
    if (rows.empty()) {
        rows.push_back(usualRows);
        answer.assumptions.push_back(fmt::format("No sizes are asked for: m = {}.", significant(usualRows, 4)));
    }
    answer.tableKey = "m_us";
    ProductParts last;
    for (const double m : rows) {
        last = productParts({m, static_cast<double>(n), static_cast<double>(k), bytesOf(*precision), 2}, law, *peak, *one.part.memoryBandwidth);
        answer.table.emplace_back(m, last.total(law).value() * 1e6);
    }
    answer.tableBand = bandPerError * law.error * (choice.measured ? 1 : 2);
    answer.extrapolated = !choice.measured;
    const Seconds both = last.total(law) - last.start - last.quantise;
    const bool computes = last.compute > last.memory;
    answer.breakdown = {{"launch", last.start.value()},
                        {"compute", (computes ? last.compute : both - last.memory).value()},
                        {"memory", (computes ? both - last.compute : last.memory).value()},
                        {"quantise", last.quantise.value()}};
    answer.bottleneck = bottleneckOf(last, law, rows.back());
    if (!choice.measured)
        answer.assumptions.push_back(fmt::format("Kernels of '{}' in {} were not measured: those of {} in {} at the same share of the peak.",
                                                 shown(one.part.name), word(*precision), law.part, word(law.format)));
    if (*precision == Precision::Fp8 || *precision == Precision::Fp4)
        answer.assumptions.push_back(fmt::format("The time includes turning the 16-bit input into {}.", word(*precision)));
    return answer;
}

} // namespace colonnade::model
