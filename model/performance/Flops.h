#pragma once

#include "model/design/Workload.h"
#include "model/performance/Rates.h"

namespace colonnade::model {

/// Which scores of the attention are counted: the half below the diagonal, or all.
enum class ScoreCount : std::uint8_t { CausalHalf, Full };

/// Forward FLOPs of one token over the whole model, by part.
struct ForwardFlops {
    Flops
        projections; ///< Queries, keys, values and output: 2 (h a d + 2 h k_v d + a d h) per layer.
    Flops scores; ///< 4 s a d u per layer; u is 1/2 for the causal half.
    Flops mlp; ///< 2 g h f per layer; g is 3 for gated MLPs, else 2.
    Flops head; ///< 2 h V, once.
    [[nodiscard]] Flops layers() const { return projections + scores + mlp; }
    [[nodiscard]] Flops total() const { return layers() + head; }
};

/// Forward FLOPs of one token in sequences of `sequence` tokens.
/// Narayanan et al. SC21 (arXiv 2104.04473) appendix, with grouped queries and gated MLPs.
ForwardFlops forwardFlops(const TransformerModel&, int sequence, ScoreCount);

/// How scores are counted under a convention; a model that is not causal has no half.
ScoreCount scoreCount(const TransformerModel&, FlopsConvention);

/// Training FLOPs of one token: three times the forward ones (backward = 2 forward). What an MFU
/// counts.
Flops trainingFlops(const TransformerModel&, int sequence, ScoreCount);

/// What the hardware computes for one token: training FLOPs and what is computed again.
Flops hardwareFlops(const TransformerModel&, int sequence, ScoreCount, Recompute);

/// FLOPs of a whole step with full recomputation, as Megatron-LM counts a plain GPT with f = 4 h:
/// 96 B s L h^2 (1 + s/6h + V/16Lh). Narayanan et al. SC21, equation 3.
Flops megatronStepFlops(const TransformerModel&, int globalBatch, int sequence);

} // namespace colonnade::model
