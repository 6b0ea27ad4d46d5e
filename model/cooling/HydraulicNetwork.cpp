#include "model/cooling/HydraulicNetwork.h"

#include <Eigen/Sparse>
#include <Eigen/SparseCholesky>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

namespace colonnade::model {

namespace {

constexpr int stepLimit = 100;
constexpr int searchLimit = 40;
/// Pa/(m³/s) that every edge has at least: 1 Pa at 600 L/min.
constexpr double leastResistance = 100;
/// Below this flow (0.006 L/min) the square law turns into a straight line.
constexpr double slowFlow = 1e-7;

struct Law {
    double loss = 0, slope = 0; ///< Pa, Pa/(m³/s); the slope is above 0 everywhere.
};

/// What an edge takes from the pressure; less than nothing where a pump gives more.
class EdgeLaw {
public:
    EdgeLaw(const HydraulicEdge& edge, const Coolant& coolant) : m_edge{&edge}, m_square{edge.square}
    {
        const PipeSection& pipe = edge.pipe;
        if (pipe.inner <= 0)
            return;
        const double area = std::numbers::pi * pipe.inner * pipe.inner / 4;
        m_square += pipe.fittings * coolant.density / (2 * area * area);
        if (pipe.length <= 0 || coolant.viscosity <= 0)
            return;
        m_friction = pipe.length / pipe.inner * coolant.density / (2 * area * area);
        m_reynolds = coolant.density * pipe.inner / (area * coolant.viscosity);
        m_roughness = pipe.roughness / pipe.inner;
    }

    [[nodiscard]] bool isPump() const { return !m_edge->pump.empty() && m_edge->pumps > 0 && m_edge->speed > 0; }

    [[nodiscard]] Law at(double flow) const
    {
        const double size = std::abs(flow);
        const double soft = std::sqrt(flow * flow + slowFlow * slowFlow);
        Law law{leastResistance * flow + m_square * flow * soft,
                leastResistance + m_square * (soft + flow * flow / soft)};
        if (m_friction > 0) {
            const double moving = std::max(size, 1e-12); // Laminar: the loss is in proportion to the flow.
            const Friction f = friction(m_reynolds * moving, m_roughness);
            law.loss += m_friction * f.factor * flow * moving;
            law.slope += m_friction * (2 * f.factor * moving + f.slope * m_reynolds * moving * moving);
        }
        if (isPump()) {
            const auto head = m_edge->pump.at(flow / m_edge->pumps, m_edge->speed);
            law.loss -= head.head;
            law.slope -= head.slope / m_edge->pumps;
        }
        return law;
    }

    /// A flow of the right order.
    [[nodiscard]] double guess(double head) const
    {
        if (isPump())
            return m_edge->pump.flowAt(m_edge->pump.shutOff() / 2) * m_edge->pumps * m_edge->speed;
        if (m_edge->pipe.inner > 0)
            return std::numbers::pi * m_edge->pipe.inner * m_edge->pipe.inner / 4;
        return m_square > 0 ? std::sqrt(head / 2 / m_square) : 1e-3;
    }

private:
    const HydraulicEdge* m_edge;
    double m_square = 0, m_friction = 0, m_reynolds = 0, m_roughness = 0;
};

/// Sets of nodes joined by open edges.
class Islands {
public:
    explicit Islands(const HydraulicNetwork& network) : m_parent(network.nodes)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    std::size_t of(std::size_t node)
    {
        while (m_parent[node] != node)
            node = m_parent[node] = m_parent[m_parent[node]];
        return node;
    }
    void join(std::size_t a, std::size_t b) { m_parent[of(a)] = of(b); }

private:
    std::vector<std::size_t> m_parent;
};

struct Transfer {
    std::size_t into = 0, outOf = 0;
    double flow = 0;
};

class Solver {
public:
    Solver(const HydraulicNetwork& network, std::optional<Transfer> transfer)
        : m_network{network}, m_transfer{transfer}, m_balance(network.nodes, 0.0)
    {
        if (transfer) {
            m_balance[transfer->into] = transfer->flow;
            m_balance[transfer->outOf] = -transfer->flow;
        }
    }

    Result<HydraulicSolution> solve(const std::vector<double>* start)
    {
        if (auto ready = prepare(); !ready)
            return tl::unexpected<Error>{ready.error()};
        std::vector<double> flows(m_live.size());
        const bool usable = start && start->size() == m_network.edges.size();
        for (std::size_t i = 0; i < m_live.size(); ++i) {
            const double former = usable ? (*start)[m_live[i]] : 0;
            flows[i] = former != 0 && std::isfinite(former) ? former : m_laws[i].guess(m_head);
        }
        std::vector<double> step(m_live.size());
        bool conserved = false; // From the first whole step on.
        for (int iteration = 1; iteration <= stepLimit; ++iteration) {
            if (!linearise(flows, step))
                return fail("The pressures of the network cannot be worked out: its resistances differ too widely");
            const double share = conserved ? search(flows, step) : 1;
            double moved = 0, greatest = 0;
            for (std::size_t i = 0; i < flows.size(); ++i) {
                flows[i] += share * step[i];
                moved = std::max(moved, std::abs(share * step[i]));
                greatest = std::max(greatest, std::abs(flows[i]));
            }
            if (!std::isfinite(greatest))
                return fail("The flows of the network have no finite value");
            conserved = true;
            if (share == 1 && moved <= 1e-9 * greatest + 1e-13)
                return finish(flows, iteration);
            // Where pressures are high, rounding moves the flows of wide pipes for ever.
            if (share == 1 && moved <= 1e-6 * greatest + 1e-12 && residual(flows) <= 1e-10 * pressureScale())
                return finish(flows, iteration);
        }
        if (residual(flows) <= 1e-6 * pressureScale())
            return finish(flows, stepLimit);
        return fail("The flows do not settle within {} steps", stepLimit);
    }

private:
    /// Live edges: open, and in an island that something drives.
    Result<void> prepare()
    {
        const std::size_t nodes = m_network.nodes;
        Islands islands{m_network};
        for (const HydraulicEdge& edge : m_network.edges) {
            if (edge.open && !standsStill(edge) && std::isfinite(edge.square))
                islands.join(edge.from, edge.to);
        }
        std::vector<bool> driven(nodes);
        bool any = false;
        if (m_transfer) {
            if (islands.of(m_transfer->into) != islands.of(m_transfer->outOf))
                return fail("Nothing is open from the pumps' outlet to their inlet");
            driven[islands.of(m_transfer->into)] = any = true;
            m_head = 1e3;
        }
        for (const HydraulicEdge& edge : m_network.edges) {
            const EdgeLaw law{edge, m_network.coolant};
            if (m_transfer || !edge.open || !law.isPump())
                continue;
            driven[islands.of(edge.from)] = any = true;
            m_head = std::max(m_head, edge.pump.shutOff() * edge.speed * edge.speed);
        }
        if (!any)
            return fail("No pump runs");
        m_unknown.assign(nodes, -1);
        m_reached.assign(nodes, false);
        std::vector<bool> hasDatum(nodes);
        hasDatum[islands.of(m_network.datum)] = true;
        Eigen::Index unknowns = 0;
        for (std::size_t node = 0; node < nodes; ++node) {
            const std::size_t island = islands.of(node);
            m_reached[node] = driven[island];
            if (!driven[island] || node == m_network.datum)
                continue;
            if (!hasDatum[island]) { // Its first node is its own datum.
                hasDatum[island] = true;
                continue;
            }
            m_unknown[node] = unknowns++;
        }
        for (std::size_t i = 0; i < m_network.edges.size(); ++i) {
            const HydraulicEdge& edge = m_network.edges[i];
            if (!edge.open || standsStill(edge) || !std::isfinite(edge.square) || !m_reached[edge.from])
                continue;
            m_live.push_back(i);
            m_laws.emplace_back(edge, m_network.coolant);
        }
        if (unknowns == 0)
            return fail("Nothing is open to the flow of the pumps");
        m_right.resize(unknowns);
        m_matrix.resize(unknowns, unknowns);
        return {};
    }

    /// A pump that does not turn passes nothing; with a transfer none turns.
    [[nodiscard]] bool standsStill(const HydraulicEdge& edge) const
    {
        return !edge.pump.empty() && (m_transfer || edge.pumps <= 0 || edge.speed <= 0);
    }

    /// One Newton step: the pressures that fit the laws made straight at `flows`, and the flows' change.
    bool linearise(const std::vector<double>& flows, std::vector<double>& step)
    {
        m_law.resize(m_live.size());
        m_triplets.clear();
        for (Eigen::Index row = 0; row < m_right.size(); ++row)
            m_right[row] = 0;
        for (std::size_t node = 0; node < m_network.nodes; ++node) {
            if (m_unknown[node] >= 0)
                m_right[m_unknown[node]] += m_balance[node];
        }
        for (std::size_t i = 0; i < m_live.size(); ++i) {
            const HydraulicEdge& edge = m_network.edges[m_live[i]];
            m_law[i] = m_laws[i].at(flows[i]);
            const double conductance = 1 / m_law[i].slope;
            const double carried = flows[i] - conductance * m_law[i].loss;
            const Eigen::Index from = m_unknown[edge.from], to = m_unknown[edge.to];
            if (from >= 0) {
                m_triplets.emplace_back(from, from, conductance);
                m_right[from] -= carried;
            }
            if (to >= 0) {
                m_triplets.emplace_back(to, to, conductance);
                m_right[to] += carried;
            }
            if (from >= 0 && to >= 0)
                m_triplets.emplace_back(std::max(from, to), std::min(from, to), -conductance);
        }
        m_matrix.setFromTriplets(m_triplets.begin(), m_triplets.end());
        if (!m_analysed) {
            m_factor.analyzePattern(m_matrix);
            m_analysed = true;
        }
        m_factor.factorize(m_matrix);
        if (m_factor.info() != Eigen::Success)
            return false;
        m_pressure = m_factor.solve(m_right);
        if (m_factor.info() != Eigen::Success || !m_pressure.allFinite())
            return false;
        for (std::size_t i = 0; i < m_live.size(); ++i) {
            const HydraulicEdge& edge = m_network.edges[m_live[i]];
            step[i] = (pressure(edge.from) - pressure(edge.to) - m_law[i].loss) / m_law[i].slope;
        }
        return true;
    }

    [[nodiscard]] double pressure(std::size_t node) const
    {
        return m_unknown[node] < 0 ? 0 : m_pressure[m_unknown[node]];
    }

    /// The share of the step after which the content of the network no longer falls steeply along it. The content is
    /// convex and the step conserves mass, so its slope along the step is Σ loss · step and only rises.
    double search(const std::vector<double>& flows, const std::vector<double>& step) const
    {
        const auto slope = [&](double share) {
            double sum = 0;
            for (std::size_t i = 0; i < flows.size(); ++i)
                sum += m_laws[i].at(flows[i] + share * step[i]).loss * step[i];
            return sum;
        };
        double atStart = 0;
        for (std::size_t i = 0; i < flows.size(); ++i)
            atStart += m_law[i].loss * step[i];
        if (atStart >= 0)
            return 1; // At the bottom, to rounding.
        const double enough = 0.3 * -atStart;
        if (slope(1) <= enough)
            return 1;
        double low = 0, high = 1;
        for (int i = 0; i < searchLimit; ++i) {
            const double middle = (low + high) / 2;
            const double now = slope(middle);
            if (std::abs(now) <= enough)
                return middle;
            (now > 0 ? high : low) = middle;
        }
        return low > 0 ? low : high;
    }

    [[nodiscard]] double pressureScale() const { return std::max(m_head, m_pressure.cwiseAbs().maxCoeff()); }

    /// The worst difference between an edge's law and the pressures at its ends.
    [[nodiscard]] double residual(const std::vector<double>& flows) const
    {
        double worst = 0;
        for (std::size_t i = 0; i < m_live.size(); ++i) {
            const HydraulicEdge& edge = m_network.edges[m_live[i]];
            worst = std::max(worst, std::abs(pressure(edge.from) - pressure(edge.to) - m_laws[i].at(flows[i]).loss));
        }
        return worst;
    }

    Result<HydraulicSolution> finish(const std::vector<double>& flows, int iterations)
    {
        HydraulicSolution solution;
        solution.iterations = iterations;
        solution.flows.assign(m_network.edges.size(), 0);
        solution.pressures.assign(m_network.nodes, 0);
        solution.reached = m_reached;
        for (std::size_t i = 0; i < m_live.size(); ++i)
            solution.flows[m_live[i]] = flows[i];
        for (std::size_t node = 0; node < m_network.nodes; ++node)
            solution.pressures[node] = pressure(node);
        const auto size = [](double a, double b) { return std::abs(a) < std::abs(b); };
        const double greatest = std::abs(*std::max_element(flows.begin(), flows.end(), size));
        if (!(greatest > 10 * slowFlow))
            return fail("Nothing is open to the flow of the pumps");
        return solution;
    }

    const HydraulicNetwork& m_network;
    std::optional<Transfer> m_transfer;
    std::vector<double> m_balance; ///< m³/s pressed into each node.
    double m_head = 0;             ///< Pa, the greatest that a pump gives.
    std::vector<Eigen::Index> m_unknown; ///< Of each node; below 0: its pressure is 0.
    std::vector<bool> m_reached;
    std::vector<std::size_t> m_live;
    std::vector<EdgeLaw> m_laws; ///< Beside the live edges.
    std::vector<Law> m_law;      ///< At the flows of the last step.
    std::vector<Eigen::Triplet<double>> m_triplets;
    Eigen::SparseMatrix<double> m_matrix;
    Eigen::VectorXd m_right, m_pressure;
    Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>, Eigen::Lower> m_factor;
    bool m_analysed = false;
};

} // namespace

Result<HydraulicSolution> solved(const HydraulicNetwork& network, const std::vector<double>* start)
{
    return Solver{network, std::nullopt}.solve(start);
}

Result<HydraulicSolution> solvedForFlow(const HydraulicNetwork& network, std::size_t into, std::size_t outOf, double flow,
                                        const std::vector<double>* start)
{
    if (!(flow > 0) || !std::isfinite(flow))
        return fail("A flow of {} m³/s cannot be pressed through the network", flow);
    return Solver{network, Transfer{into, outOf, flow}}.solve(start);
}

} // namespace colonnade::model
