#include "tests/rules/Judging.h"
#include "tests/support/Designs.h"

#include "model/rules/Mechanics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

/// Racks of one server of `watts` on two PDUs, on two feeds of 415 V.
Arrangement acFloor(double watts, double amperes, int supplies = 6, double pduAmperes = 60,
                    int racks = 1)
{
    const auto rack =
        TinyRack{"ac"}
            .add(tinyServer({.watts = watts, .supplies = supplies, .supplyWatts = watts / 2}))
            .add(tinyPdu(415, 3, pduAmperes), Side::A)
            .add(tinyPdu(415, 3, pduAmperes), Side::B)
            .made();
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, amperes),
                               tinyFeed("b", Side::B, 415, amperes)};
    for (int i = 0; i < racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), rack, "A=a B=b");
    return floor.arrangement;
}

/// A rack of `watts` on a busbar, with shelves of 33 kW on A and on B.
Arrangement dcFloor(double watts, int onA, int onB)
{
    TinyRack rack{"dc"};
    for (int i = 0; i < onA; ++i)
        rack.add(tinyShelf(), Side::A);
    for (int i = 0; i < onB; ++i)
        rack.add(tinyShelf(), Side::B);
    rack.add(tinyServer({.watts = watts, .busbar = true}));
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 1000),
                               tinyFeed("b", Side::B, 415, 1000)};
    floor.rack("r1", rack, "A=a B=b");
    return floor.arrangement;
}

struct WetSpec {
    double liquid = 0.8;
    double watts = 100'000;
    double facility = 32;
    double inletMax = 45;
    int racks = 1;
    int cdus = 2;
    CduSpec cdu = {};
};
Arrangement wetFloor(const WetSpec& spec)
{
    const auto rack = TinyRack{"wet"}
                          .add(tinyServer({.id = "wet",
                                           .watts = spec.watts,
                                           .liquid = spec.liquid,
                                           .inletMaxC = spec.inletMax}))
                          .made();
    TinyFloor floor;
    floor.arrangement.loops = {tinyLoop("tcs", spec.facility)};
    for (int i = 0; i < spec.racks; ++i)
        floor.rack(fmt::format("r{}", i + 1), rack, {}, "tcs");
    for (int i = 0; i < spec.cdus; ++i)
        floor.unit(fmt::format("c{}", i + 1), tinyCdu(spec.cdu), {}, "tcs");
    return floor.arrangement;
}

std::string said(const Arrangement& arrangement, std::string_view rule,
                 const Profile& by = profile())
{
    return colonnade::test::said(judged(tinyDesign(arrangement), by), rule);
}

/// The design after the first fix of the first finding of a rule.
Design fixed(const Design& design, std::string_view rule)
{
    const auto findings = of(judged(design), rule);
    if (findings.empty() || findings.front().fixes.empty())
        throw std::runtime_error("no fix");
    auto next = findings.front().fixes.front().edit(design);
    if (!next)
        throw std::runtime_error(next.error().text);
    return *next;
}

const std::string none;

} // namespace

class RulesTest : public QObject {
    Q_OBJECT
private slots:
    // 415 V · 30 A · √3 · 0.8 = 17,251 VA a feed; 0.98 power factor; half of the load in normal
    // state.
    void pwr001JudgesFeedsInNormalState()
    {
        QCOMPARE(said(acFloor(30'000, 30), "PWR-001"), none); // 15.3 kVA: 88.7 % of the limit
        QCOMPARE(said(acFloor(32'000, 30), "PWR-001"),
                 std::string("warning PWR-001/feed:su/a; warning PWR-001/feed:su/b")); // 94.6 %
        QCOMPARE(said(acFloor(35'000, 30), "PWR-001"),
                 std::string("error PWR-001/feed:su/a; error PWR-001/feed:su/b")); // 103.5 %
        QCOMPARE(said(acFloor(35'000, 30), "PWR-001", profile("eu-iec")),
                 none); // The whole rating may be used.
    }

    void pwr001JudgesRackPdus()
    {
        QCOMPARE(said(acFloor(35'000, 100, 6, 30), "PWR-001"),
                 std::string("error PWR-001/rack:ac/d02; error PWR-001/rack:ac/d03"));
    }

    void pwr001FindingTellsValueLimitAndWorking()
    {
        const auto finding = of(judged(tinyDesign(acFloor(35'000, 30))), "PWR-001").front();
        QCOMPARE(finding.unit, std::string("A"));
        QVERIFY(std::abs(*finding.measured - 17'500 / 0.98 / (std::sqrt(3.0) * 415)) < 1e-9);
        QCOMPARE(*finding.limit, 24.0);
        QVERIFY(finding.message.find("24.0") != std::string::npos);
        QVERIFY(finding.derivation.find("√3") != std::string::npos);
    }

    void pwr001FixRaisesTheRating()
    {
        const Design design = fixed(tinyDesign(acFloor(35'000, 30)), "PWR-001");
        const Feed* feed =
            design.podDesign(PodDesignId::literal("su"))->arrangement().feed(FeedId::literal("a"));
        QCOMPARE(feed->rating.value(), 35.0); // The next of NEC 240.6(A) that carries it.
        QCOMPARE(of(judged(design), "PWR-001").size(), std::size_t{1}); // 88.7 %; b as before.
    }

    void pwr001NeverPassesAnUnknownLoad()
    {
        Arrangement floor = acFloor(10'000, 30);
        const auto rack = TinyRack{"odd"}
                              .add(tinyServer({.id = "mystery", .watts = {}}))
                              .add(tinyPdu(), Side::A)
                              .add(tinyPdu(), Side::B)
                              .made();
        floor.placements.front().what = rack;
        const auto findings = of(judged(tinyDesign(floor)), "PWR-001");
        QCOMPARE(findings.size(), std::size_t{4}); // Two PDUs, two feeds.
        for (const Finding& finding : findings) {
            QCOMPARE(finding.severity, Severity::NotEvaluated);
            QCOMPARE(finding.missing, std::vector<std::string>{"power of mystery"});
        }
    }

    void pwr001SaysWhichFeedIsMissing()
    {
        Arrangement floor = acFloor(10'000, 30);
        floor.placements.front().feeds.clear();
        const auto findings = of(judged(tinyDesign(floor)), "PWR-001");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().key(), std::string("PWR-001/pod:su#unfed"));
        QCOMPARE(findings.front().missing.front(), std::string("feed for side A of 'r1'"));
    }

    // 415 V · 60 A: 33.8 kW usable.
    void pwr008JudgesTheSurvivor()
    {
        QCOMPARE(said(acFloor(32'000, 60, 6, 100), "PWR-008"), none); // 94.6 %
        QCOMPARE(said(acFloor(33'000, 60, 6, 100), "PWR-008"),
                 std::string("warning PWR-008/feed:su/a; warning PWR-008/feed:su/b"));
        QCOMPARE(said(acFloor(34'000, 60, 6, 100), "PWR-008"),
                 std::string("error PWR-008/feed:su/a; error PWR-008/feed:su/b"));
        const auto finding = of(judged(tinyDesign(acFloor(34'000, 60, 6, 100))), "PWR-008").front();
        QVERIFY2(finding.message.find("with feed 'b' lost") != std::string::npos,
                 finding.message.c_str());
    }

    void pwr008IsInformationWhereOneSourceIsAllowed()
    {
        Profile relaxed = profile();
        relaxed.redundantPower = false;
        QCOMPARE(said(acFloor(34'000, 60, 6, 100), "PWR-008", relaxed),
                 std::string("info PWR-008/feed:su/a; info PWR-008/feed:su/b"));
    }

    // design-rules.md: 10.2 kW, six supplies of 3.3 kW.
    void pwr009NeedsThreeSourcesForFourOfSix()
    {
        const auto rackOf = [](std::vector<Side> sides) {
            TinyRack rack{"dgx"};
            rack.add(tinyServer({.watts = 10'200}));
            for (const Side side : sides)
                rack.add(tinyPdu(), side);
            TinyFloor floor;
            floor.rack("r1", rack);
            return floor.arrangement;
        };
        QCOMPARE(said(rackOf({Side::A, Side::B}), "PWR-009"),
                 std::string("error PWR-009/rack:dgx/d01"));
        QCOMPARE(said(rackOf({Side::A, Side::B, Side::C}), "PWR-009"), none);
        QCOMPARE(said(rackOf({Side::A}), "PWR-009"), std::string("error PWR-009/rack:dgx/d01"));
        const auto finding = of(judged(tinyDesign(rackOf({Side::A, Side::B}))), "PWR-009").front();
        QCOMPARE(*finding.measured, 10'200.0);
        QCOMPARE(*finding.limit, 9'900.0);
    }

    void pwr009TakesTheSidesOfTheFeedsWhereThereIsNoPdu()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 60),
                                   tinyFeed("b", Side::B, 415, 60)};
        floor.rack("r1", TinyRack{"dgx"}.add(tinyServer({.watts = 10'200})).made(), "A=a B=b");
        QCOMPARE(said(floor.arrangement, "PWR-009"), std::string("error PWR-009/pod:su/r1/d01"));
    }

    void pwr009TellsOfWhatIsMissingOnceForARack()
    {
        TinyFloor floor;
        floor.rack("r1",
                   TinyRack{"ac"}
                       .add(tinyServer({.supplyWatts = {}}), 4)
                       .add(tinyPdu(), Side::A)
                       .add(tinyPdu(), Side::B)
                       .made());
        const auto findings = of(judged(tinyDesign(floor.arrangement)), "PWR-009");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().key(), std::string("PWR-009/rack:ac#supplies"));
        QCOMPARE(findings.front().missing, std::vector<std::string>{"supply rating of server"});
    }

    void pwr009AsksOnlyAWarningOfASingleSupply()
    {
        QCOMPARE(said(acFloor(500, 60, 1), "PWR-009"), std::string("warning PWR-009/rack:ac/d01"));
    }

    // 8 shelves of 33 kW, four on each side: 132 kW with a side lost.
    void pwr013JudgesShelfAndSideLost()
    {
        QCOMPARE(said(dcFloor(120'000, 4, 4), "PWR-013"), none);
        QCOMPARE(said(dcFloor(132'000, 4, 4), "PWR-013"),
                 std::string("warning PWR-013/rack:dc")); // No margin.
        QCOMPARE(said(dcFloor(133'000, 4, 4), "PWR-013"), std::string("error PWR-013/rack:dc"));
        QCOMPARE(said(dcFloor(120'000, 5, 3), "PWR-013"), std::string("error PWR-013/rack:dc"));
    }

    void pwr013FixDividesTheShelvesEvenly()
    {
        const Design uneven = tinyDesign(dcFloor(120'000, 5, 3));
        QCOMPARE(colonnade::test::said(judged(fixed(uneven, "PWR-013")), "PWR-013"), none);
    }

    void thm001DoubtsThatLiquidTakesAll()
    {
        QCOMPARE(said(wetFloor({}), "THM-001"), none);
        QCOMPARE(said(wetFloor({.liquid = 1}), "THM-001"), std::string("info THM-001/rack:wet"));
    }

    // 80 kW at 10 K: 119.5 L/min of PG25 at 41 °C.
    void thm009JudgesTheFlow()
    {
        QCOMPARE(said(wetFloor({.cdu = {.litresPerMinute = 60}}), "THM-009"), none);
        QCOMPARE(said(wetFloor({.cdu = {.litresPerMinute = 59}}), "THM-009"),
                 std::string("error THM-009/loop:su/tcs"));
        QCOMPARE(said(wetFloor({.cdu = {.litresPerMinute = {}}}), "THM-009"),
                 std::string("not-evaluated THM-009/loop:su/tcs"));
    }

    void thm009JudgesTheFlowThatIsSet()
    {
        Arrangement floor = wetFloor({});
        floor.loops.front().flow = LitresPerMinute{100};
        QCOMPARE(said(floor, "THM-009"), std::string("error THM-009/loop:su/tcs#set-flow"));
        floor.loops.front().flow = LitresPerMinute{120};
        QCOMPARE(said(floor, "THM-009"), none);
    }

    void thm009AsksForALoop()
    {
        Arrangement floor = wetFloor({});
        floor.placements.front().loop.reset();
        QCOMPARE(said(floor, "THM-009"), std::string("not-evaluated THM-009/pod:su#without-loop"));
    }

    void thm011JudgesTheMargin()
    {
        QCOMPARE(said(wetFloor({.facility = 39}), "THM-011"), none); // 43 against 45 °C
        QCOMPARE(said(wetFloor({.facility = 40}), "THM-011"),
                 std::string("warning THM-011/loop:su/tcs"));
        QCOMPARE(said(wetFloor({.facility = 42}), "THM-011"),
                 std::string("error THM-011/loop:su/tcs"));
        const Design hot = tinyDesign(wetFloor({.facility = 42}));
        QCOMPARE(colonnade::test::said(judged(fixed(hot, "THM-011")), "THM-011"), none);
    }

    void thm012JudgesWithACduLost()
    {
        QCOMPARE(said(wetFloor({.cdu = {.watts = 80'000}}), "THM-012"), none);
        QCOMPARE(said(wetFloor({.cdu = {.watts = 79'000}}), "THM-012"),
                 std::string("error THM-012/loop:su/tcs"));
        QCOMPARE(said(wetFloor({.cdus = 1}), "THM-012"),
                 std::string("error THM-012/loop:su/tcs; error THM-012/loop:su/tcs#flow"));
        QCOMPARE(said(wetFloor({.cdu = {.litresPerMinute = 119}}), "THM-012"),
                 std::string("error THM-012/loop:su/tcs#flow"));
    }

    void thm016JudgesTheRoom()
    {
        const auto with = [](double each) {
            const Design design = tinyDesign(acFloor(10'000, 60), 4); // 40 kW to air.
            return design
                .changedHall([&](const Hall& before) -> Result<Hall> {
                    Hall hall = before;
                    hall.air = AirCooling{5, 1, Watts{each}, {}};
                    return hall;
                })
                .value();
        };
        QCOMPARE(colonnade::test::said(judged(with(11'200)), "THM-016"), none);
        QCOMPARE(colonnade::test::said(judged(with(11'000)), "THM-016"),
                 std::string("warning THM-016/hall"));
        QCOMPARE(colonnade::test::said(judged(with(9'900)), "THM-016"),
                 std::string("error THM-016/hall"));
        QCOMPARE(colonnade::test::said(judged(fixed(with(9'900), "THM-016")), "THM-016"), none);
        const Design unknown = with(1)
                                   .changedHall([](const Hall& before) -> Result<Hall> {
                                       Hall hall = before;
                                       hall.air.reset();
                                       return hall;
                                   })
                                   .value();
        QCOMPARE(colonnade::test::said(judged(unknown), "THM-016"),
                 std::string("not-evaluated THM-016/hall"));
    }

    void thm021FillsOpenUnits()
    {
        const Design design = tinyDesign(acFloor(10'000, 60));
        RuleEngine engine;
        auto library = std::make_shared<Catalog>();
        QVERIFY(library->add(tinyBlanking()));
        engine.useLibrary(library);
        const auto findings = of(engine.evaluate(design, profile(), today), "THM-021");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().key(), std::string("THM-021/rack:ac"));
        QCOMPARE(*findings.front().measured, 40.0);
        const auto filled = findings.front().fixes.front().edit(design);
        QVERIFY(filled);
        QVERIFY(of(engine.evaluate(*filled, profile(), today), "THM-021").empty());
        QCOMPARE(said(acFloor(4'000, 60), "THM-021"), none); // Too little power to matter.
    }

    void mec001LeavesRoomBehindAPanel()
    {
        const auto at = [](std::string_view id, const PartRef& part, Face face) {
            return Device{DeviceId::literal(id), part, Mount{face, RackUnit::whole(10), Slot::Full}, {}, {}, {}, false};
        };
        const std::vector<Device> devices{at("blank", tinyBlanking(), Face::Front),
                                          at("short", tinyServer({.units = 1, .depthMm = 432}), Face::Rear)};
        QVERIFY(collisions(devices, Millimetres{1200}).empty());
    }

    void mec001ComparesUnitsSlotsAndDepths()
    {
        const auto device = [](std::string_view id, int unit, Face face, int depth) {
            return Device{DeviceId::literal(id),
                          tinyServer({.units = 2, .depthMm = depth}),
                          Mount{face, RackUnit::whole(unit), Slot::Full},
                          {},
                          {},
                          {},
                          false};
        };
        const Millimetres frame{1200};
        const std::vector<Device> apart{device("a", 10, Face::Front, 900),
                                        device("b", 12, Face::Front, 900)};
        QVERIFY(collisions(apart, frame).empty());
        const std::vector<Device> onto{device("a", 10, Face::Front, 900),
                                       device("b", 11, Face::Front, 900)};
        QCOMPARE(collisions(onto, frame).size(), std::size_t{1});
        QCOMPARE(collisions(onto, frame).front().units, 1.0);
        const std::vector<Device> backToBack{device("a", 10, Face::Front, 600),
                                             device("b", 10, Face::Rear, 600)};
        QVERIFY(collisions(backToBack, frame).empty());
        const std::vector<Device> deep{device("a", 10, Face::Front, 700),
                                       device("b", 10, Face::Rear, 600)};
        QCOMPARE(collisions(deep, frame).size(), std::size_t{1});
    }

    // 2 · 10 kg of PDUs + 130 kg, 3 % cables: 154.5 kg.
    void mec005JudgesThePayload()
    {
        const auto with = [](std::optional<double> most) {
            TinyFloor floor;
            floor.rack("r1",
                       TinyRack{"ac", {.maxLoadKg = most}}
                           .add(tinyServer())
                           .add(tinyPdu(), Side::A)
                           .add(tinyPdu(), Side::B)
                           .made());
            return floor.arrangement;
        };
        QCOMPARE(said(with(175), "MEC-005"), none); // 88 %
        QCOMPARE(said(with(170), "MEC-005"), std::string("warning MEC-005/rack:ac"));
        QCOMPARE(said(with(154), "MEC-005"), std::string("error MEC-005/rack:ac"));
        QCOMPARE(said(with({}), "MEC-005"), std::string("not-evaluated MEC-005/rack:ac"));
    }

    // 1,360 kg on 0.6 by 1.2 m with 1.2 and 0.9 m clear: 10.71 kPa (design-rules.md).
    void mec007TakesTheClearancesFromThePlan()
    {
        const auto rack = [](double kilograms) {
            return TinyRack{"heavy", {.massKg = 0}}
                .add(tinyServer({.watts = 1'000, .massKg = kilograms / 1.03}))
                .made();
        };
        const auto hall = [&](double kilograms, double floorKpa, int front, int rear) {
            TinyFloor floor;
            floor.rack("x1", rack(kilograms)).unit("front", tinyPanel()).unit("rear", tinyPanel());
            floor.at("x1", 0, 0).at("front", 0, -600 - front).at("rear", 0, 1200 + rear);
            return tinyHall(floor.arrangement)
                .changedHall([&](const Hall& before) -> Result<Hall> {
                    Hall changed = before;
                    changed.floorRating = Kilopascals{floorKpa};
                    return changed;
                })
                .value();
        };
        const auto heavy = [&](const Evaluation& evaluation) {
            std::string text;
            for (const Finding& finding : of(evaluation, "MEC-007")) {
                if (finding.subjects.front().path == "heavy")
                    text = std::string(word(finding.severity));
            }
            return text;
        };
        QCOMPARE(heavy(judged(hall(1360, 10.72, 1200, 900))), none);
        QCOMPARE(heavy(judged(hall(1360, 10.70, 1200, 900))), std::string("error"));
        QCOMPARE(heavy(judged(hall(1360, 10.72, 1000, 900))),
                 std::string("error")); // Less clear floor.
        const Design unrated = hall(1360, 1, 1200, 900)
                                   .changedHall([](const Hall& before) -> Result<Hall> {
                                       Hall changed = before;
                                       changed.floorRating.reset();
                                       return changed;
                                   })
                                   .value();
        const auto findings = of(judged(unrated), "MEC-007");
        QCOMPARE(findings.front().severity, Severity::NotEvaluated);
        QCOMPARE(findings.front().fixes.size(), std::size_t{2}); // The presets of the profile.
    }

    void mec007CountsPlacementsOnce()
    {
        Arrangement floor = acFloor(10'000, 60, 6, 60, 3);
        const Design light = tinyDesign(floor, 4)
                                 .changedHall([](const Hall& before) -> Result<Hall> {
                                     Hall hall = before;
                                     hall.floorRating = Kilopascals{1};
                                     return hall;
                                 })
                                 .value();
        const auto findings = of(judged(light), "MEC-007");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().key(), std::string("MEC-007/rack:ac"));
        QCOMPARE(findings.front().placements, 12);
    }

    // 415 V: 240 V to ground. Racks opposite: 1.07 m; live gear opposite: 1.22 m.
    void mec014MeasuresInFrontOfThePanel()
    {
        const auto hall = [](int clear, bool live) {
            TinyFloor floor;
            floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 400)};
            floor.unit("rpp", tinyPanel(), "A=a");
            if (live)
                floor.unit("other", tinyPanel(), "A=a").at("other", 0, -600 - clear, Turn::Half);
            else
                floor.rack("r1", TinyRack{"r"}.made()).at("r1", 0, -1200 - clear);
            floor.at("rpp", 0, 0);
            return tinyHall(floor.arrangement);
        };
        QCOMPARE(colonnade::test::said(judged(hall(1070, false)), "MEC-014"), none);
        QCOMPARE(colonnade::test::said(judged(hall(1000, false)), "MEC-014"),
                 std::string("error MEC-014/rpp"));
        QCOMPARE(colonnade::test::said(judged(hall(1219, true)), "MEC-014"),
                 std::string("error MEC-014/other; error MEC-014/rpp"));
        QCOMPARE(colonnade::test::said(judged(hall(1220, true)), "MEC-014"), none);
    }

    void mec014SeesWallsAndOtherPods()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 208, 400)};
        floor.unit("rpp", tinyPanel(), "A=a");
        const auto walled = [&](int clear) {
            return tinyHall(floor.arrangement)
                .changedHall([&](const Hall& before) -> Result<Hall> {
                    Hall hall = before;
                    const Millimetres far{5000}, near{-clear};
                    hall.outline = {{-far, near}, {far, near}, {far, far}, {-far, far}};
                    return hall;
                })
                .value();
        };
        QCOMPARE(colonnade::test::said(judged(walled(910)), "MEC-014"),
                 none); // 120 V to ground: 0.91 m
        QCOMPARE(colonnade::test::said(judged(walled(900)), "MEC-014"),
                 std::string("error MEC-014/rpp"));

        const Design pods = tinyDesign(floor.arrangement, 2)
                                .changedHall([](const Hall& before) -> Result<Hall> {
                                    Hall hall = before;
                                    hall.pods[1].at = {Millimetres{0}, Millimetres{-1300}};
                                    return hall;
                                })
                                .value();
        const auto findings = of(judged(pods), "MEC-014");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().key(), std::string("MEC-014/pod:su/rpp"));
        QCOMPARE(*findings.front().limit, 0.7);
    }

    void rel004CountsWhatAFeedTakesWithIt()
    {
        // Three supplies on each side, any two of which carry all.
        QCOMPARE(said(acFloor(10'000, 60), "REL-004"), none);
        // One supply on each side, which carries half.
        QCOMPARE(said(acFloor(10'000, 60, 2), "REL-004"),
                 std::string("error REL-004/feed:su/a#loss; error REL-004/feed:su/b#loss; "
                             "error REL-004/rack:ac/d02#loss"));
    }

    void rel004CountsLoopsThatCannotSpareACdu()
    {
        QCOMPARE(said(wetFloor({}), "REL-004"), none);
        QCOMPARE(said(wetFloor({.cdus = 1}), "REL-004"),
                 std::string("error REL-004/loop:su/tcs#loss"));
        // One of twenty pods: 5 % is a warning.
        const auto evaluation = judged(tinyDesign(wetFloor({.cdus = 1}), 20));
        QCOMPARE(colonnade::test::said(evaluation, "REL-004"),
                 std::string("warning REL-004/loop:su/tcs#loss"));
        QCOMPARE(of(evaluation, "REL-004").front().placements, 20);
        QCOMPARE(*of(evaluation, "REL-004").front().measured, 5.0);
    }

    void dq001WarnsOfTooLittleKnowledge()
    {
        // Without the rules that ask for what no tiny part tells, all can be judged.
        const Design plain = tinyDesign(acFloor(10'000, 60));
        Profile answerable = profile();
        for (const Finding& finding : judged(plain).findings) {
            if (finding.severity == Severity::NotEvaluated)
                answerable.rules[finding.rule].enabled = false;
        }
        QCOMPARE(colonnade::test::said(judged(plain, answerable), "DQ-001"), none);
        QCOMPARE(colonnade::test::said(judged(plain), "DQ-001"), std::string("warning DQ-001/design"));
        const auto rack =
            TinyRack{"odd"}
                .add(tinyServer({.watts = {}, .massKg = {}, .supplyWatts = {}, .liquid = {}}))
                .made();
        TinyFloor floor;
        floor.rack("r1", rack);
        const auto evaluation = judged(tinyDesign(floor.arrangement));
        QCOMPARE(colonnade::test::said(evaluation, "DQ-001"), std::string("warning DQ-001/design"));
        QVERIFY(evaluation.checksEvaluated < evaluation.checks);
        std::map<std::string, int> times;
        for (const Finding& finding : evaluation.findings) {
            for (const std::string& what : finding.missing)
                ++times[what];
        }
        const auto most = std::max_element(times.begin(), times.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        QVERIFY(of(evaluation, "DQ-001").front().message.find(most->first) != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(RulesTest)
#include "tst_Rules.moc"
