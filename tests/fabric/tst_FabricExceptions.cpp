#include "tests/fabric/FabricParts.h"

#include "model/edit/FabricEdits.h"
#include "model/edit/RackEdits.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/fabric/ProposedFabric.h"

#include <QTest>

#include <set>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

const PodDesignId podId = PodDesignId::literal("pod");
const FabricId computeId = FabricId::literal("compute");

PortRef compute(std::string device, int index)
{
    return {std::move(device), PortRole::Compute, index};
}
PortRef any(std::string device, int index)
{
    return {std::move(device), PortRole::Any, index};
}

PartRef longCable()
{
    return cable("aoc-800", Medium::Aoc, 800, 100, {OsfpTwin, Osfp, OsfpRhs}, {OsfpTwin, Osfp, OsfpRhs}, 1,
                 stockLengths({3, 5, 10, 20, 30}));
}

/// Eight nodes with four NICs of 400 Gbit/s, four leaves and two spines of 32 ports, all racks beside one another.
struct TwoTiers {
    explicit TwoTiers(double oversubscription = 1)
    {
        floor.fill('n', "n", server(8, 400, Qsfp112, 2), 8, 4);
        floor.rack("l01", "s", std::vector<PartRef>(4, ethernetSwitch(32, 400, Qsfp112)));
        floor.rack("s01", "s", std::vector<PartRef>(2, device("spine", PartKind::Switch, 1, {cages(PortRole::Any, Qsfp112, 64, 1, 400)})));
        recipe.oversubscription = oversubscription;
        for (int i = 1; i <= 4; ++i)
            recipe.switches.push_back({fmt::format("l01/s{}", i), 1, {}});
        for (int i = 1; i <= 2; ++i)
            recipe.switches.push_back({fmt::format("s01/s{}", i), 2, {}});
        recipe.media = {cable("dac", Medium::Dac, 400, 3, {Qsfp112}, {Qsfp112}, 1, stockLengths({1, 2, 3})),
                        cable("aoc", Medium::Aoc, 400, 100, {Qsfp112}, {Qsfp112}, 1, stockLengths({3, 5, 10, 20, 30}))};
    }
    FabricPlan plan() const { return planned(floor, recipe); }

    /// As a pod design, with its parts in the catalog.
    Design design() const
    {
        Design design;
        for (const Placement& item : floor.arrangement.placements) {
            design = design.withPart((*item.rack())->frame(), {});
            for (const Device& device : (*item.rack())->devices())
                design = design.withPart(device.part, {});
            design = design.withRackDesign(**item.rack());
        }
        for (const PartRef& medium : recipe.media)
            design = design.withPart(medium, {});
        Arrangement arrangement = floor.arrangement;
        arrangement.fabrics = {recipe};
        return design.withPodDesign(PodDesign::create(podId, "pod", arrangement).value());
    }
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
};

/// The cable on a port of a node; -1: none.
int cableAt(const Arrangement& arrangement, const FabricPlan& plan, const PortRef& port)
{
    for (std::size_t i = 0; i < plan.links.size(); ++i) {
        if (plan.portRef(arrangement, plan.links.a[i], plan.links.portA[i]) == port)
            return static_cast<int>(plan.links.cable[i]);
    }
    return -1;
}
PortRef farOf(const Arrangement& arrangement, const FabricPlan& plan, const PortRef& port)
{
    for (std::size_t i = 0; i < plan.links.size(); ++i) {
        if (plan.portRef(arrangement, plan.links.a[i], plan.links.portA[i]) == port)
            return plan.portRef(arrangement, plan.links.b[i], plan.links.portB[i]);
    }
    return {};
}

const Fabric& fabricIn(const Design& design)
{
    return *design.podDesign(podId)->arrangement().fabric(computeId);
}
FabricPlan planIn(const Design& design)
{
    RouteRules rules;
    rules.slack = fabricIn(design).slack;
    return plannedFabric(design.podDesign(podId)->arrangement(), fabricIn(design), rules);
}

bool anySays(const std::vector<std::string>& sentences, std::string_view words)
{
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

} // namespace

class FabricExceptionsTest : public QObject {
    Q_OBJECT
private slots:
    void aSwappedCableIsTheOneThatIsBuilt()
    {
        TwoTiers tiers;
        const FabricPlan before = tiers.plan();
        QVERIFY(!before.refusal);
        const PortRef near = compute("n01/n1", 3);
        const PortRef far = farOf(tiers.floor.arrangement, before, near);
        // The other way round, as a person may click the far end first.
        tiers.recipe.choices = {{far, near, longCable(), Metres{20}, "passes the column"}};
        tiers.recipe.choices.front().medium = tiers.recipe.media[1];
        const FabricPlan after = tiers.plan();
        QVERIFY(after.conflicts.empty());
        const auto cable = static_cast<std::size_t>(cableAt(tiers.floor.arrangement, after, near));
        QCOMPARE(after.media[after.cables.medium[cable]]->id.text(), std::string{"aoc"});
        QCOMPARE(after.cables.ordered[cable], 20.0F);
        QCOMPARE(after.cables.choice[cable], 0);
        QCOMPARE(after.cables.hand[cable], -1);
        // All other cables are as they were.
        QCOMPARE(after.cables.size(), before.cables.size());
        for (std::size_t i = 0; i < after.cables.size(); ++i) {
            if (i == cable)
                continue;
            QCOMPARE(after.cables.choice[i], -1);
            QCOMPARE(after.media[after.cables.medium[i]]->id, before.media[before.cables.medium[i]]->id);
            QCOMPARE(after.cables.ordered[i], before.cables.ordered[i]);
        }
    }

    void aLengthAloneLeavesTheMediumToTheRecipe()
    {
        TwoTiers tiers;
        const PortRef near = compute("n01/n1", 1);
        tiers.recipe.choices = {{near, farOf(tiers.floor.arrangement, tiers.plan(), near), nullptr, Metres{17.5}, {}}};
        const FabricPlan plan = tiers.plan();
        const auto cable = static_cast<std::size_t>(cableAt(tiers.floor.arrangement, plan, near));
        QCOMPARE(plan.cables.ordered[cable], 17.5F);
        QVERIFY(plan.cables.routed[cable] < 17.5F);
        QCOMPARE(plan.cables.gap[cable], MediumGap::None);
    }

    void aChosenMediumThatDoesNotFitIsTakenAndTold()
    {
        TwoTiers tiers;
        const PortRef near = compute("n01/n1", 1);
        const auto wrong = cable("twin", Medium::Dac, 800, 2, {OsfpTwin}, {OsfpTwin});
        tiers.recipe.choices = {{near, farOf(tiers.floor.arrangement, tiers.plan(), near), wrong, {}, {}}};
        const FabricPlan plan = tiers.plan();
        const auto cable = static_cast<std::size_t>(cableAt(tiers.floor.arrangement, plan, near));
        QCOMPARE(plan.media[plan.cables.medium[cable]]->id.text(), std::string{"twin"});
        QVERIFY(plan.cables.gap[cable] != MediumGap::None);
        QCOMPARE(plan.gaps, 1);
    }

    void linksOfOneTwinPortCageShareTheChosenMedium()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::Clos);
        recipe.media = ndrMedia();
        floor.fill('n', "n", dgx(), 8, 4);
        floor.rack("x01", "s", {qm9700(), qm9700(), qm9700()});
        recipe.switches = {{"x01/s1", 1, {}}, {"x01/s2", 1, {}}, {"x01/s3", 2, {}}};
        const FabricPlan before = planned(floor, recipe);
        const PortRef near = any("x01/s1", 33), beside = any("x01/s1", 34);
        const PortRef far = farOf(floor.arrangement, before, near);
        recipe.choices = {{near, far, longCable(), {}, {}}};
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(plan.conflicts.empty());
        const int cable = cableAt(floor.arrangement, plan, near);
        QCOMPARE(cable, cableAt(floor.arrangement, plan, beside)); // One plug, two links.
        QCOMPARE(plan.media[plan.cables.medium[static_cast<std::size_t>(cable)]]->id.text(), std::string{"aoc-800"});
        // Another medium for the other link of the same cage cannot be had, and is told.
        recipe.choices.push_back({beside, farOf(floor.arrangement, before, beside), recipe.media[0], {}, {}});
        const FabricPlan both = planned(floor, recipe);
        QCOMPARE(both.conflicts.size(), std::size_t{1});
        QVERIFY2(anySays(both.conflicts, "asks for 'dac', but its cages take 'aoc-800'"), both.conflicts.front().c_str());
    }

    // Swap a cable, pin a switch, add a link, change the oversubscription: all of it is there still, or told.
    void exceptionsOutliveAChangeOfTheRecipe()
    {
        TwoTiers tiers;
        const FabricPlan first = tiers.plan();
        const PortRef nearest = compute("n01/n1", 1), uplink = any("l01/s1", 32);
        const PortRef leaf = farOf(tiers.floor.arrangement, first, nearest);
        const PortRef spine = farOf(tiers.floor.arrangement, first, uplink);
        tiers.recipe.choices = {{nearest, leaf, tiers.recipe.media[1], {}, {}}, {uplink, spine, tiers.recipe.media[1], {}, {}}};
        tiers.recipe.switches[0].pinned = true;
        tiers.recipe.links = {{CableId::literal("own"), any("l01/s2", 1), any("l01/s3", 1), nullptr, {}}};
        QVERIFY(tiers.plan().conflicts.empty());

        tiers.recipe.oversubscription = 3; // 24 ports down, 8 up.
        const FabricPlan after = tiers.plan();
        QVERIFY2(!after.refusal, after.refusal ? after.refusal->text.c_str() : "");
        QCOMPARE(after.links.origin[0], LinkOrigin::FabricByHand);
        // The node's port leads where it led; port 32 is an uplink still, but to another port of the spines.
        const auto kept = static_cast<std::size_t>(cableAt(tiers.floor.arrangement, after, nearest));
        QCOMPARE(after.cables.choice[kept], 0);
        const bool same = farOf(tiers.floor.arrangement, after, uplink) == spine;
        QVERIFY(!same);
        QCOMPARE(after.conflicts.size(), std::size_t{1});
        QVERIFY2(anySays(after.conflicts, "The choice for 'l01/s1:any/32' to 's01/s2:any/8' fits no cable: the first port now leads to"),
                 after.conflicts.front().c_str());
        tiers.recipe.oversubscription = 1;
        QVERIFY(tiers.plan().conflicts.empty()); // As if nothing had been.
    }

    void whatNamesAGoneDeviceIsKeptAndTold()
    {
        TwoTiers tiers;
        const PortRef near = compute("n02/n1", 1);
        tiers.recipe.choices = {{near, farOf(tiers.floor.arrangement, tiers.plan(), near), tiers.recipe.media[1], {}, {}}};
        tiers.recipe.links = {{CableId::literal("own"), any("l01/s2", 1), any("l01/s3", 1), nullptr, {}}};
        tiers.recipe.switches[5].pinned = true;
        const Design before = tiers.design();
        auto after = removeDevices(before, RackDesignId::literal("rack-s01"), std::vector{DeviceId::literal("s2")});
        QVERIFY(after.has_value());
        after = removeDevices(*after, RackDesignId::literal("rack-n01"), std::vector{DeviceId::literal("n1")}); // Placed twice.
        QVERIFY(after.has_value());
        after = removeDevices(*after, RackDesignId::literal("rack-l01"), std::vector{DeviceId::literal("s3")});
        QVERIFY(after.has_value());
        QCOMPARE(fabricIn(*after).switches.size(), std::size_t{6});
        QCOMPARE(fabricIn(*after).links.size(), std::size_t{1});
        QCOMPARE(fabricIn(*after).choices.size(), std::size_t{1});
        const FabricPlan plan = planIn(*after);
        QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
        QCOMPARE(plan.switchCount, 4U);
        QCOMPARE(plan.conflicts.size(), std::size_t{4});
        QVERIFY(anySays(plan.conflicts, "Switch 's01/s2' is gone"));
        QVERIFY(anySays(plan.conflicts, "Switch 'l01/s3' is gone"));
        QVERIFY(anySays(plan.conflicts, "Cable 'own': There is no device 'l01/s3'"));
        QVERIFY(anySays(plan.conflicts, "The choice for 'n02/n1:compute/1'"));

        // It can be saved and read, and a person takes it out when it is meant.
        const std::string text = designText(*after);
        const auto read = readDesign(text, "x");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QVERIFY(designText(*read) == text);
        QCOMPARE(plan.conflictAt.size(), plan.conflicts.size());
        const auto cleared = removeExceptions(*after, podId, computeId, plan.conflictAt);
        QVERIFY(cleared.has_value() && planIn(*cleared).conflicts.empty());
        QCOMPARE(fabricIn(*cleared).switches.size(), std::size_t{4});
    }

    void aSwitchThatMovesToAnotherRackTakesItsExceptionsAlong()
    {
        TwoTiers tiers;
        const PortRef near = compute("n01/n1", 1);
        const FabricPlan first = tiers.plan();
        const PortRef far = farOf(tiers.floor.arrangement, first, near);
        QCOMPARE(far.device, std::string{"l01/s1"});
        tiers.recipe.choices = {{near, far, tiers.recipe.media[1], {}, {}}};
        tiers.recipe.switches.front().pinned = true;
        const auto moved = transferDevices(tiers.design(), RackDesignId::literal("rack-l01"), RackDesignId::literal("rack-s01"),
                                           std::vector{DeviceMove{DeviceId::literal("s1"), {Face::Front, RackUnit::whole(40)}}}, false);
        QVERIFY2(moved, moved ? "" : moved.error().text.c_str());
        const Fabric& after = fabricIn(*moved);
        const std::string path = after.switches.front().device;
        QVERIFY(path.starts_with("s01/"));
        QVERIFY(path != "s01/s1"); // That is one of the spines.
        QVERIFY(after.switches.front().pinned);
        QCOMPARE(after.choices.front().b.device, path);
        const FabricPlan plan = planIn(*moved);
        QVERIFY(plan.conflicts.empty());
        QCOMPARE(plan.endpointLinks, first.endpointLinks);
    }

    void loadThenSaveKeepsExceptions()
    {
        TwoTiers tiers;
        const PortRef near = compute("n01/n1", 1);
        tiers.recipe.choices = {{near, farOf(tiers.floor.arrangement, tiers.plan(), near), tiers.recipe.media[1], Metres{4.5}, "by hand: \"why\""},
                                {any("l01/s1", 32), any("s01/s2", 16), nullptr, Metres{12}, {}}};
        tiers.recipe.switches[1].pinned = true;
        tiers.recipe.switches[1].plane = 2;
        tiers.recipe.switches[2].group = 3;
        tiers.recipe.planes = 2;
        tiers.recipe.planesAre = PlaneMeaning::DualTor;
        tiers.recipe.size = {8, 4};
        tiers.recipe.place = SwitchSite::MiddleOfRow;
        tiers.recipe.spineOversubscription = 1.5;
        tiers.recipe.joins = FabricId::literal("below");
        tiers.recipe.routing = FabricRouting::Static;
        const Design design = tiers.design();
        const std::string text = designText(design);
        const auto read = readDesign(text, "x");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QVERIFY(designText(*read) == text);
        const Fabric& again = fabricIn(*read);
        QVERIFY(again.switches == tiers.recipe.switches);
        QCOMPARE(again.choices.size(), std::size_t{2});
        QVERIFY(again.choices[0].names(tiers.recipe.choices[0].a, tiers.recipe.choices[0].b));
        QCOMPARE(again.choices[0].medium->id, tiers.recipe.media[1]->id);
        QCOMPARE(again.choices[0].length->value(), 4.5);
        QCOMPARE(again.choices[0].reason, tiers.recipe.choices[0].reason);
        QVERIFY(!again.choices[1].medium);
        QCOMPARE(again.planes, 2);
        QCOMPARE(again.planesAre, PlaneMeaning::DualTor);
        QCOMPARE(again.size, tiers.recipe.size);
        QCOMPARE(again.place, SwitchSite::MiddleOfRow);
        QCOMPARE(again.spineOversubscription, 1.5);
        QVERIFY(again.joins == tiers.recipe.joins);
        QVERIFY(again.routing == FabricRouting::Static);
    }

    void twoChoicesForOneCableAreRefused()
    {
        TwoTiers tiers;
        tiers.recipe.choices = {{any("l01/s1", 32), any("s01/s2", 16), nullptr, Metres{12}, {}}};
        std::string text = designText(tiers.design());
        const std::string line = R"({from: "l01/s1:any/32", to: "s01/s2:any/16", length_m: 12})";
        const auto at = text.find(line);
        QVERIFY(at != std::string::npos);
        const auto end = text.find('\n', at) + 1;
        const std::size_t start = text.rfind('\n', at) + 1;
        text.insert(end, text.substr(start, at - start) + R"({from: "s01/s2:any/16", to: "l01/s1:any/32", length_m: 9})" "\n");
        const auto read = readDesign(text, "x");
        QVERIFY(!read);
        QVERIFY2(read.error().text.find("has a choice already") != std::string::npos, read.error().text.c_str());
    }

    void edits()
    {
        TwoTiers tiers;
        const Design before = tiers.design();
        const PortRef near = compute("n01/n1", 1);
        const PortRef far = farOf(tiers.floor.arrangement, tiers.plan(), near);
        const auto chosen = chooseCable(before, podId, computeId, {near, far, longCable(), {}, "column"});
        QVERIFY(chosen.has_value());
        QVERIFY(chosen->catalog().part(longCable()->id) != nullptr); // It came along.
        QCOMPARE(fabricIn(*chosen).choices.size(), std::size_t{1});
        const auto again = chooseCable(*chosen, podId, computeId, {far, near, nullptr, Metres{3}, {}});
        QVERIFY(again.has_value());
        QCOMPARE(fabricIn(*again).choices.size(), std::size_t{1}); // In place of the first.
        QVERIFY(!fabricIn(*again).choices.front().medium);
        const auto cleared = clearChoice(*again, podId, computeId, near, far);
        QVERIFY(cleared.has_value());
        QVERIFY(fabricIn(*cleared) == fabricIn(before));
        QCOMPARE(clearChoice(before, podId, computeId, near, far).error().text,
                 std::string{"Nothing is chosen for the cable from 'n01/n1:compute/1' to 'l01/s1:any/1'"});

        QVERIFY(!chooseCable(before, podId, computeId, {near, far, nullptr, {}, {}}));
        QVERIFY(!chooseCable(before, podId, computeId, {near, near, longCable(), {}, {}}));
        QVERIFY(!chooseCable(before, podId, computeId, {near, far, nullptr, Metres{0}, {}}));
        QCOMPARE(chooseCable(before, podId, computeId, {near, far, dgx(), {}, {}}).error().text, std::string{"'dgx' is no cable"});
        QCOMPARE(chooseCable(before, podId, FabricId::literal("none"), {near, far, longCable(), {}, {}}).error().text,
                 std::string{"There is no fabric 'none'"});

        const auto pinned = pinSwitch(before, podId, computeId, "l01/s3");
        QVERIFY(pinned.has_value());
        QVERIFY(fabricIn(*pinned).switches[2].pinned);
        QVERIFY(fabricIn(*pinSwitch(*pinned, podId, computeId, "l01/s3", false)) == fabricIn(before));
        QVERIFY(!pinSwitch(before, podId, computeId, "l01/s9"));

        const HandCable link{CableId::literal("own"), any("l01/s2", 1), any("l01/s3", 1), nullptr, {}};
        const auto linked = setLink(before, podId, computeId, link);
        QVERIFY(linked.has_value());
        QCOMPARE(planIn(*linked).links.origin[0], LinkOrigin::FabricByHand);
        QVERIFY(fabricIn(*removeLink(*linked, podId, computeId, link.id)) == fabricIn(before));
        QCOMPARE(setLink(before, podId, computeId, {CableId::literal("x"), any("l01/s2", 1), any("l02/s3", 1), nullptr, {}}).error().text,
                 std::string{"There is no device 'l02/s3' for link 'x'"});
    }

    void dealingSwitchesAnewLeavesPinnedOnesAlone()
    {
        TwoTiers tiers;
        Fabric recipe = tiers.recipe;
        recipe.family = FabricFamily::RailOptimised;
        recipe.rails = 4;
        recipe.switches[3].pinned = true; // "l01/s4" as a leaf of rail 2.
        recipe.switches[3].rail = 2;
        const auto spare = spareSwitches(tiers.floor.arrangement, FabricRole::ScaleOut);
        const auto leaves = std::find_if(spare.begin(), spare.end(), [](const SpareSwitches& one) {
            return std::find(one.devices.begin(), one.devices.end(), "l01/s1") != one.devices.end();
        });
        takeSwitches(recipe, *leaves, {4, 0});
        QCOMPARE(recipe.switches.size(), std::size_t{4});
        std::set<int> rails;
        std::set<std::string> devices;
        for (const FabricSwitch& one : recipe.switches) {
            QVERIFY(devices.insert(one.device).second);
            QVERIFY(rails.insert(one.rail.value_or(0)).second); // Each rail has one leaf.
            QVERIFY((one.device == "l01/s4") == one.pinned);
            if (one.pinned)
                QCOMPARE(*one.rail, 2);
        }
    }
};

QTEST_APPLESS_MAIN(FabricExceptionsTest)
#include "tst_FabricExceptions.moc"
