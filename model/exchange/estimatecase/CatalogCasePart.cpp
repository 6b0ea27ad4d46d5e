#include "model/exchange/estimatecase/CatalogCasePart.h"

#include "model/exchange/CatalogReader.h"
#include "model/performance/PartWords.h"

#include <algorithm>

namespace colonnade::model {

namespace {

const Catalog& catalog()
{
    static const Catalog shipped = shippedCatalog().value_or(Catalog{});
    return shipped;
}

/// A figure in `scale` of its unit, under the first of the keys that is there.
template <class Q> std::optional<Q> figure(const PartType& part, std::initializer_list<std::string_view> keys, double scale)
{
    for (const std::string_view key : keys)
        if (const auto number = part.number(key); number && *number > 0)
            return Q{*number * scale};
    return std::nullopt;
}

CasePart figuresOf(const PartType& part, std::string_view name)
{
    CasePart out;
    out.name = name;
    out.bf16 = figure<FlopRate>(part, {"bf16_tflops_dense"}, 1e12);
    out.fp8 = figure<FlopRate>(part, {"fp8_tflops_dense", "fp8_tflops_per_gpu_from_rack"}, 1e12);
    out.fp4 = figure<FlopRate>(part, {"fp4_tflops_dense", "fp4_tflops_training"}, 1e12);
    out.memoryBandwidth = figure<ByteRate>(part, {"hbm_bandwidth_tb_s"}, 1e12);
    out.memory = figure<Bytes>(part, {"hbm_gb"}, 1e9);
    out.tdp = part.power.tdp;
    out.scaleUp = figure<ByteRate>(part, {"scale_up_gb_s_per_direction"}, 1e9);
    out.port = figure<ByteRate>(part, {"scale_out_nic_gbit_s"}, 1e9 / 8);
    return out;
}

} // namespace

std::optional<CasePart> catalogCasePart(std::string_view hardware)
{
    const auto wanted = wordsOf(hardware);
    if (wanted.empty())
        return std::nullopt;
    const PartType* best = nullptr;
    std::pair<std::ptrdiff_t, double> most{0, 0.0};
    for (const auto& [id, part] : catalog().parts()) {
        const auto words = wordsOf(part->model);
        if (part->kind != PartKind::Accelerator || std::find(words.begin(), words.end(), wanted.front()) == words.end())
            continue;
        const auto shared = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
            return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
        });
        const std::pair<std::ptrdiff_t, double> rank{shared, part->number("scale_up_gb_s_per_direction").value_or(0)};
        if (!best || rank > most) {
            best = part.get();
            most = rank;
        }
    }
    if (!best)
        return std::nullopt;
    return figuresOf(*best, hardware.substr(0, hardware.find_first_of("-/ ")));
}

} // namespace colonnade::model
