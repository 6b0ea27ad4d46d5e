#pragma once

#include "model/fabric/topology/Bisection.h"
#include "model/fabric/topology/Topology.h"
#include "model/units/Result.h"

#include <cstdint>
#include <vector>

namespace colonnade::model {

/// Chips in a mesh or torus that forward for one another; without packet switches. With cubes, links between cubes, and
/// those that close a ring, run through optical circuit switches: the plus and the minus port of a dimension at the same
/// place of a face meet in the same switch.
struct TorusRecipe {
    std::vector<int> size{};  ///< Chips in each dimension.
    bool wraps = true;
    std::vector<int> cube{}; ///< Chips of a rack in each dimension; empty: no circuit switches.
    double speed = 0;      ///< Gbit/s of a link, one direction.
};

/// A torus of two chips in a dimension has two links between them.
struct TorusCounts {
    std::int64_t chips = 0, links = 0;
    std::int64_t opticalLinks = 0; ///< Through a circuit switch.
    int cubes = 0, circuitSwitches = 0;
    int opticalPortsPerCube = 0;
    int circuitPorts = 0; ///< Of a circuit switch, used.
    [[nodiscard]] std::int64_t copperLinks() const { return links - opticalLinks; }
};

Result<TorusCounts> torusCounts(const TorusRecipe& recipe);
Result<Topology> built(const TorusRecipe& recipe);
/// Exact where the longest dimension is even; else a bound.
Bisection bisection(const TorusRecipe& recipe);
int torusDiameter(const TorusRecipe& recipe);
/// Links between two different chips on average.
double torusMeanDistance(const TorusRecipe& recipe);

/// HyperX (Ahn et al., 2009): switches in a grid, full mesh along every line of every dimension.
struct HyperXRecipe {
    std::vector<int> size{}; ///< Switches in each dimension.
    int endpointsPerSwitch = 0;
    std::vector<int> links{}; ///< Between two switches of a line, by dimension; empty: 1.
    int switchPorts = 0;
    double speed = 0;
};
Result<Topology> built(const HyperXRecipe& recipe);
int hyperXPortsUsed(const HyperXRecipe& recipe);
/// The best cut across one dimension in the middle; exact where that dimension is even.
Bisection bisection(const HyperXRecipe& recipe);

/// HammingMesh (Hoefler et al., 2022): boards of accelerators in a mesh; the edges of all boards of one row of
/// accelerators meet in a switch tree of that row, those of a column in one of that column.
struct HammingMeshRecipe {
    int boardWidth = 2, boardHeight = 2;
    int gridWidth = 1, gridHeight = 1; ///< Boards.
    int switchPorts = 64;
    int planes = 1; ///< Copies of the whole.
    double speed = 0;
};
struct HammingMeshCounts {
    std::int64_t accelerators = 0, boards = 0, boardLinks = 0, boardToTree = 0;
    int rowTrees = 0, columnTrees = 0, portsPerRowTree = 0, portsPerColumnTree = 0;
    std::int64_t leaves = 0, spines = 0; ///< One leaf and no spine for a tree that one switch is enough for.
};
Result<HammingMeshCounts> hammingMeshCounts(const HammingMeshRecipe& recipe);
Result<Topology> built(const HammingMeshRecipe& recipe);

} // namespace colonnade::model
