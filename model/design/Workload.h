#pragma once

#include "model/catalog/PartType.h"
#include "model/design/FreeChoices.h"
#include "model/units/Id.h"
#include "model/units/Quantity.h"
#include "model/units/Rates.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace colonnade::model {

/// Number format of the matrix multiplications of a job. Weights at rest and activations are
/// 16-bit.
enum class Precision : std::uint8_t { Fp16, Bf16, Fp8, Fp4 };

/// Feed-forward layers made of experts, of which a router picks a few for each token.
struct Experts {
    int count = 0;       ///< E, of a layer.
    int perToken = 0;    ///< k, routed.
    int shared = 0;      ///< E_s, that see every token.
    int width = 0;       ///< f_e, of one expert; a shared one is as wide.
    int denseLayers = 0; ///< The first so many layers have a plain MLP of `mlpWidth`.
    int nodeLimit = 0;   ///< Nodes whose experts the router may choose for one token; 0: no limit (DeepSeek-V3: 4).
    bool operator==(const Experts&) const = default;
};

/// Multi-head latent attention (DeepSeek-V2, arXiv 2405.04434): keys and values are kept as one small vector per token.
struct LatentAttention {
    int queryRank = 0;    ///< q; 0: queries are not compressed.
    int keyValueRank = 0; ///< r.
    int ropeSize = 0;     ///< d_r, of a head's rotated part.
    int plainSize = 0;    ///< d_n, of its part without position.
    int valueSize = 0;    ///< d_v.
    bool operator==(const LatentAttention&) const = default;
};

/// Layers in which a token sees only the last `tokens` before it.
struct SlidingWindow {
    int tokens = 0;
    int fullEvery = 0; ///< One layer in so many attends in full; 0: none does.
    bool operator==(const SlidingWindow&) const = default;
};

/// A decoder-only transformer, by its shape.
///
/// Symbols of the formulas: L layers, h hidden, a heads, k_v keyValueHeads, d headSize, f mlpWidth,
/// V vocabulary.
struct TransformerModel {
    std::string name; ///< "Llama 3 70B".
    int layers = 0;
    int hidden = 0;
    int heads = 0;
    int keyValueHeads = 0; ///< Equal to `heads` without grouped queries.
    int headSize = 0;
    int mlpWidth = 0;
    int vocabulary = 0;
    bool gatedMlp = true; ///< Three matrices (SwiGLU) instead of two.
    bool tiedHead = false; ///< The output head shares the embedding's weights.
    bool causal = true; ///< A token attends to earlier ones only.
    std::optional<Experts> experts = {};         ///< Absent: dense.
    std::optional<LatentAttention> latent = {};  ///< Absent: keys and values of `keyValueHeads`.
    std::optional<SlidingWindow> window = {};    ///< Absent: all layers attend in full.
    int predictionLayers = 0; ///< Layers beyond the last that predict further tokens while training (MTP); each with a head.
    bool operator==(const TransformerModel&) const = default;
};

/// What data parallel ranks divide among themselves (Rajbhandari et al. 2020).
enum class Sharding : std::uint8_t {
    None, ///< Every rank keeps everything (ZeRO 0).
    Optimizer, ///< Optimizer states (ZeRO 1, "distributed optimizer").
    Gradients, ///< And gradients (ZeRO 2).
    Weights ///< And weights (ZeRO 3, fully sharded data parallel).
};

/// Which activations are thrown away and computed again in the backward pass (Korthikanti et al.
/// 2022).
enum class Recompute : std::uint8_t {
    None,
    Selective, ///< Scores and softmax of the attention.
    Full ///< All but the input of each layer.
};

/// How the attention's softmax is computed.
enum class AttentionKernel : std::uint8_t {
    Flash, ///< Fused; keeps no scores in memory.
    Unfused ///< Scores and softmax are written to memory and read again.
};

/// Whose way of counting attention FLOPs an MFU is shown in.
enum class FlopsConvention : std::uint8_t {
    CausalHalf, ///< Only the half that a causal mask leaves (NVIDIA Megatron-Bridge).
    FullSquare ///< All of it (NVIDIA NeMo 24.12, Mosaic, Megatron-LM).
};

/// Product of counts that files may state as large as they like: ends at the greatest `int`, where it would pass it.
constexpr int countedProduct(int a, int b, int c = 1)
{
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(std::min(std::int64_t{a} * b, most) * c, most));
}

/// Their sum, with the same end.
constexpr int countedSum(int a, int b)
{
    return static_cast<int>(std::min(std::int64_t{a} + b, std::int64_t{std::numeric_limits<int>::max()}));
}

/// How one job is spread over accelerators. Ranks: tensor x pipeline x context x data.
struct ParallelLayout {
    int tensor = 1;
    bool sequenceParallel =
        false; ///< Norms and dropouts are split along the sequence over the tensor ranks.
    int pipeline = 1;
    int virtualStages = 1; ///< Model chunks per pipeline rank; more than 1 interleaves.
    int context = 1;
    int data = 0; ///< 0: as many as the accelerators allow.
    int expert = 1;       ///< Ranks that share out the experts of a layer; taken out of tensor, context and data ranks.
    int expertTensor = 1; ///< Ranks that share each expert.
    /// Accelerators of one copy of the model; as many as an `int` counts where there would be more.
    [[nodiscard]] int modelRanks() const { return countedProduct(tensor, pipeline, context); }
    bool operator==(const ParallelLayout&) const = default;
};

/// Order of the passes in a pipeline.
enum class PipelineSchedule : std::uint8_t {
    OneForwardOneBackward, ///< 1F1B; interleaved where `virtualStages` is more than 1 (Narayanan et al. 2021).
    ZeroBubble,            ///< ZB-H1 (Qi et al. 2023): weight gradients fill the bubble.
    DualPipe               ///< From both ends, with expert traffic behind computing (DeepSeek-V3, arXiv 2412.19437).
};

/// The software that trains a model; what it hides, fuses and launches differs.
enum class TrainingSoftware : std::uint8_t {
    MegatronCore,   ///< Megatron-Core with Transformer Engine: NeMo, Megatron-Bridge; from 2023 on.
    MegatronClassic, ///< Megatron-LM and Megatron-DeepSpeed of 2020 to 2022.
    FullySharded,   ///< PyTorch FSDP (llm-foundry).
    Xla             ///< JAX on accelerators that a compiler schedules (MaxText).
};

/// How finely FP8 tensors are scaled.
enum class ScaleGrain : std::uint8_t {
    Tensor, ///< One scale for a tensor (delayed or current scaling).
    Block   ///< One for each small block (MXFP8, 1 x 128).
};

/// How context ranks, each with a piece of every sequence, attend to the others' pieces.
enum class ContextExchange : std::uint8_t {
    Ring,      ///< Keys and values go round, each step beside the attention to the piece before.
    AllGather, ///< Keys and values of a layer are gathered first (Llama 3).
    AllToAll   ///< Ranks change from pieces of the sequence to heads and back (DeepSpeed Ulysses).
};

/// Which weights a job trains.
enum class Tuning : std::uint8_t {
    Full,   ///< All of them.
    LowRank ///< Small adapters beside frozen ones (LoRA).
};

/// Bytes kept for each parameter while training.
struct StateBytes {
    double weights = 2;
    double gradients = 4; ///< 4 accumulates in FP32; 2 in BF16.
    double optimizer = 12; ///< FP32 master copy and two Adam moments.
    bool operator==(const StateBytes&) const = default;
};

/// What the software hides behind computation.
struct Overlap {
    bool gradients =
        true; ///< Data parallel traffic runs during the backward (and, for weights, forward) pass.
    bool pipeline = true; ///< Sends between stages run during the steady state of the pipeline.
    double tensorHidden =
        0; ///< Share of the tensor parallel traffic hidden in split GEMMs, 0 to 1.
    bool operator==(const Overlap&) const = default;
};

/// Training of a model from sequences of one length, step after step.
struct TrainingJob {
    int sequence = 0; ///< Tokens of one sequence.
    int globalBatch = 0; ///< Sequences of one step.
    int microbatch = 1; ///< Sequences that one rank computes at a time.
    Precision precision = Precision::Bf16;
    std::optional<ParallelLayout> layout; ///< Nothing: the best that fits is searched.
    std::optional<int> accelerators; ///< Nothing: all of the machine.
    Sharding sharding = Sharding::Optimizer;
    Recompute recompute = Recompute::None;
    AttentionKernel attention = AttentionKernel::Flash;
    FlopsConvention convention = FlopsConvention::CausalHalf;
    StateBytes state;
    Overlap overlap;
    std::optional<double> totalTokens; ///< Length of the whole training, for its duration.
    PipelineSchedule schedule = PipelineSchedule::OneForwardOneBackward;
    Tuning tuning = Tuning::Full;
    TrainingSoftware software = TrainingSoftware::MegatronCore;
    ScaleGrain scaling = ScaleGrain::Tensor; ///< Of FP8; FP4 always has one for each block.
    ContextExchange contextExchange = ContextExchange::Ring;
    FreeChoices free = {};                   ///< Left to the search, as is the layout where there is none.
    bool operator==(const TrainingJob&) const = default;
};

/// The software that serves a model; its overheads differ.
enum class ServingEngine : std::uint8_t { TensorRtLlm, Vllm, Sglang };

/// How one instance of a served model is spread over accelerators.
struct ServingLayout {
    int tensor = 1;        ///< Of the attention, and of the MLP of a dense model.
    int pipeline = 1;
    int attentionData = 1; ///< Ranks that attend to requests of their own, before experts are shared.
    int expertTensor = 1;
    int expert = 1;
    /// Accelerators of one instance; as many as an `int` counts where there would be more.
    [[nodiscard]] int ranks() const { return countedProduct(tensor, pipeline, attentionData); }
    bool operator==(const ServingLayout&) const = default;
};

/// Pools of instances of their own for prompts and for output tokens.
struct PrefillPool {
    ServingLayout layout;
    int instances = 0; ///< 0: as many as keep up with the decoding ones.
    bool operator==(const PrefillPool&) const = default;
};

/// Serving of a model to many users at a time.
struct ServingJob {
    int promptTokens = 0;  ///< Of one request (ISL).
    int outputTokens = 0;  ///< Of one request (OSL).
    std::optional<int> concurrency;     ///< Requests in flight on the whole job; nothing: as many as memory holds.
    std::optional<double> requestRate;  ///< Requests per second that arrive; then `concurrency` follows.
    Precision precision = Precision::Fp8; ///< Of the weights and their products.
    double cacheBytes = 1;              ///< Of one element of keys and values.
    std::optional<ServingLayout> layout; ///< Of an instance, or of a decoding one; nothing: searched.
    std::optional<PrefillPool> prefill; ///< Nothing: prompts and output tokens share the instances.
    int instances = 0;                  ///< 0: as many as the accelerators allow.
    std::optional<int> accelerators;    ///< Nothing: all of the machine.
    ServingEngine engine = ServingEngine::TensorRtLlm;
    std::string engineVersion = {};     ///< "1.0.0rc3"; empty: not known.
    std::optional<int> chunk = {};      ///< Prompt tokens that one iteration takes in at most.
    double speculation = 1;             ///< Output tokens accepted per decoding step, on average.
    std::optional<Seconds> firstTokenGoal = {}, tokenGoal = {}; ///< Limits that the operator promises (TTFT, TPOT).
    FreeChoices free = {};              ///< Left to the search; of serving only the precision can be.
    bool operator==(const ServingJob&) const = default;
};

/// A job that a design is meant for. Part of the design.
struct Workload {
    WorkloadId id;
    std::string name;
    std::string
        source; ///< Document that the model's shape and the job come from; empty for one's own.
    TransformerModel model;
    std::variant<TrainingJob, ServingJob> job;
    std::optional<Seconds> checkpoint = {}; ///< One write of a checkpoint that the job waits for; absent: by `storageWrite`, or the profile's.
    std::optional<ByteRate> storageWrite = {}; ///< At which the storage takes checkpoints of all writers together; absent: not known.
    std::optional<Seconds> restart = {};    ///< From an interruption until it computes again; absent: the profile's.
    std::optional<double> stepSpread = {};  ///< Standard deviation of one accelerator's step time over its mean; absent: all are alike.
    /// Null where the workload is not a training.
    [[nodiscard]] const TrainingJob* training() const { return std::get_if<TrainingJob>(&job); }
    /// Null where the workload is not serving.
    [[nodiscard]] const ServingJob* serving() const { return std::get_if<ServingJob>(&job); }
    bool operator==(const Workload&) const = default;
};

/// Words of the files: "bf16", "optimizer", "selective", "flash", "causal-half"; of what is free "precision", "recompute",
/// "schedule", "microbatch", "pools".
std::string_view word(Precision);
std::string_view word(Sharding);
std::string_view word(Recompute);
std::string_view word(AttentionKernel);
std::string_view word(FlopsConvention);
std::string_view word(ScaleGrain);
std::string_view word(TrainingSoftware);
std::string_view word(ContextExchange);
std::string_view word(Tuning);
std::string_view word(PipelineSchedule);
std::string_view word(FreeChoice);
template <> std::optional<Precision> fromWord<Precision>(std::string_view);
template <> std::optional<Sharding> fromWord<Sharding>(std::string_view);
template <> std::optional<Recompute> fromWord<Recompute>(std::string_view);
template <> std::optional<AttentionKernel> fromWord<AttentionKernel>(std::string_view);
template <> std::optional<FlopsConvention> fromWord<FlopsConvention>(std::string_view);
template <> std::optional<ScaleGrain> fromWord<ScaleGrain>(std::string_view);
template <> std::optional<TrainingSoftware> fromWord<TrainingSoftware>(std::string_view);
template <> std::optional<ContextExchange> fromWord<ContextExchange>(std::string_view);
template <> std::optional<Tuning> fromWord<Tuning>(std::string_view);
template <> std::optional<PipelineSchedule> fromWord<PipelineSchedule>(std::string_view);
template <> std::optional<FreeChoice> fromWord<FreeChoice>(std::string_view);
template <> std::span<const std::string_view> words<Precision>();
template <> std::span<const std::string_view> words<Sharding>();
template <> std::span<const std::string_view> words<Recompute>();
template <> std::span<const std::string_view> words<AttentionKernel>();
template <> std::span<const std::string_view> words<FlopsConvention>();
template <> std::span<const std::string_view> words<ScaleGrain>();
template <> std::span<const std::string_view> words<TrainingSoftware>();
template <> std::span<const std::string_view> words<ContextExchange>();
template <> std::span<const std::string_view> words<Tuning>();
template <> std::span<const std::string_view> words<PipelineSchedule>();
template <> std::span<const std::string_view> words<FreeChoice>();

/// Nothing if the shape can be computed; else the sentence that says what is wrong ("'heads' is
/// 0.").
std::optional<Error> fault(const TransformerModel&);
std::optional<Error> fault(const TrainingJob&);
std::optional<Error> fault(const ServingJob&);

} // namespace colonnade::model
