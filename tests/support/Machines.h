#pragma once

#include "model/performance/ClusterView.h"

/// Machines and models that tests of estimates share.
namespace colonnade::test {

using namespace colonnade::model;

inline constexpr double giga = 1e9;
inline constexpr double tera = 1e12;

inline TransformerModel llama3_8b()
{
    return {"Llama 3 8B", 32, 4096, 32, 8, 128, 14336, 128256, true, false, true};
}
inline TransformerModel llama3_70b()
{
    return {"Llama 3 70B", 80, 8192, 64, 8, 128, 28672, 128256, true, false, true};
}
inline TransformerModel llama3_405b()
{
    return {"Llama 3 405B", 126, 16384, 128, 8, 128, 53248, 128256, true, false, true};
}
/// A GPT of Megatron-LM: plain MLP of 4 h, vocabulary of 51,200.
inline TransformerModel gpt(std::string name, int layers, int hidden, int heads)
{
    return {std::move(name), layers, hidden, heads, heads, hidden / heads,
            4 * hidden,      51200,  false,  false, true};
}
inline TransformerModel gpt3_175b()
{
    return gpt("GPT-3 175B", 96, 12288, 96);
}

inline ClusterView machine(std::string accelerator, int count, double bf16, double fp8,
                           double memoryGb, double memoryRate, int domain, double scaleUp,
                           double port)
{
    ClusterView view;
    view.name = accelerator + " machine";
    view.accelerator = std::move(accelerator);
    view.accelerators = count;
    view.peak[static_cast<std::size_t>(Precision::Bf16)] = FlopRate{bf16 * tera};
    view.peak[static_cast<std::size_t>(Precision::Fp16)] = FlopRate{bf16 * tera};
    if (fp8 > 0)
        view.peak[static_cast<std::size_t>(Precision::Fp8)] = FlopRate{fp8 * tera};
    view.memory = Bytes{memoryGb * giga};
    view.memoryBandwidth = ByteRate{memoryRate * giga};
    view.scaleUp = {domain, ByteRate{scaleUp * giga}, {}};
    view.tiers = {{.name = "leaf",
                   .reach = std::min(count, 256),
                   .bandwidth = ByteRate{port * giga},
                   .latency = Seconds{5e-6}},
                  {.name = "spine",
                   .reach = count,
                   .bandwidth = ByteRate{port * giga},
                   .latency = Seconds{8e-6}}};
    return view;
}
inline ClusterView a100(int count)
{
    return machine("nvidia-a100-sxm4-80gb", count, 312, 0, 85.9, 2039, 8, 300, 25);
}
inline ClusterView h100(int count)
{
    return machine("nvidia-h100-sxm5-80gb", count, 989, 1979, 85.9, 3350, 8, 450, 50);
}
inline ClusterView b200(int count)
{
    return machine("nvidia-b200-sxm-180gb", count, 2250, 4500, 193, 8000, 8, 900, 50);
}
inline ClusterView gb200(int count)
{
    return machine("nvidia-gb200-gpu-186gb", count, 2500, 5000, 200, 8000, 72, 900, 50);
}
inline ClusterView mi300x(int count)
{
    return machine("amd-instinct-mi300x", count, 1307.4, 2614.9, 206, 5300, 8, 448, 50);
}

inline TrainingJob job(int sequence, int globalBatch, std::optional<ParallelLayout> layout = {})
{
    TrainingJob out;
    out.sequence = sequence;
    out.globalBatch = globalBatch;
    out.layout = layout;
    return out;
}

inline Workload workload(TransformerModel model, TrainingJob training)
{
    return {.id = WorkloadId::literal("w"),
            .name = "w",
            .source = {},
            .model = std::move(model),
            .job = std::move(training)};
}

} // namespace colonnade::test
