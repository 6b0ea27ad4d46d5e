#include "tests/rules/CabledRacks.h"
#include "tests/rules/Mending.h"

#include "model/rules/FabricGraph.h"
#include "model/rules/FabricSizes.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace colonnade::model;
using namespace colonnade::test;
using enum CageForm;
using Medium = CableFigures::Medium;

namespace {

const std::string none;

PartRef leafSwitch(int ports = 32)
{
    return fabrictest::ethernetSwitch(ports, 400, Qsfp112);
}

/// Eight nodes of eight ports on four leaves and four spines of 32: full bisection.
RackedFabric clos(const PartRef& one = leafSwitch(), int nodes = 8, int leaves = 4, int spines = 4)
{
    return {FabricFamily::Clos, 1, fabrictest::server(8, 400), nodes, one, leaves, spines};
}

RackedFabric rails(int nodes, const PartRef& one = fabrictest::qm9700())
{
    return {FabricFamily::RailOptimised, 8, fabrictest::dgx(), nodes, one, 8, 4};
}

/// Devices that do not reach the largest part with a switch, by removing each switch and walking what is left.
int cutOffBy(std::uint32_t gone, std::size_t nodes, std::size_t switches, const std::vector<GraphEdge>& edges, std::uint32_t start)
{
    std::vector<int> part(nodes, -1);
    const auto walk = [&](std::uint32_t from, int number, bool with) {
        std::vector<std::uint32_t> open{from};
        part[from] = number;
        while (!open.empty()) {
            const std::uint32_t node = open.back();
            open.pop_back();
            for (const GraphEdge& edge : edges) {
                if (edge.a != node && edge.b != node)
                    continue;
                const std::uint32_t to = edge.a == node ? edge.b : edge.a;
                if ((with || to != gone) && part[to] < 0) {
                    part[to] = number;
                    open.push_back(to);
                }
            }
        }
    };
    walk(start, 0, true);
    std::vector<std::uint32_t> members;
    for (std::uint32_t node = 0; node < nodes; ++node) {
        if (part[node] == 0)
            members.push_back(node);
    }
    std::fill(part.begin(), part.end(), -1);
    int number = 0, devices = 0, kept = 0;
    for (const std::uint32_t node : members) {
        devices += node >= switches ? 1 : 0;
        if (node != gone && part[node] < 0)
            walk(node, number++, false);
    }
    for (int i = 0; i < number; ++i) {
        int inside = 0;
        bool alive = false;
        for (const std::uint32_t node : members) {
            inside += part[node] == i && node >= switches ? 1 : 0;
            alive |= part[node] == i && node < switches;
        }
        kept = alive ? std::max(kept, inside) : kept;
    }
    return devices - kept;
}

} // namespace

class NetworkRulesTest : public QObject {
    Q_OBJECT
private slots:
    void net002CountsWhatTiersJoin()
    {
        QCOMPARE(said(clos().judged(), "NET-002"), none);
        // One switch of 32 with 32 ports in use has none left.
        RackedFabric single{FabricFamily::SingleTier, 0, fabrictest::server(8, 400), 4, leafSwitch(), 1, 0};
        QCOMPARE(said(single.judged(), "NET-002"), std::string("info NET-002/fabric:su/compute"));
        QCOMPARE(said(single.judged(changed("NET-002", "reserve", 0)), "NET-002"), none);
        QCOMPARE(tierCapacity(3, 64, 32), 65536.0);
        QCOMPARE(tierCapacity(4, 64, 32), 0.0);
    }

    void net003FindsUnevenUplinks()
    {
        RackedFabric even = clos();
        QCOMPARE(said(even.judged(), "NET-003"), none);
        // Five cables by hand between a leaf and a spine that have four links by the recipe.
        for (int i = 0; i < 5; ++i)
            even.fabric.links.push_back({CableId::literal(fmt::format("odd-{}", i)), port("l01/s1", PortRole::Any, 32 - i),
                                         port("s01/s1", PortRole::Any, 32 - i), nullptr, {}});
        QCOMPARE(said(even.judged(), "NET-003"), std::string("error NET-003/fabric:su/compute"));
        QCOMPARE(saidOf(mended(even.design(), "NET-003"), "NET-003"), none);
        QCOMPARE(said(even.judged(changed("NET-003", "allowed_difference", 8)), "NET-003"), none);
    }

    void net005WantsFullUnits()
    {
        QCOMPARE(said(rails(32).judged(), "NET-005"), none); // 32 of 64 ports of a leaf.
        const Evaluation partly = rails(28).judged();
        QCOMPARE(said(partly, "NET-005"), std::string("warning NET-005/fabric:su/compute"));
        QCOMPARE(*of(partly, "NET-005").front().measured, 87.5);
        QCOMPARE(said(clos().judged(), "NET-005"), none); // No rails, no units.
    }

    void net006WantsPortsOnTwoLeaves()
    {
        const auto with = [](FabricRole role, int second) {
            RackedFabric fabric{FabricFamily::Manual, 1, fabrictest::server(2, 400), 1, leafSwitch(), 2, 0};
            fabric.fabric.role = role;
            fabric.fabric.links
                = {{CableId::literal("a"), port("n01/n1", PortRole::Compute, 1), port("l01/s1", PortRole::Any, 1), nullptr, {}},
                   {CableId::literal("b"), port("n01/n1", PortRole::Compute, 2), port(fmt::format("l01/s{}", second), PortRole::Any, 2),
                    nullptr, {}}};
            return fabric;
        };
        QCOMPARE(said(with(FabricRole::Storage, 2).judged(), "NET-006"), none);
        QCOMPARE(said(with(FabricRole::Storage, 1).judged(), "NET-006"), std::string("error NET-006/fabric:su/compute#leaf"));
        QCOMPARE(said(with(FabricRole::ScaleOut, 1).judged(), "NET-006"), none); // Nothing promised.
        QCOMPARE(said(with(FabricRole::Storage, 1).judged(changed("NET-006", "allowed_nodes", 1)), "NET-006"), none);
        // Both leaves on one feed.
        RackedFabric fed = with(FabricRole::Storage, 2);
        fed.floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 60), tinyFeed("b", Side::B, 415, 60)};
        for (Placement& placement : fed.floor.arrangement.placements)
            placement.feeds = {{Side::A, FeedId::literal("a")}};
        QCOMPARE(said(fed.judged(), "NET-006"), std::string("warning NET-006/fabric:su/compute#feed"));
        for (Placement& placement : fed.floor.arrangement.placements)
            placement.feeds.push_back({Side::B, FeedId::literal("b")});
        QCOMPARE(said(fed.judged(), "NET-006"), none);
    }

    void net007TellsWhatOneSwitchCutsOff()
    {
        // Rails: the other seven remain.
        QCOMPARE(said(rails(8).judged(), "NET-007"), none);
        // All eight ports of a node on one leaf: two nodes of eight fall with it.
        const Evaluation evaluation = clos().judged();
        QCOMPARE(said(evaluation, "NET-007"), std::string("info NET-007/fabric:su/compute"));
        QCOMPARE(*of(evaluation, "NET-007").front().measured, 25.0);
        QCOMPARE(said(clos().judged(changed("NET-007", "allowed_share", 0.25)), "NET-007"), none);
    }

    void net007FindsTheSameAsRemovingEachSwitch()
    {
        std::mt19937 random{7};
        const auto below = [&](std::size_t bound) { return static_cast<std::uint32_t>(random() % bound); };
        for (int round = 0; round < 300; ++round) {
            const std::size_t switches = 1 + below(7), nodes = switches + 1 + below(12);
            std::vector<GraphEdge> edges;
            const auto add = [&](std::uint32_t a, std::uint32_t b) {
                const bool known = std::any_of(edges.begin(), edges.end(), [&](const GraphEdge& edge) { return edge.a == a && edge.b == b; });
                if (a < b && !known)
                    edges.push_back({a, b, 1 + static_cast<int>(below(2))});
            };
            for (std::uint32_t device = static_cast<std::uint32_t>(switches); device < nodes; ++device) {
                for (std::uint32_t home = 0; home <= below(2); ++home)
                    add(below(switches), device);
            }
            for (std::size_t i = 0; i < switches; ++i)
                add(below(switches), below(switches));
            const FabricWeakness found = weaknessOf(nodes, switches, edges);
            int worst = 0, points = 0;
            for (std::uint32_t gone = 0; gone < switches; ++gone) {
                const int lost = cutOffBy(gone, nodes, switches, edges, gone);
                worst = std::max(worst, lost);
                points += lost > 0 ? 1 : 0;
            }
            QCOMPARE(found.articulations, points);
            QCOMPARE(found.worstSwitch ? found.worstSwitch->devices : 0, worst);
        }
    }

    void net007FindsSingleLinksBetweenSwitches()
    {
        // Two switches with two devices each, joined by one link; then by two.
        std::vector<GraphEdge> edges{{0, 1, 1}, {0, 2, 1}, {0, 3, 1}, {1, 4, 1}, {1, 5, 1}};
        const FabricWeakness one = weaknessOf(6, 2, edges);
        QCOMPARE(one.bridges, 1);
        QCOMPARE(one.worstLink->devices, 2);
        edges.front().links = 2;
        QCOMPARE(weaknessOf(6, 2, edges).bridges, 0);
    }

    void net008WantsFullBisectionForTraining()
    {
        QCOMPARE(said(clos().judged(), "NET-008"), none);
        // Sixteen ports of a leaf in use, eight uplinks: 50 %.
        const auto with = [](double oversubscription, FabricRole role) {
            RackedFabric fabric{FabricFamily::Clos, 1, fabrictest::server(8, 400), 8, leafSwitch(), 4, 2};
            fabric.fabric.oversubscription = oversubscription;
            fabric.fabric.role = role;
            return fabric.judged();
        };
        QCOMPARE(said(with(3, FabricRole::ScaleOut), "NET-008"), std::string("warning NET-008/fabric:su/compute"));
        QVERIFY(*of(with(3, FabricRole::ScaleOut), "NET-008").front().measured >= 50);
        QCOMPARE(said(with(3, FabricRole::Frontend), "NET-008"), none);
        QVERIFY(twoTierBisection(64, 400, 64, 4).share() <= 1); // More uplinks than downlinks add nothing.
    }

    void net009CountsSwitchesAndTime()
    {
        QCOMPARE(said(clos(madeFor(leafSwitch(), "Ethernet", 600)).judged(), "NET-009"), none);
        QCOMPARE(said(clos().judged(), "NET-009"), std::string("not-evaluated NET-009/fabric:su/compute"));
        const Evaluation strict = clos(madeFor(leafSwitch(), "Ethernet", 600)).judged(changed("NET-009", "two_tiers", 2));
        QCOMPARE(said(strict, "NET-009"), std::string("info NET-009/fabric:su/compute"));
    }

    void net010WarnsOfAStaticHash()
    {
        const auto with = [](std::string_view network, const Profile& by = profile()) {
            return said(clos(madeFor(leafSwitch(), network)).judged(by), "NET-010");
        };
        QCOMPARE(with("Ethernet"), std::string("warning NET-010/fabric:su/compute"));
        QCOMPARE(with("Ethernet", changed("NET-010", "adaptive", 1)), none);
        QCOMPARE(with("InfiniBand NDR"), none);
        QCOMPARE(with("scheduled Ethernet"), none); // Cells over all links.
        // What the fabric states goes before what is usual, and before the profile.
        const auto stated = [](std::string_view network, FabricRouting routing, const Profile& by = profile()) {
            auto racked = clos(madeFor(leafSwitch(), network));
            racked.fabric.routing = routing;
            return said(racked.judged(by), "NET-010");
        };
        QCOMPARE(stated("Ethernet", FabricRouting::Adaptive), none);
        QCOMPARE(stated("InfiniBand NDR", FabricRouting::Static), std::string("warning NET-010/fabric:su/compute"));
        QCOMPARE(stated("Ethernet", FabricRouting::Static, changed("NET-010", "adaptive", 1)), std::string("warning NET-010/fabric:su/compute"));
        QCOMPARE(said(clos().judged(), "NET-010"), std::string("not-evaluated NET-010/fabric:su/compute"));
        // Against the product m/m · (m − 1)/m · ...
        for (const auto& [n, m] : {std::pair{2, 2}, {3, 8}, {8, 16}, {30, 400}}) {
            double chance = 1;
            for (int i = 0; i < n; ++i)
                chance *= static_cast<double>(m - i) / m;
            QVERIFY(std::abs(hashSpread(n, m).noCollision - chance) < 1e-9);
        }
        QCOMPARE(hashSpread(5, 4).noCollision, 0.0);
    }

    // 32 ports · 2 classes · (2 · 9216 + 400e9 · 2 · L · 5e-9 / 8 + 57 920 + 84) B
    void net011HoldsHeadroomToTheBuffer()
    {
        const auto with = [](std::optional<double> buffer) {
            PartRef one = madeFor(leafSwitch(), "Ethernet");
            if (buffer)
                one = withFigure(one, "buffer_gb", *buffer);
            RackedFabric fabric{FabricFamily::SingleTier, 0, fabrictest::server(8, 400), 4, one, 1, 0};
            fabric.fabric.media = {fabrictest::cable("aoc", Medium::Aoc, 400, 50, {Qsfp112}, {Qsfp112}, 1, {Metres{50}})};
            return said(fabric.judged(), "NET-011");
        };
        const double needed = 32 * 2 * pauseHeadroom(400e9, 50, 9216, 463'360) / 1e9; // GB
        QCOMPARE(with(needed / 0.7 * 1.01), none);
        QCOMPARE(with(needed / 0.7 * 0.99), std::string("warning NET-011/fabric:su/compute#switch"));
        QCOMPARE(with({}), std::string("not-evaluated NET-011/fabric:su/compute"));
    }

    void net012WantsManagementOutOfBand()
    {
        const auto with = [](FabricRole role, bool linked) {
            RackedFabric fabric{FabricFamily::Manual, 1, fabrictest::dgx(), 1, fabrictest::ethernetSwitch(32, 1, Rj45), 1, 0};
            fabric.fabric.role = role;
            if (linked)
                fabric.fabric.links
                    = {{CableId::literal("a"), port("n01/n1", PortRole::Bmc, 1), port("l01/s1", PortRole::Any, 1), nullptr, {}}};
            return said(fabric.judged(), "NET-012");
        };
        QVERIFY2(with(FabricRole::OutOfBand, true).find("error") == std::string::npos, with(FabricRole::OutOfBand, true).c_str());
        QVERIFY(with(FabricRole::OutOfBand, false).starts_with("error NET-012/pod:su#reach"));
        QVERIFY(with(FabricRole::Management, true).starts_with("error NET-012/pod:su#in-band"));
    }

    void net012IsMendedWithSwitchesThatStandThere()
    {
        RackedFabric fabric{FabricFamily::SingleTier, 0, fabrictest::dgx(), 2, fabrictest::qm9700(), 1, 0};
        const auto unmended = of(fabric.judged(), "NET-012");
        QCOMPARE(unmended.size(), std::size_t{1});
        QVERIFY(unmended.front().fixes.empty()); // Nothing to make a network of.
        fabric.floor.rack("m01", "oob", {fabrictest::ethernetSwitch(32, 1, Rj45)});
        const Design design = fabric.design();
        QCOMPARE(saidOf(design, "NET-012"), std::string("error NET-012/pod:su#reach"));
        QVERIFY(saidOf(mended(design, "NET-012"), "NET-012").find("error") == std::string::npos);
    }

    void net012WantsItsSwitchesOnTwoFeeds()
    {
        const auto with = [](int supplies, bool second) {
            PartType one = *fabrictest::ethernetSwitch(32, 1, Rj45);
            PowerInput input;
            input.count = supplies;
            one.inputs = {input};
            RackedFabric fabric{FabricFamily::Manual, 1, fabrictest::dgx(), 1, std::make_shared<const PartType>(one), 1, 0};
            fabric.fabric.role = FabricRole::OutOfBand;
            fabric.fabric.links
                = {{CableId::literal("a"), port("n01/n1", PortRole::Bmc, 1), port("l01/s1", PortRole::Any, 1), nullptr, {}}};
            fabric.floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 60), tinyFeed("b", Side::B, 415, 60)};
            for (Placement& placement : fabric.floor.arrangement.placements) {
                placement.feeds = {{Side::A, FeedId::literal("a")}};
                if (second)
                    placement.feeds.push_back({Side::B, FeedId::literal("b")});
            }
            return said(fabric.judged(), "NET-012");
        };
        QCOMPARE(with(2, true), none);
        QCOMPARE(with(2, false), std::string("warning NET-012/fabric:su/compute#feeds"));
        QCOMPARE(with(1, true), std::string("warning NET-012/fabric:su/compute#feeds"));
        QCOMPARE(with(0, true), std::string("not-evaluated NET-012/fabric:su/compute#feeds"));
    }

    void net013SharesStorageOut()
    {
        const auto with = [](double speed, FabricRole role) {
            PartType node = *fabrictest::server(2, speed);
            node.accelerator = AcceleratorFigures{};
            node.accelerator->count = 8;
            RackedFabric fabric{FabricFamily::SingleTier, 0, std::make_shared<const PartType>(node), 4, leafSwitch(), 1, 0};
            fabric.fabric.role = role;
            return said(fabric.judged(), "NET-013");
        };
        QCOMPARE(with(50, FabricRole::Storage), none); // 2 · 50 / 8 = 12.5
        QCOMPARE(with(49, FabricRole::Storage), std::string("info NET-013/pod:su"));
        QCOMPARE(with(400, FabricRole::ScaleOut), std::string("info NET-013/pod:su")); // None at all.
    }

    void net014CountsSwitchesByTheAlgebra()
    {
        // 128 ports on leaves of 32: eight of them, four spines, 128 links.
        QCOMPARE(said(clos(leafSwitch(), 16, 8, 4).judged(), "NET-014"), none);
        const std::string more = said(clos(leafSwitch(), 14, 8, 4).judged(), "NET-014"); // 112 ports: seven would do.
        QVERIFY2(more.starts_with("info NET-014/fabric:su/compute#leaves"), more.c_str());
        // Nodes of 200 Gbit/s take half a port each: 128 of them four leaves and two spines.
        RackedFabric slow{FabricFamily::Clos, 1, fabrictest::server(8, 200), 16, leafSwitch(), 4, 2};
        QCOMPARE(said(slow.judged(), "NET-014"), none);
        const TierCounts counts = tierCounts(1024, 64, 32);
        QCOMPARE(counts.leaves, 32.0);
        QCOMPARE(counts.spines, 16.0);
        QCOMPARE(counts.links, 1024.0);
    }

    void cab023TellsTheSkewOfARail()
    {
        RackedFabric fabric = rails(8);
        fabric.fabric.media = fabrictest::ndrMedia();
        QCOMPARE(said(fabric.judged(), "CAB-023"), none);
        // A fibre of 50 m beside one of 3 or 5 m: about 220 ns.
        fabric.fabric.links = {{CableId::literal("far"), port("n01/n1", PortRole::Compute, 1), port("l01/s1", PortRole::Any, 1), nullptr,
                                Metres{50}}};
        const Evaluation evaluation = fabric.judged();
        QCOMPARE(said(evaluation, "CAB-023"), std::string("info CAB-023/fabric:su/compute"));
        QVERIFY(*of(evaluation, "CAB-023").front().measured > 200 && *of(evaluation, "CAB-023").front().measured < 245);
    }
};

QTEST_APPLESS_MAIN(NetworkRulesTest)
#include "tst_NetworkRules.moc"
