#include "model/performance/Estimate.h"
#include "tests/support/Machines.h"

#include <QTest>

using namespace colonnade::test;

namespace {

const Calibration& calibration()
{
    return Calibration::builtIn();
}

TrainingFigures figures(const ClusterView& view, const TransformerModel& model,
                        const TrainingJob& training)
{
    const auto result =
        figuresOf(view, model, training, training.layout.value_or(ParallelLayout{}), calibration());
    if (!result)
        qFatal("%s", result.error().text.c_str());
    return *result;
}

double step(const ClusterView& view, const TransformerModel& model, const TrainingJob& training)
{
    return figures(view, model, training).step.total().value();
}

TrainingEstimate estimate(const ClusterView& view, const Workload& of)
{
    auto result = estimateTraining(view, of);
    if (!result)
        qFatal("%s", result.error().text.c_str());
    return *std::move(result);
}

QString reason(const ClusterView& view, const Workload& of)
{
    const auto result = estimateTraining(view, of);
    return result ? QString{} : QString::fromStdString(result.error().text);
}

/// 70B on 1,024 accelerators with every kind of traffic.
TrainingJob mixed()
{
    TrainingJob out = job(8192, 512,
                          ParallelLayout{.tensor = 4,
                                         .sequenceParallel = true,
                                         .pipeline = 4,
                                         .virtualStages = 5,
                                         .context = 2});
    return out;
}

std::vector<TrainingJob> variousJobs()
{
    std::vector<TrainingJob> jobs{mixed()};
    TrainingJob sharded = job(8192, 1024, ParallelLayout{.tensor = 1});
    sharded.sharding = Sharding::Weights;
    sharded.recompute = Recompute::Full;
    jobs.push_back(sharded);
    TrainingJob plain = job(2048, 512, ParallelLayout{.tensor = 8, .pipeline = 8});
    plain.sharding = Sharding::None;
    plain.attention = AttentionKernel::Unfused;
    plain.recompute = Recompute::Selective;
    plain.overlap.gradients = false;
    plain.overlap.pipeline = false;
    jobs.push_back(plain);
    return jobs;
}

} // namespace

class TrainingEstimateTest : public QObject {
    Q_OBJECT
private slots:
    void thePartsOfAStepAddUp()
    {
        for (const TrainingJob& training : variousJobs()) {
            const TrainingFigures of = figures(h100(1024), llama3_70b(), training);
            const StepTime& time = of.step;
            QCOMPARE(of.compute.total().value(), time.compute.value());
            QCOMPARE(of.traffic.total().value(), time.scaleUp.value() + time.scaleOut.value());
            QCOMPARE(of.tokensPerSecond * time.total().value(),
                     static_cast<double>(training.globalBatch) * training.sequence);
            for (const Seconds part : {time.compute, time.scaleUp, time.scaleOut, time.bubble,
                                       time.other, of.hiddenScaleUp, of.hiddenScaleOut})
                QVERIFY(part.value() >= 0);
        }
    }

    void aBetterMachineIsNeverSlower()
    {
        const std::pair<const char*, void (*)(ClusterView&)> betters[] = {
            {"FLOPs", [](ClusterView& v) { v.peak[1] = *v.peak[1] * 1.1; }},
            {"memory bandwidth",
             [](ClusterView& v) { v.memoryBandwidth = *v.memoryBandwidth * 1.1; }},
            {"scale-up bandwidth",
             [](ClusterView& v) { v.scaleUp.bandwidth = *v.scaleUp.bandwidth * 1.1; }},
            {"port",
             [](ClusterView& v) {
                 for (auto& tier : v.tiers)
                     tier.bandwidth = tier.bandwidth * 1.1;
             }},
            {"latency",
             [](ClusterView& v) {
                 for (auto& tier : v.tiers)
                     tier.latency = tier.latency / 2;
             }},
            {"oversubscription",
             [](ClusterView& v) {
                 for (auto& tier : v.tiers)
                     tier.oversubscription = 1;
             }},
            {"routing",
             [](ClusterView& v) {
                 for (auto& tier : v.tiers)
                     tier.routing = 1;
             }},
            {"larger leaves", [](ClusterView& v) { v.tiers[0].reach = 512; }},
            {"scale-up latency", [](ClusterView& v) { v.scaleUp.latency = Seconds{0.5e-6}; }},
        };
        for (const TrainingJob& training : variousJobs()) {
            ClusterView base = h100(1024);
            base.scaleUp.latency = Seconds{1e-6};
            base.tiers[1].oversubscription = 2;
            base.tiers[1].routing = 0.8;
            const double before = step(base, llama3_70b(), training);
            for (const auto& [name, better] : betters) {
                ClusterView improved = base;
                better(improved);
                const double after = step(improved, llama3_70b(), training);
                QVERIFY2(after <= before * (1 + 1e-12), name);
            }
        }
    }

    void aSlowerSpineShowsWhereDataRanksCrossIt()
    {
        ClusterView narrow = h100(1024);
        narrow.tiers[1].oversubscription = 64;
        TrainingJob training =
            job(8192, 256, ParallelLayout{.tensor = 8, .sequenceParallel = true, .pipeline = 2});
        QVERIFY(step(narrow, llama3_70b(), training) > step(h100(1024), llama3_70b(), training));
    }

    void hidingTrafficNeverSlowsAStep()
    {
        TrainingJob shown = mixed();
        shown.overlap = {.gradients = false, .pipeline = false, .tensorHidden = 0};
        TrainingJob hidden = mixed();
        hidden.overlap.tensorHidden = 0.5;
        QVERIFY(step(h100(1024), llama3_70b(), hidden) < step(h100(1024), llama3_70b(), mixed()));
        QVERIFY(step(h100(1024), llama3_70b(), mixed()) < step(h100(1024), llama3_70b(), shown));
    }

    void moreMicrobatchesNeverRaiseTheBubblesShare()
    {
        double before = 1;
        for (const int batch : {64, 128, 256, 512, 1024}) {
            const TrainingFigures of =
                figures(h100(256), llama3_70b(),
                        job(8192, batch,
                            ParallelLayout{.tensor = 8, .sequenceParallel = true, .pipeline = 8}));
            const double share = of.step.bubble / of.step.total();
            QVERIFY(share < before);
            before = share;
        }
    }

    void shardingAndSplittingTakeLessMemory()
    {
        const auto needed = [](TrainingJob training) {
            return figures(h100(1024), llama3_70b(), training).memory.total().value();
        };
        TrainingJob training = mixed();
        double before = std::numeric_limits<double>::infinity();
        for (const Sharding sharding :
             {Sharding::None, Sharding::Optimizer, Sharding::Gradients, Sharding::Weights}) {
            training.sharding = sharding;
            QVERIFY(needed(training) < before);
            before = needed(training);
        }
        training = mixed();
        before = needed(training);
        training.layout->tensor = 8;
        QVERIFY(needed(training) < before);
        training = mixed();
        training.recompute = Recompute::Full;
        QVERIFY(needed(training) < before);
    }

    // 70B, t 8, p 1, d 1 with nothing shared: 70.55e9/8 parameters x 18 bytes and norms that every
    // rank holds.
    void theStateOfOneCopyIsEighteenBytesAParameter()
    {
        TrainingJob training = job(8192, 8, ParallelLayout{.tensor = 8, .sequenceParallel = true});
        training.sharding = Sharding::None;
        const TrainingMemory memory = figures(h100(8), llama3_70b(), training).memory;
        const double matrices = 80.0 * 855638016 + 2.0 * 8192 * 128256;
        const double norms = 80.0 * 2 * 8192;
        QCOMPARE((memory.weights + memory.gradients + memory.optimizer).value(),
                 18 * (matrices / 8 + norms));
        // 281 MB for each of 80 layers.
        QVERIFY(std::abs(memory.activations.value() / 80 - 281e6) < 0.1e6);
    }

    void moreMemoryNeverFitsLess()
    {
        std::size_t before = 0;
        for (const double gigabytes : {40.0, 80.0, 141.0, 192.0, 288.0}) {
            ClusterView view = h100(256);
            view.memory = Bytes{gigabytes * giga};
            const auto search = searchLayouts(view, llama3_70b(), job(8192, 512), calibration(), {.keep = 10'000});
            QVERIFY(search.has_value());
            QVERIFY(search->best.size() >= before);
            before = search->best.size();
        }
        QVERIFY(before > 0);
    }

    void theSearchFindsWhatTryingAllFinds()
    {
        const ClusterView view = h100(64);
        const TrainingJob training = job(8192, 128);
        double best = 0;
        std::size_t fitting = 0;
        const auto layouts = legalLayouts(view, llama3_8b(), training);
        for (const ParallelLayout& layout : layouts) {
            TrainingJob given = training;
            given.layout = layout;
            const TrainingFigures of = figures(view, llama3_8b(), given);
            QCOMPARE(of.layout, layout);
            if (of.memory.total() > *view.memory)
                continue;
            ++fitting;
            best = std::max(best, of.tokensPerSecond);
        }
        const auto search = searchLayouts(view, llama3_8b(), training, calibration(), {.keep = 3});
        QVERIFY(search.has_value());
        QCOMPARE(search->tried, static_cast<std::int64_t>(layouts.size()));
        QCOMPARE(search->best.size(), std::size_t{3});
        QCOMPARE(search->best[0].tokensPerSecond, best);
        QVERIFY(search->best[0].tokensPerSecond >= search->best[1].tokensPerSecond);
        QVERIFY(search->best[1].tokensPerSecond >= search->best[2].tokensPerSecond);
        QCOMPARE(searchLayouts(view, llama3_8b(), training, calibration(), {.keep = 10'000})->best.size(), fitting);
    }

    void tensorRanksStayWithinAScaleUpDomain()
    {
        for (const ParallelLayout& layout : legalLayouts(h100(256), llama3_70b(), job(8192, 512)))
            QVERIFY(layout.tensor <= 8);
    }

    void aDomainThatDoesNotDivideLeavesSomeIdle()
    {
        // 72 of a domain in groups of 16: 64 in use.
        QCOMPARE(usedOfDomain(gb200(144), 16), 64);
        const auto of =
            figures(gb200(144), llama3_70b(),
                    job(8192, 128, ParallelLayout{.tensor = 16, .sequenceParallel = true}));
        QCOMPARE(of.accelerators, 128);
    }

    void sequencesThatDoNotDivideMakeSomeRanksWork()
    {
        // 100 sequences over 32 copies: some have 4, and all wait for them.
        const auto of = figures(h100(32), llama3_8b(), job(8192, 100, ParallelLayout{}));
        QCOMPARE(of.microbatches, 4);
        QCOMPARE(of.layout.data, 32);
    }

    void sayWhichPartTheTimeGoesTo()
    {
        Workload of = workload(llama3_70b(), mixed());
        std::get<TrainingJob>(of.job).totalTokens = 15e12;
        ClusterView view = h100(1024);
        view.powerPerAccelerator = Watts{1275};
        view.facilityFactor = 1.2;
        view.missing = {"The catalog gives no latency for switch 'x'."};
        const TrainingEstimate made = estimate(view, of);

        QVERIFY(!made.bottleneck.empty());
        for (const char* key :
             {"step_s", "compute_s", "scale_up_s", "scale_out_s", "bubble_s", "other_s",
              "tokens_per_s", "tokens_per_s_per_accelerator", "model_flops_per_accelerator", "mfu",
              "memory_bytes", "energy_per_token_j", "time_to_train_s", "band"}) {
            const FigureText* figure = made.formula(key);
            QVERIFY2(figure, key);
            QVERIFY2(!figure->formula.empty() && !figure->label.empty(), key);
            qInfo("%s: %s", figure->label.c_str(), figure->formula.c_str());
        }
        for (const std::string& assumption : made.assumptions)
            qInfo("- %s", assumption.c_str());
        qInfo("%s\n%s", made.bottleneck.c_str(), made.basisText.c_str());
        QVERIFY(std::find(made.assumptions.begin(), made.assumptions.end(), view.missing[0])
                != made.assumptions.end());
        QVERIFY(made.mfu > 0.2 && made.mfu < 0.6);
        QCOMPARE(made.timeToTrain->value(), 15e12 / made.figures.tokensPerSecond);
        // 1275 W x 1024 x 0.9 x 1.2 over the tokens of a second.
        QCOMPARE(made.energyPerToken->value(),
                 1275.0 * 1024 * 0.9 * 1.2 / made.figures.tokensPerSecond);
        // The tokens of a second over the megawatts of all accelerators.
        QVERIFY(std::abs(*made.perMegawatt() * 1275.0 * 1024 * 0.9 * 1.2 / 1e6 / made.figures.tokensPerSecond - 1) < 1e-12);
        QVERIFY(made.formula("tokens_per_s_per_mw")->formula.ends_with("of the facility's mean power"));
        QVERIFY(made.stepLow < made.figures.step.total()
                && made.figures.step.total() < made.stepHigh);
        QVERIFY(made.fits.has_value());
    }

    void mfuFollowsItsConvention()
    {
        Workload of = workload(llama3_70b(), mixed());
        const double half = estimate(h100(1024), of).mfu;
        std::get<TrainingJob>(of.job).convention = FlopsConvention::FullSquare;
        // 149.741 + 10.737 over 149.741.
        QVERIFY(std::abs(estimate(h100(1024), of).mfu / half - 160.478 / 149.741) < 1e-5);
    }

    void theBandDoublesWhereNothingWasMeasured()
    {
        const Workload of = workload(llama3_8b(), job(8192, 128, ParallelLayout{}));
        const TrainingEstimate measured = estimate(h100(8), of);
        const TrainingEstimate other = estimate(mi300x(8), of);
        QCOMPARE(measured.basis, EstimateBasis::Calibrated);
        QCOMPARE(other.basis, EstimateBasis::Extrapolated);
        QCOMPARE(other.errorShare, 2 * measured.errorShare);
        QVERIFY(other.basisText.find("H100 SXM") != std::string::npos);
    }

    void aWorkloadWithoutALayoutGetsTheBest()
    {
        const Workload open = workload(llama3_70b(), job(8192, 512));
        const TrainingEstimate found = estimate(h100(256), open);
        QVERIFY(found.searched && found.layoutsTried > 10);
        QVERIFY(*found.fits);
        Workload given = open;
        std::get<TrainingJob>(given.job).layout = found.figures.layout;
        QCOMPARE(estimate(h100(256), given).figures.tokensPerSecond, found.figures.tokensPerSecond);
    }

    void whatDoesNotFitIsEstimatedAndSaysSo()
    {
        const TrainingEstimate made = estimate(h100(8), workload(llama3_405b(), job(8192, 64)));
        QCOMPARE(made.fits, std::optional{false});
        QVERIFY(made.bottleneck.find("does not fit") != std::string::npos);
    }

    void unknownMemoryIsNotCalledAFit()
    {
        ClusterView view = h100(8);
        view.memory.reset();
        QVERIFY(!estimate(view, workload(llama3_8b(), job(8192, 64))).fits.has_value());
    }

    void unknownPowerGivesNoEnergy()
    {
        const TrainingEstimate made = estimate(h100(8), workload(llama3_8b(), job(8192, 64)));
        QVERIFY(!made.energyPerToken && !made.perMegawatt());
        QVERIFY(!made.formula("tokens_per_s_per_mw"));
    }

    void whatCannotBeEstimatedSaysWhy()
    {
        const Workload of = workload(llama3_8b(), job(8192, 64));
        ClusterView view = h100(8);
        view.peak = {};
        QCOMPARE(reason(view, of),
                 "The catalog gives no bf16 rate for accelerator 'nvidia-h100-sxm5-80gb'.");
        view = h100(8);
        view.memoryBandwidth.reset();
        QCOMPARE(reason(view, of),
                 "The catalog gives no memory bandwidth for accelerator 'nvidia-h100-sxm5-80gb'.");
        view = h100(8);
        view.scaleUp.bandwidth.reset();
        QCOMPARE(
            reason(view, of),
            "The catalog gives no scale-up bandwidth for accelerator 'nvidia-h100-sxm5-80gb'.");
        view = h100(16);
        view.tiers.clear();
        QCOMPARE(reason(view, workload(llama3_8b(), job(8192, 64, ParallelLayout{}))),
                 "No fabric joins the 16 accelerators of layout 'TP 1, PP 1, DP 16'.");
        view = h100(0);
        QCOMPARE(reason(view, of), "The design has no accelerators.");
        QCOMPARE(reason(h100(8), workload(llama3_8b(), job(8192, 64, ParallelLayout{.tensor = 5}))),
                 "The 32 attention heads of 'Llama 3 8B' cannot be shared by 5 tensor ranks.");
        QCOMPARE(reason(h100(8),
                        workload(llama3_8b(),
                                 job(8192, 100'000'000,
                                     ParallelLayout{.context = 4096, .data = 100'000'000}))),
                 "The layout 'TP 1, CP 4096, PP 1, DP 100000000' needs 409600000000 accelerators; "
                 "8 can be used.");
        QCOMPARE(reason(h100(8), workload(llama3_8b(), job(0, 64))),
                 "'sequence' is 0; expected 1 to 100000000.");
        TransformerModel model = llama3_8b();
        model.heads = 0;
        QCOMPARE(reason(h100(8), workload(model, job(8192, 64))),
                 "Model 'Llama 3 8B': 'heads' is 0; expected 1 to 10000.");
    }

    void aJobMayTakePartOfAMachine()
    {
        // Two domains without a network between them.
        ClusterView view = h100(16);
        view.tiers.clear();
        QVERIFY(!estimateTraining(view, workload(llama3_8b(), job(8192, 64))).has_value());
        TrainingJob within = job(8192, 64);
        within.accelerators = 8;
        const TrainingEstimate made = estimate(view, workload(llama3_8b(), within));
        QCOMPARE(made.figures.accelerators, 8);
    }
};

QTEST_APPLESS_MAIN(TrainingEstimateTest)
#include "tst_TrainingEstimate.moc"
