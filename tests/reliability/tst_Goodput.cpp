#include "model/reliability/Goodput.h"
#include "model/reliability/ReliabilityFormulas.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;

namespace {

/// Llama 3 405B: 54 days, 419 unexpected stops.
constexpr Seconds between{11'118};

bool near(double value, double expected, double within)
{
    if (std::abs(value - expected) <= within)
        return true;
    qWarning("%.6g is not %.6g within %g", value, expected, within);
    return false;
}

} // namespace

class GoodputTest : public QObject {
    Q_OBJECT
private slots:
    // 419 stops in 54 days on 2,048 nodes of eight: 54 x 86,400 / 419 = 11,135 s or 3.093 h between them, 50,677 GPU-hours each. The
    // facts say 3.09 h and about 50,700; 3.09 h stand for 11,106 to 11,142 s, and their 11,118 s lie in it.
    void theTimeBetweenStopsOfLlama3()
    {
        const double perNodeDay = 419.0 / (54 * 2048);
        const Seconds stops = meanTimeToFailure(2048, perNodeDay);
        QVERIFY(near(stops.value(), 11'135, 0.5));
        QVERIFY(near(stops.value() / 3600, 3.09, 0.005));
        QVERIFY(near(between.value() / 3600, 3.09, 0.005));
        QVERIFY(near(stops.value() / between.value(), 1, 0.002));
        QVERIFY(near(stops.value() / 3600 * 16'384, 50'700, 50));
    }

    // C 60 s, R 600 s, M 11,118 s: Young 1155 s, Daly 1115 s, goodput 85.2 %, 84.2 % to first order.
    void theWorkedExampleOfLlama3()
    {
        const Seconds checkpoint{60}, restart{600};
        const Seconds young = checkpointInterval(checkpoint, between);
        const Seconds daly = dalyInterval(checkpoint, between);
        QVERIFY(near(young.value(), 1155, 0.5));
        QVERIFY(near(daly.value(), 1115, 0.5));
        QVERIFY(near(100 * checkpointedGoodput(daly, checkpoint, restart, between), 85.2, 0.05));
        QVERIFY(near(100 * effectiveTrainingTime(checkpoint, daly, restart, between), 84.2, 0.05));
    }

    // 90.4 % for C 30 s, R 300 s; 93.3 % for C 10 s, R 300 s.
    void quickerCheckpointsAndRestartsGainWhatMetaReported()
    {
        const auto goodput = [](double checkpoint, double restart) {
            const Seconds c{checkpoint};
            return 100 * checkpointedGoodput(dalyInterval(c, between), c, Seconds{restart}, between);
        };
        QVERIFY(near(goodput(30, 300), 90.4, 0.05));
        QVERIFY(near(goodput(10, 300), 93.3, 0.05));
    }

    void dalysIntervalLosesLeast()
    {
        for (const double c : {1.0, 30.0, 60.0, 600.0, 3000.0}) {
            const Seconds checkpoint{c};
            const Seconds best = dalyInterval(checkpoint, between);
            const double at = checkpointedGoodput(best, checkpoint, Seconds{300}, between);
            for (const double factor : {0.5, 0.8, 1.25, 2.0})
                QVERIFY(checkpointedGoodput(best * factor, checkpoint, Seconds{300}, between) <= at * 1.002);
        }
        // A checkpoint that takes longer than twice the time between failures: one per failure.
        QCOMPARE(dalyInterval(Seconds{30'000}, between).value(), between.value());
        QCOMPARE(checkpointedGoodput(Seconds{0}, Seconds{1}, Seconds{1}, between), 0.0);
    }

    // 14 bytes x 405.85e9 = 5.68 TB.
    void aCheckpointKeepsWeightsAndStates()
    {
        QVERIFY(near(checkpointSize(405.853e9).value() / 1e12, 5.682, 5e-4));
    }

    // sqrt(2 ln 1024) = 3.7233: of 1,024 accelerators whose steps are spread by 2 %, the slowest takes 7.4466 % longer.
    void theSlowestOfManyIsSlower()
    {
        QVERIFY(near(100 * stragglerDelay(0.02, 1024), 7.4466, 5e-5));
        QCOMPARE(stragglerDelay(0.02, 1), 0.0);
        QCOMPARE(stragglerDelay(0, 1024), 0.0);
        double before = 0;
        for (const double ranks : {2.0, 8.0, 64.0, 4096.0}) {
            QVERIFY(stragglerDelay(0.02, ranks) > before);
            before = stragglerDelay(0.02, ranks);
        }
    }

    void allWaitForTheSlowest()
    {
        QCOMPARE(withStragglers(0.9, 0.25), 0.72);
    }
};

QTEST_APPLESS_MAIN(GoodputTest)
#include "tst_Goodput.moc"
