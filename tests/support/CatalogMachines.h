#pragma once

#include "model/performance/ClusterView.h"
#include "tests/support/Shipped.h"

namespace colonnade::test {

/// A cluster of `count` of an accelerator of the catalog, in domains and leaves that the estimates' directions can be tried on:
/// what its entry leaves open is a planning value. Nothing where the entry gives no compute rate or no memory bandwidth.
inline std::optional<model::ClusterView> clusterOf(const model::PartType& part, int count)
{
    using namespace model;
    const auto figure = [&](std::initializer_list<std::string_view> keys) -> std::optional<double> {
        for (const std::string_view key : keys)
            if (const auto number = part.number(key); number && *number > 0)
                return number;
        return std::nullopt;
    };
    ClusterView view;
    view.name = view.accelerator = part.id.text();
    view.accelerators = count;
    const auto rate = [&](Precision precision, std::initializer_list<std::string_view> keys) {
        if (const auto teraflops = figure(keys))
            view.peak[static_cast<std::size_t>(precision)] = FlopRate{*teraflops * 1e12};
    };
    rate(Precision::Bf16, {"bf16_tflops_dense"});
    rate(Precision::Fp16, {"bf16_tflops_dense"});
    rate(Precision::Fp8, {"fp8_tflops_dense", "fp8_tflops_per_gpu_from_rack"});
    rate(Precision::Fp4, {"fp4_tflops_dense", "fp4_tflops_training"});
    const auto bandwidth = figure({"hbm_bandwidth_tb_s"});
    if (!view.peakOf(Precision::Bf16) || !bandwidth)
        return std::nullopt;
    view.memoryBandwidth = ByteRate{*bandwidth * 1e12};
    view.memory = Bytes{figure({"hbm_gb"}).value_or(80) * 1e9};
    const int domain = static_cast<int>(figure({"scale_up_domain_size"}).value_or(8));
    view.scaleUp = {std::clamp(domain, 1, 64), ByteRate{figure({"scale_up_gb_s_per_direction"}).value_or(64) * 1e9}, Seconds{1e-6}};
    const ByteRate port{figure({"scale_out_nic_gbit_s"}).value_or(400) * 1e9 / 8};
    view.tiers = {{.name = "leaf", .reach = std::min(count, 128), .bandwidth = port, .latency = Seconds{5e-6}},
                  {.name = "spine", .reach = count, .bandwidth = port, .latency = Seconds{8e-6}, .oversubscription = 2, .routing = 0.8}};
    return view;
}

/// One such cluster for each accelerator of the shipped catalog that computes in 16 bit.
inline std::vector<model::ClusterView> catalogClusters(int count)
{
    std::vector<model::ClusterView> all;
    for (const auto& [id, part] : catalog().parts()) {
        if (part->kind == model::PartKind::Accelerator)
            if (auto view = clusterOf(*part, count))
                all.push_back(*std::move(view));
    }
    return all;
}

} // namespace colonnade::test
