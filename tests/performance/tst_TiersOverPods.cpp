#include "model/performance/ClusterViewOfDesign.h"
#include "model/performance/Estimate.h"
#include "model/performance/SwitchLevels.h"
#include "tests/support/JoinedPods.h"
#include "tests/support/Machines.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace colonnade::test;

namespace {

ClusterView viewOf(int pods, int cores)
{
    const auto view = clusterViewOf(*joinedDesign(pods, cores));
    if (!view)
        qFatal("%s", view.error().text.c_str());
    return *view;
}

/// The hall of `design` with its only fabric changed.
template <class Change> Design withCore(const Design& design, Change change)
{
    Hall hall = *design.hall();
    change(hall.arrangement.fabrics.front());
    return design.withHall(hall);
}

bool misses(const ClusterView& view, std::string_view words)
{
    return std::any_of(view.missing.begin(), view.missing.end(),
                       [&](const std::string& each) { return each.find(words) != std::string::npos; });
}

/// Two leaves of two nodes, a spine above each with half as much to the core, and a link by hand between the leaves.
FabricPlan threeTiersWithALinkAside()
{
    FabricPlan plan;
    PartType node{TypeId::literal("node")};
    node.accelerator = AcceleratorFigures{TypeId::literal("gpu"), 1, 1};
    plan.parts = {std::make_shared<const PartType>(PartType{TypeId::literal("switch")}), std::make_shared<const PartType>(node)};
    for (const int tier : {1, 1, 2, 2, 3, 0, 0, 0, 0}) {
        FabricNode one;
        one.placement = static_cast<std::uint32_t>(plan.nodes.size());
        one.part = tier > 0 ? 0 : 1;
        one.tier = static_cast<std::uint8_t>(tier);
        plan.nodes.push_back(one);
    }
    plan.switchCount = 5;
    const auto link = [&](std::uint32_t a, std::uint32_t b, std::uint8_t tier, float speed) {
        plan.links.a.push_back(a);
        plan.links.b.push_back(b);
        plan.links.tier.push_back(tier);
        plan.links.speed.push_back(speed);
    };
    for (const std::uint32_t end : {5U, 6U, 7U, 8U})
        link(end, end < 7 ? 0 : 1, 1, 100);
    link(0, 2, 2, 200);
    link(1, 3, 2, 200);
    link(2, 4, 3, 100);
    link(3, 4, 3, 100);
    link(0, 1, 0, 100); // Of no tier.
    const std::pair<double, double> capacities[] = {{200, 200}, {200, 200}, {200, 100}, {200, 100}, {200, 0}}; // Gbit/s down, up.
    for (std::uint32_t i = 0; i < plan.switchCount; ++i) {
        SwitchUse use;
        use.node = i;
        use.capacityDown = GigabitsPerSecond{capacities[i].first};
        use.capacityUp = GigabitsPerSecond{capacities[i].second};
        plan.switches.push_back(use);
    }
    plan.components = 1;
    plan.switchHops = 5; // As where further leaves have no such link.
    return plan;
}

} // namespace

/// The machine that a workload sees where a hall's fabric joins the fabrics of its pods.
class TiersOverPodsTest : public QObject {
    Q_OBJECT
private slots:
    // 4 pods of 32: leaves carry 8 each, spines join a pod, 8 cores of 16 ports take all of 4 x 32 uplinks.
    void coresMakeOneMachineOfThePods()
    {
        const ClusterView view = viewOf(4, 8);
        QCOMPARE(view.accelerators, 128);
        QCOMPARE(view.tiers.size(), std::size_t{3});
        QCOMPARE(view.tiers[0].reach, 8);
        QCOMPARE(view.tiers[1].reach, 32);
        QCOMPARE(view.tiers[2].reach, 128);
        QCOMPARE(view.tiers[2].name, std::string{"core"});
        for (const FabricTier& tier : view.tiers) {
            QCOMPARE(tier.bandwidth.value(), 50e9);
            QCOMPARE(tier.oversubscription, 1.0);
        }
        QVERIFY(!misses(view, "No fabric joins"));
    }

    // Up and down through leaf and spine and once through a core: 5 switches of 600 ns, and six cables.
    void theWayOverACoreIsLonger()
    {
        const ClusterView view = viewOf(4, 8);
        const double spine = view.tiers[1].latency.value(), core = view.tiers[2].latency.value();
        QVERIFY(std::abs(view.tiers[0].latency.value() - 4e-6 - 0.6e-6) < 0.3e-6);
        const double coreCable = (core - spine - 2 * 0.6e-6) / 2 / 4.9e-9; // Metres.
        QVERIFY2(coreCable > 15 && coreCable < 110, std::to_string(coreCable).c_str());
        QVERIFY(std::abs(coreCable - std::round(coreCable)) < 1e-6); // A stock length.
    }

    // 4 cores have 64 ports for the 128 that the pods' accelerators fill.
    void halfTheCoresAreTwiceOversubscribed()
    {
        const ClusterView view = viewOf(4, 4);
        QCOMPARE(view.accelerators, 128);
        QCOMPARE(view.tiers[1].oversubscription, 1.0);
        QCOMPARE(view.tiers[2].oversubscription, 2.0);
    }

    void aLinkBetweenLeavesHidesNoCores()
    {
        const FabricPlan plan = threeTiersWithALinkAside();
        const SwitchLevels levels{plan};
        QCOMPARE(levels.count(), 3);
        for (const SwitchGroup& group : levels.groups(2))
            QCOMPARE(group.oversubscription(), 2.0);
        QCOMPARE(levels.reach(3), 4);
    }

    void withoutTheHallsFabricAPodIsTheMachine()
    {
        const ClusterView view = viewOf(4, 0);
        QCOMPARE(view.accelerators, 32);
        QCOMPARE(view.tiers.size(), std::size_t{2});
        QVERIFY(misses(view, "No fabric joins the 4 pods"));
    }

    void onePodNeedsNoCores()
    {
        const ClusterView view = viewOf(1, 2);
        QCOMPARE(view.accelerators, 32);
        QCOMPARE(view.tiers.size(), std::size_t{2});
    }

    void aRefusedFabricOfTheHallIsTold()
    {
        const Design design = withCore(*joinedDesign(4, 8), [](Fabric& core) { core.joins = FabricId::literal("nothing"); });
        const auto view = clusterViewOf(design);
        QVERIFY(view.has_value());
        QCOMPARE(view->accelerators, 32);
        QVERIFY(misses(*view, "has a fabric 'nothing' to join"));
    }

    // Two ports of cores are taken by a cable that leads to no pod: 126 of 128 links are left. What the worst pod still has of its
    // 32 is counted here link by link.
    void anUplinkThatIsGoneShowsInAStepOverAllPods()
    {
        const auto whole = joinedDesign(4, 8);
        const Design less = withCore(*whole, [](Fabric& core) {
            core.links = {{CableId::literal("own"), {"c01/s1", PortRole::Any, 1}, {"c01/s2", PortRole::Any, 1}, nullptr, {}}};
        });
        const auto plan = fabricPlan(less.hall(), FabricId::literal("core"));
        std::map<std::uint32_t, int> links;
        for (std::size_t link = 0; link < plan->links.size(); ++link)
            links[plan->nodes[plan->links.a[link]].pod] += plan->links.tier[link] == 3 ? 1 : 0;
        int least = 32;
        for (const auto& entry : links)
            least = entry.first > 0 ? std::min(least, entry.second) : least;
        QVERIFY(least < 32);
        const auto before = clusterViewOf(*whole), after = clusterViewOf(less);
        QVERIFY(before && after);
        QCOMPARE(after->accelerators, 128);
        QCOMPARE(after->tiers[1].oversubscription, 1.0);
        QCOMPARE(after->tiers[2].oversubscription, 32.0 / least);
        QVERIFY(after->tiers[2].worstShare < 1);
        // Experts on all 128 accelerators: every layer's tokens cross the cores.
        TransformerModel mixture{"Mixture", 48, 2048, 32, 4, 128, 768, 151936, true, false, true};
        mixture.experts = Experts{128, 8, 0, 768, 0};
        Workload workload{.id = WorkloadId::literal("w"), .name = "w", .source = {}, .model = mixture, .job = {}};
        TrainingJob job;
        job.sequence = 2048;
        job.globalBatch = 128;
        job.layout = ParallelLayout{};
        job.layout->data = 128;
        job.layout->expert = 128;
        workload.job = job;
        const auto fast = estimateTraining(*before, workload), slow = estimateTraining(*after, workload);
        QVERIFY2(fast && slow, fast ? slow.error().text.c_str() : fast.error().text.c_str());
        QVERIFY(slow->figures.step.total() > fast->figures.step.total());
    }
};

QTEST_APPLESS_MAIN(TiersOverPodsTest)
#include "tst_TiersOverPods.moc"
