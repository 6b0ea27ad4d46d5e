// Written by tests/calibration/fit_serving.py: the numbers of resources/calibration/serving.yaml, which a test compares.
#include "model/performance/serving/ServingCalibration.h"

namespace colonnade::model {

namespace {

ServingCalibration made()
{
    using enum ServingEngine;
    ServingCalibration all;
    all.imbalance = 0.24;
    all.expertPadding = 29.8;
    all.spread = 0.512;
    all.passes = 7.6;
    all.memoryUsed = 0.932;
    all.reserve = Bytes{4000000000};
    all.held = 0.73;
    all.sequences = 2048;
    all.chunk = 8192;
    all.sampling = Seconds{6.25e-06};
    all.poolGrowth = 0.945;
    all.token = {.mean = 0.204, .low = 0.772, .high = 1.299};
    all.firstToken = {.mean = 0.41, .low = 0.374, .high = 2.145};
    all.throughput = {.mean = 0.126, .low = 0.827, .high = 1.183};
    all.pooledToken = {.mean = 0.349, .low = 0.617, .high = 1.668};
    all.pooledFirstToken = {.mean = 0.61, .low = 0.152, .high = 5.34};
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
         .weightMemory = 0.765,
         .expertMemory = 0.753,
         .cacheMemory = 0.934,
         .wide = 0.632,
         .fp8 = 0.585,
         .fp4 = 0.4,
         .experts = 0.604,
         .attention = 0.454,
         .cacheCompute = 0.293,
         .reduce = Seconds{1.31e-05},
         .link = 0.728},
        {.name = "Blackwell",
         .marks = {"b200", "b300"},
         .weightMemory = 0.822,
         .expertMemory = 0.843,
         .cacheMemory = 0.543,
         .wide = 0.636,
         .fp8 = 0.536,
         .fp4 = 0.416,
         .experts = 0.503,
         .attention = 0.443,
         .cacheCompute = 0.339,
         .reduce = Seconds{1.02e-05},
         .link = 0.561},
    };
    all.engines[0] = {.layer = Seconds{2.79e-05},
                      .expertLayer = Seconds{1.77e-05},
                      .promptLayer = Seconds{0.00094},
                      .latentPromptLayer = Seconds{0.00136},
                      .iteration = Seconds{0.000724},
                      .stream = Seconds{9.24e-06},
                      .prompt = Seconds{0.0122},
                      .wave = 0.196,
                      .interference = 0.914,
                      .kernels = 1.01,
                      .poolStart = Seconds{0.0592},
                      .poolWave = 0.0691,
                      .poolPace = 0.659};
    all.engines[1] = {.layer = Seconds{2.86e-05},
                      .expertLayer = Seconds{2.3e-05},
                      .promptLayer = Seconds{0.000373},
                      .latentPromptLayer = Seconds{0.001},
                      .iteration = Seconds{0.000722},
                      .stream = Seconds{7.17e-06},
                      .prompt = Seconds{0.00945},
                      .wave = 0.133,
                      .interference = 1.02,
                      .kernels = 0.982,
                      .poolStart = Seconds{0.109},
                      .poolWave = 0.135,
                      .poolPace = 0.828};
    all.engines[2] = {.layer = Seconds{2.34e-05},
                      .expertLayer = Seconds{4.75e-05},
                      .promptLayer = Seconds{0.000316},
                      .latentPromptLayer = Seconds{0.00108},
                      .iteration = Seconds{0.000795},
                      .stream = Seconds{8.61e-06},
                      .prompt = Seconds{0.0103},
                      .wave = 0.36,
                      .interference = 0.784,
                      .kernels = 0.994,
                      .poolStart = Seconds{0.102},
                      .poolWave = 0.181,
                      .poolPace = 0.986};
    all.releases = {
        {Sglang, "0.5.1.post1", "", 0.883, 0.709, 3.33, Seconds{0}},
        {Sglang, "0.5.10.post1", "", 1.09, 2.32, 1.36, Seconds{0}},
        {Sglang, "0.5.6.post2", "", 0.948, 1.23, 1.66, Seconds{0}},
        {Sglang, "0.5.8.post1", "", 0.935, 0.802, 1.29, Seconds{0}},
        {Sglang, "0.5.9", "", 1.06, 0.944, 0.561, Seconds{0}},
        {Sglang, "", "B200", 1.07, 1.17, 1.03, Seconds{0}},
        {Sglang, "", "GB200", 1.36, 0.741, 0.809, Seconds{0}},
        {TensorRtLlm, "0.7.0.post2", "", 0.976, 0.65, 1.45, Seconds{0}},
        {TensorRtLlm, "0.8.1.post1", "", 0.862, 0.931, 0.735, Seconds{0}},
        {TensorRtLlm, "0.8.1.post2", "", 0.733, 0.863, 1.33, Seconds{0}},
        {TensorRtLlm, "0.8.1.post3", "", 1.01, 1.07, 1, Seconds{0}},
        {TensorRtLlm, "1.0.0rc3", "", 0.848, 1.34, 0.73, Seconds{0}},
        {TensorRtLlm, "1.1.0rc2.post2", "", 1.02, 1.09, 1.53, Seconds{0}},
        {TensorRtLlm, "1.2.0rc2", "", 0.796, 0.879, 1, Seconds{0}},
        {TensorRtLlm, "1.2.0rc2.post2", "", 0.907, 0.72, 1.08, Seconds{0}},
        {TensorRtLlm, "1.2.0rc6.post1", "", 1.07, 1.85, 1.06, Seconds{0}},
        {TensorRtLlm, "1.2.0rc6.post2", "", 1.01, 0.743, 1.04, Seconds{0}},
        {TensorRtLlm, "1.2.0rc6.post3", "", 0.916, 0.793, 1.07, Seconds{0}},
        {TensorRtLlm, "1.3.0rc1", "", 1.02, 1.81, 1.28, Seconds{0.0286}},
        {TensorRtLlm, "gpt-oss-dev", "", 1.13, 1.45, 1.03, Seconds{0}},
        {TensorRtLlm, "offline", "", 1.02, 0.96, 1, Seconds{0}},
        {TensorRtLlm, "", "B200", 1.04, 0.602, 1.21, Seconds{0}},
        {TensorRtLlm, "", "GB200", 1.25, 0.622, 0.553, Seconds{0}},
        {TensorRtLlm, "", "H200", 1.07, 0.754, 0.622, Seconds{0}},
        {Vllm, "0.12.0", "", 1.06, 0.506, 1.11, Seconds{0}},
        {Vllm, "0.15.1", "", 0.936, 1.15, 1.02, Seconds{0}},
        {Vllm, "0.18.0", "", 0.911, 1.12, 1.34, Seconds{0}},
        {Vllm, "", "B200", 1.11, 1.07, 1.01, Seconds{0}},
        {Vllm, "", "H100", 1.1, 0.867, 0.758, Seconds{0}},
        {Vllm, "", "H200", 1.07, 0.899, 0.913, Seconds{0}},
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
