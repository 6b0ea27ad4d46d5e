#include "tests/cooling/HardyCross.h"
#include "tests/cooling/Loops.h"

#include <QStringLiteral>
#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const CduSpec bigCdu{.watts = 1e6, .litresPerMinute = 1'500, .approachK = 4, .headKpa = 250};

LoopState solvedLoop(const LoopNetwork& network)
{
    auto state = loopState(network);
    if (!state)
        qFatal("%s", state.error().text.c_str());
    return *state;
}
LoopNetwork networkOf(const Arrangement& floor)
{
    const LoopLoad load = theLoop(floor);
    if (!load.network)
        qFatal("no network");
    return *load.network;
}

/// Eight racks on thin headers, two CDUs, pumps at full speed.
Arrangement thinRow(ReturnLayout layout = ReturnLayout::Direct)
{
    LoopPiping piping;
    piping.main = PipeRun{Metres{8}, 77.9, 45, 4};
    piping.header = PipeRun{{}, 52.5, 45, 0.5};
    piping.hose = PipeRun{Metres{1.5}, 26.6, 1.5, 4};
    piping.manifoldDrop = Kilopascals{5};
    piping.manifoldFlow = LitresPerMinute{100};
    piping.layout = layout;
    Arrangement floor = wetFloor(wetRack({.flow = 100, .dropKpa = 40}), 8, 2, bigCdu, piping);
    floor.loops.front().flow = LitresPerMinute{100'000};
    return floor;
}

LoopBranch branch(std::string_view id, double open)
{
    return {PlacementId::literal(id), open};
}

} // namespace

class LoopStatesTest : public QObject {
    Q_OBJECT
private slots:
    // Four racks of 100 L/min at 50 kPa on pipes without resistance: the pumps slow down until they give 400 L/min.
    // By hand: 50 kPa = s² · 250 (1.25 − 0.25 (400/(2·1500 s))²), so s² = (50 + 62.5 · (400/3000)²) / 312.5.
    void pumpsRunAsFastAsTheDemandAsks()
    {
        const auto state = solvedLoop(networkOf(wetFloor(wetRack({.flow = 100, .dropKpa = 50}), 4, 2, bigCdu, widePiping())));
        QVERIFY(near(state.flow.value(), 400, 1e-6));
        QVERIFY(near(state.head.value(), 50, 2e-3));
        QVERIFY(near(state.speed, std::sqrt((50 + 62.5 * std::pow(400.0 / 3000, 2)) / 312.5), 2e-3));
        QVERIFY(!state.fallsShort);
        for (const BranchState& one : state.branches) {
            QVERIFY(near(one.flow.value(), 100, 1e-3));
            QCOMPARE(one.verdict, BranchVerdict::Balanced);
        }
        QVERIFY(near(state.cdus[0].flow.value(), 200, 1e-6));
    }

    // 400 kW over two CDUs of 1 MW: each at a fifth of its load, so 0.8 K over 32 °C. Rise: 400 kW / (ρ c_p V).
    void temperaturesFollowByHand()
    {
        const auto network = networkOf(wetFloor(wetRack({.flow = 100, .dropKpa = 50}), 4, 2, bigCdu, widePiping()));
        const auto state = solvedLoop(network);
        const Coolant& fluid = network.hydraulics.coolant;
        const double rise = 60'000.0 * 400'000 / (fluid.density * fluid.heatCapacity * 400);
        QVERIFY(near(state.supply.value(), 32.8, 1e-6));
        QVERIFY(near(state.back.value(), 32.8 + rise, 1e-6));
        QVERIFY(near(state.cdus[0].heat.value(), 200'000, 1e-6));
        QVERIFY(near(state.branches[2].back->value(), 32.8 + rise, 1e-3));
        const Coolant water = *coolant("water", Celsius{37});
        QVERIFY(near(state.facilityFlow.value(), 60'000.0 * 400'000 / (water.density * water.heatCapacity * 10), 1e-6));
    }

    void theApproachFollowsItsCurve()
    {
        PartType cdu = *tinyCdu(bigCdu);
        cdu.cdu->approachByLoad = {{0.25, Kelvins{2}}, {0.5, Kelvins{3}}, {1, Kelvins{6}}};
        Arrangement floor = wetFloor(wetRack({.flow = 100, .dropKpa = 50}), 4, 1, bigCdu, widePiping());
        floor.placements.front().what = std::make_shared<const PartType>(cdu);
        const auto state = solvedLoop(networkOf(floor)); // 400 kW of 1 MW: 2 + 1 · (0.4 − 0.25) / 0.25
        QVERIFY(near(state.supply.value(), 34.6, 1e-6));
    }

    void threeLoopsAgreeWithHardyCross()
    {
        Arrangement valves = thinRow();
        valves.loops.front().piping.branches = {branch("r2", 0.5), branch("r5", 0)};
        for (const Arrangement& floor : {thinRow(), thinRow(ReturnLayout::Reverse), valves}) {
            const LoopNetwork network = networkOf(floor);
            const LoopState state = solvedLoop(network);
            const auto byHand = hardyCross(network.hydraulics);
            for (std::size_t i = 0; i < byHand.size(); ++i)
                QVERIFY2(std::abs(state.flows[i] - byHand[i]) <= 0.01 * std::max(1e-6, std::abs(byHand[i])),
                         qPrintable(QStringLiteral("edge %1: %2 and %3").arg(i).arg(state.flows[i]).arg(byHand[i])));
        }
    }

    void theNearRackOfADirectReturnHasTheMostFlow()
    {
        const auto state = solvedLoop(networkOf(thinRow()));
        for (std::size_t i = 1; i < state.branches.size(); ++i)
            QVERIFY(state.branches[i].flow < state.branches[i - 1].flow);
    }

    void aReverseReturnEvensTheFlows()
    {
        const auto spread = [](const LoopState& state) {
            double least = 1e9, most = 0;
            for (const BranchState& one : state.branches) {
                least = std::min(least, one.flow.value());
                most = std::max(most, one.flow.value());
            }
            return most / least;
        };
        QVERIFY(spread(solvedLoop(networkOf(thinRow(ReturnLayout::Reverse)))) < spread(solvedLoop(networkOf(thinRow()))));
    }

    void morePumpsNeverGiveLess()
    {
        double before = 0;
        for (int cdus = 1; cdus <= 4; ++cdus) {
            Arrangement floor = wetFloor(wetRack({.flow = 100, .dropKpa = 40}), 8, cdus, bigCdu, thinRow().loops.front().piping);
            floor.loops.front().flow = LitresPerMinute{100'000};
            const double flow = solvedLoop(networkOf(floor)).flow.value();
            QVERIFY(flow > before);
            before = flow;
        }
    }

    void closingAValveNeverTakesFlowFromTheOthers()
    {
        const auto open = solvedLoop(networkOf(thinRow()));
        for (std::size_t closed = 0; closed < 8; ++closed) {
            Arrangement floor = thinRow();
            floor.loops.front().piping.branches = {branch(fmt::format("r{}", closed + 1), 0)};
            const auto state = solvedLoop(networkOf(floor));
            QCOMPARE(state.branches[closed].verdict, BranchVerdict::Closed);
            QCOMPARE(state.branches[closed].flow.value(), 0.0);
            for (std::size_t i = 0; i < 8; ++i)
                QVERIFY(i == closed || state.branches[i].flow >= open.branches[i].flow);
        }
    }

    void aWiderPipeNeverCostsMore()
    {
        double before = 1e9;
        for (const double inner : {40.9, 52.5, 62.7, 77.9, 102.3}) {
            Arrangement floor = thinRow();
            floor.loops.front().flow.reset();
            floor.loops.front().piping.header->innerMm = inner;
            const double head = solvedLoop(networkOf(floor)).head.value();
            QVERIFY(head < before);
            before = head;
        }
    }

    void namesStarvedBranches()
    {
        Arrangement floor = thinRow();
        floor.loops.front().flow = LitresPerMinute{400}; // Half of what the racks ask for.
        const auto network = networkOf(floor);
        const auto state = solvedLoop(network);
        QCOMPARE(state.branches.back().verdict, BranchVerdict::Starved);
        QCOMPARE(*state.worstBranch(network), std::size_t{7});
        QVERIFY(!state.fallsShort); // It gets what it is set to.
    }

    void namesBranchesUnderTooMuchPressure()
    {
        const auto state = solvedLoop(networkOf(
            wetFloor(wetRack({.flow = 100, .dropKpa = 50, .pressureMaxKpa = 180}), 4, 2, bigCdu, widePiping())));
        QVERIFY(near(state.branches.front().pressure.value(), 200, 1e-2)); // 150 kPa of fill and 50 kPa of head
        QCOMPARE(state.count(BranchVerdict::OverPressured), 4);
        Arrangement more = wetFloor(wetRack({.flow = 100, .dropKpa = 50, .flowMax = 110}), 4, 2, bigCdu, widePiping());
        QCOMPARE(solvedLoop(networkOf(more)).count(BranchVerdict::Balanced), 4);
        more.loops.front().flow = LitresPerMinute{500};
        QCOMPARE(solvedLoop(networkOf(more)).count(BranchVerdict::OverPressured), 4);
    }

    void aBranchBehindANeedleIsDead()
    {
        Arrangement floor = thinRow();
        LoopBranch needle = branch("r3", 1);
        needle.hose = PipeRun{Metres{1000}, 1, 1.5, 0};
        floor.loops.front().piping.branches = {needle};
        const auto state = solvedLoop(networkOf(floor));
        QCOMPARE(state.branches[2].verdict, BranchVerdict::Dead);
        QVERIFY(!state.branches[2].back);
        QVERIFY(near(state.heatStranded.value(), 100'000));
        QVERIFY(near(state.heat.value(), 700'000));
    }

    void saysWhyALoopHasNoSolution()
    {
        const auto why = [](const Arrangement& floor, const LoopLoss& loss = {}) {
            return loopState(networkOf(floor), loss).error().text;
        };
        QCOMPARE(why(wetFloor(wetRack(), 2, 1, {})), std::string{"Loop 'tcs' has no solution: the head of cdu is not known"});
        Arrangement closed = thinRow();
        for (int i = 1; i <= 8; ++i)
            closed.loops.front().piping.branches.push_back(branch(fmt::format("r{}", i), 0));
        QCOMPARE(why(closed), std::string{"Loop 'tcs' has no solution: every branch of it is closed"});
        QCOMPARE(why(thinRow(), {.cdus = {0, 1}, .pumps = {}}), std::string{"Loop 'tcs' has no solution: no pump runs"});
        const LoopLoad bare = theLoop(wetFloor(wetRack(), 2, 0, {}));
        QVERIFY(!bare.network && !bare.state);
        QCOMPARE(theLoop(closed).withoutState, std::string{"Loop 'tcs' has no solution: every branch of it is closed"});
    }

    void tellsThatThePumpsFallShort()
    {
        Arrangement floor = thinRow();
        floor.loops.front().flow.reset();
        QVERIFY(!solvedLoop(networkOf(floor)).fallsShort);
        floor.loops.front().flow = LitresPerMinute{100'000};
        const auto state = solvedLoop(networkOf(floor));
        QVERIFY(state.fallsShort);
        QCOMPARE(state.speed, 1.0);
        QVERIFY(state.headAsked > state.headAvailable);
        QVERIFY(near(state.asked.value(), 100'000));
    }

    void saysWhatItAssumes()
    {
        const LoopNetwork network = networkOf(wetFloor(wetRack(), 4, 2, bigCdu));
        const auto tells = [&](std::string_view what) {
            return std::any_of(network.assumed.begin(), network.assumed.end(),
                               [&](const std::string& one) { return one.starts_with(what); });
        };
        for (const std::string_view what : {"main", "header", "hose", "devices", "rack manifolds", "pumps"})
            QVERIFY2(tells(what), std::string{what}.c_str());
        QVERIFY(network.volumeAssumed);
        const LoopNetwork given = networkOf(thinRow());
        QVERIFY(!given.volumeAssumed);
        QCOMPARE(given.assumed.size(), std::size_t{1}); // The pumps' curve.
    }

    // 8 racks, header 7 · 0.6 m, both ways, and two hoses each.
    void theVolumeIsThatOfThePipes()
    {
        const LoopNetwork network = networkOf(thinRow());
        const auto litres = [](double inner, double length) { return M_PI / 4 * inner * inner * length * 1e-3; };
        const double byHand = 2 * litres(77.9, 8) + 2 * litres(52.5, 7 * 0.6) + 16 * litres(26.6, 1.5);
        QVERIFY(near(network.volumeLitres, byHand));
        Arrangement buffered = thinRow();
        buffered.loops.front().piping.volumeLitres = 300;
        buffered.loops.front().piping.bufferLitres = 500;
        QVERIFY(near(networkOf(buffered).volumeLitres, 800));
    }

    void aFormerStateStartsTheSolver()
    {
        const LoopNetwork before = networkOf(thinRow());
        const LoopState state = solvedLoop(before);
        Arrangement edited = thinRow();
        std::erase_if(edited.placements, [](const Placement& one) { return one.id.text() == "r4"; });
        const LoopNetwork after = networkOf(edited);
        const auto cold = loopState(after);
        const auto warm = loopState(after, {}, FormerLoop{&before, &state});
        QVERIFY(warm->iterations <= cold->iterations);
        for (std::size_t i = 0; i < cold->branches.size(); ++i)
            QVERIFY(near(warm->branches[i].flow.value(), cold->branches[i].flow.value(), 1e-6));
    }

    void aLoopTakesTheWarmestFacilityWater()
    {
        Arrangement floor = thinRow();
        floor.loops.front().facility = FacilityWaterId::literal("fws");
        FacilityWater water{FacilityWaterId::literal("fws")};
        water.points = {{"winter", Celsius{18}}, {"summer peak", Celsius{30}}, {"mean", Celsius{24}}};
        water.rise = Kelvins{8};
        const std::vector all{water};
        const LoopLoad load = coolingChain(floor, {}, all).loops.front();
        QCOMPARE(load.loop.facilitySupply, Celsius{30});
        QCOMPARE(load.network->facilityRise, Kelvins{8});
        QCOMPARE(*load.supply, Celsius{34});
        const LoopLoad lost = coolingChain(floor, {}).loops.front();
        QVERIFY(lost.facilityMissing && !lost.supply && !lost.state);
    }
};

QTEST_APPLESS_MAIN(LoopStatesTest)
#include "tst_LoopStates.moc"
