#include "tests/support/Shipped.h"

#include "model/edit/FloorEdits.h"

#include <QtTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

Point at(std::int64_t x, std::int64_t y)
{
    return {Millimetres{x}, Millimetres{y}};
}

} // namespace

class FloorEditsTest : public QObject {
    Q_OBJECT
private slots:
    void aFrameBecomesAnEmptyRack()
    {
        const auto placed = placePart(Design{}, part("apc-ar3357"), at(0, 0), Turn::None, catalog());
        QVERIFY2(placed, errorOf(placed));
        QCOMPARE(placed->design.rackDesigns().size(), std::size_t{1});
        QCOMPARE(placed->design.facts().racks, 1);
        QVERIFY(placeAt(placed->design, placed->path));
    }

    void aRackScaleSystemOpensToItsTraysAndIsSharedTheSecondTime()
    {
        const auto first = placePart(Design{}, part("nvidia-gb300-nvl72"), at(0, 0), Turn::None, catalog());
        QVERIFY2(first, errorOf(first));
        const auto second = placePart(first->design, part("nvidia-gb300-nvl72"), at(600, 0), Turn::None, catalog());
        QVERIFY2(second, errorOf(second));
        QCOMPARE(second->design.rackDesigns().size(), std::size_t{1});
        QCOMPARE(second->design.facts().accelerators, 144);
    }

    void whatStandsInTheWayIsNamed()
    {
        Design design = reference("gb300-nvl72-su");
        const auto onRack = placePart(design, part("apc-ar3357"), at(3300, 5200), Turn::None, catalog());
        QVERIFY(!onRack);
        QVERIFY2(onRack.error().text.find("stands there") != std::string::npos, errorOf(onRack));
        const auto onColumn = placePart(design, part("apc-ar3357"), at(700, 700), Turn::None, catalog());
        QCOMPARE(onColumn.error().text, std::string("A column stands there"));
        const auto outside = placePart(design, part("apc-ar3357"), at(20000, 0), Turn::None, catalog());
        QCOMPARE(outside.error().text, std::string("That is outside the walls of the hall"));
    }

    void aMoveInAPodMovesItInEveryPlacement()
    {
        Design design = reference("mi355x-128-ethernet");
        Hall hall = *design.hall();
        hall.outline.clear();
        design = design.withHall(hall);
        const auto two = placePod(design, PodDesignId::literal("pod"), at(0, 20000), Turn::Half);
        QVERIFY2(two, errorOf(two));
        const std::vector<std::string> paths{"pod-1/n01"};
        const Point before = placeAt(two->design, "pod-1/n01")->instance.footprint.at;
        const Point other = placeAt(two->design, two->path + "/n01")->instance.footprint.at;
        const auto moved = movePlacements(two->design, paths, at(0, -1300));
        QVERIFY2(moved, errorOf(moved));
        QVERIFY(placeAt(*moved, "pod-1/n01")->instance.footprint.at == before + at(0, -1300));
        QVERIFY(placeAt(*moved, two->path + "/n01")->instance.footprint.at == other + at(0, 1300)); // turned by half
    }

    void aRefusedMoveChangesNothing()
    {
        const Design design = reference("mi355x-128-ethernet");
        const std::vector<std::string> paths{"pod-1/a01"};
        QVERIFY(!movePlacements(design, paths, at(300, 0)));
        QVERIFY(design == reference("mi355x-128-ethernet"));
    }

    void turningAPodKeepsItsCorner()
    {
        Design design = reference("mi355x-128-ethernet");
        Hall hall = *design.hall();
        hall.outline.clear();
        design = design.withHall(hall);
        const Point corner = design.hall()->pods.front().footprint().at;
        const std::vector<std::string> paths{"pod-1"};
        for (int i = 0; i < 4; ++i) {
            auto next = turnPlacements(design, paths);
            QVERIFY2(next, errorOf(next));
            design = *next;
            QVERIFY(design.hall()->pods.front().footprint().at == corner);
        }
    }

    void aCopyStandsBesideAndAloneOfThePod()
    {
        Design design = reference("mi355x-128-ethernet");
        Hall hall = *design.hall();
        hall.outline.clear();
        design = design.withHall(hall);
        const std::vector<std::string> paths{"pod-1/a01"};
        const auto copies = duplicatePlacements(design, paths);
        QVERIFY2(copies, errorOf(copies));
        QCOMPARE(copies->design.facts().accelerators, 128 + 32);
        QCOMPARE(copies->paths.size(), std::size_t{1});
    }

    void anArrayIsOneEdit()
    {
        const auto one = placePart(Design{}, part("nvidia-gb300-nvl72"), at(0, 0), Turn::None, catalog());
        const auto row = arrayPlacement(one->design, one->path, 7, at(600, 0));
        QVERIFY2(row, errorOf(row));
        QCOMPARE(row->design.facts().accelerators, 576);
        QVERIFY(!arrayPlacement(one->design, one->path, 7, at(300, 0))); // they would stand in one another
    }

    void removingARackDropsItsOverrideAndItsSwitches()
    {
        Design design = reference("gb300-nvl72-su");
        design = *overrideInstance(design, "su-1/n01", {"special", Watts{1000}, ""});
        const auto without = removePlacements(design, std::vector<std::string>{"su-1/n01"});
        QVERIFY2(without, errorOf(without));
        QVERIFY(without->hall()->overrides.empty());
        const Fabric* fabric = without->podDesigns().begin()->second->arrangement().fabric(FabricId::literal("compute"));
        QCOMPARE(fabric->switches.size(), std::size_t{12 - 4});
    }

    void anOverrideCountsInTheTotals()
    {
        const Design design = reference("gb300-nvl72-su");
        const auto special = overrideInstance(design, "su-1/a03", {"", Watts{100000}, ""});
        QVERIFY2(special, errorOf(special));
        QCOMPARE(special->facts().provisioned.known, design.facts().provisioned.known - Watts{32000});
    }

    void aPathThatNamesNothingSaysWhatThereIs()
    {
        const auto place = placeAt(reference("gb300-nvl72-su"), "su-1/z99");
        QVERIFY(!place);
        QVERIFY2(place.error().text.find("a01") != std::string::npos, errorOf(place));
    }
};

QTEST_APPLESS_MAIN(FloorEditsTest)
#include "tst_FloorEdits.moc"
