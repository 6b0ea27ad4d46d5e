#include "model/fabric/analysis/FabricCondition.h"
#include "model/fabric/analysis/MaxMinRates.h"
#include "model/fabric/analysis/TrafficRates.h"
#include "tests/fabric/FabricParts.h"

#include <QTest>

#include <random>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

/// Servers with one port each on leaves and spines of ports of 400 Gbit/s.
struct Clos {
    Clos(int servers, int leaves, int spines, int ports, double oversubscription = 1)
    {
        floor.fill('n', "n", server(1, 400, Osfp, 1), servers, 16);
        floor.switches(recipe, 'l', ethernetSwitch(ports, 400), leaves, 1);
        floor.switches(recipe, 's', ethernetSwitch(ports, 400), spines, 2);
        recipe.oversubscription = oversubscription;
        plan = planned(floor, recipe);
    }
    FloorOfRacks floor;
    Fabric recipe = fabric(FabricFamily::Clos);
    FabricPlan plan;
};

/// Share of all-to-all traffic that leaves a leaf of so many ports.
double leaving(int endpoints, int ofLeaf)
{
    return static_cast<double>(endpoints - ofLeaf) / (endpoints - 1);
}

bool near(double a, double b, double tolerance = 1e-6)
{
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

} // namespace

class FabricAnalysisTest : public QObject {
    Q_OBJECT
private slots:
    // Bertsekas and Gallager, Data Networks, example of section 6.5.2: three flows over one link of 1, one of which goes on
    // alone, and a fourth on a link of 1 beside a flow of the first.
    void sharesARowOfLinksFairly()
    {
        const std::vector<double> capacities{1, 1, 1};
        FlowTable flows;
        flows.use(0);
        flows.use(1);
        flows.close(); // Over both.
        flows.use(0);
        flows.close();
        flows.use(0);
        flows.close();
        flows.use(1);
        flows.close(); // Gets what the first leaves.
        flows.use(2);
        flows.close(); // Alone.
        const auto rates = maxMinRates(flows, capacities);
        QVERIFY(near(rates[0], 1.0 / 3) && near(rates[1], 1.0 / 3) && near(rates[2], 1.0 / 3));
        QVERIFY(near(rates[3], 2.0 / 3));
        QVERIFY(near(rates[4], 1));
    }

    // The definition: nothing is over its capacity, and every flow has a full edge on which none has more than it.
    void everyFlowHasAFullEdgeWhereNoneHasMore()
    {
        std::mt19937 random{7};
        for (int round = 0; round < 200; ++round) {
            std::vector<double> capacities(12);
            for (double& capacity : capacities)
                capacity = 1 + static_cast<double>(random() % 100);
            FlowTable flows;
            for (int flow = 0; flow < 40; ++flow) {
                std::vector<std::uint32_t> edges(12);
                std::iota(edges.begin(), edges.end(), 0U);
                std::shuffle(edges.begin(), edges.end(), random);
                const std::size_t count = 1 + random() % 4;
                for (std::size_t i = 0; i < count; ++i)
                    flows.use(edges[i], i % 2 ? 0.5 : 1);
                flows.close(1 + static_cast<double>(random() % 3));
            }
            const auto rates = maxMinRates(flows, capacities);
            std::vector<double> load(12), most(12);
            for (std::size_t flow = 0; flow < flows.size(); ++flow) {
                for (std::size_t i = flows.first[flow]; i < flows.first[flow + 1]; ++i) {
                    load[flows.edges[i]] += rates[flow] * flows.weights[flow] * static_cast<double>(flows.shares[i]);
                    most[flows.edges[i]] = std::max(most[flows.edges[i]], rates[flow]);
                }
            }
            for (std::size_t edge = 0; edge < capacities.size(); ++edge)
                QVERIFY(load[edge] <= capacities[edge] * (1 + 1e-6));
            for (std::size_t flow = 0; flow < flows.size(); ++flow) {
                bool bottleneck = false;
                for (std::size_t i = flows.first[flow]; i < flows.first[flow + 1]; ++i) {
                    const std::uint32_t edge = flows.edges[i];
                    bottleneck |= near(load[edge], capacities[edge]) && rates[flow] >= most[edge] * (1 - 1e-6);
                }
                QVERIFY(bottleneck);
            }
        }
    }

    void aFabricThatDoesNotBlockCarriesAllToAllInFull()
    {
        const Clos clos{64, 4, 2, 32}; // 16 down, 16 up on each leaf.
        QVERIFY(!clos.plan.refusal);
        const TrafficRates rates = trafficRates(FabricGraph{clos.plan}, TrafficPattern::AllToAll, PathChoice::EvenSplit);
        QVERIFY(rates.evaluated());
        QCOMPARE(rates.ports, std::size_t{64});
        QVERIFY(near(rates.least, 1) && near(rates.mean, 1) && near(rates.most, 1));
    }

    // Three ports down to one up: what leaves a leaf has a third of the port speed.
    void anOversubscribedOneCarriesWhatItsUplinksLeave()
    {
        const Clos clos{96, 4, 2, 32, 3}; // 24 down, 8 up.
        QVERIFY(!clos.plan.refusal);
        const FabricGraph graph{clos.plan};
        const TrafficRates rates = trafficRates(graph, TrafficPattern::AllToAll, PathChoice::EvenSplit);
        QVERIFY(near(rates.least, 1.0 / 3 / leaving(96, 24)));
        const auto busiest = rates.busiest(graph);
        QVERIFY(busiest);
        QVERIFY(near(static_cast<double>(rates.use[*busiest]), 1, 1e-5));
    }

    void aRingStaysOnItsLeavesButForTheirEdges()
    {
        const Clos clos{64, 4, 2, 32};
        const TrafficRates even = trafficRates(FabricGraph{clos.plan}, TrafficPattern::Ring, PathChoice::EvenSplit);
        QCOMPARE(even.flows, std::size_t{64});
        QVERIFY(near(even.least, 1));
    }

    void aHashNeverDoesBetterThanAnEvenSplit()
    {
        const Clos clos{64, 4, 4, 32};
        const FabricGraph graph{clos.plan};
        const TrafficRates even = trafficRates(graph, TrafficPattern::AllToAll, PathChoice::EvenSplit);
        double worst = 1;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const TrafficRates hashed = trafficRates(graph, TrafficPattern::AllToAll, PathChoice::Hashed, seed);
            QVERIFY(hashed.evaluated() && !hashed.sampled);
            QCOMPARE(hashed.flows, std::size_t{64 * 63});
            QVERIFY(hashed.mean <= even.mean + 1e-9);
            worst = std::min(worst, hashed.mean);
        }
        QVERIFY(worst < 1); // Some links are drawn twice while others idle.
        const TrafficRates again = trafficRates(graph, TrafficPattern::AllToAll, PathChoice::Hashed, 3);
        QCOMPARE(again.mean, trafficRates(graph, TrafficPattern::AllToAll, PathChoice::Hashed, 3).mean);
    }

    // What stays on a leaf may go faster; all-to-all is done when its slowest flow is.
    void aHashOverTooFewUplinksIsNoFasterThanTheyAre()
    {
        const Clos clos{96, 4, 2, 32, 3};
        const FabricGraph graph{clos.plan};
        const double even = trafficRates(graph, TrafficPattern::AllToAll, PathChoice::EvenSplit).least;
        const TrafficRates hashed = trafficRates(graph, TrafficPattern::AllToAll, PathChoice::Hashed);
        QVERIFY(hashed.most <= even * 1.6); // The luckiest port, whose flows met few others.
        QVERIFY(hashed.least < even);
    }

    // Of four spines one goes: 3/4 of the uplinks are left, and all-to-all has 3/4 over the share that leaves a leaf.
    void aLostSpineTakesItsShare()
    {
        const Clos clos{64, 4, 4, 32};
        const FabricFailing failing{clos.plan};
        const std::uint32_t spine = clos.plan.switchCount - 1;
        QCOMPARE(int{clos.plan.nodes[spine].tier}, 2);
        const FabricCondition now = failing.with({{spine}, {}});
        QCOMPARE(now.endpoints, 64);
        QCOMPARE(now.endpointsCut, 0);
        QCOMPARE(now.endpointShare, 1.0);
        QCOMPARE(now.switchShare, 0.75);
        QCOMPARE(now.worstLeafShare, 0.75);
        QVERIFY(now.allToAllEvaluated);
        QVERIFY(near(now.allToAllShare, 0.75 / leaving(64, 16)));
        QCOMPARE(now.parts, 1);
    }

    void aLostLeafCutsItsEndpointsOff()
    {
        const Clos clos{64, 4, 4, 32};
        const FabricCondition now = FabricFailing{clos.plan}.with({{0}, {}});
        QCOMPARE(now.endpointsCut, 16);
        QCOMPARE(now.endpointsNarrowed, 0);
        QCOMPARE(now.endpointShare, 0.75);
    }

    void alikeElementsAreJudgedOnceAndCountedAll()
    {
        const Clos clos{64, 4, 4, 32};
        const auto losses = singleElementLosses(clos.plan);
        int switches = 0, cables = 0;
        for (const FabricElementLoss& loss : losses) {
            switches += loss.kind == FabricElementLoss::Kind::Switch ? loss.alike : 0;
            cables += loss.kind == FabricElementLoss::Kind::Cable ? loss.alike : 0;
        }
        QCOMPARE(switches, 8);
        QCOMPARE(static_cast<std::size_t>(cables), clos.plan.cables.size());
        QVERIFY(losses.size() < 8);
        QCOMPARE(losses.front().condition.endpointsCut, 16); // A leaf is the worst.
        for (std::size_t i = 1; i < losses.size(); ++i)
            QVERIFY(losses[i - 1].condition.endpointShare <= losses[i].condition.endpointShare);
    }

    void nothingLostChangesNothing()
    {
        const Clos clos{64, 4, 4, 32};
        const FabricCondition now = FabricFailing{clos.plan}.with({});
        QCOMPARE(now.endpointShare, 1.0);
        QCOMPARE(now.switchShare, 1.0);
        QCOMPARE(now.allToAllShare, 1.0);
        QCOMPARE(now.endpointsCut + now.endpointsNarrowed + now.endpointsLost, 0);
    }

    // 40 servers on leaves that keep 16 ports each for them: 24 more can be linked.
    void countsThePortsThatAreLeftForGrowth()
    {
        const Clos clos{40, 4, 4, 32};
        const PortUse ports = portUse(clos.plan);
        QCOMPARE(ports.ports, 8 * 32);
        QCOMPARE(ports.down, 40 + clos.plan.spineLinks);
        QCOMPARE(ports.up, clos.plan.spineLinks);
        QCOMPARE(ports.growth, 4 * 16 - 40);
        QVERIFY(ports.growth + ports.stranded <= ports.free());
    }

    void moreThanOneRailIsSeparateWhereNoSpineJoinsThem()
    {
        FloorOfRacks floor;
        floor.fill('n', "n", dgx(), 4, 4);
        Fabric recipe = fabric(FabricFamily::RailOptimised, 8);
        floor.switches(recipe, 'l', qm9700(), 8, 1, 8);
        recipe.media = ndrMedia();
        const FabricPlan plan = planned(floor, recipe);
        QVERIFY(!plan.refusal);
        const TrafficRates rates = trafficRates(FabricGraph{plan}, TrafficPattern::Ring, PathChoice::EvenSplit);
        QCOMPARE(rates.flows, std::size_t{32}); // A ring of four on each rail.
        QVERIFY(near(rates.least, 1));
        const FabricCondition now = FabricFailing{plan}.with(lossOfRail(plan, 3));
        QCOMPARE(now.endpointsNarrowed, 4);
        QCOMPARE(now.endpointsCut, 0);
        QCOMPARE(now.endpointShare, 7.0 / 8);
        QCOMPARE(now.parts, 7);
    }
};

QTEST_APPLESS_MAIN(FabricAnalysisTest)
#include "tst_FabricAnalysis.moc"
