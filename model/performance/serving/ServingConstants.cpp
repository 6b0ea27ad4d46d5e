// Written by tests/calibration/fit_serving.py: the numbers of resources/calibration/serving.yaml, which a test compares.
#include "model/performance/serving/ServingCalibration.h"

namespace colonnade::model {

namespace {

ServingCalibration made()
{
    using enum ServingEngine;
    ServingCalibration all;
    all.imbalance = 0.256;
    all.expertPadding = 28.3;
    all.spread = 0.509;
    all.passes = 8.2;
    all.memoryUsed = 0.929;
    all.reserve = Bytes{4000000000};
    all.held = 0.834;
    all.sequences = 2048;
    all.chunk = 8192;
    all.sampling = Seconds{5.27e-06};
    all.poolGrowth = 0.892;
    all.token = {.mean = 0.178, .low = 0.807, .high = 1.316};
    all.firstToken = {.mean = 0.347, .low = 0.632, .high = 2.055};
    all.throughput = {.mean = 0.097, .low = 0.884, .high = 1.173};
    all.pooledToken = {.mean = 0.362, .low = 0.61, .high = 1.673};
    all.pooledFirstToken = {.mean = 0.54, .low = 0.386, .high = 5.338};
    all.parts = {
        {.name = "Ampere",
         .marks = {},
         .weightMemory = 0.75,
         .expertMemory = 0.7,
         .cacheMemory = 0.65,
         .wide = 0.65,
         .fp8 = 0.55,
         .fp4 = 0.4,
         .experts = 0.6,
         .attention = 0.4,
         .cacheCompute = 0.3,
         .reduce = Seconds{1e-05},
         .link = 0.6},
        {.name = "Hopper",
         .marks = {"h100", "h200", "h800", "h20", "gh200"},
         .weightMemory = 0.801,
         .expertMemory = 0.733,
         .cacheMemory = 0.783,
         .wide = 0.641,
         .fp8 = 0.574,
         .fp4 = 0.4,
         .experts = 0.515,
         .attention = 0.443,
         .cacheCompute = 0.31,
         .reduce = Seconds{1.33e-05},
         .link = 0.608},
        {.name = "Blackwell",
         .marks = {"b200", "b300"},
         .weightMemory = 0.788,
         .expertMemory = 0.825,
         .cacheMemory = 0.703,
         .wide = 0.635,
         .fp8 = 0.535,
         .fp4 = 0.375,
         .experts = 0.503,
         .attention = 0.431,
         .cacheCompute = 0.346,
         .reduce = Seconds{1.06e-05},
         .link = 0.512},
    };
    all.engines[0] = {.layer = Seconds{2.45e-05},
                      .expertLayer = Seconds{2.22e-05},
                      .promptLayer = Seconds{0.000896},
                      .latentPromptLayer = Seconds{0.00187},
                      .iteration = Seconds{0.000666},
                      .stream = Seconds{9.12e-06},
                      .prompt = Seconds{0.0121},
                      .wave = 0.209,
                      .mixes = true,
                      .interference = 0.884,
                      .kernels = 0.967,
                      .poolStart = Seconds{0.0618},
                      .poolWave = 0.0923,
                      .poolPace = 0.7,
                      .firstToken = {.mean = 0.346, .low = 0.658, .high = 1.853}};
    all.engines[1] = {.layer = Seconds{2.58e-05},
                      .expertLayer = Seconds{2.76e-05},
                      .promptLayer = Seconds{0.000334},
                      .latentPromptLayer = Seconds{0.001},
                      .iteration = Seconds{0.000759},
                      .stream = Seconds{7.14e-06},
                      .prompt = Seconds{0.0101},
                      .wave = 0.144,
                      .mixes = true,
                      .interference = 1.07,
                      .kernels = 0.984,
                      .poolStart = Seconds{0.126},
                      .poolWave = 0.1,
                      .poolPace = 0.875,
                      .firstToken = {.mean = 0.216, .low = 0.632, .high = 1.228}};
    all.engines[2] = {.layer = Seconds{2.53e-05},
                      .expertLayer = Seconds{5.22e-05},
                      .promptLayer = Seconds{0.000303},
                      .latentPromptLayer = Seconds{0.000963},
                      .iteration = Seconds{0.000857},
                      .stream = Seconds{1.01e-05},
                      .prompt = Seconds{0.0101},
                      .wave = 0.3,
                      .mixes = false,
                      .interference = 0.932,
                      .kernels = 1,
                      .poolStart = Seconds{0.12},
                      .poolWave = 0.108,
                      .poolPace = 0.922,
                      .firstToken = {.mean = 0.553, .low = 0.301, .high = 3.258}};
    all.releases = {
        {Sglang, ServedKind::Any, "0.5.1.post1", "", 0.907, 0.693, 4, Seconds{0}},
        {Sglang, ServedKind::Dense, "0.5.1.post1", "", 0.85167, 0.693, 4, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.10.post1", "", 1.02, 2.78, 1.26, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.10.post1", "", 1.0404, 2.78, 1.26, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.6.post2", "", 1.04, 0.757, 0.803, Seconds{0}},
        {Sglang, ServedKind::Dense, "0.5.6.post2", "", 1.0608, 0.757, 0.803, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.8.post1", "", 0.92, 0.906, 1.17, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.8.post1", "", 0.87308, 0.906, 1.17, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.9", "", 0.972, 1, 0.618, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.9", "", 0.9545, 1, 0.618, Seconds{0}},
        {Sglang, ServedKind::Any, "", "B200", 1.07, 1.09, 1.02, Seconds{0}},
        {Sglang, ServedKind::Latent, "", "B200", 1.1128, 1.09, 1.02, Seconds{0}},
        {Sglang, ServedKind::Any, "", "GB200", 1.27, 0.761, 0.881, Seconds{0}},
        {Sglang, ServedKind::Latent, "", "GB200", 1.4859, 0.761, 0.881, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.7.0.post2", "", 1.01, 0.732, 1.38, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "0.7.0.post2", "", 1.0201, 0.732, 1.38, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post1", "", 0.878, 0.886, 0.799, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post1", "", 0.80776, 0.886, 0.799, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post2", "", 0.798, 0.987, 1.46, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post2", "", 0.69027, 0.987, 1.46, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post3", "", 1.01, 1.1, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post3", "", 1.01, 1.1, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.0.0rc3", "", 0.898, 1.13, 0.985, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "1.0.0rc3", "", 0.96984, 1.13, 0.985, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.0.0rc3", "", 0.77767, 1.13, 0.985, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.1.0rc2.post2", "", 0.979, 0.841, 1.65, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.1.0rc2.post2", "", 0.96529, 0.841, 1.65, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc2", "", 0.863, 1.06, 1.03, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.2.0rc2", "", 0.78533, 1.06, 1.03, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc2.post2", "", 0.991, 0.817, 0.984, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.2.0rc2.post2", "", 0.98505, 0.817, 0.984, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post1", "", 1.04, 2.1, 1.09, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "1.2.0rc6.post1", "", 1.0712, 2.1, 1.09, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post2", "", 1.01, 0.801, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.2.0rc6.post2", "", 1.0201, 0.801, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post3", "", 0.942, 0.743, 1.08, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.2.0rc6.post3", "", 0.90715, 0.743, 1.08, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.3.0rc1", "", 1, 1.46, 1.17, Seconds{0.0291}},
        {TensorRtLlm, ServedKind::Dense, "1.3.0rc1", "", 1.02, 1.46, 1.17, Seconds{0.0291}},
        {TensorRtLlm, ServedKind::Experts, "1.3.0rc1", "", 0.985, 1.46, 1.17, Seconds{0.0291}},
        {TensorRtLlm, ServedKind::Any, "gpt-oss-dev", "", 1.04, 1.08, 1.02, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "gpt-oss-dev", "", 1.0608, 1.08, 1.02, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "offline", "", 1.13, 1.17, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "offline", "", 0.9718, 1.17, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "offline", "", 1.3447, 1.17, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "offline", "", 1.1865, 1.17, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "B200", 1.04, 0.755, 1.15, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "", "B200", 1.0608, 0.755, 1.15, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "B200", 1.04, 0.755, 1.15, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "GB200", 1.15, 0.666, 0.587, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "GB200", 1.265, 0.666, 0.587, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "H200", 1.08, 0.926, 0.579, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "", "H200", 1.0184, 0.926, 0.579, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "", "H200", 1.1232, 0.926, 0.579, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "H200", 1.1556, 0.926, 0.579, Seconds{0}},
        {Vllm, ServedKind::Any, "0.12.0", "", 1.14, 0.79, 1.05, Seconds{0}},
        {Vllm, ServedKind::Dense, "0.12.0", "", 1.0853, 0.79, 1.05, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.12.0", "", 1.2996, 0.79, 1.05, Seconds{0}},
        {Vllm, ServedKind::Any, "0.15.1", "", 0.946, 0.988, 1.01, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.15.1", "", 0.91289, 0.988, 1.01, Seconds{0}},
        {Vllm, ServedKind::Any, "0.18.0", "", 0.943, 1.07, 1.17, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.18.0", "", 0.90811, 1.07, 1.17, Seconds{0}},
        {Vllm, ServedKind::Any, "", "B200", 1.08, 1.18, 1.1, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "B200", 1.134, 1.18, 1.1, Seconds{0}},
        {Vllm, ServedKind::Experts, "", "B200", 1.0778, 1.18, 1.1, Seconds{0}},
        {Vllm, ServedKind::Any, "", "H100", 1.04, 0.901, 0.737, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "H100", 1.0712, 0.901, 0.737, Seconds{0}},
        {Vllm, ServedKind::Experts, "", "H100", 1.039, 0.901, 0.737, Seconds{0}},
        {Vllm, ServedKind::Any, "", "H200", 1.03, 0.857, 0.946, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "H200", 1.0506, 0.857, 0.946, Seconds{0}},
    };
    all.kernels = {
        {Sglang, ServedFamily::Dense, 16, "Hopper", 0.939, 0.861},
        {Sglang, ServedFamily::Dense, 8, "Hopper", 0.952, 0.891},
        {Sglang, ServedFamily::Latent, 4, "Blackwell", 0.934, 0.945},
        {Sglang, ServedFamily::Latent, 8, "Blackwell", 1.14, 1.81},
        {Sglang, ServedFamily::Latent, 8, "Hopper", 1.08, 0.813},
        {Sglang, ServedFamily::Small, 8, "Hopper", 1.08, 1.02},
        {TensorRtLlm, ServedFamily::Dense, 16, "Blackwell", 1.02, 1.25},
        {TensorRtLlm, ServedFamily::Dense, 4, "Blackwell", 1.11, 0.777},
        {TensorRtLlm, ServedFamily::Dense, 8, "Blackwell", 0.975, 0.758},
        {TensorRtLlm, ServedFamily::Dense, 8, "Hopper", 1.02, 0.815},
        {TensorRtLlm, ServedFamily::Experts, 4, "Blackwell", 0.988, 1.35},
        {TensorRtLlm, ServedFamily::Experts, 8, "Hopper", 1.04, 1.16},
        {TensorRtLlm, ServedFamily::Latent, 4, "Blackwell", 0.939, 0.824},
        {TensorRtLlm, ServedFamily::Latent, 8, "Blackwell", 0.974, 1.09},
        {TensorRtLlm, ServedFamily::Latent, 8, "Hopper", 1.04, 1.3},
        {TensorRtLlm, ServedFamily::Small, 16, "Hopper", 0.931, 0.988},
        {TensorRtLlm, ServedFamily::Small, 8, "Hopper", 0.899, 0.844},
        {TensorRtLlm, ServedFamily::Windowed, 4, "Blackwell", 0.912, 0.831},
        {TensorRtLlm, ServedFamily::Windowed, 4, "Hopper", 1.07, 1.37},
        {Vllm, ServedFamily::Dense, 16, "Hopper", 0.95, 1.22},
        {Vllm, ServedFamily::Dense, 4, "Blackwell", 1.09, 1.12},
        {Vllm, ServedFamily::Dense, 8, "Blackwell", 0.963, 0.829},
        {Vllm, ServedFamily::Dense, 8, "Hopper", 1.05, 0.919},
        {Vllm, ServedFamily::Experts, 8, "Hopper", 1.14, 1.53},
        {Vllm, ServedFamily::Small, 8, "Hopper", 1, 0.486},
        {Vllm, ServedFamily::Windowed, 4, "Blackwell", 0.963, 1.14},
        {Vllm, ServedFamily::Windowed, 4, "Hopper", 0.962, 1.01},
    };
    return all;
}

} // namespace

const ServingCalibration& ServingCalibration::builtIn()
{
    static const ServingCalibration all = made();
    return all;
}

} // namespace colonnade::model
