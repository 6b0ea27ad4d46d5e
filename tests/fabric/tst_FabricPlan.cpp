#include "tests/fabric/FabricParts.h"

#include <QTest>

#include <map>
#include <set>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

/// One scalable unit of DGX H100: 8 leaves and 4 spines of 64 ports, 4 nodes to a rack.
struct ScalableUnit {
    explicit ScalableUnit(int nodes, int units = 1, int spines = 4)
    {
        floor.fill('n', "n", dgx(), nodes, 4);
        floor.switches(recipe, 'l', qm9700(), 8 * units, 1, 8);
        floor.switches(recipe, 's', qm9700(), spines, 2);
        recipe.media = ndrMedia();
    }
    FabricPlan plan() const { return planned(floor, recipe); }
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::RailOptimised, 8);
};

HandCable hand(std::string_view id, PortRef from, PortRef to)
{
    return {CableId::literal(id), std::move(from), std::move(to), nullptr, std::nullopt};
}

bool says(const std::optional<Error>& error, std::string_view words)
{
    return error && error->text.find(words) != std::string::npos;
}

} // namespace

class FabricPlanTest : public QObject {
    Q_OBJECT
private slots:
    // NVIDIA DGX SuperPOD reference architecture (H100), table 4: 31 nodes, 8 leaves, 4 spines, 252
    // and 256 cables.
    void aScalableUnitHasTheCablesOfItsTable()
    {
        ScalableUnit unit{31};
        unit.floor.fill('u', "u", server(4, 400, OsfpRhs, 1), 1,
                        1); // Fabric managers: four ports, no rail.
        const FabricPlan plan = unit.plan();
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.endpointLinks, 252);
        QCOMPARE(plan.spineLinks, 256);
        QCOMPARE(plan.unassigned, 0);
        QCOMPARE(plan.gaps, 0);
        QCOMPARE(plan.endpointCables, 252); // Fibre: a strand for each link.
        QCOMPARE(plan.cables.size(), std::size_t{508});
        QCOMPARE(plan.switchHops, 3);
        QCOMPARE(plan.bisection.value(), 252 * 400.0 / 2);
        QCOMPARE(*plan.worstOversubscription(), 1.0 * 32 / 32);
    }

    void everyNodeKeepsItsRails()
    {
        const FabricPlan plan = ScalableUnit{32}.plan();
        std::map<std::uint32_t, std::set<int>> railsOfNode;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            if (plan.links.tier[i] != 1)
                continue;
            const int nic = plan.port(plan.links.a[i], plan.links.portA[i]).index;
            QCOMPARE(static_cast<int>(plan.links.rail[i]), nic);
            QCOMPARE(static_cast<int>(plan.nodes[plan.links.b[i]].rail), nic);
            railsOfNode[plan.links.a[i]].insert(nic);
        }
        QCOMPARE(railsOfNode.size(), std::size_t{32});
        for (const auto& [node, rails] : railsOfNode)
            QCOMPARE(rails.size(), std::size_t{8});
    }

    void secondScalableUnitsBeginWhereTheFirstIsFull()
    {
        const FabricPlan plan = ScalableUnit{40, 2, 8}.plan();
        QVERIFY(!plan.refusal);
        for (std::uint32_t leaf = 0; leaf < 16; ++leaf)
            QCOMPARE(plan.switches[leaf].linksDown, leaf < 8 ? 32 : 8);
        QCOMPARE(plan.spineLinks, 512); // Built for whole units.
        QCOMPARE(*plan.switches[15].oversubscription(), 0.25);
    }

    void uplinksAreEvenOverTheSpines()
    {
        for (const int spines : {4, 8, 16, 32}) {
            const FabricPlan plan = ScalableUnit{32, 1, spines}.plan();
            QVERIFY(!plan.refusal);
            for (std::uint32_t leaf = 0; leaf < 8; ++leaf) {
                for (std::uint32_t spine = 8; spine < plan.switchCount; ++spine)
                    QCOMPARE(linksBetween(plan, leaf, spine), 32 / spines);
            }
        }
    }

    void noPortCarriesTwoLinksOfItsOwnSpeed()
    {
        const FabricPlan plan = ScalableUnit{32}.plan();
        std::set<std::pair<std::uint32_t, int>> ends;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            QVERIFY(ends.insert({plan.links.a[i], plan.links.portA[i]}).second);
            QVERIFY(ends.insert({plan.links.b[i], plan.links.portB[i]}).second);
            QVERIFY(plan.port(plan.links.b[i], plan.links.portB[i]).form != Rj45);
        }
        for (const SwitchUse& use : plan.switches) {
            QCOMPARE(use.ports, 64);
            QCOMPARE(use.free(), 0);
        }
    }

    void everyCageHasOneTransceiver()
    {
        const FabricPlan plan = ScalableUnit{32}.plan();
        std::set<std::pair<std::uint32_t, int>> cages;
        for (const PlacedOptic& optic : plan.optics)
            QVERIFY(cages.insert({optic.node, optic.cage}).second);
        // 128 in nodes, 8 x 32 in leaves, 4 x 32 in spines, all with fibre: the racks are too far
        // apart for copper.
        QCOMPARE(plan.optics.size(), std::size_t{128 + 256 + 128});
        for (std::size_t i = 0; i < plan.cables.size(); ++i) {
            QCOMPARE(plan.media[plan.cables.medium[i]]->id.text(), std::string{"mpo"});
            QVERIFY(plan.cables.ordered[i] >= plan.cables.routed[i]);
        }
    }

    void leavesAndSpinesInOneRackShareTwinPortCopper()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::Clos);
        recipe.media = ndrMedia();
        floor.fill('n', "n", dgx(), 8, 4);
        floor.rack("x01", "s", {qm9700(), qm9700(), qm9700()});
        recipe.switches = {{"x01/s1", 1, {}}, {"x01/s2", 1, {}}, {"x01/s3", 2, {}}};
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.spineLinks, 64);
        QCOMPARE(plan.spineCables, 32); // Two links in each.
        for (std::size_t i = 0; i < plan.cables.size(); ++i) {
            const auto links = plan.cables.links(i);
            if (plan.links.tier[links.front()] != 2)
                continue;
            QCOMPARE(links.size(), std::size_t{2});
            QCOMPARE(plan.media[plan.cables.medium[i]]->id.text(), std::string{"dac"});
            QCOMPARE(plan.links.cable[links[0]], plan.links.cable[links[1]]);
        }
    }

    // Anvil: 60 links of 100 Gbit/s on 30 split ports, 10 links of 200 up; 3:1.
    void fastPortsAreSplitForSlowNics()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::Clos);
        recipe.oversubscription = 3;
        recipe.media = {cable("hdr-split", Medium::Dac, 200, 2, {Qsfp56}, {Qsfp56}, 2),
                        cable("hdr-split-aoc", Medium::Aoc, 200, 30, {Qsfp56}, {Qsfp56}, 2),
                        cable("hdr-aoc", Medium::Aoc, 200, 30, {Qsfp56}, {Qsfp56})};
        floor.fill('n', "n", server(1, 100, Qsfp56, 1), 120, 40);
        floor.switches(recipe, 'l', ethernetSwitch(40, 200, Qsfp56), 2, 1);
        floor.switches(recipe, 's', ethernetSwitch(40, 200, Qsfp56), 2, 2);
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
        QCOMPARE(plan.switches[0].linksDown, 60);
        QCOMPARE(plan.switches[0].down, 30);
        QCOMPARE(plan.switches[0].up, 10);
        QCOMPARE(*plan.switches[0].oversubscription(), 3.0);
        QCOMPARE(plan.endpointCables, 60); // Two nodes share a cable.
        QCOMPARE(plan.gaps, 0);
        QCOMPARE(plan.bisection.value(), 2 * 2000.0 / 2);
        QVERIFY(plan.bisectionExact);
    }

    // NET-008: 32 leaves with 28 uplinks for 1024 endpoints of 400 Gbit/s: 204.8 and 179.2 Tbit/s.
    void bisectionIsWhatTheUplinksCarry()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::Clos);
        recipe.oversubscription = 32.0 / 28;
        floor.fill('n', "n", server(8, 400), 128, 4);
        floor.switches(recipe, 'l', ethernetSwitch(60, 400), 32, 1);
        floor.switches(recipe, 's', ethernetSwitch(64, 400), 14, 2);
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
        QCOMPARE(plan.fullBisection.value(), 204800.0);
        QCOMPARE(plan.bisection.value(), 179200.0);
        QVERIFY(plan.bisectionExact);
        QCOMPARE(*plan.worstOversubscription(), 32.0 / 28); // NET-001: 1.143.
    }

    void aLeafInTheRackServesIt()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::SingleTier);
        const auto bmc = device("node", PartKind::Server, 1, {cages(PortRole::Bmc, Rj45, 1, 1, 1)});
        const auto top =
            device("top", PartKind::Switch, 1,
                   {cages(PortRole::Any, Rj45, 48, 1, 1), cages(PortRole::Any, Qsfp28, 4, 1, 100)});
        recipe.endpointPorts = PortRole::Bmc;
        recipe.role = FabricRole::OutOfBand;
        for (const std::string_view id : {"a01", "a02", "a03"})
            floor.rack(id, "d", {bmc, bmc, bmc, top});
        recipe.switches = {{"a03/d4", 1, {}}, {"a01/d4", 1, {}}, {"a02/d4", 1, {}}};
        recipe.media = {cable("cat6a", Medium::TwistedPair, 10, 100, {Rj45}, {Rj45})};
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.endpointLinks, 9);
        QCOMPARE(plan.components, 3);
        QCOMPARE(plan.gaps, 0);
        for (std::size_t i = 0; i < plan.links.size(); ++i)
            QCOMPARE(plan.nodes[plan.links.a[i]].placement, plan.nodes[plan.links.b[i]].placement);
        QCOMPARE(plan.linkText(floor.arrangement, 0), std::string{"a01/d1:bmc/1 to a01/d4:any/1"});
    }

    void copperEndpointsLeaveTheFastPortsForUplinks()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::Clos);
        recipe.endpointPorts = PortRole::Bmc;
        recipe.role = FabricRole::OutOfBand;
        const auto bmc = device("node", PartKind::Server, 1, {cages(PortRole::Bmc, Rj45, 1, 1, 1)});
        const auto top =
            device("top", PartKind::Switch, 1,
                   {cages(PortRole::Any, Rj45, 48, 1, 1), cages(PortRole::Any, Qsfp28, 4, 1, 100)});
        floor.fill('n', "n", bmc, 80, 40);
        floor.switches(recipe, 'l', top, 2, 1);
        floor.switches(recipe, 's', ethernetSwitch(32, 100, Qsfp28), 2, 2);
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
        QCOMPARE(plan.endpointLinks, 80);
        QCOMPARE(plan.spineLinks, 8);
        QCOMPARE(linksBetween(plan, 1, 2), 2);
        QCOMPARE(plan.switches[0].linksDown, 40);
    }

    void thePortsOfAStorageNodeEndOnDifferentLeaves()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::Clos);
        recipe.role = FabricRole::Storage;
        recipe.endpointPorts = PortRole::Storage;
        floor.fill('n', "n", dgx(), 16, 4);
        floor.switches(recipe, 'l', qm9700(), 2, 1);
        floor.switches(recipe, 's', qm9700(), 1, 2);
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(!plan.refusal);
        std::map<std::uint32_t, std::set<std::uint32_t>> leaves;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            if (plan.links.tier[i] == 1)
                leaves[plan.links.a[i]].insert(plan.links.b[i]);
        }
        QCOMPARE(leaves.size(), std::size_t{16});
        for (const auto& [node, ends] : leaves)
            QCOMPARE(ends.size(), std::size_t{2});
    }

    void onlyTheNamedPortsOfANodeTakePart()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::SingleTier);
        recipe.endpointPorts = PortRole::Storage;
        recipe.firstPort = recipe.lastPort = 2;
        floor.fill('n', "n", dgx(), 16, 4);
        floor.switches(recipe, 'l', qm9700(), 1, 1);
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.endpointLinks, 16);
        for (std::size_t i = 0; i < plan.links.size(); ++i)
            QCOMPARE(plan.port(plan.links.a[i], plan.links.portA[i]).index, 2);
    }

    void guestsBeyondTheFreePortsStayWithoutALink()
    {
        ScalableUnit unit{32};
        unit.floor.fill('u', "u", server(4, 400, OsfpRhs, 1), 1, 1);
        const FabricPlan plan = unit.plan();
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.endpointLinks, 256);
        QCOMPARE(plan.unassigned, 4);
    }

    void bothHalvesOfACageAreSplitAlike()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::SingleTier);
        floor.fill('n', "n", server(1, 400, Qsfp112, 1), 5, 5);
        floor.fill('o', "o", server(1, 200, Qsfp56, 1), 6, 6);
        floor.switches(recipe, 'l', qm9700(), 1, 1);
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.endpointLinks, 11);
        QCOMPARE(plan.switches[0].down, 8); // Five whole, three split in two.
        std::map<int, float> speedOfCage;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            const int cage = plan.port(plan.links.b[i], plan.links.portB[i]).cage;
            QCOMPARE(speedOfCage.emplace(cage, plan.links.speed[i]).first->second,
                     plan.links.speed[i]);
        }
    }

    void railsWithoutSpinesAreSeparate()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::RailOptimised, 8);
        floor.fill('n', "n", server(8, 400), 8, 4);
        floor.switches(recipe, 'l', qm9700(), 8, 1, 8);
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.endpointLinks, 64);
        QCOMPARE(plan.components, 8);
        QCOMPARE(plan.switchHops, 1);
        QCOMPARE(plan.bisection.value(), 64 * 400.0 / 2);
        QVERIFY(!plan.worstOversubscription());
    }

    void leavesWithoutRailsTakeThemInTurn()
    {
        ScalableUnit unit{32};
        for (FabricSwitch& one : unit.recipe.switches)
            one.rail.reset();
        const FabricPlan plan = unit.plan();
        QVERIFY(!plan.refusal);
        for (std::uint32_t leaf = 0; leaf < 8; ++leaf)
            QCOMPARE(static_cast<std::uint32_t>(plan.nodes[leaf].rail), leaf + 1);
    }

    void cablesByHandAreKeptAndTheRecipeGoesRound()
    {
        // The cables of rails 1 and 2 of one node are swapped: NET-004's two misaligned links of
        // 256.
        ScalableUnit unit{32};
        unit.recipe.links = {
            hand("swap-1", {"n01/n1", PortRole::Compute, 1}, {"l01/s2", PortRole::Any, 1}),
            hand("swap-2", {"n01/n1", PortRole::Compute, 2}, {"l01/s1", PortRole::Any, 1})};
        const FabricPlan plan = unit.plan();
        QVERIFY(!plan.refusal);
        QVERIFY(plan.conflicts.empty());
        QCOMPARE(plan.endpointLinks, 256);
        QCOMPARE(plan.spineLinks, 256);
        QCOMPARE(plan.unassigned, 0);
        QCOMPARE(plan.unplaced, 0);
        int wrong = 0;
        std::set<std::pair<std::uint32_t, int>> ends;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            QVERIFY(ends.insert({plan.links.b[i], plan.links.portB[i]}).second);
            wrong +=
                plan.links.tier[i] == 1 && plan.links.rail[i] != plan.nodes[plan.links.b[i]].rail
                ? 1
                : 0;
        }
        QCOMPARE(wrong, 2);
        QCOMPARE(plan.links.origin[0], LinkOrigin::FabricByHand);
        QCOMPARE(plan.cables.hand.front(), -1); // Their cables come last.
        QCOMPARE(plan.cables.hand[plan.cables.size() - 2], 0);
        QCOMPARE(plan.cables.hand.back(), 1);
    }

    void anUplinkByHandCountsForItsPair()
    {
        ScalableUnit unit{32};
        unit.recipe.links = {
            hand("up", {"s01/s1", PortRole::Any, 64}, {"l01/s1", PortRole::Any, 64})};
        const FabricPlan plan = unit.plan();
        QCOMPARE(plan.spineLinks, 256);
        QCOMPARE(linksBetween(plan, 0, 8), 8);
        QCOMPARE(plan.unplaced, 0);
    }

    void cablesByHandKeepTheirMediumAndLength()
    {
        ScalableUnit unit{4};
        HandCable own = hand("own", {"n01/n1", PortRole::Compute, 1}, {"l01/s1", PortRole::Any, 1});
        own.medium = cable("short", Medium::Dac, 400, 1, {OsfpRhs}, {OsfpTwin});
        own.length = Metres{7};
        unit.recipe.links = {own};
        const FabricPlan plan = unit.plan();
        QCOMPARE(plan.cables.hand.back(), 0);
        QCOMPARE(plan.media[plan.cables.medium.back()]->id.text(), std::string{"short"});
        QCOMPARE(plan.cables.ordered.back(), 7.0F);
        QCOMPARE(plan.cables.gap.back(), MediumGap::Reach); // Kept as asked, and told.
        QCOMPARE(plan.gaps, 1);
    }

    void cablesByHandThatNameNothingAreTold()
    {
        ScalableUnit unit{4};
        unit.recipe.links = {
            hand("a", {"n01/n1", PortRole::Compute, 9}, {"l01/s1", PortRole::Any, 1}),
            hand("b", {"n01/n1", PortRole::Compute, 1}, {"l01/s1", PortRole::Any, 1}),
            hand("c", {"n01/n2", PortRole::Compute, 1}, {"l01/s1", PortRole::Any, 1}),
            hand("d", {"l01/s1", PortRole::Any, 2}, {"l01/s1", PortRole::Any, 3})};
        const FabricPlan plan = unit.plan();
        QCOMPARE(plan.conflicts.size(), std::size_t{3});
        QCOMPARE(plan.conflicts[0],
                 std::string{"Cable 'a': 'n01/n1' (dgx) has 8 compute ports, not 9"});
        QCOMPARE(plan.conflicts[1],
                 std::string{"Cable 'c' ends at 'l01/s1:any/1', which another cable takes"});
        QCOMPARE(plan.conflicts[2], std::string{"Cable 'd' joins 'l01/s1' with itself"});
    }

    void aRacksOwnCablesAreInTheFabricOfTheirSwitch()
    {
        FloorOfRacks floor;
        Fabric recipe = fabric(FabricFamily::SingleTier);
        floor.rack("a01", "d", {server(4, 400), server(4, 400), ethernetSwitch(32, 400, Qsfp112)});
        const RackDesign& design = **floor.arrangement.placements[0].rack();
        const auto cabled =
            design.withCable(hand("x", {"d1", PortRole::Compute, 2}, {"d3", PortRole::Any, 20}));
        QVERIFY(cabled.has_value());
        floor.arrangement.placements[0].what = std::make_shared<const RackDesign>(*cabled);
        recipe.switches = {{"a01/d3", 1, {}}};
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(plan.conflicts.empty());
        QCOMPARE(plan.endpointLinks, 8);
        QCOMPARE(plan.links.origin[0], LinkOrigin::RackByHand);
        QCOMPARE(static_cast<int>(plan.links.portB[0]), 19);
    }

    void impossibleRecipesAreRefusedWithTheNearest()
    {
        QVERIFY(says(ScalableUnit(32, 1, 3).plan().refusal,
                     "Fabric 'compute': 32 uplinks of a leaf cannot be spread evenly over 3 "
                     "spines; the nearest is 4"));
        QVERIFY(says(ScalableUnit(33).plan().refusal,
                     "33 nodes need 2 leaves on each of 8 rails, with 32 ports down each, and "
                     "there is 1; the nearest is 16 "
                     "leaves, or 32 nodes"));
        ScalableUnit clos{32};
        clos.recipe.family = FabricFamily::Clos;
        clos.recipe.switches.erase(clos.recipe.switches.begin(), clos.recipe.switches.begin() + 2);
        const FabricPlan refused = clos.plan();
        QVERIFY(says(refused.refusal,
                     "do not fit the 192 that are free on 6 leaves; the nearest is 8 leaves"));
        QCOMPARE(refused.links.size(), std::size_t{0});
        QCOMPARE(refused.unassigned, 256);
        clos.recipe.switches.resize(6);
        QVERIFY(says(clos.plan().refusal, "6 leaves need spines to join them"));
        clos.recipe.switches.clear();
        QVERIFY(says(clos.plan().refusal, "it has no leaf switch for its 256 endpoint ports"));
        ScalableUnit rails{4};
        rails.recipe.switches.erase(rails.recipe.switches.begin() + 2);
        QVERIFY(says(rails.plan().refusal, "rail 3 has no leaf"));
        ScalableUnit single{4};
        single.recipe.family = FabricFamily::SingleTier;
        QVERIFY(says(single.plan().refusal, "it has a single tier, but 4 spines"));
        ScalableUnit deep{4};
        deep.recipe.switches.back().tier = 4;
        QVERIFY(says(deep.plan().refusal, "stands in tier 4"));
    }

    void aMediumThatDoesNotFitIsAGapAndNoError()
    {
        ScalableUnit unit{4};
        unit.recipe.media = {cable("dac", Medium::Dac, 800, 2, {OsfpTwin}, {OsfpTwin})};
        const FabricPlan plan = unit.plan();
        QVERIFY(!plan.refusal);
        QCOMPARE(plan.gaps, static_cast<int>(plan.cables.size()));
        QCOMPARE(plan.cables.medium[0], CableColumns::none);
        QVERIFY(plan.gapText(0).find("goes into both OSFP RHS and OSFP twin-port cages")
                != std::string::npos);
    }

    void aPlanIsRememberedAsLongAsItsPod()
    {
        ScalableUnit unit{8};
        unit.floor.arrangement.fabrics = {unit.recipe};
        auto made = PodDesign::create(PodDesignId::literal("su"), "su", unit.floor.arrangement);
        QVERIFY(made.has_value());
        PodDesignRef pod = std::make_shared<const PodDesign>(*made);
        const auto first = fabricPlan(pod, unit.recipe.id);
        QCOMPARE(fabricPlan(pod, unit.recipe.id), first);
        QVERIFY(fabricPlan(pod, unit.recipe.id, Millimetres{3500}) != first);
        QVERIFY(!fabricPlan(pod, FabricId::literal("none")));
        pod = std::make_shared<const PodDesign>(*made);
        const auto second = fabricPlan(pod, unit.recipe.id);
        QVERIFY(second != first);
        QCOMPARE(second->cables.routed, first->cables.routed);
    }

    void aHigherTrayMakesLongerCables()
    {
        ScalableUnit unit{8};
        unit.floor.arrangement.fabrics = {unit.recipe};
        auto made = PodDesign::create(PodDesignId::literal("su"), "su", unit.floor.arrangement);
        const PodDesignRef pod = std::make_shared<const PodDesign>(std::move(*made));
        const auto low = fabricPlan(pod, unit.recipe.id);
        const auto high = fabricPlan(pod, unit.recipe.id, Millimetres{3700});
        for (std::size_t i = 0; i < low->cables.size(); ++i) {
            const auto link = low->cables.links(i).front();
            if (low->nodes[low->links.a[link]].placement
                != low->nodes[low->links.b[link]].placement)
                QVERIFY(std::abs(high->cables.routed[i] - low->cables.routed[i] - 2.1F) < 1e-3F);
        }
    }

    void aThousandEndpointsTakeAMoment()
    {
        ScalableUnit unit{128, 4, 16};
        const FabricPlan plan = unit.plan();
        QCOMPARE(plan.endpointLinks, 1024);
        QCOMPARE(plan.spineLinks, 1024);
        QBENCHMARK
        {
            (void)unit.plan();
        }
    }
};

QTEST_APPLESS_MAIN(FabricPlanTest)
#include "tst_FabricPlan.moc"
