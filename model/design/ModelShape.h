#pragma once

#include "model/design/Workload.h"

namespace colonnade::model {

/// Sizes of one attention head's vectors.
struct HeadSizes {
    double score = 0; ///< Of queries and keys: d, or d_n + d_r.
    double value = 0; ///< Of values: d, or d_v.
};
HeadSizes headSizes(const TransformerModel&);

/// Weights of a layer's attention: h a d + 2 h k_v d + a d h. With latent attention
/// h q + q a (d_n + d_r) + h (r + d_r) + r a (d_n + d_v) + a d_v h (h a (d_n + d_r) where queries are not compressed).
double attentionWeights(const TransformerModel&);
/// Weights of a plain MLP: g h f.
double mlpWeights(const TransformerModel&);
/// Weights of one expert: g h f_e; 0 without experts.
double expertWeights(const TransformerModel&);
/// Layers made of experts; 0 without.
int expertLayers(const TransformerModel&);

/// Weights of the layers on average, by how ranks share them.
struct LayerShare {
    double common = 0;  ///< Attention, plain MLPs, shared experts, routers: shared by tensor ranks.
    double experts = 0; ///< Routed experts: shared by expert ranks.
    [[nodiscard]] double total() const { return common + experts; }
};
LayerShare layerShare(const TransformerModel&);

/// Weights of one layer's matrices, on average over the layers. Norms are not counted.
double layerWeights(const TransformerModel&);
/// All parameters: L layers with two norms each, the last norm, embedding and (unless tied) output head. Layers that
/// predict further tokens are not counted, as models are named without them.
double parameterCount(const TransformerModel&);
/// Those that one token passes through.
double activeParameters(const TransformerModel&);

} // namespace colonnade::model
