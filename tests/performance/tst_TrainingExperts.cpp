#include "model/performance/Flops.h"
#include "model/performance/Pipeline.h"
#include "model/performance/Sensitivity.h"
#include "model/performance/TrainingTraffic.h"
#include "model/performance/Waterfall.h"
#include "tests/support/Machines.h"

#include <QTest>

#include <set>

using namespace colonnade::test;

namespace {

bool near(double value, double expected, double within)
{
    if (std::abs(value - expected) <= within)
        return true;
    qWarning("%.12g is not %.12g within %g", value, expected, within);
    return false;
}

TransformerModel qwen3_30b()
{
    TransformerModel model{"Qwen3 30B-A3B", 48, 2048, 32, 4, 128, 6144, 151936, true, false, true};
    model.experts = Experts{128, 8, 0, 768, 0};
    return model;
}

TransformerModel deepSeekV3()
{
    TransformerModel model{"DeepSeek-V3", 61, 7168, 128, 128, 192, 18432, 129280, true, false, true};
    model.experts = Experts{256, 8, 1, 2048, 3};
    model.latent = LatentAttention{1536, 512, 64, 128, 128};
    return model;
}

/// 64 H100 with experts over 8 of them.
TrainingJob expertJob()
{
    return job(4096, 512, ParallelLayout{.tensor = 2, .sequenceParallel = true, .pipeline = 2, .expert = 8});
}

TrainingFigures figures(const ClusterView& view, const TransformerModel& model, const TrainingJob& training)
{
    const auto result = figuresOf(view, model, training, training.layout.value_or(ParallelLayout{}), Calibration::builtIn());
    if (!result)
        qFatal("%s", result.error().text.c_str());
    return *result;
}

double step(const ClusterView& view, const TransformerModel& model, const TrainingJob& training)
{
    return figures(view, model, training).step.total().value();
}

} // namespace

class TrainingExpertsTest : public QObject {
    Q_OBJECT
private slots:
    // Qwen3-30B-A3B, s 4096, causal half: 48 x (2 x (2 x 2048 x 4096 + 2 x 2048 x 512) + 4 x 2048 x 4096 + 2 x 8 x 3 x 2048 x
    // 768 + 2 x 2048 x 128) + 2 x 2048 x 151936 = 7.694 G, 23.082 G training.
    void countsTheFlopsOfExperts()
    {
        const ForwardFlops forward = forwardFlops(qwen3_30b(), 4096, ScoreCount::CausalHalf);
        QVERIFY(near(forward.total().value() / giga, 7.694, 5e-4));
        QVERIFY(near(trainingFlops(qwen3_30b(), 4096, ScoreCount::CausalHalf).value() / giga, 23.082, 1.5e-3));
    }

    // 2 (h q + q a (d_n + d_r) + h (r + d_r) + r a (d_n + d_v) + a d_v h) of one layer, by hand: 2 x (11.010 + 37.749 + 4.129 +
    // 16.777 + 117.441) M = 374.2 MFLOP; scores 2 s u a (192 + 128).
    void countsTheFlopsOfLatentAttention()
    {
        const ForwardFlops forward = forwardFlops(deepSeekV3(), 4096, ScoreCount::CausalHalf);
        QVERIFY(near(forward.projections.value() / 61 / 1e6, 374.2, 0.05));
        QCOMPARE(forward.scores.value(), 61.0 * 2 * 2048 * 128 * 320);
    }

    // 671.0 G parameters, 37 G of them for a token, as the report says; a token's layer ahead costs a layer and a head more.
    void countsTheParametersOfDeepSeek()
    {
        QVERIFY(near(parameterCount(deepSeekV3()) / 1e9, 671.0, 0.1));
        QVERIFY(near(activeParameters(deepSeekV3()) / 1e9, 37.5, 0.5));
        TransformerModel ahead = deepSeekV3();
        ahead.predictionLayers = 1;
        QCOMPARE(parameterCount(ahead), parameterCount(deepSeekV3()));
        const double more = forwardFlops(ahead, 4096, ScoreCount::CausalHalf).total() / forwardFlops(deepSeekV3(), 4096, ScoreCount::CausalHalf).total();
        QVERIFY(more > 1 + 1.0 / 61 && more < 1.07);
    }

    // Half of the layers see 128 tokens: (s/2 + 128 (1 - 128/2s))/2.
    void aWindowBoundsTheScores()
    {
        TransformerModel model = llama3_8b();
        model.window = SlidingWindow{128, 2};
        QCOMPARE(attendedTokens(model, 8192, ScoreCount::CausalHalf), (4096 + 128 * (1 - 128.0 / 16384)) / 2);
        model.window = SlidingWindow{100'000, 0};
        QCOMPARE(attendedTokens(model, 8192, ScoreCount::CausalHalf), 4096.0);
        const TrainingJob training = job(8192, 64, ParallelLayout{});
        TransformerModel narrow = llama3_8b();
        narrow.window = SlidingWindow{128, 0};
        QVERIFY(step(h100(8), narrow, training) < step(h100(8), llama3_8b(), training));
    }

    // No gradients of frozen weights: two thirds of the products' FLOPs, all of the scores'.
    void adaptersTakeLessThanAllWeights()
    {
        const ForwardFlops forward = forwardFlops(llama3_70b(), 4096, ScoreCount::CausalHalf);
        QCOMPARE(adapterFlops(llama3_70b(), 4096, ScoreCount::CausalHalf).value(), 2 * forward.total().value() + forward.scores.value());
        TrainingJob whole = job(4096, 64, ParallelLayout{.tensor = 8, .sequenceParallel = true});
        TrainingJob adapters = whole;
        adapters.tuning = Tuning::LowRank;
        QVERIFY(step(h100(8), llama3_70b(), adapters) < 0.8 * step(h100(8), llama3_70b(), whole));
        QVERIFY(figures(h100(8), llama3_70b(), adapters).memory.total() < figures(h100(8), llama3_70b(), whole).memory.total());
    }

    // t_F = t_Bi = t_W = 1: ZB-H1 idles (p - 1) of 1F1B's 3 (p - 1); DualPipe (p/2 - 1)(3 + 2 - 3).
    void schedulesFillTheBubble()
    {
        const Seconds third{1};
        QCOMPARE(zeroBubbleTime(8, third, third, third).value() * 3, bubbleTime(8, 1, third * 3).value());
        QCOMPARE(dualPipeTime(8, third * 3, third * 2, third).value(), 6.0);
        TrainingJob training = expertJob();
        training.layout->pipeline = 4;
        const double plain = step(h100(64), qwen3_30b(), training);
        training.schedule = PipelineSchedule::ZeroBubble;
        const double filled = step(h100(64), qwen3_30b(), training);
        training.schedule = PipelineSchedule::DualPipe;
        const double both = step(h100(64), qwen3_30b(), training);
        QVERIFY(filled < plain);
        QVERIFY(both < filled);
    }

    // EP 64 over 8 nodes, 4096 tokens, top-8, h 7168: dispatch in FP8 4096 x 8 x 7168 x 63/64 = 231 MB, combine in BF16 462 MB. Of
    // the dispatch 7/8 go to other nodes, 205 MB and 4.37 ms at 47 GB/s; 103 MB and 2.19 ms where a token goes to 4 nodes at most.
    void tokensGoToTheirExperts()
    {
        const double tokens = 4096.0 * 8 * 7168;
        QVERIFY(near(tokens * busFactor(Collective::AllToAll, 64) / 1e6, 231, 0.5));
        QVERIFY(near(2 * tokens * busFactor(Collective::AllToAll, 64) / 1e6, 462, 0.5));
        const double flat = tokens * busFactor(Collective::AllToAll, 8), limited = 4096.0 * 7168 * 4 * busFactor(Collective::AllToAll, 8);
        QVERIFY(near(flat / 1e6, 205, 0.6));
        QVERIFY(near(limited / 1e6, 103, 0.3));
        QVERIFY(near(flat / 47e9 * 1e3, 4.37, 5e-3));
        QVERIFY(near(limited / 47e9 * 1e3, 2.19, 5e-3));
    }

    // Passed on inside a node, a token crosses once for each other node with an expert of it: 7 (1 - (7/8)^8) = 4.5947 of them.
    // There and back in BF16 that is 2 x 4096 x 4.5947 x 14336 = 539.6 MB, 11.481 ms at 0.94 of 50 GB/s and twice 5 us; 58 of 61
    // layers have experts.
    void aTokenCrossesOnceForEachNode()
    {
        const ClusterView view = h100(64);
        const TrainingJob training = job(4096, 64, ParallelLayout{.data = 64, .expert = 64});
        auto kernels = trainingKernels(view, deepSeekV3(), training, Calibration::builtIn()).value();
        kernels.stack.dispatchShare = 1;
        kernels.stack.dispatchHidden = 0;
        const RankGroups groups = rankGroups(view, *training.layout, 0.94);
        const Visible pass = expertPass(view, deepSeekV3(), training, *training.layout, groups.expert, 4096, kernels);
        QVERIFY(near(pass.shown.scaleOut.value() * 1e3, (11.481 + 0.010) * 58 / 61, 1e-3));
        QCOMPARE(pass.shown.scaleUp.value(), 0.0);
        QCOMPARE(pass.hidden.total().value(), 0.0);

        // A router that keeps to 4 of the 8 nodes: 4 x 7/8 others at most instead of 4.5947: 2 x 4096 x 3.5 x 14336 = 411.0 MB,
        // 8.746 ms, four times what one way takes in FP8.
        TransformerModel limited = deepSeekV3();
        limited.experts->nodeLimit = 4;
        const Visible kept = expertPass(view, limited, training, *training.layout, groups.expert, 4096, kernels);
        QVERIFY(near(kept.shown.scaleOut.value() * 1e3, (8.746 + 0.010) * 58 / 61, 1e-3));
    }

    void aLimitOfNodesNeverSlowsTheStep()
    {
        const auto of = [](const ClusterView& view, int nodeLimit) {
            TransformerModel model = qwen3_30b();
            model.experts->nodeLimit = nodeLimit;
            TrainingJob training = job(4096, 512, ParallelLayout{.pipeline = 2, .expert = 32});
            training.microbatch = 4; // Smaller ones wait for the host, whatever the network does.
            return step(view, model, training);
        };
        QVERIFY(of(h100(64), 1) < of(h100(64), 2));
        QVERIFY(of(h100(64), 2) < of(h100(64), 0));
        for (int limit = 1; limit < 4; ++limit)
            QVERIFY(of(h100(64), limit) <= of(h100(64), limit + 1));
        // Experts over four nodes: a limit of all of them is none.
        QCOMPARE(of(h100(64), 4), of(h100(64), 0));
    }

    // Experts over nodes and gradients share the ports of the nodes: a reduction that the backward pass would hide waits while
    // tokens are sent. Without one of the two nothing changes.
    void kindsOfTrafficShareThePorts()
    {
        const auto of = [](TransformerModel model, ParallelLayout layout, bool shared) {
            ClusterView view = h100(64);
            view.portsShared = shared;
            TrainingJob training = job(4096, 128, layout);
            training.microbatch = 4;
            return step(view, model, training);
        };
        const ParallelLayout wide{.expert = 32};
        QVERIFY(of(qwen3_30b(), wide, true) >= of(qwen3_30b(), wide, false));
        QCOMPARE(of(qwen3_30b(), {}, true), of(qwen3_30b(), {}, false));
        QCOMPARE(of(llama3_8b(), {}, true), of(llama3_8b(), {}, false));
        // On ports of a fifth the tokens have them longer than anything is computed, and nothing of the gradients is hidden.
        ClusterView narrow = h100(64);
        for (FabricTier& tier : narrow.tiers)
            tier.bandwidth = tier.bandwidth / 5;
        TrainingJob last = job(4096, 128, wide);
        const TrainingFigures apart = figures(narrow, qwen3_30b(), last);
        narrow.portsShared = true;
        const TrainingFigures together = figures(narrow, qwen3_30b(), last);
        QVERIFY(together.traffic.data > apart.traffic.data);
        QVERIFY(near((together.step.total() - apart.step.total()).value(), (together.traffic.data - apart.traffic.data).value(), 1e-9));

        TrainingJob training = job(4096, 128, wide);
        training.microbatch = 4;
        ClusterView view = h100(64);
        view.portsShared = true;
        const double before = step(view, qwen3_30b(), training);
        for (const MachineProperty property : machineProperties)
            QVERIFY2(step(with(view, property, 1.1), qwen3_30b(), training) <= before * (1 + 1e-12), text(property).data());
    }

    // Context 4 of TP 8 over four nodes, s 32768: a rank's keys and values are 2 x 2 x 8192 x 8 x 128 / 8 = 4.19 MB; gathering those
    // of all sends 3 of them, 267.7 us at 47 GB/s, over two hops of 5 us. Changing to heads and back sends 3/4 of four times
    // 2 x 8192 x 8192 / 8 bytes: 50.3 MB, 1070.9 us, and 5 us each.
    void contextRanksGatherOrChangeToHeads()
    {
        const ClusterView view = h100(32);
        TrainingJob training = job(32768, 8, ParallelLayout{.tensor = 8, .sequenceParallel = true, .context = 4, .data = 1});
        const auto kernels = trainingKernels(view, llama3_70b(), training, Calibration::builtIn()).value();
        const RankGroups groups = rankGroups(view, *training.layout, 0.94);
        const auto of = [&](ContextExchange kind) {
            training.contextExchange = kind;
            return contextTraffic(llama3_70b(), training, *training.layout, groups.context, 8192, {}, kernels);
        };
        const LayerTraffic gathered = of(ContextExchange::AllGather), changed = of(ContextExchange::AllToAll);
        QVERIFY(near(gathered.forward.shown.scaleOut.value() * 1e6, 267.7 + 10, 0.1));
        // Gathered again, and gradients scattered, which takes as long.
        QCOMPARE(gathered.backward.shown.scaleOut.value(), 2 * gathered.forward.shown.scaleOut.value());
        QVERIFY(near(changed.forward.shown.scaleOut.value() * 1e6, 0.75 * 1070.9 + 4 * 5, 0.2));
        QCOMPARE(changed.backward.shown.scaleOut.value(), changed.forward.shown.scaleOut.value());
        QCOMPARE(gathered.forward.hidden.total().value() + changed.forward.hidden.total().value(), 0.0);

        // A ring beside the attention of each block shows less than either.
        const auto stepWith = [&](ContextExchange kind) {
            training.contextExchange = kind;
            return step(view, llama3_70b(), training);
        };
        QVERIFY(stepWith(ContextExchange::Ring) < stepWith(ContextExchange::AllGather));
        QVERIFY(stepWith(ContextExchange::AllGather) < stepWith(ContextExchange::AllToAll));
    }

    // 64 heads serve 8 tensor times 8 context ranks, and no 16.
    void changingToHeadsNeedsHeads()
    {
        TrainingJob training = job(131072, 8, ParallelLayout{.tensor = 8, .sequenceParallel = true, .context = 8});
        training.contextExchange = ContextExchange::AllToAll;
        QVERIFY(figuresOf(h100(128), llama3_70b(), training, *training.layout, Calibration::builtIn()).has_value());
        training.layout->context = 16;
        const auto made = figuresOf(h100(128), llama3_70b(), training, *training.layout, Calibration::builtIn());
        QVERIFY(!made.has_value());
        QVERIFY(made.error().text.find("8 tensor ranks times 16 context ranks") != std::string::npos);
        training.contextExchange = ContextExchange::Ring;
        QVERIFY(figuresOf(h100(128), llama3_70b(), training, *training.layout, Calibration::builtIn()).has_value());
    }

    void expertRanksShareTheExpertsOut()
    {
        TrainingJob training = expertJob();
        double before = std::numeric_limits<double>::infinity();
        for (const int ranks : {1, 2, 4, 8, 16}) {
            training.layout->expert = ranks;
            const TrainingMemory memory = figures(h100(64), qwen3_30b(), training).memory;
            QVERIFY(memory.weights.value() < before);
            before = memory.weights.value();
        }
        // 128 experts of 3 x 2048 x 768 in 48 layers over 16 ranks and two stages, 2 bytes; the rest is the same on all ranks.
        training.layout->expert = 16;
        const double sixteen = figures(h100(64), qwen3_30b(), training).memory.weights.value();
        training.layout->expert = 8;
        const double eight = figures(h100(64), qwen3_30b(), training).memory.weights.value();
        QCOMPARE(eight - sixteen, 2 * 24.0 * 128 * 3 * 2048 * 768 / 16);
    }

    void aBetterMachineIsNeverSlowerWithExperts()
    {
        ClusterView base = h100(64);
        base.tiers[1].oversubscription = 2;
        for (const int ranks : {8, 32}) {
            for (const auto schedule : {PipelineSchedule::OneForwardOneBackward, PipelineSchedule::ZeroBubble}) {
                TrainingJob training = expertJob();
                training.layout->expert = ranks;
                training.schedule = schedule;
                const double before = step(base, qwen3_30b(), training);
                for (const MachineProperty property : machineProperties)
                    QVERIFY2(step(with(base, property, 1.1), qwen3_30b(), training) <= before * (1 + 1e-12), text(property).data());
                ClusterView even = base;
                even.tiers[1].oversubscription = 1;
                QVERIFY(step(even, qwen3_30b(), training) <= before);
                ClusterView quick = base;
                for (FabricTier& tier : quick.tiers)
                    tier.latency = tier.latency / 2;
                QVERIFY(step(quick, qwen3_30b(), training) <= before);
            }
        }
    }

    void narrowerNumbersAreFasterAndFinerScalesCostMore()
    {
        TrainingJob training = job(8192, 128, ParallelLayout{.data = 8});
        const double wide = step(b200(8), llama3_8b(), training);
        training.precision = Precision::Fp8;
        const double narrow = step(b200(8), llama3_8b(), training);
        QVERIFY(narrow < wide);
        training.scaling = ScaleGrain::Block;
        Calibration costly = Calibration::builtIn();
        *constantOf(costly.training, "core.quantisedBlock") += 4;
        const auto finer = figuresOf(b200(8), llama3_8b(), training, *training.layout, costly);
        QVERIFY(finer.has_value() && finer->step.total().value() > narrow);
    }

    void theSearchFindsWhatTryingAllFindsWithExperts()
    {
        ClusterView view = h100(32);
        view.memory = Bytes{200e9};
        const TrainingJob training = job(4096, 64);
        const auto layouts = legalLayouts(view, qwen3_30b(), training);
        std::vector<double> rates;
        std::set<int> expertRanks;
        for (const ParallelLayout& layout : layouts) {
            TrainingJob given = training;
            given.layout = layout;
            const TrainingFigures of = figures(view, qwen3_30b(), given);
            expertRanks.insert(layout.expert);
            if (of.memory.total() <= *view.memory)
                rates.push_back(of.tokensPerSecond);
        }
        QVERIFY(expertRanks.size() > 3);
        std::sort(rates.rbegin(), rates.rend());
        for (const int keep : {1, 5}) {
            const auto search = searchLayouts(view, qwen3_30b(), training, Calibration::builtIn(), {.keep = keep});
            QVERIFY(search.has_value());
            QCOMPARE(search->tried, static_cast<std::int64_t>(layouts.size()));
            QCOMPARE(search->best.size(), static_cast<std::size_t>(keep));
            for (std::size_t i = 0; i < search->best.size(); ++i)
                QCOMPARE(search->best[i].tokensPerSecond, rates[i]);
        }
    }

    void theSearchComesOutTheSameEachTime()
    {
        const auto once = searchLayouts(h100(256), llama3_70b(), job(8192, 512), Calibration::builtIn());
        for (int i = 0; i < 5; ++i) {
            const auto again = searchLayouts(h100(256), llama3_70b(), job(8192, 512), Calibration::builtIn());
            for (std::size_t k = 0; k < once->best.size(); ++k)
                QCOMPARE(again->best[k].layout, once->best[k].layout);
        }
    }

    void aStoppedSearchSaysSo()
    {
        std::stop_source source;
        source.request_stop();
        const auto search = searchLayouts(h100(256), llama3_70b(), job(8192, 512), Calibration::builtIn(), {.stop = source.get_token()});
        QVERIFY(!search.has_value());
        QCOMPARE(search.error().text, std::string{"The search for a layout of 'Llama 3 70B' was stopped."});
    }

    void layoutsSayWhyTheyLose()
    {
        const auto search = searchLayouts(h100(256), llama3_70b(), job(8192, 512), Calibration::builtIn());
        QCOMPARE(whyItLoses(search->best[0], search->best[0]), std::string{"It is as fast."});
        QVERIFY(whyItLoses(search->best[0], search->best.back()).find("slower, above all by") != std::string::npos);
    }

    void expertsThatDoNotDivideAreRefused()
    {
        TrainingJob training = expertJob();
        training.layout->expert = 5;
        const auto made = figuresOf(h100(64), qwen3_30b(), training, *training.layout, Calibration::builtIn());
        QVERIFY(!made.has_value());
        QVERIFY(made.error().text.find("cannot be shared by 5 expert ranks") != std::string::npos);
        training.layout->expert = 8;
        QVERIFY(!figuresOf(h100(64), llama3_70b(), training, *training.layout, Calibration::builtIn()).has_value());
    }

    void theWaterfallEndsAtTheAchievedRate()
    {
        const Workload of = workload(llama3_70b(), job(8192, 512, ParallelLayout{.tensor = 8, .sequenceParallel = true, .pipeline = 4, .virtualStages = 5}));
        const auto estimate = estimateTraining(h100(256), of);
        const auto steps = waterfallOf(h100(256), of, *estimate);
        QVERIFY(steps.size() > 5);
        QCOMPARE(steps.front().rate.value(), 989e12);
        Seconds sum;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            sum += steps[i].time;
            QVERIFY(i == 0 || steps[i].rate < steps[i - 1].rate);
        }
        QVERIFY(near(sum / estimate->figures.step.total(), 1, 1e-12));
        QVERIFY(near(steps.back().rate / estimate->modelRate, 1, 1e-12));
    }

    void theTornadoNamesWhatLimits()
    {
        const Workload of = workload(llama3_70b(), job(8192, 512, ParallelLayout{.tensor = 8, .sequenceParallel = true, .pipeline = 4}));
        const auto tornado = trainingSensitivities(h100(256), of);
        QCOMPARE(tornado.size(), machineProperties.size());
        QCOMPARE(tornado.front().property, MachineProperty::ComputeRate);
        for (const Sensitivity& one : tornado) {
            QVERIFY(one.more >= 0 && one.more < 0.1);
            QVERIFY(one.less <= 0 && one.less > -0.12);
        }
        // Ten times less memory: it does not run any more.
        ClusterView small = h100(256);
        small.memory = Bytes{60e9};
        const auto tight = trainingSensitivities(small, of, Calibration::builtIn(), 0.9);
        const auto capacity = std::find_if(tight.begin(), tight.end(), [](const Sensitivity& one) { return one.property == MachineProperty::MemoryCapacity; });
        QVERIFY(capacity == tight.end() || capacity->less == -1.0);
    }

    void constantsAreFoundByTheirNames()
    {
        TrainingStacks stacks = TrainingStacks::builtIn();
        QVERIFY(constantOf(stacks, "fsdp.elementwisePasses"));
        QVERIFY(constantOf(stacks, "core.gb300.fp8"));
        for (const char* wrong : {"", "core", "core.", "core.h100", "core.h100.x", "x.hostStep", "fsdp.gb300.fp8"})
            QVERIFY2(!constantOf(stacks, wrong), wrong);
        *constantOf(stacks, "core.hostStep") = 1;
        QCOMPARE(stacks.of(TrainingSoftware::MegatronCore).hostStep, 1.0);
        // "gb200" is no "b200", a relative stands in, and what is unlike any takes the last.
        const TrainingStack& core = stacks.of(TrainingSoftware::MegatronCore);
        QCOMPARE(core.of("nvidia-gb200-gpu-186gb").part, std::string_view{"gb200"});
        QCOMPARE(core.of("NVIDIA H200").part, std::string_view{"h100"});
        QCOMPARE(core.of("amd-mi300x").part, std::string_view{"h100"});
        QVERIFY(core.measured("H100") && !core.measured("amd-mi300x"));
    }
};

QTEST_APPLESS_MAIN(TrainingExpertsTest)
#include "tst_TrainingExperts.moc"
