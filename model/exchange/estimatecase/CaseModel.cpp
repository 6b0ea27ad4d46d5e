#include "model/exchange/estimatecase/CaseModel.h"

#include "model/exchange/fabriccase/CaseInputs.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

constexpr std::string_view digits = "0123456789";

/// The whole number that begins at `from`, spaces before it passed over; 0 where there is none.
int wholeAt(std::string_view words, std::size_t from)
{
    from = words.find_first_not_of(" :=", from);
    if (from == std::string_view::npos)
        return 0;
    const std::string_view rest = words.substr(from);
    const auto number = wholeFrom(rest.substr(0, rest.find_first_not_of(digits)));
    return number && *number <= 1'000'000 ? static_cast<int>(*number) : 0;
}

/// The number behind a word of its own: "v 128", but not the v of "kv_lora 512".
int wholeAfter(std::string_view words, std::string_view word)
{
    for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const bool begins = at == 0 || words[at - 1] == ' ' || words[at - 1] == ',';
        if (begins)
            if (const int number = wholeAt(words, at + word.size()); number > 0)
                return number;
    }
    return 0;
}

Experts expertsOf(const CaseInputs& moe, int mlpWidth)
{
    Experts experts;
    experts.count = moe.whole({"experts"});
    experts.perToken = moe.whole({"top_k"});
    experts.shared = moe.whole({"shared"});
    experts.width = moe.whole({"expert_ffn"}, mlpWidth);
    experts.denseLayers = moe.whole({"dense_layers"});
    experts.nodeLimit = moe.whole({"node_limit"});
    return experts;
}

} // namespace

std::optional<LatentAttention> latentAttentionOf(std::string_view words)
{
    if (words.find("MLA") == std::string_view::npos)
        return std::nullopt;
    LatentAttention latent;
    latent.queryRank = wholeAfter(words, "q_lora");
    latent.keyValueRank = wholeAfter(words, "kv_lora");
    latent.ropeSize = wholeAfter(words, "rope");
    latent.plainSize = wholeAfter(words, "nope");
    latent.valueSize = wholeAfter(words, "v");
    return latent;
}

std::optional<SlidingWindow> slidingWindowOf(std::string_view words)
{
    const auto unit = words.find("-token");
    if (unit == std::string_view::npos || words.find("window") == std::string_view::npos)
        return std::nullopt;
    const auto before = unit == 0 ? std::string_view::npos : words.find_last_not_of(digits, unit - 1);
    SlidingWindow window;
    window.tokens = wholeAt(words, before == std::string_view::npos ? 0 : before + 1);
    window.fullEvery = words.find("alternating") != std::string_view::npos ? 2 : 0;
    return window;
}

Result<std::optional<TransformerModel>> readCaseModel(const YamlNode& map, std::string_view name)
{
    const CaseInputs inputs{map};
    if (!inputs.has("layers") && !inputs.has("hidden"))
        return std::nullopt;
    TransformerModel model;
    model.name = name;
    model.layers = inputs.whole({"layers"});
    model.hidden = inputs.whole({"hidden"});
    model.heads = inputs.whole({"heads"});
    model.keyValueHeads = inputs.whole({"kv_heads"}, model.heads);
    model.headSize = inputs.whole({"head_dim"}, model.heads > 0 ? model.hidden / model.heads : 0);
    model.mlpWidth = inputs.whole({"ffn"});
    model.vocabulary = inputs.whole({"vocab"});
    model.gatedMlp = inputs.flag({"gated_mlp"}).value_or(false);
    model.tiedHead = inputs.flag({"tied_head"}).value_or(false);
    const std::string attention = inputs.text({"attention"});
    model.latent = latentAttentionOf(attention);
    model.window = slidingWindowOf(attention);
    if (inputs.has("moe"))
        model.experts = expertsOf(inputs.within({"moe"}), model.mlpWidth);

    if (const auto wrong = fault(model))
        return tl::unexpected{map.wrong(wrong->text)};
    if (const auto& latent = model.latent; latent && (latent->keyValueRank <= 0 || latent->plainSize <= 0 || latent->valueSize <= 0))
        return tl::unexpected{map.wrong("latent attention needs the numbers behind 'kv_lora', 'nope' and 'v'")};
    if (model.window && model.window->tokens <= 0)
        return tl::unexpected{map.wrong("a sliding window needs its tokens")};
    if (const auto& experts = model.experts; experts
        && (experts->count <= 0 || experts->perToken <= 0 || experts->perToken > experts->count || experts->width <= 0))
        return tl::unexpected{map.wrong("'moe' needs 'experts', 'top_k' of at most as many, and 'expert_ffn'")};
    return model;
}

} // namespace colonnade::model
