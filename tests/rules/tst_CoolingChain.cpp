#include "tests/support/Designs.h"

#include "model/cooling/CoolingChain.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double a, double b, double share = 1e-9)
{
    return std::abs(a - b) <= share * std::max(1.0, std::abs(b));
}

/// 100 kW of heat, of which 80 kW to liquid.
RackDesignRef wetRack(std::optional<double> inletMax = 45, std::optional<double> liquid = 0.8)
{
    return TinyRack{"wet"}
        .add(tinyServer({.id = "wet", .watts = 25'000, .liquid = liquid, .inletMaxC = inletMax}), 4)
        .made();
}

Arrangement floorOf(const RackDesignRef& rack, int racks, int cdus, const CduSpec& cdu = {})
{
    TinyFloor floor;
    floor.arrangement.loops = {tinyLoop("tcs", 32)};
    for (int i = 0; i < racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), rack, {}, "tcs");
    for (int i = 0; i < cdus; ++i)
        floor.unit(fmt::format("c{}", i + 1), tinyCdu(cdu), {}, "tcs");
    return floor.arrangement;
}

} // namespace

class CoolingChainTest : public QObject {
    Q_OBJECT
private slots:
    // Airedale glycol table (design-rules.md, 3.5): PG25 at 30 °C needs 1.494 L/min for each kW at
    // 10 K.
    void coolantFollowsItsTable()
    {
        const Coolant pg = *coolant("PG25", Celsius{30});
        QVERIFY(near(flowDemand(Watts{1000}, pg, Kelvins{10}).value(), 1.494, 1e-3));
        QVERIFY(near(coolant("water", Celsius{25})->density, (998.2 + 995.6) / 2));
        QCOMPARE(coolant("PG25", Celsius{5})->density, 1023.7); // Held beyond the ends.
        QCOMPARE(coolant("PG25", Celsius{80})->density, 1014.3);
        QVERIFY(!coolant("oil", Celsius{30}));
    }

    void aLoopSumsItsRacksAndCdus()
    {
        const auto chain = coolingChain(floorOf(wetRack(), 4, 3), {});
        const LoopLoad& loop = chain.loops.front();
        QVERIFY(near(loop.heat.value(), 320'000));
        QCOMPARE(loop.racks, 4);
        QCOMPARE(loop.cdus, 3);
        QVERIFY(near(loop.capacity.value(), 3e6));
        QVERIFY(near(loop.capacityLess.value(), 2e6));
        QVERIFY(near(loop.cduFlowLess->value(), 3'000));
        QCOMPARE(loop.supply->value(), 36.0); // 32 °C + 4 K
        QCOMPARE(loop.margin()->value(), 9.0);
        QVERIFY(loop.redundant());
        // Mean 41 °C: the last row of PG25.
        QVERIFY(near(loop.flow->value(), 60'000 * 320'000.0 / (1014.3 * 3960 * 10)));
    }

    void theLargestUnitIsTheOneThatIsLost()
    {
        Arrangement floor = floorOf(wetRack(), 4, 1);
        TinyFloor more;
        more.arrangement = floor;
        more.unit("big", tinyCdu({.id = "big", .watts = 2e6, .approachK = 6}), {}, "tcs");
        const LoopLoad loop = coolingChain(more.arrangement, {}).loops.front();
        QVERIFY(near(loop.capacityLess.value(), 1e6));
        QCOMPARE(loop.supply->value(), 38.0); // The largest approach.
    }

    void theMakersFlowHoldsAtTheSupplyTemperature()
    {
        PartType part = *tinyServer({.id = "wet", .watts = 25'000, .liquid = 0.8, .inletMaxC = 45});
        part.cooling.flowByInlet = {{Celsius{30}, LitresPerMinute{20}, {}},
                                    {Celsius{40}, LitresPerMinute{40}, {}}};
        const auto rack = TinyRack{"wet"}.add(std::make_shared<const PartType>(part), 4).made();
        Arrangement floor = floorOf(rack, 1, 2);
        floor.loops.front().rise.reset();
        const LoopLoad loop = coolingChain(floor, {}).loops.front();
        QVERIFY(loop.flowByMaker);
        QVERIFY(near(loop.flow->value(), 4 * 32)); // 36 °C: six tenths of the way.
        floor.loops.front().rise = Kelvins{10}; // The loop's own rise wins.
        QVERIFY(!coolingChain(floor, {}).loops.front().flowByMaker);
    }

    void saysWhatIsMissing()
    {
        const LoopLoad loop =
            coolingChain(floorOf(wetRack({}, {}), 1, 2, {.litresPerMinute = {}, .approachK = {}}),
                         {})
                .loops.front();
        QCOMPARE(loop.missingHeat, std::vector<std::string>{"liquid share of wet"});
        QCOMPARE(loop.missingInlet, std::vector<std::string>{"highest coolant inlet of wet"});
        QCOMPARE(loop.missingCdu, std::vector<std::string>{"flow of cdu"});
        QVERIFY(loop.approachAssumed);
        QCOMPARE(loop.supply->value(), 36.0); // The basis: 4 K.
        QVERIFY(!loop.cduFlow && !loop.margin());
    }

    void namesRacksWithoutALoop()
    {
        TinyFloor floor;
        floor.rack("r1", wetRack()).rack("r2", TinyRack{"dry"}.add(tinyServer()).made());
        const auto chain = coolingChain(floor.arrangement, {});
        QCOMPARE(chain.withoutLoop, std::vector<PlacementId>{PlacementId::literal("r1")});
    }
};

QTEST_APPLESS_MAIN(CoolingChainTest)
#include "tst_CoolingChain.moc"
