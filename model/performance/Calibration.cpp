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

CollectiveFit collective(Collective kind, int ranks, double startUs, double rateGb, double root,
                         double error)
{
    return {kind, ranks, Seconds{startUs * micro}, ByteRate{rateGb * giga}, root, error};
}

std::array<std::optional<GemmFit>, 4> fits(GemmFit wide, std::optional<GemmFit> fp8 = {},
                                           std::optional<GemmFit> fp4 = {})
{
    return {wide, wide, fp8, fp4};
}

// GEMM curves: fitted on the kernel tables of NVIDIA AIConfigurator (Apache-2.0), n, k >= 1024.
// Collectives: fitted on its NCCL tables, 512 B to 512 MiB.
Calibration makeBuiltIn()
{
    using enum Collective;
    const std::string source =
        "NVIDIA AIConfigurator kernel and NCCL tables (Apache-2.0), curves fitted for this program";
    Calibration all;
    all.products = shippedProductLaws();
    all.collectives = shippedCollectiveLaws();
    all.parts = {
        {.name = "A100 SXM",
         .marks = {"a100"},
         .exceptWith = {"pcie"},
         .relatives = {"a100", "a800"},
         .generation = Precision::Bf16,
         .scaleUp = ByteRate{300 * giga},
         .gemm = fits(gemm(0.841, 0.800, 5.5, 1.74, 0.36, 0, 0.076)),
         .attention = 0.44, // kernels of 2021 to 2023, in whose time its runs were published
         .collectives = {collective(AllReduce, 8, 21.0, 239, 9.1e-9, 0.046),
                         collective(AllGather, 8, 14.7, 216, 8.5e-9, 0.054),
                         collective(ReduceScatter, 8, 14.6, 234, 8.7e-9, 0.057)},
         .source = source,
         .caution = {}},
        {.name = "H100 SXM",
         .marks = {"h100"},
         .exceptWith = {"pcie", "nvl"},
         .relatives = {"h100", "h800", "h20", "gh200"},
         .generation = Precision::Fp8,
         .scaleUp = ByteRate{450 * giga},
         .gemm = fits(gemm(0.778, 0.836, 3.4, 3.13, 0, 0.77, 0.054),
                      gemm(0.728, 0.890, 2.0, 1.00, 14.8, 1.44, 0.109)),
         .collectives = {collective(AllReduce, 2, 6.1, 332, 5.4e-9, 0.049),
                         collective(AllReduce, 4, 9.3, 372, 4.4e-9, 0.041),
                         collective(AllReduce, 8, 15.3, 517, 7.8e-9, 0.049),
                         collective(AllGather, 8, 10.4, 369, 5.4e-9, 0.033),
                         collective(ReduceScatter, 8, 10.2, 357, 3.5e-9, 0.039)},
         .source = source,
         .caution =
             "45 published H100 runs with sharded weights under software of 2023 took at least "
             "a third longer than estimated on average; most lie outside this band."},
        {.name = "H200 SXM",
         .marks = {"h200"},
         .exceptWith = {"pcie", "nvl"},
         .relatives = {"h200"},
         .generation = Precision::Fp8,
         .scaleUp = ByteRate{450 * giga},
         .gemm = fits(gemm(0.788, 0.836, 3.7, 3.00, 0, 1.67, 0.061)),
         .collectives = {},
         .source = source,
         .caution = {}},
        {.name = "B200",
         .marks = {"b200"},
         .exceptWith = {},
         .relatives = {"b300"},
         .generation = Precision::Fp4,
         .scaleUp = ByteRate{900 * giga},
         .gemm = fits(gemm(0.680, 0.733, 3.1, 2.60, 0, 1.62, 0.086),
                      gemm(0.536, 0.744, 15.2, 1.76, 2.7, 0, 0.103),
                      gemm(0.391, 0.502, 11.0, 3.51, 1.9, 0.81, 0.201)),
         .collectives = {collective(AllReduce, 8, 25.1, 865, 7.3e-9, 0.061),
                         collective(AllGather, 8, 16.4, 714, 4.0e-9, 0.094),
                         collective(ReduceScatter, 8, 16.3, 684, 2.9e-9, 0.075)},
         .source = source,
         .caution = {}},
        {.name = "GB200",
         .marks = {"gb200"},
         .exceptWith = {},
         .relatives = {"gb300"},
         .generation = Precision::Fp4,
         .scaleUp = ByteRate{900 * giga},
         // The fit took a peak of 2450 TFLOP/s; against the catalog's 2500 its 0.655 is 0.642.
         .gemm = fits(gemm(0.642, 0.754, 0, 2.41, 0.85, 20.6, 0.088)),
         .collectives = {collective(AllReduce, 2, 10.8, 570, 2.6e-9, 0.053),
                         collective(AllReduce, 4, 15.8, 714, 4.1e-9, 0.071)},
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

/// `fit`, measured at `nominal` bandwidth and its own hop time, as it is on the machine.
CollectiveFit scaled(CollectiveFit fit, ByteRate nominal, const ScaleUpDomain& domain)
{
    const double ratio = domain.bandwidth.value_or(nominal) / nominal;
    fit.rate = fit.rate * ratio;
    fit.root /= std::sqrt(ratio);
    if (domain.latency) {
        const int hops = fit.kind == Collective::AllReduce ? 2 * (fit.ranks - 1) : fit.ranks - 1;
        fit.start = *domain.latency * hops;
    }
    return fit;
}

void chooseCollectives(Kernels& kernels, const std::vector<Likeness>& order,
                       const ClusterView& view)
{
    kernels.linksMeasured = true;
    for (const Collective kind :
         {Collective::AllReduce, Collective::AllGather, Collective::ReduceScatter}) {
        const auto slot = static_cast<std::size_t>(kind);
        for (const Likeness& like : order) {
            int& count = kernels.collectiveCount[slot];
            for (const CollectiveFit& fit : like.part->collectives) {
                if (fit.kind == kind && count < static_cast<int>(kernels.collectives[slot].size()))
                    kernels.collectives[slot][static_cast<std::size_t>(count++)] =
                        scaled(fit, like.part->scaleUp, view.scaleUp);
            }
            if (count == 0)
                continue;
            kernels.linkPart = like.part;
            kernels.linksMeasured = kernels.linksMeasured && like.same;
            break;
        }
    }
}

} // namespace

std::vector<Likeness> byLikeness(const ClusterView& view, const Calibration& calibration)
{
    const auto words = wordsOf(view.accelerator);
    const int generation = static_cast<int>(generationOf(view));
    std::vector<Likeness> order;
    for (const PartCalibration& part : calibration.parts) {
        const bool same = hasAny(words, part.marks) && !hasAny(words, part.exceptWith);
        const bool related = same || hasAny(words, part.relatives);
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

Seconds Kernels::scaleUpTime(Collective kind, int ranks, Bytes data) const
{
    if (ranks <= 1)
        return {};
    const auto slot = static_cast<std::size_t>(kind);
    const auto& fitsOfKind = collectives[slot];
    const auto count = static_cast<std::size_t>(collectiveCount[slot]);
    std::size_t chosen = 0;
    while (chosen + 1 < count && fitsOfKind[chosen].ranks < ranks)
        ++chosen;
    CollectiveFit fit = fitsOfKind[chosen];
    // Start-up grows with the depth of the tree beyond what was measured.
    if (ranks > fit.ranks)
        fit.start = fit.start * (std::log2(ranks) / std::log2(fit.ranks));
    return fittedTime(fit, data * busFactor(kind, ranks));
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
    chooseCollectives(kernels, order, view);
    for (const int count : kernels.collectiveCount) {
        if (count == 0)
            return fail("The calibration has no measured collectives.");
    }
    const double known = std::max(calibration.structureError, kernels.gemm.meanError);
    kernels.meanError = kernels.gemmMeasured ? known : 2 * known;
    return kernels;
}

} // namespace colonnade::model
