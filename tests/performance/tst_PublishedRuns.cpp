#include "model/performance/Estimate.h"
#include "model/performance/Flops.h"
#include "tests/support/Machines.h"

#include <QTest>

using namespace colonnade::test;

namespace {

/// A run as its source describes it. What a source leaves out is assumed: fused attention and
/// sequence parallelism from 2023 on, optimizer states shared out, a network port per accelerator.
struct Run {
    const char* name;
    const char* source;
    ClusterView machine;
    TransformerModel model;
    TrainingJob job;
    double measured; ///< Seconds per step.
};

constexpr double tokensPerStep(const TrainingJob& job)
{
    return static_cast<double>(job.globalBatch) * job.sequence;
}

/// From tokens per second per accelerator.
double stepOf(const TrainingJob& job, double rate, int accelerators)
{
    return tokensPerStep(job) / (rate * accelerators);
}

TrainingJob of2021(int batch, ParallelLayout layout, Recompute recompute)
{
    TrainingJob out = job(2048, batch, layout);
    out.precision = Precision::Fp16;
    out.attention = AttentionKernel::Unfused;
    out.recompute = recompute;
    return out;
}

TrainingJob inFp8(int sequence, int batch, int microbatch, ParallelLayout layout)
{
    TrainingJob out = job(sequence, batch, layout);
    out.microbatch = microbatch;
    out.precision = Precision::Fp8;
    return out;
}

std::vector<Run> runs()
{
    const char* korthikanti = "Korthikanti et al. 2022, arXiv 2205.05198, table 5";
    const char* narayanan = "Narayanan et al., SC21, arXiv 2104.04473, table 2";
    const char* bridge = "NVIDIA Megatron-Bridge performance summary";
    std::vector<Run> all;

    TrainingJob given = of2021(
        64, {.tensor = 8, .sequenceParallel = true, .pipeline = 8, .virtualStages = 3, .data = 1},
        Recompute::Selective);
    all.push_back(
        {"GPT-3 175B, 64 A100, selective", korthikanti, a100(64), gpt3_175b(), given, 13.75});
    given = of2021(512, {.tensor = 8, .pipeline = 64, .data = 1}, Recompute::Full);
    all.push_back(
        {"1T, 512 A100, full", korthikanti, a100(512), gpt("1T", 128, 25600, 160), given, 94.42});
    given = of2021(1536, {.tensor = 8, .pipeline = 12, .data = 8}, Recompute::Full);
    given.overlap.gradients = false;
    // 149 TFLOP/s per GPU by equation 3.
    all.push_back({"GPT-3 175B, 768 A100, full", narayanan, a100(768), gpt3_175b(), given,
                   megatronStepFlops(gpt3_175b(), 1536, 2048).value() / (149e12 * 768)});

    // Interleaved, in pieces that the paper does not count: 4 is assumed, and the time hangs on it
    // (plain 1F1B would be 25 % over the measurement).
    given = job(
        8192, 2048,
        ParallelLayout{
            .tensor = 8, .sequenceParallel = true, .pipeline = 16, .virtualStages = 4, .data = 64});
    // 430 TFLOP/s per GPU, the causal half counted.
    all.push_back({"Llama 3 405B, 8192 H100, BF16", "Llama 3 paper, arXiv 2407.21783, table 4",
                   h100(8192), llama3_405b(), given,
                   trainingFlops(llama3_405b(), 8192, ScoreCount::CausalHalf).value()
                       * tokensPerStep(given) / (430e12 * 8192)});

    given = inFp8(
        8192, 256, 1,
        {.tensor = 4, .sequenceParallel = true, .pipeline = 8, .virtualStages = 5, .data = 2});
    all.push_back({"Llama 3 70B, 64 H100, FP8", bridge, h100(64), llama3_70b(), given,
                   stepOf(given, 1664, 64)});
    given = inFp8(8192, 1536, 1,
                  {.tensor = 8,
                   .sequenceParallel = true,
                   .pipeline = 8,
                   .virtualStages = 8,
                   .context = 2,
                   .data = 8});
    all.push_back({"Llama 3 405B, 1024 H100, FP8", bridge, h100(1024), llama3_405b(), given,
                   stepOf(given, 326, 1024)});
    given = inFp8(
        2048, 2048, 2,
        {.tensor = 4, .sequenceParallel = true, .pipeline = 8, .virtualStages = 6, .data = 16});
    all.push_back({"GPT-3 175B, 512 H100, FP8",
                   "NVIDIA NeMo Framework 24.12 performance benchmarks", h100(512), gpt3_175b(),
                   given, stepOf(given, 825, 512)});
    given = inFp8(8192, 128, 2, {.data = 8});
    all.push_back(
        {"Llama 3 8B, 8 B200, FP8", bridge, b200(8), llama3_8b(), given, stepOf(given, 30624, 8)});
    given = inFp8(
        8192, 1536, 1,
        {.tensor = 4, .sequenceParallel = true, .pipeline = 16, .virtualStages = 4, .data = 4});
    all.push_back({"Llama 3 405B, 256 GB200, FP8", bridge, gb200(288), llama3_405b(), given,
                   stepOf(given, 864, 256)});
    return all;
}

} // namespace

/// Published steps against the estimate: a guard against regressions, not a proof of accuracy. The
/// nine were picked by hand out of 341, and most of them were in view when the common constants
/// were set; over all 341 the mean error is 11.3 % (see `Calibration`), more than here. The
/// tolerance is the estimate's own band. No public training run of an AMD accelerator in this
/// detail was at hand.
class PublishedRunsTest : public QObject {
    Q_OBJECT
private slots:
    void mostLieWithinTheirBand()
    {
        const auto all = runs();
        int within = 0;
        double sum = 0;
        for (const Run& run : all) {
            const auto estimate = estimateTraining(run.machine, workload(run.model, run.job));
            QVERIFY2(estimate.has_value(), estimate ? "" : estimate.error().text.c_str());
            const double step = estimate->figures.step.total().value();
            const double error = step / run.measured - 1;
            sum += std::abs(error);
            const bool inside = estimate->stepLow.value() <= run.measured
                && run.measured <= estimate->stepHigh.value();
            within += inside ? 1 : 0;
            qInfo("%-32s measured %7.2f s, estimated %7.2f s, %+5.1f %%, band %.0f %% %s", run.name,
                  run.measured, step, 100 * error, 100 * estimate->errorShare,
                  inside ? "" : "OUTSIDE");
            QVERIFY2(std::abs(error) < 0.30, run.source);
        }
        const auto count = static_cast<int>(all.size());
        QVERIFY(within * 5 >= count * 4);
        QVERIFY2(sum / count < 0.10, "the mean error is more than a tenth");
    }
};

QTEST_APPLESS_MAIN(PublishedRunsTest)
#include "tst_PublishedRuns.moc"
