#pragma once

#include "model/design/Workload.h"

#include <array>
#include <string_view>

namespace colonnade::model {

/// What training reaches on one part under one software, as shares of the kernels alone: steady power lowers the clock,
/// and kernels of their time were worse.
struct StackRates {
    std::string_view part; ///< Word in an accelerator's name: "h100".
    double wide = 0.85;    ///< Of the 16-bit matrix multiplications' measured rate.
    double fp8 = 0.85, fp4 = 0.85;
    double attention = 0.5; ///< Of the 16-bit peak, fused attention forward.
    /// Half-widths of the band that holds four of five published steps, as a share of the time: dense ones in 16 bit, dense
    /// ones in fewer, and those of experts.
    double bandWide = 0.15, bandLow = 0.15, bandExperts = 0.3;
    double rows = 0; ///< Published steps of it that were fitted.
    bool operator==(const StackRates&) const = default;
};

/// How a training software runs. Each is a quantity of its own that can be measured; fitted by
/// tests/calibration/fit_training.py on published steps and kept in resources/calibration/training.yaml; the values here are
/// those of the literature, which hold where the file says nothing.
struct TrainingStack {
    double elementwisePasses = 14; ///< Passes over 2 h bytes per token of norms, residuals, dropouts and biases of a layer, forward.
    double activationPasses = 3;   ///< Passes over 2 f bytes per token of an MLP's activation.
    double hostForward = 0.8e-3;   ///< Seconds in which the host launches one layer forward.
    double hostBackward = 1.4e-3;
    double hostExpert = 0;         ///< More for a layer of experts, each way.
    double hostCollective = 0;     ///< More for each collective of tensor ranks.
    double hostMessage = 0;        ///< For which each message between stages holds up the pipeline.
    double hostStep = 20e-3;       ///< Seconds of the host once per step.
    double tensorHidden = 0;       ///< Share of tensor parallel traffic behind split multiplications.
    double dataWindow = 1;         ///< Share of the passes beside which data parallel traffic runs.
    double portShare = 0.94;       ///< Share of a port's rate that collectives reach: 47 of 50 GB/s.
    double stolen = 0.15;          ///< Share of computing lost while a collective runs beside it (Calculon: 0.15 in a domain, 0.02 outside).
    double gatherShare = 1;        ///< Share of scale-up bandwidth that gathering of sharded weights reaches beside computing.
    double quantised = 0;          ///< Bytes moved per element of an FP8 product's inputs, one scale a tensor, beyond those of its kernel.
    double quantisedBlock = 0;     ///< The same where each small block has its scale: MXFP8, NVFP4.
    double grouped = 1;            ///< Rate of experts' grouped products over one product of their size.
    double permutePasses = 6;      ///< Passes over 2 h bytes per token and expert seen: permuting there and back, forward.
    double dispatchShare = 0.7;    ///< Share of bandwidth that dispatch and combine reach.
    double dispatchHidden = 0;     ///< Share of them behind computing.
    double headSizeLoss = 32;      ///< d_0: fused attention runs at d/(d + d_0) of its best.
    double optimizerBytes = 30;    ///< Moved per parameter of the shard: read and write FP32 master and moments, read gradients, write weights.
    double backwardWork = 2.5, backwardRate = 0.8; ///< Fused attention backward: FLOPs and rate over forward.
    std::array<StackRates, 6> rates{};

    /// Those of the part or of one of the same design; else of `relative`, the part whose kernels stand in; the last one listed
    /// where nothing is alike.
    [[nodiscard]] const StackRates& of(std::string_view accelerator, std::string_view relative = {}) const;
    /// Whether the part itself was measured.
    [[nodiscard]] bool measured(std::string_view accelerator) const;
    bool operator==(const TrainingStack&) const = default;
};

/// The constants of all softwares, by `TrainingSoftware`.
struct TrainingStacks {
    std::array<TrainingStack, 4> stacks;
    [[nodiscard]] const TrainingStack& of(TrainingSoftware software) const
    {
        return stacks[static_cast<std::size_t>(software)];
    }
    static const TrainingStacks& builtIn();
    bool operator==(const TrainingStacks&) const = default;
};

/// A constant by its name, for files and for fitting: "fsdp.elementwisePasses", "core.h100.fp8"; null where there is none.
double* constantOf(TrainingStacks&, std::string_view name);

} // namespace colonnade::model
