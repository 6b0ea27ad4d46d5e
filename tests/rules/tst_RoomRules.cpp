#include "tests/rules/Mending.h"
#include "tests/support/AirDesigns.h"

#include "model/edit/RearDoorEdits.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

Design floorDesign(const DryServerSpec& spec = {}, int racks = 1, bool contained = true)
{
    return tinyDesign(aisleFloor(dryRack(spec), racks, contained));
}

/// Ten by ten metres, four high: 482,880 J/K of air; 40 kW in it.
Design room(double restartSeconds, std::optional<bool> onUps = false, bool tape = false,
            double watts = 10'000)
{
    return withHall(floorDesign({.watts = watts}, 4), [&](Hall& hall) {
        const Millimetres zero{0}, side{10'000};
        hall.outline = {{zero, zero}, {side, zero}, {side, side}, {zero, side}};
        hall.air->restart = Seconds{restartSeconds};
        hall.air->onUps = onUps;
        hall.site.room.tape = tape;
    });
}

Design moist(double celsius, double humidity, std::optional<AirClass> airClass = AirClass::A1,
             std::optional<Coupons> coupons = {})
{
    return withHall(floorDesign(), [&](Hall& hall) {
        hall.site.room = {.dryBulb = Celsius{celsius},
                          .humidity = humidity,
                          .airClass = airClass,
                          .coupons = coupons};
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

const std::string none;

} // namespace

class RoomRulesTest : public QObject {
    Q_OBJECT
private slots:
    void thm003TellsOfThinAir()
    {
        const auto at = [](double metres) {
            return withHall(floorDesign(), [&](Hall& hall) { hall.altitude = Metres{metres}; });
        };
        QCOMPARE(saidOf(at(300), "THM-003"), none);
        QCOMPARE(saidOf(at(301), "THM-003"), std::string("info THM-003/hall"));
        const auto finding = of(judged(at(1500)), "THM-003").front();
        QVERIFY2(finding.message.find("19.8 %") != std::string::npos, finding.message.c_str());
    }

    // 40 kW warm 482,880 J/K by 5 K in 60.4 s.
    void thm006JudgesTheStepUntilRestart()
    {
        QCOMPARE(saidOf(room(60), "THM-006"), none);
        QCOMPARE(saidOf(room(61), "THM-006"), std::string("warning THM-006/hall"));
        QCOMPARE(saidOf(room(3600, true), "THM-006"), none);
        QCOMPARE(saidOf(room(15, false, true), "THM-006"),
                 none); // With tape 5 K/h: 1.25 K in a quarter.
        QCOMPARE(saidOf(room(16, false, true), "THM-006"), std::string("warning THM-006/hall"));
        QCOMPARE(saidOf(mended(room(600), "THM-006"), "THM-006"), none);
    }

    // 4 × 670 W for an hour: 19.98 K/h.
    void thm006JudgesTheRateOfALongOne()
    {
        QCOMPARE(saidOf(room(3600, false, false, 670), "THM-006"), none);
        QCOMPARE(saidOf(room(3600, false, false, 672), "THM-006"),
                 std::string("warning THM-006/hall"));
    }

    void thm006SaysWhatIsMissing()
    {
        const auto findings = of(judged(floorDesign()), "THM-006");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(
            findings.front().missing,
            (std::vector<std::string>{"restart time of the air handlers", "walls of the hall"}));
    }

    void thm007JudgesDewPointAndHumidity()
    {
        QCOMPARE(saidOf(moist(24, 0.57), "THM-007"), none); // 14.95 °C
        QCOMPARE(saidOf(moist(24, 0.58), "THM-007"), std::string("warning THM-007/hall"));
        QCOMPARE(saidOf(moist(27, 0.54), "THM-007"), std::string("warning THM-007/hall")); // 16.9
        QCOMPARE(saidOf(moist(27, 0.55), "THM-007"), std::string("error THM-007/hall")); // 17.2
        QCOMPARE(saidOf(moist(27, 0.55, AirClass::A2), "THM-007"),
                 std::string("warning THM-007/hall"));
        QCOMPARE(saidOf(moist(27, 0.55, {}), "THM-007"), std::string("not-evaluated THM-007/hall"));
        QCOMPARE(saidOf(moist(20, 0.60), "THM-007"), none);
        QCOMPARE(saidOf(moist(20, 0.61), "THM-007"), std::string("warning THM-007/hall#humidity"));
        QCOMPARE(saidOf(moist(20, 0.61, AirClass::A1, Coupons::Clean), "THM-007"), none);
        QCOMPARE(saidOf(moist(20, 0.51, AirClass::A1, Coupons::Corrosive), "THM-007"),
                 std::string("warning THM-007/hall#humidity"));
        QCOMPARE(saidOf(moist(20, 0.14), "THM-007"), none); // −8.6
        QCOMPARE(saidOf(moist(20, 0.13), "THM-007"),
                 std::string("warning THM-007/hall#dry")); // −9.5
        QCOMPARE(saidOf(mended(moist(27, 0.7), "THM-007"), "THM-007"), none);
        QCOMPARE(saidOf(floorDesign(), "THM-007"), std::string("not-evaluated THM-007/hall"));
    }

    void thm017JudgesTheRoom()
    {
        QCOMPARE(saidOf(blown(1.4535), "THM-017"), none);
        QCOMPARE(saidOf(blown(1.4530), "THM-017"), std::string("warning THM-017/hall"));
        QCOMPARE(saidOf(blown(1.7435), "THM-017"), none);
        QCOMPARE(saidOf(blown(1.7445), "THM-017"), std::string("warning THM-017/hall"));
        QCOMPARE(saidOf(blown(1.7445, false), "THM-017"), none); // Open aisles need a fifth more.
        QCOMPARE(saidOf(blown(1.7435, false), "THM-017"), std::string("warning THM-017/hall"));
        const Design high =
            withHall(blown(1.4535), [](Hall& hall) { hall.altitude = Metres{1500}; });
        QCOMPARE(saidOf(high, "THM-017"), std::string("warning THM-017/hall")); // Thin air.
    }

    void thm017IsMendedByAnAirHandlerOrByContainment()
    {
        const Design more = mended(blown(1.0), "THM-017");
        QCOMPARE(more.hall()->air->units, 4);
        QCOMPARE(saidOf(more, "THM-017"), none);
        QCOMPARE(saidOf(mended(blown(1.6, false), "THM-017", 1), "THM-017"), none);
    }

    void thm017JudgesAnAislesOwnSupply()
    {
        const auto tiled = [](double supply) {
            Arrangement floor = aisleFloor(dryRack(), 4);
            floor.aisles.front().supply = CubicMetresPerSecond{supply};
            return tinyDesign(floor);
        };
        QCOMPARE(saidOf(tiled(2.77), "THM-017"), none);
        QCOMPARE(saidOf(tiled(2.75), "THM-017"), std::string("warning THM-017/pod:su#aisle-1"));
    }

    void thm017SaysWhatIsMissing()
    {
        const auto findings = of(judged(floorDesign()), "THM-017");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(
            findings.front().missing,
            (std::vector<std::string>{"airflow of the air handlers", "leakage of the supply air"}));
    }

    // 40 kW of four racks, less what their doors take; and what a unit to air gives back.
    void thm016CountsDoorsAndUnitsToAir()
    {
        const auto cooled = [](const Design& design, double each) {
            return withHall(design, [&](Hall& hall) {
                hall.air = AirCooling{2, 1, Watts{each}, {}};
            });
        };
        const Design plain = tinyDesign(aisleFloor(dryRack(), 4));
        QCOMPARE(saidOf(cooled(plain, 39'000), "THM-016"), std::string("error THM-016/hall"));
        const auto hung =
            setRearDoor(plain, RackDesignId::literal("dry"), tinyDoor(5'000), Catalog{});
        QVERIFY(hung);
        QCOMPARE(saidOf(cooled(*hung, 22'500), "THM-016"), none); // 20 kW left
        QCOMPARE(saidOf(cooled(*hung, 19'900), "THM-016"), std::string("error THM-016/hall"));
        TinyFloor floor;
        floor.arrangement.loops = {tinyLoop("tcs", 20)};
        floor.rack(
            "r1",
            TinyRack{"wet"}.add(tinyServer({.id = "wet", .watts = 100'000, .liquid = 0.8})).made(),
            {}, "tcs");
        floor.unit("c1", tinyLiquidToAir(100'000), {}, "tcs")
            .unit("c2", tinyCdu({.watts = 300'000}), {}, "tcs");
        // 20 kW of the rack, a quarter of 80 kW, and 10 kW that each unit draws.
        QCOMPARE(saidOf(cooled(tinyDesign(floor.arrangement), 66'700), "THM-016"), none);
        QCOMPARE(saidOf(cooled(tinyDesign(floor.arrangement), 59'000), "THM-016"),
                 std::string("error THM-016/hall"));
    }
};

QTEST_APPLESS_MAIN(RoomRulesTest)
#include "tst_RoomRules.moc"
