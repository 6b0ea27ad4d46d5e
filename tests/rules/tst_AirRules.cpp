#include "tests/rules/Judging.h"
#include "tests/support/AirDesigns.h"

#include "model/edit/RearDoorEdits.h"

#include <QtTest>

#include <stdexcept>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

std::string said(const Design& design, std::string_view rule)
{
    return colonnade::test::said(judged(design), rule);
}

/// The design after a fix of the first finding of a rule.
Design fixed(const Design& design, std::string_view rule, std::size_t which = 0, const RuleEngine& engine = RuleEngine{})
{
    const auto findings = of(engine.evaluate(design, profile(), today), rule);
    if (findings.empty() || findings.front().fixes.size() <= which)
        throw std::runtime_error("no fix");
    auto next = findings.front().fixes[which].edit(design);
    if (!next)
        throw std::runtime_error(next.error().text);
    return *next;
}

Design floorDesign(const DryServerSpec& spec = {}, int racks = 1, bool contained = true)
{
    return tinyDesign(aisleFloor(dryRack(spec), racks, contained));
}

/// Ten by ten metres, four high: 482,880 J/K of air; 40 kW in it.
Design room(double restartSeconds, std::optional<bool> onUps = false, bool tape = false, double watts = 10'000)
{
    return withHall(floorDesign({.watts = watts}, 4), [&](Hall& hall) {
        const Millimetres zero{0}, side{10'000};
        hall.outline = {{zero, zero}, {side, zero}, {side, side}, {zero, side}};
        hall.air->restart = Seconds{restartSeconds};
        hall.air->onUps = onUps;
        hall.site.room.tape = tape;
    });
}

Design moist(double celsius, double humidity, std::optional<AirClass> airClass = AirClass::A1, std::optional<Coupons> coupons = {})
{
    return withHall(floorDesign(), [&](Hall& hall) {
        hall.site.room = {.dryBulb = Celsius{celsius}, .humidity = humidity, .airClass = airClass, .coupons = coupons};
    });
}

/// 40 kW, 2.761 m³/s, against two of three air handlers with a twentieth lost.
Design blown(double each, bool contained = true)
{
    return withHall(floorDesign({}, 4, contained), [&](Hall& hall) {
        hall.air = AirCooling{3, 1, Watts{100'000}, Celsius{22}};
        hall.air->flowEach = CubicMetresPerSecond{each};
        hall.air->leakage = 0.05;
    });
}

Design doored(double heat, double door)
{
    const Design before = floorDesign({.watts = heat});
    auto next = setRearDoor(before, RackDesignId::literal("dry"), tinyDoor(door), Catalog{});
    if (!next)
        throw std::runtime_error(next.error().text);
    return *next;
}

const std::string none;

} // namespace

class AirRulesTest : public QObject {
    Q_OBJECT
private slots:
    // 10 kW at 12 K: 0.6903 m³/s or 1,462.7 CFM; a fifth more is 1,755.2, a fifth less 1,170.1.
    void thm002ComparesTheMakersAirflow()
    {
        QCOMPARE(said(floorDesign(), "THM-002"), none); // He says nothing.
        QCOMPARE(said(floorDesign({.cfm = 1755}), "THM-002"), none);
        QCOMPARE(said(floorDesign({.cfm = 1756}), "THM-002"), std::string("info THM-002/rack:dry#dry"));
        QCOMPARE(said(floorDesign({.cfm = 1171}), "THM-002"), none);
        QCOMPARE(said(floorDesign({.cfm = 1170}), "THM-002"), std::string("info THM-002/rack:dry#dry"));
    }

    void thm003TellsOfThinAir()
    {
        const auto at = [](double metres) { return withHall(floorDesign(), [&](Hall& hall) { hall.altitude = Metres{metres}; }); };
        QCOMPARE(said(at(300), "THM-003"), none);
        QCOMPARE(said(at(301), "THM-003"), std::string("info THM-003/hall"));
        const auto finding = of(judged(at(1500)), "THM-003").front();
        QVERIFY2(finding.message.find("19.8 %") != std::string::npos, finding.message.c_str());
    }

    // Contained: a twentieth of 12 K comes back.
    void thm004JudgesTheRecommendedRange()
    {
        QCOMPARE(said(supplied(floorDesign(), 26.4), "THM-004"), none);
        QCOMPARE(said(supplied(floorDesign(), 26.5), "THM-004"), std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign({}, 1, false), 25.2), "THM-004"), none); // 15 % of 12 K
        QCOMPARE(said(supplied(floorDesign({}, 1, false), 25.3), "THM-004"), std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign(), 18), "THM-004"), none);
        QCOMPARE(said(supplied(floorDesign(), 17.9), "THM-004"), std::string("warning THM-004/pod:su,rack:dry#cold"));
    }

    void thm004JudgesTheClass()
    {
        QCOMPARE(said(supplied(floorDesign(), 34.4), "THM-004"), std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign(), 34.5), "THM-004"), std::string("error THM-004/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign(), 34.5, AirClass::A3), "THM-004"), std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign(), 21.4, AirClass::H1), "THM-004"), none);
        QCOMPARE(said(supplied(floorDesign(), 21.5, AirClass::H1), "THM-004"), std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign(), 24.5, AirClass::H1), "THM-004"), std::string("error THM-004/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign(), 14.9, AirClass::A1), "THM-004"), std::string("error THM-004/pod:su,rack:dry#cold"));
    }

    void thm004HoldsDevicesToTheirOwnLimits()
    {
        const Design picky = floorDesign({.inletMaxC = 25, .inletMinC = 20});
        QCOMPARE(said(supplied(picky, 24.4, {}), "THM-004"), none); // Without a class, too.
        const auto hot = of(judged(supplied(picky, 24.5, {})), "THM-004");
        QCOMPARE(hot.size(), std::size_t{1});
        QCOMPARE(hot.front().severity, Severity::Error);
        QVERIFY2(hot.front().message.find("dry takes 25") != std::string::npos, hot.front().message.c_str());
        QCOMPARE(said(supplied(picky, 19.5), "THM-004"), std::string("error THM-004/pod:su,rack:dry#cold"));
    }

    void thm004SaysWhatIsMissing()
    {
        const auto unclassed = of(judged(supplied(floorDesign(), 22, {})), "THM-004");
        QCOMPARE(unclassed.size(), std::size_t{1});
        QCOMPARE(unclassed.front().missing, std::vector<std::string>{"ASHRAE class of the room"});
        const Design unsupplied = withHall(floorDesign(), [](Hall& hall) { hall.air->supply.reset(); });
        QCOMPARE(said(unsupplied, "THM-004"), std::string("not-evaluated THM-004/hall"));
    }

    void thm004IsMendedByColderAirOrByContainment()
    {
        const Design hot = supplied(floorDesign({}, 1, false), 26);
        QCOMPARE(said(fixed(hot, "THM-004", 0), "THM-004"), none);
        const Design closed = fixed(hot, "THM-004", 1);
        QVERIFY(closed.podDesign(PodDesignId::literal("su"))->arrangement().aisles.front().contained);
        QCOMPARE(closed.hall()->air->supply->value(), 26.0);
        QCOMPARE(said(closed, "THM-004"), none);
    }

    // Half the air: half of what the racks draw is their own exhaust, 22 + 6 °C.
    void thm004CountsWhatTheAirHandlersLack()
    {
        Design starved = withHall(blown(1.4534 / 2), [](Hall& hall) { hall.site.room.airClass = AirClass::A2; });
        const auto finding = of(judged(starved), "THM-004").front();
        QCOMPARE(finding.severity, Severity::Warning);
        QVERIFY(std::abs(*finding.measured - 28) < 0.01);
    }

    void thm004CountsRacksOfAllPods()
    {
        const auto findings = of(judged(supplied(tinyDesign(aisleFloor(dryRack(), 4), 3), 30)), "THM-004");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().placements, 12);
    }

    // A2 at 2,100 m: 35 − 1,200 / 300 = 31 °C.
    void thm005DeratesWithAltitude()
    {
        const auto at = [](double metres, double supply, const DryServerSpec& spec = {}) {
            return withHall(supplied(floorDesign(spec), supply), [&](Hall& hall) { hall.altitude = Metres{metres}; });
        };
        QCOMPARE(said(at(2100, 30.4), "THM-005"), none);
        QCOMPARE(said(at(2100, 30.5), "THM-005"), std::string("warning THM-005/pod:su,rack:dry"));
        QCOMPARE(said(at(900, 34), "THM-005"), none);
        QCOMPARE(said(at(2100, 26.5, {.inletMaxC = 30}), "THM-005"), std::string("warning THM-005/pod:su,rack:dry")); // 30 − 4
        QCOMPARE(said(fixed(at(2100, 33), "THM-005"), "THM-005"), none);
        const Design unclassed = withHall(at(2100, 22), [](Hall& hall) { hall.site.room.airClass.reset(); });
        QCOMPARE(said(unclassed, "THM-005"), std::string("not-evaluated THM-005/rack:dry"));
    }

    // 40 kW warm 482,880 J/K by 5 K in 60.4 s.
    void thm006JudgesTheStepUntilRestart()
    {
        QCOMPARE(said(room(60), "THM-006"), none);
        QCOMPARE(said(room(61), "THM-006"), std::string("warning THM-006/hall"));
        QCOMPARE(said(room(3600, true), "THM-006"), none);
        QCOMPARE(said(room(15, false, true), "THM-006"), none); // With tape 5 K/h: 1.25 K in a quarter.
        QCOMPARE(said(room(16, false, true), "THM-006"), std::string("warning THM-006/hall"));
        QCOMPARE(said(fixed(room(600), "THM-006"), "THM-006"), none);
    }

    // 4 × 670 W for an hour: 19.98 K/h.
    void thm006JudgesTheRateOfALongOne()
    {
        QCOMPARE(said(room(3600, false, false, 670), "THM-006"), none);
        QCOMPARE(said(room(3600, false, false, 672), "THM-006"), std::string("warning THM-006/hall"));
    }

    void thm006SaysWhatIsMissing()
    {
        const auto findings = of(judged(floorDesign()), "THM-006");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing, (std::vector<std::string>{"restart time of the air handlers", "walls of the hall"}));
    }

    void thm007JudgesDewPointAndHumidity()
    {
        QCOMPARE(said(moist(24, 0.57), "THM-007"), none); // 14.95 °C
        QCOMPARE(said(moist(24, 0.58), "THM-007"), std::string("warning THM-007/hall"));
        QCOMPARE(said(moist(27, 0.54), "THM-007"), std::string("warning THM-007/hall")); // 16.9
        QCOMPARE(said(moist(27, 0.55), "THM-007"), std::string("error THM-007/hall")); // 17.2
        QCOMPARE(said(moist(27, 0.55, AirClass::A2), "THM-007"), std::string("warning THM-007/hall"));
        QCOMPARE(said(moist(27, 0.55, {}), "THM-007"), std::string("not-evaluated THM-007/hall"));
        QCOMPARE(said(moist(20, 0.60), "THM-007"), none);
        QCOMPARE(said(moist(20, 0.61), "THM-007"), std::string("warning THM-007/hall#humidity"));
        QCOMPARE(said(moist(20, 0.61, AirClass::A1, Coupons::Clean), "THM-007"), none);
        QCOMPARE(said(moist(20, 0.51, AirClass::A1, Coupons::Corrosive), "THM-007"), std::string("warning THM-007/hall#humidity"));
        QCOMPARE(said(moist(20, 0.14), "THM-007"), none); // −8.6
        QCOMPARE(said(moist(20, 0.13), "THM-007"), std::string("warning THM-007/hall#dry")); // −9.5
        QCOMPARE(said(fixed(moist(27, 0.7), "THM-007"), "THM-007"), none);
        QCOMPARE(said(floorDesign(), "THM-007"), std::string("not-evaluated THM-007/hall"));
    }

    // 15 % on 35 kW or 12 K left after a door is what matters: 12 · (1 − Q_door / Q) ≤ 1.
    void thm018JudgesWhatLeavesTheDoor()
    {
        QCOMPARE(said(floorDesign(), "THM-018"), none); // No door.
        QCOMPARE(said(doored(30'000, 27'500), "THM-018"), none);
        QCOMPARE(said(doored(30'000, 27'400), "THM-018"), std::string("warning THM-018/rack:dry"));
        QCOMPARE(said(doored(30'100, 40'000), "THM-018"), std::string("warning THM-018/rack:dry#kind"));
    }

    void thm018OffersAGreaterDoor()
    {
        RuleEngine engine;
        auto library = std::make_shared<Catalog>();
        QVERIFY(library->add(tinyDoor(20'000, "small")));
        QVERIFY(library->add(tinyDoor(29'000, "great")));
        QVERIFY(library->add(tinyDoor(200'000, "greatest")));
        engine.useLibrary(library);
        const Design next = fixed(doored(28'000, 15'000), "THM-018", 0, engine);
        QCOMPARE(next.rackDesign(RackDesignId::literal("dry"))->rearDoor()->id.text(), std::string("great"));
        QVERIFY(of(engine.evaluate(next, profile(), today), "THM-018").empty());
    }

    // 45 = 32.4 + 0.6 + 12; 55 = 42.4 + 0.6 + 12.
    void thm019JudgesTheExhaust()
    {
        QCOMPARE(said(supplied(floorDesign(), 32.4), "THM-019"), none);
        QCOMPARE(said(supplied(floorDesign(), 32.5), "THM-019"), std::string("warning THM-019/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign(), 42.4), "THM-019"), std::string("warning THM-019/pod:su,rack:dry"));
        QCOMPARE(said(supplied(floorDesign(), 42.5), "THM-019"), std::string("error THM-019/pod:su,rack:dry"));
        QCOMPARE(said(fixed(supplied(floorDesign(), 40), "THM-019"), "THM-019"), none);
        // A maker with little air: 10 kW in 500 CFM are 35.1 K.
        QCOMPARE(said(supplied(floorDesign({.cfm = 500}), 22), "THM-019"), std::string("error THM-019/pod:su,rack:dry"));
    }

    void thm017JudgesTheRoom()
    {
        QCOMPARE(said(blown(1.4535), "THM-017"), none);
        QCOMPARE(said(blown(1.4530), "THM-017"), std::string("warning THM-017/hall"));
        QCOMPARE(said(blown(1.7435), "THM-017"), none);
        QCOMPARE(said(blown(1.7445), "THM-017"), std::string("warning THM-017/hall"));
        QCOMPARE(said(blown(1.7445, false), "THM-017"), none); // Open aisles need a fifth more.
        QCOMPARE(said(blown(1.7435, false), "THM-017"), std::string("warning THM-017/hall"));
        const Design high = withHall(blown(1.4535), [](Hall& hall) { hall.altitude = Metres{1500}; });
        QCOMPARE(said(high, "THM-017"), std::string("warning THM-017/hall")); // Thin air.
    }

    void thm017IsMendedByAnAirHandlerOrByContainment()
    {
        const Design more = fixed(blown(1.0), "THM-017");
        QCOMPARE(more.hall()->air->units, 4);
        QCOMPARE(said(more, "THM-017"), none);
        QCOMPARE(said(fixed(blown(1.6, false), "THM-017", 1), "THM-017"), none);
    }

    void thm017JudgesAnAislesOwnSupply()
    {
        const auto tiled = [](double supply) {
            Arrangement floor = aisleFloor(dryRack(), 4);
            floor.aisles.front().supply = CubicMetresPerSecond{supply};
            return tinyDesign(floor);
        };
        QCOMPARE(said(tiled(2.77), "THM-017"), none);
        QCOMPARE(said(tiled(2.75), "THM-017"), std::string("warning THM-017/pod:su#aisle-1"));
    }

    void thm017SaysWhatIsMissing()
    {
        const auto findings = of(judged(floorDesign()), "THM-017");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing, (std::vector<std::string>{"airflow of the air handlers", "leakage of the supply air"}));
    }

    void thm020FindsWhatDrawsHotAir()
    {
        QCOMPARE(said(floorDesign(), "THM-020"), none);
        const Design backward = floorDesign({.airflow = Airflow::RearToFront});
        QCOMPARE(said(backward, "THM-020"), std::string("error THM-020/rack:dry#dry"));
        const Design turned = fixed(backward, "THM-020");
        QCOMPARE(turned.rackDesign(RackDesignId::literal("dry"))->devices().front().mount.face, Face::Rear);
        QCOMPARE(said(turned, "THM-020"), none);
        QCOMPARE(said(floorDesign({.airflow = Airflow::SideToRear}), "THM-020"), std::string("warning THM-020/rack:dry#dry"));
        QCOMPARE(said(floorDesign({.airflow = Airflow::LiquidOnly}), "THM-020"), none);
    }

    void thm020AsksForTheVariantAndForWhatIsUnknown()
    {
        QCOMPARE(said(floorDesign({.airflow = Airflow::Unknown, .sold = "P2C or C2P variants"}), "THM-020"),
                 std::string("info THM-020/rack:dry#dry"));
        const auto findings = of(judged(floorDesign({.airflow = Airflow::Unknown})), "THM-020");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().missing, std::vector<std::string>{"airflow direction of dry"});
    }

    void thm020LeavesWhatASystemBringsToItsMaker()
    {
        const PartRef backward = dryServer({.airflow = Airflow::RearToFront});
        const auto rackOf = [&](std::vector<ContentItem> contents) {
            PartType system{TypeId::literal("nvl")};
            system.model = "nvl";
            system.kind = PartKind::RackScale;
            system.contents = std::move(contents);
            auto rack = RackDesign::create(RackDesignId::literal("dry"), "dry", tinyFrame(), std::make_shared<const PartType>(std::move(system)));
            auto filled = rack->mounted(Device{DeviceId::literal("d1"), backward, {Face::Front, RackUnit::whole(1), Slot::Full}, {}, {}, {}, false});
            return tinyDesign(aisleFloor(std::make_shared<const RackDesign>(filled.value())));
        };
        QCOMPARE(said(rackOf({{backward->id, 1}}), "THM-020"), none);
        QCOMPARE(said(rackOf({}), "THM-020"), std::string("error THM-020/rack:dry#dry"));
    }

    void thm020OffersTheOppositePart()
    {
        const auto withPorts = [](const DryServerSpec& spec, std::string_view id) {
            PartType part = *dryServer(spec);
            part.id = TypeId::literal(id);
            part.model = id;
            part.cages = {{PortRole::Any, CageForm::Osfp, 4, 1, GigabitsPerSecond{400}, {}}};
            return std::make_shared<const PartType>(std::move(part));
        };
        RuleEngine engine;
        auto library = std::make_shared<Catalog>();
        QVERIFY(library->add(withPorts({.airflow = Airflow::FrontToRear}, "c2p")));
        engine.useLibrary(library);
        const Design backward = tinyDesign(aisleFloor(TinyRack{"dry"}.add(withPorts({.airflow = Airflow::RearToFront}, "p2c")).made()));
        const Design other = fixed(backward, "THM-020", 1, engine);
        QCOMPARE(other.rackDesign(RackDesignId::literal("dry"))->devices().front().part->id.text(), std::string("c2p"));
        QCOMPARE(said(other, "THM-020"), none);
    }

    void thm020FindsARackThatFacesAHotAisle()
    {
        Arrangement floor = aisleFloor(dryRack(), 2);
        floor.placements.back().turn = Turn::Half;
        const Design design = tinyDesign(floor);
        QCOMPARE(said(design, "THM-020"), std::string("error THM-020/pod:su/r2"));
        QCOMPARE(said(fixed(design, "THM-020"), "THM-020"), none);
        const Design alone = tinyHall(floor);
        QCOMPARE(said(alone, "THM-020"), std::string("error THM-020/r2"));
        QCOMPARE(said(fixed(alone, "THM-020"), "THM-020"), none);
    }

    void thm023JudgesTheDensity()
    {
        QCOMPARE(said(floorDesign({.watts = 30'000}), "THM-023"), none);
        QCOMPARE(said(floorDesign({.watts = 30'100}), "THM-023"), std::string("warning THM-023/pod:su,rack:dry"));
        QCOMPARE(said(floorDesign({.watts = 41'000}), "THM-023"), std::string("warning THM-023/pod:su,rack:dry"));
        QCOMPARE(said(floorDesign({.watts = 41'100}), "THM-023"), std::string("error THM-023/pod:su,rack:dry"));
        QCOMPARE(said(floorDesign({.watts = 15'000}, 1, false), "THM-023"), none);
        const Design open = floorDesign({.watts = 15'100}, 1, false);
        QCOMPARE(said(open, "THM-023"), std::string("warning THM-023/pod:su,rack:dry#open"));
        QCOMPARE(said(fixed(open, "THM-023"), "THM-023"), none);
        QCOMPARE(said(doored(45'000, 50'000), "THM-023"), none); // A door's: THM-018.
    }

    // 40 kW of four racks, less what their doors take; and what a unit to air gives back.
    void thm016CountsDoorsAndUnitsToAir()
    {
        const auto cooled = [](const Design& design, double each) {
            return withHall(design, [&](Hall& hall) { hall.air = AirCooling{2, 1, Watts{each}, {}}; });
        };
        const Design plain = tinyDesign(aisleFloor(dryRack(), 4));
        QCOMPARE(said(cooled(plain, 39'000), "THM-016"), std::string("error THM-016/hall"));
        const auto hung = setRearDoor(plain, RackDesignId::literal("dry"), tinyDoor(5'000), Catalog{});
        QVERIFY(hung);
        QCOMPARE(said(cooled(*hung, 22'500), "THM-016"), none); // 20 kW left
        QCOMPARE(said(cooled(*hung, 19'900), "THM-016"), std::string("error THM-016/hall"));
        TinyFloor floor;
        floor.arrangement.loops = {tinyLoop("tcs", 20)};
        floor.rack("r1", TinyRack{"wet"}.add(tinyServer({.id = "wet", .watts = 100'000, .liquid = 0.8})).made(), {}, "tcs");
        floor.unit("c1", tinyLiquidToAir(100'000), {}, "tcs").unit("c2", tinyCdu({.watts = 300'000}), {}, "tcs");
        // 20 kW of the rack, a quarter of 80 kW, and 10 kW that each unit draws.
        QCOMPARE(said(cooled(tinyDesign(floor.arrangement), 66'700), "THM-016"), none);
        QCOMPARE(said(cooled(tinyDesign(floor.arrangement), 59'000), "THM-016"), std::string("error THM-016/hall"));
    }
};

QTEST_APPLESS_MAIN(AirRulesTest)
#include "tst_AirRules.moc"
