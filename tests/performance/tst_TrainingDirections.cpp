#include "model/performance/ClusterViewOfDesign.h"
#include "model/performance/Sensitivity.h"
#include "tests/support/CatalogMachines.h"
#include "tests/support/Machines.h"

#include <QByteArray>
#include <QStringLiteral>
#include <QTest>

#include <random>

using namespace colonnade::test;

namespace {

constexpr int machineSize = 256;

TransformerModel expertModel()
{
    TransformerModel model{"Experts", 48, 2048, 32, 8, 128, 6144, 151936, true, false, true};
    model.experts = Experts{64, 8, 1, 768, 2};
    return model;
}

TransformerModel latentModel()
{
    TransformerModel model{"Latent", 32, 4096, 64, 64, 192, 12288, 129280, true, false, true};
    model.experts = Experts{128, 8, 1, 2048, 3};
    model.latent = LatentAttention{1536, 512, 64, 128, 128};
    model.predictionLayers = 1;
    return model;
}

/// Jobs in random layouts; the same ones each time.
class JobWalk {
public:
    struct Step {
        TransformerModel model;
        TrainingJob job;
    };

    Step next()
    {
        const TransformerModel models[] = {llama3_8b(), llama3_70b(), gpt("GPT", 48, 6144, 64), expertModel(), latentModel()};
        Step step{models[below(5)], job(4096, 512)};
        ParallelLayout layout;
        layout.tensor = power(4);
        layout.sequenceParallel = layout.tensor > 1 && below(2) == 0;
        layout.pipeline = power(4);
        layout.context = power(3);
        layout.virtualStages = layout.pipeline > 1 ? power(2) : 1;
        if (step.model.experts) {
            layout.expert = power(6);
            layout.expertTensor = below(4) == 0 ? 2 : 1;
        }
        TrainingJob& of = step.job;
        of.layout = layout;
        of.microbatch = power(2);
        of.sharding = static_cast<Sharding>(below(4));
        of.recompute = static_cast<Recompute>(below(3));
        of.attention = below(4) == 0 ? AttentionKernel::Unfused : AttentionKernel::Flash;
        of.schedule = static_cast<PipelineSchedule>(below(3));
        of.software = static_cast<TrainingSoftware>(below(4));
        of.tuning = below(6) == 0 ? Tuning::LowRank : Tuning::Full;
        of.scaling = static_cast<ScaleGrain>(below(2));
        of.precision = static_cast<Precision>(1 + below(3));
        of.overlap = {below(2) == 0, below(2) == 0, below(3) == 0 ? 0.5 : 0.0};
        return step;
    }

private:
    int below(int most) { return static_cast<int>(m_random() % static_cast<unsigned>(most)); }
    int power(int exponents) { return 1 << below(exponents); }
    std::mt19937 m_random{20'240'607}; // Its numbers are the same everywhere, unlike those of the distributions.
};

/// Seconds of a step; nothing where the job cannot run so.
std::optional<double> stepOf(const ClusterView& view, const JobWalk::Step& of)
{
    const auto made = figuresOf(view, of.model, of.job, *of.job.layout, Calibration::builtIn());
    return made ? std::optional{made->step.total().value()} : std::nullopt;
}

QByteArray wordsOf(const ClusterView& view, const JobWalk::Step& of, std::string_view change)
{
    return QByteArray::fromStdString(fmt::format("{}, {}, {}, {}: {}", view.accelerator, of.model.name, text(*of.job.layout),
                                                 word(of.job.precision), change));
}

std::vector<std::pair<std::string_view, ClusterView>> bettersOf(const ClusterView& view)
{
    std::vector<std::pair<std::string_view, ClusterView>> out;
    for (const MachineProperty property : machineProperties)
        out.emplace_back(text(property), with(view, property, 1.3));
    const auto tiers = [&](std::string_view name, auto&& change) {
        ClusterView better = view;
        for (FabricTier& tier : better.tiers)
            change(tier);
        out.emplace_back(name, better);
    };
    tiers("latency of the network", [](FabricTier& tier) { tier.latency = tier.latency / 2; });
    tiers("oversubscription", [](FabricTier& tier) { tier.oversubscription = 1; });
    tiers("path collisions", [](FabricTier& tier) { tier.routing = 1; });
    ClusterView quick = view;
    quick.scaleUp.latency = *quick.scaleUp.latency / 2;
    out.emplace_back("latency of the scale-up domain", quick);
    return out;
}

double memoryOf(const ClusterView& view, const JobWalk::Step& of)
{
    const auto made = figuresOf(view, of.model, of.job, *of.job.layout, Calibration::builtIn());
    return made ? made->memory.total().value() : std::numeric_limits<double>::quiet_NaN();
}

std::optional<double> throughputOf(const ClusterView& view, const JobWalk::Step& of)
{
    const auto step = stepOf(view, of);
    return step ? std::optional{1 / *step} : std::nullopt;
}

} // namespace

/// In which direction training estimates move, over all accelerators of the catalog and random layouts.
class TrainingDirectionsTest : public QObject {
    Q_OBJECT
private slots:
    void aBetterMachineIsNeverSlower()
    {
        JobWalk walk;
        int tried = 0;
        for (const ClusterView& view : catalogClusters(machineSize)) {
            const auto betters = bettersOf(view);
            for (int i = 0; i < 60; ++i) {
                const JobWalk::Step of = walk.next();
                const auto before = stepOf(view, of);
                if (!before)
                    continue;
                ++tried;
                for (const auto& [change, better] : betters) {
                    const auto after = stepOf(better, of);
                    QVERIFY2(after && *after <= *before * (1 + 1e-12), wordsOf(view, of, fmt::format("{}: {} s from {} s", change, after.value_or(0), *before)));
                }
            }
        }
        QVERIFY2(tried > 300, qPrintable(QString::number(tried)));
    }

    // A step is a sum and a largest of times that are inverse to single properties, so that a hundredth more of one gives
    // between nothing and a hundredth. A relative that changed on the way would show as a jump.
    void aLittleMoreOfOnePropertyNeverGivesMoreThanALittle()
    {
        constexpr double little = 1.02;
        JobWalk walk;
        int tried = 0;
        for (const ClusterView& view : catalogClusters(machineSize)) {
            for (int i = 0; i < 16; ++i) {
                const JobWalk::Step of = walk.next();
                if (!stepOf(view, of))
                    continue;
                ++tried;
                for (const MachineProperty property : machineProperties) {
                    double factor = 0.6;
                    double before = *throughputOf(with(view, property, factor), of);
                    while (factor < 1.8) {
                        factor *= little;
                        const double now = *throughputOf(with(view, property, factor), of);
                        QVERIFY2(now >= before * (1 - 1e-12) && now <= before * little * (1 + 1e-12),
                                 wordsOf(view, of, fmt::format("{} {} times", text(property), factor)));
                        before = now;
                    }
                }
            }
        }
        QVERIFY2(tried > 60, qPrintable(QString::number(tried)));
    }

    void whatAPartIsLikeDoesNotHangOnHowFastItIs()
    {
        for (const ClusterView& view : catalogClusters(machineSize)) {
            const auto relative = byLikeness(view, Calibration::builtIn()).front();
            for (const double factor : {0.2, 0.9, 1.1, 5.0}) {
                for (const MachineProperty property : machineProperties) {
                    const auto other = byLikeness(with(view, property, factor), Calibration::builtIn()).front();
                    QCOMPARE(other.part, relative.part);
                    QCOMPARE(other.same, relative.same);
                }
            }
        }
    }

    void relativesAreOfTheSameGeneration_data()
    {
        QTest::addColumn<QString>("accelerator");
        QTest::addColumn<QString>("relative");
        QTest::newRow("FP8 and no FP4") << "amd-instinct-mi300x" << "H100 SXM";
        QTest::newRow("FP4") << "amd-instinct-mi355x" << "B200";
        QTest::newRow("16 bit only") << "amd-instinct-mi250x" << "A100 SXM";
        QTest::newRow("of one design") << "nvidia-b300-sxm-270gb" << "B200";
        QTest::newRow("itself") << "nvidia-gb200-gpu-186gb" << "GB200";
    }
    void relativesAreOfTheSameGeneration()
    {
        QFETCH(QString, accelerator);
        QFETCH(QString, relative);
        const auto view = clusterOf(*part(accelerator.toStdString()), 8);
        QVERIFY(view.has_value());
        const auto likeness = byLikeness(*view, Calibration::builtIn());
        QCOMPARE(QString::fromStdString(likeness.front().part->name), relative);
        QCOMPARE(likeness.front().same, accelerator.contains("gb200"));
    }

    // Of a step in which computing takes the share e, 10 % more of it gives 1/(1 - e/11) - 1 and 10 % less costs
    // 1 - 1/(1 + e/9): the bars differ by a fifth at most while the best layout stays the same, and somewhat more where it
    // does not.
    void theBarsOfATornadoMirrorEachOther()
    {
        for (const std::string_view name : references) {
            const Design design = reference(name);
            const auto view = clusterViewOf(design);
            QVERIFY2(view, errorOf(view));
            for (const Workload& of : design.workloads()) {
                for (const Sensitivity& one : trainingSensitivities(*view, of)) {
                    const auto bars = QStringLiteral("%1, %2: %3 and %4").arg(name.data(), text(one.property).data()).arg(one.more).arg(one.less);
                    QVERIFY2(one.more >= 0 && one.less <= 0, qPrintable(bars));
                    // Where the best layout does not fit any more, less capacity may cost anything.
                    if (one.property != MachineProperty::MemoryCapacity)
                        QVERIFY2(one.more <= 0.1 + 1e-9 && one.less >= -0.1 - 1e-9, qPrintable(bars));
                    if (one.property == MachineProperty::ComputeRate)
                        QVERIFY2(one.more > 0.6 * -one.less && one.more < 1.6 * -one.less, qPrintable(bars));
                }
            }
        }
    }

    void memoryFallsWithSharding()
    {
        JobWalk walk;
        const ClusterView view = h100(machineSize);
        int tried = 0, fell = 0;
        for (int i = 0; i < 400; ++i) {
            JobWalk::Step of = walk.next();
            of.job.tuning = Tuning::Full;
            of.job.precision = Precision::Bf16;
            of.job.sharding = Sharding::None;
            if (!stepOf(view, of))
                continue;
            ++tried;
            double before = memoryOf(view, of);
            for (const Sharding sharding : {Sharding::Optimizer, Sharding::Gradients, Sharding::Weights}) {
                of.job.sharding = sharding;
                // Gathered layers stand beside the shards: with few layers on a stage, sharding the weights cannot pay.
                if (sharding == Sharding::Weights && of.model.layers / of.job.layout->pipeline < 8)
                    continue;
                const double now = memoryOf(view, of);
                QVERIFY2(now <= before, wordsOf(view, of, word(sharding)));
                fell += now < before ? 1 : 0;
                before = now;
            }
        }
        QVERIFY2(tried > 100 && fell > tried, qPrintable(QStringLiteral("%1 tried, %2 fell").arg(tried).arg(fell)));
    }

    void memoryFallsWithEveryKindOfSplitting()
    {
        const std::pair<const char*, void (*)(ParallelLayout&)> splits[] = {
            {"tensor", [](ParallelLayout& layout) { layout.tensor *= 2; }},
            {"context", [](ParallelLayout& layout) { layout.context *= 2; }},
            {"pipeline", [](ParallelLayout& layout) { layout.pipeline *= 2; }},
            {"experts", [](ParallelLayout& layout) { layout.expert *= 2; }},
        };
        JobWalk walk;
        const ClusterView view = h100(machineSize);
        std::array<int, std::size(splits)> tried{};
        for (int i = 0; i < 600; ++i) {
            JobWalk::Step of = walk.next();
            of.job.precision = Precision::Bf16;
            of.job.schedule = PipelineSchedule::OneForwardOneBackward;
            of.job.layout->virtualStages = 1;
            of.job.layout->data = 4;
            if (!stepOf(view, of))
                continue;
            const double before = memoryOf(view, of);
            for (std::size_t k = 0; k < std::size(splits); ++k) {
                JobWalk::Step split = of;
                splits[k].second(*split.job.layout);
                if (split.model.layers % split.job.layout->pipeline != 0 || !stepOf(view, split))
                    continue;
                ++tried[k];
                QVERIFY2(memoryOf(view, split) < before, wordsOf(view, of, splits[k].first));
            }
        }
        for (const int count : tried)
            QVERIFY2(count > 20, qPrintable(QString::number(count)));
    }
};

QTEST_APPLESS_MAIN(TrainingDirectionsTest)
#include "tst_TrainingDirections.moc"
