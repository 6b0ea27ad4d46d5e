#include "tests/support/AirDesigns.h"

#include "model/cooling/AirChain.h"
#include "model/cooling/Psychrometrics.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double a, double b, double share = 1e-9)
{
    return std::abs(a - b) <= share * std::max(1.0, std::abs(b));
}

constexpr Kelvins twelve{12};
/// 10 kW at 12 K.
const double tenKilowatts = 10'000 / (1.2 * 1006 * 12);

Placement standing(const RackDesignRef& rack, Turn turn)
{
    Placement placement{PlacementId::literal("r1"),
                        "r1",
                        {},
                        rack,
                        {Millimetres{10'000}, Millimetres{10'000}},
                        turn,
                        {},
                        {},
                        false};
    return placement;
}

} // namespace

class AirTest : public QObject {
    Q_OBJECT
private slots:
    // 154 CFM a kW at 20 °F (Innovative Research Inc.) is a round 3.08 for 3.16 W/ΔT: within 3 %.
    void airflowAgreesWithTheTradesRule()
    {
        const double cfm = cubicFeetPerMinute(airflowDemand(Watts{1000}, Kelvins{20 / 1.8}));
        QVERIFY(near(cfm, 154, 0.03));
        QVERIFY(near(cfm, airflowDemandCfm(Watts{1000}, 20), 1e-3));
        QVERIFY(near(fromCubicFeetPerMinute(cubicFeetPerMinute(CubicMetresPerSecond{1.25})).value(),
                     1.25));
    }

    void riseAndDemandAreInverse()
    {
        for (const double watts : {100.0, 5'000.0, 132'000.0}) {
            for (const double kelvins : {5.0, 12.0, 25.0})
                QVERIFY(near(
                    airRise(Watts{watts}, airflowDemand(Watts{watts}, Kelvins{kelvins})).value(),
                    kelvins));
        }
    }

    // The barometric formula exp(−g M h / (R T)) with the mean temperature of the layer is another
    // way to the same.
    void pressureAgreesWithTheBarometricFormula()
    {
        for (const double metres : {0.0, 500.0, 1500.0, 3000.0}) {
            const double mean = 288.15 - 0.0065 * metres / 2;
            QVERIFY(near(pressureRatio(Metres{metres}),
                         std::exp(-9.80665 * 0.0289644 * metres / (8.31446 * mean)), 1e-3));
        }
        QCOMPARE(pressureRatio(Metres{0}), 1.0);
    }

    // Saturated air is at its dew point; and Tetens' constants give the same to 0.2 K.
    void dewPointAgreesWithTetens()
    {
        for (const double celsius : {-10.0, 5.0, 20.0, 35.0}) {
            QVERIFY(near(dewPoint(Celsius{celsius}, 1).value(), celsius, 1e-9));
            for (const double humidity : {0.1, 0.5, 0.9}) {
                const double gamma = 17.27 * celsius / (237.7 + celsius) + std::log(humidity);
                QVERIFY(std::abs(dewPoint(Celsius{celsius}, humidity).value()
                                 - 237.7 * gamma / (17.27 - gamma))
                        < 0.2);
                QVERIFY(
                    near(relativeHumidity(Celsius{celsius}, dewPoint(Celsius{celsius}, humidity)),
                         humidity));
            }
        }
        QVERIFY(dewPoint(Celsius{24}, 0.5)
                < dewPoint(Celsius{24}, 0.6)); // Moister air has a higher one.
        QVERIFY(std::isfinite(dewPoint(Celsius{20}, 0).value()));
    }

    void deratingStartsAboveNineHundredMetres()
    {
        QCOMPARE(derated(Celsius{35}, Metres{900}, 300).value(), 35.0);
        QCOMPARE(derated(Celsius{35}, Metres{-100}, 300).value(), 35.0);
        QVERIFY(near(derated(Celsius{40}, Metres{1250}, 175).value(), 38));
    }

    void aRoomWarmsWithItsHeat()
    {
        // 400 m³ hold 482,880 J/K.
        QVERIFY(near(roomRise(Watts{48'288}, 400, Seconds{10}).value(), 1));
        QVERIFY(roomRise(Watts{48'288}, 400, Seconds{10}, 482'880).value()
                < 0.51); // As much again in iron.
    }

    void aDoorLeavesWhatItDoesNotTake()
    {
        const DoorAir none = behindDoor(Watts{20'000}, twelve, Watts{}),
                      all = behindDoor(Watts{20'000}, twelve, Watts{20'000});
        QVERIFY(near(none.above.value(), 12));
        QVERIFY(std::abs(all.above.value()) < 1e-9);
    }

    void aRackAsksByItsHeatOrByItsMaker()
    {
        const RackAir byHeat = rackAir(*dryRack(), twelve);
        QVERIFY(near(byHeat.flow.value(), tenKilowatts));
        QVERIFY(near(byHeat.rise.value(), 12) && !byHeat.flowByMaker);
        const RackAir byMaker = rackAir(*dryRack({.cfm = 1000}), twelve);
        QVERIFY(byMaker.flowByMaker);
        QVERIFY(near(byMaker.flow.value(), 1000 * 0.028316846592 / 60));
        QVERIFY(byMaker.rise > Kelvins{12}); // Less air than 12 K would need is warmer.
        // One of which the maker tells and one of which he does not.
        const auto mixed = TinyRack{"mixed"}
                               .add(dryServer({.cfm = 1000}))
                               .add(tinyServer({.id = "other", .watts = 5'000}))
                               .made();
        QVERIFY(near(rackAir(*mixed, twelve).flow.value(),
                     1000 * 0.028316846592 / 60 + tenKilowatts / 2));
    }

    void liquidLeavesItsShareOutOfTheAir()
    {
        const auto wet =
            TinyRack{"wet"}.add(tinyServer({.id = "wet", .watts = 100'000, .liquid = 0.85})).made();
        QVERIFY(near(rackAir(*wet, twelve).heat.value(), 15'000));
        const auto unknown = TinyRack{"odd"}.add(tinyServer({.id = "odd", .watts = {}})).made();
        QCOMPARE(rackAir(*unknown, twelve).missing, std::vector<std::string>{"power of odd"});
    }

    void aRackDrawsFromTheAisleBeforeItsFront_data()
    {
        QTest::addColumn<int>("turn");
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("y");
        QTest::newRow("south") << 0 << 10'000 << 8'800;
        QTest::newRow("east") << 1 << 11'200 << 10'000;
        QTest::newRow("north") << 2 << 10'000 << 11'200;
        QTest::newRow("west") << 3 << 8'800 << 10'000;
    }
    void aRackDrawsFromTheAisleBeforeItsFront()
    {
        QFETCH(int, turn);
        QFETCH(int, x);
        QFETCH(int, y);
        Arrangement floor;
        floor.placements = {standing(dryRack(), static_cast<Turn>(turn))};
        floor.aisles = {{Aisle::Kind::Cold,
                         {{Millimetres{x}, Millimetres{y}}, {Millimetres{1200}, Millimetres{1200}}},
                         true}};
        const AirChain chain = airChain(floor, twelve);
        QCOMPARE(chain.aisles.size(), std::size_t{1});
        QVERIFY(near(chain.aisles.front().demand.value(), tenKilowatts));
        QVERIFY(near(chain.contained.value(), tenKilowatts) && chain.open.value() == 0);
        QVERIFY(chain.turned.empty());
        floor.aisles.front().kind = Aisle::Kind::Hot;
        QCOMPARE(airChain(floor, twelve).turned,
                 std::vector<PlacementId>{PlacementId::literal("r1")});
        floor.placements.front().turn =
            floor.placements.front().turn + Turn::Half; // Its back is there now.
        const AirChain behind = airChain(floor, twelve);
        QVERIFY(behind.turned.empty()
                && behind.groups.front().contained); // A contained hot aisle does as well.
    }

    void anAisleWithASupplyOfItsOwnDoesNotShareTheRooms()
    {
        Arrangement floor = aisleFloor(dryRack(), 3);
        QVERIFY(near(airChain(floor, twelve).demand().value(), 3 * tenKilowatts));
        floor.aisles.front().supply = CubicMetresPerSecond{2};
        const AirChain chain = airChain(floor, twelve);
        QCOMPARE(chain.demand().value(), 0.0);
        QVERIFY(near(chain.aisles.front().demand.value(), 3 * tenKilowatts));
        QCOMPARE(chain.aisles.front().racks, 3);
    }

    // A thousand floors at random: whatever stands where, all heat is carried, and all air is drawn
    // from somewhere.
    void noAirIsLostOrMade()
    {
        std::mt19937 random{7};
        const auto upTo = [&](int most) {
            return std::uniform_int_distribution<int>{0, most}(random);
        };
        const std::vector<RackDesignRef> racks{
            dryRack({.watts = 1'000}), dryRack({.watts = 20'000}),
            TinyRack{"wet"}
                .add(tinyServer({.id = "wet", .watts = 100'000, .liquid = 0.85}))
                .made()};
        for (int floorNumber = 0; floorNumber < 1000; ++floorNumber) {
            Arrangement floor;
            const auto somewhere = [&] {
                return Point{Millimetres{600 * upTo(20)}, Millimetres{600 * upTo(20)}};
            };
            for (int i = upTo(5); i > 0; --i) {
                Aisle aisle{static_cast<Aisle::Kind>(upTo(2)),
                            {somewhere(), {Millimetres{600 * (1 + upTo(10))}, Millimetres{1200}}},
                            upTo(1) == 1};
                if (upTo(2) == 0)
                    aisle.supply = CubicMetresPerSecond{1};
                floor.aisles.push_back(aisle);
            }
            double heat = 0;
            for (int i = 1 + upTo(12); i > 0; --i) {
                Placement placement =
                    standing(racks[static_cast<std::size_t>(upTo(2))], static_cast<Turn>(upTo(3)));
                placement.id = PlacementId::literal(fmt::format("r{}", i));
                placement.at = somewhere();
                heat += (*placement.rack())->facts().heatToAir.known.value();
                floor.placements.push_back(placement);
            }
            const AirChain chain = airChain(floor, twelve);
            double drawn = chain.demand().value();
            std::size_t counted = 0;
            for (const AisleAir& aisle : chain.aisles)
                drawn += aisle.supply ? aisle.demand.value() : 0;
            for (const RackGroup& group : chain.groups)
                counted += group.racks.size();
            QCOMPARE(counted, floor.placements.size());
            QVERIFY(near(chain.heat.value(), heat));
            QVERIFY(near(drawn * 1.2 * 1006 * 12, heat));
        }
    }

    // 100 kW of which 80 kW go to a loop with a unit to water of 300 kW and one to air of 100 kW: a
    // quarter of 80 kW.
    void unitsToAirGiveBackTheirShareOfTheLoop()
    {
        TinyFloor floor;
        floor.arrangement.loops = {tinyLoop("tcs", 32)};
        const auto wet =
            TinyRack{"wet"}.add(tinyServer({.id = "wet", .watts = 100'000, .liquid = 0.8})).made();
        floor.rack("r1", wet, {}, "tcs")
            .unit("c1", tinyCdu({.watts = 300'000}), {}, "tcs")
            .unit("c2", tinyLiquidToAir(100'000), {}, "tcs");
        const AirChain chain = airChain(floor.arrangement, twelve);
        QVERIFY(near(chain.heat.value(), 20'000));
        QVERIFY(near(chain.givenBack.value(), 20'000));
        QVERIFY(near(chain.demand().value(), 4 * tenKilowatts));
    }

    void aUnitToAirInARackGivesBackItsLiquid()
    {
        TinyFloor floor;
        PartType inRack = *tinyLiquidToAir(100'000);
        inRack.body.mounting = Mounting::Rack19;
        inRack.body.height = RackUnits::whole(4);
        const auto rack = TinyRack{"own"}
                              .add(tinyServer({.id = "wet", .watts = 50'000, .liquid = 0.8}))
                              .add(std::make_shared<const PartType>(std::move(inRack)))
                              .made();
        floor.rack("r1", rack);
        QVERIFY(near(airChain(floor.arrangement, twelve).givenBack.value(), 40'000));
    }

    void aDoorTakesNoMoreThanThereIs()
    {
        const auto withDoor = [](double watts) {
            return std::make_shared<const RackDesign>(
                dryRack()->withRearDoor(tinyDoor(watts)).value());
        };
        QVERIFY(near(airChain(aisleFloor(withDoor(4'000)), twelve).removed.value(), 4'000));
        QVERIFY(near(airChain(aisleFloor(withDoor(40'000)), twelve).removed.value(), 10'000));
        QVERIFY(near(withDoor(4'000)->facts().mass.known.value(),
                     dryRack()->facts().mass.known.value() + 100));
        QVERIFY(!dryRack()->withRearDoor(tinyCdu())); // A CDU is no door.
    }

    void theMakersWordsSayWhereAirIsDrawn()
    {
        const auto face = [](const std::string& sold, Airflow typed, Face mounted) {
            PartType part = *dryServer({.airflow = typed, .sold = sold});
            return intakeFace(Device{DeviceId::literal("d"),
                                     std::make_shared<const PartType>(part),
                                     {mounted, RackUnit::whole(1), Slot::Full},
                                     {},
                                     {},
                                     {},
                                     false});
        };
        QCOMPARE(face("", Airflow::FrontToRear, Face::Front), std::optional{Face::Front});
        QCOMPARE(face("", Airflow::FrontToRear, Face::Rear), std::optional{Face::Rear});
        QCOMPARE(face("", Airflow::RearToFront, Face::Front), std::optional{Face::Rear});
        QCOMPARE(face("P2C", Airflow::Unknown, Face::Front), std::optional{Face::Rear});
        QCOMPARE(face("C2P", Airflow::Unknown, Face::Front), std::optional{Face::Front});
        QCOMPARE(face("P2C or C2P variants", Airflow::Unknown, Face::Rear),
                 std::optional{Face::Front}); // The variant is chosen.
        QCOMPARE(face("reversible", Airflow::Unknown, Face::Front), std::optional{Face::Front});
        QCOMPARE(face("", Airflow::Unknown, Face::Front), std::optional<Face>{});
        QCOMPARE(face("", Airflow::LiquidOnly, Face::Front), std::optional<Face>{});
    }

    void aRoomHasItsWallsTimesItsHeight()
    {
        Hall hall;
        QVERIFY(!roomVolume(hall));
        hall.outline = {{Millimetres{0}, Millimetres{0}},
                        {Millimetres{10'000}, Millimetres{0}},
                        {Millimetres{10'000}, Millimetres{10'000}},
                        {Millimetres{0}, Millimetres{10'000}}};
        QVERIFY(near(*roomVolume(hall), 400));
    }
};

QTEST_APPLESS_MAIN(AirTest)
#include "tst_Air.moc"
