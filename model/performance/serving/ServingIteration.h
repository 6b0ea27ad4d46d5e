#pragma once

#include "model/performance/serving/ServingCalibration.h"
#include "model/performance/serving/ServingShape.h"

namespace colonnade::model {

/// What one iteration of an instance works on.
struct ServingLoad {
    double promptTokens = 0;  ///< New tokens of prompts.
    double promptLength = 0;  ///< Of the prompts that they belong to, whole.
    double sequences = 0;     ///< Sequences that get one output token each.
    double context = 0;       ///< Tokens that each of these attends to.
    double sampled = 0;       ///< Sequences whose next token is drawn: the above, and prompts that end.
};

/// Time of one iteration, by what it goes into.
struct IterationTime {
    Seconds attentionMatrices, mlp, experts, promptAttention, cache, elementwise, reduce, exchange, head, layers, scheduler;
    [[nodiscard]] Seconds total() const
    {
        return attentionMatrices + mlp + experts + promptAttention + cache + elementwise + reduce + exchange + head + layers
            + scheduler;
    }
};

/// Where the sequences go: their text is sent to users, or only counted.
enum class Streaming : std::uint8_t { ToUsers, None };

/// Time of one iteration of an instance.
///
/// A group of matrices takes (t_c^2 + t_m^2)^(1/2) of its computing and its reading time. Experts: those hit are read,
/// E (1 - (1 - k/E)^(T s)) of a layer, s the share of tokens that choose by themselves; each has its rows filled up. Two
/// all-reduces a layer where heads are split, dispatch and combine where requests are. `pipeline` stages run one after
/// the other for one sequence.
IterationTime iterationTime(const ServingShape&, const ServingLayout&, const ServingConstants&, const ServingLoad&,
                            Streaming = Streaming::ToUsers);

} // namespace colonnade::model
