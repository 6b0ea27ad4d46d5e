#include "tests/support/Shipped.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "model/exchange/DesignWriter.h"
#include "model/fabric/FabricLinks.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

const RackDesignId rackId = RackDesignId::literal("r");

Design withRack()
{
    return Design{}.withPart(part("apc-ar3357"), catalog()).withRackDesign(cabinet());
}

Mount at(int unit, Face face = Face::Front)
{
    return {face, RackUnit::whole(unit), Slot::Full};
}

std::vector<int> unitsOf(const Design& design)
{
    std::vector<int> units;
    for (const Device& device : design.rackDesign(rackId)->devices())
        units.push_back(device.mount.unit.halves() / 2);
    return units;
}

} // namespace

class RackEditsTest : public QObject {
    Q_OBJECT
private slots:
    void mountsAStackAsOneEditAndBringsTheEntryAlong()
    {
        const Design before = withRack();
        const auto after = mountParts(before, rackId, stacked(part("nvidia-dgx-h100"), at(1), 3), catalog());
        QVERIFY2(after, errorOf(after));
        QCOMPARE(unitsOf(*after), (std::vector<int>{1, 9, 17}));
        QVERIFY(after->catalog().part(TypeId::literal("nvidia-dgx-h100")));
        QVERIFY(after->catalog().part(TypeId::literal("nvidia-h100-sxm5-80gb"))); // what the entry names
        QVERIFY(unitsOf(before).empty());
    }

    void mountsAllOrNone()
    {
        const auto after = mountParts(withRack(), rackId, stacked(part("nvidia-dgx-h100"), at(1), 7), catalog());
        QVERIFY(!after);
        QVERIFY(after.error().text.find("outside") != std::string::npos);
    }

    void aMoveToAnotherRackKeepsWhatTheDeviceIs()
    {
        Design design = *mountParts(withRack(), rackId, stacked(part("nvidia-qm9700"), at(5), 1), catalog());
        design = design.withRackDesign(cabinet("s"));
        const DeviceId id = design.rackDesign(rackId)->devices().front().id;
        const std::vector<DeviceMove> moves{{id, at(7)}};
        const auto moved = transferDevices(design, rackId, RackDesignId::literal("s"), moves, false);
        QVERIFY2(moved, errorOf(moved));
        QVERIFY(moved->rackDesign(rackId)->devices().empty());
        QCOMPARE(moved->rackDesign(RackDesignId::literal("s"))->devices().front().mount.unit, RackUnit::whole(7));
        const auto copied = transferDevices(design, rackId, RackDesignId::literal("s"), moves, true);
        QCOMPARE(copied->rackDesign(rackId)->devices().size(), std::size_t{1});
    }

    void aLockedDeviceStaysWhereItIs()
    {
        Design design = *mountParts(withRack(), rackId, stacked(part("nvidia-qm9700"), at(5), 1), catalog());
        Device device = design.rackDesign(rackId)->devices().front();
        device.locked = true;
        design = *changeDevice(design, rackId, device);
        QVERIFY(!removeDevices(design, rackId, std::vector{device.id}));
        QVERIFY(!shiftDevices(design, rackId, std::vector{device.id}, 1));
    }

    void aStepGoesToTheNextFreePlace()
    {
        Design design = *mountParts(withRack(), rackId, stacked(part("nvidia-qm9700"), at(5), 3), catalog());
        const DeviceId lowest = design.rackDesign(rackId)->devices().front().id;
        QCOMPARE(unitsOf(*stepDevices(design, rackId, std::vector{lowest}, 1)), (std::vector<int>{6, 7, 8}));
        QCOMPARE(unitsOf(*stepDevices(design, rackId, std::vector{lowest}, -1)), (std::vector<int>{4, 6, 7}));
    }

    void pasteFindsTheNearestFreePlace()
    {
        const Design design = *mountParts(withRack(), rackId, stacked(part("nvidia-dgx-h100"), at(1), 1), catalog());
        const auto devices = design.rackDesign(rackId)->devices();
        const auto pasted = pasteDevices(design, rackId, std::vector<Device>(devices.begin(), devices.end()), catalog());
        QVERIFY2(pasted, errorOf(pasted));
        QCOMPARE(unitsOf(*pasted), (std::vector<int>{1, 9}));
    }

    void blankingFillsEveryOpenUnit()
    {
        const Design design = *mountParts(withRack(), rackId, stacked(part("nvidia-dgx-h100"), at(1), 1), catalog());
        const auto filled = fillWithBlanking(design, rackId, part("generic-blanking-panel-1u"), catalog());
        QVERIFY2(filled, errorOf(filled));
        QCOMPARE(filled->rackDesign(rackId)->facts().open, RackUnits{});
        QCOMPARE(filled->rackDesign(rackId)->facts().free, RackUnits::whole(40));
    }

    void removingASwitchLeavesItsFabricToSayThatItIsGone()
    {
        const Design design = reference("dgx-h100-superpod-su");
        const auto after = removeDevices(design, RackDesignId::literal("network"), std::vector{DeviceId::literal("leaf3")});
        QVERIFY2(after, errorOf(after));
        const auto plan = fabricPlan(after->podDesigns().begin()->second, FabricId::literal("compute"));
        QCOMPARE(plan->switchCount, 11U);
        const bool told = std::any_of(plan->conflicts.begin(), plan->conflicts.end(),
                                      [](const std::string& conflict) { return conflict.find("leaf3") != std::string::npos; });
        QVERIFY(told);
    }

    void anEditSharesWhatItLeavesAlone()
    {
        const Design before = reference("gb300-nvl72-su");
        const auto after = removeDevices(before, RackDesignId::literal("gb300"), std::vector{DeviceId::literal("c18")});
        QVERIFY2(after, errorOf(after));
        QVERIFY(after->rackDesign(RackDesignId::literal("eth")) == before.rackDesign(RackDesignId::literal("eth")));
        QVERIFY(after->rackDesign(RackDesignId::literal("gb300")) != before.rackDesign(RackDesignId::literal("gb300")));
        QCOMPARE(after->facts().accelerators, 576 - 8 * 4);
        QCOMPARE(designText(before), designText(reference("gb300-nvl72-su")));
    }

    void onlyThisPlacementBecomesADesignOfItsOwn()
    {
        const Design before = reference("gb300-nvl72-su");
        const auto unique = madeUnique(before, "su-1/a04");
        QVERIFY2(unique, errorOf(unique));
        QCOMPARE(unique->design.placementsOf(unique->rack), 1);
        QCOMPARE(unique->design.placementsOf(RackDesignId::literal("gb300")), 7);
        QCOMPARE(unique->design.facts().accelerators, before.facts().accelerators);
    }

    void aWaiverNeedsAnAuthorAndAReason()
    {
        QVERIFY(!waive(Design{}, {"PWR-013/rack:r", "", "a reason that is long enough", "", "", {}}));
        QVERIFY(!waive(Design{}, {"PWR-013/rack:r", "Ada", "short", "", "", {}}));
        QVERIFY(waive(Design{}, {"PWR-013/rack:r", "Ada", "a reason that is long enough", "", "", {}}));
    }

    void feedsAreAssignedToTheLeastLoaded()
    {
        Design design = reference("gb300-nvl72-su");
        const PodDesignId pod = PodDesignId::literal("su");
        Feed second = *design.podDesign(pod)->arrangement().feed(FeedId::literal("bus-a"));
        second.id = FeedId::literal("bus-a2");
        design = *setFeed(design, pod, second);
        design = *design.changedPod(pod, [](const Arrangement& all) -> Result<Arrangement> {
            Arrangement next = all;
            for (Placement& item : next.placements)
                item.feeds.clear();
            return next;
        });
        const auto assigned = assignFeeds(design, pod);
        QVERIFY2(assigned, errorOf(assigned));
        int onSecond = 0;
        for (const Placement& item : assigned->podDesign(pod)->arrangement().placements) {
            for (const SideFeed& supply : item.feeds)
                onSecond += supply.feed == second.id;
        }
        QVERIFY(onSecond >= 4);
    }
};

QTEST_APPLESS_MAIN(RackEditsTest)
#include "tst_RackEdits.moc"
