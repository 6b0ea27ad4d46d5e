#include "model/fabric/topology/DragonflyTopology.h"

#include "model/fabric/topology/TopologyLimits.h"

#include <algorithm>
#include <functional>

namespace colonnade::model {

namespace {

/// Joins every pair of groups with so many links, and spreads `leftover` more of each group. `join` is given two groups
/// with the number of the link in each, from 0. Both ends number their links by the distance to the other group, so that
/// round-robin over the switches of a group gives each floor or ceil of its share.
void joinGroups(int groups, int linksPerPair, int leftover, const std::function<void(int, int, int, int)>& join)
{
    for (int group = 0; group < groups; ++group) {
        for (int distance = 1; group + distance < groups; ++distance) {
            for (int link = 0; link < linksPerPair; ++link)
                join(group, group + distance, (distance - 1) * linksPerPair + link,
                     (groups - distance - 1) * linksPerPair + link);
        }
    }
    const int base = (groups - 1) * linksPerPair;
    for (int distance = 1; distance <= leftover / 2; ++distance) {
        for (int group = 0; group < groups; ++group)
            join(group, (group + distance) % groups, base + 2 * (distance - 1), base + 2 * (distance - 1) + 1);
    }
    if (leftover % 2 == 0)
        return;
    // One port of each group is left: opposite groups meet; of an odd number, one group stays out.
    const int half = groups / 2;
    if (groups % 2 == 0) {
        for (int group = 0; group < half; ++group)
            join(group, group + half, base + leftover - 1, base + leftover - 1);
        return;
    }
    for (int step = 0; step + 1 < groups; step += 2) {
        const auto at = [&](int steps) { return static_cast<int>(static_cast<std::int64_t>(steps) * half % groups); };
        join(at(step), at(step + 1), base + leftover - 1, base + leftover - 1);
    }
}

Bisection cutBetweenGroups(int groups, double linksPerPair, double halvedGroup, double speed)
{
    const double half = groups / 2;
    if (groups % 2 == 0)
        return {linksPerPair * half * half, linksPerPair * half * half * speed, Bisection::Basis::UpperBound};
    const double links = linksPerPair * half * half + halvedGroup;
    return {links, links * speed, Bisection::Basis::UpperBound};
}

} // namespace

Result<DragonflyCounts> dragonflyCounts(const DragonflyRecipe& recipe)
{
    const DragonflyRecipe& r = recipe;
    if (const auto sound = within({{"endpoints of a switch", r.endpointsPerSwitch},
                                   {"switches of a group", r.switchesPerGroup},
                                   {"global ports of a switch", r.globalPorts},
                                   {"local links", r.localLinks},
                                   {"ports of a switch", r.switchPorts},
                                   {"links between two switches of a group", static_cast<double>(r.switchesPerGroup) * r.localLinks}},
                                  topologylimits::ports);
        !sound)
        return tl::unexpected{sound.error()};
    if (const auto sound = within({{"groups", r.groups}, {"links of a group", static_cast<double>(r.groups) * r.linksPerPair}},
                                  topologylimits::endpoints);
        !sound)
        return tl::unexpected{sound.error()};
    DragonflyCounts counts;
    int p = recipe.endpointsPerSwitch, a = recipe.switchesPerGroup, h = recipe.globalPorts;
    if (p == 0 && a == 0 && h == 0)
        h = (recipe.switchPorts + 1) / 4; // Radix 4 h - 1.
    const bool linksStated = recipe.linksPerPair > 0 && recipe.groups > 1;
    if (a == 0)
        a = h > 0 ? 2 * h : 2 * p;
    if (h == 0)
        h = linksStated && a > 0 ? (recipe.linksPerPair * (recipe.groups - 1) + a - 1) / a : a / 2;
    if (p == 0)
        p = h;
    if (p < 1 || a < 1 || h < 1)
        return fail("A dragonfly needs at least one endpoint, one switch and one global port: found {} endpoints and {} global "
                    "ports on a switch, {} switches in a group",
                    p, h, a);
    counts.endpointsPerSwitch = p;
    counts.switchesPerGroup = a;
    counts.globalPorts = h;
    counts.localLinks = recipe.localLinks;
    counts.speed = recipe.speed;
    const int ports = a * h;
    const int perPair = std::max(1, recipe.linksPerPair);
    counts.groups = recipe.groups > 0 ? recipe.groups : ports / perPair + 1;
    if ((counts.groups - 1) * perPair > ports)
        return fail("{} groups with {} {} to each other need {} global ports in a group, and {} switches with {} have {}; the "
                    "most is {} groups",
                    counts.groups, perPair, perPair == 1 ? "link" : "links", (counts.groups - 1) * perPair, a, h, ports,
                    ports / perPair + 1);
    if (counts.groups > 1) {
        counts.linksPerPair = recipe.linksPerPair > 0 ? recipe.linksPerPair : ports / (counts.groups - 1);
        if (recipe.linksPerPair == 0 && recipe.leftover == LeftoverPorts::Spread)
            counts.leftover = ports - counts.linksPerPair * (counts.groups - 1);
    }
    if (recipe.switchPorts > 0 && counts.portsUsed() > recipe.switchPorts)
        return fail("A switch of this dragonfly needs {} ports ({} endpoints, {} local, {} global) and has {}; {} endpoints would "
                    "fit",
                    counts.portsUsed(), p, (a - 1) * counts.localLinks, counts.globalPortsOfSwitch(), recipe.switchPorts,
                    std::max(0, p - counts.portsUsed() + recipe.switchPorts));
    return counts;
}

Result<Topology> built(const DragonflyRecipe& recipe)
{
    const auto counted = dragonflyCounts(recipe);
    if (!counted)
        return tl::unexpected{counted.error()};
    const DragonflyCounts& counts = *counted;
    const int a = counts.switchesPerGroup;
    const auto bundles = static_cast<double>(counts.endpoints() + counts.local() + counts.global());
    if (const auto sound = within({{"links", bundles}}, topologylimits::bundles); !sound)
        return tl::unexpected{sound.error()};
    TopologyAssembly assembly{"dragonfly", static_cast<std::uint32_t>(counts.endpoints())};
    assembly.topology().portsOfTier = {1, std::max(recipe.switchPorts, counts.portsUsed())};
    assembly.reserve(static_cast<std::size_t>(counts.switches()),
                     static_cast<std::size_t>(counts.endpoints() + counts.local() + counts.global()));
    const auto hostLink = assembly.addKind("endpoint_switch", counts.speed);
    const auto localLink = assembly.addKind("local", counts.speed);
    const auto globalLink = assembly.addKind("global", counts.speed);
    const std::uint32_t first = assembly.topology().vertices();
    for (int i = 0; i < counts.groups * a; ++i)
        assembly.addSwitch(1, static_cast<std::uint32_t>(i / a));
    const auto at = [&](int group, int number) { return first + static_cast<std::uint32_t>(group * a + number); };
    for (std::uint32_t endpoint = 0; endpoint < assembly.topology().endpoints; ++endpoint)
        assembly.join(endpoint, first + endpoint / static_cast<std::uint32_t>(counts.endpointsPerSwitch), 1, hostLink);
    for (int group = 0; group < counts.groups; ++group) {
        for (int i = 0; i < a; ++i) {
            for (int j = i + 1; j < a; ++j)
                assembly.join(at(group, i), at(group, j), counts.localLinks, localLink);
        }
    }
    joinGroups(counts.groups, counts.linksPerPair, counts.leftover, [&](int from, int to, int linkFrom, int linkTo) {
        assembly.join(at(from, linkFrom % a), at(to, linkTo % a), 1, globalLink);
    });
    return assembly.finish();
}

Bisection bisection(const DragonflyCounts& counts)
{
    const double half = counts.switchesPerGroup / 2;
    const double halved = half * (counts.switchesPerGroup - half) * counts.localLinks;
    return cutBetweenGroups(counts.groups, counts.linksPerPair, halved, counts.speed);
}

Result<DragonflyPlusCounts> dragonflyPlusCounts(const DragonflyPlusRecipe& recipe)
{
    const DragonflyPlusRecipe& r = recipe;
    const int k = r.switchPorts;
    if (const auto sound = within({{"ports of a switch", k},
                                   {"leaves of a group", r.leaves},
                                   {"spines of a group", r.spines},
                                   {"links between a leaf and a spine", r.linksPerLeafSpine},
                                   {"endpoints of a port", r.endpointsPerPort},
                                   {"global ports of a spine", r.globalPorts}},
                                  topologylimits::ports);
        !sound)
        return tl::unexpected{sound.error()};
    if (const auto sound = within({{"endpoints", r.endpoints},
                                   {"endpoints of a group", r.endpointsPerGroup},
                                   {"groups", r.groups},
                                   {"links of a group", static_cast<double>(r.groups) * r.linksPerPair}},
                                  topologylimits::endpoints);
        !sound)
        return tl::unexpected{sound.error()};
    if (k < 2)
        return fail("How many ports the switches of this dragonfly+ have is not known");
    DragonflyPlusCounts counts;
    counts.endpointSpeed = recipe.endpointSpeed;
    counts.speed = recipe.speed;
    counts.endpointsPerPort = std::max(1, recipe.endpointsPerPort);
    const bool drawn = recipe.leaves > 0 || recipe.spines > 0;
    counts.leaves = recipe.leaves > 0 ? recipe.leaves : recipe.spines > 0 ? recipe.spines : k / 2;
    const int places = counts.leaves * counts.endpointsPerPort;
    counts.leafDownPorts
        = recipe.endpointsPerGroup > 0 ? (recipe.endpointsPerGroup + places - 1) / places : k / 2;
    counts.endpointsPerGroup
        = recipe.endpointsPerGroup > 0 ? recipe.endpointsPerGroup : counts.leafDownPorts * places;
    const int uplinks = k - counts.leafDownPorts;
    if (uplinks < 1)
        return fail("{} endpoints on {} leaves leave no ports of {} for uplinks; {} leaves would", counts.endpointsPerGroup,
                    counts.leaves, k, (counts.endpointsPerGroup + k / 2 - 1) / (k / 2));
    counts.spines = recipe.spines;
    counts.linksPerLeafSpine = recipe.linksPerLeafSpine;
    // Half of a spine's ports are for other groups, as half of a middle switch's are for the cores of a tree.
    for (int spines = 1; counts.spines == 0 && spines <= uplinks; ++spines) {
        if (uplinks % spines == 0 && counts.leaves * (uplinks / spines) <= k / 2)
            counts.spines = spines;
    }
    if (counts.spines == 0)
        return fail("{} leaves are more than the {} ports down of a spine", counts.leaves, k / 2);
    if (counts.linksPerLeafSpine == 0)
        counts.linksPerLeafSpine = std::max(1, uplinks / counts.spines);
    const int spineDown = counts.leaves * counts.linksPerLeafSpine;
    if (counts.spines * counts.linksPerLeafSpine > uplinks || spineDown > k)
        return fail("{} leaves and {} spines with {} links between each two need more than the {} ports of a switch",
                    counts.leaves, counts.spines, counts.linksPerLeafSpine, k);
    counts.globalPorts = recipe.globalPorts > 0 ? recipe.globalPorts : k - spineDown;
    const int ports = counts.globalPorts * counts.spines;
    counts.linksPerPair = std::max(1, recipe.linksPerPair);
    counts.groups = recipe.groups > 0 ? recipe.groups : drawn ? 1 : ports / counts.linksPerPair + 1;
    if ((counts.groups - 1) * counts.linksPerPair > ports)
        return fail("{} groups need {} global ports in a group, and {} spines have {}; the most is {} groups", counts.groups,
                    (counts.groups - 1) * counts.linksPerPair, counts.spines, ports, ports / counts.linksPerPair + 1);
    if (counts.groups > 1 && recipe.linksPerPair == 0 && drawn)
        counts.linksPerPair = ports / (counts.groups - 1);
    counts.endpoints = static_cast<std::int64_t>(counts.groups) * counts.endpointsPerGroup;
    if (recipe.endpoints > counts.endpoints)
        return fail("{} endpoints are more than {} groups of {} take; the most is {}", recipe.endpoints, counts.groups,
                    counts.endpointsPerGroup, counts.endpoints);
    if (recipe.endpoints > 0)
        counts.endpoints = recipe.endpoints;
    return counts;
}

Result<Topology> built(const DragonflyPlusRecipe& recipe)
{
    const auto counted = dragonflyPlusCounts(recipe);
    if (!counted)
        return tl::unexpected{counted.error()};
    const DragonflyPlusCounts& counts = *counted;
    const int perGroup = counts.leaves + counts.spines;
    const double bundles = static_cast<double>(counts.endpoints + counts.global())
        + static_cast<double>(counts.groups) * counts.leaves * counts.spines;
    if (const auto sound = within({{"bundles of links", bundles}}, topologylimits::bundles); !sound)
        return tl::unexpected{sound.error()};
    TopologyAssembly assembly{"dragonfly-plus", static_cast<std::uint32_t>(counts.endpoints)};
    const int perLeaf = counts.leafDownPorts * counts.endpointsPerPort;
    // The pieces of a split port count as ports.
    assembly.topology().portsOfTier = {1, recipe.switchPorts - counts.leafDownPorts + perLeaf, recipe.switchPorts};
    const auto hostLink = assembly.addKind("endpoint_leaf", counts.endpointSpeed, counts.endpointsPerPort);
    const auto treeLink = assembly.addKind("leaf_spine", counts.speed);
    const auto globalLink = assembly.addKind("global", counts.speed);
    const std::uint32_t first = assembly.topology().vertices();
    for (int group = 0; group < counts.groups; ++group) {
        for (int i = 0; i < perGroup; ++i)
            assembly.addSwitch(i < counts.leaves ? 1 : 2, static_cast<std::uint32_t>(group));
    }
    const auto at = [&](int group, int number) { return first + static_cast<std::uint32_t>(group * perGroup + number); };
    for (int endpoint = 0; endpoint < static_cast<int>(counts.endpoints); ++endpoint) {
        const int inGroup = endpoint % counts.endpointsPerGroup;
        assembly.join(static_cast<std::uint32_t>(endpoint), at(endpoint / counts.endpointsPerGroup, inGroup / perLeaf), 1, hostLink);
    }
    for (int group = 0; group < counts.groups; ++group) {
        for (int leaf = 0; leaf < counts.leaves; ++leaf) {
            for (int spine = 0; spine < counts.spines; ++spine)
                assembly.join(at(group, leaf), at(group, counts.leaves + spine), counts.linksPerLeafSpine, treeLink);
        }
    }
    joinGroups(counts.groups, counts.groups > 1 ? counts.linksPerPair : 0, 0, [&](int from, int to, int linkFrom, int linkTo) {
        assembly.join(at(from, counts.leaves + linkFrom % counts.spines), at(to, counts.leaves + linkTo % counts.spines), 1,
                      globalLink);
    });
    return assembly.finish();
}

Bisection bisection(const DragonflyPlusCounts& counts)
{
    const double inside = static_cast<double>(counts.leaves) * counts.spines * counts.linksPerLeafSpine / 2;
    if (counts.groups == 1)
        return {inside, inside * counts.speed, Bisection::Basis::UpperBound};
    return cutBetweenGroups(counts.groups, counts.linksPerPair, inside, counts.speed);
}

} // namespace colonnade::model
