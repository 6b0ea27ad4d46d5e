#include "model/fabric/topology/TopologyAnalysis.h"
#include "model/fabric/topology/TopologyRecipe.h"
#include "tests/fabric/MaxFlow.h"

#include <QTest>
#include <QVector>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>
#include <set>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

/// A recipe to try, and what is claimed of it.
struct Sample {
    const char* name;
    TopologyRecipe recipe;
    int hops;           ///< Links between the two endpoints farthest apart, host links counted.
    int components = 1; ///< Parts that hang together.
};

ClosRecipe clos(int endpoints, int ports, int tiers = 2)
{
    ClosRecipe recipe;
    recipe.endpoints = endpoints;
    recipe.switchPorts = ports;
    recipe.tiers = tiers;
    return recipe;
}

ClosRecipe rails(int nodes, int count, int ports, int perUnit)
{
    ClosRecipe recipe = clos(nodes * count, ports);
    recipe.rails = count;
    recipe.nodesPerUnit = perUnit;
    return recipe;
}

ClosRecipe changed(ClosRecipe recipe, const std::function<void(ClosRecipe&)>& change)
{
    change(recipe);
    return recipe;
}

/// All of at most 2,048 endpoints.
std::vector<Sample> samples()
{
    const auto guests = changed(rails(31, 8, 64, 32), [](ClosRecipe& r) { r.guests = 4; r.units = 1; });
    const auto threeTierRails = changed(rails(64, 4, 16, 8), [](ClosRecipe& r) { r.tiers = 3; });
    const auto railOnly = changed(rails(128, 8, 64, 32), [](ClosRecipe& r) { r.railsMeet = RailMeeting::Nowhere; });
    const auto oneLeafRails
        = changed(rails(8, 8, 64, 0), [](ClosRecipe& r) { r.railsMeet = RailMeeting::Nowhere; r.tiers = 1; });
    const auto twinPlane = changed(rails(64, 8, 128, 64), [](ClosRecipe& r) { r.planes = 2; });
    const auto tapered = changed(clos(480, 40), [](ClosRecipe& r) { r.leafRatio = 3; });
    DragonflyRecipe h2{2, 4, 2, 9};
    h2.linksPerPair = 1;
    DragonflyRecipe spread{2, 4, 2, 8}; // One port of each group is left over.
    DragonflyRecipe oddSpread{2, 4, 2, 7};
    DragonflyPlusRecipe plus;
    plus.switchPorts = 4;
    DragonflyPlusRecipe jupiter;
    jupiter.switchPorts = 64;
    jupiter.leaves = 15;
    jupiter.endpointsPerGroup = 960;
    jupiter.endpointsPerPort = 2;
    SlimFlyRecipe slim5, slim8, slim9, slim11;
    slim5.q = 5;
    slim8.q = 8;
    slim9.q = 9;
    slim11.q = 11;
    slim11.endpointsPerSwitch = 8;
    HyperXRecipe thick{{4, 6}, 3, {2, 1}};
    HammingMeshRecipe hamming;
    hamming.gridWidth = hamming.gridHeight = 4;
    HammingMeshRecipe wide = hamming;
    wide.boardWidth = wide.boardHeight = 4;
    wide.switchPorts = 4; // Its rows need trees of two tiers.
    return {{"one switch", clos(40, 64), 2},
            {"two tiers", clos(648, 36), 4},
            {"two tiers, bundled", clos(276, 36), 4},
            {"two tiers, 3:1", tapered, 4},
            {"three tiers, k = 4", clos(0, 4, 3), 6},
            {"three tiers, k = 16", clos(0, 16, 3), 6},
            {"three tiers, partial", clos(600, 16, 3), 6},
            {"rails with guests", guests, 4},
            {"rails in three tiers", threeTierRails, 6},
            {"rail-only", railOnly, 4, 8},
            {"rail-only, one leaf each", oneLeafRails, 2, 8},
            {"twin-plane", twinPlane, 4},
            {"dragonfly", h2, 5},
            {"dragonfly, leftover spread", spread, 5},
            {"dragonfly, odd, leftover spread", oddSpread, 5},
            {"dragonfly+", plus, 5},
            {"dragonfly+, one group", jupiter, 4},
            {"torus 4x4x4", TorusRecipe{{4, 4, 4}, true, {4, 4, 4}}, 6},
            {"torus 8x16x4", TorusRecipe{{8, 16, 4}, true, {4, 4, 4}}, 14},
            {"torus 5x3", TorusRecipe{{5, 3}}, 3},
            {"torus 2x2", TorusRecipe{{2, 2}}, 2},
            {"mesh 4x4", TorusRecipe{{4, 4}, false}, 6},
            {"hyperx 8x8", HyperXRecipe{{8, 8}, 8}, 4},
            {"hyperx, thick", thick, 4},
            {"slim fly 5", slim5, 4},
            {"slim fly 8", slim8, 4},
            {"slim fly 9", slim9, 4},
            {"slim fly 11", slim11, 4},
            {"hamming mesh", hamming, 4},
            {"hamming mesh with trees", wide, 12},
            {"scale-up", ScaleUpRecipe{72, 18, 18, 72}, 2},
            {"scale-up, uneven", ScaleUpRecipe{8, 18, 4, 64}, 2},
            {"scale-up, direct", ScaleUpRecipe{8, 14}, 1}};
}

/// Links from `from` to the farthest endpoint that is reached.
std::uint32_t farthest(const Topology& topology, const TopologyGraph& graph, std::uint32_t from, bool relay)
{
    std::uint32_t most = 0;
    const auto distance = graph.distances(from, topology.endpoints, relay);
    for (std::uint32_t endpoint = 0; endpoint < topology.endpoints; ++endpoint) {
        if (distance[endpoint] != TopologyGraph::unreached)
            most = std::max(most, distance[endpoint]);
    }
    return most;
}

/// Least cut between the endpoints before `half` in that order and the others.
std::int64_t leastCut(const Topology& topology, const std::vector<std::uint32_t>& order)
{
    MaxFlow flow{topology};
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i < order.size() / 2)
            flow.from(order[i]);
        else
            flow.to(order[i]);
    }
    return flow();
}

std::vector<std::uint32_t> endpointsInOrder(const Topology& topology)
{
    std::vector<std::uint32_t> order(topology.endpoints);
    std::iota(order.begin(), order.end(), 0u);
    return order;
}

Topology made(const TopologyRecipe& recipe)
{
    auto topology = built(recipe);
    if (!topology)
        qFatal("%s", topology.error().text.c_str());
    return *std::move(topology);
}

std::string refusal(const TopologyRecipe& recipe)
{
    const auto topology = built(recipe);
    return topology ? std::string{} : topology.error().text;
}

} // namespace

/// Built graphs against methods that know no formula: every port, walks, maximum flows.
class TopologyTest : public QObject {
    Q_OBJECT

    static void eachSample(bool onlyClos = false)
    {
        QTest::addColumn<int>("index");
        const auto all = samples();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!onlyClos || std::holds_alternative<ClosRecipe>(all[i].recipe))
                QTest::newRow(all[i].name) << static_cast<int>(i);
        }
    }
    static Sample sample()
    {
        QFETCH(int, index);
        return samples()[static_cast<std::size_t>(index)];
    }

private slots:
    void noPortHasTwoLinks_data() { eachSample(); }
    void noPortHasTwoLinks()
    {
        const Topology topology = made(sample().recipe);
        QVERIFY(topology.endpoints <= 2048);
        std::vector<std::set<int>> used(topology.vertices());
        const auto plug = [&](std::uint32_t vertex, int port) {
            const int tier = topology.isSwitch(vertex) ? topology.switches.tier[vertex - topology.endpoints] : 0;
            const int ports = topology.portsOfTier[static_cast<std::size_t>(tier)];
            return used[vertex].insert(port).second && (ports == 0 || port < ports);
        };
        std::int64_t links = 0;
        for (std::size_t i = 0; i < topology.links.size(); ++i) {
            QVERIFY(topology.links.a[i] != topology.links.b[i]);
            for (int piece = 0; piece < topology.links.count[i]; ++piece, ++links) {
                QVERIFY(plug(topology.links.a[i], topology.links.portA[i] + piece));
                QVERIFY(plug(topology.links.b[i], topology.links.portB[i] + piece));
            }
        }
        QCOMPARE(topology.linkCount(), links);
        for (std::uint32_t endpoint = 0; endpoint < topology.endpoints; ++endpoint)
            QVERIFY(!used[endpoint].empty());
    }

    void everythingIsJoined_data() { eachSample(); }
    void everythingIsJoined()
    {
        const Sample one = sample();
        QCOMPARE(TopologyGraph{made(one.recipe)}.components(), one.components);
    }

    void walksAreAsLongAsClaimed_data() { eachSample(); }
    void walksAreAsLongAsClaimed()
    {
        const Sample one = sample();
        const Topology topology = made(one.recipe);
        const TopologyGraph graph{topology};
        // Chips of a torus and accelerators on a board forward for one another.
        const bool relay = topology.switches.size() == 0 || std::holds_alternative<HammingMeshRecipe>(one.recipe);
        std::uint32_t most = 0;
        for (std::uint32_t from = 0; from < topology.endpoints; from += topology.endpoints > 600 ? 7 : 1)
            most = std::max(most, farthest(topology, graph, from, relay));
        QCOMPARE(static_cast<int>(most), one.hops);
    }

    void switchesOfAMiddleTierUseAllTheirPortsAlike()
    {
        // Every uplink of every leaf is there, though the last leaf is not full.
        const Topology topology = made(clos(276, 36));
        std::vector<int> up(topology.switches.size()), down(topology.switches.size());
        for (std::size_t i = 0; i < topology.links.size(); ++i) {
            if (topology.isSwitch(topology.links.a[i]))
                up[topology.links.a[i] - topology.endpoints] += topology.links.count[i];
            down[topology.links.b[i] - topology.endpoints] += topology.links.count[i];
        }
        for (std::size_t i = 0; i < topology.switches.size(); ++i) {
            QCOMPARE(up[i], topology.switches.tier[i] == 1 ? 18 : 0);
            if (topology.switches.tier[i] == 2)
                QCOMPARE(down[i], 32);
        }
    }

    void noCutOfAFoldedClosIsLessThanItsBisection_data()
    {
        QTest::addColumn<int>("endpoints");
        QTest::addColumn<int>("ports");
        QTest::addColumn<int>("tiers");
        QTest::addColumn<double>("leafRatio");
        QTest::addColumn<double>("spineRatio");
        QTest::newRow("36 ports") << 648 << 36 << 2 << 1.0 << 1.0;
        QTest::newRow("64 ports") << 2048 << 64 << 2 << 1.0 << 1.0;
        QTest::newRow("40 ports at 3:1") << 480 << 40 << 2 << 3.0 << 1.0;
        QTest::newRow("three tiers") << 128 << 8 << 3 << 1.0 << 1.0;
        QTest::newRow("three tiers, 16 ports") << 1024 << 16 << 3 << 1.0 << 1.0;
        QTest::newRow("three tiers, 3:1 at the leaf") << 768 << 16 << 3 << 3.0 << 1.0;
        QTest::newRow("three tiers, 3:1 at the spine") << 768 << 16 << 3 << 1.0 << 3.0;
    }
    void noCutOfAFoldedClosIsLessThanItsBisection()
    {
        QFETCH(int, endpoints);
        QFETCH(int, ports);
        QFETCH(int, tiers);
        ClosRecipe recipe = clos(endpoints, ports, tiers);
        QFETCH(double, leafRatio);
        QFETCH(double, spineRatio);
        recipe.leafRatio = leafRatio;
        recipe.spineRatio = spineRatio;
        const auto counts = closCounts(recipe);
        QVERIFY2(counts, counts ? "" : counts.error().text.c_str());
        QCOMPARE(counts->endpointsDown, endpoints); // Full, as the closed form assumes.
        const Bisection claimed = bisection(*counts);
        QVERIFY(claimed.basis == Bisection::Basis::Exact);
        const Topology topology = made(recipe);
        auto order = endpointsInOrder(topology);
        QCOMPARE(static_cast<double>(leastCut(topology, order)), claimed.links);
        std::mt19937 random{7};
        for (int i = 0; i < 3; ++i) {
            std::shuffle(order.begin(), order.end(), random);
            QVERIFY(static_cast<double>(leastCut(topology, order)) >= claimed.links);
        }
    }

    void planesAddUpAndRailsApartDoNotMeet()
    {
        ClosRecipe recipe = rails(32, 4, 32, 16);
        recipe.planes = 2;
        const auto counts = closCounts(recipe);
        const Topology topology = made(recipe);
        QVERIFY(bundlesBetweenPlanes(topology).empty());
        QCOMPARE(static_cast<double>(leastCut(topology, endpointsInOrder(topology))), bisection(*counts).links);
        QCOMPARE(bisection(*counts).links, 128.0);
        // Without one plane the other still joins all.
        Topology other = topology;
        for (std::size_t i = 0; i < other.links.size(); ++i) {
            const auto leaf = (other.isSwitch(other.links.a[i]) ? other.links.a[i] : other.links.b[i]) - other.endpoints;
            if (other.switches.plane[leaf] == 1)
                other.links.b[i] = other.links.a[i];
        }
        QCOMPARE(static_cast<double>(leastCut(other, endpointsInOrder(other))), 64.0);

        recipe.planes = 1;
        recipe.railsMeet = RailMeeting::Nowhere;
        const Topology apart = made(recipe);
        MaxFlow flow{apart};
        for (std::uint32_t endpoint = 0; endpoint < apart.endpoints; ++endpoint)
            endpoint % 4 < 2 ? flow.from(endpoint) : flow.to(endpoint);
        QCOMPARE(flow(), std::int64_t{0});
    }

    void aLinkBetweenPlanesIsFound()
    {
        ClosRecipe recipe = rails(32, 4, 32, 16);
        recipe.planes = 2;
        Topology topology = made(recipe);
        const std::size_t last = topology.links.size() - 1;
        QCOMPARE(int{topology.switches.plane[topology.links.b[last] - topology.endpoints]}, 2);
        for (std::size_t i = 0; i < topology.switches.size(); ++i) {
            if (topology.switches.tier[i] == 2 && topology.switches.plane[i] == 1)
                topology.links.b[last] = topology.vertexOfSwitch(i);
        }
        QCOMPARE(bundlesBetweenPlanes(topology), (std::vector<std::uint32_t>{static_cast<std::uint32_t>(last)}));
    }

    // NET-004: one swapped pair of 32 nodes with 8 rails.
    void twoSwappedCablesAreTheRailMisalignment()
    {
        Topology topology = made(rails(32, 8, 64, 32));
        QCOMPARE(railMisalignment(topology), 0.0);
        std::swap(topology.links.b[0], topology.links.b[1]);
        QCOMPARE(railMisalignment(topology), 2.0 / 256);
    }

    void nicRanksMeetTheLeafOfTheirRailInPortOrder()
    {
        // leaf = su * rails + rail, leaf port = node in the unit.
        const Topology topology = made(rails(64, 8, 64, 32));
        for (std::size_t i = 0; i < topology.links.size() && !topology.isSwitch(topology.links.a[i]); ++i) {
            const std::uint32_t endpoint = topology.links.a[i], node = endpoint / 8;
            QCOMPARE(topology.links.b[i] - topology.endpoints, node / 32 * 8 + endpoint % 8);
            QCOMPARE(std::uint32_t{topology.links.portB[i]}, node % 32);
        }
    }

    void shortestPathsAreCounted()
    {
        const Topology two = made(clos(648, 36));
        QCOMPARE(shortestPaths(two, TopologyGraph{two}, 0, 647, false), 18.0);
        const Topology bundled = made(clos(276, 36));
        QCOMPARE(shortestPaths(bundled, TopologyGraph{bundled}, bundled.endpoints, bundled.endpoints + 15, false), 9.0);
        QCOMPARE(shortestPaths(bundled, TopologyGraph{bundled}, bundled.endpoints, bundled.endpoints + 15, true), 9.0 * 2 * 2);
        const Topology three = made(clos(0, 8, 3));
        QCOMPARE(shortestPaths(three, TopologyGraph{three}, 0, 127, false), 16.0); // k^2 / 4
        QCOMPARE(shortestPaths(three, TopologyGraph{three}, 0, 15, false), 4.0);   // k / 2, same pod
        const Topology torus = made(TorusRecipe{{5, 5, 5}});
        // Two steps in x, two in y, one in z: 5! / (2! 2! 1!).
        QCOMPARE(shortestPaths(torus, TopologyGraph{torus}, 0, 2 + 2 * 5 + 25, false), 30.0);
    }

    void theLossOfASwitchIsCounted()
    {
        const Topology topology = made(rails(32, 8, 64, 32));
        QCOMPARE(lossOfSwitch(topology, 0).endpointsCut, 32u);
        QCOMPARE(lossOfSwitch(topology, 8).endpointsCut, 0u);
        QCOMPARE(lossOfSwitch(topology, 8).shareOfTier, 0.25);
        ClosRecipe twin = rails(64, 8, 128, 64);
        twin.planes = 2;
        const Topology planes = made(twin);
        QCOMPARE(lossOfSwitch(planes, 0).endpointsCut, 0u);
        QCOMPARE(lossOfSwitch(planes, 0).endpointsNarrowed, 64u);
    }

    void oversubscriptionIsReadOffTheGraph()
    {
        ClosRecipe recipe = clos(480, 40);
        recipe.leafRatio = 3;
        const auto loads = tierLoads(made(recipe));
        QCOMPARE(loads.size(), std::size_t{2});
        QCOMPARE(loads[0].worstOversubscription, 3.0);
        QCOMPARE(loads[1].worstOversubscription, 0.0);
    }

    void torusDistancesAreThoseOfWalks_data()
    {
        QTest::addColumn<QVector<int>>("size");
        QTest::addColumn<bool>("wraps");
        QTest::newRow("4x4x4") << QVector<int>{4, 4, 4} << true;
        QTest::newRow("5x6x3") << QVector<int>{5, 6, 3} << true;
        QTest::newRow("8x16x16") << QVector<int>{8, 16, 16} << true;
        QTest::newRow("mesh 4x6") << QVector<int>{4, 6} << false;
    }
    void torusDistancesAreThoseOfWalks()
    {
        QFETCH(QVector<int>, size);
        QFETCH(bool, wraps);
        const TorusRecipe recipe{{size.begin(), size.end()}, wraps};
        const Topology topology = made(recipe);
        const TopologyGraph graph{topology};
        double sum = 0;
        std::uint32_t most = 0;
        const std::uint32_t chips = wraps ? 1 : topology.endpoints; // A torus looks the same from every chip.
        for (std::uint32_t from = 0; from < chips; ++from) {
            const auto distance = graph.distances(from, topology.endpoints, true);
            sum += std::accumulate(distance.begin(), distance.end(), 0.0);
            most = std::max(most, *std::max_element(distance.begin(), distance.end()));
        }
        QCOMPARE(static_cast<int>(most), torusDiameter(recipe));
        QVERIFY(std::abs(sum / chips / (topology.endpoints - 1) - torusMeanDistance(recipe)) < 1e-9);
    }

    void torusBisectionIsTheLeastCutAcrossItsLongestDimension()
    {
        for (const auto& size : {std::vector{4, 4, 4}, std::vector{4, 4, 8}, std::vector{8, 8, 16}, std::vector{2, 4}}) {
            const TorusRecipe recipe{size};
            const Topology topology = made(recipe);
            QCOMPARE(static_cast<double>(leastCut(topology, endpointsInOrder(topology))), bisection(recipe).links);
        }
    }

    void everyCircuitSwitchOfACubeFabricCarriesAlike()
    {
        const TorusRecipe recipe{{8, 8, 16}, true, {4, 4, 4}};
        const Topology topology = made(recipe);
        QCOMPARE(topology.circuitSwitches, 48);
        for (int number = 1; number <= 48; ++number)
            QCOMPARE(linksOfCircuitSwitch(topology, number), std::int64_t{16}); // One for each cube.
        // Each switch holds one port pair of every cube.
        std::set<std::pair<int, std::uint32_t>> cubes;
        for (std::size_t i = 0; i < topology.links.size(); ++i) {
            const std::uint32_t chip = topology.links.a[i];
            const std::uint32_t cube = chip % 8 / 4 + chip / 8 % 8 / 4 * 2 + chip / 64 / 4 * 4;
            if (topology.links.circuit[i] > 0)
                QVERIFY(cubes.emplace(topology.links.circuit[i], cube).second);
        }
        QCOMPARE(cubes.size(), std::size_t{48 * 16});
    }

    void groupsOfADragonflyMeetAsOftenAsCounted()
    {
        for (const int groups : {9, 8, 7, 6, 5, 3}) {
            const DragonflyRecipe recipe{2, 4, 2, groups};
            const auto counts = dragonflyCounts(recipe);
            const Topology topology = made(recipe);
            std::vector<int> ports(static_cast<std::size_t>(groups));
            std::vector<int> pairs(static_cast<std::size_t>(groups * groups));
            for (std::size_t i = 0; i < topology.links.size(); ++i) {
                if (topology.kinds[topology.links.kind[i]].name != "global")
                    continue;
                const auto a = topology.switches.group[topology.links.a[i] - topology.endpoints];
                const auto b = topology.switches.group[topology.links.b[i] - topology.endpoints];
                QVERIFY(a != b);
                ++ports[a];
                ++ports[b];
                ++pairs[std::min(a, b) * static_cast<std::size_t>(groups) + std::max(a, b)];
            }
            QCOMPARE(topology.linksOf("global"), counts->global());
            // All ports are used; of an odd number of odd groups, one group has one dark.
            QCOMPARE(std::accumulate(ports.begin(), ports.end(), 0), groups * 8 / 2 * 2);
            QVERIFY(*std::min_element(ports.begin(), ports.end()) >= 7);
            for (int a = 0; a < groups; ++a) {
                for (int b = a + 1; b < groups; ++b) {
                    const int links = pairs[static_cast<std::size_t>(a * groups + b)];
                    QVERIFY(links == counts->linksPerPair || links == counts->linksPerPair + 1);
                }
            }
        }
    }

    void scaleUpDomainsAreCutInHalf()
    {
        for (const ScaleUpRecipe& recipe : {ScaleUpRecipe{72, 18, 18, 72}, ScaleUpRecipe{8, 18, 4}, ScaleUpRecipe{8, 7}}) {
            const Topology topology = made(recipe);
            QCOMPARE(static_cast<double>(leastCut(topology, endpointsInOrder(topology))), bisection(recipe).links);
        }
    }

    void aGroupOfADragonflyPlusMayBePartlyFilled()
    {
        DragonflyPlusRecipe recipe;
        recipe.switchPorts = 4;
        recipe.endpoints = 18;
        QCOMPARE(made(recipe).endpoints, 18u);
        QCOMPARE(made(recipe).linksOf("global"), std::int64_t{10});
        recipe.endpoints = 21;
        QVERIFY(refusal(recipe).find("the most is 20") != std::string::npos);
    }

    void halvesOfADragonflyAreCutWhereItSays()
    {
        DragonflyRecipe recipe{2, 4, 2, 8};
        recipe.linksPerPair = 1;
        const Topology topology = made(recipe);
        const Bisection claimed = bisection(*dragonflyCounts(recipe));
        QCOMPARE(claimed.links, 16.0);
        QVERIFY(claimed.basis == Bisection::Basis::UpperBound);
        QCOMPARE(static_cast<double>(leastCut(topology, endpointsInOrder(topology))), claimed.links);
    }

    void hyperXIsCutInTheMiddleOfItsBestDimension()
    {
        // Twelve switches in a line, eight across; the cut runs through the lines of eight.
        const HyperXRecipe recipe{{12, 8}, 7};
        QCOMPARE(bisection(recipe).links, 192.0);
        const Topology topology = made(recipe); // Its switches are numbered with the lines of eight last.
        QCOMPARE(static_cast<double>(leastCut(topology, endpointsInOrder(topology))), 192.0);
        QCOMPARE(topology.linksOf("inter_switch"), std::int64_t{864});
    }

    void anySwitchOfASlimFlyIsTwoLinksFromAnyOther()
    {
        for (const int q : {3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 25}) {
            SlimFlyRecipe recipe;
            recipe.q = q;
            recipe.endpointsPerSwitch = 1;
            const Topology topology = made(recipe);
            QCOMPARE(topology.linksOf("inter_switch"), slimFlyFormula(recipe).links);
            const TopologyGraph graph{topology};
            for (std::uint32_t at = topology.endpoints; at < topology.vertices(); ++at) {
                // One endpoint beside the links to other switches.
                QCOMPARE(static_cast<int>(graph.of(at).size()), slimFlyFormula(recipe).networkRadix + 1);
                const auto distance = graph.distances(at, topology.endpoints, false);
                QVERIFY(*std::max_element(distance.begin() + topology.endpoints, distance.end()) <= 2);
            }
        }
    }

    void countsAgreeWithTheRecipesOfDrawnFabrics()
    {
        for (const int endpoints : {40, 100, 276, 648, 2000}) {
            const auto shape = closShape(endpoints, 64);
            const auto counts = closCounts(clos(endpoints, 64));
            QCOMPARE(counts->leaves(), shape->leaves);
            QCOMPARE(counts->spines(), shape->spines);
            QCOMPARE(counts->linksPerPair, shape->linksPerPair);
        }
        for (const int nodes : {20, 31, 63, 127, 255}) {
            ClosRecipe recipe = rails(nodes, 8, 64, 32);
            recipe.guests = 4;
            const auto shape = railShape(nodes, 8, 64, 1, 4, 32);
            const auto counts = closCounts(recipe);
            QCOMPARE(counts->leaves(), shape->leaves);
            QCOMPARE(counts->spines(), shape->spines);
        }
    }

    void countsAreThoseOfTheGraph_data() { eachSample(true); }
    void countsAreThoseOfTheGraph()
    {
        const Sample one = sample();
        const Topology topology = made(one.recipe);
        const auto counts = closCounts(std::get<ClosRecipe>(one.recipe));
        QCOMPARE(topology.switchesOfTier(1), std::int64_t{counts->leaves()});
        QCOMPARE(topology.switchesOfTier(2), std::int64_t{counts->spines()});
        QCOMPARE(topology.switchesOfTier(3), std::int64_t{counts->cores()});
        QCOMPARE(topology.linksOf("endpoint_leaf"), counts->endpointLinks());
        QCOMPARE(topology.linksOf("leaf_spine"), counts->leafSpineLinks());
        QCOMPARE(topology.linksOf("spine_core"), counts->spineCoreLinks());
    }

    void coresAreTheFewestThatEverySpineReachesAlike()
    {
        ClosRecipe recipe = rails(512, 8, 64, 32);
        recipe.tiers = 3;
        const auto counts = closCounts(recipe);
        QCOMPARE(counts->cores(), 64);
        QCOMPARE(counts->spines(), 128);
        QCOMPARE(counts->linksPerPair, 8);
        // 7 units of 20 nodes with 40 ports: 10 spines for each rail, 28 cores.
        ClosRecipe seven = rails(140, 8, 40, 20);
        seven.tiers = 3;
        QCOMPARE(closCounts(seven)->spines(), 80);
        QCOMPARE(closCounts(seven)->cores(), 28);
    }

    void whatCannotBeBuiltIsRefusedWithTheNearest()
    {
        QCOMPARE(refusal(clos(2049, 64)),
                 std::string{"2049 endpoint ports are more than two tiers of 64-port switches join at 1:1; the most is 2048, or "
                             "three tiers"});
        QCOMPARE(refusal(clos(70000, 64, 3)),
                 std::string{"70000 endpoint ports are more than three tiers of 64-port switches join; the most at 1:1 is 65536"});
        QVERIFY(refusal(clos(65, 64, 1)).find("the most is 64") != std::string::npos);
        SlimFlyRecipe slim;
        slim.q = 28;
        QCOMPARE(refusal(slim), std::string{"There is no Slim Fly of q = 28, which is not a prime power; the nearest are q = 27 and "
                                            "q = 29"});
        QVERIFY(refusal(DragonflyRecipe{2, 4, 2, 10}).find("the most is 9 groups") != std::string::npos);
        QVERIFY(refusal(TorusRecipe{{4, 4, 6}, true, {4, 4, 4}}).find("the nearest is 8") != std::string::npos);
        QVERIFY(refusal(HyperXRecipe{{8, 8}, 20, {}, 32}).find("18 endpoints on a switch would fit") != std::string::npos);
        QVERIFY(refusal(ScaleUpRecipe{73, 18, 18, 72}).find("the most is 72 accelerators") != std::string::npos);
    }

    void twinPortCablesToSingleLinksNeedAShuffle()
    {
        ClosRecipe recipe = rails(1024, 8, 128, 64);
        recipe.planes = 2;
        QVERIFY(closCounts(recipe)->needsShuffle(2)); // 8,192 GPUs: one link from each leaf to each spine.
        recipe.endpoints = 512;
        QVERIFY(!closCounts(recipe)->needsShuffle(2));
    }

    void aMillionEndpointsStaySmall()
    {
        ClosRecipe recipe = rails(131072, 8, 256, 128);
        recipe.tiers = 3;
        const Topology topology = made(recipe);
        QCOMPARE(topology.endpoints, 1048576u);
        QCOMPARE(topology.linkCount(), std::int64_t{3} * 1048576);
        QVERIFY(topology.memory() < 64u << 20);
    }
};

QTEST_APPLESS_MAIN(TopologyTest)
#include "tst_Topology.moc"
