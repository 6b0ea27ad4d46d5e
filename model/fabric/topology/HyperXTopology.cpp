#include "model/fabric/topology/MeshTopology.h"

#include "model/fabric/topology/TopologyLimits.h"

#include <algorithm>

namespace colonnade::model {

namespace {

int linksOf(const HyperXRecipe& recipe, std::size_t dimension)
{
    return recipe.links.empty() ? 1 : recipe.links[std::min(dimension, recipe.links.size() - 1)];
}

double switchesOf(const HyperXRecipe& recipe)
{
    double product = 1;
    for (const int size : recipe.size)
        product *= size;
    return product;
}

} // namespace

int hyperXPortsUsed(const HyperXRecipe& recipe)
{
    int ports = recipe.endpointsPerSwitch;
    for (std::size_t d = 0; d < recipe.size.size(); ++d)
        ports += linksOf(recipe, d) * (recipe.size[d] - 1);
    return ports;
}

Result<Topology> built(const HyperXRecipe& recipe)
{
    if (recipe.size.empty() || *std::min_element(recipe.size.begin(), recipe.size.end()) < 1 || recipe.endpointsPerSwitch < 1)
        return fail("A HyperX has at least one dimension of at least one switch, with endpoints on each");
    double ports = recipe.endpointsPerSwitch;
    for (std::size_t d = 0; d < recipe.size.size(); ++d)
        ports += static_cast<double>(linksOf(recipe, d)) * (recipe.size[d] - 1);
    if (const auto sound = within({{"ports of a switch", ports}}, topologylimits::ports); !sound)
        return tl::unexpected{sound.error()};
    if (const auto sound = within({{"endpoints", switchesOf(recipe) * recipe.endpointsPerSwitch},
                                   {"links", switchesOf(recipe) * ports / 4}},
                                  topologylimits::endpoints);
        !sound)
        return tl::unexpected{sound.error()};
    const int used = hyperXPortsUsed(recipe);
    if (recipe.switchPorts > 0 && used > recipe.switchPorts)
        return fail("A switch of this HyperX needs {} ports ({} for endpoints) and has {}; {} endpoints on a switch would fit", used,
                    recipe.endpointsPerSwitch, recipe.switchPorts,
                    std::max(0, recipe.endpointsPerSwitch - used + recipe.switchPorts));
    const auto switches = static_cast<std::uint32_t>(switchesOf(recipe));
    TopologyAssembly assembly{"hyperx", switches * static_cast<std::uint32_t>(recipe.endpointsPerSwitch)};
    assembly.topology().portsOfTier = {1, std::max(used, recipe.switchPorts)};
    const auto hostLink = assembly.addKind("endpoint_switch", recipe.speed);
    const auto meshLink = assembly.addKind("inter_switch", recipe.speed);
    const std::uint32_t first = assembly.topology().vertices();
    for (std::uint32_t i = 0; i < switches; ++i)
        assembly.addSwitch(1, i / static_cast<std::uint32_t>(recipe.size.front()));
    for (std::uint32_t endpoint = 0; endpoint < assembly.topology().endpoints; ++endpoint)
        assembly.join(endpoint, first + endpoint / static_cast<std::uint32_t>(recipe.endpointsPerSwitch), 1, hostLink);
    for (std::uint32_t i = 0; i < switches; ++i) {
        std::uint32_t stride = 1;
        for (std::size_t d = 0; d < recipe.size.size(); ++d) {
            const auto size = static_cast<std::uint32_t>(recipe.size[d]);
            const std::uint32_t at = i / stride % size;
            for (std::uint32_t other = at + 1; other < size; ++other)
                assembly.join(first + i, first + i + (other - at) * stride, linksOf(recipe, d), meshLink);
            stride *= size;
        }
    }
    return assembly.finish();
}

Bisection bisection(const HyperXRecipe& recipe)
{
    Bisection best;
    bool any = false;
    for (std::size_t d = 0; d < recipe.size.size(); ++d) {
        const double size = recipe.size[d];
        if (size < 2)
            continue;
        const double half = recipe.size[d] / 2;
        const double links = linksOf(recipe, d) * half * (size - half) * switchesOf(recipe) / size;
        if (!any || links < best.links)
            best = {links, links * recipe.speed,
                    recipe.size[d] % 2 == 0 ? Bisection::Basis::Exact : Bisection::Basis::UpperBound};
        any = true;
    }
    return best;
}

} // namespace colonnade::model
