#include "tests/support/Shipped.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/PodEdits.h"
#include "model/fabric/FabricLinks.h"

#include <QTest>

#include <limits>

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

    void aCopyInAPodBelongsToThePodAndKeepsItsChains()
    {
        Design design = reference("mi355x-128-ethernet");
        Hall hall = *design.hall();
        hall.outline.clear();
        design = design.withHall(hall);
        const std::vector<std::string> paths{"pod-1/a01"};
        const auto copies = duplicatePlacements(design, paths);
        QVERIFY2(copies, errorOf(copies));
        QCOMPARE(copies->design.facts().accelerators, 128 + 32);
        QCOMPARE(copies->paths, std::vector<std::string>{"pod-1/a05"});
        const auto original = placeAt(copies->design, "pod-1/a01"), copy = placeAt(copies->design, "pod-1/a05");
        QVERIFY(original && copy);
        QVERIFY(copy->placement->feeds == original->placement->feeds && !copy->placement->feeds.empty());
        QVERIFY(copy->placement->loop == original->placement->loop && copy->placement->loop);
        QVERIFY(copy->placement->row == original->placement->row);
        QCOMPARE(copy->placement->label, std::string("A05"));
    }

    void aCopyInATurnedPodStandsToTheEastInTheHall()
    {
        Design design = reference("mi355x-128-ethernet");
        Hall hall = *design.hall();
        hall.outline.clear();
        hall.columns.clear();
        hall.keepOuts.clear();
        hall.pods.front().turn = Turn::Quarter;
        design = design.withHall(hall);
        const auto before = placeAt(design, "pod-1/a01")->instance.footprint;
        const auto copies = copyPlacements(design, std::vector<std::string>{"pod-1/a01"}, at(30000, 0));
        QVERIFY2(copies, errorOf(copies));
        const auto after = placeAt(copies->design, copies->paths.front())->instance.footprint;
        QVERIFY(after.at == before.at + at(30000, 0));
    }

    void whatWasCutCanBePastedWhereItStood()
    {
        const Design before = reference("gb300-nvl72-su");
        const std::string pod = before.hall()->pods.front().id.text();
        const auto rack = before.hall()->pods.front().pod->arrangement().placements.front();
        const std::vector<std::string> paths{pod + "/" + rack.id.text()};
        const Design without = *removePlacements(before, paths);
        QVERIFY(!placeAt(without, paths.front()));
        const auto pasted = pastePlacements(without, before, paths);
        QVERIFY2(pasted, errorOf(pasted));
        QCOMPARE(pasted->paths.size(), 1U);
        const auto back = placeAt(pasted->design, pasted->paths.front());
        QVERIFY(back);
        QCOMPARE(back->placement->at, rack.at);
        QCOMPARE(back->placement->feeds, rack.feeds);
        QCOMPARE(back->placement->row, rack.row);
        // Where it still stands, the copy goes beside it.
        const auto beside = pastePlacements(before, before, paths);
        if (beside)
            QVERIFY(placeAt(beside->design, beside->paths.front())->placement->at != rack.at);
        // A feed that is gone since is left out.
        Design unfed = without;
        const auto id = before.podDesigns().begin()->first;
        for (const SideFeed& supply : rack.feeds)
            unfed = *removeFeed(unfed, id, supply.feed);
        const auto bare = pastePlacements(unfed, before, paths);
        QVERIFY2(bare, errorOf(bare));
        QVERIFY(placeAt(bare->design, bare->paths.front())->placement->feeds.empty());
    }

    void racksOfTheHallBecomeAPodThatCanBePlacedAgain()
    {
        const auto one = placePart(Design{}, part("nvidia-gb300-nvl72"), at(3000, 3000), Turn::None, catalog());
        auto row = arrayPlacement(one->design, one->path, 3, at(600, 0));
        QVERIFY2(row, errorOf(row));
        Design design = *setRow(row->design, {}, {RowId::literal("a"), "Row A"});
        design = *setLoop(design, {}, {LoopId::literal("tcs"), "TCS", "PG25", Celsius{30}, {}, {}});
        Feed feed{FeedId::literal("fa"), "A", Side::A, Volts{480}, 3, Amperes{800}, {}, {}};
        design = *setFeed(design, {}, feed);
        feed.id = FeedId::literal("fb");
        feed.side = Side::B;
        design = *setFeed(design, {}, feed);
        design = *assignFeeds(*assignLoops(design, {}), {});
        const std::vector<std::string> paths{"x01", "x02", "x03", "x04"};
        std::vector<PlacementId> ids;
        for (const std::string& path : paths)
            ids.push_back(PlacementId::literal(path));
        design = *assignRow(design, {}, RowId::literal("a"), ids);
        design = *overrideInstance(design, "x02", {"special", Watts{100000}, ""});
        const auto before = placeAt(design, "x03")->instance.footprint;

        const auto pod = gatheredInPod(design, paths, "Row of four");
        QVERIFY2(pod, errorOf(pod));
        QVERIFY(pod->design.hall()->arrangement == Arrangement{});
        QCOMPARE(pod->design.facts().accelerators, design.facts().accelerators);
        QVERIFY(pod->design.facts().provisioned.known == design.facts().provisioned.known); // the override went along
        QVERIFY(placeAt(pod->design, pod->path + "/x03")->instance.footprint == before);
        const Arrangement& inside = pod->design.podDesigns().begin()->second->arrangement();
        QCOMPARE(inside.feeds.size(), std::size_t{2});
        QCOMPARE(inside.loops.size(), std::size_t{1});
        QCOMPARE(inside.rows.size(), std::size_t{1});
        QVERIFY(!inside.defect());
        const auto again = duplicatePlacements(pod->design, std::vector<std::string>{pod->path});
        QVERIFY2(again, errorOf(again));
        QCOMPARE(again->design.facts().accelerators, 2 * design.facts().accelerators);
    }

    void aFeedThatOthersUseStaysAndIsCopied()
    {
        const auto one = placePart(Design{}, part("nvidia-gb300-nvl72"), at(0, 0), Turn::None, catalog());
        Design design = arrayPlacement(one->design, one->path, 1, at(600, 0))->design;
        Feed feed{FeedId::literal("fa"), "A", Side::A, Volts{480}, 3, Amperes{800}, {}, {}};
        design = *setFeed(design, {}, feed);
        feed.id = FeedId::literal("fb");
        feed.side = Side::B;
        design = *assignFeeds(*setFeed(design, {}, feed), {});
        const auto pod = gatheredInPod(design, std::vector<std::string>{"x01"}, "One");
        QVERIFY2(pod, errorOf(pod));
        QCOMPARE(pod->design.hall()->arrangement.feeds.size(), std::size_t{2});
        QCOMPARE(pod->design.podDesigns().begin()->second->arrangement().feeds.size(), std::size_t{2});
        QVERIFY(!gatheredInPod(pod->design, std::vector<std::string>{pod->path + "/x01"}, "Two"));
    }

    void absurdHallsAreRefused()
    {
        const Design design = reference("mi355x-128-ethernet");
        const auto with = [&](auto change) {
            Hall hall = *design.hall();
            change(hall);
            return changeHall(design, hall).has_value();
        };
        QVERIFY(with([](Hall& hall) { hall.height = Millimetres{4500}; }));
        QVERIFY(!with([](Hall& hall) { hall.height = Millimetres{0}; }));
        QVERIFY(!with([](Hall& hall) { hall.tile = Millimetres{0}; }));
        QVERIFY(!with([](Hall& hall) { hall.outline = {at(0, 0), at(25, 0), at(25, 25)}; }));
        QVERIFY(!with([](Hall& hall) { hall.outline[2].x = Millimetres{std::numeric_limits<std::int64_t>::min()}; }));
        QVERIFY(!with([](Hall& hall) { hall.floorRating = Kilopascals{-1}; }));
    }

    void anArrayIsOneEdit()
    {
        const auto one = placePart(Design{}, part("nvidia-gb300-nvl72"), at(0, 0), Turn::None, catalog());
        const auto row = arrayPlacement(one->design, one->path, 7, at(600, 0));
        QVERIFY2(row, errorOf(row));
        QCOMPARE(row->design.facts().accelerators, 576);
        QVERIFY(!arrayPlacement(one->design, one->path, 7, at(300, 0))); // they would stand in one another
    }

    void removingARackDropsItsOverrideAndLeavesItsFabricToSayWhatIsGone()
    {
        Design design = reference("gb300-nvl72-su");
        design = *overrideInstance(design, "su-1/n01", {"special", Watts{1000}, ""});
        const auto without = removePlacements(design, std::vector<std::string>{"su-1/n01"});
        QVERIFY2(without, errorOf(without));
        QVERIFY(without->hall()->overrides.empty());
        const auto plan = fabricPlan(without->podDesigns().begin()->second, FabricId::literal("compute"));
        QCOMPARE(plan->switchCount, 12U - 4U);
        QVERIFY(plan->conflicts.size() >= 4 || plan->conflicts.front().find("n01") != std::string::npos);
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
