#pragma once

#include "model/cooling/HydraulicNetwork.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

/// Another way to the flows of a network, which shares nothing with the solver: loop by loop (Hardy Cross, 1936), with
/// laws of its own. Slow, and sure for small networks.
namespace colonnade::test {

struct CrossLaw {
    double loss = 0, slope = 0;
};

/// Head of a pump at a flow, by the curve that the model assumes for one point: H_r (1.25 − 0.25 (Q/Q_r)²).
inline CrossLaw crossPump(const model::PumpCurve& curve, double flow)
{
    const auto point = curve.points().front();
    const double share = flow / point.flow;
    return {-point.head * (1.25 - 0.25 * share * std::abs(share)), 0.5 * point.head * std::abs(share) / point.flow};
}

/// Darcy and Weisbach with the friction factor of Swamee and Jain, f = 64/Re below 2000.
inline double crossPipe(const model::PipeSection& pipe, const model::Coolant& coolant, double flow)
{
    if (pipe.inner <= 0 || flow == 0)
        return 0;
    const double velocity = flow / (M_PI / 4 * pipe.inner * pipe.inner);
    const double reynolds = coolant.density * std::abs(velocity) * pipe.inner / coolant.viscosity;
    const auto turbulent = [&](double re) {
        return 0.25 / std::pow(std::log10(pipe.roughness / (3.7 * pipe.inner) + 5.74 / std::pow(re, 0.9)), 2);
    };
    double f = 64 / reynolds;
    if (reynolds >= 4000)
        f = turbulent(reynolds);
    else if (reynolds > 2000)
        f = 0.032 + (turbulent(4000) - 0.032) * (reynolds - 2000) / 2000;
    return (f * pipe.length / pipe.inner + pipe.fittings) * coolant.density * velocity * std::abs(velocity) / 2;
}

inline CrossLaw crossLaw(const model::HydraulicEdge& edge, const model::Coolant& coolant, double flow)
{
    const auto loss = [&](double q) { return edge.square * q * std::abs(q) + crossPipe(edge.pipe, coolant, q); };
    const double step = std::max(1e-9, 1e-5 * std::abs(flow));
    CrossLaw law{loss(flow), (loss(flow + step) - loss(flow - step)) / (2 * step)};
    if (!edge.pump.empty()) {
        const CrossLaw pump = crossPump(edge.pump, flow / edge.pumps);
        law.loss += pump.loss;
        law.slope += pump.slope / edge.pumps;
    }
    return law;
}

/// Flows of all edges in m³/s; closed ones carry none.
inline std::vector<double> hardyCross(const model::HydraulicNetwork& network)
{
    const auto& edges = network.edges;
    // A spanning tree; each edge beside it closes one loop.
    std::vector<int> parentEdge(network.nodes, -1);
    std::vector<std::size_t> parent(network.nodes), depth(network.nodes);
    std::vector<bool> seen(network.nodes), inTree(edges.size());
    std::vector<std::size_t> queue{network.datum};
    seen[network.datum] = true;
    for (std::size_t at = 0; at < queue.size(); ++at) {
        for (std::size_t e = 0; e < edges.size(); ++e) {
            if (!edges[e].open)
                continue;
            for (const auto& [a, b] : {std::pair{edges[e].from, edges[e].to}, std::pair{edges[e].to, edges[e].from}}) {
                if (a != queue[at] || seen[b])
                    continue;
                seen[b] = true;
                parent[b] = a;
                depth[b] = depth[a] + 1;
                parentEdge[b] = static_cast<int>(e);
                inTree[e] = true;
                queue.push_back(b);
            }
        }
    }
    struct Member {
        std::size_t edge;
        double sign;
    };
    std::vector<std::vector<Member>> loops;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        if (!edges[e].open || inTree[e] || !seen[edges[e].from])
            continue;
        std::vector<Member> loop{{e, 1}}; // Along the edge, then back through the tree.
        std::size_t a = edges[e].to, b = edges[e].from;
        while (a != b) {
            if (depth[a] >= depth[b]) {
                const auto up = static_cast<std::size_t>(parentEdge[a]);
                loop.push_back({up, edges[up].from == a ? 1.0 : -1.0});
                a = parent[a];
            } else {
                const auto up = static_cast<std::size_t>(parentEdge[b]);
                loop.push_back({up, edges[up].to == b ? 1.0 : -1.0});
                b = parent[b];
            }
        }
        loops.push_back(std::move(loop));
    }
    std::vector<double> flows(edges.size(), 0.0);
    for (int sweep = 0; sweep < 200'000; ++sweep) {
        double moved = 0;
        for (const auto& loop : loops) {
            double loss = 0, slope = 0;
            for (const Member& member : loop) {
                const CrossLaw law = crossLaw(edges[member.edge], network.coolant, flows[member.edge]);
                loss += member.sign * law.loss;
                slope += law.slope;
            }
            // The first steps, where all slopes are flat, would overshoot.
            const double change = std::clamp(-loss / std::max(slope, 1.0), -1e-2, 1e-2) * (sweep < 50 ? 0.3 : 1.0);
            for (const Member& member : loop)
                flows[member.edge] += member.sign * change;
            moved = std::max(moved, std::abs(change));
        }
        if (moved < 1e-12)
            break;
    }
    return flows;
}

} // namespace colonnade::test
