#pragma once

#include "model/design/Workload.h"
#include "model/units/Rates.h"

namespace colonnade::model {

/// A model as serving sees it: the weights of its layers, their bytes at rest, and what a token leaves behind.
struct ServingShape {
    double layers = 0, expertLayers = 0, plainLayers = 0, windowLayers = 0;
    double hidden = 0, window = 0;
    double attentionSplit = 0;  ///< Weights of a layer's attention that tensor ranks share.
    double attentionWhole = 0;  ///< Those that each keeps: the compressions of latent attention.
    double mlp = 0;             ///< Weights of a plain layer's MLP.
    double expert = 0;          ///< Weights of one expert.
    double experts = 1, perToken = 0, shared = 0, expertWidth = 0;
    int nodeLimit = 0;          ///< Nodes that a token is sent to at most; 0: any.
    double head = 0;            ///< V h.
    double promptScores = 0;    ///< FLOPs per token, attended token and layer, the causal half.
    double tokenScores = 0;     ///< The same of an output token, absorbed where latent.
    double cachePerLayer = 0;   ///< Bytes that one token leaves in one layer.
    double keyValueHeads = 1;   ///< Ranks beyond these keep copies.
    bool latent = false;
    double weightBytes = 1, attentionBytes = 1, expertBytes = 1; ///< Of one weight.
};

/// Weights in four bits carry a scale of 8 bits for 16 of them. Mixtures of experts that are published in four bits keep
/// the attention in 16 where it is latent (DeepSeek) or windowed (GPT-OSS, whose experts are in four bits in any case).
ServingShape servingShape(const TransformerModel&, Precision, double cacheBytes);

/// Keys and values that one token leaves behind, all layers: 2 L k_v d bytes, with latent attention L (r + d_r).
Bytes cachePerToken(const TransformerModel&, double bytes);
/// Of a sequence of `tokens`, on one of `tensor` ranks; layers with a window keep no more than that.
Bytes cacheOfSequence(const ServingShape&, double tokens, int tensor);
/// Weights on one rank, with embedding and head in 16 bits.
Bytes servedWeights(const ServingShape&, const ServingLayout&);

/// The bounds below which no engine gets: what peak rates and bandwidths allow at given shares of them. Section 8 of
/// kipply, Transformer Inference Arithmetic.
struct ServingFloor {
    Seconds weights;     ///< Reading all weights once.
    Seconds compute;     ///< 2 N FLOPs per token.
    Seconds cache;       ///< Reading the keys and values of all sequences.
    Seconds collectives; ///< As given.
    /// Reading weights hides computing or the other way round; the rest adds up.
    [[nodiscard]] Seconds total() const { return (weights > compute ? weights : compute) + cache + collectives; }
};
/// An iteration with `tokens` tokens, of which `sequences` attend to `context` tokens each.
ServingFloor servingFloor(double weightBytes, double weights, double tokens, double sequences, double context, Bytes cachePerToken,
                          int ranks, FlopRate peak, double compute, ByteRate bandwidth, double memory, Seconds collectives);
/// Sequences whose cache finds room beside the weights.
double roomForSequences(Bytes memory, int ranks, double used, Bytes weights, Bytes reserve, Bytes cachePerSequence);
/// Handing a prompt's keys and values to another pool over `ports` ports.
Seconds handOff(Bytes cachePerToken, double tokens, ByteRate port, int ports);

} // namespace colonnade::model
