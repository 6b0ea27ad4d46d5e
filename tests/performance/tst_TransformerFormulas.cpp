#include "model/performance/Energy.h"
#include "model/performance/Flops.h"
#include "model/performance/Memory.h"
#include "model/performance/Pipeline.h"
#include "tests/support/Machines.h"

#include <QTest>

using namespace colonnade::test;

namespace {

/// Equal to so many decimals as the worked example prints.
bool near(double value, double expected, double within)
{
    if (std::abs(value - expected) <= within)
        return true;
    qWarning("%.12g is not %.12g within %g", value, expected, within);
    return false;
}

/// Activations that the first stage keeps, in GiB, with unfused attention.
double firstStage(const TransformerModel& model, int microbatch, ParallelLayout layout,
                  Recompute recompute)
{
    const Bytes layer =
        layerActivations(model, 2048, microbatch, layout, recompute, AttentionKernel::Unfused);
    return layer.value() * layersInFlight(model.layers, layout.pipeline, layout.virtualStages, 1000)
        / gibibyte;
}

} // namespace

class TransformerFormulasTest : public QObject {
    Q_OBJECT
private slots:
    // 80 layers, h 8192, 64 heads and 8 key-value heads of 128, f 28672, V 128256, s 8192, causal
    // half: 80 x 2 x (8192 x 8192 + 2 x 8192 x 1024 + 8192 x 8192) = 24.159 G 80 x 4 x 8192 x 8192
    // / 2                               = 10.737 G 80 x 2 x 3 x 8192 x 28672 = 112.743 G 2 x 8192 x
    // 128256                                      = 2.101 G
    void countsTheFlopsOfLlama70bByPart()
    {
        const ForwardFlops flops = forwardFlops(llama3_70b(), 8192, ScoreCount::CausalHalf);
        QVERIFY(near(flops.projections.value() / giga, 24.159, 5e-4));
        QVERIFY(near(flops.scores.value() / giga, 10.737, 5e-4));
        QVERIFY(near(flops.mlp.value() / giga, 112.743, 5e-4));
        QVERIFY(near(flops.head.value() / giga, 2.101, 5e-4));
        QVERIFY(near(flops.total().value() / giga, 149.741, 5e-4));
        QVERIFY(near(trainingFlops(llama3_70b(), 8192, ScoreCount::CausalHalf).value() / giga,
                     449.223, 5e-4));
    }

    // NVIDIA printed 1602 tokens/s per GPU beside 719 TFLOP/s.
    void reportedFlopsGiveTheReportedTokens()
    {
        const Flops perToken = trainingFlops(llama3_70b(), 8192, ScoreCount::CausalHalf);
        QVERIFY(near(719e12 / perToken.value(), 1600.5, 0.05));
    }

    // 6 N alone gives 423.3 G, 5.8 % low.
    void sixTimesTheParametersIsTooLittleForLongSequences()
    {
        const double simple = 6 * parameterCount(llama3_70b());
        QVERIFY(near(simple / giga, 423.3, 0.05));
        const double full = trainingFlops(llama3_70b(), 8192, ScoreCount::CausalHalf).value();
        QVERIFY(near(1 - simple / full, 0.058, 5e-4));
    }

    void theFullSquareCountsTwiceTheScores()
    {
        const auto half = forwardFlops(llama3_8b(), 4096, ScoreCount::CausalHalf);
        const auto full = forwardFlops(llama3_8b(), 4096, ScoreCount::Full);
        QCOMPARE(full.scores.value(), 2 * half.scores.value());
        QCOMPARE(full.mlp.value(), half.mlp.value());
        QCOMPARE(scoreCount(llama3_8b(), FlopsConvention::CausalHalf), ScoreCount::CausalHalf);
        TransformerModel encoder = llama3_8b();
        encoder.causal = false;
        QCOMPARE(scoreCount(encoder, FlopsConvention::CausalHalf), ScoreCount::Full);
    }

    // 96 B s L h^2 (1 + s/6h + V/16Lh) is the sum over the parts for a plain GPT, counted in full,
    // the layers four times (forward, backward twice, recomputed) and the head three times.
    void megatronsStepIsTheSumOfItsParts()
    {
        const TransformerModel model = gpt3_175b();
        const double tokens = 1536.0 * 2048;
        const double parts =
            hardwareFlops(model, 2048, ScoreCount::Full, Recompute::Full).value() * tokens;
        QVERIFY(near(megatronStepFlops(model, 1536, 2048).value() / parts, 1, 1e-12));
    }

    void recomputingCostsTheForwardWorkAgain()
    {
        const auto forward = forwardFlops(gpt3_175b(), 2048, ScoreCount::Full);
        const auto work = [](Recompute kind) {
            return hardwareFlops(gpt3_175b(), 2048, ScoreCount::Full, kind).value();
        };
        QCOMPARE(work(Recompute::None), 3 * forward.total().value());
        QCOMPARE(work(Recompute::Selective), work(Recompute::None) + forward.scores.value());
        QCOMPARE(work(Recompute::Full), work(Recompute::None) + forward.layers().value());
    }

    // As published: 8,030,261,248 and 70,553,706,496 and 405,853,388,800.
    void countsTheParametersOfLlamaToTheLastOne()
    {
        QCOMPARE(parameterCount(llama3_8b()), 8030261248.0);
        QCOMPARE(parameterCount(llama3_70b()), 70553706496.0);
        QCOMPARE(parameterCount(llama3_405b()), 405853388800.0);
    }

    // 70.55e9 parameters, t 4, p 4: N_r = 4.409e9. ZeRO 0: 18 N_r; 1: N_r (6 + 12/16); 2: N_r (2 +
    // 16/16); 3: 18 N_r/16.
    void shardingDividesTheTrainingState()
    {
        const double parameters = 70.55e9 / 16;
        const auto gib = [&](Sharding kind) {
            return stateMemory(parameters, {}, kind, 16).total().value() / gibibyte;
        };
        QVERIFY(near(gib(Sharding::None), 73.92, 5e-3));
        QVERIFY(near(gib(Sharding::Optimizer), 27.72, 5e-3));
        QVERIFY(near(gib(Sharding::Gradients), 12.32, 5e-3));
        QVERIFY(near(gib(Sharding::Weights), 4.62, 5e-3));
    }

    // Weights 2, gradients 2 in BF16, master 4, moments 8: 16 bytes; ZeRO 1: N_r (4 + 12/16), 2: N_r (2 + 14/16), 3: 16 N_r/16.
    void gradientsIn16BitSaveTwoBytesOfAParameter()
    {
        const double parameters = 70.55e9 / 16;
        StateBytes state;
        state.gradients = 2;
        const auto perParameter = [&](Sharding kind) { return stateMemory(parameters, state, kind, 16).total().value() / parameters; };
        QVERIFY(near(perParameter(Sharding::None), 16, 1e-12));
        QVERIFY(near(perParameter(Sharding::Optimizer), 4.75, 1e-12));
        QVERIFY(near(perParameter(Sharding::Gradients), 2.875, 1e-12));
        QVERIFY(near(perParameter(Sharding::Weights), 1, 1e-12));
        QVERIFY(near(stateMemory(parameters, {}, Sharding::None, 16).total().value() / parameters, 18, 1e-12));
    }

    // GPT-3 175B, t 8, p 8: 18 bytes x 12 h^2 L / 64.
    void theStateOfTheLayersOfGpt3IsAsPublished()
    {
        const double parameters = layerWeights(gpt3_175b()) * 96 / 64;
        QCOMPARE(stateMemory(parameters, {}, Sharding::None, 1).total().value() / gibibyte,
                 45.5625);
    }

    // GPT-3 175B, s 2048, b 1, t 8; s b h = 25.166 M:
    // TP 25.166 (10 + 3 + 10) = 578.8; SP 25.166/8 (34 + 80) = 358.6; selective 107.0; full 50.3,
    // with SP 6.3 MB.
    void activationsOfALayerAreThoseOfKorthikanti()
    {
        const TransformerModel model = gpt3_175b();
        const ParallelLayout plain{.tensor = 8};
        const ParallelLayout split{.tensor = 8, .sequenceParallel = true};
        const auto megabytes = [&](const ParallelLayout& layout, Recompute recompute) {
            return layerActivations(model, 2048, 1, layout, recompute, AttentionKernel::Unfused)
                       .value()
                / 1e6;
        };
        QVERIFY(near(megabytes(plain, Recompute::None), 578.8, 0.05));
        QVERIFY(near(megabytes(split, Recompute::None), 358.6, 0.05));
        QVERIFY(near(megabytes(split, Recompute::Selective), 107.0, 0.05));
        QVERIFY(near(megabytes(plain, Recompute::Full), 50.3, 0.05));
        QVERIFY(near(megabytes(split, Recompute::Full), 6.3, 0.05));
    }

    // The values of figure 1 of Korthikanti et al. 2022 (arXiv 2205.05198), exact in binary.
    void activationsOfTheFirstStageEqualThePaperToTheLastDigit_data()
    {
        QTest::addColumn<int>("layers");
        QTest::addColumn<int>("hidden");
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("microbatch");
        QTest::addColumn<int>("pipeline");
        QTest::addColumn<int>("chunks");
        QTest::addColumn<double>("none");
        QTest::addColumn<double>("selective");
        QTest::newRow("22B") << 48 << 6144 << 64 << 4 << 1 << 1 << 59.25 << 9.5625;
        QTest::newRow("175B") << 96 << 12288 << 96 << 1 << 8 << 3 << 66.84375 << 12.3515625;
        QTest::newRow("530B") << 105 << 20480 << 128 << 1 << 35 << 3 << 114.0234375 << 23.076171875;
        QTest::newRow("1T") << 128 << 25600 << 160 << 1 << 64 << 1 << 131.25 << 26.5625;
    }
    void activationsOfTheFirstStageEqualThePaperToTheLastDigit()
    {
        QFETCH(int, layers);
        QFETCH(int, hidden);
        QFETCH(int, heads);
        QFETCH(int, microbatch);
        QFETCH(int, pipeline);
        QFETCH(int, chunks);
        QFETCH(double, none);
        QFETCH(double, selective);
        const TransformerModel model = gpt("GPT", layers, hidden, heads);
        ParallelLayout layout{.tensor = 8, .pipeline = pipeline, .virtualStages = chunks};
        QCOMPARE(firstStage(model, microbatch, layout, Recompute::None), none);
        layout.sequenceParallel = true;
        QCOMPARE(firstStage(model, microbatch, layout, Recompute::Selective), selective);
    }

    // (12 h + 4 k_v d + 6 f) bytes per token and layer over t: (98304 + 4096 + 172032) x 8192 / 8 =
    // 281 MB.
    void fusedAttentionAndGatedMlpsKeepWhatTheyNeed()
    {
        const ParallelLayout layout{.tensor = 8, .sequenceParallel = true};
        const Bytes layer = layerActivations(llama3_70b(), 8192, 1, layout, Recompute::None,
                                             AttentionKernel::Flash);
        QVERIFY(near(layer.value() / 1e6, 281, 0.05));
    }

    // 4 x 8192 x 128256 = 4.2 GB over t.
    void logitsAreKeptInFullPrecision()
    {
        QVERIFY(near(logitsMemory(llama3_70b(), 8192, 1, {}).value() / giga, 4.2, 0.01));
        QCOMPARE(logitsMemory(llama3_70b(), 8192, 1, {.tensor = 8}).value() * 8,
                 logitsMemory(llama3_70b(), 8192, 1, {}).value());
    }

    void aStageKeepsNoMoreMicrobatchesThanThereAre()
    {
        QCOMPARE(layersInFlight(96, 8, 1, 64), 96.0);
        QCOMPARE(layersInFlight(96, 8, 1, 2), 24.0);
        QCOMPARE(layersInFlight(96, 8, 3, 64), 124.0); // 96 (1 + 7/24)
    }

    // p 8, m 64: 7/64 = 10.94 % over ideal, 7/71 = 9.86 % of the step; v 4: 2.73 %.
    void interleavingDividesTheBubble()
    {
        QVERIFY(near(bubbleOverIdeal(8, 64), 0.1094, 5e-5));
        QVERIFY(near(bubbleShare(8, 64), 0.0986, 5e-5));
        QVERIFY(near(bubbleOverIdeal(8, 64, 4), 0.0273, 5e-5));
        QCOMPARE(bubbleOverIdeal(1, 64), 0.0);
    }

    void moreMicrobatchesNeverRaiseTheBubblesShare()
    {
        for (int m = 1; m < 200; ++m)
            QVERIFY(bubbleShare(16, m + 1, 2) < bubbleShare(16, m, 2));
    }

    // 8 GPUs of a 10.2 kW node at 90 %, PUE 1.2, 1619 tokens/s/GPU: 0.851 J, 0.236 kWh per million.
    void energyPerTokenIsPowerOverRate()
    {
        const Joules energy = energyPerToken(Watts{10200}, 0.9, 1.2, 8 * 1619);
        QVERIFY(near(energy.value(), 0.851, 5e-4));
        QVERIFY(near(kilowattHoursPerMillionTokens(energy), 0.236, 5e-4));
    }

    // 8 x 1619 tokens/s over 10.2 kW x 0.9 x 1.2 = 11.016 kW: 1.1757 million a second for a megawatt.
    void aMegawattGivesAMillionOverTheJoulesOfAToken()
    {
        const auto rate = tokensPerSecondPerMegawatt(energyPerToken(Watts{10200}, 0.9, 1.2, 8 * 1619));
        QVERIFY(rate && near(*rate, 8 * 1619 / 0.011016, 1e-9 * *rate));
        QVERIFY(!tokensPerSecondPerMegawatt(std::nullopt));
        QVERIFY(!tokensPerSecondPerMegawatt(Joules{0}));
    }

    // 15e12 tokens, 1024 GPUs at 1619 tokens/s each: 104.7 days.
    void trainingTakesTokensOverRate()
    {
        QVERIFY(near(timeToTrain(15e12, 1024 * 1619).value() / 86400, 104.7, 0.05));
        QCOMPARE(timeToTrain(1e12, 1e6, 0.5).value(), 2 * timeToTrain(1e12, 1e6).value());
    }
};

QTEST_APPLESS_MAIN(TransformerFormulasTest)
#include "tst_TransformerFormulas.moc"
