#include "model/fabric/DrawnRecipe.h"

#include "model/units/Whole.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace colonnade::model {

namespace {

std::int64_t product(const std::vector<int>& numbers)
{
    std::int64_t all = 1;
    for (const int number : numbers)
        all = std::min<std::int64_t>(all * number, std::int64_t{1} << 40);
    return all;
}

/// `number` as a product of so many factors that differ least.
std::vector<int> evenFactors(int number, int count)
{
    std::vector<int> factors;
    for (int left = count; left > 1; --left) {
        int best = 1;
        const double root = std::pow(number, 1.0 / left);
        for (int factor = 1; factor <= static_cast<int>(root + 1e-9); ++factor)
            best = number % factor == 0 ? factor : best;
        factors.push_back(best);
        number /= best;
    }
    factors.push_back(number);
    return factors;
}

/// The nearest numbers below and above for which `fits`, as "24 or 40"; empty where there are none near.
template <class Fits> std::string nearest(int number, Fits fits)
{
    int below = number - 1, above = number + 1;
    const int reach = std::max(number, 64);
    while (below > 0 && !fits(below))
        --below;
    while (above <= number + reach && !fits(above))
        ++above;
    const bool hasAbove = above <= number + reach;
    if (below > 0 && hasAbove)
        return fmt::format("{} or {}", below, above);
    return below > 0 ? fmt::format("{}", below) : hasAbove ? fmt::format("{}", above) : std::string{};
}

Result<TopologyRecipe> dragonfly(const Fabric& fabric, const DrawnCounts& counts)
{
    const int endpoints = ceilOver(counts.endpointPorts, counts.leaves);
    const auto recipeOf = [&](int switches, int perGroup) {
        DragonflyRecipe recipe;
        recipe.endpointsPerSwitch = std::max(ceilOver(counts.endpointPorts, switches), 1);
        recipe.switchesPerGroup = perGroup;
        recipe.groups = switches / perGroup;
        recipe.globalPorts = recipe.groups > 1 ? counts.switchPorts - recipe.endpointsPerSwitch - (perGroup - 1) : 0;
        if (fabric.size.size() > 1)
            recipe.globalPorts = std::min(recipe.globalPorts, fabric.size[1]);
        recipe.switchPorts = counts.switchPorts;
        recipe.speed = counts.speed;
        return recipe;
    };
    const auto fits = [&](int switches, int perGroup) {
        if (perGroup < 1 || switches % perGroup != 0)
            return false;
        const DragonflyRecipe recipe = recipeOf(switches, perGroup);
        return recipe.globalPorts >= 0
            && static_cast<std::int64_t>(perGroup) * recipe.globalPorts >= recipe.groups - 1
            && recipe.endpointsPerSwitch + perGroup - 1 + recipe.globalPorts <= counts.switchPorts;
    };
    const auto groupFor = [&](int switches) {
        if (!fabric.size.empty())
            return fits(switches, fabric.size.front()) ? fabric.size.front() : 0;
        int best = 0; // Nearest to the balanced a = 2 p.
        for (int perGroup = 1; perGroup <= switches; ++perGroup) {
            if (fits(switches, perGroup) && switches > perGroup
                && (best == 0 || std::abs(perGroup - 2 * endpoints) < std::abs(best - 2 * endpoints)))
                best = perGroup;
        }
        return best > 0 ? best : fits(switches, switches) ? switches : 0;
    };
    const int perGroup = groupFor(counts.leaves);
    if (perGroup == 0) {
        const std::string near = nearest(counts.leaves, [&](int switches) { return groupFor(switches) > 0; });
        return fail("{} switches of {} ports with {} endpoints each make no dragonfly{}{}", counts.leaves, counts.switchPorts, endpoints,
                    fabric.size.empty() ? std::string{} : fmt::format(" of groups of {}", fabric.size.front()),
                    near.empty() ? std::string{} : "; the nearest is " + near + " switches");
    }
    return recipeOf(counts.leaves, perGroup);
}

Result<TopologyRecipe> dragonflyPlus(const Fabric& fabric, const DrawnCounts& counts)
{
    const auto groupsFor = [&](int leaves, int spines) {
        if (fabric.size.size() >= 2) {
            const int groups = leaves / fabric.size[0];
            return groups > 0 && groups * fabric.size[0] == leaves && groups * fabric.size[1] == spines ? groups : 0;
        }
        // The fewest groups whose leaves reach all their spines, and whose spines reach all other groups.
        for (int groups = 1; groups <= std::gcd(leaves, spines); ++groups) {
            if (leaves % groups != 0 || spines % groups != 0)
                continue;
            const int ofGroup = spines / groups;
            const int down = ceilOver(counts.endpointPorts, leaves);
            const bool leafFits = down + ofGroup <= counts.switchPorts;
            const auto global = static_cast<std::int64_t>(ofGroup) * (counts.switchPorts - leaves / groups);
            if (leafFits && global >= groups - 1)
                return groups;
        }
        return 0;
    };
    const int groups = groupsFor(counts.leaves, counts.spines);
    if (groups == 0 && counts.spines == 0)
        return fail("a dragonfly+ needs spines that join its groups; the nearest is as many spines as its {} leaves", counts.leaves);
    if (groups == 0) {
        const std::string near = nearest(counts.leaves, [&](int leaves) { return groupsFor(leaves, counts.spines) > 0; });
        return fail("{} leaves and {} spines of {} ports make no whole groups of a dragonfly+{}", counts.leaves, counts.spines,
                    counts.switchPorts, near.empty() ? std::string{} : "; the nearest is " + near + " leaves");
    }
    DragonflyPlusRecipe recipe;
    recipe.switchPorts = counts.switchPorts;
    recipe.leaves = counts.leaves / groups;
    recipe.spines = counts.spines / groups;
    recipe.groups = groups;
    recipe.linksPerLeafSpine = 1;
    recipe.endpointsPerGroup = recipe.leaves * ceilOver(counts.endpointPorts, counts.leaves);
    recipe.endpoints = counts.endpointPorts;
    recipe.endpointSpeed = recipe.speed = counts.speed;
    return recipe;
}

Result<TopologyRecipe> hyperX(const Fabric& fabric, const DrawnCounts& counts)
{
    HyperXRecipe recipe;
    recipe.size = fabric.size.empty() ? evenFactors(counts.leaves, 2) : fabric.size;
    if (product(recipe.size) != counts.leaves)
        return fail("a HyperX of {} is of {} switches, and there are {}; the nearest is {}", fmt::join(recipe.size, " x "),
                    product(recipe.size), counts.leaves, fmt::join(evenFactors(counts.leaves, static_cast<int>(recipe.size.size())), " x "));
    recipe.endpointsPerSwitch = std::max(ceilOver(counts.endpointPorts, counts.leaves), 1);
    recipe.switchPorts = counts.switchPorts;
    recipe.speed = counts.speed;
    return recipe;
}

Result<TopologyRecipe> slimFly(const Fabric& fabric, const DrawnCounts& counts)
{
    const auto fieldOf = [&](int switches) {
        const int q = static_cast<int>(std::lround(std::sqrt(switches / 2.0)));
        SlimFlyRecipe recipe;
        recipe.q = q;
        return 2 * q * q == switches && slimFlyCounts(recipe) ? q : 0;
    };
    SlimFlyRecipe recipe;
    recipe.q = fabric.size.empty() ? fieldOf(counts.leaves) : fabric.size.front();
    if (recipe.q == 0 || std::int64_t{2} * recipe.q * recipe.q != counts.leaves) {
        const std::string near = nearest(counts.leaves, [&](int switches) { return fieldOf(switches) > 0; });
        return fail("a Slim Fly has 2 q² switches for a prime power q, and there are {}; the nearest is {} switches", counts.leaves, near);
    }
    recipe.endpointsPerSwitch = std::max(ceilOver(counts.endpointPorts, counts.leaves), 1);
    recipe.switchPorts = counts.switchPorts;
    recipe.speed = counts.speed;
    return recipe;
}

Result<TopologyRecipe> torus(const Fabric& fabric, const DrawnCounts& counts)
{
    TorusRecipe recipe;
    recipe.size = fabric.size;
    if (counts.leaves > 0) {
        if (fabric.size.size() % 2 != 0 || fabric.size.empty())
            return fail("a torus with circuit switches needs its size and that of a cube, as 16, 16, 16, 4, 4, 4");
        const auto half = static_cast<std::ptrdiff_t>(fabric.size.size() / 2);
        recipe.size.assign(fabric.size.begin(), fabric.size.begin() + half);
        recipe.cube.assign(fabric.size.begin() + half, fabric.size.end());
    }
    const auto ports = 2 * static_cast<int>(recipe.size.empty() ? 3 : recipe.size.size());
    const int chips = counts.endpointPorts / ports;
    if (recipe.size.empty())
        recipe.size = evenFactors(std::max(chips, 1), 3);
    if (product(recipe.size) != chips || chips * ports != counts.endpointPorts)
        return fail("a torus of {} takes {} ports of {} chips, and there are {}; the nearest is {}", fmt::join(recipe.size, " x "),
                    product(recipe.size) * ports, product(recipe.size), counts.endpointPorts,
                    fmt::join(evenFactors(std::max(chips, 1), static_cast<int>(recipe.size.size())), " x "));
    recipe.speed = counts.speed;
    return recipe;
}

Result<TopologyRecipe> hammingMesh(const Fabric& fabric, const DrawnCounts& counts)
{
    if (fabric.size.size() != 4)
        return fail("a HammingMesh needs the width and height of a board and of the grid of boards, as 2, 2, 16, 16");
    HammingMeshRecipe recipe;
    recipe.boardWidth = fabric.size[0];
    recipe.boardHeight = fabric.size[1];
    recipe.gridWidth = fabric.size[2];
    recipe.gridHeight = fabric.size[3];
    recipe.planes = std::max(fabric.planes, 1);
    recipe.switchPorts = counts.switchPorts;
    recipe.speed = counts.speed;
    const std::int64_t ports = product(fabric.size) * 4 * recipe.planes;
    if (ports != counts.endpointPorts)
        return fail("a HammingMesh of {} takes {} ports, 4 of each accelerator and plane, and there are {}; the nearest is {} accelerators",
                    fmt::join(fabric.size, " x "), ports, counts.endpointPorts, counts.endpointPorts / (4 * recipe.planes));
    return recipe;
}

Result<TopologyRecipe> scaleUp(const Fabric& fabric, const DrawnCounts& counts)
{
    ScaleUpRecipe recipe;
    recipe.links = fabric.size.empty() ? counts.portsPerDevice : fabric.size.front();
    if (recipe.links < 1 || counts.endpointPorts % recipe.links != 0)
        return fail("{} ports are no whole number of accelerators of {} links; the nearest is {}", counts.endpointPorts, recipe.links,
                    recipe.links < 1 ? 0 : counts.endpointPorts / recipe.links);
    recipe.accelerators = counts.endpointPorts / recipe.links;
    recipe.chips = counts.leaves;
    recipe.chipPorts = counts.switchPorts;
    recipe.speed = counts.speed;
    return recipe;
}

} // namespace

Result<TopologyRecipe> drawnRecipe(const Fabric& fabric, const DrawnCounts& counts)
{
    const FabricFamily family = fabric.family;
    const bool needsSwitches = family == FabricFamily::Dragonfly || family == FabricFamily::DragonflyPlus
        || family == FabricFamily::HyperX || family == FabricFamily::SlimFly;
    if (counts.endpointPorts == 0)
        return fail("it has no endpoint ports");
    if (needsSwitches && counts.leaves == 0)
        return fail("it has no switch of tier 1 for its {} endpoint ports", counts.endpointPorts);
    switch (family) {
    case FabricFamily::Dragonfly: return dragonfly(fabric, counts);
    case FabricFamily::DragonflyPlus: return dragonflyPlus(fabric, counts);
    case FabricFamily::HyperX: return hyperX(fabric, counts);
    case FabricFamily::SlimFly: return slimFly(fabric, counts);
    case FabricFamily::Torus: return torus(fabric, counts);
    case FabricFamily::HammingMesh: return hammingMesh(fabric, counts);
    case FabricFamily::ScaleUp: return scaleUp(fabric, counts);
    default: return fail("a {} fabric is no topology of its own", word(family));
    }
}

std::optional<Bisection> closedBisection(const TopologyRecipe& recipe)
{
    if (const auto* one = std::get_if<DragonflyRecipe>(&recipe)) {
        const auto counts = dragonflyCounts(*one);
        // One group is a full mesh, for which the form between groups says nothing.
        return counts && counts->groups > 1 ? std::optional{bisection(*counts)} : std::nullopt;
    }
    if (const auto* one = std::get_if<DragonflyPlusRecipe>(&recipe)) {
        const auto counts = dragonflyPlusCounts(*one);
        return counts && counts->groups > 1 ? std::optional{bisection(*counts)} : std::nullopt;
    }
    if (const auto* one = std::get_if<TorusRecipe>(&recipe))
        return bisection(*one);
    if (const auto* one = std::get_if<HyperXRecipe>(&recipe))
        return bisection(*one);
    if (const auto* one = std::get_if<ScaleUpRecipe>(&recipe))
        return bisection(*one);
    return std::nullopt;
}

} // namespace colonnade::model
