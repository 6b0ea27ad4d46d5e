#include "model/fabric/ProposedFabric.h"
#include "model/power/ProposedFeed.h"
#include "tests/support/Shipped.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

/// The pod of a shipped design as it stands before anybody has drawn its chains and networks.
Arrangement bare(std::string_view design)
{
    const Design shipped = reference(design);
    Arrangement floor = shipped.podDesigns().begin()->second->arrangement();
    floor.fabrics.clear();
    floor.feeds.clear();
    floor.loops.clear();
    for (Placement& item : floor.placements) {
        item.feeds.clear();
        item.loop.reset();
    }
    return floor;
}

int tier(const Fabric& fabric, int number)
{
    return static_cast<int>(std::count_if(fabric.switches.begin(), fabric.switches.end(), [&](const FabricSwitch& item) { return item.tier == number; }));
}

} // namespace

class ProposalsTest : public QObject {
    Q_OBJECT
private slots:
    void aSuperPodUnitGetsTheNetworkThatNvidiaPublishes()
    {
        // DGX SuperPOD RA (DGX H100), table 4: one scalable unit has 8 leaf and 4 spine switches.
        const Arrangement floor = bare("dgx-h100-superpod-su");
        Fabric fabric = proposedFabric(floor, FabricRole::ScaleOut);
        QCOMPARE(fabric.family, FabricFamily::RailOptimised);
        QCOMPARE(fabric.rails, 8);
        QCOMPARE(tier(fabric, 1), 8);
        QCOMPARE(tier(fabric, 2), 4);
        fabric.media = proposedMedia(floor, fabric, catalog(), {});
        const FabricPlan plan = plannedFabric(floor, fabric, {});
        QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
        QCOMPARE(plan.endpointPorts, 31 * 8);
        QCOMPARE(plan.unassigned, 0);
        QCOMPARE(plan.gaps, 0);
        QVERIFY(!fabric.media.empty());
        QVERIFY(fabric.media.size() < 8);
    }

    void everyProposalForAShippedDesignCanBeBuilt()
    {
        int built = 0;
        for (const auto name : references) {
            const Arrangement floor = bare(name);
            for (const FabricRole role : {FabricRole::ScaleOut, FabricRole::Storage, FabricRole::OutOfBand}) {
                const Fabric fabric = proposedFabric(floor, role);
                if (fabric.switches.empty())
                    continue;
                const FabricPlan plan = plannedFabric(floor, fabric, {});
                QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
                QCOMPARE(plan.unassigned, 0);
                ++built;
            }
        }
        QVERIFY(built >= 3);
    }

    void aSwitchOfAnotherFabricIsNotSpare()
    {
        Arrangement floor = bare("dgx-h100-superpod-su");
        const auto before = spareSwitches(floor, FabricRole::ScaleOut);
        QVERIFY(!before.empty());
        floor.fabrics.push_back(proposedFabric(floor, FabricRole::ScaleOut));
        const auto after = spareSwitches(floor, FabricRole::ScaleOut);
        const auto count = [](const std::vector<SpareSwitches>& all) {
            std::size_t devices = 0;
            for (const auto& model : all)
                devices += model.devices.size();
            return devices;
        };
        QCOMPARE(count(after), count(before) - floor.fabrics.front().switches.size());
        QCOMPARE(count(spareSwitches(floor, FabricRole::ScaleOut, floor.fabrics.front().id)), count(before));
    }

    void aFeedCarriesWhatHangsOnNone()
    {
        const Arrangement floor = bare("dgx-h100-superpod-su");
        const PowerBasis basis{0.8, 0.98};
        const std::vector<double> sizes{100, 125, 150, 200, 225, 400, 600, 800, 1000, 1200};
        const Feed feed = proposedFeed(floor, basis, sizes);
        QCOMPARE(feed.phases, 3);
        QVERIFY(std::find(sizes.begin(), sizes.end(), feed.rating.value()) != sizes.end());
        Watts load;
        for (const Unfed& item : powerChain(floor, basis).unfed) {
            if (item.side == feed.side)
                load += (*floor.placement(item.placement)->rack())->facts().provisioned.known;
        }
        QVERIFY(load > Watts{});
        const bool enough = usablePower(feed, basis) >= load;
        QVERIFY(enough || feed.rating == Amperes{sizes.back()});
        // The next smaller breaker would not do.
        Feed smaller = feed;
        const auto at = std::find(sizes.begin(), sizes.end(), feed.rating.value());
        if (at != sizes.begin()) {
            smaller.rating = Amperes{*std::prev(at)};
            QVERIFY(usablePower(smaller, basis) < load);
        }
    }

    void theSecondFeedIsOfTheOtherSide()
    {
        Arrangement floor = bare("gb300-nvl72-su");
        const PowerBasis basis{0.8, 0.98};
        const std::vector<double> sizes{1000, 2000, 4000};
        const Feed first = proposedFeed(floor, basis, sizes);
        floor.feeds.push_back(first);
        for (Placement& item : floor.placements)
            item.feeds.push_back({first.side, first.id});
        const Feed second = proposedFeed(floor, basis, sizes);
        QVERIFY(second.side != first.side);
        QVERIFY(second.id != first.id);
        floor.feeds.push_back(second);
        for (Placement& item : floor.placements)
            item.feeds.push_back({second.side, second.id});
        // Everything is fed: a twin.
        const Feed third = proposedFeed(floor, basis, sizes);
        QVERIFY(third.id != first.id && third.id != second.id);
        QCOMPARE(third.rating, third.side == first.side ? first.rating : second.rating);
    }

    void aFeedHangsOnNoOtherSide()
    {
        Arrangement floor = bare("gb300-nvl72-su");
        const std::vector<double> sizes{1000, 2000, 4000};
        const PowerBasis basis{0.8, 0.98};
        floor.feeds = {{FeedId::literal("net"), "Net", Side::A, Volts{415}, 3, Amperes{1000}, {}, FeedId::literal("bus")},
                       {FeedId::literal("bus"), "Bus", Side::A, Volts{480}, 3, Amperes{4000}, {}, {}}};
        for (Placement& item : floor.placements)
            item.feeds = {{Side::A, FeedId::literal("net")}};
        const Feed other = proposedFeed(floor, basis, sizes);
        QVERIFY(other.side == Side::B);
        QVERIFY(!other.upstream);
    }
};

QTEST_APPLESS_MAIN(ProposalsTest)
#include "tst_Proposals.moc"
