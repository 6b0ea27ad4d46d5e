#include "model/fabric/Recipe.h"

#include "model/units/Text.h"
#include "model/units/Whole.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace colonnade::model {

namespace {

bool evenly(int leaves, int uplinks, int spines, int spinePorts)
{
    return spines > 0 && uplinks % spines == 0
        && static_cast<std::int64_t>(leaves) * (uplinks / spines) <= spinePorts;
}

Result<ClosShape> tooLarge(int endpoints, int switchPorts, const LeafSplit& split,
                           double oversubscription)
{
    return fail("{} endpoint ports are more than two tiers of {}-port switches join at {}:1; the "
                "most is {}",
                endpoints, switchPorts, shortest(oversubscription),
                static_cast<std::int64_t>(split.down) * switchPorts);
}

} // namespace

LeafSplit leafSplit(int ports, double oversubscription)
{
    // The small addition keeps 40 ports at 3:1 from becoming 29.999... down.
    const int down =
        static_cast<int>(std::floor(ports * oversubscription / (1 + oversubscription) + 1e-9));
    return {down, ports - down};
}

int fewestSpines(int leaves, int uplinks, int spinePorts)
{
    for (int spines = 1; spines <= uplinks; ++spines) {
        if (evenly(leaves, uplinks, spines, spinePorts))
            return spines;
    }
    return 0;
}

Result<void> spinesFit(int leaves, int uplinks, int spines, int spinePorts)
{
    if (uplinks < 1)
        return fail(
            "the leaves have no ports left for uplinks; a lower oversubscription would leave some");
    if (evenly(leaves, uplinks, spines, spinePorts))
        return {};
    const int fewest = fewestSpines(leaves, uplinks, spinePorts);
    if (fewest == 0)
        return fail("{} leaves are more than the {} ports of a spine; the most is {} leaves",
                    leaves, spinePorts, spinePorts);
    int nearest = fewest;
    for (int candidate = fewest; candidate <= uplinks; ++candidate) {
        if (evenly(leaves, uplinks, candidate, spinePorts)
            && std::abs(candidate - spines) < std::abs(nearest - spines))
            nearest = candidate;
    }
    if (uplinks % spines != 0)
        return fail("{} uplinks of a leaf cannot be spread evenly over {} {}; the nearest is {} {} "
                    "with {} links from each "
                    "leaf to each",
                    uplinks, spines, spines == 1 ? "spine" : "spines", nearest,
                    nearest == 1 ? "spine" : "spines", uplinks / nearest);
    return fail("{} leaves with {} uplinks each need {} spine ports, and {} {} of {} ports have "
                "{}; the nearest is {} {} "
                "with {} links from each leaf to each",
                leaves, uplinks, leaves * uplinks, spines, spines == 1 ? "spine" : "spines",
                spinePorts, spines * spinePorts, nearest, nearest == 1 ? "spine" : "spines",
                uplinks / nearest);
}

Result<ClosShape> closShape(int endpoints, int switchPorts, double oversubscription)
{
    if (endpoints <= switchPorts)
        return ClosShape{1, 0, {switchPorts, 0}, 0};
    const LeafSplit split = leafSplit(switchPorts, oversubscription);
    if (split.down < 1 || split.up < 1)
        return fail("A {}-port switch cannot be split {}:1 into ports down and up", switchPorts,
                    shortest(oversubscription));
    const int leaves = ceilOver(endpoints, split.down);
    const int spines = fewestSpines(leaves, split.up, switchPorts);
    if (spines == 0)
        return tooLarge(endpoints, switchPorts, split, oversubscription);
    return ClosShape{leaves, spines, split, split.up / spines};
}

Result<ClosShape> railShape(int nodes, int rails, int switchPorts, double oversubscription,
                            int guests, int nodesPerUnit)
{
    if (rails < 1)
        return fail("A rail-optimised fabric needs at least one rail");
    const LeafSplit split = leafSplit(switchPorts, oversubscription);
    if (split.down < 1 || split.up < 1)
        return fail("A {}-port switch cannot be split {}:1 into ports down and up", switchPorts,
                    shortest(oversubscription));
    if (nodesPerUnit > split.down)
        return fail(
            "{} nodes of a scalable unit do not fit the {} ports down of a leaf; the most is {}",
            nodesPerUnit, split.down, split.down);
    const int perUnit = nodesPerUnit > 0 ? nodesPerUnit : split.down;
    int units = std::max(1, ceilOver(nodes, perUnit));
    while (guests > (units * split.down - nodes) * rails)
        ++units;
    const int leaves = units * rails;
    const int spines = fewestSpines(leaves, split.up, switchPorts);
    if (spines == 0)
        return tooLarge(nodes * rails + guests, switchPorts, split, oversubscription);
    return ClosShape{leaves, spines, split, split.up / spines};
}

} // namespace colonnade::model
