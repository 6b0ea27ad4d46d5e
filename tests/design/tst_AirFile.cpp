#include "tests/support/AirDesigns.h"
#include "tests/support/Shipped.h"

#include "model/edit/RearDoorEdits.h"
#include "model/exchange/DesignWriter.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

std::string changed(std::string text, std::string_view what, std::string_view by)
{
    const auto at = text.find(what);
    if (at == std::string::npos)
        throw std::runtime_error(std::string(what) + " is not in the file");
    return text.replace(at, what.size(), by);
}

Design full()
{
    Arrangement floor = aisleFloor(dryRack(), 2);
    floor.aisles.front().supply = CubicMetresPerSecond{1.5};
    const Millimetres zero{0}, side{600};
    floor.wetSegments = {{"main", {{zero, zero}, {side, side}}, Millimetres{3000}, true, false},
                         {"", {{side, zero}, {side, side}}, Millimetres{2900}}};
    Design design = tinyDesign(floor);
    design = withHall(design, [](Hall& hall) {
        hall.air->flowEach = CubicMetresPerSecond{9.5};
        hall.air->leakage = 0.05;
        hall.air->onUps = false;
        hall.air->restart = Seconds{90};
        hall.site.room = {Celsius{24},        0.5,   Celsius{15}, AirClass::H1,
                          Coupons::Corrosive, false, true};
    });
    auto hung = setRearDoor(design, RackDesignId::literal("dry"), tinyDoor(30'000), Catalog{});
    if (!hung)
        throw std::runtime_error(hung.error().text);
    return *hung;
}

} // namespace

class AirFileTest : public QObject {
    Q_OBJECT
private slots:
    void everythingAboutAirComesBack()
    {
        const Design before = full();
        const std::string text = designText(before);
        const auto after = readDesign(text, "x");
        QVERIFY2(after, errorOf(after));
        QCOMPARE(designText(*after), text);
        const Hall& hall = *after->hall();
        QCOMPARE(hall.air->flowEach, before.hall()->air->flowEach);
        QCOMPARE(hall.air->leakage, before.hall()->air->leakage);
        QCOMPARE(hall.air->onUps, std::optional{false});
        QCOMPARE(hall.air->restart, before.hall()->air->restart);
        QVERIFY(hall.site.room == before.hall()->site.room);
        const Arrangement& pod = after->podDesign(PodDesignId::literal("su"))->arrangement();
        QCOMPARE(pod.aisles.front().supply, std::optional{CubicMetresPerSecond{1.5}});
        QVERIFY(pod.wetSegments
                == before.podDesign(PodDesignId::literal("su"))->arrangement().wetSegments);
        const RackDesignRef rack = after->rackDesign(RackDesignId::literal("dry"));
        QCOMPARE(rack->rearDoor()->id.text(), std::string("door"));
        QVERIFY(after->catalog().part(TypeId::literal("door")));
    }

    void whatIsAbsentWritesNothing()
    {
        const std::string text = designText(tinyDesign(aisleFloor(dryRack())));
        for (const char* key : {"room_air", "flow_each", "leakage", "on_ups", "restart_s",
                                "wet_segments", "rear_door", "supply_m3"})
            QVERIFY2(text.find(key) == std::string::npos, key);
    }

    void badValuesAreNamed()
    {
        const std::string text = designText(full());
        const auto refused = [&](std::string_view what, std::string_view by, const char* says) {
            const auto design = readDesign(changed(text, what, by), "x");
            return !design && design.error().text.find(says) != std::string::npos;
        };
        QVERIFY(refused("class: H1", "class: B1", "A1, A2, A3, A4, H1"));
        QVERIFY(refused("coupons: corrosive", "coupons: green", "clean, corrosive"));
        QVERIFY(refused("humidity: 0.5", "humidity: 50", "humidity"));
        QVERIFY(refused("leakage: 0.05", "leakage: 5", "leakage"));
        QVERIFY(refused("rear_door: door", "rear_door: frame", "no rear-door heat exchanger"));
    }

    void aNewerDoorTakesThePlaceOfTheOlder()
    {
        const Design design = full().withPart(tinyDoor(40'000), Catalog{});
        QCOMPARE(design.rackDesign(RackDesignId::literal("dry"))->rearDoor()->cdu->capacity.value(),
                 40'000.0);
    }

    void aDoorIsTakenOffAgain()
    {
        const auto off = setRearDoor(full(), RackDesignId::literal("dry"), nullptr, Catalog{});
        QVERIFY(off);
        QVERIFY(!off->rackDesign(RackDesignId::literal("dry"))->rearDoor());
        QVERIFY(!setRearDoor(full(), RackDesignId::literal("none"), nullptr, Catalog{}));
    }
};

QTEST_APPLESS_MAIN(AirFileTest)
#include "tst_AirFile.moc"
