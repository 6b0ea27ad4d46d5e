#pragma once

#include "model/performance/ClusterView.h"
#include "model/performance/CollectiveLaw.h"
#include "model/performance/FactorFit.h"
#include "model/performance/Gemm.h"
#include "model/performance/ProductLaw.h"
#include "model/performance/TrainingStack.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// What was measured on one accelerator.
struct PartCalibration {
    std::string name; ///< "H100 SXM".
    std::vector<std::string>
        marks; ///< Words of a part's name that mean it: "h100". All in lower case.
    std::vector<std::string> exceptWith; ///< Words that make it another: "pcie".
    std::vector<std::string>
        relatives; ///< Marks of parts of the same design that were not measured.
    Precision generation = Precision::Bf16; ///< Narrowest format that it computes in; finds the nearest part.
    std::array<std::optional<GemmFit>, 4> gemm; ///< By `Precision`.
    double attention = 0.6; ///< Share of the 16-bit peak reached by fused attention, forward.
    std::string source;
    std::string caution; ///< Where published runs are known to differ; a sentence, may be empty.
    bool operator==(const PartCalibration&) const = default;
};

/// Constants of the estimates: measured on parts, or common to all of them. Data, so that a project
/// may bring its own.
///
/// The common ones are those of the literature. What training reaches under each software is fitted on published steps:
/// `TrainingStack`.
struct Calibration {
    std::vector<PartCalibration> parts;
    std::vector<ProductLaw> products;       ///< Of single kernels; the curves of `parts` are those of whole steps.
    std::vector<CollectiveLaw> collectives; ///< Within a scale-up domain; of training steps, too.
    TrainingStacks training = TrainingStacks::builtIn(); ///< By the software that trains.

    double scorePasses = 6; ///< Passes over the scores of unfused attention, each way.
    double elementwiseMemory =
        0.8; ///< Share of the memory bandwidth reached by element-wise kernels.
    double elementwiseBackward = 1.5; ///< Their backward time over their forward time.
    Seconds elementwiseStart{3e-6}; ///< Of one element-wise kernel.
    double sustainedWide =
        0.84; ///< Clock under the steady power of training over that of kernel tests, 16-bit.
    double sustainedNarrow = 1; ///< The same for FP8 and FP4.
    double gatheredLayers = 2; ///< Layers held whole at a time when weights are sharded.
    Bytes reserve{3.75 * gibibyte}; ///< Context, communication buffers and fragmentation.
    double load = 0.9; ///< Average over full power while training.
    /// What the project measured itself: factors on the time of computing, and on that of traffic which nothing hides.
    FactorFit project;
    double structureError = 0.0635; ///< Mean error on 331 published dense steps, each left out of the fit.

    /// The constants that the program ships, with their sources beside them in Calibration.cpp.
    static const Calibration& builtIn();
    bool operator==(const Calibration&) const = default;
};

/// The constants for one machine and one number format, looked up once before many estimates.
struct Kernels {
    GemmFit gemm; ///< For the matrices of the layers.
    double attention = 0.6; ///< Share of the 16-bit peak reached by fused attention, forward.
    GemmFit wideGemm; ///< For the output head, which stays 16-bit.
    FlopRate peak; ///< Of the job's number format.
    FlopRate widePeak; ///< 16-bit.
    double inputBytes = 2; ///< Of an element of the layers' matrices.
    ByteRate memoryBandwidth;
    std::array<const CollectiveLaw*, 3> collectives{}; ///< By `Collective`; owned by the calibration.
    ByteRate scaleUpLink; ///< The machine's scale-up bandwidth; where it is not known, that of the law's link.
    std::optional<Seconds> scaleUpHop; ///< The machine's own; nothing: as measured.
    bool hasScaleUp = false; ///< The machine's scale-up bandwidth is known.
    bool gemmMeasured = false, linksMeasured = false;
    const PartCalibration* gemmPart = nullptr; ///< Whose curve is used; owned by the calibration.
    Precision gemmPrecision = Precision::Bf16; ///< The format that the curve was fitted for.
    double meanError = 0; ///< Expected error of a step, as a share.

    /// Time of a collective inside a scale-up domain.
    [[nodiscard]] Seconds scaleUpTime(Collective, int ranks, Bytes data) const;
    /// A collective inside a scale-up domain, worked out once before many sizes. Needs two ranks or more.
    [[nodiscard]] CollectiveCurve scaleUpCurve(Collective, int ranks) const;
};

/// The parts of a calibration by likeness to a machine's accelerator, the likest first: the part itself; those of the same
/// design; then by generation, as the number formats tell it; of one generation in the calibration's order.
///
/// Only names and formats count, no amounts: a part keeps its relative whatever a what-if gives more of, and no throughput
/// jumps where one relative would hand over to another. Nearness of peaks or of bytes per FLOP would say little more, as the
/// curves of one generation lie within 0.02 of each other.
struct Likeness {
    const PartCalibration* part = nullptr; ///< Owned by the calibration.
    bool same = false;
    double distance = 0; ///< 0 the part itself, below 1 of the same design, above 1 by generations.
};
std::vector<Likeness> byLikeness(const ClusterView&, const Calibration&);

/// Fails where the machine lacks a figure without which nothing can be said.
Result<Kernels> kernelsFor(const ClusterView&, Precision, const Calibration&);

} // namespace colonnade::model
