#include "model/design/Workload.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace colonnade::model {

namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 4> precisions{"fp16", "bf16", "fp8", "fp4"};
constexpr std::array<std::string_view, 4> shardings{"none", "optimizer", "gradients", "weights"};
constexpr std::array<std::string_view, 3> recomputes{"none", "selective", "full"};
constexpr std::array<std::string_view, 2> kernels{"flash", "unfused"};
constexpr std::array<std::string_view, 2> conventions{"causal-half", "full-square"};
constexpr std::array<std::string_view, 3> schedules{"1f1b", "zero-bubble", "dual-pipe"};
constexpr std::array<std::string_view, 2> tunings{"full", "low-rank"};
constexpr std::array<std::string_view, 4> softwares{"megatron-core", "megatron-classic", "fully-sharded", "xla"};
constexpr std::array<std::string_view, 3> exchanges{"ring", "all-gather", "all-to-all"};
constexpr std::array<std::string_view, 2> grains{"tensor", "block"};
constexpr std::array<std::string_view, 5> choices{"precision", "recompute", "schedule", "microbatch", "pools"};

template <class E>
std::optional<E> valueIn(std::span<const std::string_view> table, std::string_view text)
{
    const auto found = std::find(table.begin(), table.end(), text);
    return found == table.end() ? std::nullopt
                                : std::optional{static_cast<E>(found - table.begin())};
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
    return precisions[static_cast<std::size_t>(value)];
}
template <> std::optional<Precision> fromWord<Precision>(std::string_view text)
{
    return valueIn<Precision>(precisions, text);
}
template <> std::span<const std::string_view> words<Precision>()
{
    return precisions;
}

std::string_view word(Sharding value)
{
    return shardings[static_cast<std::size_t>(value)];
}
template <> std::optional<Sharding> fromWord<Sharding>(std::string_view text)
{
    return valueIn<Sharding>(shardings, text);
}
template <> std::span<const std::string_view> words<Sharding>()
{
    return shardings;
}

std::string_view word(Recompute value)
{
    return recomputes[static_cast<std::size_t>(value)];
}
template <> std::optional<Recompute> fromWord<Recompute>(std::string_view text)
{
    return valueIn<Recompute>(recomputes, text);
}
template <> std::span<const std::string_view> words<Recompute>()
{
    return recomputes;
}

std::string_view word(AttentionKernel value)
{
    return kernels[static_cast<std::size_t>(value)];
}
template <> std::optional<AttentionKernel> fromWord<AttentionKernel>(std::string_view text)
{
    return valueIn<AttentionKernel>(kernels, text);
}
template <> std::span<const std::string_view> words<AttentionKernel>()
{
    return kernels;
}

std::string_view word(FlopsConvention value)
{
    return conventions[static_cast<std::size_t>(value)];
}
template <> std::optional<FlopsConvention> fromWord<FlopsConvention>(std::string_view text)
{
    return valueIn<FlopsConvention>(conventions, text);
}
template <> std::span<const std::string_view> words<FlopsConvention>()
{
    return conventions;
}

std::string_view word(PipelineSchedule value)
{
    return schedules[static_cast<std::size_t>(value)];
}
template <> std::optional<PipelineSchedule> fromWord<PipelineSchedule>(std::string_view text)
{
    return valueIn<PipelineSchedule>(schedules, text);
}
template <> std::span<const std::string_view> words<PipelineSchedule>()
{
    return schedules;
}

std::string_view word(ContextExchange value)
{
    return exchanges[static_cast<std::size_t>(value)];
}
template <> std::optional<ContextExchange> fromWord<ContextExchange>(std::string_view text)
{
    return valueIn<ContextExchange>(exchanges, text);
}
template <> std::span<const std::string_view> words<ContextExchange>()
{
    return exchanges;
}

std::string_view word(Tuning value)
{
    return tunings[static_cast<std::size_t>(value)];
}
template <> std::optional<Tuning> fromWord<Tuning>(std::string_view text)
{
    return valueIn<Tuning>(tunings, text);
}
template <> std::span<const std::string_view> words<Tuning>()
{
    return tunings;
}

std::string_view word(TrainingSoftware value)
{
    return softwares[static_cast<std::size_t>(value)];
}
template <> std::optional<TrainingSoftware> fromWord<TrainingSoftware>(std::string_view text)
{
    return valueIn<TrainingSoftware>(softwares, text);
}
template <> std::span<const std::string_view> words<TrainingSoftware>()
{
    return softwares;
}

std::string_view word(ScaleGrain value)
{
    return grains[static_cast<std::size_t>(value)];
}
template <> std::optional<ScaleGrain> fromWord<ScaleGrain>(std::string_view text)
{
    return valueIn<ScaleGrain>(grains, text);
}
template <> std::span<const std::string_view> words<ScaleGrain>()
{
    return grains;
}

std::string_view word(FreeChoice value)
{
    return choices[static_cast<std::size_t>(value)];
}
template <> std::optional<FreeChoice> fromWord<FreeChoice>(std::string_view text)
{
    return valueIn<FreeChoice>(choices, text);
}
template <> std::span<const std::string_view> words<FreeChoice>()
{
    return choices;
}

namespace {

/// What is wrong with the experts, the latent attention or the window of a model.
std::optional<Error> faultOfParts(const TransformerModel& model)
{
    if (const auto& experts = model.experts) {
        const std::tuple<std::string_view, int, int> numbers[] = {
            {"count", experts->count, 1'000'000}, {"per_token", experts->perToken, experts->count}, {"width", experts->width, 10'000'000}};
        for (const auto& [key, value, most] : numbers)
            if (auto wrong = outside(key, value, most))
                return wrong;
        if (experts->shared < 0 || experts->shared > 1000)
            return error("shared", experts->shared, "0 to 1000");
        if (experts->denseLayers < 0 || experts->denseLayers > model.layers)
            return error("dense_layers", experts->denseLayers, fmt::format("0 to the {} layers", model.layers));
        if (experts->nodeLimit < 0 || experts->nodeLimit > experts->count)
            return error("node_limit", experts->nodeLimit, fmt::format("0 to the {} experts", experts->count));
    }
    if (const auto& latent = model.latent) {
        const std::tuple<std::string_view, int, int> numbers[] = {
            {"key_value_rank", latent->keyValueRank, 1'000'000}, {"plain_size", latent->plainSize, 10'000}, {"value_size", latent->valueSize, 10'000}};
        for (const auto& [key, value, most] : numbers)
            if (auto wrong = outside(key, value, most))
                return wrong;
        if (latent->queryRank < 0 || latent->queryRank > 1'000'000)
            return error("query_rank", latent->queryRank, "0 to 1000000");
        if (latent->ropeSize < 0 || latent->ropeSize > 10'000)
            return error("rope_size", latent->ropeSize, "0 to 10000");
    }
    if (model.window) {
        if (auto wrong = outside("tokens", model.window->tokens, 100'000'000))
            return wrong;
        if (model.window->fullEvery < 0 || model.window->fullEvery > 10'000)
            return error("full_every", model.window->fullEvery, "0 to 10000");
    }
    if (model.predictionLayers < 0 || model.predictionLayers > 100)
        return error("prediction_layers", model.predictionLayers, "0 to 100");
    return std::nullopt;
}

} // namespace

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
    return faultOfParts(model);
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
            {"expert", layout.expert, 1'000'000},
            {"expert_tensor", layout.expertTensor, 10'000},
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

namespace {

std::optional<Error> faultOf(const ServingLayout& layout)
{
    const std::pair<std::string_view, int> degrees[] = {{"tensor", layout.tensor},
                                                        {"pipeline", layout.pipeline},
                                                        {"attention_data", layout.attentionData},
                                                        {"expert_tensor", layout.expertTensor},
                                                        {"expert", layout.expert}};
    for (const auto& [key, value] : degrees)
        if (auto wrong = outside(key, value, 100'000))
            return wrong;
    return std::nullopt;
}

/// Nothing if `value` lies from `least` to `most`.
std::optional<Error> outsideOf(std::string_view key, double value, double least, double most)
{
    if (value >= least && value <= most)
        return std::nullopt;
    return error(key, value, fmt::format("{} to {}", least, most));
}

} // namespace

std::optional<Error> fault(const ServingJob& job)
{
    const std::pair<std::string_view, int> numbers[] = {{"prompt_tokens", job.promptTokens},
                                                        {"output_tokens", job.outputTokens},
                                                        {"concurrency", job.concurrency.value_or(1)},
                                                        {"accelerators", job.accelerators.value_or(1)},
                                                        {"chunk", job.chunk.value_or(1)}};
    for (const auto& [key, value] : numbers)
        if (auto wrong = outside(key, value, 100'000'000))
            return wrong;
    if (job.layout) {
        if (auto wrong = faultOf(*job.layout))
            return wrong;
    }
    if (job.prefill) {
        auto wrong = faultOf(job.prefill->layout);
        if (!wrong)
            wrong = outsideOf("instances", job.prefill->instances, 0, 100'000);
        if (wrong)
            return wrong->in("Prefill");
    }
    const std::tuple<std::string_view, double, double, double> shares[] = {
        {"instances", job.instances, 0, 100'000},
        {"requests_per_s", job.requestRate.value_or(1), 1e-9, 1e9},
        {"cache_bytes", job.cacheBytes, 0.25, 8},
        {"speculation", job.speculation, 1, 100},
        {"first_token_goal_s", job.firstTokenGoal.value_or(Seconds{1}).value(), 1e-6, 1e6},
        {"token_goal_s", job.tokenGoal.value_or(Seconds{1}).value(), 1e-6, 1e6}};
    for (const auto& [key, value, least, most] : shares)
        if (auto wrong = outsideOf(key, value, least, most))
            return wrong;
    if (job.concurrency && job.requestRate)
        return Error{"'concurrency' and 'requests_per_s' exclude each other: one follows from the other"};
    return std::nullopt;
}

} // namespace colonnade::model
