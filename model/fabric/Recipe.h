#pragma once

#include "model/units/Result.h"

#include <string_view>

namespace colonnade::model {

/// How the ports of a leaf are divided: `down` to endpoints, `up` to spines.
struct LeafSplit {
    int down = 0;
    int up = 0;
    bool operator==(const LeafSplit&) const = default;
};
/// `ports` split by down over up capacity: down = floor(R o/(1 + o)), the rest up. With
/// oversubscription 1, half and half.
LeafSplit leafSplit(int ports, double oversubscription);

/// The smallest number of spines that `leaves` can be spread over evenly: the smallest divisor s of
/// `uplinks` with leaves * uplinks / s <= spinePorts. Every leaf then has uplinks / s links to
/// every spine. 0 where even one link to each spine overfills them.
int fewestSpines(int leaves, int uplinks, int spinePorts);
/// Nothing wrong with that number of spines, or the sentence that says what, with the nearest
/// number that does.
Result<void> spinesFit(int leaves, int uplinks, int spines, int spinePorts);

/// The counts of a fabric of equal switches, before anything is placed.
struct ClosShape {
    int leaves = 0;
    int spines = 0;
    LeafSplit split;
    int linksPerPair = 0; ///< Between a leaf and a spine.
    [[nodiscard]] int leafSpineLinks() const { return leaves * split.up; }
    [[nodiscard]] int spinePortsUsed() const { return leaves * linksPerPair; }
    bool operator==(const ClosShape&) const = default;
};

/// A two-tier folded Clos for so many endpoint ports of the switch's own port speed. A single
/// switch where that is enough. Fails beyond ports^2 / 2 at 1:1, saying what would fit.
Result<ClosShape> closShape(int endpoints, int switchPorts, double oversubscription = 1);

/// The same with every rail of a scalable unit on a leaf of its own. Whole scalable units are built
/// even where nodes are missing. `guests` are endpoint ports that belong to no rail (fabric
/// managers); they take free leaf ports. `nodesPerUnit` 0: as many as a leaf has ports for.
Result<ClosShape> railShape(int nodes, int rails, int switchPorts, double oversubscription = 1,
                            int guests = 0, int nodesPerUnit = 0);

} // namespace colonnade::model
