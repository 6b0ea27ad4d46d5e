#include "model/reliability/BlastRadius.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace colonnade::model;

namespace {

bool near(double a, double b, double share = 1e-12)
{
    return std::abs(a - b) <= share * std::max(1.0, std::abs(b));
}

SingleFailure single(SingleFailure::Kind kind, int count, double accelerators)
{
    SingleFailure one;
    one.kind = kind;
    one.count = count;
    one.lost.itself = accelerators;
    return one;
}

} // namespace

/// Parts that nodes share and that take them along.
class BlastRadiusTest : public QObject {
    Q_OBJECT
private slots:
    // Batches of one at 0.3 and of two at 0.2: e^-0.5 (1 + 0.3 + 0.3²/2 + 0.2) for at most two.
    void batchesByHand()
    {
        const FailureBatch batches[] = {{0.3, 1}, {0.2, 2}};
        QVERIFY(near(batchesAtMost(0, batches), std::exp(-0.5)));
        QVERIFY(near(batchesAtMost(1, batches), std::exp(-0.5) * 1.3));
        QVERIFY(near(batchesAtMost(2, batches), std::exp(-0.5) * (1 + 0.3 + 0.045 + 0.2)));
        const FailureBatch ones[] = {{0.3, 1}, {0.2, 1}};
        QVERIFY(near(batchesAtMost(2, ones), poissonAtMost(2, 0.5)));
        QCOMPARE(batchesAtMost(-1, ones), 0.0);
    }

    void batchesAgainstDraws()
    {
        const FailureBatch batches[] = {{1.7, 1}, {0.4, 4}, {0.1, 16}};
        std::mt19937 random{7};
        int within = 0;
        constexpr int draws = 200'000;
        for (int i = 0; i < draws; ++i) {
            std::int64_t lost = 0;
            for (const FailureBatch& batch : batches)
                lost += std::poisson_distribution<int>{batch.mean}(random) * batch.size;
            within += lost <= 6 ? 1 : 0;
        }
        QVERIFY(std::abs(batchesAtMost(6, batches) - static_cast<double>(within) / draws) < 4e-3);
    }

    // Of 16 nodes of 8: 4 PDUs that take two nodes each and fail 0.01 times a year; switches that take none do not count.
    void onlyPartsThatTakeNodesCount()
    {
        using enum SingleFailure::Kind;
        Population population;
        population.nodes = 16;
        population.accelerators = 128;
        ReliabilityBasis basis;
        basis.annualFailureRates = {{"pdu", 0.01}, {"switch", 0.03}};
        const SingleFailure singles[] = {single(RackPdu, 4, 16), single(Switch, 8, 0), single(Pump, 2, 64)};
        const SharedFailures shared = sharedFailures(singles, population, basis);
        QCOMPARE(shared.parts.size(), std::size_t{1});
        QVERIFY(near(shared.perDay(), 4 * 0.01 / 365));
        QCOMPARE(shared.mostNodes(), std::int64_t{2});
    }

    // What takes a sliver of an accelerator still takes its node: a batch of none would only add failures that lose nothing.
    void aSliverTakesAWholeNode()
    {
        Population population;
        population.nodes = 16;
        population.accelerators = 128;
        ReliabilityBasis basis;
        basis.annualFailureRates = {{"pdu", 0.01}};
        const SingleFailure singles[] = {single(SingleFailure::Kind::RackPdu, 1, 2e-6)};
        QCOMPARE(sharedFailures(singles, population, basis).mostNodes(), std::int64_t{1});
    }

    // They shorten the time to a failure, and a spare node is not enough for two.
    void aJobFeelsThem()
    {
        const ReliabilityBasis basis;
        const SharedFailures shared{{{0.02, 2}}};
        const JobReliability alone = jobReliability(15, 1, CheckpointTime{Seconds{60}}, Seconds{300}, basis);
        const JobReliability with = jobReliability(15, 1, CheckpointTime{Seconds{60}}, Seconds{300}, basis, shared);
        QVERIFY(near(with.meanTimeToFailure.value(), 86'400 / (15 * 0.0065 + 0.02)));
        const double mean = 16 * 0.0065 * 2;
        QVERIFY(near(alone.enoughNodes, std::exp(-mean) * (1 + mean)));
        QVERIFY(near(with.enoughNodes, std::exp(-mean - 0.04) * (1 + mean)));
        QVERIFY(with.goodput < alone.goodput);
        QVERIFY(near(shared.of(0.5).perDay(), 0.01));
    }
};

QTEST_APPLESS_MAIN(BlastRadiusTest)
#include "tst_BlastRadius.moc"
