#include "tests/cooling/Loops.h"
#include "tests/rules/Judging.h"

#include "model/edit/CoolingEdits.h"

#include <QTest>

#include <cmath>
#include <stdexcept>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const std::string none;
const CduSpec strong{.watts = 1e6, .litresPerMinute = 1'500, .approachK = 4, .headKpa = 250};

std::string said(const Arrangement& arrangement, std::string_view rule)
{
    return colonnade::test::said(judged(tinyDesign(arrangement)), rule);
}

/// What is said after one fix.
std::string afterFix(const Design& design, std::string_view rule, std::size_t fix = 0)
{
    const auto findings = of(judged(design), rule);
    if (findings.empty() || findings.front().fixes.size() <= fix)
        return "no fix";
    const auto next = findings.front().fixes[fix].edit(design);
    return next ? colonnade::test::said(judged(*next), rule) : next.error().text;
}
std::string afterFix(const Arrangement& arrangement, std::string_view rule, std::size_t fix = 0)
{
    return afterFix(tinyDesign(arrangement), rule, fix);
}

/// One rack of 100 kW and a strong CDU on pipes without resistance, with this flow set.
Arrangement oneRack(double flow, const WetSpec& rack = {})
{
    Arrangement floor = wetFloor(wetRack(rack), 1, 1, strong, widePiping());
    floor.loops.front().flow = LitresPerMinute{flow};
    return floor;
}

} // namespace

class CoolingRulesTest : public QObject {
    Q_OBJECT
private slots:
    // 100 kW: 125 to 200 L/min.
    void thm010JudgesTheWindow()
    {
        QCOMPARE(said(oneRack(125.1), "THM-010"), none);
        QCOMPARE(said(oneRack(124.9), "THM-010"), std::string("warning THM-010/loop:su/tcs#low"));
        QCOMPARE(said(oneRack(199.9), "THM-010"), none);
        QCOMPARE(said(oneRack(200.1), "THM-010"), std::string("warning THM-010/loop:su/tcs#high"));
        QCOMPARE(afterFix(oneRack(100), "THM-010"), none);
        QCOMPARE(afterFix(oneRack(250), "THM-010"), none);
    }

    void thm010TakesTheMakersWord()
    {
        QCOMPARE(said(oneRack(95.1, {.flow = 100}), "THM-010"), none);
        QCOMPARE(said(oneRack(94.9, {.flow = 100}), "THM-010"), std::string("warning THM-010/loop:su/tcs#low"));
    }

    void thm010JudgesWhatTheDevicesTake()
    {
        QCOMPARE(said(oneRack(149, {.flowMax = 150}), "THM-010"), none);
        QCOMPARE(said(oneRack(151, {.flowMax = 150}), "THM-010"), std::string("error THM-010/pod:su/r1#device"));
    }

    void thm010SaysWhereNothingFlows()
    {
        Arrangement floor = wetFloor(wetRack({.flow = 150, .dropKpa = 50}), 2, 1, strong, widePiping());
        floor.loops.front().piping.branches = {{PlacementId::literal("r2"), 0}};
        QCOMPARE(said(floor, "THM-010"), std::string("error THM-010/loop:su/tcs#closed"));
        QCOMPARE(afterFix(floor, "THM-010"), none);
        floor.loops.front().flow = LitresPerMinute{150};
        floor.loops.front().piping.branches = {{PlacementId::literal("r2"), 1, {}, PipeRun{Metres{1000}, 1, 1.5, 0}}};
        QCOMPARE(said(floor, "THM-010"), std::string("error THM-010/loop:su/tcs#dead"));
    }

    void thm010IsNotEvaluatedWithoutAHead()
    {
        QCOMPARE(said(wetFloor(wetRack(), 1, 1, {}), "THM-010"), std::string("not-evaluated THM-010/loop:su/tcs"));
    }

    void thm013JudgesTheClass()
    {
        QCOMPARE(saidOfWater({.warmest = 32}), none);
        QCOMPARE(saidOfWater({.warmest = 32.1}), std::string("error THM-013/hall#class-fws"));
        QCOMPARE(saidOfWater({.coldest = 2}), none);
        QCOMPARE(saidOfWater({.coldest = 1.9}), std::string("error THM-013/hall#cold-fws"));
        QCOMPARE(saidOfWater({.waterClass = {}}), std::string("not-evaluated THM-013/hall#class-fws"));
        QCOMPARE(saidOfWater({.warmest = 60, .waterClass = 46}), none); // W+
        QCOMPARE(afterFix(onWater({.warmest = 34}), "THM-013", 0), none);
        QCOMPARE(afterFix(onWater({.warmest = 34}), "THM-013", 1), none);
    }

    // Two pods of 100 kW: 60,000 · 200 kW / (ρ c_p 10 K).
    void thm013JudgesTheFlowOfAllPods()
    {
        const Coolant water = *coolant("water", Celsius{37});
        const double needed = 60'000.0 * 200'000 / (water.density * water.heatCapacity * 10);
        QCOMPARE(saidOfWater({.flow = needed + 0.1}), none);
        QCOMPARE(saidOfWater({.flow = needed - 0.1}), std::string("error THM-013/hall#flow-fws"));
        QCOMPARE(afterFix(onWater({.flow = needed * 0.7}), "THM-013"), none);
        QCOMPARE(saidOfWater({.flow = {}}), std::string("not-evaluated THM-013/hall#flow-fws"));
    }

    void thm013JudgesTheHeatRejection()
    {
        const auto with = [](double each) {
            return saidOfWater({.rejection = HeatRejection{HeatRejection::Kind::DryCooler, 3, 1, Watts{each}}});
        };
        QCOMPARE(with(100'100), none);
        QCOMPARE(with(99'900), std::string("error THM-013/hall#rejection-fws"));
    }

    void thm013AsksForFacilityWater()
    {
        QCOMPARE(said(oneRack(150), "THM-013"), std::string("not-evaluated THM-013/loop:su/tcs"));
    }

    // 100 L/min: 2.4 m/s at 29.74 mm, 1.5 m/s at 37.61 mm, 0.5 m/s at 65.15 mm.
    void thm014JudgesPipesAndHoses()
    {
        const auto with = [](double main, double hose) {
            Arrangement floor = oneRack(100);
            floor.loops.front().piping.main->innerMm = main;
            floor.loops.front().piping.hose->innerMm = hose;
            return floor;
        };
        QCOMPARE(said(with(29.8, 40), "THM-014"), none);
        QCOMPARE(said(with(29.7, 40), "THM-014"), std::string("warning THM-014/loop:su/tcs#pipe"));
        QCOMPARE(said(with(40, 37.7), "THM-014"), none);
        QCOMPARE(said(with(40, 37.5), "THM-014"), std::string("warning THM-014/loop:su/tcs#hose"));
        QCOMPARE(said(with(65.1, 40), "THM-014"), none);
        QCOMPARE(said(with(65.2, 40), "THM-014"), std::string("warning THM-014/loop:su/tcs#least"));
        QCOMPARE(afterFix(with(20, 40), "THM-014"), none);
        QCOMPARE(afterFix(with(40, 20), "THM-014"), none);
        Arrangement assumed = oneRack(100);
        assumed.loops.front().piping = {};
        QCOMPARE(said(assumed, "THM-014"), std::string("not-evaluated THM-014/loop:su/tcs#pipes"));
    }

    // 50 kPa at 100 L/min, the rated flow of a CDU of that head.
    void thm015JudgesTheHead()
    {
        const auto with = [](double head) {
            return wetFloor(wetRack({.flow = 100, .dropKpa = 50}), 1, 1,
                            {.watts = 1e6, .litresPerMinute = 100, .approachK = 4, .headKpa = head}, widePiping());
        };
        QCOMPARE(said(with(59.5), "THM-015"), none);
        QCOMPARE(said(with(58.3), "THM-015"), std::string("warning THM-015/loop:su/tcs"));
        QCOMPARE(said(with(50.5), "THM-015"), std::string("warning THM-015/loop:su/tcs"));
        QCOMPARE(said(with(49.5), "THM-015"), std::string("error THM-015/loop:su/tcs"));
        QCOMPARE(afterFix(with(58.3), "THM-015", 0), none); // Another CDU: the pumps' curve falls less.
        Arrangement thin = with(70);
        thin.loops.front().piping.main = PipeRun{Metres{20}, 35.1, 45, 4};
        QCOMPARE(said(thin, "THM-015"), std::string("error THM-015/loop:su/tcs"));
        QCOMPARE(afterFix(thin, "THM-015"), none); // A wider main.
        QCOMPARE(said(wetFloor(wetRack(), 1, 1, strong, widePiping()), "THM-015"),
                 std::string("not-evaluated THM-015/loop:su/tcs")); // Nobody gives the devices' drop.
    }

    void thm009And012AddACdu()
    {
        const Arrangement one = wetFloor(wetRack({.flow = 100, .dropKpa = 50}), 4, 1, strong, widePiping());
        QCOMPARE(said(one, "THM-012"), std::string("error THM-012/loop:su/tcs; error THM-012/loop:su/tcs#flow"));
        QCOMPARE(afterFix(one, "THM-012"), none);
        const Arrangement few = wetFloor(wetRack({.flow = 100, .dropKpa = 50}), 4, 1,
                                         {.watts = 1e6, .litresPerMinute = 350, .approachK = 4, .headKpa = 250}, widePiping());
        QCOMPARE(said(few, "THM-009"), std::string("error THM-009/loop:su/tcs"));
        QCOMPARE(afterFix(few, "THM-009"), none);
        Arrangement set = one;
        set.loops.front().flow = LitresPerMinute{390};
        QCOMPARE(said(set, "THM-009"), std::string("error THM-009/loop:su/tcs#set-flow"));
        QCOMPARE(afterFix(set, "THM-009"), none);
    }

    void thm022JudgesTheVolume()
    {
        Arrangement floor = oneRack(150);
        floor.loops.front().piping.volumeLitres = 150;
        floor.loops.front().piping.pumpsOnUps = false;
        const LoopLoad load = theLoop(floor);
        const double held = 0.15 * load.fluid.density * load.fluid.heatCapacity
            * (45 - load.state->supply.value()) / 100'000;
        QVERIFY(held > 60 && held < 90);
        QCOMPARE(said(floor, "THM-022"), none); // The profile's minute.
        floor.loops.front().piping.restart = Seconds{held * 0.99};
        QCOMPARE(said(floor, "THM-022"), none);
        floor.loops.front().piping.restart = Seconds{held * 1.01};
        QCOMPARE(said(floor, "THM-022"), std::string("error THM-022/loop:su/tcs"));
        QCOMPARE(afterFix(floor, "THM-022", 0), none); // On UPS.
        QCOMPARE(afterFix(floor, "THM-022", 1), none); // A buffer tank.
        floor.loops.front().piping.pumpsOnUps.reset();
        QCOMPARE(said(floor, "THM-022"), std::string("not-evaluated THM-022/loop:su/tcs"));
        floor.loops.front().piping.pumpsOnUps = true;
        QCOMPARE(said(floor, "THM-022"), none);
    }

    void thm022LetsSmallRacksWait()
    {
        Arrangement floor = oneRack(150, {.watts = 3'900});
        QCOMPARE(said(floor, "THM-022"), none);
    }

    void thm011ColdensTheFacilityWater()
    {
        const Design hot = onWater({.warmest = 44, .waterClass = 45});
        QCOMPARE(colonnade::test::said(judged(hot), "THM-011"), std::string("error THM-011/loop:su/tcs"));
        QCOMPARE(afterFix(hot, "THM-011"), none);
    }

    /// What is remembered of a pod design follows the water of the hall that it names.
    void verdictsFollowTheFacilityWater()
    {
        const Design design = onWater({.warmest = 30});
        RuleEngine engine;
        QCOMPARE(colonnade::test::said(engine.evaluate(design, profile(), today), "THM-011"), none);
        FacilityWater water = design.hall()->facilityWaters.front();
        water.points.front().supply = Celsius{44};
        Hall hall = *design.hall();
        hall.facilityWaters = {water};
        QCOMPARE(colonnade::test::said(engine.evaluate(design.withHall(hall), profile(), today), "THM-011"),
                 std::string("error THM-011/loop:su/tcs"));
    }

private:
    struct Water {
        double warmest = 32, coldest = 12;
        std::optional<int> waterClass = 32;
        std::optional<double> flow = 100'000;
        std::optional<HeatRejection> rejection = {};
    };
    /// Two pods of one rack of 100 kW each, on facility water "fws".
    static Design onWater(const Water& spec)
    {
        Arrangement floor = oneRack(150);
        floor.loops.front().facility = FacilityWaterId::literal("fws");
        FacilityWater water{FacilityWaterId::literal("fws")};
        water.points = {{"summer peak", Celsius{spec.warmest}}, {"winter", Celsius{spec.coldest}}};
        water.waterClass = spec.waterClass;
        if (spec.flow)
            water.flow = LitresPerMinute{*spec.flow};
        water.rejection = spec.rejection;
        auto design = setFacilityWater(tinyDesign(floor, 2), water);
        if (!design)
            throw std::runtime_error(design.error().text);
        return *design;
    }
    static std::string saidOfWater(const Water& spec) { return colonnade::test::said(judged(onWater(spec)), "THM-013"); }
};

QTEST_APPLESS_MAIN(CoolingRulesTest)
#include "tst_CoolingRules.moc"
