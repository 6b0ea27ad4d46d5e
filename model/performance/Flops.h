#pragma once

#include "model/design/Workload.h"
#include "model/units/Rates.h"

namespace colonnade::model {

/// Which scores of the attention are counted: the half below the diagonal, or all.
enum class ScoreCount : std::uint8_t { CausalHalf, Full };

/// Forward FLOPs of one token over the whole model, by part.
struct ForwardFlops {
    Flops projections; ///< Queries, keys, values and output: 2 (h a d + 2 h k_v d + a d h) per layer.
    Flops scores;      ///< 4 s a d u per layer; u is 1/2 for the causal half.
    Flops mlp;         ///< 2 g h f per layer; g is 3 for gated MLPs, else 2. Of experts: those that a token sees, and the router.
    Flops head;        ///< 2 h V, once, and once more for each further token that is predicted.
    [[nodiscard]] Flops layers() const { return projections + scores + mlp; }
    [[nodiscard]] Flops total() const { return layers() + head; }
};

/// Forward FLOPs of one token in sequences of `sequence` tokens.
/// Narayanan et al. SC21 (arXiv 2104.04473) appendix, with grouped queries and gated MLPs; latent attention:
/// 2 (h q + q a (d_n + d_r) + h (r + d_r) + r a (d_n + d_v) + a d_v h), scores 2 s u a (d_n + d_r + d_v)
/// (DeepSeek-V2, arXiv 2405.04434); experts: 2 (k + E_s) g h f_e + 2 h E. A sliding window bounds s u.
ForwardFlops forwardFlops(const TransformerModel&, int sequence, ScoreCount);

/// How scores are counted under a convention; a model that is not causal has no half.
ScoreCount scoreCount(const TransformerModel&, FlopsConvention);

/// Tokens that a token attends to, on average over the layers: s u, or less where a window bounds it.
double attendedTokens(const TransformerModel&, int sequence, ScoreCount);

/// Training FLOPs of one token: three times the forward ones (backward = 2 forward). What an MFU
/// counts.
Flops trainingFlops(const TransformerModel&, int sequence, ScoreCount);

/// Training FLOPs of one token with frozen weights beside small adapters: no gradients of weights, 2 of the 3.
Flops adapterFlops(const TransformerModel&, int sequence, ScoreCount);

/// What the hardware computes for one token: training FLOPs and what is computed again.
Flops hardwareFlops(const TransformerModel&, int sequence, ScoreCount, Recompute);

/// FLOPs of a whole step with full recomputation, as Megatron-LM counts a plain GPT with f = 4 h:
/// 96 B s L h^2 (1 + s/6h + V/16Lh). Narayanan et al. SC21, equation 3.
Flops megatronStepFlops(const TransformerModel&, int globalBatch, int sequence);

} // namespace colonnade::model
