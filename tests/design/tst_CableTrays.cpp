#include "tests/support/AirDesigns.h"
#include "tests/support/Shipped.h"

#include "model/edit/TrayEdits.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const Holder inSu{PodDesignId::literal("su")};
const Holder inHall{};

Point at(std::int64_t x, std::int64_t y)
{
    return {Millimetres{x}, Millimetres{y}};
}

CableTray tray(std::string_view id, std::vector<Point> points)
{
    return {TrayId::literal(id), {}, CableTray::Kind::Ladder, std::move(points)};
}

Design valued(Result<Design> design)
{
    if (!design)
        throw std::runtime_error(design.error().text);
    return *design;
}

Design full()
{
    CableTray one = tray("over-a", {at(0, 600), at(9000, 600), at(9000, -4000)});
    one.name = "Over row A";
    one.rated = KilogramsPerMetre{49.6};
    one.side = Side::B;
    one.carries = CableTray::Carries::Data;
    one.screened = false;
    CableTray two = tray("whip", {at(0, 0), at(0, 2500)});
    two.kind = CableTray::Kind::Underfloor;
    two.height = Millimetres{-350};
    two.width = Millimetres{450};
    two.depth = Millimetres{60};
    two.carries = CableTray::Carries::Power;
    Design design = valued(setTray(tinyDesign(aisleFloor(dryRack(), 2)), inSu, one));
    design = valued(setTray(design, inSu, two));
    return valued(setTray(design, inHall, tray("main", {at(-500, 0), at(30'000, 0)})));
}

const std::vector<CableTray>& traysOf(const Design& design)
{
    return design.podDesign(*inSu)->arrangement().trays;
}

std::string changed(std::string text, std::string_view what, std::string_view by)
{
    const auto where = text.find(what);
    if (where == std::string::npos)
        throw std::runtime_error(std::string(what) + " is not in the file");
    return text.replace(where, what.size(), by);
}

} // namespace

class CableTraysTest : public QObject {
    Q_OBJECT
private slots:
    void everythingAboutATrayComesBack()
    {
        const Design before = full();
        const std::string text = designText(before);
        const auto after = readDesign(text, "x");
        QVERIFY2(after, errorOf(after));
        QCOMPARE(designText(*after), text);
        QVERIFY(traysOf(*after) == traysOf(before));
        QVERIFY(after->hall()->arrangement.trays == before.hall()->arrangement.trays);
        QCOMPARE(traysOf(*after).front().side, std::optional{Side::B});
        QCOMPARE(traysOf(*after).back().height.value(), std::int64_t{-350});
    }

    void aDesignWithoutTraysWritesNoneOfIt()
    {
        QCOMPARE(designText(tinyDesign(aisleFloor(dryRack()))).find("trays:"), std::string::npos);
    }

    void badTraysAreNamed_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("by");
        QTest::addColumn<QString>("says");
        QTest::newRow("kind") << "kind: ladder" << "kind: rope" << "ladder";
        QTest::newRow("width") << "width_mm: 450" << "width_mm: 5" << "width_mm";
        QTest::newRow("depth") << "depth_mm: 60" << "depth_mm: 60000" << "depth_mm";
        QTest::newRow("height") << "height_mm: -350" << "height_mm: -35000" << "height_mm";
        QTest::newRow("rating") << "rated_kg_per_m: 49.6" << "rated_kg_per_m: -1" << "rated_kg_per_m";
        QTest::newRow("side") << "side: B, carries" << "side: E, carries" << "A, B, C, D";
        QTest::newRow("carries") << "carries: power" << "carries: water" << "data";
        QTest::newRow("one point") << "[[0, 0], [0, 2500]]" << "[[0, 0]]" << "2 to 256 points; found 1";
        QTest::newRow("a point of three") << "[[0, 0], [0, 2500]]" << "[[0, 0, 0], [0, 2500]]" << "a point as [x, y]";
        QTest::newRow("standing still") << "[[0, 0], [0, 2500]]" << "[[0, 0], [0, 0]]" << "same place from point 1 to point 2";
        QTest::newRow("twice") << "id: whip" << "id: over-a" << "there is a tray 'over-a' already";
        QTest::newRow("unknown key") << "screened: false" << "armoured: false" << "armoured";
    }

    void badTraysAreNamed()
    {
        QFETCH(QString, what);
        QFETCH(QString, by);
        QFETCH(QString, says);
        const auto design = readDesign(changed(designText(full()), what.toStdString(), by.toStdString()), "x");
        QVERIFY(!design);
        QVERIFY2(QString::fromStdString(design.error().text).contains(says), design.error().text.c_str());
    }

    void moreTraysThanAPlaceTakesAreRefused()
    {
        std::string list = "  trays:\n";
        for (std::size_t i = 0; i <= CableTray::mostTrays; ++i)
            list += fmt::format("    - {{id: t{}, kind: ladder, points_mm: [[0, 0], [1, 0]], height_mm: 1, width_mm: 10, depth_mm: 10}}\n", i);
        std::string text = designText(valued(removeTray(full(), inHall, TrayId::literal("main"))));
        const auto where = text.rfind("  altitude_m: ");
        QVERIFY(where != std::string::npos);
        const auto design = readDesign(text.insert(text.find('\n', where) + 1, list), "x");
        QVERIFY(!design);
        QVERIFY2(design.error().text.find("there are 4097 trays, and 4096 at most") != std::string::npos, design.error().text.c_str());
    }

    void anEditMakesNoTrayThatAFileMayNotSay()
    {
        const Design design = full();
        CableTray narrow = traysOf(design).front();
        narrow.width = Millimetres{9};
        QVERIFY(!setTray(design, inSu, narrow));
        CableTray weak = traysOf(design).front();
        weak.rated = KilogramsPerMetre{0};
        QVERIFY(!setTray(design, inSu, weak));
        CableTray far = traysOf(design).front();
        far.points.back() = at(10'000'001, 0);
        QVERIFY(!setTray(design, inSu, far));
        QVERIFY(!removeTray(design, inSu, TrayId::literal("none")));
        QVERIFY(!setTray(design, PodDesignId::literal("none"), traysOf(design).front()));
    }

    void aDrawnTrayIsLikeTheLastOfItsKind()
    {
        const Design design = full();
        const auto drawn = drawTray(design, inSu, {at(0, 0), at(0, 900)}, CableTray::Kind::Underfloor);
        QVERIFY2(drawn, errorOf(drawn));
        const CableTray* made = drawn->design.podDesign(*inSu)->arrangement().tray(drawn->tray);
        QVERIFY(made);
        QCOMPARE(made->width.value(), std::int64_t{450});
        QCOMPARE(made->height.value(), std::int64_t{-350});
        QVERIFY(!made->carries); // What the other carries is not said of this one.
        const auto first = drawTray(tinyDesign(aisleFloor(dryRack())), inSu, {at(0, 0), at(0, 900)});
        QVERIFY(first);
        QCOMPARE(traysOf(first->design).front().height, first->design.hall()->trayHeight);
        QCOMPARE(first->tray.text(), std::string("t01"));
        QVERIFY(!drawTray(design, inSu, {at(0, 0)}));
    }

    void pointsMoveComeAndGo()
    {
        const Design design = full();
        const TrayId id = TrayId::literal("over-a");
        const Design moved = valued(moveTray(design, inSu, id, at(100, -50)));
        QVERIFY((traysOf(moved).front().points == std::vector{at(100, 550), at(9100, 550), at(9100, -4050)}));
        const Design bent = valued(moveTrayPoint(design, inSu, id, 1, at(8000, 700)));
        QVERIFY(traysOf(bent).front().points[1] == at(8000, 700));
        const Design longer = valued(addTrayPoint(design, inSu, id, 3, at(9000, -5000)));
        QVERIFY(traysOf(longer).front().points.back() == at(9000, -5000));
        const Design shorter = valued(removeTrayPoint(design, inSu, id, 0));
        QVERIFY((traysOf(shorter).front().points == std::vector{at(9000, 600), at(9000, -4000)}));
        QVERIFY(!removeTrayPoint(shorter, inSu, id, 0)); // Two are left.
        QVERIFY(!moveTrayPoint(design, inSu, id, 3, at(0, 0)));
        QVERIFY(!moveTrayPoint(design, inSu, id, 1, at(0, 600))); // Onto its neighbour.
        QVERIFY(valued(moveTray(moved, inSu, id, at(-100, 50))) == design);
    }

    void anEditLeavesTheOtherPartsAlone()
    {
        const Design before = full();
        const Design after = valued(moveTray(before, inSu, TrayId::literal("whip"), at(0, 10)));
        QCOMPARE(traysOf(before).back().points.front(), at(0, 0));
        QVERIFY(traysOf(after).front() == traysOf(before).front());
        QCOMPARE(after.rackDesigns().begin()->second, before.rackDesigns().begin()->second);
        QVERIFY(after.hall()->pods.front().pod == after.podDesign(*inSu));
    }

    void whatStandsMayGoAndTheTrayStays()
    {
        Arrangement all = full().podDesign(*inSu)->arrangement();
        all.placements.clear();
        all.loops.clear();
        all.dropLooseEnds();
        QVERIFY(!all.defect());
        QCOMPARE(all.trays.size(), std::size_t{2});
    }

    void lengthAndExtentAreThoseOfTheRun()
    {
        const CableTray one = tray("t", {at(0, 0), at(3000, 0), at(3000, 4000), at(0, 0)});
        QCOMPARE(one.length().value(), 12.0); // 3, 4, 5.
        QVERIFY((one.extent() == FloorRect{at(-150, -150), {Millimetres{3300}, Millimetres{4300}}}));
    }

    void aPlacedTrayLiesAsTheRacksOfItsPodDo()
    {
        const CableTray one = placed(tray("t", {at(100, 0), at(100, 2000)}), at(5000, 6000), Turn::Quarter);
        QVERIFY((one.points == std::vector{at(5000, 6100), at(3000, 6100)}));
    }
};

QTEST_APPLESS_MAIN(CableTraysTest)
#include "tst_CableTrays.moc"
