#pragma once

#include "model/fabric/Recipe.h"
#include "model/fabric/topology/Bisection.h"
#include "model/fabric/topology/Topology.h"

#include <cstdint>

namespace colonnade::model {

/// Where the rails of a fabric come together.
enum class RailMeeting : std::uint8_t {
    Spines, ///< All rails share the spines: rail-optimised.
    Nowhere ///< Each rail is a tree of its own; nodes relay: rail-only, or one plane for each NIC.
};

/// A folded Clos of one, two or three tiers, in one or several planes. What is 0 follows from the rest.
///
/// Planes are independent of rails: with `planes` > 1 every endpoint has one port in each plane (twin-plane NICs,
/// dual ToR). Where a NIC as a whole belongs to a plane, the planes are rails that meet nowhere.
struct ClosRecipe {
    int endpoints = 0; ///< Accelerators or NICs; 0: as many as fit.
    int rails = 1;     ///< NICs of a node, each on a leaf of its rail; 1: leaves are filled in order.
    RailMeeting railsMeet = RailMeeting::Spines;
    int planes = 1;
    int tiers = 2;
    int nodesPerUnit = 0;  ///< Of a scalable unit, which has a leaf for each rail and plane.
    int units = 0;         ///< At least so many are built, whole.
    int unitsPerGroup = 0; ///< Units whose leaves of one rail share spines, with three tiers; without rails: leaves.
    int guests = 0;        ///< Endpoint ports that belong to no rail.

    int switchPorts = 0;
    int spinePorts = 0; ///< `switchPorts` where the spines are no others.
    int corePorts = 0;
    LeafSplit leaf{};    ///< Of a leaf where it does not follow from the ratio.
    LeafSplit spine{};   ///< Of a spine.
    double leafRatio = 1, spineRatio = 1; ///< Oversubscription, down over up.
    int leaves = 0, spines = 0, linksPerPair = 0; ///< Of one plane, where they are stated; checked.

    double endpointSpeed = 0, spineSpeed = 0, coreSpeed = 0; ///< Gbit/s of a link below the leaf, spine, core.
    int linksPerEndpointCable = 1, linksPerSpineCable = 1;
    bool scheduled = false; ///< Cells are sprayed over fabric ports: the spines are fabric elements.
};

/// The counts of a Clos, before anything is built.
struct ClosCounts {
    int endpoints = 0, guests = 0, rails = 1, planes = 1, tiers = 2;
    int trees = 1; ///< That share no switch: planes, times rails where these meet nowhere.
    int treeRails = 1; ///< Rails within a tree.
    int units = 0, nodesPerUnit = 0;
    LeafSplit leaf, spine; ///< Ports that links take; of the spine only those in use.
    int linksPerPair = 0;  ///< Between a leaf and each spine that it has.
    int groups = 1;        ///< Of a tree; with two tiers one.
    int leavesPerGroup = 0, spinesPerGroup = 0;
    int coreClasses = 0, coresPerClass = 0; ///< Spines of a group are dealt to the classes; each reaches all its cores.
    int linksPerCorePair = 0;
    int endpointsDown = 0; ///< Places for endpoints, used or not.
    double endpointSpeed = 0, spineSpeed = 0, coreSpeed = 0;

    [[nodiscard]] int leavesPerTree() const { return groups * leavesPerGroup; }
    [[nodiscard]] int spinesPerTree() const { return groups * spinesPerGroup; }
    [[nodiscard]] int coresPerTree() const { return coreClasses * coresPerClass; }
    [[nodiscard]] int leaves() const { return trees * leavesPerTree(); }
    [[nodiscard]] int spines() const { return trees * spinesPerTree(); }
    [[nodiscard]] int cores() const { return trees * coresPerTree(); }
    [[nodiscard]] int switches() const { return leaves() + spines() + cores(); }
    [[nodiscard]] std::int64_t endpointLinks() const;
    [[nodiscard]] std::int64_t leafSpineLinks() const;
    [[nodiscard]] std::int64_t spineCoreLinks() const;
    /// Down over up capacity of a leaf, or of a spine. Without speeds by ports. 0 where nothing goes up.
    [[nodiscard]] double leafOversubscription() const;
    [[nodiscard]] double spineOversubscription() const;
    /// Links of a twin-port cable from a leaf would end at two spines: a splitter or a shuffle panel is needed.
    [[nodiscard]] bool needsShuffle(int linksPerCable) const { return linksPerCable > 1 && linksPerPair % linksPerCable != 0; }
};

/// By the rules of folded Clos networks: whole units, all uplinks of every leaf, spines by `fewestSpines`; with three
/// tiers groups of leaves with their own spines, and the fewest cores that every spine reaches alike. Fails with the
/// nearest fabric that can be built.
Result<ClosCounts> closCounts(const ClosRecipe& recipe);
Result<Topology> built(const ClosRecipe& recipe);

/// With all places taken, one direction. Exact where the leaves (with three tiers the groups) can be halved or nothing is
/// oversubscribed; else a bound from above. Planes, and rails that meet nowhere, add up.
Bisection bisection(const ClosCounts& counts);

} // namespace colonnade::model
