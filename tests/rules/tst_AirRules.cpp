#include "tests/rules/Mending.h"
#include "tests/support/AirDesigns.h"

#include "model/edit/RearDoorEdits.h"

#include <QTest>

#include <stdexcept>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

Design floorDesign(const DryServerSpec& spec = {}, int racks = 1, bool contained = true)
{
    return tinyDesign(aisleFloor(dryRack(spec), racks, contained));
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
        QCOMPARE(saidOf(floorDesign(), "THM-002"), none); // He says nothing.
        QCOMPARE(saidOf(floorDesign({.cfm = 1755}), "THM-002"), none);
        QCOMPARE(saidOf(floorDesign({.cfm = 1756}), "THM-002"),
                 std::string("info THM-002/rack:dry#dry"));
        QCOMPARE(saidOf(floorDesign({.cfm = 1171}), "THM-002"), none);
        QCOMPARE(saidOf(floorDesign({.cfm = 1170}), "THM-002"),
                 std::string("info THM-002/rack:dry#dry"));
    }

    // Contained: a twentieth of 12 K comes back.
    void thm004JudgesTheRecommendedRange()
    {
        QCOMPARE(saidOf(supplied(floorDesign(), 26.4), "THM-004"), none);
        QCOMPARE(saidOf(supplied(floorDesign(), 26.5), "THM-004"),
                 std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign({}, 1, false), 25.2), "THM-004"),
                 none); // 15 % of 12 K
        QCOMPARE(saidOf(supplied(floorDesign({}, 1, false), 25.3), "THM-004"),
                 std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign(), 18), "THM-004"), none);
        QCOMPARE(saidOf(supplied(floorDesign(), 17.9), "THM-004"),
                 std::string("warning THM-004/pod:su,rack:dry#cold"));
    }

    void thm004JudgesTheClass()
    {
        QCOMPARE(saidOf(supplied(floorDesign(), 34.4), "THM-004"),
                 std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign(), 34.5), "THM-004"),
                 std::string("error THM-004/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign(), 34.5, AirClass::A3), "THM-004"),
                 std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign(), 21.4, AirClass::H1), "THM-004"), none);
        QCOMPARE(saidOf(supplied(floorDesign(), 21.5, AirClass::H1), "THM-004"),
                 std::string("warning THM-004/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign(), 24.5, AirClass::H1), "THM-004"),
                 std::string("error THM-004/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign(), 14.9, AirClass::A1), "THM-004"),
                 std::string("error THM-004/pod:su,rack:dry#cold"));
    }

    void thm004HoldsDevicesToTheirOwnLimits()
    {
        const Design picky = floorDesign({.inletMaxC = 25, .inletMinC = 20});
        QCOMPARE(saidOf(supplied(picky, 24.4, {}), "THM-004"), none); // Without a class, too.
        const auto hot = of(judged(supplied(picky, 24.5, {})), "THM-004");
        QCOMPARE(hot.size(), std::size_t{1});
        QCOMPARE(hot.front().severity, Severity::Error);
        QVERIFY2(hot.front().message.find("dry takes 25") != std::string::npos,
                 hot.front().message.c_str());
        QCOMPARE(saidOf(supplied(picky, 19.5), "THM-004"),
                 std::string("error THM-004/pod:su,rack:dry#cold"));
    }

    void thm004SaysWhatIsMissing()
    {
        const auto unclassed = of(judged(supplied(floorDesign(), 22, {})), "THM-004");
        QCOMPARE(unclassed.size(), std::size_t{1});
        QCOMPARE(unclassed.front().missing, std::vector<std::string>{"ASHRAE class of the room"});
        const Design unsupplied =
            withHall(floorDesign(), [](Hall& hall) { hall.air->supply.reset(); });
        QCOMPARE(saidOf(unsupplied, "THM-004"), std::string("not-evaluated THM-004/hall"));
    }

    void thm004IsMendedByColderAirOrByContainment()
    {
        const Design hot = supplied(floorDesign({}, 1, false), 26);
        QCOMPARE(saidOf(mended(hot, "THM-004", 0), "THM-004"), none);
        const Design closed = mended(hot, "THM-004", 1);
        QVERIFY(
            closed.podDesign(PodDesignId::literal("su"))->arrangement().aisles.front().contained);
        QCOMPARE(closed.hall()->air->supply->value(), 26.0);
        QCOMPARE(saidOf(closed, "THM-004"), none);
    }

    // Half the air: half of what the racks draw is their own exhaust, 22 + 6 °C.
    void thm004CountsWhatTheAirHandlersLack()
    {
        Design starved =
            withHall(blown(1.4534 / 2), [](Hall& hall) { hall.site.room.airClass = AirClass::A2; });
        const auto finding = of(judged(starved), "THM-004").front();
        QCOMPARE(finding.severity, Severity::Warning);
        QVERIFY(std::abs(*finding.measured - 28) < 0.01);
    }

    void thm004CountsRacksOfAllPods()
    {
        const auto findings =
            of(judged(supplied(tinyDesign(aisleFloor(dryRack(), 4), 3), 30)), "THM-004");
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings.front().placements, 12);
    }

    // A2 at 2,100 m: 35 − 1,200 / 300 = 31 °C.
    void thm005DeratesWithAltitude()
    {
        const auto at = [](double metres, double supply, const DryServerSpec& spec = {}) {
            return withHall(supplied(floorDesign(spec), supply),
                            [&](Hall& hall) { hall.altitude = Metres{metres}; });
        };
        QCOMPARE(saidOf(at(2100, 30.4), "THM-005"), none);
        QCOMPARE(saidOf(at(2100, 30.5), "THM-005"), std::string("warning THM-005/pod:su,rack:dry"));
        QCOMPARE(saidOf(at(900, 34), "THM-005"), none);
        QCOMPARE(saidOf(at(2100, 26.5, {.inletMaxC = 30}), "THM-005"),
                 std::string("warning THM-005/pod:su,rack:dry")); // 30 − 4
        QCOMPARE(saidOf(mended(at(2100, 33), "THM-005"), "THM-005"), none);
        const Design unclassed =
            withHall(at(2100, 22), [](Hall& hall) { hall.site.room.airClass.reset(); });
        QCOMPARE(saidOf(unclassed, "THM-005"), std::string("not-evaluated THM-005/rack:dry"));
    }

    // 15 % on 35 kW or 12 K left after a door is what matters: 12 · (1 − Q_door / Q) ≤ 1.
    void thm018JudgesWhatLeavesTheDoor()
    {
        QCOMPARE(saidOf(floorDesign(), "THM-018"), none); // No door.
        QCOMPARE(saidOf(doored(30'000, 27'500), "THM-018"), none);
        QCOMPARE(saidOf(doored(30'000, 27'400), "THM-018"),
                 std::string("warning THM-018/rack:dry"));
        QCOMPARE(saidOf(doored(30'100, 40'000), "THM-018"),
                 std::string("warning THM-018/rack:dry#kind"));
    }

    void thm018OffersAGreaterDoor()
    {
        RuleEngine engine;
        auto library = std::make_shared<Catalog>();
        QVERIFY(library->add(tinyDoor(20'000, "small")));
        QVERIFY(library->add(tinyDoor(29'000, "great")));
        QVERIFY(library->add(tinyDoor(200'000, "greatest")));
        engine.useLibrary(library);
        const Design next = mended(doored(28'000, 15'000), "THM-018", 0, engine);
        QCOMPARE(next.rackDesign(RackDesignId::literal("dry"))->rearDoor()->id.text(),
                 std::string("great"));
        QVERIFY(of(engine.evaluate(next, profile(), today), "THM-018").empty());
    }

    // 45 = 32.4 + 0.6 + 12; 55 = 42.4 + 0.6 + 12.
    void thm019JudgesTheExhaust()
    {
        QCOMPARE(saidOf(supplied(floorDesign(), 32.4), "THM-019"), none);
        QCOMPARE(saidOf(supplied(floorDesign(), 32.5), "THM-019"),
                 std::string("warning THM-019/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign(), 42.4), "THM-019"),
                 std::string("warning THM-019/pod:su,rack:dry"));
        QCOMPARE(saidOf(supplied(floorDesign(), 42.5), "THM-019"),
                 std::string("error THM-019/pod:su,rack:dry"));
        QCOMPARE(saidOf(mended(supplied(floorDesign(), 40), "THM-019"), "THM-019"), none);
        // A maker with little air: 10 kW in 500 CFM are 35.1 K.
        QCOMPARE(saidOf(supplied(floorDesign({.cfm = 500}), 22), "THM-019"),
                 std::string("error THM-019/pod:su,rack:dry"));
    }

    void thm020FindsWhatDrawsHotAir()
    {
        QCOMPARE(saidOf(floorDesign(), "THM-020"), none);
        const Design backward = floorDesign({.airflow = Airflow::RearToFront});
        QCOMPARE(saidOf(backward, "THM-020"), std::string("error THM-020/rack:dry#dry"));
        const Design turned = mended(backward, "THM-020");
        QCOMPARE(turned.rackDesign(RackDesignId::literal("dry"))->devices().front().mount.face,
                 Face::Rear);
        QCOMPARE(saidOf(turned, "THM-020"), none);
        QCOMPARE(saidOf(floorDesign({.airflow = Airflow::SideToRear}), "THM-020"),
                 std::string("warning THM-020/rack:dry#dry"));
        QCOMPARE(saidOf(floorDesign({.airflow = Airflow::LiquidOnly}), "THM-020"), none);
    }

    void thm020AsksForTheVariantAndForWhatIsUnknown()
    {
        QCOMPARE(saidOf(floorDesign({.airflow = Airflow::Unknown, .sold = "P2C or C2P variants"}),
                        "THM-020"),
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
            auto rack = RackDesign::create(RackDesignId::literal("dry"), "dry", tinyFrame(),
                                           std::make_shared<const PartType>(std::move(system)));
            auto filled = rack->mounted(Device{DeviceId::literal("d1"),
                                               backward,
                                               {Face::Front, RackUnit::whole(1), Slot::Full},
                                               {},
                                               {},
                                               {},
                                               false});
            return tinyDesign(aisleFloor(std::make_shared<const RackDesign>(filled.value())));
        };
        QCOMPARE(saidOf(rackOf({{backward->id, 1}}), "THM-020"), none);
        QCOMPARE(saidOf(rackOf({}), "THM-020"), std::string("error THM-020/rack:dry#dry"));
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
        const Design backward = tinyDesign(aisleFloor(
            TinyRack{"dry"}.add(withPorts({.airflow = Airflow::RearToFront}, "p2c")).made()));
        const Design other = mended(backward, "THM-020", 1, engine);
        QCOMPARE(other.rackDesign(RackDesignId::literal("dry"))->devices().front().part->id.text(),
                 std::string("c2p"));
        QCOMPARE(saidOf(other, "THM-020"), none);
    }

    void thm020FindsARackThatFacesAHotAisle()
    {
        Arrangement floor = aisleFloor(dryRack(), 2);
        floor.placements.back().turn = Turn::Half;
        const Design design = tinyDesign(floor);
        QCOMPARE(saidOf(design, "THM-020"), std::string("error THM-020/pod:su/r2"));
        QCOMPARE(saidOf(mended(design, "THM-020"), "THM-020"), none);
        const Design alone = tinyHall(floor);
        QCOMPARE(saidOf(alone, "THM-020"), std::string("error THM-020/r2"));
        QCOMPARE(saidOf(mended(alone, "THM-020"), "THM-020"), none);
    }

    void thm023JudgesTheDensity()
    {
        QCOMPARE(saidOf(floorDesign({.watts = 30'000}), "THM-023"), none);
        QCOMPARE(saidOf(floorDesign({.watts = 30'100}), "THM-023"),
                 std::string("warning THM-023/pod:su,rack:dry"));
        QCOMPARE(saidOf(floorDesign({.watts = 41'000}), "THM-023"),
                 std::string("warning THM-023/pod:su,rack:dry"));
        QCOMPARE(saidOf(floorDesign({.watts = 41'100}), "THM-023"),
                 std::string("error THM-023/pod:su,rack:dry"));
        QCOMPARE(saidOf(floorDesign({.watts = 15'000}, 1, false), "THM-023"), none);
        const Design open = floorDesign({.watts = 15'100}, 1, false);
        QCOMPARE(saidOf(open, "THM-023"), std::string("warning THM-023/pod:su,rack:dry#open"));
        QCOMPARE(saidOf(mended(open, "THM-023"), "THM-023"), none);
        QCOMPARE(saidOf(doored(45'000, 50'000), "THM-023"), none); // A door's: THM-018.
    }
};

QTEST_APPLESS_MAIN(AirRulesTest)
#include "tst_AirRules.moc"
