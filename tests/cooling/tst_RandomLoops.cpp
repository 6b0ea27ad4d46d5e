#include "tests/cooling/Loops.h"

#include <QElapsedTimer>
#include <QStringLiteral>
#include <QTest>

#include <random>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

/// Loops of all kinds, the hopeless among them.
class RandomLoop {
public:
    explicit RandomLoop(unsigned seed) : m_random{seed}
    {
        const int rows = pick(1, 3), racks = pick(1, 14), cdus = pick(1, 4);
        TinyFloor tiny;
        floor.rows = {};
        for (int i = 0; i < rows; ++i)
            floor.rows.push_back({RowId::literal(fmt::format("row{}", i)), "Row"});
        Loop loop = tinyLoop("tcs", real(5, 45), chance(0.5) ? std::optional{real(2, 25)} : std::nullopt);
        loop.fluid = chance(0.3) ? "water" : chance(0.3) ? "PG30" : "PG25";
        if (chance(0.4))
            loop.flow = LitresPerMinute{std::pow(10, real(0, 5))};
        loop.piping = piping();
        tiny.arrangement.loops = {loop};
        tiny.arrangement.rows = floor.rows;
        for (int i = 0; i < cdus; ++i) {
            tiny.unit(fmt::format("c{}", i), cdu(i), {}, "tcs");
        }
        for (int i = 0; i < racks; ++i) {
            const std::string id = fmt::format("r{}", i);
            tiny.rack(id, rack(i), {}, "tcs").at(id, 600 * pick(0, 30), 3000 * pick(0, 4));
            Placement& placed = tiny.arrangement.placements.back();
            if (chance(0.8))
                placed.row = floor.rows[static_cast<std::size_t>(pick(0, rows - 1))].id;
            if (chance(0.3))
                tiny.arrangement.loops.front().piping.branches.push_back(branch(id));
        }
        if (chance(0.05)) { // All closed.
            auto& branches = tiny.arrangement.loops.front().piping.branches;
            branches.clear();
            for (int i = 0; i < racks; ++i)
                branches.push_back({PlacementId::literal(fmt::format("r{}", i)), 0});
        }
        floor = tiny.arrangement;
        for (std::size_t i = 0; i < static_cast<std::size_t>(cdus); ++i) {
            if (chance(0.15))
                loss.cdus.push_back(i);
            while (chance(0.2))
                loss.pumps.push_back(i);
        }
    }

    Arrangement floor;
    LoopLoss loss;

private:
    int pick(int least, int most) { return std::uniform_int_distribution<int>{least, most}(m_random); }
    double real(double least, double most) { return std::uniform_real_distribution<double>{least, most}(m_random); }
    bool chance(double share) { return real(0, 1) < share; }

    PipeRun pipe() { return {chance(0.5) ? std::optional{Metres{std::pow(10, real(-1, 2))}} : std::nullopt, std::pow(10, real(0.7, 2.5)),
                             std::pow(10, real(0, 2.5)), chance(0.5) ? real(0, 10) : 0}; }
    LoopPiping piping()
    {
        LoopPiping result;
        if (chance(0.5))
            result.main = pipe();
        if (chance(0.5))
            result.header = pipe();
        if (chance(0.5))
            result.hose = pipe();
        if (chance(0.4))
            result.valveKv = std::pow(10, real(-1, 2));
        if (chance(0.3)) {
            result.manifoldDrop = Kilopascals{real(0, 40)};
            result.manifoldFlow = LitresPerMinute{real(1, 300)};
        }
        result.layout = chance(0.5) ? ReturnLayout::Reverse : ReturnLayout::Direct;
        return result;
    }
    LoopBranch branch(std::string_view id)
    {
        LoopBranch result{PlacementId::literal(id), chance(0.4) ? 0 : real(0, 1)};
        if (chance(0.3))
            result.hose = pipe();
        if (chance(0.2))
            result.header = pipe();
        return result;
    }
    PartRef cdu(int number)
    {
        PartType part = *tinyCdu({.id = fmt::format("cdu{}", number),
                                  .watts = chance(0.1) ? 0 : std::pow(10, real(4, 6.5)),
                                  .litresPerMinute = std::pow(10, real(1, 3.6)),
                                  .approachK = chance(0.3) ? std::nullopt : std::optional{real(1, 15)},
                                  .headKpa = chance(0.05) ? std::nullopt : std::optional{std::pow(10, real(1, 3))},
                                  .pumps = pick(0, 4),
                                  .sparePumps = chance(0.5) ? std::optional{pick(0, 3)} : std::nullopt});
        if (chance(0.3))
            part.cdu->approachByLoad = {{0.3, Kelvins{1}}, {1, Kelvins{4}}};
        if (chance(0.2) && part.cdu->head)
            part.cdu->pumpCurve = {{LitresPerMinute{0}, *part.cdu->head * 1.3, 0}, {*part.cdu->flow, *part.cdu->head, 0},
                                   {*part.cdu->flow * 1.5, *part.cdu->head * 0.4, 0}};
        return std::make_shared<const PartType>(part);
    }
    RackDesignRef rack(int number)
    {
        return wetRack({.id = fmt::format("rack{}", number),
                        .watts = chance(0.1) ? 0 : std::pow(10, real(3, 5.5)),
                        .inletMaxC = chance(0.2) ? std::nullopt : std::optional{45.0},
                        .flow = chance(0.6) ? std::optional{std::pow(10, real(0, 2.5))} : std::nullopt,
                        .dropKpa = chance(0.5) ? std::optional{std::pow(10, real(0, 2.3))} : std::nullopt,
                        .flowMax = chance(0.2) ? std::optional{200.0} : std::nullopt});
    }

    std::mt19937 m_random;
};

} // namespace

class RandomLoopsTest : public QObject {
    Q_OBJECT
private slots:
    void massAndEnergyAreConservedInAThousandLoops()
    {
        int solvedLoops = 0, without = 0, starved = 0, dead = 0, closed = 0, shortOnes = 0;
        for (unsigned seed = 1; seed <= 1000; ++seed) {
            const RandomLoop random{seed};
            const LoopLoad load = theLoop(random.floor);
            QVERIFY(load.network);
            const LoopNetwork& network = *load.network;
            QElapsedTimer clock;
            clock.start();
            const auto state = loopState(network, random.loss);
            QVERIFY2(clock.elapsed() < 5'000, qPrintable(QStringLiteral("loop %1 takes long").arg(seed)));
            const std::string problem = problemOf(network, random.loss, state);
            QVERIFY2(problem.empty(), fmt::format("loop {}: {}", seed, problem).c_str());
            if (!state) {
                ++without;
                continue;
            }
            ++solvedLoops;
            starved += state->count(BranchVerdict::Starved);
            dead += state->count(BranchVerdict::Dead);
            closed += state->count(BranchVerdict::Closed);
            shortOnes += state->fallsShort ? 1 : 0;
        }
        // The thousand hold what they were made to hold.
        QVERIFY(solvedLoops > 700 && without > 50);
        QVERIFY(starved > 100 && dead > 20 && closed > 100 && shortOnes > 100);
    }

private:
    /// True where nothing can flow, from the network's description alone.
    static bool hopeless(const LoopNetwork& network, const LoopLoss& loss)
    {
        bool pumps = false, open = false;
        for (std::size_t i = 0; i < network.cdus.size(); ++i) {
            const bool lost = std::find(loss.cdus.begin(), loss.cdus.end(), i) != loss.cdus.end();
            pumps = pumps || (!lost && std::count(loss.pumps.begin(), loss.pumps.end(), i) < network.cdus[i].pumps);
        }
        for (const LoopBranchNetwork& branch : network.branches)
            open = open || branch.open > 0;
        return !pumps || !open || !network.missing.empty();
    }

    static std::string problemOf(const LoopNetwork& network, const LoopLoss& loss, const Result<LoopState>& state)
    {
        if (!state) {
            if (!hopeless(network, loss) && state.error().text.find("nothing is open") == std::string::npos)
                return fmt::format("no solution: {}", state.error().text);
            return state.error().text.starts_with("Loop 'tcs' has no solution: ") ? "" : "no sentence: " + state.error().text;
        }
        if (hopeless(network, loss))
            return "a number where there can be no solution";
        const auto& edges = network.hydraulics.edges;
        double greatest = 0;
        for (const double flow : state->flows) {
            if (!std::isfinite(flow))
                return "a flow that is no number";
            greatest = std::max(greatest, std::abs(flow));
        }
        std::vector<double> balance(network.hydraulics.nodes, 0.0);
        for (std::size_t i = 0; i < edges.size(); ++i) {
            balance[edges[i].from] -= state->flows[i];
            balance[edges[i].to] += state->flows[i];
        }
        for (std::size_t node = 0; node < balance.size(); ++node) {
            if (std::abs(balance[node]) > 1e-6 * greatest)
                return fmt::format("node {} keeps {} of {} m³/s", node, balance[node], greatest);
        }
        // Energy: racks, CDUs, and the water that carries it agree.
        const Coolant& fluid = network.hydraulics.coolant;
        Watts racks, cdus;
        double carried = 0, warmth = 0, flow = 0;
        for (std::size_t i = 0; i < network.branches.size(); ++i) {
            const BranchState& branch = state->branches[i];
            if (network.branches[i].open <= 0 && branch.flow.value() != 0)
                return "flow through a closed valve";
            const bool still = branch.verdict == BranchVerdict::Closed || branch.verdict == BranchVerdict::Dead;
            if (still == branch.back.has_value())
                return fmt::format("branch {} and its temperature do not agree", i);
            if (still)
                continue;
            racks += network.branches[i].heat;
            const double rate = branch.flow.value() / 60'000 * fluid.density * fluid.heatCapacity;
            carried += rate * difference(*branch.back, *branch.supply).value();
            if (branch.verdict == BranchVerdict::Balanced && branch.flow < network.branches[i].demand * 0.95)
                return "a starved branch that is called balanced";
        }
        for (std::size_t i = 0; i < network.branches.size(); ++i) {
            flow += state->branches[i].flow.value();
            warmth += state->branches[i].flow.value()
                * state->branches[i].back.value_or(state->supply).value();
        }
        for (const CduState& cdu : state->cdus)
            cdus += cdu.heat;
        const auto agree = [](double a, double b) { return near(a, b, 1e-6) || std::abs(a - b) < 1e-6; }; // A microwatt is none.
        if (!agree(racks.value(), cdus.value()) || !agree(racks.value(), carried))
            return fmt::format("racks give {} W, CDUs take {} W, the coolant carries {} W", racks.value(), cdus.value(), carried);
        if (!near(state->heat.value(), racks.value(), 1e-9) || !near((state->heat + state->heatStranded).value(), network.heat().value(), 1e-9))
            return "heat is lost";
        if (!near(warmth / flow, state->back.value(), 1e-4))
            return fmt::format("the racks' mixed return is {}, the loop's {}", warmth / flow, state->back.value());
        if (!near(flow, state->flow.value(), 1e-6))
            return "pumps and branches differ";
        const double asked = state->headAsked.value(), available = state->headAvailable.value();
        if (!(state->head.value() > 0) || state->fallsShort != (asked > available * (1 + 1e-6) + 1e-6))
            return fmt::format("{} kPa asked of {} kPa, and it {}", asked, available, state->fallsShort ? "falls short" : "does");
        return {};
    }
};

QTEST_APPLESS_MAIN(RandomLoopsTest)
#include "tst_RandomLoops.moc"
