#include "tests/fabric/PlanChecks.h"

#include "model/fabric/topology/MeshTopology.h"

#include <QTest>

#include <map>
#include <set>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

bool says(const FabricPlan& plan, std::string_view words)
{
    return plan.refusal && plan.refusal->text.find(words) != std::string::npos;
}
const char* why(const FabricPlan& plan)
{
    return plan.refusal ? plan.refusal->text.c_str() : "";
}

/// Nodes and switches of one speed, without media: what is looked at are the links.
struct Drawn {
    Drawn(FabricFamily family, int nodes, int portsPerNode, int rails = 1) : recipe{fabric(family, rails)}
    {
        floor.fill('n', "n", server(portsPerNode, 400, Qsfp112, 1), nodes, 32);
    }
    Drawn& tier(int tier, int count, int ports)
    {
        floor.switches(recipe, static_cast<char>('a' + 15 + tier), ethernetSwitch(ports, 400, Qsfp112), count, tier);
        return *this;
    }
    FabricPlan plan() const { return planned(floor, recipe); }
    FloorOfRacks floor;
    Fabric recipe;
};

} // namespace

class DrawnFamiliesTest : public QObject {
    Q_OBJECT
private slots:
    // k-ary fat tree for k = 4: 16 hosts, 8 edge, 8 aggregation, 4 core; 48 links with those of the hosts.
    void threeTiersAreAFatTree()
    {
        const FabricPlan plan = Drawn{FabricFamily::Clos, 16, 1}.tier(1, 8, 4).tier(2, 8, 4).tier(3, 4, 4).plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.endpointLinks, 16);
        QCOMPARE(plan.spineLinks, 16);
        QCOMPARE(plan.coreLinks, 16);
        QCOMPARE(plan.coreCables, 16);
        QVERIFY(portsAreTakenOnce(plan));
        QCOMPARE(longestPath(plan), 6);
        QCOMPARE(plan.linkHops, 6);
        QCOMPARE(plan.switchHops, 5);
        QCOMPARE(plan.bisection.value(), 16 * 400.0 / 2);
        QVERIFY(plan.bisectionExact);
        for (const SwitchUse& use : plan.switches)
            QCOMPARE(use.free(), 0);
        // Every core reaches every pod once: 4 groups of 2 edges.
        for (std::uint32_t core = 16; core < 20; ++core)
            QCOMPARE(plan.switches[core].linksDown, 4);
    }

    // NVIDIA's B200 SuperPOD table: 4096 endpoints at 64 ports are 128 leaves, 128 spines, 64 cores, and as many cables in each layer.
    void theLargestPublishedPodHasItsCounts()
    {
        Drawn drawn{FabricFamily::RailOptimised, 512, 8, 8};
        drawn.tier(1, 128, 64).tier(2, 128, 64).tier(3, 64, 64);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.endpointLinks, 4096);
        QCOMPARE(plan.spineLinks, 4096);
        QCOMPARE(plan.coreLinks, 4096);
        QCOMPARE(plan.bisection.value(), 4096 * 400.0 / 2);
        QVERIFY(portsAreTakenOnce(plan));
        // Spines are those of one rail.
        std::map<std::uint32_t, std::set<int>> railsOfSpine;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            if (plan.links.tier[i] == 2)
                railsOfSpine[plan.links.b[i]].insert(plan.nodes[plan.links.a[i]].rail);
        }
        QCOMPARE(railsOfSpine.size(), std::size_t{128});
        for (const auto& [spine, rails] : railsOfSpine)
            QCOMPARE(rails.size(), std::size_t{1});
    }

    // A spine of 16 ports at 3:1 has 12 down and 4 up; what leaves a pod is a third of what its nodes send.
    void taperedSpinesNarrowTheBisection()
    {
        Drawn drawn{FabricFamily::Clos, 96, 1};
        drawn.tier(1, 12, 16).tier(2, 8, 16).tier(3, 2, 16);
        drawn.recipe.spineOversubscription = 3;
        for (int i = 0; i < 12; ++i)
            drawn.recipe.switches[static_cast<std::size_t>(i)].group = i / 6 + 1;
        for (int i = 12; i < 20; ++i)
            drawn.recipe.switches[static_cast<std::size_t>(i)].group = (i - 12) / 4 + 1;
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.spineLinks, 96);
        QCOMPARE(plan.coreLinks, 32); // 12 down of each spine, 4 up.
        QCOMPARE(plan.bisection.value(), 32 * 400.0 / 2);
        QVERIFY(plan.bisectionExact); // Two equal groups.
        QCOMPARE(plan.bisectionBasis, BisectionBasis::Exact);
        QCOMPARE(plan.fullBisection.value(), 96 * 400.0 / 2);
    }

    void coresThatCannotBeReachedEvenlyAreRefusedWithTheNearest()
    {
        const FabricPlan plan = Drawn{FabricFamily::Clos, 16, 1}.tier(1, 8, 4).tier(2, 8, 4).tier(3, 5, 4).plan();
        QVERIFY2(says(plan, "4 groups of 2 spines with 2 uplinks each cannot be joined evenly to 5 cores of 4 ports; the nearest is 4 cores"), why(plan));
        QCOMPARE(plan.links.size(), std::size_t{0});
        const FabricPlan spines = Drawn{FabricFamily::Clos, 16, 1}.tier(1, 8, 4).tier(2, 5, 4).tier(3, 4, 4).plan();
        QVERIFY2(says(spines, "the nearest is 8 spines"), why(spines));
        const FabricPlan none = Drawn{FabricFamily::Clos, 16, 1}.tier(1, 8, 4).tier(3, 4, 4).plan();
        QVERIFY2(says(none, "4 cores but no spines below"), why(none));
    }

    // Eight rails, each one leaf: what crosses rails is relayed by the nodes.
    void railsThatMeetNowhereAreApart()
    {
        Drawn drawn{FabricFamily::RailOnly, 32, 8, 8};
        drawn.tier(1, 8, 64);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.endpointLinks, 256);
        QCOMPARE(plan.components, 8);
        QCOMPARE(plan.switchHops, 1);
        const auto away = linksFrom(plan, neighboursOf(plan), 0);
        for (std::uint32_t leaf = 1; leaf < 8; ++leaf)
            QCOMPARE(away[leaf], -1);
        for (std::size_t i = 0; i < plan.links.size(); ++i)
            QCOMPARE(plan.links.rail[i], plan.nodes[plan.links.b[i]].rail);
    }

    void railsOfTheirOwnSpinesAreTrees()
    {
        Drawn drawn{FabricFamily::RailOnly, 32, 2, 2};
        drawn.tier(1, 8, 16).tier(2, 8, 16);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.spineLinks, 64);
        QCOMPARE(plan.components, 2);
        QCOMPARE(plan.switchHops, 3);
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            if (plan.links.tier[i] == 2)
                QCOMPARE(plan.nodes[plan.links.a[i]].rail, plan.nodes[plan.links.b[i]].rail);
        }
    }

    // Two NICs with two ports each: the ports of a NIC go to different planes.
    void planesOfNicPortsShareNoSwitch()
    {
        Drawn drawn{FabricFamily::RailOptimised, 16, 4, 2};
        drawn.recipe.planes = 2;
        drawn.tier(1, 8, 16).tier(2, 4, 16);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.endpointLinks, 64);
        QCOMPARE(plan.components, 2);
        QVERIFY(portsAreTakenOnce(plan));
        std::set<std::uint8_t> planes;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            const FabricNode& a = plan.nodes[plan.links.a[i]];
            const FabricNode& b = plan.nodes[plan.links.b[i]];
            planes.insert(plan.links.plane[i]);
            QCOMPARE(b.plane, plan.links.plane[i]);
            if (plan.links.tier[i] == 2)
                QCOMPARE(a.plane, b.plane);
            if (plan.links.tier[i] != 1)
                continue;
            const int port = plan.port(plan.links.a[i], plan.links.portA[i]).index; // 1 2 | 3 4: NICs.
            QCOMPARE(static_cast<int>(b.plane), (port - 1) % 2 + 1);
            QCOMPARE(static_cast<int>(b.rail), (port - 1) / 2 + 1);
        }
        QCOMPARE(planes, (std::set<std::uint8_t>{1, 2}));
        QCOMPARE(plan.bisection.value(), 64 * 400.0 / 2); // Planes add up.
    }

    void planesOfWholeNicsAreDealtNicByNic()
    {
        Drawn drawn{FabricFamily::RailOptimised, 16, 4, 2};
        drawn.recipe.planes = 2;
        drawn.recipe.planesAre = PlaneMeaning::Nic;
        drawn.tier(1, 8, 16).tier(2, 4, 16);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.endpointLinks, 64);
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            if (plan.links.tier[i] != 1)
                continue;
            const int port = plan.port(plan.links.a[i], plan.links.portA[i]).index;
            QCOMPARE(static_cast<int>(plan.nodes[plan.links.b[i]].plane), (port - 1) / 2 + 1);
            QCOMPARE(static_cast<int>(plan.nodes[plan.links.b[i]].rail), (port - 1) % 2 + 1);
        }
    }

    // Alibaba's HPN in small: the two ports of a NIC on two leaves of a pair, planes apart up to the spines, cores common.
    void dualTorPlanesMeetInTheCores()
    {
        Drawn drawn{FabricFamily::Clos, 16, 2};
        drawn.recipe.planes = 2;
        drawn.recipe.planesAre = PlaneMeaning::DualTor;
        drawn.tier(1, 8, 8).tier(2, 8, 8).tier(3, 4, 8);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.components, 1);
        QCOMPARE(plan.coreLinks, plan.spineLinks);
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            if (plan.links.tier[i] <= 2)
                QCOMPARE(plan.nodes[plan.links.b[i]].plane, plan.links.plane[i]);
            else
                QCOMPARE(plan.nodes[plan.links.b[i]].plane, std::uint8_t{0});
        }
        std::map<std::uint32_t, std::set<int>> planesOfNode;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            if (plan.links.tier[i] == 1)
                planesOfNode[plan.links.a[i]].insert(plan.links.plane[i]);
        }
        for (const auto& [node, planes] : planesOfNode)
            QCOMPARE(planes.size(), std::size_t{2});
    }

    // topology-notes: p = 2, a = 4, h = 2, 9 groups: 36 switches, 72 endpoints, 54 local and 36 global links.
    void aBalancedDragonfly()
    {
        const FabricPlan plan = Drawn{FabricFamily::Dragonfly, 72, 1}.tier(1, 36, 7).plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.endpointLinks, 72);
        QCOMPARE(switchLinks(plan), 90);
        QCOMPARE(plan.otherLinks, 90);
        QVERIFY(portsAreTakenOnce(plan));
        QCOMPARE(plan.components, 1);
        QCOMPARE(longestPath(plan), plan.linkHops);
        QCOMPARE(plan.linkHops, 5);
        QCOMPARE(plan.switchHops, 4);
        QCOMPARE(plan.bisectionBasis, BisectionBasis::UpperBound); // Nine groups cannot be halved.
        for (std::uint32_t one = 0; one < 36; ++one) {
            QCOMPARE(plan.switches[one].down, 2);
            QCOMPARE(plan.switches[one].up, 5);
        }
    }

    void aDragonflyOfBrokenGroupsIsRefusedWithTheNearest()
    {
        Drawn drawn{FabricFamily::Dragonfly, 72, 1};
        drawn.tier(1, 37, 7);
        drawn.recipe.size = {4};
        const FabricPlan plan = drawn.plan();
        QVERIFY2(says(plan, "37 switches of 7 ports with 2 endpoints each make no dragonfly of groups of 4; the nearest is 36"), why(plan));
    }

    void aHandLinkOfADragonflyCountsForItsPair()
    {
        Drawn drawn{FabricFamily::Dragonfly, 72, 1};
        drawn.tier(1, 36, 7);
        drawn.recipe.links = {{CableId::literal("own"), {"q01/s2", PortRole::Any, 7}, {"q01/s1", PortRole::Any, 7}, nullptr, {}}};
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QVERIFY(plan.conflicts.empty());
        QCOMPARE(switchLinks(plan), 90);
        QCOMPARE(plan.unplaced, 0);
        QCOMPARE(linksBetween(plan, 0, 1) + linksBetween(plan, 1, 0), 1);
    }

    void aDragonflyPlusJoinsItsGroupsBySpines()
    {
        Drawn drawn{FabricFamily::DragonflyPlus, 20, 1};
        drawn.recipe.size = {2, 2};
        drawn.tier(1, 10, 4).tier(2, 10, 4);
        const FabricPlan plan = drawn.plan(); // k = 4: 5 groups of 2 leaves and 2 spines, 4 endpoints each.
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.endpointLinks, 20);
        QCOMPARE(plan.spineLinks, 20);
        QCOMPARE(plan.otherLinks, 10); // Each pair of groups.
        QCOMPARE(longestPath(plan), plan.linkHops);
        QVERIFY(portsAreTakenOnce(plan));
    }

    // topology-notes: q = 5: 50 switches of network radix 7, 200 endpoints, 175 links, diameter 2.
    void aSlimFlyHasDiameterTwo()
    {
        const FabricPlan plan = Drawn{FabricFamily::SlimFly, 200, 1}.tier(1, 50, 11).plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(switchLinks(plan), 175);
        QCOMPARE(plan.endpointLinks, 200);
        QCOMPARE(longestPath(plan), 4);
        QCOMPARE(plan.switchHops, 3);
        QVERIFY(!plan.bisectionExact);
        const FabricPlan broken = Drawn{FabricFamily::SlimFly, 200, 1}.tier(1, 60, 11).plan();
        QVERIFY2(says(broken, "there are 60; the nearest is 50 or 98 switches"), why(broken));
    }

    // topology-notes: 8 x 8 with T = 8: 448 links, radix 22, diameter 2, bisection 128 links.
    void aHyperX()
    {
        const FabricPlan plan = Drawn{FabricFamily::HyperX, 512, 1}.tier(1, 64, 22).plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(switchLinks(plan), 448);
        QCOMPARE(plan.linkHops, 4);
        QCOMPARE(longestPath(plan), 4);
        QCOMPARE(plan.bisection.value(), 128 * 400.0);
        QCOMPARE(plan.bisectionBasis, BisectionBasis::Exact);
        Drawn odd{FabricFamily::HyperX, 512, 1};
        odd.recipe.size = {8, 9};
        const FabricPlan wrong = odd.tier(1, 64, 22).plan();
        QVERIFY2(says(wrong, "a HyperX of 8 x 9 is of 72 switches, and there are 64; the nearest is 8 x 8"), why(wrong));
    }

    // topology-notes: 4 x 4 x 4: 192 links, diameter 6, bisection 32 links.
    void aTorusOfChipsWithoutSwitches()
    {
        const FabricPlan plan = Drawn{FabricFamily::Torus, 64, 6}.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.links.size(), std::size_t{192});
        QCOMPARE(plan.otherLinks, 192);
        QCOMPARE(plan.unassigned, 0);
        QVERIFY(portsAreTakenOnce(plan));
        QCOMPARE(plan.linkHops, 6);
        QCOMPARE(longestPath(plan, true), 6);
        QCOMPARE(plan.switchHops, 0);
        QCOMPARE(plan.bisection.value(), 32 * 400.0);
        QVERIFY(plan.bisectionExact);
        QCOMPARE(plan.components, 1);
        Drawn flat{FabricFamily::Torus, 64, 6};
        flat.recipe.size = {8, 8};
        QVERIFY2(says(flat.plan(), "a torus of 8 x 8 takes 256 ports of 64 chips, and there are 384"), why(flat.plan()));
    }

    // Two cubes of 4 x 4 x 4: 16 circuit switches in each of 3 dimensions, with two ports for each cube.
    void linksBetweenCubesRunThroughCircuitSwitches()
    {
        Drawn drawn{FabricFamily::Torus, 128, 6};
        drawn.recipe.size = {8, 4, 4, 4, 4, 4};
        drawn.tier(1, 48, 8);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        TorusRecipe recipe;
        recipe.size = {8, 4, 4};
        recipe.cube = {4, 4, 4};
        const TorusCounts counts = torusCounts(recipe).value();
        QCOMPARE(plan.otherLinks, static_cast<int>(counts.copperLinks()));
        QCOMPARE(plan.endpointLinks, static_cast<int>(2 * counts.opticalLinks)); // A run from either cube.
        QCOMPARE(plan.unassigned, 0);
        for (const SwitchUse& use : plan.switches)
            QCOMPARE(use.down, 4); // Two ports for each of two cubes.
        QVERIFY(portsAreTakenOnce(plan));
        Drawn few{FabricFamily::Torus, 128, 6};
        few.recipe.size = drawn.recipe.size;
        few.tier(1, 40, 8);
        QVERIFY2(says(few.plan(), "it needs 48 switches of tier 1 and 0 of tier 2, and there are 40 and 0"), why(few.plan()));
    }

    void aHammingMeshJoinsTheEdgesOfItsBoards()
    {
        HammingMeshRecipe recipe;
        recipe.boardWidth = recipe.boardHeight = 2;
        recipe.gridWidth = recipe.gridHeight = 4;
        recipe.switchPorts = 16;
        const HammingMeshCounts counts = hammingMeshCounts(recipe).value();
        Drawn drawn{FabricFamily::HammingMesh, 64, 4};
        drawn.recipe.size = {2, 2, 4, 4};
        drawn.tier(1, static_cast<int>(counts.leaves), 16);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.otherLinks, static_cast<int>(counts.boardLinks));
        QCOMPARE(plan.endpointLinks, static_cast<int>(counts.boardToTree));
        QCOMPARE(plan.components, 1);
        QVERIFY(portsAreTakenOnce(plan));
        QCOMPARE(plan.bisectionBasis, BisectionBasis::UpperBound);
        QVERIFY(plan.bisection.value() > 0);
    }

    // NVL72: 72 GPUs with 18 links each, 18 switch chips: 1296 links.
    void aScaleUpDomainDealsEveryLinkToAnotherChip()
    {
        Drawn drawn{FabricFamily::ScaleUp, 18, 72};
        drawn.recipe.size = {18};
        drawn.tier(1, 18, 72);
        const FabricPlan plan = drawn.plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.endpointLinks, 1296);
        QCOMPARE(plan.switchHops, 1);
        QCOMPARE(plan.unassigned, 0);
        for (const SwitchUse& use : plan.switches)
            QCOMPARE(use.linksDown, 72);
        QCOMPARE(plan.bisection.value(), 1296 * 400.0 / 2);
        Drawn small{FabricFamily::ScaleUp, 18, 72};
        small.recipe.size = {18};
        small.tier(1, 18, 64);
        QVERIFY2(says(small.plan(), "the most is 64 accelerators"), why(small.plan()));
    }

    void scheduledFabricsAreTiersOfFabricElements()
    {
        const FabricPlan plan = Drawn{FabricFamily::Scheduled, 64, 1}.tier(1, 8, 16).tier(2, 4, 16).plan();
        QVERIFY2(!plan.refusal, why(plan));
        QCOMPARE(plan.spineLinks, 64);
        QCOMPARE(plan.family, FabricFamily::Scheduled);
    }
};

QTEST_APPLESS_MAIN(DrawnFamiliesTest)
#include "tst_DrawnFamilies.moc"
