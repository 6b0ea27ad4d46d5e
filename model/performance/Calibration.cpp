#include "model/performance/Calibration.h"

#include "model/performance/PartWords.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace colonnade::model {

namespace {

constexpr double giga = 1e9;
constexpr double micro = 1e-6;

GemmFit gemm(double compute, double memory, double startUs, double sharpness, double rampGflop,
             double floorMb, double error)
{
    return {compute,
            memory,
            Seconds{startUs * micro},
            sharpness,
            Flops{rampGflop * giga},
            Bytes{floorMb * 1e6},
            error};
}

std::array<std::optional<GemmFit>, 4> fits(GemmFit wide, std::optional<GemmFit> fp8 = {},
                                           std::optional<GemmFit> fp4 = {})
{
    return {wide, wide, fp8, fp4};
}

// GEMM curves: fitted on the kernel tables of NVIDIA AIConfigurator (Apache-2.0), n, k >= 1024.
Calibration makeBuiltIn()
{
    const std::string source =
        "NVIDIA AIConfigurator kernel tables (Apache-2.0), curves fitted for this program";
    Calibration all;
    all.products = shippedProductLaws();
    all.collectives = shippedCollectiveLaws();
    all.parts = {
        {.name = "A100 SXM",
         .marks = {"a100"},
         .exceptWith = {"pcie"},
         .relatives = {"a100", "a800"},
         .generation = Precision::Bf16,
         .gemm = fits(gemm(0.841, 0.800, 5.5, 1.74, 0.36, 0, 0.076)),
         .attention = 0.44, // kernels of 2021 to 2023, in whose time its runs were published
         .source = source,
         .caution = {}},
        {.name = "H100 SXM",
         .marks = {"h100"},
         .exceptWith = {"pcie", "nvl"},
         .relatives = {"h100", "h800", "h20", "gh200"},
         .generation = Precision::Fp8,
         .gemm = fits(gemm(0.778, 0.836, 3.4, 3.13, 0, 0.77, 0.054),
                      gemm(0.728, 0.890, 2.0, 1.00, 14.8, 1.44, 0.109)),
         .source = source,
         .caution =
             "45 published H100 runs with sharded weights under software of 2023 took at least "
             "a third longer than estimated on average; most lie outside this band."},
        {.name = "H200 SXM",
         .marks = {"h200"},
         .exceptWith = {"pcie", "nvl"},
         .relatives = {"h200"},
         .generation = Precision::Fp8,
         .gemm = fits(gemm(0.788, 0.836, 3.7, 3.00, 0, 1.67, 0.061)),
         .source = source,
         .caution = {}},
        {.name = "B200",
         .marks = {"b200"},
         .exceptWith = {},
         .relatives = {"b300"},
         .generation = Precision::Fp4,
         .gemm = fits(gemm(0.680, 0.733, 3.1, 2.60, 0, 1.62, 0.086),
                      gemm(0.536, 0.744, 15.2, 1.76, 2.7, 0, 0.103),
                      gemm(0.391, 0.502, 11.0, 3.51, 1.9, 0.81, 0.201)),
         .source = source,
         .caution = {}},
        {.name = "GB200",
         .marks = {"gb200"},
         .exceptWith = {},
         .relatives = {"gb300"},
         .generation = Precision::Fp4,
         // The fit took a peak of 2450 TFLOP/s; against the catalog's 2500 its 0.655 is 0.642.
         .gemm = fits(gemm(0.642, 0.754, 0, 2.41, 0.85, 20.6, 0.088)),
         .source = source,
         .caution = {}},
    };
    return all;
}

bool hasAny(const std::vector<std::string>& words, const std::vector<std::string>& wanted)
{
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    });
}

/// Narrowest number format that the machine's accelerator computes in.
Precision generationOf(const ClusterView& view)
{
    for (const Precision format : {Precision::Fp4, Precision::Fp8}) {
        if (view.peakOf(format))
            return format;
    }
    return Precision::Bf16;
}

double bytesOf(Precision precision)
{
    switch (precision) {
    case Precision::Fp16:
    case Precision::Bf16: return 2;
    case Precision::Fp8: return 1;
    case Precision::Fp4: return 0.5;
    }
    return 2;
}

/// The curve of the likest part that has one for the format; for want of any, the likest part's
/// 16-bit curve.
void chooseGemm(Kernels& kernels, const std::vector<Likeness>& order, Precision precision)
{
    for (const Precision format : {precision, Precision::Bf16}) {
        for (const Likeness& like : order) {
            const auto& fit = like.part->gemm[static_cast<std::size_t>(format)];
            if (!fit)
                continue;
            kernels.gemm = *fit;
            kernels.gemmPart = like.part;
            kernels.gemmPrecision = format;
            kernels.gemmMeasured = like.same && format == precision;
            return;
        }
    }
}

/// The laws of the part's own link; for want of any, those of the likest part that has them.
void chooseCollectives(Kernels& kernels, const std::vector<Likeness>& order, const ClusterView& view, const Calibration& calibration)
{
    const auto lawOf = [&](Collective kind, const std::vector<std::string>& words) -> const CollectiveLaw* {
        for (const CollectiveLaw& law : calibration.collectives) {
            if (law.operation == kind && hasWordOf(words, law.parts))
                return &law;
        }
        return nullptr;
    };
    kernels.linksMeasured = true;
    const auto own = wordsOf(view.accelerator);
    for (const Collective kind : {Collective::AllReduce, Collective::AllGather, Collective::ReduceScatter}) {
        const CollectiveLaw*& law = kernels.collectives[static_cast<std::size_t>(kind)];
        law = lawOf(kind, own);
        kernels.linksMeasured = kernels.linksMeasured && law && law->rows > 0;
        for (const Likeness& like : order) {
            if (!law)
                law = lawOf(kind, like.part->marks);
        }
    }
}

} // namespace

std::vector<Likeness> byLikeness(const ClusterView& view, const Calibration& calibration)
{
    const auto words = wordsOf(view.accelerator);
    const auto isSame = [&](const PartCalibration& part) { return hasAny(words, part.marks) && !hasAny(words, part.exceptWith); };
    const auto isRelated = [&](const PartCalibration& part) { return isSame(part) || hasAny(words, part.relatives); };
    // A part that is known by name is of that one's generation, whatever formats its peaks were given for.
    const auto known = std::find_if(calibration.parts.begin(), calibration.parts.end(), isRelated);
    const int generation = static_cast<int>(known == calibration.parts.end() ? generationOf(view) : known->generation);
    std::vector<Likeness> order;
    for (const PartCalibration& part : calibration.parts) {
        const bool same = isSame(part);
        const bool related = isRelated(part);
        const double away = 1 + std::abs(static_cast<int>(part.generation) - generation);
        order.push_back({&part, same, same ? 0 : related ? 0.5 : away});
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.distance < b.distance; });
    return order;
}

const Calibration& Calibration::builtIn()
{
    static const Calibration calibration = makeBuiltIn();
    return calibration;
}

CollectiveCurve Kernels::scaleUpCurve(Collective kind, int ranks) const
{
    CollectiveCurve curve = curveOf(*collectives[static_cast<std::size_t>(kind)], ranks, scaleUpLink);
    if (scaleUpHop) {
        const int hops = kind == Collective::AllReduce ? 2 * (ranks - 1) : ranks - 1;
        const double start = scaleUpHop->value() * hops;
        curve.bulkLatency = curve.latency > 0 ? curve.bulkLatency * (start / curve.latency) : start;
        curve.latency = start;
    }
    return curve;
}

Seconds Kernels::scaleUpTime(Collective kind, int ranks, Bytes data) const
{
    return ranks > 1 ? scaleUpCurve(kind, ranks).time(data) : Seconds{};
}

Result<Kernels> kernelsFor(const ClusterView& view, Precision precision,
                           const Calibration& calibration)
{
    if (auto wrong = fault(view))
        return tl::unexpected<Error>{*wrong};
    const auto peak = view.peakOf(precision);
    if (!peak)
        return fail("The catalog gives no {} rate for accelerator '{}'.", word(precision),
                    view.accelerator);
    // A part without a 16-bit figure computes its few 16-bit operations at a rate in proportion to
    // the sizes.
    auto wide = view.peakOf(Precision::Bf16);
    if (!wide)
        wide = view.peakOf(Precision::Fp16).value_or(*peak * (bytesOf(precision) / 2));
    if (!view.memoryBandwidth)
        return fail("The catalog gives no memory bandwidth for accelerator '{}'.",
                    view.accelerator);

    Kernels kernels;
    const bool narrow = precision == Precision::Fp8 || precision == Precision::Fp4;
    kernels.peak = *peak * (narrow ? calibration.sustainedNarrow : calibration.sustainedWide);
    kernels.widePeak = *wide * calibration.sustainedWide;
    kernels.inputBytes = bytesOf(precision);
    kernels.memoryBandwidth = *view.memoryBandwidth;
    kernels.hasScaleUp = view.scaleUp.bandwidth.has_value();

    const auto order = byLikeness(view, calibration);
    chooseGemm(kernels, order, precision);
    if (!kernels.gemmPart)
        return fail("The calibration has no measured matrix multiplications.");
    for (const Likeness& like : order) {
        if (const auto& fit = like.part->gemm[static_cast<std::size_t>(Precision::Bf16)]) {
            kernels.wideGemm = *fit;
            kernels.attention = like.part->attention;
            break;
        }
    }
    chooseCollectives(kernels, order, view, calibration);
    for (const CollectiveLaw* law : kernels.collectives) {
        if (!law)
            return fail("The calibration has no measured collectives.");
    }
    kernels.scaleUpLink = view.scaleUp.bandwidth.value_or(ByteRate{kernels.collectives.front()->nominal});
    kernels.scaleUpHop = view.scaleUp.latency;
    const double known = std::max(calibration.structureError, kernels.gemm.meanError);
    kernels.meanError = kernels.gemmMeasured ? known : 2 * known;
    return kernels;
}

} // namespace colonnade::model
