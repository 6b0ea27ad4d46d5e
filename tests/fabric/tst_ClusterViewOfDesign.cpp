#include "model/performance/ClusterViewOfDesign.h"
#include "tests/fabric/FabricParts.h"

#include <QTest>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

PartRef h100()
{
    PartType part{TypeId::literal("h100")};
    part.kind = PartKind::Accelerator;
    const auto add = [&](std::string_view key, double value) {
        part.figures.push_back({figureKind(key), value, {}, {}, {}, {}});
    };
    add("bf16_tflops_dense", 989);
    add("fp8_tflops_dense", 1979);
    add("hbm_gb", 80);
    add("hbm_bandwidth_tb_s", 3.35);
    add("scale_up_gb_s_per_direction", 450);
    add("scale_up_domain_size", 8);
    part.power.tdp = Watts{700};
    return std::make_shared<const PartType>(part);
}

/// A part with accelerators in it.
PartRef holding(const PartRef& part, int count, int domain = 0)
{
    PartType copy = *part;
    copy.accelerator = AcceleratorFigures{h100()->id, count, domain};
    copy.power.maximum = Watts{10000};
    return std::make_shared<const PartType>(copy);
}

PartRef infinibandSwitch()
{
    PartType copy = *qm9700();
    copy.switching = SwitchFigures{"InfiniBand NDR", {}, 150};
    copy.power.maximum = Watts{1720};
    return std::make_shared<const PartType>(copy);
}

Design designOf(const FloorOfRacks& floor, int times, bool withCatalog = true)
{
    Design design;
    if (withCatalog)
        design = design.withPart(h100(), Catalog{});
    for (const Placement& placement : floor.arrangement.placements)
        design = design.withRackDesign(**placement.rack());
    design = design.withPodDesign(
        PodDesign::create(PodDesignId::literal("su"), "su", floor.arrangement).value());
    Hall hall;
    for (int i = 0; i < times; ++i)
        hall.pods.push_back({PlacementId::literal(fmt::format("su-{}", i + 1)),
                             "",
                             design.podDesign(PodDesignId::literal("su")),
                             {},
                             {},
                             false});
    return design.withHall(hall);
}

/// Nodes of eight accelerators and eight NICs on eight rails.
FloorOfRacks railPod(int nodes, int units, int spines)
{
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::RailOptimised, 8);
    floor.fill('n', "n", holding(dgx(), 8), nodes, 4);
    floor.switches(recipe, 'l', infinibandSwitch(), 8 * units, 1, 8);
    floor.switches(recipe, 's', infinibandSwitch(), spines, 2);
    recipe.media = ndrMedia();
    floor.arrangement.fabrics = {recipe};
    return floor;
}

bool misses(const ClusterView& view, std::string_view words)
{
    return std::any_of(view.missing.begin(), view.missing.end(), [&](const std::string& each) {
        return each.find(words) != std::string::npos;
    });
}

} // namespace

class ClusterViewOfDesignTest : public QObject {
    Q_OBJECT
private slots:
    void figuresAreThoseOfTheAccelerator()
    {
        const auto view = clusterViewOf(designOf(railPod(32, 1, 4), 1));
        QVERIFY2(view, view ? "" : view.error().text.c_str());
        QCOMPARE(view->accelerator, std::string{"h100"});
        QCOMPARE(view->accelerators, 256);
        QCOMPARE(view->peakOf(Precision::Bf16)->value(), 989e12);
        QCOMPARE(view->peakOf(Precision::Fp8)->value(), 1979e12);
        QVERIFY(!view->peakOf(Precision::Fp4));
        QCOMPARE(view->memory->value(), 80.0 * 1024 * 1024 * 1024);
        QCOMPARE(view->scaleUp.size, 8);
        QCOMPARE(view->scaleUp.bandwidth->value(), 450e9);
        QVERIFY(!fault(*view));
        QVERIFY(view->portsShared); // Unlike a published cluster, whose constants were fitted without.
    }

    void oneScalableUnitTalksThroughItsLeaves()
    {
        const auto view = clusterViewOf(designOf(railPod(32, 1, 4), 1));
        QCOMPARE(view->tiers.size(), std::size_t{1});
        QCOMPARE(view->tiers[0].reach, 256);
        QCOMPARE(view->tiers[0].bandwidth.value(), 50e9);
        QCOMPARE(view->tiers[0].worstShare, 1.0);
    }

    void twoScalableUnitsTalkThroughSpines()
    {
        const auto view = clusterViewOf(designOf(railPod(64, 2, 8), 1));
        QCOMPARE(view->accelerators, 512);
        QCOMPARE(view->tiers.size(), std::size_t{2});
        QCOMPARE(view->tiers[0].reach, 256);
        QCOMPARE(view->tiers[1].reach, 512);
        QCOMPARE(view->tiers[1].oversubscription, 1.0);
        QCOMPARE(view->tiers[1].routing, 1.0);
        QVERIFY(view->tiers[1].latency > view->tiers[0].latency);
        QVERIFY(view->missing.empty());
    }

    void aClosLeafReachesWhatItsPortsCarry()
    {
        FloorOfRacks floor = railPod(32, 1, 4);
        floor.arrangement.fabrics[0].family = FabricFamily::Clos;
        const auto view = clusterViewOf(designOf(floor, 1));
        QCOMPARE(view->tiers[0].reach, 32);
        QCOMPARE(view->tiers[1].reach, 256);
    }

    void anOversubscribedLeafSlowsTheSpines()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::Clos);
        recipe.oversubscription = 3;
        floor.fill('n', "n", holding(server(8, 400), 8), 12, 4);
        floor.switches(recipe, 'l', ethernetSwitch(64, 400, Qsfp112), 2, 1);
        floor.switches(recipe, 's', ethernetSwitch(64, 400, Qsfp112), 1, 2);
        floor.arrangement.fabrics = {recipe};
        const auto view = clusterViewOf(designOf(floor, 1));
        QCOMPARE(view->tiers[1].oversubscription, 3.0);
        QCOMPARE(view->tiers[1].routing, 0.9);
        QVERIFY(misses(*view, "routes around collisions is not stated"));
        QVERIFY(misses(*view, "The latency of switch 'switch' is not known; 600 ns are counted."));
    }

    // Static hashing leaves 0.6 to 0.95 of the bandwidth across spines, adaptive routing all of it; what is stated goes before what
    // is usual for the switch, and a step is never slower for routing adaptively.
    void aFabricCanStateHowItRoutes()
    {
        const auto viewWith = [](std::optional<FabricRouting> routing) {
            FloorOfRacks floor;
            Fabric recipe = fabric(FabricFamily::Clos);
            recipe.routing = routing;
            recipe.oversubscription = 3; // 48 ports down and 16 up on each leaf.
            floor.fill('n', "n", holding(server(8, 400), 8), 12, 4);
            floor.switches(recipe, 'l', ethernetSwitch(64, 400, Qsfp112), 2, 1);
            floor.switches(recipe, 's', ethernetSwitch(64, 400, Qsfp112), 1, 2);
            floor.arrangement.fabrics = {recipe};
            return clusterViewOf(designOf(floor, 1)).value();
        };
        const ClusterView unstated = viewWith({}), fixed = viewWith(FabricRouting::Static), adaptive = viewWith(FabricRouting::Adaptive);
        QCOMPARE(unstated.tiers[1].routing, 0.9);
        QVERIFY(fixed.tiers[1].routing >= 0.6 && fixed.tiers[1].routing < unstated.tiers[1].routing);
        QCOMPARE(adaptive.tiers[1].routing, 1.0);
        QCOMPARE(fixed.tiers[0].routing, 1.0); // Within a leaf there is one path.
        QVERIFY(misses(fixed, "its static routing leaves"));
        QVERIFY(!misses(adaptive, "across") && !misses(adaptive, "is not stated"));
        const int all = adaptive.accelerators;
        const auto widest = [all](const ClusterView& view) {
            const GroupPath path = pathOf(view, all, 1, view.scaleUp.size, 1);
            return path.levels[path.count - 1].link.bandwidth;
        };
        QVERIFY(widest(fixed) < widest(unstated));
        QVERIFY(widest(unstated) < widest(adaptive));

        FloorOfRacks floor = railPod(64, 2, 8); // InfiniBand that is stated to route by tables alone.
        floor.arrangement.fabrics[0].routing = FabricRouting::Static;
        QVERIFY(clusterViewOf(designOf(floor, 1))->tiers[1].routing < 1);
    }

    void twoFabricsAddUp()
    {
        FloorOfRacks floor = railPod(16, 1, 4);
        Fabric second = floor.arrangement.fabrics[0];
        second.id = FabricId::literal("second");
        second.switches.clear();
        second.endpointPorts = PortRole::Storage;
        second.family = FabricFamily::SingleTier;
        floor.switches(second, 't', infinibandSwitch(), 1, 1);
        floor.arrangement.fabrics.push_back(second);
        const auto view = clusterViewOf(designOf(floor, 1));
        QCOMPARE(view->tiers[0].bandwidth.value(), 50e9 * (8 + 2) / 8);
    }

    void podsWithoutAFabricBetweenThemAreNotOneMachine()
    {
        const auto view = clusterViewOf(designOf(railPod(32, 1, 4), 3));
        QCOMPARE(view->accelerators, 256);
        QVERIFY(misses(*view,
                       "No fabric joins the 3 pods; one pod design 'su' of 256 accelerators is "
                       "reckoned with, of 768 in all."));
    }

    void theHallsOwnRacksAreNoPod()
    {
        const FloorOfRacks floor = railPod(32, 1, 4);
        FloorOfRacks bare = floor;
        bare.arrangement.fabrics.clear();
        const Design design = designOf(bare, 2);
        Hall hall = *design.hall();
        hall.arrangement = floor.arrangement;
        const auto view = clusterViewOf(design.withHall(hall));
        QCOMPARE(view->accelerators, 256);
        QVERIFY(misses(*view, "No fabric joins the hall's own racks and its 2 pods; the 256 accelerators of the racks are reckoned with, of 768 in all."));
    }

    void withoutAFabricTheMachineIsADomain()
    {
        FloorOfRacks floor = railPod(8, 1, 4);
        floor.arrangement.fabrics.clear();
        const auto view = clusterViewOf(designOf(floor, 1));
        QCOMPARE(view->accelerators, 8);
        QVERIFY(view->tiers.empty());
        QVERIFY(misses(*view, "No scale-out fabric joins the 64 accelerators"));
    }

    void aRefusedFabricIsTold()
    {
        const auto view = clusterViewOf(designOf(railPod(33, 1, 4), 1));
        QCOMPARE(view->accelerators, 8);
        QVERIFY(misses(*view, "Fabric 'compute': 33 nodes need 2 leaves on each of 8 rails"));
    }

    void traysShareTheDomainOfTheirRack()
    {
        const auto tray = holding(
            device("tray", PartKind::Tray, 1, {cages(PortRole::Compute, OsfpRhs, 4, 1, 800)}), 4,
            72);
        FloorOfRacks floor;
        floor.fill('n', "t", tray, 20, 10);
        QCOMPARE(clusterViewOf(designOf(floor, 1))->scaleUp.size, 40); // As many as the rack has.
        FloorOfRacks full;
        full.fill('n', "t", tray, 40, 20);
        QCOMPARE(clusterViewOf(designOf(full, 1))->scaleUp.size, 72);
    }

    void powerIsThatOfTheWholeDesign()
    {
        const auto view = clusterViewOf(designOf(railPod(32, 1, 4), 1));
        QCOMPARE(view->powerPerAccelerator->value(), (32 * 10000.0 + 12 * 1720) / 256);
    }

    void whatIsMissingIsSaid()
    {
        FloorOfRacks bare;
        bare.fill('n', "n", dgx(), 4, 4);
        QCOMPARE(clusterViewOf(designOf(bare, 1)).error().text,
                 std::string{"The design has no accelerators."});
        QCOMPARE(clusterViewOf(designOf(railPod(4, 1, 4), 1, false)).error().text,
                 std::string{"The design's catalog lacks the accelerator 'h100'."});
        QVERIFY(!clusterViewOf(Design{}));
    }
};

QTEST_APPLESS_MAIN(ClusterViewOfDesignTest)
#include "tst_ClusterViewOfDesign.moc"
