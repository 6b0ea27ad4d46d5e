#include "model/fabric/topology/MeshTopology.h"

#include "model/fabric/topology/TopologyLimits.h"

#include <algorithm>
#include <numeric>

namespace colonnade::model {

namespace {

std::int64_t product(const std::vector<int>& sizes)
{
    return std::accumulate(sizes.begin(), sizes.end(), std::int64_t{1}, [](std::int64_t a, int b) { return a * b; });
}

/// Links of one ring or line of `size` chips.
int ringLinks(int size, bool wraps)
{
    return size < 2 ? 0 : wraps ? size : size - 1;
}

/// Of those, links that leave a cube.
int opticalOfRing(int size, int cube, bool wraps)
{
    return size < 2 || cube == 0 ? 0 : wraps ? size / cube : size / cube - 1;
}

Result<void> check(const TorusRecipe& recipe)
{
    if (recipe.size.empty() || *std::min_element(recipe.size.begin(), recipe.size.end()) < 1)
        return fail("A torus has at least one dimension of at least one chip");
    double chips = 1;
    for (const int size : recipe.size)
        chips *= size;
    if (const auto sound = within({{"chips", chips}}, topologylimits::endpoints); !sound)
        return sound;
    if (const auto sound = within({{"dimensions", recipe.size.size()}}, 16); !sound)
        return sound;
    if (recipe.cube.empty())
        return {};
    if (recipe.cube.size() != recipe.size.size())
        return fail("The cube has {} dimensions and the torus {}", recipe.cube.size(), recipe.size.size());
    for (std::size_t d = 0; d < recipe.size.size(); ++d) {
        const int cube = recipe.cube[d], size = recipe.size[d];
        if (cube < 1)
            return fail("A cube has at least one chip in each dimension");
        if (size % cube != 0)
            return fail("{} chips in a dimension are no whole number of cubes of {}; the nearest is {}", size, cube,
                        std::max(cube, (size + cube / 2) / cube * cube));
    }
    return {};
}

/// The first circuit switch of a dimension, from 0, and how many it has: one for each place of the cube's face.
struct CircuitPlan {
    std::vector<int> first, places;
    int all = 0;
};

CircuitPlan circuitPlan(const TorusRecipe& recipe)
{
    CircuitPlan plan;
    const auto inCube = product(recipe.cube);
    for (std::size_t d = 0; d < recipe.cube.size(); ++d) {
        plan.first.push_back(plan.all);
        plan.places.push_back(static_cast<int>(inCube / recipe.cube[d]));
        plan.all += plan.places.back();
    }
    return plan;
}

} // namespace

Result<TorusCounts> torusCounts(const TorusRecipe& recipe)
{
    if (const auto sound = check(recipe); !sound)
        return tl::unexpected{sound.error()};
    TorusCounts counts;
    counts.chips = product(recipe.size);
    for (std::size_t d = 0; d < recipe.size.size(); ++d) {
        const auto rings = counts.chips / recipe.size[d];
        counts.links += rings * ringLinks(recipe.size[d], recipe.wraps);
        if (!recipe.cube.empty())
            counts.opticalLinks += rings * opticalOfRing(recipe.size[d], recipe.cube[d], recipe.wraps);
    }
    if (!recipe.cube.empty()) {
        const CircuitPlan plan = circuitPlan(recipe);
        counts.cubes = static_cast<int>(counts.chips / product(recipe.cube));
        counts.circuitSwitches = plan.all;
        counts.opticalPortsPerCube = 2 * plan.all;
        counts.circuitPorts = 2 * counts.cubes;
    }
    return counts;
}

Result<Topology> built(const TorusRecipe& recipe)
{
    const auto counts = torusCounts(recipe);
    if (!counts)
        return tl::unexpected{counts.error()};
    TopologyAssembly assembly{"torus", static_cast<std::uint32_t>(counts->chips)};
    assembly.topology().circuitSwitches = counts->circuitSwitches;
    assembly.topology().portsOfTier = {2 * static_cast<int>(recipe.size.size())};
    assembly.reserve(0, static_cast<std::size_t>(counts->links));
    const auto copper = assembly.addKind("copper", recipe.speed);
    // Each link through a circuit switch is two fibre runs, one from either cube.
    const auto optical = assembly.addKind("optical", recipe.speed, -2);
    const CircuitPlan plan = circuitPlan(recipe);
    const std::size_t dimensions = recipe.size.size();
    std::vector<int> at(dimensions);
    for (std::uint32_t chip = 0; chip < assembly.topology().endpoints; ++chip) {
        std::uint32_t stride = 1;
        for (std::size_t d = 0; d < dimensions; ++d) {
            const int size = recipe.size[d];
            const bool last = at[d] + 1 == size;
            if (size > 1 && (!last || recipe.wraps)) {
                const std::uint32_t next = last ? chip - stride * static_cast<std::uint32_t>(size - 1) : chip + stride;
                const bool leaves = !recipe.cube.empty() && (at[d] + 1) % recipe.cube[d] == 0;
                int place = 0;
                for (std::size_t other = 0; leaves && other < dimensions; ++other) {
                    if (other != d)
                        place = place * recipe.cube[other] + at[other] % recipe.cube[other];
                }
                assembly.join(chip, next, 1, leaves ? optical : copper, leaves ? plan.first[d] + place + 1 : 0);
            }
            stride *= static_cast<std::uint32_t>(size);
        }
        for (std::size_t d = 0; d < dimensions && ++at[d] == recipe.size[d]; ++d)
            at[d] = 0;
    }
    return assembly.finish();
}

Bisection bisection(const TorusRecipe& recipe)
{
    const int longest = *std::max_element(recipe.size.begin(), recipe.size.end());
    const double line = static_cast<double>(product(recipe.size)) / longest;
    const double links = longest < 2 ? 0 : line * (recipe.wraps ? 2 : 1);
    return {links, links * recipe.speed, longest % 2 == 0 ? Bisection::Basis::Exact : Bisection::Basis::UpperBound};
}

int torusDiameter(const TorusRecipe& recipe)
{
    int sum = 0;
    for (const int size : recipe.size)
        sum += recipe.wraps ? size / 2 : size - 1;
    return sum;
}

double torusMeanDistance(const TorusRecipe& recipe)
{
    const auto chips = static_cast<double>(product(recipe.size));
    double sum = 0; // Over all pairs, a chip with itself counted too.
    for (const double size : recipe.size) {
        const bool even = static_cast<int>(size) % 2 == 0;
        sum += !recipe.wraps ? (size * size - 1) / (3 * size) : even ? size / 4 : (size * size - 1) / (4 * size);
    }
    return chips < 2 ? 0 : sum * chips / (chips - 1);
}

} // namespace colonnade::model
