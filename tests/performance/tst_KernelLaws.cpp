#include "model/performance/Calibration.h"
#include "model/performance/NodeNetwork.h"

#include <QStringLiteral>
#include <QTest>

#include <cmath>

using namespace colonnade::model;

namespace {

constexpr double giga = 1e9;
constexpr double tera = 1e12;
constexpr double micro = 1e-6;

bool near(double value, double expected, double within)
{
    if (std::abs(value - expected) <= within)
        return true;
    qWarning("%.12g is not %.12g within %g", value, expected, within);
    return false;
}

/// A law whose every term is a round number: 100 multiprocessors, no bounds but those that a test sets.
ProductLaw plainLaw()
{
    ProductLaw law;
    law.part = "test";
    law.marks = "test";
    law.processors = 100;
    law.leastTile = 128;
    law.sharpness = 1000; // Practically the larger of computing and moving.
    return law;
}

double productMicroseconds(const ProductLaw& law, double m, double n, double k, double teraFlops = 1000, double gigabytes = 1e6)
{
    return productTime({m, n, k, 2, 2}, law, FlopRate{teraFlops * tera}, ByteRate{gigabytes * giga}).value() / micro;
}

const ProductLaw& productLaw(std::string_view part, Precision format)
{
    return *productLawFor(shippedProductLaws(), part, format, FlopRate{}).law;
}

CollectiveCurve curve(std::string_view part, Collective operation, int ranks, double gigabytes)
{
    return curveOf(*collectiveLawFor(shippedCollectiveLaws(), part, operation, ByteRate{gigabytes * giga}).law, ranks,
                   ByteRate{gigabytes * giga});
}

double busGigabytes(const CollectiveCurve& curve, double bytes)
{
    return bytes * curve.busFactor / curve.time(Bytes{bytes}).value() / giga;
}

} // namespace

class KernelLawsTest : public QObject {
    Q_OBJECT
private slots:
    // 12,800 x 25,600 in tiles of 256 x 128 are 50 x 200 = 10,000 tiles, 100 full waves: no loss. 2 m n k / 1e15 = 671.09 us.
    void fullWavesReachThePeak()
    {
        QVERIFY(near(productMicroseconds(plainLaw(), 12800, 25600, 1024), 671.0886, 1e-3));
    }

    // With 128 rows and n = 12,800 one wave of 100 tiles of 128 x 128; one row more needs a second row of tiles. As one of
    // 256 x 128 each, that wave takes twice as long: 2 x 2 128 128 1024 100 / 1e15 = 6.7109 us.
    void aRowMoreThanATileCostsAnotherTile()
    {
        QVERIFY(near(productMicroseconds(plainLaw(), 128, 12800, 1024), 3.3554, 1e-3));
        QVERIFY(near(productMicroseconds(plainLaw(), 129, 12800, 1024), 6.7109, 1e-3));
    }

    // One tile of 128 x 128 over k = 8192 keeps one multiprocessor of a hundred; split in eight it takes an eighth:
    // 2 128 128 8192 100 / 1e15 / 8 = 3.3554 us.
    void fewTilesAreSplitOverK()
    {
        QVERIFY(near(productMicroseconds(plainLaw(), 128, 128, 8192), 3.3554, 2e-3));
        ProductLaw slow = plainLaw();
        slow.split = 1;
        QVERIFY(near(productMicroseconds(slow, 128, 128, 8192), 26.8435, 1e-3));
    }

    // m = 1: 2 (k n) = 33.55 MB at 0.8 of 1 TB/s is 41.9 us; start 3 us; quantising 4096 elements 1 ns each 4.096 us.
    void smallProductsWaitForMemory()
    {
        ProductLaw law = plainLaw();
        law.memory = 0.8;
        law.start = 3e-6;
        law.quantise = 1e-9;
        const double bytes = 2.0 * (4096 + 4096.0 * 4096) + 2 * 4096;
        QVERIFY(near(productMicroseconds(law, 1, 4096, 4096, 1000, 1000), 3 + 4.096 + bytes / 0.8e12 / micro, 0.01));
    }

    void moreWorkIsNeverFaster()
    {
        for (const ProductLaw& law : shippedProductLaws()) {
            for (const double n : {1024.0, 2048.0, 7168.0, 16384.0}) {
                double last = 0;
                for (double m = 1; m < 40'000; m = std::ceil(m * 1.09)) {
                    const double time = productMicroseconds(law, m, n, 4096, law.widePeak / tera, 4000);
                    QVERIFY2(time >= last * (1 - 1e-12), qPrintable(QStringLiteral("%1, m %2").arg(law.part.c_str()).arg(m)));
                    last = time;
                }
            }
        }
    }

    void fasterPartsAreNeverSlower()
    {
        for (const ProductLaw& law : shippedProductLaws()) {
            for (const double m : {1.0, 128.0, 1000.0, 16384.0}) {
                const double time = productMicroseconds(law, m, 5120, 3072, 1000, 4000);
                QVERIFY(productMicroseconds(law, m, 5120, 3072, 1100, 4000) <= time);
                QVERIFY(productMicroseconds(law, m, 5120, 3072, 1000, 4400) <= time);
            }
        }
    }

    void partsWithoutTablesTakeTheirRelatives()
    {
        const auto& laws = shippedProductLaws();
        const auto of = [&](std::string_view part, Precision format, double peak) {
            return productLawFor(laws, part, format, FlopRate{peak * tera});
        };
        QCOMPARE(of("H100-80G-SXM", Precision::Bf16, 989).law->part, std::string{"h100"});
        QVERIFY(of("H100", Precision::Fp16, 989).measured);
        QCOMPARE(of("H800", Precision::Fp8, 989).law->part, std::string{"h100"});
        QVERIFY(!of("H800", Precision::Fp8, 989).measured);
        QCOMPARE(of("GB300", Precision::Fp4, 2500).law->part, std::string{"gb200"});
        QVERIFY(!of("A100", Precision::Fp8, 312).measured);
        QCOMPARE(of("TPUv5e", Precision::Bf16, 197).law->part, std::string{"a100"});
        QVERIFY(!of("TPUv5e", Precision::Bf16, 197).measured);
    }

    void theTermsOfAProductAddUp()
    {
        const ProductLaw& law = productLaw("h100", Precision::Fp8);
        const ProductParts parts = productParts({16384, 2048, 7168, 1, 2}, law, FlopRate{1979 * tera}, ByteRate{3350 * giga});
        // Quantising 117 million elements takes a large part: 614 us were measured, 243 us at the peak alone.
        QVERIFY(parts.quantise.value() > 0.3 * parts.total(law).value());
        QVERIFY(parts.total(law) >= parts.start + parts.compute + parts.quantise);
        QVERIFY(near(parts.total(law).value() / micro, 614, 60));
    }

    // n = 4: r = 1. W of 8 MB reduced among four is 12 MB; at 100 GB/s times (1 - 0.4/4) it takes 133.3 us after 10 (1 + 2).
    void largeMessagesRunAtTheRateOfTheLink()
    {
        CollectiveLaw law;
        law.nominal = 100 * giga;
        law.latency = 10e-6;
        law.rankLoss = 0.4;
        law.bulkStart = 2;
        law.smallRate = 0.5;
        law.switchSize = 1e6;
        const CollectiveCurve four = curveOf(law, 4, ByteRate{100 * giga});
        QVERIFY(near(four.time(Bytes{8e6}).value() / micro, 30 + 12e6 / 90e9 / micro, 1e-6));
        // Below the switch: 10 us and 150 kB at 45 GB/s.
        QVERIFY(near(four.time(Bytes{1e5}).value() / micro, 10 + 1.5e5 / 45e9 / micro, 1e-6));
    }

    void moreDataIsNeverFaster()
    {
        for (const CollectiveLaw& law : shippedCollectiveLaws()) {
            for (const int ranks : {2, 3, 4, 8, 16, 72}) {
                const CollectiveCurve of = curveOf(law, ranks, ByteRate{law.nominal});
                const CollectiveCurve faster = curveOf(law, ranks, ByteRate{law.nominal * 1.1});
                Seconds last;
                for (double bytes = 256; bytes < 4e10; bytes *= 1.13) {
                    const Seconds time = of.time(Bytes{bytes});
                    QVERIFY2(time >= last, qPrintable(QStringLiteral("%1 ranks, %2 bytes").arg(ranks).arg(bytes)));
                    QVERIFY(faster.time(Bytes{bytes}) <= time);
                    last = time;
                }
            }
        }
    }

    // Measured bus bandwidth at 512 MiB, NVIDIA AIConfigurator NCCL tables.
    void measuredBusBandwidthsComeBack()
    {
        const double size = 512.0 * 1024 * 1024;
        QVERIFY(near(busGigabytes(curve("H100", Collective::AllReduce, 8, 450), size), 445, 22));
        QVERIFY(near(busGigabytes(curve("A100", Collective::AllReduce, 8, 300), size), 222, 11));
        QVERIFY(near(busGigabytes(curve("B200", Collective::AllReduce, 8, 900), size), 704, 35));
        QVERIFY(near(busGigabytes(curve("H100", Collective::AllReduce, 2, 450), size), 318, 19));
        QVERIFY(near(busGigabytes(curve("A100", Collective::AllToAll, 8, 300), size), 203, 16));
        QVERIFY(near(busGigabytes(curve("H100", Collective::AllToAll, 8, 450), size), 315, 25));
        QVERIFY(near(busGigabytes(curve("B200", Collective::AllToAll, 8, 900), size), 563, 45));
        // In-switch reduction: 480 GB/s at 8 GiB, more than the 450 of a link.
        QVERIFY(near(busGigabytes(curve("H100", Collective::AllReduce, 8, 450), 8 * gibibyte), 480, 24));
    }

    void halfTheLinksAreHalfAsFastForLargeMessages()
    {
        const double ratio = busGigabytes(curve("H100", Collective::AllGather, 8, 450), 64e9)
            / busGigabytes(curve("H800", Collective::AllGather, 8, 225), 64e9);
        QVERIFY(near(ratio, 2, 0.02));
        QVERIFY(!collectiveLawFor(shippedCollectiveLaws(), "MI355X", Collective::AllReduce, ByteRate{537 * giga}).measured);
    }

    // 255 steps of 15 us are 3.825 ms; 2 GiB x 255/256 through 100 x 0.94 x 0.91 = 85.54 GB/s take 25.01 ms. Through four
    // times the ports the links of a node take as long: 6.3 ms and 211 GB/s in all, where 200 were measured.
    void aRingThroughManyNodesWaitsForEachHop()
    {
        NodeNetwork network{.perNode = 8, .ports = ByteRate{100 * giga}};
        const CollectiveCurve inside = curve("H100", Collective::AllGather, 8, 450);
        const auto slow = acrossNodes(Collective::AllGather, 256, Bytes{2 * gibibyte}, inside, network);
        QVERIFY(near(slow.start.value(), 3.825e-3, 1e-9));
        QVERIFY(slow.portsLimit());
        QVERIFY(near(slow.total().value(), 3.825e-3 + 25.007e-3, 2e-6));
        network.ports = ByteRate{400 * giga};
        const auto fast = acrossNodes(Collective::AllGather, 256, Bytes{2 * gibibyte}, inside, network);
        QVERIFY(near(2 * gibibyte * 255 / 256 / fast.total().value() / giga, 211, 3));
    }

    // 340 GB/s were measured on 256 H100.
    void anAllReduceThroughManyNodesTakesATree()
    {
        const NodeNetwork network{.perNode = 8, .ports = ByteRate{400 * giga}};
        const auto time = acrossNodes(Collective::AllReduce, 256, Bytes{8 * gibibyte}, curve("H100", Collective::AllReduce, 8, 450), network);
        QVERIFY(near(8 * gibibyte * busFactor(Collective::AllReduce, 256) / time.total().value() / giga, 340, 8));
    }

    void oversubscriptionNeverHelps()
    {
        const CollectiveCurve inside = curve("H100", Collective::AllToAll, 8, 450);
        NodeNetwork network{.perNode = 8, .ports = ByteRate{400 * giga}};
        for (const Collective operation : {Collective::AllReduce, Collective::AllGather, Collective::AllToAll}) {
            network.oversubscription = 1;
            const Seconds free = acrossNodes(operation, 64, Bytes{1e9}, inside, network).total();
            network.oversubscription = 2;
            QVERIFY(acrossNodes(operation, 64, Bytes{1e9}, inside, network).total() > free);
        }
    }
};

QTEST_APPLESS_MAIN(KernelLawsTest)
#include "tst_KernelLaws.moc"
