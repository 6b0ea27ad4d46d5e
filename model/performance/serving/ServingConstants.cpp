// Written by tests/calibration/fit_serving.py: the numbers of resources/calibration/serving.yaml, which a test compares.
#include "model/performance/serving/ServingCalibration.h"

namespace colonnade::model {

namespace {

ServingCalibration made()
{
    using enum ServingEngine;
    ServingCalibration all;
    all.imbalance = 0.252;
    all.expertPadding = 27.8;
    all.spread = 0.507;
    all.passes = 8.13;
    all.memoryUsed = 0.93;
    all.reserve = Bytes{4000000000};
    all.held = 0.837;
    all.sequences = 2048;
    all.chunk = 8192;
    all.sampling = Seconds{5.14e-06};
    all.poolGrowth = 0.893;
    all.token = {.mean = 0.179, .low = 0.804, .high = 1.315};
    all.firstToken = {.mean = 0.351, .low = 0.628, .high = 2.057};
    all.throughput = {.mean = 0.098, .low = 0.89, .high = 1.186};
    all.pooledToken = {.mean = 0.36, .low = 0.618, .high = 1.679};
    all.pooledFirstToken = {.mean = 0.554, .low = 0.366, .high = 5.28};
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
         .weightMemory = 0.803,
         .expertMemory = 0.729,
         .cacheMemory = 0.785,
         .wide = 0.644,
         .fp8 = 0.577,
         .fp4 = 0.4,
         .experts = 0.503,
         .attention = 0.446,
         .cacheCompute = 0.308,
         .reduce = Seconds{1.32e-05},
         .link = 0.61},
        {.name = "Blackwell",
         .marks = {"b200", "b300"},
         .weightMemory = 0.784,
         .expertMemory = 0.815,
         .cacheMemory = 0.715,
         .wide = 0.641,
         .fp8 = 0.54,
         .fp4 = 0.373,
         .experts = 0.511,
         .attention = 0.434,
         .cacheCompute = 0.341,
         .reduce = Seconds{1.08e-05},
         .link = 0.517},
    };
    all.engines[0] = {.layer = Seconds{2.5e-05},
                      .expertLayer = Seconds{2.18e-05},
                      .promptLayer = Seconds{0.000915},
                      .latentPromptLayer = Seconds{0.00172},
                      .iteration = Seconds{0.000678},
                      .stream = Seconds{8.75e-06},
                      .prompt = Seconds{0.0123},
                      .wave = 0.209,
                      .mixes = true,
                      .interference = 0.888,
                      .kernels = 0.97,
                      .poolStart = Seconds{0.0631},
                      .poolWave = 0.0878,
                      .poolPace = 0.698,
                      .firstToken = {.mean = 0.355, .low = 0.647, .high = 1.843}};
    all.engines[1] = {.layer = Seconds{2.55e-05},
                      .expertLayer = Seconds{2.78e-05},
                      .promptLayer = Seconds{0.000339},
                      .latentPromptLayer = Seconds{0.001},
                      .iteration = Seconds{0.000759},
                      .stream = Seconds{7.38e-06},
                      .prompt = Seconds{0.00999},
                      .wave = 0.146,
                      .mixes = true,
                      .interference = 1.09,
                      .kernels = 0.979,
                      .poolStart = Seconds{0.127},
                      .poolWave = 0.1,
                      .poolPace = 0.873,
                      .firstToken = {.mean = 0.213, .low = 0.628, .high = 1.233}};
    all.engines[2] = {.layer = Seconds{2.44e-05},
                      .expertLayer = Seconds{5.38e-05},
                      .promptLayer = Seconds{0.000308},
                      .latentPromptLayer = Seconds{0.00101},
                      .iteration = Seconds{0.000832},
                      .stream = Seconds{8.92e-06},
                      .prompt = Seconds{0.0102},
                      .wave = 0.378,
                      .mixes = false,
                      .interference = 0.853,
                      .kernels = 1.01,
                      .poolStart = Seconds{0.117},
                      .poolWave = 0.128,
                      .poolPace = 0.926,
                      .firstToken = {.mean = 0.557, .low = 0.306, .high = 4.843}};
    all.releases = {
        {Sglang, ServedKind::Any, "0.5.1.post1", "", 0.908, 0.747, 3.15, Seconds{0}},
        {Sglang, ServedKind::Dense, "0.5.1.post1", "", 0.85352, 0.747, 3.15, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.10.post1", "", 1.04, 2.51, 1.39, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.10.post1", "", 1.0608, 2.51, 1.39, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.6.post2", "", 1.03, 0.811, 1.34, Seconds{0}},
        {Sglang, ServedKind::Dense, "0.5.6.post2", "", 1.0506, 0.811, 1.34, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.8.post1", "", 0.912, 0.848, 1.25, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.8.post1", "", 0.86184, 0.848, 1.25, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.9", "", 0.976, 0.968, 0.558, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.9", "", 0.96038, 0.968, 0.558, Seconds{0}},
        {Sglang, ServedKind::Any, "", "B200", 1.07, 1.2, 1.03, Seconds{0}},
        {Sglang, ServedKind::Latent, "", "B200", 1.1128, 1.2, 1.03, Seconds{0}},
        {Sglang, ServedKind::Any, "", "GB200", 1.27, 0.767, 0.886, Seconds{0}},
        {Sglang, ServedKind::Latent, "", "GB200", 1.4859, 0.767, 0.886, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.7.0.post2", "", 1.01, 0.733, 1.45, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "0.7.0.post2", "", 1.0201, 0.733, 1.45, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post1", "", 0.877, 0.894, 0.839, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post1", "", 0.80859, 0.894, 0.839, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post2", "", 0.795, 1.21, 1.23, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post2", "", 0.68768, 1.21, 1.23, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post3", "", 1.01, 1.2, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post3", "", 1.01, 1.2, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.0.0rc3", "", 0.904, 1.13, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "1.0.0rc3", "", 0.97632, 1.13, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.0.0rc3", "", 0.78467, 1.13, 1.01, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.1.0rc2.post2", "", 0.977, 0.861, 1.61, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.1.0rc2.post2", "", 0.96528, 0.861, 1.61, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc2", "", 0.861, 1.04, 1.02, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.2.0rc2", "", 0.78351, 1.04, 1.02, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc2.post2", "", 0.989, 0.816, 0.99, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.2.0rc2.post2", "", 0.98307, 0.816, 0.99, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post1", "", 1.06, 2.12, 1.04, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "1.2.0rc6.post1", "", 1.0918, 2.12, 1.04, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post2", "", 1.01, 0.792, 1.03, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.2.0rc6.post2", "", 1.0201, 0.792, 1.03, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post3", "", 0.94, 0.733, 1.11, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.2.0rc6.post3", "", 0.90146, 0.733, 1.11, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.3.0rc1", "", 0.997, 1.41, 1.2, Seconds{0.029}},
        {TensorRtLlm, ServedKind::Dense, "1.3.0rc1", "", 1.0169, 1.41, 1.2, Seconds{0.029}},
        {TensorRtLlm, ServedKind::Experts, "1.3.0rc1", "", 0.98204, 1.41, 1.2, Seconds{0.029}},
        {TensorRtLlm, ServedKind::Any, "gpt-oss-dev", "", 1.04, 1.08, 1.02, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "gpt-oss-dev", "", 1.0712, 1.08, 1.02, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "offline", "", 1.13, 1.18, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "offline", "", 0.97406, 1.18, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "offline", "", 1.3447, 1.18, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "offline", "", 1.1865, 1.18, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "B200", 1.03, 0.751, 1.19, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "", "B200", 1.0506, 0.751, 1.19, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "B200", 1.0403, 0.751, 1.19, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "GB200", 1.15, 0.68, 0.587, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "GB200", 1.265, 0.68, 0.587, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "H200", 1.08, 0.952, 0.547, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "", "H200", 1.0152, 0.952, 0.547, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "", "H200", 1.1232, 0.952, 0.547, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "H200", 1.1556, 0.952, 0.547, Seconds{0}},
        {Vllm, ServedKind::Any, "0.12.0", "", 1.15, 0.764, 1.1, Seconds{0}},
        {Vllm, ServedKind::Dense, "0.12.0", "", 1.0971, 0.764, 1.1, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.12.0", "", 1.3225, 0.764, 1.1, Seconds{0}},
        {Vllm, ServedKind::Any, "0.15.1", "", 0.944, 0.984, 1.01, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.15.1", "", 0.9119, 0.984, 1.01, Seconds{0}},
        {Vllm, ServedKind::Any, "0.18.0", "", 0.944, 1.02, 1.17, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.18.0", "", 0.91002, 1.02, 1.17, Seconds{0}},
        {Vllm, ServedKind::Any, "", "B200", 1.08, 1.18, 1.07, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "B200", 1.134, 1.18, 1.07, Seconds{0}},
        {Vllm, ServedKind::Experts, "", "B200", 1.0746, 1.18, 1.07, Seconds{0}},
        {Vllm, ServedKind::Any, "", "H100", 1.04, 0.941, 0.7, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "H100", 1.0712, 0.941, 0.7, Seconds{0}},
        {Vllm, ServedKind::Experts, "", "H100", 1.039, 0.941, 0.7, Seconds{0}},
        {Vllm, ServedKind::Any, "", "H200", 1.04, 0.862, 0.981, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "H200", 1.0608, 0.862, 0.981, Seconds{0}},
    };
    all.kernels = {
        {Sglang, ServedFamily::Dense, 16, "Hopper", 0.94, 0.894},
        {Sglang, ServedFamily::Dense, 8, "Hopper", 0.959, 0.836},
        {Sglang, ServedFamily::Latent, 4, "Blackwell", 0.937, 0.891},
        {Sglang, ServedFamily::Latent, 8, "Blackwell", 1.14, 1.59},
        {Sglang, ServedFamily::Latent, 8, "Hopper", 1.09, 0.872},
        {Sglang, ServedFamily::Small, 8, "Hopper", 1.06, 1.11},
        {TensorRtLlm, ServedFamily::Dense, 16, "Blackwell", 1.02, 1.29},
        {TensorRtLlm, ServedFamily::Dense, 4, "Blackwell", 1.11, 0.769},
        {TensorRtLlm, ServedFamily::Dense, 8, "Blackwell", 0.975, 0.747},
        {TensorRtLlm, ServedFamily::Dense, 8, "Hopper", 1.01, 0.814},
        {TensorRtLlm, ServedFamily::Experts, 4, "Blackwell", 0.989, 1.36},
        {TensorRtLlm, ServedFamily::Experts, 8, "Hopper", 1.04, 1.14},
        {TensorRtLlm, ServedFamily::Latent, 4, "Blackwell", 0.937, 0.829},
        {TensorRtLlm, ServedFamily::Latent, 8, "Blackwell", 0.975, 1.11},
        {TensorRtLlm, ServedFamily::Latent, 8, "Hopper", 1.04, 1.28},
        {TensorRtLlm, ServedFamily::Small, 16, "Hopper", 0.933, 0.975},
        {TensorRtLlm, ServedFamily::Small, 8, "Hopper", 0.899, 0.846},
        {TensorRtLlm, ServedFamily::Windowed, 4, "Blackwell", 0.912, 0.831},
        {TensorRtLlm, ServedFamily::Windowed, 4, "Hopper", 1.07, 1.34},
        {Vllm, ServedFamily::Dense, 16, "Hopper", 0.95, 1.22},
        {Vllm, ServedFamily::Dense, 4, "Blackwell", 1.09, 1.12},
        {Vllm, ServedFamily::Dense, 8, "Blackwell", 0.963, 0.838},
        {Vllm, ServedFamily::Dense, 8, "Hopper", 1.05, 0.889},
        {Vllm, ServedFamily::Experts, 8, "Hopper", 1.15, 1.55},
        {Vllm, ServedFamily::Small, 8, "Hopper", 1, 0.481},
        {Vllm, ServedFamily::Windowed, 4, "Blackwell", 0.961, 1.15},
        {Vllm, ServedFamily::Windowed, 4, "Hopper", 0.963, 1.04},
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
