#include "model/performance/Scaling.h"
#include "tests/support/Machines.h"

#include <QTest>

#include <vector>

using namespace colonnade::test;

namespace {

TrainingEstimate estimated(const ClusterView& view, const Workload& of)
{
    auto estimate = estimateTraining(view, of);
    if (!estimate)
        qFatal("%s", estimate.error().text.c_str());
    return *std::move(estimate);
}

/// A batch of 512 in a layout that is given, so that fewer accelerators have fewer copies of it.
Workload fixed()
{
    return workload(llama3_8b(), job(4096, 512, ParallelLayout{.tensor = 2, .sequenceParallel = true, .pipeline = 2}));
}

} // namespace

/// Throughput over the number of accelerators that a training gets.
class ScalingTest : public QObject {
    Q_OBJECT
private slots:
    void itStartsAtOneDomainAndDoublesUpToAll()
    {
        const auto points = scalingOf(h100(64), fixed(), estimated(h100(64), fixed()));
        std::vector<int> sizes;
        for (const ScalingPoint& point : points)
            sizes.push_back(point.accelerators);
        QVERIFY((sizes == std::vector<int>{8, 16, 32, 64}));
    }

    // Of a batch that stays the same each copy computes less: the pipeline fills and drains for fewer microbatches, and gradients
    // hide beside no more than one of them.
    void throughputRisesAndEachAcceleratorsShareFalls()
    {
        const auto points = scalingOf(h100(64), fixed(), estimated(h100(64), fixed()));
        QVERIFY(points.size() > 1);
        for (std::size_t i = 1; i < points.size(); ++i) {
            QVERIFY(points[i].tokensPerSecond > points[i - 1].tokensPerSecond);
            QVERIFY(points[i].tokensPerSecond / points[i].accelerators < points[i - 1].tokensPerSecond / points[i - 1].accelerators);
        }
        for (const ScalingPoint& point : points)
            QVERIFY(point.low < point.tokensPerSecond && point.tokensPerSecond < point.high);
    }

    void eachPointIsTheEstimateOnSoManyAccelerators()
    {
        const TrainingEstimate whole = estimated(h100(64), fixed());
        for (const ScalingPoint& point : scalingOf(h100(64), fixed(), whole)) {
            Workload part = fixed();
            std::get<TrainingJob>(part.job).accelerators = point.accelerators;
            const TrainingEstimate alone = estimated(h100(64), part);
            QCOMPARE(alone.figures.accelerators, point.accelerators);
            QCOMPARE(point.tokensPerSecond, alone.figures.tokensPerSecond);
            QCOMPARE(point.low, alone.tokensPerSecondLow);
            QCOMPARE(point.high, alone.tokensPerSecondHigh);
        }
    }

    // 70 G parameters need more memory than one node of 8 has: its point is left out, whatever its layout.
    void whatDoesNotFitIsLeftOut()
    {
        const Workload open = workload(llama3_70b(), job(4096, 512));
        const TrainingEstimate whole = estimated(h100(64), open);
        QVERIFY(whole.fits.value());
        const auto points = scalingOf(h100(64), open, whole);
        QVERIFY(!points.empty());
        QVERIFY(points.front().accelerators > 8);
        QCOMPARE(points.back().accelerators, whole.figures.accelerators);
        QCOMPARE(points.back().tokensPerSecond, whole.figures.tokensPerSecond);
        for (std::size_t i = 1; i < points.size(); ++i)
            QVERIFY(points[i].tokensPerSecond > points[i - 1].tokensPerSecond);
    }
};

QTEST_APPLESS_MAIN(ScalingTest)
#include "tst_Scaling.moc"
