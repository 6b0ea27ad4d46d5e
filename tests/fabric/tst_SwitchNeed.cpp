#include "tests/fabric/FabricParts.h"

#include "model/fabric/ProposedFabric.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

PartRef switchOf(int ports)
{
    return device("switch", PartKind::Switch, 1, {cages(PortRole::Any, Qsfp112, ports, 1, 400)});
}

struct Case {
    Fabric recipe;
    int nodes = 0, nics = 1, ports = 64, tiers = 0;
};

FloorOfRacks floorOf(const Case& one)
{
    FloorOfRacks floor;
    floor.fill('n', "n", server(one.nics, 400, Qsfp112, 1), one.nodes, 40);
    return floor;
}

Result<SwitchNeed> needOf(const Case& one)
{
    return switchNeed(one.recipe, endpointsOf(floorOf(one).arrangement, one.recipe), *switchOf(one.ports), one.tiers);
}

/// The plan with as many switches as are needed, none of which names a plane or a group.
FabricPlan planWith(const Case& one, const SwitchNeed& need)
{
    FloorOfRacks floor = floorOf(one);
    Fabric recipe = one.recipe;
    const bool onRails = recipe.family == FabricFamily::RailOptimised || recipe.family == FabricFamily::RailOnly;
    if (need.leaves > 0)
        floor.switches(recipe, 'l', switchOf(one.ports), need.leaves, 1, onRails ? recipe.rails : 0);
    if (need.spines > 0)
        floor.switches(recipe, 's', switchOf(one.ports), need.spines, 2, recipe.family == FabricFamily::RailOnly ? recipe.rails : 0);
    if (need.cores > 0)
        floor.switches(recipe, 'c', switchOf(one.ports), need.cores, 3);
    return planned(floor, recipe);
}

} // namespace
Q_DECLARE_METATYPE(Case)

/// What is counted before anything is placed is what the planner can cable.
class SwitchNeedTest : public QObject {
    Q_OBJECT
private slots:
    void needs_data()
    {
        QTest::addColumn<Case>("one");
        QTest::addColumn<int>("leaves");
        QTest::addColumn<int>("spines");
        QTest::addColumn<int>("cores");
        const auto of = [](FabricFamily family, int nodes, int nics, int ports) {
            return Case{fabric(family, family == FabricFamily::RailOptimised || family == FabricFamily::RailOnly ? nics : 1), nodes, nics, ports, 0};
        };
        QTest::newRow("one switch is enough") << of(FabricFamily::Clos, 64, 1, 64) << 1 << 0 << 0;
        // 65 / 64, up.
        QTest::newRow("single tier") << of(FabricFamily::SingleTier, 65, 1, 64) << 2 << 0 << 0;
        // 256 / 32 leaves, 8 * 32 / 64 spines.
        QTest::newRow("two tiers") << of(FabricFamily::Clos, 256, 1, 64) << 8 << 4 << 0;
        QTest::newRow("rails") << of(FabricFamily::RailOptimised, 32, 8, 64) << 8 << 4 << 0;
        // 32 ports of a rail fit in one switch.
        QTest::newRow("rails apart") << of(FabricFamily::RailOnly, 32, 8, 64) << 8 << 0 << 0;
        // The fat tree of k = 8: k^3 / 4 hosts, k^2 / 2 leaves and spines, k^2 / 4 cores.
        QTest::newRow("three tiers") << of(FabricFamily::Clos, 128, 1, 8) << 32 << 32 << 16;
        // 3 : 1 leaves 48 ports down and 16 up: 192 / 48 leaves, 4 * 16 / 64 spines.
        Case thin = of(FabricFamily::Clos, 192, 1, 64);
        thin.recipe.oversubscription = 3;
        QTest::newRow("oversubscribed") << thin << 4 << 1 << 0;
        // Each plane has 64 ports of 16-port switches: 8 leaves, 8 * 8 / 16 spines.
        Case planes = of(FabricFamily::Clos, 64, 2, 16);
        planes.recipe.planes = 2;
        QTest::newRow("planes") << planes << 16 << 8 << 0;
        Case grid = of(FabricFamily::HyperX, 64, 1, 16);
        grid.recipe.size = {4, 4};
        QTest::newRow("HyperX by its size") << grid << 16 << 0 << 0;
        // 2 q^2 of q = 3, with 5 ports between switches and 9 for endpoints.
        QTest::newRow("Slim Fly") << of(FabricFamily::SlimFly, 150, 1, 16) << 18 << 0 << 0;
        Case board = of(FabricFamily::Torus, 27, 6, 16);
        board.recipe.size = {3, 3, 3};
        QTest::newRow("torus without switches") << board << 0 << 0 << 0;
        QTest::newRow("by hand") << of(FabricFamily::Manual, 64, 1, 64) << 0 << 0 << 0;
    }
    void needs()
    {
        QFETCH(Case, one);
        QFETCH(int, leaves);
        QFETCH(int, spines);
        QFETCH(int, cores);
        const auto need = needOf(one);
        QVERIFY2(need, need ? "" : need.error().text.c_str());
        QCOMPARE(need->leaves, leaves);
        QCOMPARE(need->spines, spines);
        QCOMPARE(need->cores, cores);
        const FabricPlan plan = planWith(one, *need);
        QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
        if (one.recipe.family == FabricFamily::Manual)
            return;
        QCOMPARE(plan.unassigned, 0);
        // None of a kind is left over: with one leaf fewer it is impossible.
        if (need->leaves > 1 && one.recipe.family != FabricFamily::HyperX && one.recipe.family != FabricFamily::SlimFly) {
            SwitchNeed fewer = *need;
            --fewer.leaves;
            const FabricPlan less = planWith(one, fewer);
            QVERIFY(less.refusal || less.unassigned > 0);
        }
    }

    void dragonfliesThatAreCountedCanBeCabled()
    {
        for (const FabricFamily family : {FabricFamily::Dragonfly, FabricFamily::DragonflyPlus}) {
            const Case one{fabric(family), 72, 1, 16, 0};
            const auto need = needOf(one);
            QVERIFY2(need, need ? "" : need.error().text.c_str());
            QVERIFY(need->leaves > 0);
            QCOMPARE(need->spines > 0, family == FabricFamily::DragonflyPlus);
            const FabricPlan plan = planWith(one, *need);
            QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
            QCOMPARE(plan.unassigned, 0);
        }
    }

    void threeTiersAreCountedWhereTheyAreAskedFor()
    {
        Case one{fabric(FabricFamily::Clos), 32, 1, 8, 0};
        QCOMPARE(needOf(one)->cores, 0);
        one.tiers = 3;
        const auto need = needOf(one);
        QVERIFY(need && need->cores > 0);
        const int cores = need->cores;
        // A third of it goes up to the cores.
        one.recipe.spineOversubscription = 3;
        const auto fewer = needOf(one);
        QVERIFY2(fewer && fewer->cores < cores, fewer ? "" : fewer.error().text.c_str());
    }

    void tooManyForTwoTiersSaysWhatWouldFit()
    {
        Case one{fabric(FabricFamily::Clos), 129, 1, 8, 2};
        const auto need = needOf(one);
        QVERIFY(!need);
        QVERIFY2(need.error().text.find("the most is") != std::string::npos, need.error().text.c_str());
    }

    void portsOfAnotherFabricAreNotCounted()
    {
        Case one{fabric(FabricFamily::Clos), 64, 2, 64, 0};
        one.recipe.firstPort = one.recipe.lastPort = 2;
        QCOMPARE(endpointsOf(floorOf(one).arrangement, one.recipe).ports, 64);
        QCOMPARE(*needOf(one), (SwitchNeed{1, 0, 0}));
    }

    void coresStayUpToTheirNumberWhenSwitchesAreDealtAnew()
    {
        FloorOfRacks floor = floorOf({fabric(FabricFamily::Clos), 32, 1, 8, 0});
        Fabric recipe = fabric(FabricFamily::Clos);
        floor.switches(recipe, 'l', switchOf(8), 8, 1);
        floor.switches(recipe, 'c', switchOf(16), 3, 3);
        const auto spare = spareSwitches(floor.arrangement, FabricRole::ScaleOut, recipe.id);
        const auto cores = [&] { return std::count_if(recipe.switches.begin(), recipe.switches.end(), [](const FabricSwitch& one) { return one.tier == 3; }); };
        takeSwitches(recipe, spare.back(), {6, 0, 2});
        QCOMPARE(cores(), 2);
        QCOMPARE(recipe.switches.size(), std::size_t{8});
        recipe.switches.back().pinned = recipe.switches.front().pinned = true;
        takeSwitches(recipe, spare.back(), {6, 0, 0});
        QCOMPARE(cores(), 1);
    }
};

QTEST_APPLESS_MAIN(SwitchNeedTest)
#include "tst_SwitchNeed.moc"
