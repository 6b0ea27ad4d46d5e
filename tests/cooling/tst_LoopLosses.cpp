#include "tests/cooling/Loops.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const CduSpec megawatt{.watts = 1e6, .litresPerMinute = 1'500, .approachK = 4, .headKpa = 250, .pumps = 2, .sparePumps = 1};

struct Case {
    LoopNetwork network;
    LoopState normal;
};
/// Racks of 100 kW that ask for 100 L/min at 50 kPa, on pipes without resistance, in 300 L.
Case caseOf(int racks, int cdus, const CduSpec& cdu, std::optional<double> flow = {})
{
    LoopPiping piping = widePiping();
    piping.volumeLitres = 300;
    Arrangement floor = wetFloor(wetRack({.flow = 100, .dropKpa = 50}), racks, cdus, cdu, piping);
    if (flow)
        floor.loops.front().flow = LitresPerMinute{*flow};
    const LoopLoad load = theLoop(floor);
    if (!load.state)
        qFatal("%s", load.withoutState.c_str());
    return {*load.network, *load.state};
}

} // namespace

class LoopLossesTest : public QObject {
    Q_OBJECT
private slots:
    // design-rules.md, THM-022: 300 L of PG25, 1.04 MW, 10 K.
    void rideThroughIsHeatStoredOverHeat()
    {
        QVERIFY(near(thermalRideThrough(300, {1019.2, 3940, 0}, Kelvins{10}, Watts{1.04e6}).value(), 11.5836, 1e-5));
    }

    // 800 kW on two CDUs of 1 MW: 400 kW each, 0.4 · 4 K = 1.6 K. On one: 3.2 K.
    void theOtherCduTakesOver()
    {
        const auto [network, normal] = caseOf(8, 2, megawatt);
        QVERIFY(near(normal.supply.value(), 33.6));
        const auto after = loopWithout(network, normal, {.cdus = {0}, .pumps = {}});
        QVERIFY(after.state);
        QVERIFY(after.holds);
        QCOMPARE(after.takeOver, std::vector<std::size_t>{1});
        QVERIFY(near(after.supply->value(), 35.2));
        QVERIFY(near(after.state->flow.value(), 800, 1e-6)); // 1,500 L/min at 250 kPa can do that.
        QVERIFY(after.state->speed > normal.speed);
        QVERIFY(after.state->cdus[0].lost);
        QCOMPARE(after.state->cdus[0].flow.value(), 0.0);
        QVERIFY(!after.rideThrough);
    }

    void aSparePumpChangesNothing()
    {
        const auto [network, normal] = caseOf(8, 2, megawatt);
        const auto after = loopWithout(network, normal, {.cdus = {}, .pumps = {0}});
        QVERIFY(after.holds);
        QVERIFY(after.takeOver.empty());
        QVERIFY(near(after.state->flow.value(), normal.flow.value(), 1e-9));
        QVERIFY(near(after.supply->value(), normal.supply.value(), 1e-9));
    }

    // Two pumps without a spare, at full speed, 750 L/min each at 250 kPa; 12 racks: k = 50 kPa / (1200 L/min)².
    // n pumps: V² = 1.25 H / (k + 0.25 H / (n V_r)²).
    void withoutASpareTheFlowFallsByHand()
    {
        CduSpec cdu = megawatt;
        cdu.sparePumps = 0;
        const auto [network, normal] = caseOf(12, 1, cdu, 20'000);
        const auto byHand = [](double pumps) {
            const double k = 50'000 / std::pow(0.02, 2), rated = pumps * 0.0125;
            return std::sqrt(1.25 * 250'000 / (k + 0.25 * 250'000 / (rated * rated))) * 60'000;
        };
        QVERIFY(near(normal.flow.value(), byHand(2), 2e-3));
        const auto after = loopWithout(network, normal, {.cdus = {}, .pumps = {0}});
        QVERIFY(near(after.state->flow.value(), byHand(1), 2e-3));
        QCOMPARE(after.state->cdus[0].running, 1);
    }

    // All flow lost: 300 L · ρ · c_p · (45 − 33.6 K) / 800 kW.
    void withoutAnyCduTheVolumeBuysTime()
    {
        const auto [network, normal] = caseOf(8, 2, megawatt);
        const auto after = loopWithout(network, normal, {.cdus = {0, 1}, .pumps = {}});
        QVERIFY(!after.state && !after.holds);
        QCOMPARE(after.without, std::string{"Loop 'tcs' has no solution: no pump runs"});
        const Coolant& fluid = network.hydraulics.coolant;
        QVERIFY(near(after.rideThrough->value(), 0.3 * fluid.density * fluid.heatCapacity * (45 - 33.6) / 800'000));
    }

    // 800 kW on one CDU of 200 kW: 16 K, 48 °C. G = Q / (T_back − 32 °C); t = M c_p / G · ln(15.2/...), by Euler's steps.
    void aCduTooSmallWarmsTheLoopSlowly()
    {
        CduSpec small = megawatt;
        small.watts = 200'000;
        const auto [network, normal] = caseOf(8, 4, small);
        QVERIFY(near(normal.supply.value(), 36)); // 200 kW each.
        const auto after = loopWithout(network, normal, {.cdus = {0, 1, 2}, .pumps = {}});
        QVERIFY(!after.holds);
        QCOMPARE(after.overloaded, std::vector<std::size_t>{3});
        QVERIFY(near(after.supply->value(), 48));
        const Coolant& fluid = network.hydraulics.coolant;
        const double stored = 0.3 * fluid.density * fluid.heatCapacity;
        const double rate = 800.0 / 60'000 * fluid.density * fluid.heatCapacity;
        double supply = 36, time = 0;
        const double step = 1e-4;
        for (; supply < 45; time += step) {
            // What the CDU takes of a return of this temperature: C (T − 32) / (1 + C · 4 K / 200 kW).
            const double taken = rate * (supply + 800'000 / rate - 32) / (1 + rate * 4 / 200'000);
            supply += (800'000 - taken) / stored * step;
        }
        QVERIFY2(near(after.rideThrough->value(), time, 1e-3), qPrintable(QString::number(time)));
    }

    void aLimitThatIsPassedAlreadyLeavesNoTime()
    {
        CduSpec small = megawatt;
        small.watts = 20'000;
        const auto [network, normal] = caseOf(8, 2, small);
        QVERIFY(normal.supply > Celsius{45});
        QCOMPARE(loopWithout(network, normal, {.cdus = {0}, .pumps = {}}).rideThrough->value(), 0.0);
    }
};

QTEST_APPLESS_MAIN(LoopLossesTest)
#include "tst_LoopLosses.moc"
