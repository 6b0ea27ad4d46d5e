#pragma once

#include "model/exchange/fabriccase/FabricCase.h"

namespace colonnade::model {

/// What a case of the Clos families says, with what follows from it before any switch is counted.
struct ClosCase {
    CaseInputs inputs;
    ClosRecipe recipe;
    bool planeIsRail = false; ///< A NIC as a whole belongs to a plane; the recipe calls those planes rails.
    int nodes = 0;            ///< 0: not known.
    int endpointsPerNode = 1; ///< NICs, each with a port in every plane.
    int gpusPerNode = 0;
    int racks = 0;
    int downPerLeaf = 0, upPerLeaf = 0; ///< Links, where the switches' ports are not known.
    int splitPorts = 0; ///< Ports of a leaf that are split between several links down.
    int linksPerCable = 1;

    [[nodiscard]] int gpus() const { return gpusPerNode > 0 && nodes > 0 ? boundedProduct(nodes, gpusPerNode) : recipe.endpoints; }
};

ClosCase closCaseOf(const FabricCase& one);

/// Adds what counts of switches, cables, paths, hops and failures there are.
void addClosCounts(CaseAnswer& answer, const ClosCase& one, const ClosCounts& counts);
/// Adds what follows without knowing the switches: the leaves, the links at each, the capacities of pods and cluster.
void addClosOutline(CaseAnswer& answer, const ClosCase& one);

} // namespace colonnade::model
