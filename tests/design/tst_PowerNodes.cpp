#include "model/edit/PowerNodes.h"
#include "model/edit/SupplyEdits.h"

#include "model/power/PowerChain.h"
#include "tests/support/PowerDesigns.h"

#include <QTest>

using namespace colonnade;
using namespace colonnade::model;

class PowerNodesTest : public QObject {
    Q_OBJECT
private slots:
    void aNodeAboveTakesThePlaceOfWhatTheyHungOn()
    {
        const Design before = test::catcherHall();
        const std::vector<FeedId> below{FeedId::literal("bus-a1"), FeedId::literal("bus-a2")};
        const Feed board = proposedNode(before.hall()->arrangement, FeedKind::Switchboard, below);
        QCOMPARE(board.side, Side::A);
        QCOMPARE(board.voltage, Volts{415});
        QCOMPARE(board.rating, Amperes{10000});
        const auto after = addNodeAbove(before, {}, board, below);
        QVERIFY(after);
        const Arrangement& chain = after->hall()->arrangement;
        QCOMPARE(chain.feed(board.id)->upstream, std::optional{FeedId::literal("ups-a")});
        for (const FeedId& id : below)
            QCOMPARE(chain.feed(id)->upstream, std::optional{board.id});
        QCOMPARE(chain.feed(FeedId::literal("bus-b1"))->upstream, std::optional{FeedId::literal("ups-b")});
    }

    void aNodeAboveNothingIsASourceOfItsOwn()
    {
        const Feed utility = proposedNode({}, FeedKind::Utility, {});
        QVERIFY(!utility.upstream);
        QCOMPARE(utility.id.text(), std::string{"utility-a"});
        const auto after = addNodeAbove(Design{}, {}, utility, {});
        QVERIFY(after);
        QCOMPARE(after->hall()->arrangement.feeds.size(), std::size_t{1});
        // The next one has another name.
        QCOMPARE(proposedNode(after->hall()->arrangement, FeedKind::Utility, {}).id.text(), std::string{"utility-a2"});
    }

    void aNodeAboveWhatIsNotThereIsRefused()
    {
        const std::vector<FeedId> below{FeedId::literal("nowhere")};
        const Design design = test::catcherHall();
        const auto after = addNodeAbove(design, {}, proposedNode(design.hall()->arrangement, FeedKind::Ups, {}), below);
        QVERIFY(!after);
        QVERIFY(after.error().text.find("nowhere") != std::string::npos);
    }

    void thePodsOfAHallHangOnTheFeedsThatAreSet()
    {
        const Design before = test::catcherHall();
        const auto after = setPodFeeds(before, "su-1", {{Side::B, FeedId::literal("bus-b2")}, {Side::A, FeedId::literal("bus-a2")}});
        QVERIFY(after);
        const PodPlacement& pod = after->hall()->pods.front();
        QCOMPARE(pod.feeds.front(), (SideFeed{Side::A, FeedId::literal("bus-a2")}));
        QCOMPARE(pod.feeds.back(), (SideFeed{Side::B, FeedId::literal("bus-b2")}));
        QVERIFY(before.hall()->pods.front().feeds.front().feed == FeedId::literal("bus-a1"));
    }

    void oneCommandHangsRacksAndPodsOnTheirFeeds()
    {
        const Design whole = test::catcherHall();
        const PodDesignRef pod = whole.podDesigns().begin()->second;
        // A rack of the pod design, and two pods of the hall, hang on nothing.
        Arrangement inside = pod->arrangement();
        const auto loose = std::find_if(inside.placements.begin(), inside.placements.end(),
                                        [](const Placement& item) { return item.rack() && item.feeds.size() == 2; });
        QVERIFY(loose != inside.placements.end());
        loose->feeds.clear();
        const PlacementId looseId = loose->id;
        const Design before = whole.withPodDesign(test::valueOf(PodDesign::create(pod->id(), pod->name(), std::move(inside))))
                                  .changedHall([](const Hall& now) -> Result<Hall> {
                                      Hall next = now;
                                      next.pods[1].feeds.clear();
                                      next.pods[3].feeds.clear();
                                      return next;
                                  })
                                  .value();
        const auto after = assignSupplies(before);
        QVERIFY(after);
        const Placement& rack = *after->podDesign(pod->id())->arrangement().placement(looseId);
        QCOMPARE(rack.feeds.size(), std::size_t{2});
        QCOMPARE(rack.feeds.front().side, Side::A);
        for (const PodPlacement& placed : after->hall()->pods)
            QCOMPARE(placed.feeds.size(), std::size_t{2});
        // What hung on feeds hangs there still: one pod on each pair, one of those assigned beside it.
        QCOMPARE(after->hall()->pods[0].feeds.front().feed, FeedId::literal("bus-a1"));
        QVERIFY(after->hall()->pods[1].feeds.front().feed != after->hall()->pods[3].feeds.front().feed);
        const auto again = assignSupplies(*after);
        QVERIFY(!again);
        QCOMPARE(again.error().text, std::string("Every rack and every pod hangs on the feeds that there are."));
    }

    void aPodIsNotSuppliedByWhatTheHallHasNotNorTwice()
    {
        const Design design = test::catcherHall();
        QVERIFY(!setPodFeeds(design, "su-1", {{Side::A, FeedId::literal("nowhere")}}));
        QVERIFY(!setPodFeeds(design, "su-1/a01", {{Side::A, FeedId::literal("bus-a1")}}));
        QVERIFY(!setPodFeeds(design, "su-1", {{Side::A, FeedId::literal("bus-a1")}, {Side::A, FeedId::literal("bus-a2")}}));
    }
};

QTEST_APPLESS_MAIN(PowerNodesTest)
#include "tst_PowerNodes.moc"
