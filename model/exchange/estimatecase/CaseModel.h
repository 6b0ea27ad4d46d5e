#pragma once

#include "model/design/Workload.h"
#include "model/exchange/YamlReader.h"

#include <optional>
#include <string_view>

namespace colonnade::model {

/// A transformer as a case file describes it: `layers`, `hidden`, `heads`, `kv_heads` (else as many as heads), `head_dim`
/// (else hidden over heads), `ffn`, `vocab`, `gated_mlp`, `moe` and `attention`. Nothing where it gives no dimensions;
/// fails where they make no model.
Result<std::optional<TransformerModel>> readCaseModel(const YamlNode& map, std::string_view name);

/// "MLA q_lora 1536, kv_lora 512, rope 64, nope 128, v 128"; nothing for other attention.
std::optional<LatentAttention> latentAttentionOf(std::string_view words);
/// "alternating full and 128-token sliding window"; "128-token sliding window" is one in every layer.
std::optional<SlidingWindow> slidingWindowOf(std::string_view words);

} // namespace colonnade::model
