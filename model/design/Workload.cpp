#include "model/design/Workload.h"

#include <array>
#include <tuple>
#include <utility>

namespace colonnade::model {

namespace {

template <class E> using Words = std::pair<E, std::string_view>;

constexpr std::array precisions{
    Words<Precision>{Precision::Fp16, "fp16"}, Words<Precision>{Precision::Bf16, "bf16"},
    Words<Precision>{Precision::Fp8, "fp8"}, Words<Precision>{Precision::Fp4, "fp4"}};
constexpr std::array shardings{Words<Sharding>{Sharding::None, "none"},
                               Words<Sharding>{Sharding::Optimizer, "optimizer"},
                               Words<Sharding>{Sharding::Gradients, "gradients"},
                               Words<Sharding>{Sharding::Weights, "weights"}};
constexpr std::array recomputes{Words<Recompute>{Recompute::None, "none"},
                                Words<Recompute>{Recompute::Selective, "selective"},
                                Words<Recompute>{Recompute::Full, "full"}};
constexpr std::array kernels{Words<AttentionKernel>{AttentionKernel::Flash, "flash"},
                             Words<AttentionKernel>{AttentionKernel::Unfused, "unfused"}};
constexpr std::array conventions{
    Words<FlopsConvention>{FlopsConvention::CausalHalf, "causal-half"},
    Words<FlopsConvention>{FlopsConvention::FullSquare, "full-square"}};

template <class Table, class E> std::string_view wordIn(const Table& table, E value)
{
    for (const auto& [entry, text] : table)
        if (entry == value)
            return text;
    return {};
}

template <class E, class Table> std::optional<E> valueIn(const Table& table, std::string_view text)
{
    for (const auto& [entry, word] : table)
        if (word == text)
            return entry;
    return std::nullopt;
}

Error error(std::string_view key, double value, std::string_view expected)
{
    return {fmt::format("'{}' is {}; expected {}.", key, value, expected)};
}

/// Nothing if `value` is a whole number from 1 to `most`.
std::optional<Error> outside(std::string_view key, int value, int most)
{
    if (value >= 1 && value <= most)
        return std::nullopt;
    return error(key, value, fmt::format("1 to {}", most));
}

} // namespace

std::string_view word(Precision value)
{
    return wordIn(precisions, value);
}
std::string_view word(Sharding value)
{
    return wordIn(shardings, value);
}
std::string_view word(Recompute value)
{
    return wordIn(recomputes, value);
}
std::string_view word(AttentionKernel value)
{
    return wordIn(kernels, value);
}
std::string_view word(FlopsConvention value)
{
    return wordIn(conventions, value);
}

template <> std::optional<Precision> fromWord<Precision>(std::string_view text)
{
    return valueIn<Precision>(precisions, text);
}
template <> std::optional<Sharding> fromWord<Sharding>(std::string_view text)
{
    return valueIn<Sharding>(shardings, text);
}
template <> std::optional<Recompute> fromWord<Recompute>(std::string_view text)
{
    return valueIn<Recompute>(recomputes, text);
}
template <> std::optional<AttentionKernel> fromWord<AttentionKernel>(std::string_view text)
{
    return valueIn<AttentionKernel>(kernels, text);
}
template <> std::optional<FlopsConvention> fromWord<FlopsConvention>(std::string_view text)
{
    return valueIn<FlopsConvention>(conventions, text);
}

std::optional<Error> fault(const TransformerModel& model)
{
    const std::tuple<std::string_view, int, int> numbers[] = {
        {"layers", model.layers, 10'000},
        {"hidden", model.hidden, 1'000'000},
        {"heads", model.heads, 10'000},
        {"key_value_heads", model.keyValueHeads, 10'000},
        {"head_size", model.headSize, 10'000},
        {"mlp_width", model.mlpWidth, 10'000'000},
        {"vocabulary", model.vocabulary, 100'000'000},
    };
    for (const auto& [key, value, most] : numbers)
        if (auto wrong = outside(key, value, most))
            return wrong;
    if (model.heads % model.keyValueHeads != 0)
        return error("key_value_heads", model.keyValueHeads,
                     fmt::format("a divisor of the {} heads", model.heads));
    return std::nullopt;
}

std::optional<Error> fault(const TrainingJob& job)
{
    const std::tuple<std::string_view, int, int> numbers[] = {
        {"sequence", job.sequence, 100'000'000},
        {"global_batch", job.globalBatch, 100'000'000},
        {"microbatch", job.microbatch, 1'000'000},
        {"accelerators", job.accelerators.value_or(1), 100'000'000},
    };
    for (const auto& [key, value, most] : numbers)
        if (auto wrong = outside(key, value, most))
            return wrong;
    if (job.layout) {
        const ParallelLayout& layout = *job.layout;
        const std::tuple<std::string_view, int, int> degrees[] = {
            {"tensor", layout.tensor, 10'000},
            {"pipeline", layout.pipeline, 10'000},
            {"virtual_stages", layout.virtualStages, 10'000},
            {"context", layout.context, 10'000},
        };
        for (const auto& [key, value, most] : degrees)
            if (auto wrong = outside(key, value, most))
                return wrong;
        if (static_cast<double>(layout.tensor) * layout.pipeline * layout.context > 1e8)
            return Error{
                "The layout needs more than 100 million accelerators for one copy of the model."};
        if (layout.data < 0 || layout.data > 100'000'000)
            return error("data", layout.data, "0 to 100000000");
    }
    const std::pair<std::string_view, double> bytes[] = {{"weights", job.state.weights},
                                                         {"gradients", job.state.gradients},
                                                         {"optimizer", job.state.optimizer}};
    for (const auto& [key, value] : bytes)
        if (!(value >= 0 && value <= 64))
            return error(key, value, "0 to 64 bytes per parameter");
    if (!(job.overlap.tensorHidden >= 0 && job.overlap.tensorHidden <= 1))
        return error("tensor_hidden", job.overlap.tensorHidden, "0 to 1");
    if (job.totalTokens && !(*job.totalTokens > 0 && *job.totalTokens < 1e18))
        return error("total_tokens", *job.totalTokens, "more than 0");
    return std::nullopt;
}

} // namespace colonnade::model
