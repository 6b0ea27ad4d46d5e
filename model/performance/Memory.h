#pragma once

#include "model/design/ModelShape.h"
#include "model/units/Rates.h"

namespace colonnade::model {

/// Bytes of training state on one rank.
struct StateMemory {
    Bytes weights, gradients, optimizer;
    [[nodiscard]] Bytes total() const { return weights + gradients + optimizer; }
};

/// State of `parameters` parameters of one rank whose data parallel group has `shards` ranks: 18
/// bytes per parameter for mixed precision Adam, less what is shared out. Rajbhandari et al. 2020
/// (arXiv 1910.02054). Layers gathered for the moment under `Sharding::Weights` are not counted
/// here.
StateMemory stateMemory(double parameters, const StateBytes&, Sharding, int shards);

/// Activations of one layer kept for the backward pass, for a whole microbatch of `microbatch`
/// sequences of `sequence` tokens, 16-bit, per rank.
///
/// Unfused attention and a plain MLP with f = 4 h give Korthikanti et al. 2022 (arXiv 2205.05198),
/// table 2, exactly: s b h (10 + 24/t + 5as/ht), s b h/t (34 + 5as/h), 34 s b h/t, 2 s b h. In
/// general, per token: not split without sequence parallelism: inputs of norms, of QKV and of the
/// MLP 8 h, dropout masks of a plain MLP's model 2 h; split: queries and attention output 4 a d,
/// keys and values 4 k_v d, MLP 6 f gated or 4 f plain, scores with softmax and dropout 5 a s when
/// attention is unfused and not recomputed.
Bytes layerActivations(const TransformerModel&, int sequence, int microbatch, const ParallelLayout&,
                       Recompute, AttentionKernel);

/// Layers of one microbatch whose activations the first pipeline stage keeps: L (1 + (p-1)/(p v))
/// when interleaved, L otherwise; never more than the microbatches there are. Korthikanti et al.
/// 2022, section 4.2.3.
double layersInFlight(int layers, int pipeline, int virtualStages, int microbatches);

/// FP32 logits of one microbatch on the last stage: 4 s b V/(t c).
Bytes logitsMemory(const TransformerModel&, int sequence, int microbatch, const ParallelLayout&);

} // namespace colonnade::model
