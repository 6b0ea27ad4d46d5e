#include "tests/fabric/FabricParts.h"

#include "model/edit/SetOutSwitches.h"

#include <QTest>

#include <map>
#include <set>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

const PodDesignId podId = PodDesignId::literal("pod");
const FabricId computeId = FabricId::literal("compute");

PartRef leafSwitch()
{
    return device("leaf", PartKind::Switch, 1, {cages(PortRole::Any, Qsfp112, 16, 1, 400)});
}

/// Two rows of three racks with four nodes each, and two empty network racks in neither row.
struct Pod {
    Pod()
    {
        floor.fill('n', "n", server(1, 400, Qsfp112, 2), 24, 4); // One rack design, placed six times.
        floor.rack("x01", "x", {});
        floor.rack("x02", "x", {});
        floor.arrangement.rows = {{RowId::literal("a"), "A"}, {RowId::literal("b"), "B"}};
        for (std::size_t i = 0; i < 6; ++i) {
            Placement& item = floor.arrangement.placements[i];
            item.row = floor.arrangement.rows[i / 3].id;
            item.at = {Millimetres{600 * static_cast<std::int64_t>(i % 3)}, Millimetres{3000 * static_cast<std::int64_t>(i / 3)}};
        }
        recipe.place = SwitchSite::NetworkRacks;
    }
    Design design() const
    {
        Design design;
        for (const Placement& item : floor.arrangement.placements) {
            design = design.withPart((*item.rack())->frame(), {});
            for (const Device& device : (*item.rack())->devices())
                design = design.withPart(device.part, {});
            design = design.withRackDesign(**item.rack());
        }
        Arrangement arrangement = floor.arrangement;
        arrangement.fabrics = {recipe};
        return design.withPodDesign(PodDesign::create(podId, "pod", arrangement).value());
    }
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
};

const Fabric& fabricIn(const Design& design)
{
    return *design.podDesign(podId)->arrangement().fabric(computeId);
}
/// Switches of a tier by the rack in which they stand.
std::map<std::string, int> racksOf(const Design& design, int tier)
{
    std::map<std::string, int> racks;
    for (const FabricSwitch& one : fabricIn(design).switches) {
        if (one.tier == tier)
            ++racks[one.device.substr(0, one.device.find('/'))];
    }
    return racks;
}
using Racks = std::map<std::string, int>;
const char* why(const Result<Design>& design)
{
    return design ? "" : design.error().text.c_str();
}
bool isSound(const Design& design)
{
    const Arrangement& arrangement = design.podDesign(podId)->arrangement();
    return !arrangement.defect() && std::all_of(fabricIn(design).switches.begin(), fabricIn(design).switches.end(), [&](const FabricSwitch& one) {
        const Device* const found = arrangement.device(one.device);
        return found && found->part->id == leafSwitch()->id;
    });
}

} // namespace

class SetOutSwitchesTest : public QObject {
    Q_OBJECT
private slots:
    void networkRacksAreFilledFirst()
    {
        const auto after = setOutSwitches(Pod{}.design(), podId, computeId, {leafSwitch(), 3, 2});
        QVERIFY2(after, why(after));
        QVERIFY(isSound(*after));
        QCOMPARE(racksOf(*after, 1), (Racks{{"x01", 3}}));
        QCOMPARE(racksOf(*after, 2), (Racks{{"x01", 2}}));
        // And the recipe can be carried out with them.
        const FabricPlan plan = plannedFabric(after->podDesign(podId)->arrangement(), fabricIn(*after), {});
        QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
        QCOMPARE(plan.endpointLinks, 24);
        QCOMPARE(plan.unassigned, 0);
    }

    void topOfRackPutsALeafIntoEachRackAndKeepsTheSharedDesign()
    {
        Pod pod;
        pod.recipe.place = SwitchSite::TopOfRack;
        const Design before = pod.design();
        const auto after = setOutSwitches(before, podId, computeId, {leafSwitch(), 6, 2});
        QVERIFY2(after, why(after));
        QVERIFY(isSound(*after));
        QCOMPARE(racksOf(*after, 1), (Racks{{"n01", 1}, {"n02", 1}, {"n03", 1}, {"n04", 1}, {"n05", 1}, {"n06", 1}}));
        QCOMPARE(racksOf(*after, 2), (Racks{{"x01", 2}}));
        QCOMPARE(after->rackDesigns().size(), before.rackDesigns().size());
        const RackDesignRef shared = *after->podDesign(podId)->arrangement().placements.front().rack();
        QCOMPARE(shared->occupant(Face::Front, RackUnit::whole(48))->part->id, leafSwitch()->id);
    }

    void aRackThatGetsMoreThanItsLikeBecomesItsOwn()
    {
        Pod pod;
        pod.recipe.place = SwitchSite::TopOfRack;
        const Design before = pod.design();
        const auto after = setOutSwitches(before, podId, computeId, {leafSwitch(), 3, 0}); // Three for six racks.
        QVERIFY2(after, why(after));
        QVERIFY(isSound(*after));
        QCOMPARE(racksOf(*after, 1), (Racks{{"n01", 1}, {"n03", 1}, {"n05", 1}}));
        QCOMPARE(after->rackDesigns().size(), before.rackDesigns().size() + 3);
        const Arrangement& arrangement = after->podDesign(podId)->arrangement();
        QCOMPARE((*arrangement.placements[1].rack())->devices().size(), std::size_t{4}); // As it was.
    }

    void endOfRowSharesTheRowsOut()
    {
        Pod pod;
        pod.recipe.place = SwitchSite::EndOfRow;
        const auto after = setOutSwitches(pod.design(), podId, computeId, {leafSwitch(), 4, 0});
        QVERIFY2(after, why(after));
        QVERIFY(isSound(*after));
        // The network racks stand in no row, which counts as one: its end is its second rack.
        QCOMPARE(racksOf(*after, 1), (Racks{{"n03", 1}, {"n06", 1}, {"x02", 2}}));
    }

    void middleOfRowIsTheRackInTheMiddle()
    {
        Pod pod;
        pod.recipe.place = SwitchSite::MiddleOfRow;
        pod.floor.arrangement.placements.erase(pod.floor.arrangement.placements.begin() + 6, pod.floor.arrangement.placements.end());
        const auto after = setOutSwitches(pod.design(), podId, computeId, {leafSwitch(), 4, 0});
        QVERIFY2(after, why(after));
        QCOMPARE(racksOf(*after, 1), (Racks{{"n02", 2}, {"n05", 2}}));
    }

    void whatStandsStaysAndPinnedOnesAreNeverLeftOut()
    {
        const auto first = setOutSwitches(Pod{}.design(), podId, computeId, {leafSwitch(), 4, 2});
        QVERIFY2(first, why(first));
        Fabric fabric = fabricIn(*first);
        fabric.switches[3].pinned = true;
        const std::string pinned = fabric.switches[3].device;
        const auto fixed = setFabric(*first, podId, fabric);
        const auto fewer = setOutSwitches(*fixed, podId, computeId, {leafSwitch(), 2, 2});
        QVERIFY2(fewer, why(fewer));
        const auto& left = fabricIn(*fewer).switches;
        QCOMPARE(left.size(), std::size_t{4});
        QVERIFY(std::any_of(left.begin(), left.end(), [&](const FabricSwitch& one) { return one.device == pinned && one.pinned && one.tier == 1; }));
        const auto more = setOutSwitches(*fewer, podId, computeId, {leafSwitch(), 5, 2});
        QVERIFY2(more, why(more));
        QVERIFY(isSound(*more));
        QCOMPARE(racksOf(*more, 1).begin()->second, 5);
        // The same once more changes nothing.
        const auto again = setOutSwitches(*more, podId, computeId, {leafSwitch(), 5, 2});
        QVERIFY(fabricIn(*again) == fabricIn(*more));
    }

    void newLeavesTakeTheRailsThatLackThem()
    {
        Pod pod;
        pod.recipe.family = FabricFamily::RailOptimised;
        pod.recipe.rails = 4;
        const auto after = setOutSwitches(pod.design(), podId, computeId, {leafSwitch(), 8, 0});
        QVERIFY2(after, why(after));
        std::map<int, int> rails;
        for (const FabricSwitch& one : fabricIn(*after).switches)
            ++rails[one.rail.value_or(0)];
        QCOMPARE(rails, (std::map<int, int>{{1, 2}, {2, 2}, {3, 2}, {4, 2}}));
    }

    // A rack has 48 units; those of the nodes 40 left, the empty ones 48: 336 in all.
    void whatDoesNotFitIsSaidWithItsUnits()
    {
        const auto after = setOutSwitches(Pod{}.design(), podId, computeId, {leafSwitch(), 340, 0});
        QVERIFY(!after);
        QCOMPARE(after.error().text,
                 std::string{"4 U are short for 4 of the switches 'leaf': 'x01', 'x02', 'n01' and 5 more have no room for them"});
        QVERIFY(setOutSwitches(Pod{}.design(), podId, computeId, {leafSwitch(), 336, 0}));
        QCOMPARE(setOutSwitches(Pod{}.design(), podId, computeId, {dgx(), 1, 0}).error().text, std::string{"'dgx' is no switch"});
    }
};

QTEST_APPLESS_MAIN(SetOutSwitchesTest)
#include "tst_SetOutSwitches.moc"
