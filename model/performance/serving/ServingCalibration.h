#pragma once

#include "model/design/Workload.h"
#include "model/performance/ClusterView.h"
#include "model/performance/FactorFit.h"
#include "model/performance/serving/ServingNetwork.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What serving kernels reach on one generation of accelerators, as shares of its nominal figures.
struct ServingPart {
    std::string name;               ///< "Hopper".
    std::vector<std::string> marks; ///< Words of a part's name that mean it: "h100". All in lower case.
    double weightMemory = 0.75;     ///< Of the memory bandwidth, while weights are read.
    double expertMemory = 0.7;      ///< Of the above, for the scattered weights of experts.
    double cacheMemory = 0.65;      ///< Of the memory bandwidth, while keys and values are read.
    double wide = 0.65, fp8 = 0.55, fp4 = 0.4; ///< Of the peak, matrices of prompts in 16, 8 and 4 bits.
    double experts = 0.6;           ///< Of the above, grouped matrices of experts.
    double attention = 0.4;         ///< Of the 16-bit peak, attention of prompts.
    double cacheCompute = 0.3;      ///< Of the 16-bit peak, attention of output tokens.
    Seconds reduce{10e-6};          ///< One small all-reduce over 8 ranks; less over fewer, by log2.
    double link = 0.6;              ///< Of the scale-up bandwidth.
    bool operator==(const ServingPart&) const = default;
};

/// Errors of a family of figures on runs that were kept aside while fitting, as measured over estimated.
struct ServingError {
    double mean = 0.25;          ///< Mean absolute error.
    double low = 0.7, high = 1.4; ///< Four of five runs lay between these multiples of the estimate.
    bool operator==(const ServingError&) const = default;
};

/// What one engine's software costs.
struct ServingSoftware {
    Seconds layer{20e-6};              ///< Of one layer in every iteration: launches and small kernels.
    Seconds expertLayer{20e-6};        ///< More of it where the layer has experts.
    Seconds promptLayer{300e-6};       ///< Of one layer before a prompt's first token: no CUDA graphs there.
    Seconds latentPromptLayer{1e-3};   ///< More of it with latent attention.
    Seconds iteration{0.7e-3};         ///< Of the scheduler in every iteration.
    Seconds stream{8e-6};              ///< Per sequence and iteration: text is sent to its user.
    Seconds prompt{10e-3};             ///< Of one request before it is scheduled.
    double wave = 0.15;                ///< Share of the waiting as if all requests had come at once.
    bool mixes = true;                 ///< Pieces of prompts ride in the iterations of the output; else they have their own.
    double interference = 1;           ///< Share of the prompts' time that running sequences lose.
    double kernels = 1;                ///< Rate of its kernels over that of the part.
    Seconds poolStart{0.1};            ///< Of one request that is handed from pool to pool.
    double poolWave = 0.1;             ///< As `wave`, in a pool for prompts.
    double poolPace = 0.85;            ///< Decoding time in a pool over that beside prompts; below 1 drafted tokens show.
    ServingError firstToken;           ///< Of the first token beside prompts; its scheduler makes it more or less sure.
    bool operator==(const ServingSoftware&) const = default;
};

/// Kinds of models for which an engine has kernels of its own.
enum class ServedKind : std::uint8_t {
    Any,
    Dense,
    Experts, ///< With experts, keys and values by heads.
    Latent   ///< With latent attention (MLA).
};
ServedKind servedKind(const TransformerModel&);

/// Families of models by the kernels that they spend their time in.
enum class ServedFamily : std::uint8_t {
    Small, ///< Dense, and below 15e9 weights in its layers.
    Dense,
    Windowed, ///< Layers that attend to a window.
    Experts,
    Latent
};
ServedFamily servedFamily(const TransformerModel&);

/// What an engine's kernels for one family, precision and generation of parts differ by, in all its releases.
struct ServingKernels {
    ServingEngine engine = ServingEngine::TensorRtLlm;
    ServedFamily family = ServedFamily::Dense;
    int bits = 16;    ///< Of a weight.
    std::string part; ///< The `name` of a `ServingPart`.
    double pace = 1;  ///< On the time of an iteration.
    double promptPace = 1;
    bool operator==(const ServingKernels&) const = default;
};

/// What one release differs by, where runs of it were published: on one kind of model, or on those without runs.
struct ServingRelease {
    ServingEngine engine = ServingEngine::TensorRtLlm;
    ServedKind kind = ServedKind::Any;
    std::string version; ///< "1.0.0rc3"; empty: not stated.
    std::string part;    ///< "H200", where the version is not stated: the one of that part's launch; else empty.
    double pace = 1;     ///< On the time of an iteration.
    double promptPace = 1;
    double wave = 1;
    Seconds router{}; ///< Per output token where several instances share its front end.
    bool operator==(const ServingRelease&) const = default;
};

/// Constants of serving estimates, fitted on published runs; see resources/calibration/serving.yaml. Data, so that a
/// project may bring its own.
struct ServingCalibration {
    std::vector<ServingPart> parts;
    std::array<ServingSoftware, 3> engines; ///< By `ServingEngine`.
    std::vector<ServingRelease> releases;
    std::vector<ServingKernels> kernels;
    double imbalance = 0.3;      ///< More tokens on the busiest rank of many than on average.
    double expertPadding = 32;   ///< Rows that a group of an expert's tokens is filled up with.
    double spread = 0.7;         ///< Share of tokens that choose experts independently of the others.
    double passes = 8;           ///< Over 2 h bytes per token and layer by element-wise kernels.
    double memoryUsed = 0.93;    ///< Share of the memory that an engine fills.
    Bytes reserve{4e9};          ///< Context, graphs and buffers.
    double held = 0.75;          ///< Share of its output that a sequence's reserved cache holds, on average.
    int sequences = 2048;        ///< Most that an engine runs at a time on one attention rank.
    int chunk = 8192;            ///< Prompt tokens of one iteration where a job names none.
    Seconds sampling{4e-6};      ///< Per sequence and iteration.
    double poolGrowth = 0.8;     ///< Exponent by which waiting in a pool for prompts grows with the requests in flight.
    ServingError token, firstToken, throughput, pooledToken, pooledFirstToken;
    FactorFit project; ///< What the project measured itself: factors on the time of an iteration, and on that of prompts.

    /// The constants that the program ships.
    static const ServingCalibration& builtIn();
    bool operator==(const ServingCalibration&) const = default;
};

/// The constants for one machine and engine, looked up once before many estimates.
struct ServingConstants {
    const ServingCalibration* all = nullptr;
    ServingPart part;
    ServingSoftware engine;
    ServingRelease release;
    FlopRate wide, fp8, fp4; ///< Peaks; a format that the part lacks runs at the next wider one's.
    ByteRate memoryBandwidth, scaleUp;
    Bytes memory;
    std::optional<ServingNetwork> network; ///< Beyond a scale-up domain; nothing where no fabric is known.
    bool partMeasured = false;    ///< Else its nearest relative stands in.
    bool releaseMeasured = false; ///< Runs of the release were published.
};

/// Fails where the machine lacks a figure without which nothing can be said. The release is that of its kind of model where
/// such runs were published.
Result<ServingConstants> servingConstants(const ClusterView&, ServingEngine, std::string_view version,
                                          const ServingCalibration& = ServingCalibration::builtIn(),
                                          ServedKind = ServedKind::Any);
/// The release's factors times those of the kernels that such a model runs in; 1 where no such runs were published.
ServingRelease releaseFor(const ServingConstants&, const TransformerModel&, Precision);

/// Words of the files: "any", "dense", "experts", "latent".
std::string_view word(ServedKind);
template <> std::optional<ServedKind> fromWord<ServedKind>(std::string_view);
template <> std::span<const std::string_view> words<ServedKind>();

/// Words of the files: "small", "dense", "windowed", "experts", "latent".
std::string_view word(ServedFamily);
template <> std::optional<ServedFamily> fromWord<ServedFamily>(std::string_view);
template <> std::span<const std::string_view> words<ServedFamily>();

/// Words of the files: "trtllm", "vllm", "sglang".
std::string_view word(ServingEngine);
template <> std::optional<ServingEngine> fromWord<ServingEngine>(std::string_view);
template <> std::span<const std::string_view> words<ServingEngine>();

} // namespace colonnade::model
