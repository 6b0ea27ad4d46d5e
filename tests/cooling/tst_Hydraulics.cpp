#include "tests/cooling/HardyCross.h"

#include "model/cooling/HydraulicNetwork.h"

#include <QStringLiteral>
#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double a, double b, double share)
{
    return std::abs(a - b) <= share * std::max(1e-12, std::abs(b));
}

const Coolant pg25 = *coolant("PG25", Celsius{30});

PumpCurve pumpOf(double litresPerMinute, double kilopascals)
{
    return PumpCurve{{{litresPerMinute / 60'000, kilopascals * 1000}}};
}

HydraulicEdge pumpEdge(std::size_t from, std::size_t to, PumpCurve curve, int pumps = 1)
{
    HydraulicEdge edge{.from = from, .to = to};
    edge.pump = std::move(curve);
    edge.pumps = pumps;
    return edge;
}

HydraulicEdge squareEdge(std::size_t from, std::size_t to, double kilopascals, double atLitresPerMinute)
{
    HydraulicEdge edge{.from = from, .to = to};
    edge.square = squareLaw(Kilopascals{kilopascals}, LitresPerMinute{atLitresPerMinute});
    return edge;
}

HydraulicEdge pipeEdge(std::size_t from, std::size_t to, double length, double innerMm, double fittings = 0)
{
    HydraulicEdge edge{.from = from, .to = to};
    edge.pipe = {length, innerMm / 1000, 45e-6, fittings};
    return edge;
}

} // namespace

class HydraulicsTest : public QObject {
    Q_OBJECT
private slots:
    // design-rules.md, THM-014, worked there.
    void aPipeDropsAsSwameeAndJainSay()
    {
        const Coolant fluid{1019.2, 3940, 1.6e-3};
        const PipeFlow flow = pipeFlow({30, 0.1023, 45e-6, 0}, LitresPerMinute{1030.967}, fluid);
        QVERIFY(near(flow.velocity, 2.09051, 1e-4));
        QVERIFY(near(flow.reynolds, 136'228, 1e-4));
        QVERIFY(near(flow.friction, 0.0193845, 1e-4));
        QVERIFY(near(flow.drop.value(), 12.66, 1e-3));
    }

    void frictionRisesWithTheFlowThroughTheTransition()
    {
        double before = 0;
        for (double litres = 0.1; litres < 200; litres *= 1.01) {
            const double drop = pipeFlow({10, 0.05, 45e-6, 0}, LitresPerMinute{litres}, pg25).drop.value();
            QVERIFY(drop > before);
            before = drop;
        }
    }

    // Hagen and Poiseuille: ΔP = 128 μ L V / (π D⁴).
    void aSlowPipeIsLaminar()
    {
        const double flow = 1.0 / 60'000;
        const double byHand = 128 * pg25.viscosity * 10 * flow / (M_PI * std::pow(0.05, 4));
        QVERIFY(near(pipeFlow({10, 0.05, 45e-6, 0}, LitresPerMinute{1}, pg25).drop.value() * 1000, byHand, 1e-9));
    }

    void theSlopeOfFrictionIsItsDerivative()
    {
        for (const double reynolds : {500.0, 1999.0, 3000.0, 5000.0, 2e5}) {
            const double step = reynolds * 1e-6;
            const double byDifference =
                (friction(reynolds + step, 1e-3).factor - friction(reynolds - step, 1e-3).factor) / (2 * step);
            QVERIFY2(near(friction(reynolds, 1e-3).slope, byDifference, 1e-4), qPrintable(QString::number(reynolds)));
        }
    }

    void aPumpObeysTheLawsOfAffinity()
    {
        const PumpCurve pump = pumpOf(600, 200);
        QVERIFY(near(pump.shutOff(), 250'000, 1e-12));
        QVERIFY(near(pump.at(0.01).head, 200'000, 1e-12));
        QVERIFY(near(pump.at(0.005, 0.5).head, 50'000, 1e-12)); // Half the speed: half the flow, a quarter of the head.
        QVERIFY(near(pump.flowAt(200'000), 0.01, 1e-12));
        QCOMPARE(pump.flowAt(300'000), 0.0);
    }

    void aPumpRunsStraightBetweenItsPoints()
    {
        const PumpCurve pump{{{0.01, 200'000}, {0, 240'000}, {0.02, 100'000}}};
        QVERIFY(near(pump.at(0.005).head, 220'000, 1e-12));
        QVERIFY(near(pump.at(0.025).head, 50'000, 1e-12)); // On as before, behind its last point.
        QVERIFY(near(pump.flowAt(150'000), 0.015, 1e-12));
        QVERIFY(pump.at(-1e-6).head > pump.shutOff()); // A check valve.
    }

    // One pump, three racks side by side: k = 1/(Σ 1/√k_i)², and 1.25 H − 0.25 H (V/V_r)² = k V².
    void parallelBranchesAgreeWithTheClosedForm()
    {
        HydraulicNetwork network{.nodes = 2, .edges = {}, .coolant = pg25};
        network.edges = {pumpEdge(0, 1, pumpOf(1200, 250)), squareEdge(1, 0, 60, 150), squareEdge(1, 0, 60, 100),
                         squareEdge(1, 0, 90, 170)};
        const auto solution = solved(network);
        QVERIFY2(solution, solution ? "" : solution.error().text.c_str());
        double conductance = 0;
        for (std::size_t i = 1; i < 4; ++i)
            conductance += 1 / std::sqrt(network.edges[i].square);
        const double k = 1 / (conductance * conductance);
        const double rated = 0.02;
        const double total = std::sqrt(1.25 * 250'000 / (k + 0.25 * 250'000 / (rated * rated)));
        QVERIFY(near(solution->flows[0], total, 1e-3));
        const double head = k * total * total;
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY(near(solution->flows[i], std::sqrt(head / network.edges[i].square), 1e-3));
        QVERIFY(near(solution->pressures[1], head, 1e-3));
    }

    // A ladder of four racks on square-law headers, with pumps of two makes.
    void aLadderAgreesWithHardyCross()
    {
        HydraulicNetwork network{.nodes = 8, .edges = {}, .coolant = pg25};
        auto& edges = network.edges; // Supply 1 to 4, return 0 and 5 to 7.
        edges = {pumpEdge(0, 1, pumpOf(800, 200), 2), pumpEdge(0, 1, pumpOf(500, 180))};
        for (std::size_t i = 1; i <= 3; ++i)
            edges.push_back(squareEdge(i, i + 1, 8, 900));
        edges.push_back(squareEdge(5, 0, 8, 900));
        edges.push_back(squareEdge(6, 5, 8, 900));
        edges.push_back(squareEdge(7, 6, 8, 900));
        edges.push_back(squareEdge(1, 0, 70, 300));
        edges.push_back(squareEdge(2, 5, 70, 300));
        edges.push_back(squareEdge(3, 6, 40, 300));
        edges.push_back(squareEdge(4, 7, 70, 300));
        agree(network);
    }

    // Pipes with friction, two rows, the second of them with reverse return, one branch closed.
    void pipesWithFrictionAgreeWithHardyCross()
    {
        HydraulicNetwork network{.nodes = 12, .edges = {}, .coolant = pg25};
        auto& edges = network.edges;
        edges = {pumpEdge(0, 1, pumpOf(1500, 220))};
        edges.push_back(pipeEdge(1, 2, 12, 102.3, 4)); // Row one: supply 2 to 4, return 5 to 7.
        edges.push_back(pipeEdge(2, 3, 1.2, 77.9, 0.5));
        edges.push_back(pipeEdge(3, 4, 1.2, 77.9, 0.5));
        edges.push_back(pipeEdge(7, 6, 1.2, 77.9, 0.5));
        edges.push_back(pipeEdge(6, 5, 1.2, 77.9, 0.5));
        edges.push_back(pipeEdge(5, 0, 12, 102.3, 4));
        edges.push_back(pipeEdge(1, 8, 20, 77.9, 4)); // Row two: supply 8, 9; return 10, 11.
        edges.push_back(pipeEdge(8, 9, 1.2, 62.7, 0.5));
        edges.push_back(pipeEdge(10, 11, 1.2, 62.7, 0.5));
        edges.push_back(pipeEdge(11, 0, 21.2, 77.9, 4));
        const auto rack = [&](std::size_t from, std::size_t to, double drop) {
            HydraulicEdge edge = pipeEdge(from, to, 4, 40.9, 8);
            edge.square = squareLaw(Kilopascals{drop}, LitresPerMinute{250});
            edges.push_back(edge);
        };
        rack(2, 5, 80);
        rack(3, 6, 80);
        rack(4, 7, 50);
        rack(8, 10, 80);
        rack(9, 11, 80);
        agree(network);
        edges[12].open = false;
        agree(network);
    }

    void aFlowThatIsSetIsPressedThrough()
    {
        HydraulicNetwork network{.nodes = 2, .edges = {}, .coolant = pg25};
        network.edges = {pumpEdge(0, 1, pumpOf(1200, 250)), squareEdge(1, 0, 60, 150), squareEdge(1, 0, 60, 150)};
        const auto solution = solvedForFlow(network, 1, 0, 300.0 / 60'000);
        QVERIFY(solution);
        QVERIFY(near(solution->pressures[1], 60'000, 1e-3));
        QVERIFY(near(solution->flows[1], 150.0 / 60'000, 1e-6));
        QCOMPARE(solution->flows[0], 0.0); // Its pumps stand still.
    }

    void aStrongPumpShutsTheCheckValveOfAWeakOne()
    {
        HydraulicNetwork network{.nodes = 2, .edges = {}, .coolant = pg25};
        network.edges = {pumpEdge(0, 1, pumpOf(1200, 250)), pumpEdge(0, 1, pumpOf(600, 60)), squareEdge(1, 0, 240, 1000)};
        const auto solution = solved(network);
        QVERIFY(solution);
        QVERIFY(solution->pressures[1] > 75'000); // Above the weak one's shut-off head.
        QVERIFY(std::abs(solution->flows[1]) < 1e-6);
        QVERIFY(near(solution->flows[0] + solution->flows[1], solution->flows[2], 1e-9));
    }

    void saysWhyThereIsNoSolution()
    {
        HydraulicNetwork network{.nodes = 2, .edges = {}, .coolant = pg25};
        network.edges = {pumpEdge(0, 1, pumpOf(1200, 250)), squareEdge(1, 0, 60, 150)};
        network.edges[1].open = false;
        QCOMPARE(solved(network).error().text, std::string{"Nothing is open to the flow of the pumps"});
        QCOMPARE(solvedForFlow(network, 1, 0, 0.01).error().text,
                 std::string{"Nothing is open from the pumps' outlet to their inlet"});
        network.edges[1].open = true;
        network.edges[0].pumps = 0;
        QCOMPARE(solved(network).error().text, std::string{"No pump runs"});
        QVERIFY(!solvedForFlow(network, 1, 0, std::nan("")));
    }

    void aPartThatNoPumpReachesStandsStill()
    {
        HydraulicNetwork network{.nodes = 5, .edges = {}, .coolant = pg25};
        network.edges = {pumpEdge(0, 1, pumpOf(1200, 250)), squareEdge(1, 0, 60, 150), squareEdge(1, 2, 60, 150),
                         squareEdge(3, 4, 60, 150)};
        const auto solution = solved(network);
        QVERIFY(solution);
        QVERIFY(std::abs(solution->flows[2]) < 1e-9); // A dead end.
        QCOMPARE(solution->flows[3], 0.0);
        QVERIFY(solution->reached[2] && !solution->reached[3]);
    }

    void aWarmStartComesToTheSameFlows()
    {
        HydraulicNetwork network{.nodes = 2, .edges = {}, .coolant = pg25};
        network.edges = {pumpEdge(0, 1, pumpOf(1200, 250)), squareEdge(1, 0, 60, 150), squareEdge(1, 0, 60, 100)};
        const auto cold = solved(network);
        const auto warm = solved(network, &cold->flows);
        QVERIFY(warm->iterations <= 2);
        for (std::size_t i = 0; i < network.edges.size(); ++i)
            QVERIFY(near(warm->flows[i], cold->flows[i], 1e-9));
    }

private:
    static void agree(const HydraulicNetwork& network)
    {
        const auto solution = solved(network);
        QVERIFY2(solution, solution ? "" : solution.error().text.c_str());
        const auto byHand = hardyCross(network);
        for (std::size_t i = 0; i < byHand.size(); ++i)
            QVERIFY2(std::abs(solution->flows[i] - byHand[i]) <= 0.01 * std::max(1e-6, std::abs(byHand[i])),
                     qPrintable(QStringLiteral("edge %1: %2 and %3").arg(i).arg(solution->flows[i]).arg(byHand[i])));
    }
};

QTEST_APPLESS_MAIN(HydraulicsTest)
#include "tst_Hydraulics.moc"
