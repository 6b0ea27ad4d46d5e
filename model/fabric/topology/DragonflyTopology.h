#pragma once

#include "model/fabric/topology/Bisection.h"
#include "model/fabric/topology/Topology.h"
#include "model/units/Result.h"

#include <cstdint>

namespace colonnade::model {

/// What becomes of global ports that do not suffice for one more link to every other group.
enum class LeftoverPorts : std::uint8_t {
    Dark,  ///< Unused.
    Spread ///< Some pairs of groups get one link more.
};

/// A dragonfly (Kim et al., 2008): groups of `switchesPerGroup` switches in full mesh, each with its endpoints and
/// global ports. What is 0 follows from the rest: a balanced group has a = 2p = 2h.
struct DragonflyRecipe {
    int endpointsPerSwitch = 0, switchesPerGroup = 0, globalPorts = 0;
    int groups = 0;       ///< 0: a h + 1, the most.
    int linksPerPair = 0; ///< Between two groups; 0: as many as the ports allow.
    LeftoverPorts leftover = LeftoverPorts::Spread; ///< Only with `linksPerPair` 0.
    int localLinks = 1;   ///< Between two switches of a group.
    int switchPorts = 0;
    double speed = 0; ///< Gbit/s.
};

struct DragonflyCounts {
    int endpointsPerSwitch = 0, switchesPerGroup = 0, globalPorts = 0, groups = 0, linksPerPair = 0, localLinks = 1;
    int leftover = 0; ///< Global ports of a group beyond `linksPerPair` to each other group that are spread.
    double speed = 0;
    [[nodiscard]] std::int64_t switches() const { return static_cast<std::int64_t>(groups) * switchesPerGroup; }
    [[nodiscard]] std::int64_t endpoints() const { return switches() * endpointsPerSwitch; }
    [[nodiscard]] std::int64_t localPerGroup() const
    {
        return static_cast<std::int64_t>(switchesPerGroup) * (switchesPerGroup - 1) / 2 * localLinks;
    }
    [[nodiscard]] std::int64_t local() const { return groups * localPerGroup(); }
    [[nodiscard]] int globalPerGroup() const { return linksPerPair * (groups - 1) + leftover; }
    [[nodiscard]] std::int64_t global() const { return static_cast<std::int64_t>(groups) * globalPerGroup() / 2; }
    [[nodiscard]] int globalPortsOfSwitch() const ///< The most that one switch uses.
    {
        return (globalPerGroup() + switchesPerGroup - 1) / switchesPerGroup;
    }
    [[nodiscard]] int portsUsed() const
    {
        return endpointsPerSwitch + (switchesPerGroup - 1) * localLinks + globalPortsOfSwitch();
    }
};

Result<DragonflyCounts> dragonflyCounts(const DragonflyRecipe& recipe);
Result<Topology> built(const DragonflyRecipe& recipe);
/// Whole groups on each side; for an odd number one group is halved, without the global links of that group that
/// end on the wrong side, and so a bound.
Bisection bisection(const DragonflyCounts& counts);

/// Dragonfly+ (Shpiner et al., 2017): a group is a tree of leaves and spines, the spines hold the global ports. What is 0
/// follows from the ports: k/2 leaves and k/2 spines, (k/2)^2 + 1 groups.
struct DragonflyPlusRecipe {
    int switchPorts = 0;
    int leaves = 0, spines = 0;   ///< Of a group.
    int linksPerLeafSpine = 0;
    int endpoints = 0; ///< In all; 0: every group is full.
    int endpointsPerGroup = 0;
    int endpointsPerPort = 1; ///< 2: two endpoints share a leaf port by a splitter.
    int groups = 0;
    int linksPerPair = 0; ///< Between two groups; 0: 1.
    int globalPorts = 0;  ///< Of a spine; 0: what is left.
    double endpointSpeed = 0, speed = 0;
};

struct DragonflyPlusCounts {
    int leaves = 0, spines = 0, groups = 0, linksPerLeafSpine = 0, linksPerPair = 0, globalPorts = 0;
    int endpointsPerGroup = 0, leafDownPorts = 0, endpointsPerPort = 1;
    std::int64_t endpoints = 0; ///< The last group may not be full.
    double endpointSpeed = 0, speed = 0;
    [[nodiscard]] std::int64_t leafSpine() const
    {
        return static_cast<std::int64_t>(groups) * leaves * spines * linksPerLeafSpine;
    }
    [[nodiscard]] std::int64_t global() const
    {
        return static_cast<std::int64_t>(groups) * (groups - 1) / 2 * linksPerPair;
    }
};

Result<DragonflyPlusCounts> dragonflyPlusCounts(const DragonflyPlusRecipe& recipe);
Result<Topology> built(const DragonflyPlusRecipe& recipe);
Bisection bisection(const DragonflyPlusCounts& counts);

} // namespace colonnade::model
