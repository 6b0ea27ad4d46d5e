#include "model/performance/Calibration.h"
#include "model/performance/Collectives.h"
#include "model/performance/Pipeline.h"
#include "tests/support/Machines.h"

#include <QTest>

using namespace colonnade::test;

namespace {

constexpr double milli = 1e-3;
constexpr double micro = 1e-6;

bool near(double value, double expected, double within)
{
    if (std::abs(value - expected) <= within)
        return true;
    qWarning("%.12g is not %.12g within %g", value, expected, within);
    return false;
}

Link link(double gigabytes, double microseconds)
{
    return {ByteRate{gigabytes * giga}, Seconds{microseconds * micro}};
}

Kernels kernels(const ClusterView& view, Precision precision = Precision::Bf16)
{
    return kernelsFor(view, precision, Calibration::builtIn()).value();
}

/// The curve's time as it was fitted, at the full clock of a kernel test.
double kernelMicroseconds(const Kernels& of, double m, double n, double k)
{
    const bool narrow = of.inputBytes < 2;
    const double sustained =
        narrow ? Calibration::builtIn().sustainedNarrow : Calibration::builtIn().sustainedWide;
    return gemmTime({m, n, k, of.inputBytes, 2}, of.gemm, of.peak / sustained, of.memoryBandwidth)
               .value()
        / micro;
}

} // namespace

class CollectivesTest : public QObject {
    Q_OBJECT
private slots:
    void busFactorsAreThoseOfNcclTests()
    {
        QCOMPARE(busFactor(Collective::AllReduce, 8), 1.75);
        QCOMPARE(busFactor(Collective::AllGather, 8), 0.875);
        QCOMPARE(busFactor(Collective::ReduceScatter, 4), 0.75);
        QCOMPARE(busFactor(Collective::AllToAll, 2), 0.5);
    }

    // 2 (n - 1) hops of 2 us and 2 x 7/8 of 1 GB at 50 GB/s: 28 us + 35 ms.
    void aRingSendsItsDataAlmostTwice()
    {
        const Seconds time = ringAllReduce(Bytes{1e9}, 8, link(50, 2));
        QCOMPARE(time.value(), 2 * 7 * 2e-6 + 1.75 * 1e9 / 50e9);
        QCOMPARE(busBandwidth(Collective::AllReduce, 8, Bytes{1e9}, Seconds{0.035}).value(), 50e9);
    }

    void aTreeWinsForSmallDataOnManyRanksAndLosesForLarge()
    {
        const Link net = link(50, 10);
        QVERIFY(treeAllReduce(Bytes{1e4}, 1024, net) < ringAllReduce(Bytes{1e4}, 1024, net));
        QVERIFY(treeAllReduce(Bytes{1e10}, 16, net) > ringAllReduce(Bytes{1e10}, 16, net));
    }

    void aSwitchThatReducesHalvesTheTraffic()
    {
        const Link up = link(450, 10);
        const Seconds inSwitch = inSwitchAllReduce(Bytes{8e9}, up);
        QVERIFY(inSwitch < ringAllReduce(Bytes{8e9}, 8, up));
        // As bus bandwidth that is 1.75 times the link, less the hop: the in-switch advantage.
        QVERIFY(near(busBandwidth(Collective::AllReduce, 8, Bytes{8e9}, inSwitch).value() / giga,
                     787, 1));
    }

    // TP 8 with SP, h 8192, s 8192, b 1: 134.2 MB x 7/8 x 8 operations = 939.5 MB; at 360 GB/s
    // and 10.3 us an operation 2.69 ms.
    void tensorParallelTrafficOfALayerOfLlama70b()
    {
        const double tensor = 2.0 * 8192 * 8192;
        QVERIFY(near(tensor / 1e6, 134.2, 0.05));
        const double sent = 8 * tensor * busFactor(Collective::AllGather, 8);
        QVERIFY(near(sent / 1e6, 939.5, 0.05));
        const Seconds time = ringAllGather(Bytes{tensor}, 8, link(360, 10.3 / 7)) * 8;
        QVERIFY(near(time.value() / milli, 2.69, 5e-3));
    }

    // CP 4, s 32768, k_v 8: 2 x 2 x 8192 x 1024 = 33.6 MB a step, 0.75 ms at 45 GB/s, beside 1.85
    // ms of computing.
    void contextParallelStepsHideBehindTheirBlock()
    {
        const double block = 2 * 2 * (32768.0 / 4) * 8 * 128;
        QVERIFY(near(block / 1e6, 33.6, 0.05));
        const Seconds step = Bytes{block} / ByteRate{45 * giga};
        QVERIFY(near(step.value() / milli, 0.75, 5e-3));
        const Seconds compute =
            Flops{4.0 * 8192 * 8192 * 64 * 128 / 2} / FlopRate{0.6 * 989 * tera};
        QVERIFY(near(compute.value() / milli, 1.85, 5e-3));
        QCOMPARE(exposed(step, compute, 0.15, Seconds{}).value(), 0.0);
    }

    // DP 8, t p = 32, 70.55e9 parameters: 7/8 x 2.205e9 x (2 + 2) = 7.72 GB and 164 ms at 47 GB/s.
    void dataParallelTrafficOfLlama70b()
    {
        const double parameters = 70.55e9 / 32;
        const double factor = busFactor(Collective::ReduceScatter, 8);
        const double sent = factor * parameters * 2 + factor * parameters * 2;
        QVERIFY(near(sent / giga, 7.72, 5e-3));
        QVERIFY(near(sent / 47e9 / milli, 164, 0.5));
    }

    // 2 s b h/(t c): 8192 tokens of 8192 over 8 ranks is 16.8 MB.
    void aStageSendsItsShareOfTheTensor()
    {
        QCOMPARE(stageTransfer(8192, 8192, 8, 1).value(), 2.0 * 8192 * 8192 / 8);
    }

    // 1 GiB, 4 nodes x 8, 360 GB/s with 1.5 us and 47 GB/s with 15 us: 2.62 + 4.37 + 2.62 = 9.61 ms
    // phased, 5.24 pipelined (bus bandwidth 397 GB/s); 2:1 oversubscribed 13.99 phased.
    void anAllReduceOverNodesHasThreePhases()
    {
        const Bytes data{gibibyte};
        const auto time = hierarchicalAllReduce(data, 4, 8, link(360, 1.5), link(47, 15));
        QVERIFY(near(time.scatter.value() / milli, 2.62, 5e-3));
        QVERIFY(near(time.across.value() / milli, 4.37, 5e-3));
        QVERIFY(near(time.gather.value() / milli, 2.62, 5e-3));
        QVERIFY(near(time.phased().value() / milli, 9.61, 5e-3));
        QVERIFY(near(time.pipelined().value() / milli, 5.24, 5e-3));
        QVERIFY(near(busBandwidth(Collective::AllReduce, 32, data, time.pipelined()).value() / giga,
                     397, 0.5));
        const auto squeezed = hierarchicalAllReduce(data, 4, 8, link(360, 1.5), link(47, 15), 2);
        QVERIFY(near(squeezed.phased().value() / milli, 13.99, 0.01));
    }

    // exposed = max(0, traffic - window (1 - stolen)) + edge, never more than the traffic.
    void whatTheWindowDoesNotCoverShows()
    {
        QCOMPARE(exposed(Seconds{5}, Seconds{4}, 0.25, Seconds{0.5}).value(), 2.5);
        QCOMPARE(exposed(Seconds{5}, Seconds{40}, 0.25, Seconds{0.5}).value(), 0.5);
        QCOMPARE(exposed(Seconds{5}, Seconds{0}, 0.25, Seconds{0.5}).value(), 5.0);
    }

    // Bus bandwidths measured at 512 MiB (NVIDIA AIConfigurator, Apache-2.0), as in the table of measured fits.
    void theFitsGiveTheMeasuredBandwidths_data()
    {
        QTest::addColumn<int>("part"); // 0 A100, 1 H100, 2 B200, 3 GB200
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("ranks");
        QTest::addColumn<double>("measured");
        const auto row = [](const char* name, int part, Collective kind, int ranks,
                            double measured) {
            QTest::newRow(name) << part << static_cast<int>(kind) << ranks << measured;
        };
        row("A100 all-reduce 8", 0, Collective::AllReduce, 8, 222);
        row("A100 all-gather 8", 0, Collective::AllGather, 8, 205);
        row("A100 reduce-scatter 8", 0, Collective::ReduceScatter, 8, 213);
        row("H100 all-reduce 2", 1, Collective::AllReduce, 2, 318);
        row("H100 all-reduce 4", 1, Collective::AllReduce, 4, 350);
        row("H100 all-reduce 8", 1, Collective::AllReduce, 8, 445);
        row("H100 all-gather 8", 1, Collective::AllGather, 8, 335);
        row("H100 reduce-scatter 8", 1, Collective::ReduceScatter, 8, 336);
        row("B200 all-reduce 8", 2, Collective::AllReduce, 8, 704);
        row("B200 all-gather 8", 2, Collective::AllGather, 8, 617);
        row("B200 reduce-scatter 8", 2, Collective::ReduceScatter, 8, 613);
        row("GB200 all-reduce 2", 3, Collective::AllReduce, 2, 530);
        row("GB200 all-reduce 4", 3, Collective::AllReduce, 4, 628);
    }
    void theFitsGiveTheMeasuredBandwidths()
    {
        QFETCH(int, part);
        QFETCH(int, kind);
        QFETCH(int, ranks);
        QFETCH(double, measured);
        const ClusterView views[] = {a100(8), h100(8), b200(8), gb200(72)};
        const auto which = static_cast<Collective>(kind);
        const Bytes data{512 * 1024 * 1024};
        const Seconds time = kernels(views[part]).scaleUpTime(which, ranks, data);
        const double bus = busBandwidth(which, ranks, data, time).value() / giga;
        QVERIFY2(std::abs(bus / measured - 1) < 0.10, qPrintable(QString::number(bus)));
    }

    // n = k = 8192 on H100 in BF16: 51.8, 54.4, 98.3, 718 us for m = 16, 128, 512, 4096.
    void theCurveOfTheH100GivesItsWorkedTimes()
    {
        const Kernels of = kernels(h100(8));
        QVERIFY(near(kernelMicroseconds(of, 16, 8192, 8192), 51.8, 0.05));
        QVERIFY(near(kernelMicroseconds(of, 128, 8192, 8192), 54.4, 0.05));
        QVERIFY(near(kernelMicroseconds(of, 512, 8192, 8192), 98.3, 0.05));
        QVERIFY(near(kernelMicroseconds(of, 4096, 8192, 8192), 718, 0.5));
    }

    // 0.778 of 989 TFLOP/s over 0.836 of 3.35 TB/s.
    void theEffectiveRidgeOfTheH100()
    {
        const Kernels of = kernels(h100(8));
        QVERIFY(near(of.gemm.compute * 989 * tera / (of.gemm.memory * of.memoryBandwidth.value()), 275, 0.5));
    }

    // CUDA context, NCCL buffers and fragmentation: about 3.5 to 4 GiB.
    void theReserveIsThatOfPublishedSystems()
    {
        const double gib = Calibration::builtIn().reserve.value() / gibibyte;
        QVERIFY(gib >= 3.5 && gib <= 4);
    }

    // Measured tables (NVIDIA AIConfigurator, Apache-2.0), microseconds by m; training needs m of
    // 1024 and more.
    void theCurvesFollowMeasuredProducts_data()
    {
        QTest::addColumn<int>("part"); // as above
        QTest::addColumn<int>("precision");
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("k");
        QTest::addColumn<int>("m");
        QTest::addColumn<double>("measured");
        QTest::addColumn<double>("within"); // twice the mean error of the curve
        const auto row = [](const char* name, int part, Precision precision, int n, int k, int m,
                            double us, double within) {
            QTest::newRow(name) << part << static_cast<int>(precision) << n << k << m << us
                                << within;
        };
        row("A100 bf16 10240x8192, 4096", 0, Precision::Bf16, 10240, 8192, 4096, 2548.39, 0.152);
        row("A100 bf16 16384x16384, 8192", 0, Precision::Bf16, 16384, 16384, 8192, 16683.76, 0.152);
        row("H100 bf16 4096x4096, 4096", 1, Precision::Bf16, 4096, 4096, 4096, 174.29, 0.108);
        row("H100 bf16 6144x4096, 8192", 1, Precision::Bf16, 6144, 4096, 8192, 531.44, 0.108);
        row("H100 fp8 8192x8192, 4096", 1, Precision::Fp8, 8192, 8192, 4096, 446.6, 0.218);
        row("B200 bf16 8192x8192, 8192", 2, Precision::Bf16, 8192, 8192, 8192, 737.15, 0.172);
        row("B200 fp8 10240x8192, 8192", 2, Precision::Fp8, 10240, 8192, 8192, 667.6, 0.206);
        row("GB200 bf16 8192x8192, 8192", 3, Precision::Bf16, 8192, 8192, 8192, 781.23, 0.176);
    }
    void theCurvesFollowMeasuredProducts()
    {
        QFETCH(int, part);
        QFETCH(int, precision);
        QFETCH(int, n);
        QFETCH(int, k);
        QFETCH(int, m);
        QFETCH(double, measured);
        QFETCH(double, within);
        const ClusterView views[] = {a100(8), h100(8), b200(8), gb200(72)};
        const double time =
            kernelMicroseconds(kernels(views[part], static_cast<Precision>(precision)), m, n, k);
        QVERIFY2(std::abs(time / measured - 1) < within, qPrintable(QString::number(time)));
    }

    void aProductIsNeverFasterThanItsRoofline()
    {
        const Kernels of = kernels(h100(8));
        for (const double m : {1.0, 64.0, 1024.0, 65536.0}) {
            const Seconds time =
                gemmTime({m, 4096, 4096, 2, 2}, of.gemm, FlopRate{989 * tera}, of.memoryBandwidth);
            QVERIFY(time > Flops{2 * m * 4096 * 4096} / FlopRate{989 * tera});
            QVERIFY(time > Bytes{2 * (m * 4096 + 4096 * 4096 + m * 4096)} / of.memoryBandwidth);
        }
    }

    void aPartWithoutDataTakesItsNearestRelative()
    {
        QVERIFY(kernels(h100(8)).gemmMeasured);
        QVERIFY(kernels(h100(8), Precision::Fp8).gemmMeasured);
        QVERIFY(kernels(gb200(72)).gemmMeasured);

        const Kernels narrow = kernels(gb200(72), Precision::Fp8);
        QVERIFY(!narrow.gemmMeasured);
        QCOMPARE(narrow.gemmPart->name, std::string("B200"));

        const Kernels other = kernels(mi300x(8));
        QVERIFY(!other.gemmMeasured);
        QVERIFY(!other.linksMeasured);
        QCOMPARE(other.gemmPart->name, std::string("H100 SXM")); // FP8 is its narrowest format, too.

        ClusterView slowed = h100(8);
        slowed.accelerator = "nvidia-h800";
        slowed.scaleUp.bandwidth = ByteRate{200 * giga};
        const Kernels cut = kernels(slowed);
        QCOMPARE(cut.collectives[0]->link, std::string("nvlink4"));
        QVERIFY(cut.scaleUpTime(Collective::AllGather, 8, Bytes{1e9})
                > kernels(h100(8)).scaleUpTime(Collective::AllGather, 8, Bytes{1e9}));
    }

    void aGroupClimbsOnlyAsHighAsItMust()
    {
        const ClusterView view = h100(1024); // domains of 8, leaves of 256
        const auto members = [&](int ranks, int stride) {
            const GroupPath path = pathOf(view, ranks, stride, 8, 1);
            std::vector<int> out;
            for (std::size_t i = 0; i < path.count; ++i)
                out.push_back(path.levels[i].members);
            return out;
        };
        QCOMPARE(members(8, 1), std::vector<int>{8});
        QCOMPARE(members(4, 2), std::vector<int>{4});
        QCOMPARE(members(32, 8),
                 (std::vector<int>{1, 32})); // one accelerator of each domain, all under a leaf
        QCOMPARE(members(128, 8), (std::vector<int>{1, 32, 4})); // and over four leaves
        QCOMPARE(members(1024, 1), (std::vector<int>{8, 32, 4}));
        QVERIFY(pathOf(view, 1024, 1, 8, 1).joined);
        QVERIFY(!pathOf(view, 1025, 1, 8, 1).joined);
    }

    void oversubscriptionAndCollisionsTakeBandwidth()
    {
        ClusterView view = h100(1024);
        view.tiers[1].oversubscription = 2;
        view.tiers[1].routing = 0.8;
        const GroupPath path = pathOf(view, 128, 8, 8, 0.94);
        QCOMPARE(path.levels[1].link.bandwidth.value(), 50e9 * 0.94);
        QCOMPARE(path.levels[2].link.bandwidth.value(), 50e9 * (0.94 * 0.8 / 2));
    }
};

QTEST_APPLESS_MAIN(CollectivesTest)
#include "tst_Collectives.moc"
