#include "model/exchange/Resources.h"
#include "model/exchange/WorkloadReader.h"
#include "model/performance/Memory.h"

#include <QTest>

using namespace colonnade::model;

namespace {

std::string shippedText(std::string_view name)
{
    const auto path = resourceFile(name);
    if (!path)
        qFatal("There is no %s.", std::string{name}.c_str());
    return readResource(*path).value();
}

QString replacedReason(std::string text, std::string_view what, std::string_view with)
{
    const auto place = text.find(what);
    if (place == std::string::npos)
        qFatal("The sample has no such text.");
    text.replace(place, what.size(), with);
    const auto read = readWorkloadFile(text, "w.yaml");
    return read ? QString{} : QString::fromStdString(read.error().text);
}

} // namespace

class WorkloadReaderTest : public QObject {
    Q_OBJECT
private slots:
    void shippedWorkloadsNameTheirSources()
    {
        const auto workloads = shippedWorkloads();
        QVERIFY2(workloads.has_value(), workloads ? "" : workloads.error().text.c_str());
        std::vector<std::string> ids;
        for (const Workload& workload : *workloads) {
            ids.push_back(workload.id.text());
            QVERIFY2(workload.source.find("arXiv") != std::string::npos,
                     workload.id.text().c_str());
            QVERIFY(workload.training() || workload.serving());
            QVERIFY(!fault(workload.model));
            QVERIFY(!workload.training() || !fault(*workload.training()));
        }
        QCOMPARE(
            ids,
            (std::vector<std::string>{"deepseek-v3-serving", "deepseek-v3", "gpt-3-175b", "gpt-oss-120b-serving", "gpt-oss-120b",
                                      "llama-3-405b", "llama-3-70b-serving", "llama-3-70b", "llama-3-8b", "mixtral-8x22b",
                                      "qwen3-235b-a22b"}));
    }

    // As the models' names and cards say: 671, 174.6, 116.8, 405.9, 70.6, 8.0, 140.6 and 235.1 G parameters.
    void shippedModelsHaveTheirParameters()
    {
        const auto workloads = shippedWorkloads().value();
        const double expected[] = {671.0e9, 671.0e9, 174.6e9, 116.8e9, 116.8e9, 405.9e9, 70.55e9, 70.55e9, 8.03e9, 140.6e9, 235.1e9};
        for (std::size_t i = 0; i < workloads.size(); ++i) {
            const double count = parameterCount(workloads[i].model);
            QVERIFY2(std::abs(count / expected[i] - 1) < 1e-3, workloads[i].name.c_str());
        }
    }

    // 37 G of DeepSeek-V3, 5.1 of gpt-oss-120b, 39 of Mixtral 8x22B and 22 of Qwen3 see a token.
    void shippedExpertsAreAsActiveAsTheirCardsSay()
    {
        const std::pair<const char*, double> expected[] = {
            {"deepseek-v3", 37e9}, {"gpt-oss-120b", 5.1e9}, {"mixtral-8x22b", 39e9}, {"qwen3-235b-a22b", 22e9}};
        const auto workloads = shippedWorkloads().value();
        for (const auto& [id, active] : expected) {
            const auto found = std::find_if(workloads.begin(), workloads.end(), [id = id](const Workload& w) { return w.id.text() == id; });
            QVERIFY2(found != workloads.end(), id);
            // Cards round, and gpt-oss-120b's leaves the embedding out.
            const double embedding = static_cast<double>(found->model.hidden) * found->model.vocabulary;
            const double counted = activeParameters(found->model) - (std::string_view{id} == "gpt-oss-120b" ? embedding : 0);
            QVERIFY2(std::abs(counted / active - 1) < 0.02, id);
        }
    }

    void aShippedFileIsWrittenAsItWasRead()
    {
        for (const auto& path : resourceFiles("workloads", ".yaml")) {
            const std::string text = readResource(path).value();
            const auto read = readWorkloadFile(text, "w.yaml");
            QVERIFY2(read.has_value(), read ? "" : read.error().text.c_str());
            QCOMPARE(QString::fromStdString(workloadFile(*read)), QString::fromStdString(text));
        }
    }

    void everyKeyIsReadBack()
    {
        Workload workload{.id = WorkloadId::literal("own"),
                          .name = "Own: \"quoted\"",
                          .source = {},
                          .model = {},
                          .job = {}};
        workload.model = {"Tiny", 4, 256, 8, 2, 32, 1024, 1000, true, true, false};
        TrainingJob job;
        job.sequence = 4096;
        job.globalBatch = 96;
        job.microbatch = 2;
        job.precision = Precision::Fp8;
        job.layout = ParallelLayout{2, true, 2, 2, 2, 3, 4, 2};
        job.accelerators = 24;
        job.sharding = Sharding::Weights;
        job.recompute = Recompute::Selective;
        job.attention = AttentionKernel::Unfused;
        job.convention = FlopsConvention::FullSquare;
        job.state = {2, 2, 8.5};
        job.overlap = {false, false, 0.25};
        job.totalTokens = 1e9;
        job.schedule = PipelineSchedule::ZeroBubble;
        job.tuning = Tuning::LowRank;
        job.software = TrainingSoftware::FullySharded;
        job.scaling = ScaleGrain::Block;
        job.contextExchange = ContextExchange::AllToAll;
        job.free = FreeChoices{}.with(FreeChoice::Precision).with(FreeChoice::Microbatch);
        workload.model.experts = Experts{64, 6, 2, 512, 1, 3};
        workload.model.latent = LatentAttention{96, 64, 16, 32, 32};
        workload.model.window = SlidingWindow{128, 4};
        workload.model.predictionLayers = 2;
        workload.job = job;
        workload.stepSpread = 0.03;
        const auto read = readWorkloadFile(workloadFile(workload), "w.yaml");
        QVERIFY2(read.has_value(), read ? "" : read.error().text.c_str());
        QVERIFY(*read == workload);
    }

    void whatIsFreeIsAListOfWords()
    {
        const auto shipped = shippedWorkloads();
        QVERIFY(shipped.has_value());
        Workload workload{.id = WorkloadId::literal("none"), .name = {}, .source = {}, .model = {}, .job = {}};
        for (const Workload& each : *shipped) {
            if (each.training())
                workload = each;
            QVERIFY(!each.training() || each.training()->free.none()); // An old file leaves nothing free.
        }
        std::get<TrainingJob>(workload.job).free = FreeChoices{}.with(FreeChoice::Schedule).with(FreeChoice::Recompute);
        const std::string file = workloadFile(workload);
        QVERIFY(file.find("\n  free: [recompute, schedule]\n") != std::string::npos);
        const auto reason = [&](std::string_view list) {
            std::string changed = file;
            changed.replace(changed.find("[recompute, schedule]"), std::string_view{"[recompute, schedule]"}.size(), list);
            const auto read = readWorkloadFile(changed, "w.yaml");
            return read ? QString{} : QString::fromStdString(read.error().text);
        };
        QCOMPARE(reason("[microbatch]"), QString{});
        QVERIFY(reason("[sharding]").contains("one of 'precision', 'recompute', 'schedule', 'microbatch'"));
        QVERIFY(reason("[schedule, schedule]").contains("each choice once"));
        QVERIFY(!reason("any").isEmpty());
    }

    void everyKeyOfServingIsReadBack()
    {
        Workload workload{.id = WorkloadId::literal("own"), .name = "Own", .source = {}, .model = {}, .job = {}};
        workload.model = {"Tiny", 4, 256, 8, 2, 32, 1024, 1000, true, true, false};
        ServingJob job;
        job.promptTokens = 2000;
        job.outputTokens = 500;
        job.concurrency = 96;
        job.precision = Precision::Fp4;
        job.cacheBytes = 0.5;
        job.layout = ServingLayout{2, 3, 4, 5, 6};
        job.prefill = PrefillPool{{4, 1, 2, 1, 8}, 3};
        job.instances = 7;
        job.accelerators = 64;
        job.engine = ServingEngine::Sglang;
        job.engineVersion = "0.5.9";
        job.chunk = 4096;
        job.speculation = 1.75;
        job.firstTokenGoal = Seconds{0.5};
        job.tokenGoal = Seconds{0.025};
        job.free = FreeChoices{}.with(FreeChoice::Precision).with(FreeChoice::Pools);
        workload.job = job;
        auto read = readWorkloadFile(workloadFile(workload), "w.yaml");
        QVERIFY2(read.has_value(), read ? "" : read.error().text.c_str());
        QVERIFY(*read == workload);
        job.concurrency.reset();
        job.requestRate = 2.5;
        workload.job = job;
        read = readWorkloadFile(workloadFile(workload), "w.yaml");
        QVERIFY2(read.has_value(), read ? "" : read.error().text.c_str());
        QVERIFY(*read == workload);
    }

    void requestsInFlightAndTheirRateExcludeEachOther()
    {
        const std::string text = shippedText("workloads/llama-3-70b-serving.yaml");
        QVERIFY(replacedReason(text, "  concurrency: 64\n", "  concurrency: 64\n  requests_per_s: 2\n").contains("exclude each other"));
        QVERIFY(replacedReason(text, "engine: vllm", "engine: vlm").contains("'sglang'"));
    }

    void whatIsWrongIsNamedWithItsPlace()
    {
        const std::string text = shippedText("workloads/llama-3-8b.yaml");
        QVERIFY(replacedReason(text, "layers: 32", "layers: 0").contains("'model.layers'"));
        QVERIFY(replacedReason(text, "layers: 32", "layres: 32").contains("layers"));
        QVERIFY(replacedReason(text, "precision: bf16", "precision: bf17")
                    .contains("one of 'fp16', 'bf16', 'fp8', 'fp4'"));
        QVERIFY(replacedReason(text, "global_batch: 2048", "global_batch: 1.5")
                    .contains("'training.global_batch'"));
        QVERIFY(replacedReason(text, "key_value_heads: 8", "key_value_heads: 5")
                    .contains("a divisor of the 32 heads"));
        QVERIFY(replacedReason(text, "format: 1", "format: 2").contains("newer"));
        QVERIFY(replacedReason(text, "sequence: 8192", "sequence: -8192")
                    .contains("'training.sequence'"));
    }
};

QTEST_APPLESS_MAIN(WorkloadReaderTest)
#include "tst_WorkloadReader.moc"
