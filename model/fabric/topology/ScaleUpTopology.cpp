#include "model/fabric/topology/ScaleUpTopology.h"

#include "model/fabric/topology/TopologyLimits.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

Result<Topology> builtDirect(const ScaleUpRecipe& recipe)
{
    if (const auto sound = within({{"accelerators", recipe.accelerators}, {"links of an accelerator", recipe.links}},
                                  topologylimits::ports);
        !sound)
        return tl::unexpected{sound.error()};
    const int others = recipe.accelerators - 1;
    if (recipe.links % others != 0)
        return fail("{} links of an accelerator cannot join it evenly with {} others; the nearest is {}", recipe.links, others,
                    std::max(1, (recipe.links + others / 2) / others) * others);
    TopologyAssembly assembly{"scale-up", static_cast<std::uint32_t>(recipe.accelerators)};
    assembly.topology().endpointsPerNode = recipe.accelerators;
    assembly.topology().portsOfTier = {recipe.links};
    const auto link = assembly.addKind("scale_up", recipe.speed);
    for (std::uint32_t a = 0; a < assembly.topology().endpoints; ++a) {
        for (std::uint32_t b = a + 1; b < assembly.topology().endpoints; ++b)
            assembly.join(a, b, recipe.links / others, link);
    }
    return assembly.finish();
}

} // namespace

Result<Topology> built(const ScaleUpRecipe& recipe)
{
    if (recipe.accelerators > 1 && recipe.links > 0 && recipe.chips == 0)
        return builtDirect(recipe);
    if (recipe.accelerators < 1 || recipe.links < 1 || recipe.chips < 1)
        return fail("A scale-up domain needs accelerators, links and switch chips: found {}, {} and {}", recipe.accelerators,
                    recipe.links, recipe.chips);
    if (const auto sound = within({{"links of an accelerator", recipe.links},
                                   {"switch chips", recipe.chips},
                                   {"ports of a switch chip", recipe.chipPorts},
                                   {"accelerators", recipe.accelerators},
                                   {"ports of a switch chip", std::ceil(static_cast<double>(recipe.links) / recipe.chips) * recipe.accelerators}},
                                  topologylimits::ports);
        !sound)
        return tl::unexpected{sound.error()};
    const int mostToChip = (recipe.links + recipe.chips - 1) / recipe.chips;
    if (recipe.chipPorts > 0 && mostToChip * recipe.accelerators > recipe.chipPorts)
        return fail("{} accelerators with {} links to a chip need {} ports of it, and it has {}; the most is {} accelerators, or a "
                    "second stage",
                    recipe.accelerators, mostToChip, mostToChip * recipe.accelerators, recipe.chipPorts,
                    recipe.chipPorts / mostToChip);
    TopologyAssembly assembly{"scale-up", static_cast<std::uint32_t>(recipe.accelerators)};
    assembly.topology().endpointsPerNode = recipe.accelerators;
    assembly.topology().portsOfTier = {recipe.links, std::max(recipe.chipPorts, mostToChip * recipe.accelerators)};
    const auto link = assembly.addKind("scale_up", recipe.speed);
    const std::uint32_t first = assembly.topology().vertices();
    for (int chip = 0; chip < recipe.chips; ++chip)
        assembly.addSwitch(1, 0, 0, chip + 1);
    for (int accelerator = 0; accelerator < recipe.accelerators; ++accelerator) {
        for (int chip = 0; chip < recipe.chips; ++chip)
            assembly.join(static_cast<std::uint32_t>(accelerator), first + static_cast<std::uint32_t>(chip),
                          recipe.links / recipe.chips + (chip < recipe.links % recipe.chips ? 1 : 0), link);
    }
    return assembly.finish();
}

Bisection bisection(const ScaleUpRecipe& recipe)
{
    const double half = recipe.accelerators / 2;
    const double links = recipe.chips > 0 || recipe.accelerators < 2
        ? half * recipe.links
        : half * (recipe.accelerators - half) * recipe.links / (recipe.accelerators - 1);
    return {links, links * recipe.speed, Bisection::Basis::Exact};
}

} // namespace colonnade::model
