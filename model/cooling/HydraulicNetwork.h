#pragma once

#include "model/cooling/PressureDrop.h"
#include "model/units/Result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace colonnade::model {

/// A piece between two nodes. Its flow is positive from `from` to `to`.
struct HydraulicEdge {
    std::size_t from = 0, to = 0;
    double square = 0;     ///< Pa/(m³/s)²: devices, valves, manifolds.
    PipeSection pipe = {}; ///< In series with that.
    PumpCurve pump = {};   ///< In series with that; empty: none.
    int pumps = 1;         ///< Equal ones side by side.
    double speed = 1;
    bool open = true;      ///< False: nothing flows.
};

/// A closed circuit of nodes and edges, filled with one fluid.
struct HydraulicNetwork {
    std::size_t nodes = 0;
    std::vector<HydraulicEdge> edges;
    Coolant coolant;
    std::size_t datum = 0; ///< The node of pressure 0.
};

struct HydraulicSolution {
    std::vector<double> flows;     ///< m³/s, of each edge; 0 where nothing can flow.
    std::vector<double> pressures; ///< Pa above the datum; 0 for nodes that no pump reaches.
    std::vector<bool> reached;     ///< Nodes that a pump reaches through open edges.
    int iterations = 0;
};

/// Flow and pressure everywhere: mass is conserved at each node to 1e-9 of the greatest flow, each edge obeys its law
/// to 1e-6 of the greatest head.
///
/// Newton on flows and pressures together (Todini and Pilati, 1987; as EPANET), a sparse LDLᵀ a step, damped along the
/// convex content of the network, so that it always descends; it ends after 100 steps at the latest. `start`: flows
/// near the answer, as a former solution's. Fails with a sentence where no pump runs, nothing is open to its flow, or
/// the laws cannot be met.
Result<HydraulicSolution> solved(const HydraulicNetwork& network, const std::vector<double>* start = nullptr);

/// The same, where `flow` m³/s are pressed in at `into` and taken out at `outOf`; pumps of the network stand still and
/// are closed.
Result<HydraulicSolution> solvedForFlow(const HydraulicNetwork& network, std::size_t into, std::size_t outOf, double flow,
                                        const std::vector<double>* start = nullptr);

} // namespace colonnade::model
