#include "tests/fabric/PlanChecks.h"

#include "model/fabric/FabricTotals.h"

#include <QTest>

#include <map>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

/// A pod of 32 nodes with one NIC, 4 leaves and 4 spines of 16 ports: half of the spines' ports are free.
PodDesignRef smallPod()
{
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
    floor.fill('n', "n", server(1, 400, Qsfp112, 1), 32, 32);
    floor.switches(recipe, 'l', ethernetSwitch(16, 400, Qsfp112), 4, 1);
    floor.switches(recipe, 's', ethernetSwitch(16, 400, Qsfp112), 4, 2);
    recipe.media = {cable("aoc", Medium::Aoc, 400, 100, {Qsfp112}, {Qsfp112}, 1, stockLengths({3, 5, 10, 20, 30, 50, 100}))};
    Arrangement arrangement = floor.arrangement;
    arrangement.fabrics = {recipe};
    return std::make_shared<const PodDesign>(PodDesign::create(PodDesignId::literal("pod"), "pod", arrangement).value());
}

/// So many of them in a row, 10 m apart, and cores in a rack of the hall.
struct HallOfPods {
    explicit HallOfPods(int pods, int cores, int corePorts = 16)
    {
        const PodDesignRef pod = smallPod();
        for (int i = 0; i < pods; ++i)
            hall.pods.push_back({PlacementId::literal(fmt::format("p{}", i + 1)), {}, pod, {Millimetres{10000 * (i + 1)}, Millimetres{5000}},
                                 Turn::None, false});
        FloorOfRacks floor;
        core = Fabric{FabricId::literal("core"), "core"};
        core.joins = FabricId::literal("compute");
        floor.switches(core, 'c', ethernetSwitch(corePorts, 400, Qsfp112), cores, 3);
        core.media = pod->arrangement().fabrics.front().media;
        hall.arrangement = floor.arrangement;
    }
    FabricPlan plan() const { return plannedFabric(hall, core, {}); }
    Hall hall;
    Fabric core{FabricId::literal("core"), {}};
};
const char* why(const FabricPlan& plan)
{
    return plan.refusal ? plan.refusal->text.c_str() : "";
}

} // namespace

class HallFabricTest : public QObject {
    Q_OBJECT
private slots:
    // 4 pods of 4 spines with 8 free ports each are 128 links up; 8 cores of 16 ports take them all.
    void coresTakeTheFreePortsOfThePodsSpines()
    {
        const HallOfPods many{4, 8};
        const FabricPlan plan = many.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.switchCount, 8U);
        QCOMPARE(plan.endpointPorts, 128);
        QCOMPARE(plan.unassigned, 0);
        QCOMPARE(plan.coreLinks, 128);
        QCOMPARE(plan.coreCables, 128);
        QCOMPARE(plan.gaps, 0);
        QVERIFY(portsAreTakenOnce(plan));
        for (std::uint32_t i = 0; i < 8; ++i)
            QCOMPARE(plan.switches[i].linksDown, 16);
        // No port that a pod's own links take.
        const FabricPlan& inside = *plan.pods.front().plan;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            const FabricNode& spine = plan.nodes[plan.links.a[i]];
            for (std::size_t own = 0; own < inside.links.size(); ++own) {
                const FabricNode& other = inside.nodes[inside.links.b[own]];
                const bool same = other.placement == spine.placement && other.device == spine.device
                    && inside.links.portB[own] == plan.links.portA[i];
                QVERIFY(!same);
            }
        }
        QCOMPARE(plan.switchHops, 5);
        QCOMPARE(plan.linkHops, 6);
        QCOMPARE(plan.components, 1);
        QCOMPARE(plan.fullBisection.value(), 4 * 32 * 400.0 / 2);
        QCOMPARE(plan.bisection.value(), 4 * 32 * 400.0 / 2);
        QVERIFY(plan.bisectionExact);
    }

    void aLinkByHandBetweenCoresIsNumberedLast()
    {
        HallOfPods many{2, 8}; // Half of the cores' ports are free.
        const FabricPlan before = many.plan();
        QVERIFY2(!before.refusal, why(before));
        many.core.links = {{CableId::literal("own"), {"c01/s1", PortRole::Any, 16}, {"c01/s2", PortRole::Any, 16}, nullptr, {}}};
        const FabricPlan after = many.plan();
        QVERIFY2(!after.refusal, why(after));
        QVERIFY(after.conflicts.empty());
        QCOMPARE(after.cables.size(), before.cables.size() + 1);
        QCOMPARE(after.cables.hand.back(), 0);
        for (std::size_t i = 0; i < before.cables.size(); ++i)
            QCOMPARE(after.linkText(many.hall.arrangement, after.cables.links(i).front()),
                     before.linkText(many.hall.arrangement, before.cables.links(i).front()));
    }

    void pathsNameThePod()
    {
        const HallOfPods many{2, 4};
        const FabricPlan plan = many.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.path(many.hall.arrangement, 0), std::string{"c01/s1"});
        QCOMPARE(plan.path(many.hall.arrangement, plan.switchCount), std::string{"p1/s01/s1"});
        QCOMPARE(plan.path(many.hall.arrangement, static_cast<std::uint32_t>(plan.nodes.size() - 1)), std::string{"p2/s01/s4"});
    }

    // The spines' rack stands third in its pod, 600 mm each; the core's rack is at the hall's origin.
    void lengthsAreThoseOfTheHall()
    {
        HallOfPods many{2, 4};
        const FabricPlan plan = many.plan();
        const auto lengthOf = [&](std::uint32_t pod) {
            for (std::size_t i = 0; i < plan.cables.size(); ++i) {
                const std::uint32_t link = plan.cables.links(i).front();
                if (plan.nodes[plan.links.a[link]].pod == pod && plan.nodes[plan.links.a[link]].device == 0
                    && plan.nodes[plan.links.b[link]].device == 0)
                    return static_cast<double>(plan.cables.routed[i]);
            }
            return 0.0;
        };
        QVERIFY(std::abs(lengthOf(2) - lengthOf(1) - 10 * 1.05) < 1e-3); // 10 m farther, with 5 % of slack.
        // By hand: 10 + 1.2 m along, 5 m across, up and down from the third unit, sides and loops.
        const double unit = 3 * 0.04445;
        QVERIFY(std::abs(lengthOf(1) - ((10 + 1.2 + 5 + 2 * (2.7 - unit) + 0.8) * 1.05 + 1.0)) < 2e-3);
        // A turned pod is another way off.
        many.hall.pods[0].turn = Turn::Half;
        const FabricPlan turned = many.plan();
        QVERIFY(turned.cables.routed.front() != plan.cables.routed.front());
    }

    void totalsCountPlacementsAndSharePlans()
    {
        const HallOfPods many{4, 8};
        const FabricPlan plan = many.plan();
        for (const JoinedPod& pod : plan.pods)
            QCOMPARE(pod.plan.get(), plan.pods.front().plan.get());
        const FabricTotals totals = fabricTotals(plan);
        QCOMPARE(totals.placedPods, 4);
        QCOMPARE(totals.endpointDevices, std::int64_t{128});
        QCOMPARE(totals.links, std::int64_t{128 * 3});
        QCOMPARE(totals.cables, std::int64_t{128 * 3});
        QCOMPARE(totals.switches, std::int64_t{4 * 8 + 8});
        QCOMPARE(totals.media.size(), std::size_t{1});
        QCOMPARE(totals.media.front().count, std::int64_t{128 * 3});
        // One by one they come to the same.
        std::int64_t count = 0;
        double length = 0;
        std::map<std::string, int> ofPod;
        forEachCable(plan, [&](const CableInHall& cable) {
            ++count;
            length += static_cast<double>(cable.plan.cables.ordered[cable.cable]);
            ++ofPod[cable.pod ? cable.pod->id.text() : "hall"];
        });
        QCOMPARE(count, totals.cables);
        QVERIFY(std::abs(length - totals.length.value()) < 0.1);
        QCOMPARE(ofPod.size(), std::size_t{5});
        QCOMPARE(ofPod["p3"], 64);
        QCOMPARE(ofPod["hall"], 128);
    }

    void fewerCoresThanThePodsAskForAreRefusedWithTheNearest()
    {
        const FabricPlan plan = HallOfPods{4, 3}.plan();
        QVERIFY2(plan.refusal && plan.refusal->text.find("4 groups of 4 spines with 8 uplinks each cannot be joined evenly to 3 cores of 16 "
                                                         "ports; the nearest is 8 cores")
                     != std::string::npos,
                 why(plan));
        HallOfPods without{4, 8};
        without.core.joins = FabricId::literal("storage");
        QVERIFY2(without.plan().refusal && without.plan().refusal->text.find("no pod placed in the hall has a fabric 'storage'") != std::string::npos,
                 why(without.plan()));
        // In a pod design there are no pods to join.
        QVERIFY(plannedFabric(without.hall.arrangement, without.core, {}).refusal);
    }

    void aTaperedCoreNarrowsTheBisection()
    {
        HallOfPods many{4, 4};
        many.core.spineOversubscription = 2;
        const FabricPlan plan = many.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.coreLinks, 64);
        QCOMPARE(plan.unassigned, 64);
        QCOMPARE(plan.bisection.value(), 64 * 400.0 / 2);
        QVERIFY(plan.bisectionExact); // Four equal pods.
    }

    void twoLevelsOfTheHallAreJoined()
    {
        // 128 links up from the pods to 16 switches of 16 ports, half of them on to 8 more.
        HallOfPods many{4, 16};
        FloorOfRacks more;
        Fabric top{FabricId::literal("x"), {}};
        more.switches(top, 'd', ethernetSwitch(16, 400, Qsfp112), 8, 4);
        many.hall.arrangement.placements.push_back(more.arrangement.placements.front());
        many.core.switches.insert(many.core.switches.end(), top.switches.begin(), top.switches.end());
        const FabricPlan plan = many.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.coreLinks, 256);
        QCOMPARE(plan.switchHops, 7);
        QVERIFY(portsAreTakenOnce(plan));
    }

    void handLinksAndChoicesNamePortsOfPods()
    {
        HallOfPods many{2, 4};
        const FabricPlan before = many.plan();
        const PortRef near = before.portRef(many.hall.arrangement, before.links.a[0], before.links.portA[0]);
        const PortRef far = before.portRef(many.hall.arrangement, before.links.b[0], before.links.portB[0]);
        QCOMPARE(near.device, std::string{"p1/s01/s1"});
        many.core.choices = {{far, near, nullptr, Metres{77}, {}}};
        const FabricPlan chosen = many.plan();
        QVERIFY(chosen.conflicts.empty());
        QCOMPARE(chosen.cables.ordered[chosen.links.cable[0]], 77.0F);
        many.core.choices = {{far, {"p9/s01/s1", PortRole::Any, 9}, nullptr, Metres{77}, {}}};
        QCOMPARE(many.plan().conflicts.size(), std::size_t{1});
        many.core.choices.clear();
        many.core.links = {{CableId::literal("own"), near, {"c01/s2", PortRole::Any, 5}, nullptr, {}}};
        const FabricPlan linked = many.plan();
        QVERIFY(linked.conflicts.empty());
        QCOMPARE(linked.links.origin[0], LinkOrigin::FabricByHand);
        QCOMPARE(linked.links.size(), before.links.size());
    }

    void aHallFabricIsRememberedWithItsHall()
    {
        HallOfPods many{2, 4};
        many.hall.arrangement.fabrics = {many.core};
        const auto hall = std::make_shared<const Hall>(many.hall);
        const auto plan = fabricPlan(hall, many.core.id);
        QVERIFY(plan != nullptr);
        QCOMPARE(plan->coreLinks, 64);
        QCOMPARE(fabricPlan(hall, many.core.id).get(), plan.get());
    }
};

QTEST_APPLESS_MAIN(HallFabricTest)
#include "tst_HallFabric.moc"
