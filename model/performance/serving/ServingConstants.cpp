// Written by tests/calibration/fit_serving.py: the numbers of resources/calibration/serving.yaml, which a test compares.
#include "model/performance/serving/ServingCalibration.h"

namespace colonnade::model {

namespace {

ServingCalibration made()
{
    using enum ServingEngine;
    ServingCalibration all;
    all.imbalance = 0.251;
    all.expertPadding = 28.1;
    all.spread = 0.526;
    all.passes = 8.09;
    all.memoryUsed = 0.93;
    all.reserve = Bytes{4000000000};
    all.held = 0.84;
    all.sequences = 2048;
    all.chunk = 8192;
    all.sampling = Seconds{5.19e-06};
    all.poolGrowth = 0.917;
    all.token = {.mean = 0.193, .low = 0.744, .high = 1.28};
    all.firstToken = {.mean = 0.413, .low = 0.287, .high = 1.999};
    all.throughput = {.mean = 0.094, .low = 0.884, .high = 1.181};
    all.pooledToken = {.mean = 0.338, .low = 0.646, .high = 1.654};
    all.pooledFirstToken = {.mean = 0.57, .low = 0.392, .high = 6.232};
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
         .weightMemory = 0.785,
         .expertMemory = 0.706,
         .cacheMemory = 0.875,
         .wide = 0.632,
         .fp8 = 0.577,
         .fp4 = 0.4,
         .experts = 0.511,
         .attention = 0.447,
         .cacheCompute = 0.292,
         .reduce = Seconds{1.38e-05},
         .link = 0.627},
        {.name = "Blackwell",
         .marks = {"b200", "b300"},
         .weightMemory = 0.801,
         .expertMemory = 0.824,
         .cacheMemory = 0.659,
         .wide = 0.647,
         .fp8 = 0.53,
         .fp4 = 0.383,
         .experts = 0.507,
         .attention = 0.446,
         .cacheCompute = 0.337,
         .reduce = Seconds{1.05e-05},
         .link = 0.519},
    };
    all.engines[0] = {.layer = Seconds{2.59e-05},
                      .expertLayer = Seconds{2.03e-05},
                      .promptLayer = Seconds{0.00108},
                      .latentPromptLayer = Seconds{0.00146},
                      .iteration = Seconds{0.000633},
                      .stream = Seconds{8.18e-06},
                      .prompt = Seconds{0.012},
                      .wave = 0.204,
                      .mixes = true,
                      .interference = 0.898,
                      .kernels = 0.974,
                      .poolStart = Seconds{0.0611},
                      .poolWave = 0.08,
                      .poolPace = 0.675,
                      .firstToken = {.mean = 0.42, .low = 0.55, .high = 1.92}};
    all.engines[1] = {.layer = Seconds{2.77e-05},
                      .expertLayer = Seconds{2.74e-05},
                      .promptLayer = Seconds{0.000369},
                      .latentPromptLayer = Seconds{0.001},
                      .iteration = Seconds{0.00073},
                      .stream = Seconds{7.03e-06},
                      .prompt = Seconds{0.0102},
                      .wave = 0.137,
                      .mixes = true,
                      .interference = 1.05,
                      .kernels = 0.978,
                      .poolStart = Seconds{0.126},
                      .poolWave = 0.1,
                      .poolPace = 0.89,
                      .firstToken = {.mean = 0.28, .low = 0.58, .high = 1.54}};
    all.engines[2] = {.layer = Seconds{2.41e-05},
                      .expertLayer = Seconds{4.81e-05},
                      .promptLayer = Seconds{0.000313},
                      .latentPromptLayer = Seconds{0.00106},
                      .iteration = Seconds{0.000817},
                      .stream = Seconds{8.54e-06},
                      .prompt = Seconds{0.0103},
                      .wave = 0.359,
                      .mixes = false,
                      .interference = 0.805,
                      .kernels = 1.01,
                      .poolStart = Seconds{0.106},
                      .poolWave = 0.161,
                      .poolPace = 0.984,
                      .firstToken = {.mean = 0.62, .low = 0.3, .high = 5.2}};
    all.releases = {
        {Sglang, ServedKind::Any, "0.5.1.post1", "", 0.905, 0.733, 2.62, Seconds{0}},
        {Sglang, ServedKind::Dense, "0.5.1.post1", "", 0.84889, 0.67802, 3.3274, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.10.post1", "", 1.04, 1.97, 1.25, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.10.post1", "", 1.0712, 2.3246, 1.325, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.6.post2", "", 0.959, 1.08, 1.5, Seconds{0}},
        {Sglang, ServedKind::Dense, "0.5.6.post2", "", 0.93311, 1.1016, 1.665, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.8.post1", "", 0.948, 0.793, 1.42, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.8.post1", "", 0.91672, 0.74701, 1.5478, Seconds{0}},
        {Sglang, ServedKind::Any, "0.5.9", "", 1.01, 0.939, 0.621, Seconds{0}},
        {Sglang, ServedKind::Latent, "0.5.9", "", 1.0201, 0.9221, 0.55083, Seconds{0}},
        {Sglang, ServedKind::Any, "", "B200", 1.04, 1.23, 1.03, Seconds{0}},
        {Sglang, ServedKind::Latent, "", "B200", 1.0712, 1.2792, 1.0403, Seconds{0}},
        {Sglang, ServedKind::Any, "", "GB200", 1.33, 0.866, 0.941, Seconds{0}},
        {Sglang, ServedKind::Latent, "", "GB200", 1.596, 0.83742, 0.92877, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.7.0.post2", "", 0.986, 0.669, 1.36, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "0.7.0.post2", "", 0.97811, 0.60611, 1.4688, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post1", "", 0.881, 0.901, 0.781, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post1", "", 0.81228, 0.87397, 0.73414, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post2", "", 0.798, 0.868, 1.3, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post2", "", 0.69027, 0.83328, 1.378, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "0.8.1.post3", "", 1.01, 1.1, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "0.8.1.post3", "", 1.01, 1.122, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.0.0rc3", "", 0.889, 1.15, 0.818, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "1.0.0rc3", "", 0.92456, 1.173, 0.80818, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.0.0rc3", "", 0.79121, 1.173, 0.78855, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.1.0rc2.post2", "", 0.994, 0.993, 1.5, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.1.0rc2.post2", "", 0.99002, 0.99201, 1.65, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc2", "", 0.832, 0.842, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.2.0rc2", "", 0.73965, 0.80579, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc2.post2", "", 0.946, 0.72, 1.04, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "1.2.0rc2.post2", "", 0.91289, 0.66456, 1.0504, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post1", "", 1.02, 1.56, 1.06, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "1.2.0rc6.post1", "", 1.0404, 1.7472, 1.0812, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post2", "", 1.01, 0.743, 1.02, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.2.0rc6.post2", "", 1.0201, 0.69173, 1.02, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.2.0rc6.post3", "", 0.935, 0.793, 1.07, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "1.2.0rc6.post3", "", 0.89573, 0.7478, 1.0914, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "1.3.0rc1", "", 1.01, 1.46, 1.25, Seconds{0.0299}},
        {TensorRtLlm, ServedKind::Dense, "1.3.0rc1", "", 1.0302, 1.679, 1.325, Seconds{0.0299}},
        {TensorRtLlm, ServedKind::Experts, "1.3.0rc1", "", 0.99485, 1.4016, 1.2337, Seconds{0.0299}},
        {TensorRtLlm, ServedKind::Any, "gpt-oss-dev", "", 1.08, 1.25, 1.03, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "gpt-oss-dev", "", 1.134, 1.325, 1.0403, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "offline", "", 1.14, 1.24, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "offline", "", 1.0123, 0.94984, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "offline", "", 1.3452, 1.5624, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "offline", "", 1.1856, 1.3516, 1, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "B200", 1.05, 0.632, 1.24, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "", "B200", 1.134, 0.54289, 1.1916, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "B200", 0.9996, 0.65728, 1.364, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "GB200", 1.14, 0.649, 0.632, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "GB200", 1.2312, 0.5815, 0.56374, Seconds{0}},
        {TensorRtLlm, ServedKind::Any, "", "H200", 1.08, 1.08, 0.631, Seconds{0}},
        {TensorRtLlm, ServedKind::Dense, "", "H200", 1.026, 0.77436, 0.52436, Seconds{0}},
        {TensorRtLlm, ServedKind::Experts, "", "H200", 1.1232, 1.296, 0.66886, Seconds{0}},
        {TensorRtLlm, ServedKind::Latent, "", "H200", 1.1448, 1.2852, 0.64362, Seconds{0}},
        {Vllm, ServedKind::Any, "0.12.0", "", 1.19, 0.752, 0.937, Seconds{0}},
        {Vllm, ServedKind::Dense, "0.12.0", "", 1.1257, 0.43466, 0.937, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.12.0", "", 1.4042, 1.2107, 0.92107, Seconds{0}},
        {Vllm, ServedKind::Any, "0.15.1", "", 0.926, 1.07, 1.02, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.15.1", "", 0.88063, 1.0914, 1.0302, Seconds{0}},
        {Vllm, ServedKind::Any, "0.18.0", "", 0.908, 1.03, 1.2, Seconds{0}},
        {Vllm, ServedKind::Experts, "0.18.0", "", 0.85352, 1.0403, 1.26, Seconds{0}},
        {Vllm, ServedKind::Any, "", "B200", 1.07, 1.13, 1.09, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "B200", 1.1235, 1.0339, 1.0279, Seconds{0}},
        {Vllm, ServedKind::Experts, "", "B200", 1.0679, 1.2769, 1.1881, Seconds{0}},
        {Vllm, ServedKind::Any, "", "H100", 1.06, 0.867, 0.763, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "H100", 1.1024, 0.84272, 0.71035, Seconds{0}},
        {Vllm, ServedKind::Experts, "", "H100", 1.0579, 0.86093, 0.76224, Seconds{0}},
        {Vllm, ServedKind::Any, "", "H200", 1.05, 0.857, 0.932, Seconds{0}},
        {Vllm, ServedKind::Dense, "", "H200", 1.0815, 0.82615, 0.91709, Seconds{0}},
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
