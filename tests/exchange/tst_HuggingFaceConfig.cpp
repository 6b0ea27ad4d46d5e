#include "model/exchange/HuggingFaceConfig.h"
#include "model/performance/Memory.h"

#include <QTest>

using namespace colonnade::model;

namespace {

// The figures of the models' published config.json files, without what says nothing of their shape.
constexpr const char* llama = R"({"_name_or_path": "meta-llama/Llama-3.1-70B", "model_type": "llama", "hidden_act": "silu",
    "hidden_size": 8192, "intermediate_size": 28672, "num_attention_heads": 64, "num_hidden_layers": 80,
    "num_key_value_heads": 8, "tie_word_embeddings": false, "vocab_size": 128256})";
constexpr const char* deepseek = R"({"model_type": "deepseek_v3", "first_k_dense_replace": 3, "hidden_size": 7168,
    "intermediate_size": 18432, "kv_lora_rank": 512, "moe_intermediate_size": 2048, "n_routed_experts": 256,
    "n_shared_experts": 1, "num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61,
    "n_group": 8, "topk_group": 4, "num_key_value_heads": 128, "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
    "tie_word_embeddings": false, "v_head_dim": 128, "vocab_size": 129280})";
constexpr const char* gptOss = R"({"model_type": "gpt_oss", "head_dim": 64, "hidden_size": 2880, "intermediate_size": 2880,
    "num_attention_heads": 64, "num_hidden_layers": 4, "num_key_value_heads": 8, "num_local_experts": 128,
    "num_experts_per_tok": 4, "sliding_window": 128, "vocab_size": 201088,
    "layer_types": ["sliding_attention", "full_attention", "sliding_attention", "full_attention"]})";

std::string refusal(std::string_view text)
{
    const auto read = readHuggingFaceConfig(text, "config.json");
    return read ? std::string{} : read.error().text;
}

} // namespace

class HuggingFaceConfigTest : public QObject {
    Q_OBJECT
private slots:
    void llamaHasItsParameters()
    {
        const auto read = readHuggingFaceConfig(llama, "config.json");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QCOMPARE(read->model.name, std::string("Llama-3.1-70B"));
        QCOMPARE(read->model.headSize, 128);
        QVERIFY(read->model.gatedMlp);
        QVERIFY(!read->model.experts && !read->model.latent && !read->model.window);
        QVERIFY(std::abs(parameterCount(read->model) - 70.55e9) < 0.05e9);
        QVERIFY(read->assumed.empty());
    }

    void deepSeekKeepsItsExpertsAndItsLatentAttention()
    {
        const auto read = readHuggingFaceConfig(deepseek, "/models/deepseek-v3/config.json");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QVERIFY(read->model.experts);
        QCOMPARE(*read->model.experts, (Experts{256, 8, 1, 2048, 3, 4}));
        QVERIFY(read->model.latent);
        QCOMPARE(*read->model.latent, (LatentAttention{1536, 512, 64, 128, 128}));
        QCOMPARE(read->model.headSize, 192);
    }

    // One group of experts, or as many chosen as there are, limits nothing.
    void aRouterThatChoosesAllGroupsHasNoLimit()
    {
        for (const char* groups : {R"("n_group": 8, "topk_group": 8)", R"("n_group": 1, "topk_group": 1)", R"("n_group": 8)", R"("topk_group": 4)"}) {
            std::string text{deepseek};
            constexpr std::string_view limited = R"("n_group": 8, "topk_group": 4)";
            text.replace(text.find(limited), limited.size(), groups);
            const auto read = readHuggingFaceConfig(text, "config.json");
            QVERIFY2(read, read ? "" : read.error().text.c_str());
            QCOMPARE(read->model.experts->nodeLimit, 0);
        }
    }

    void aWindowHoldsOnEverySecondLayer()
    {
        const auto read = readHuggingFaceConfig(gptOss, "config.json");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QVERIFY(read->model.window);
        QCOMPARE(*read->model.window, (SlidingWindow{128, 2}));
        QCOMPARE(read->model.experts->width, 2880);
    }

    void whatIsWrongIsNamed()
    {
        QVERIFY(refusal(R"({"hidden_size": 4096})").find("'num_hidden_layers'") != std::string::npos);
        const std::string form = refusal(R"({"num_hidden_layers": "many", "hidden_size": 1, "num_attention_heads": 1, "vocab_size": 1})");
        QVERIFY2(form.find("'num_hidden_layers'") != std::string::npos && form.find("many") != std::string::npos, form.c_str());
        QVERIFY(!refusal("[]").empty());
        QVERIFY(!refusal("{").empty());
    }

    void whatIsAssumedIsSaid()
    {
        const auto read = readHuggingFaceConfig(
            R"({"num_hidden_layers": 2, "hidden_size": 64, "num_attention_heads": 4, "vocab_size": 100})", "small/config.json");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QCOMPARE(read->model.mlpWidth, 256);
        QCOMPARE(read->assumed.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(HuggingFaceConfigTest)
#include "tst_HuggingFaceConfig.moc"
