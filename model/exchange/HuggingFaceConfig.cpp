#include "model/exchange/HuggingFaceConfig.h"

#include "model/exchange/JsonReader.h"
#include "model/units/Text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <optional>

namespace colonnade::model {

namespace {

constexpr JsonLimits limits{.bytes = 1u << 20, .depth = 16, .values = 100'000, .text = 64u << 10};
constexpr std::int64_t most = 100'000'000;

class Reading {
public:
    Reading(const nlohmann::json& config, std::string_view file) : m_config{config}, m_file{file} {}

    Result<ImportedModel> operator()()
    {
        TransformerModel& model = m_out.model;
        model.name = name();
        model.layers = whole({"num_hidden_layers", "n_layer", "n_layers", "num_layers"});
        model.hidden = whole({"hidden_size", "n_embd", "d_model", "model_dim"});
        model.heads = whole({"num_attention_heads", "n_head", "n_heads"});
        model.vocabulary = whole({"vocab_size"});
        model.keyValueHeads = keyValueHeads();
        if (const auto size = wholeIf({"head_dim"}))
            model.headSize = *size;
        else if (model.heads > 0)
            model.headSize = model.hidden / model.heads;
        readExperts();
        readMlp();
        readAttention();
        model.tiedHead = flag("tie_word_embeddings", tiedByFamily());
        if (m_wrong)
            return tl::unexpected<Error>{*m_wrong};
        if (const auto wrong = fault(model))
            return fail("file '{}': {}", shown(m_file), wrong->text);
        return std::move(m_out);
    }

private:
    using Keys = std::initializer_list<const char*>;

    [[nodiscard]] std::string name() const
    {
        for (const char* key : {"_name_or_path", "name"}) {
            const auto found = m_config.find(key);
            if (found != m_config.end() && found->is_string() && !found->get<std::string>().empty()) {
                const std::string path = found->get<std::string>();
                return path.substr(path.find_last_of('/') + 1);
            }
        }
        return std::filesystem::path{std::string{m_file}}.stem().string();
    }

    [[nodiscard]] std::string family() const
    {
        const auto found = m_config.find("model_type");
        return found != m_config.end() && found->is_string() ? found->get<std::string>() : std::string{};
    }

    void complain(std::string_view key, std::string_view expected, const nlohmann::json* value)
    {
        if (!m_wrong)
            m_wrong = Error{fmt::format("file '{}', key '{}': found {}, expected {}", shown(m_file), key,
                                        value ? fmt::format("'{}'", shown(value->dump(-1, ' ', true))) : std::string{"nothing"}, expected)};
    }

    /// The first of these keys that is there, and not null.
    [[nodiscard]] std::optional<int> wholeIf(Keys keys)
    {
        for (const char* key : keys) {
            const auto found = m_config.find(key);
            if (found == m_config.end() || found->is_null())
                continue;
            if (!found->is_number_integer() || found->get<std::int64_t>() < 0 || found->get<std::int64_t>() > most) {
                complain(key, fmt::format("a whole number from 0 to {}", most), &*found);
                return 0;
            }
            return static_cast<int>(found->get<std::int64_t>());
        }
        return std::nullopt;
    }

    [[nodiscard]] int whole(Keys keys)
    {
        const auto value = wholeIf(keys);
        if (!value)
            complain(*keys.begin(), "a whole number", nullptr);
        return value.value_or(0);
    }

    [[nodiscard]] bool flag(const char* key, bool otherwise)
    {
        const auto found = m_config.find(key);
        if (found == m_config.end() || found->is_null())
            return otherwise;
        if (!found->is_boolean()) {
            complain(key, "true or false", &*found);
            return otherwise;
        }
        return found->get<bool>();
    }

    [[nodiscard]] int keyValueHeads()
    {
        if (const auto heads = wholeIf({"num_key_value_heads", "num_kv_heads", "n_head_kv"}))
            return *heads;
        return flag("multi_query", false) ? 1 : m_out.model.heads;
    }

    /// GPT-2 and its kin write only one embedding.
    [[nodiscard]] bool tiedByFamily() const
    {
        const std::string type = family();
        return type == "gpt2" || type == "gpt_bigcode" || type == "gemma" || type == "gemma2" || type == "gemma3_text" || type == "opt";
    }

    [[nodiscard]] bool gated()
    {
        const std::string type = family();
        for (const char* plain : {"gpt2", "gpt_neox", "gpt_bigcode", "opt", "bloom", "falcon", "mpt", "phi", "starcoder2", "nemotron"}) {
            if (type == plain)
                return false;
        }
        if (type.empty()) {
            m_out.assumed.emplace_back("The MLP is gated: the file does not name its family.");
            return true;
        }
        return true;
    }

    void readMlp()
    {
        TransformerModel& model = m_out.model;
        model.gatedMlp = gated();
        if (const auto width = wholeIf({"intermediate_size", "n_inner", "ffn_dim", "ffn_hidden_size"})) {
            model.mlpWidth = *width;
        } else if (model.experts) {
            model.mlpWidth = model.experts->width;
        } else {
            model.mlpWidth = 4 * model.hidden;
            m_out.assumed.emplace_back("The MLP is four times as wide as the model: the file does not say.");
        }
    }

    void readExperts()
    {
        const auto count = wholeIf({"n_routed_experts", "num_local_experts", "num_experts"});
        if (!count || *count == 0)
            return;
        Experts experts;
        experts.count = *count;
        experts.perToken = wholeIf({"num_experts_per_tok", "num_experts_per_token", "experts_per_token", "moe_topk"}).value_or(0);
        if (experts.perToken == 0)
            complain("num_experts_per_tok", "a whole number", nullptr);
        experts.shared = wholeIf({"n_shared_experts", "num_shared_experts"}).value_or(0);
        experts.width = wholeIf({"moe_intermediate_size", "expert_intermediate_size"}).value_or(0);
        if (experts.width == 0)
            experts.width = whole({"intermediate_size"});
        experts.denseLayers = wholeIf({"first_k_dense_replace"}).value_or(0);
        // A router that chooses among groups of experts, one group a node, first chooses the groups.
        const int groups = wholeIf({"n_group"}).value_or(0), chosen = wholeIf({"topk_group"}).value_or(0);
        if (chosen > 0 && chosen < groups)
            experts.nodeLimit = chosen;
        // Qwen's shared expert has a width of its own; so many of the routed ones' width.
        if (const auto shared = wholeIf({"shared_expert_intermediate_size"}); shared && *shared > 0 && experts.shared == 0 && experts.width > 0)
            experts.shared = std::max(1, (*shared + experts.width / 2) / experts.width);
        m_out.model.experts = experts;
    }

    void readAttention()
    {
        TransformerModel& model = m_out.model;
        if (const auto rank = wholeIf({"kv_lora_rank"}); rank && *rank > 0) {
            LatentAttention latent;
            latent.keyValueRank = *rank;
            latent.queryRank = wholeIf({"q_lora_rank"}).value_or(0);
            latent.ropeSize = whole({"qk_rope_head_dim"});
            latent.plainSize = whole({"qk_nope_head_dim"});
            latent.valueSize = whole({"v_head_dim"});
            model.latent = latent;
            model.headSize = latent.plainSize + latent.ropeSize;
        }
        const auto window = wholeIf({"sliding_window"});
        if (window && *window > 0 && flag("use_sliding_window", true))
            model.window = SlidingWindow{*window, fullEvery()};
    }

    /// From the kinds of the layers, or the pattern that some families name: one in so many attends in full.
    [[nodiscard]] int fullEvery()
    {
        const auto types = m_config.find("layer_types");
        if (types != m_config.end() && types->is_array()) {
            const auto full = std::count_if(types->begin(), types->end(), [](const nlohmann::json& type) { return type == "full_attention"; });
            return full > 0 ? static_cast<int>((static_cast<std::ptrdiff_t>(types->size()) + full / 2) / full) : 0;
        }
        if (const auto pattern = wholeIf({"sliding_window_pattern"}))
            return *pattern;
        const std::string type = family();
        if (type == "gemma2" || type == "gpt_oss")
            return 2;
        if (type != "mistral" && type != "mixtral")
            m_out.assumed.emplace_back("All layers attend within the window: the file does not say which do not.");
        return 0;
    }

    const nlohmann::json& m_config;
    std::string_view m_file;
    std::optional<Error> m_wrong;
    ImportedModel m_out;
};

} // namespace

Result<ImportedModel> readHuggingFaceConfig(std::string_view text, std::string_view file)
{
    const auto json = parseJson(text, file, limits);
    if (!json)
        return tl::unexpected<Error>{json.error()};
    if (!json->is_object())
        return fail("file '{}': found no object, expected the config.json of a model", shown(file));
    // Models for text and pictures keep the language model within.
    const auto within = json->find("text_config");
    return Reading{within != json->end() && within->is_object() ? *within : *json, file}();
}

} // namespace colonnade::model
