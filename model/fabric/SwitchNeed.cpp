#include "model/fabric/SwitchNeed.h"

#include "model/fabric/DrawnRecipe.h"
#include "model/fabric/Ports.h"
#include "model/fabric/planner/Splits.h"
#include "model/fabric/topology/ClosTopology.h"
#include "model/units/Whole.h"

#include <algorithm>

namespace colonnade::model {

namespace {

constexpr int mostSwitches = 4096; ///< That families without tiers are tried with.

/// Ports of one switch, as the planner shares them out.
struct Ports {
    int trunk = 0;  ///< Also those that go up.
    int pieces = 1; ///< Links of an endpoint in a port of the trunk.
    int copper = 0;
    GigabitsPerSecond speed; ///< Of the trunk.
};

Ports portsOfSwitch(const PartType& model, const Fabric& recipe, const Endpoints& endpoints)
{
    const UsablePorts usable = usablePorts(portsOf(model), recipe.endpointPorts);
    const double speed = usable.trunkSpeed.value();
    return {static_cast<int>(usable.trunk.size()), splitFor(speed, std::min(speed, endpoints.speed.value())),
            static_cast<int>(usable.copper.size()), usable.trunkSpeed};
}

Result<SwitchNeed> needOfTiers(const Fabric& recipe, const Endpoints& endpoints, const Ports& ports, int tiers)
{
    const int planes = std::max(recipe.planes, 1);
    const bool onRails = recipe.family == FabricFamily::RailOptimised || recipe.family == FabricFamily::RailOnly;
    const int rails = onRails ? std::max(recipe.rails, 1) : 1;
    const int each = ceilOver(endpoints.ports, planes); // Ports of a plane.
    const int whole = endpoints.copper ? ports.copper : ports.trunk * ports.pieces; // Of a leaf without uplinks.
    if (recipe.family == FabricFamily::SingleTier)
        return SwitchNeed{planes * ceilOver(each, whole)};
    // Rails that meet nowhere need no spines where one switch takes all ports of a rail, nor does a plane that one switch joins.
    if (recipe.family == FabricFamily::RailOnly && tiers == 0 && ceilOver(each, rails) <= whole)
        return SwitchNeed{planes * rails};
    if (!onRails && tiers == 0 && each <= whole)
        return SwitchNeed{planes};

    ClosRecipe clos;
    clos.endpoints = each;
    clos.rails = rails;
    clos.railsMeet = recipe.family == FabricFamily::RailOnly ? RailMeeting::Nowhere : RailMeeting::Spines;
    clos.planes = planes;
    clos.tiers = tiers == 0 ? 2 : tiers;
    clos.switchPorts = ports.trunk;
    // Leaves that serve RJ45 have all other ports for uplinks.
    const LeafSplit split = leafSplit(ports.trunk, recipe.oversubscription);
    clos.leaf = endpoints.copper ? LeafSplit{ports.copper, ports.trunk} : LeafSplit{split.down * ports.pieces, split.up};
    clos.leafRatio = recipe.oversubscription;
    clos.spineRatio = recipe.spineOversubscription;
    const auto counts = closCounts(clos);
    if (!counts && tiers == 0)
        return needOfTiers(recipe, endpoints, ports, 3);
    if (!counts)
        return tl::unexpected<Error>{counts.error()};
    return SwitchNeed{counts->leaves(), counts->spines(), counts->cores()};
}

/// Nothing wrong with the ports that the recipe takes of its switches.
struct PortsFit {
    bool operator()(const DragonflyRecipe& recipe) const { return dragonflyCounts(recipe).has_value(); }
    bool operator()(const DragonflyPlusRecipe& recipe) const { return dragonflyPlusCounts(recipe).has_value(); }
    bool operator()(const HyperXRecipe& recipe) const { return hyperXPortsUsed(recipe) <= recipe.switchPorts; }
    bool operator()(const SlimFlyRecipe& recipe) const
    {
        const auto counts = slimFlyCounts(recipe);
        return counts && counts->portsUsed() <= recipe.switchPorts;
    }
    template <class Other> bool operator()(const Other&) const { return true; }
};

/// Of a family whose switches are joined among themselves: the fewest that make one.
Result<SwitchNeed> fewestSwitches(const Fabric& recipe, DrawnCounts counts)
{
    const bool hasSpines = recipe.family == FabricFamily::DragonflyPlus;
    const bool bySize = hasSpines && recipe.size.size() >= 2 && recipe.size[0] > 0;
    std::optional<Error> first;
    for (counts.leaves = std::max(ceilOver(counts.endpointPorts, counts.switchPorts), 1); counts.leaves <= mostSwitches; ++counts.leaves) {
        counts.spines = !hasSpines ? 0 : bySize ? counts.leaves / recipe.size[0] * recipe.size[1] : counts.leaves;
        const auto drawn = drawnRecipe(recipe, counts);
        if (drawn && std::visit(PortsFit{}, *drawn))
            return SwitchNeed{counts.leaves, counts.spines};
        if (!drawn && !first)
            first = drawn.error();
    }
    return tl::unexpected<Error>{first.value_or(Error{fmt::format("no number of switches up to {} makes a {} of {} endpoint ports", mostSwitches,
                                                                  word(recipe.family), counts.endpointPorts)})};
}

Result<SwitchNeed> needOfTopology(const Fabric& recipe, const Endpoints& endpoints, const Ports& ports)
{
    DrawnCounts counts;
    counts.endpointPorts = endpoints.ports;
    counts.portsPerDevice = endpoints.portsPerDevice;
    counts.speed = std::min(endpoints.speed, ports.speed).value();
    counts.switchPorts = ports.trunk * ports.pieces;
    switch (recipe.family) {
    case FabricFamily::Torus: {
        // With as many numbers for a cube as for the whole it runs through circuit switches.
        counts.leaves = recipe.size.size() >= 4 && recipe.size.size() % 2 == 0 ? 1 : 0;
        const auto drawn = drawnRecipe(recipe, counts);
        if (!drawn)
            return tl::unexpected<Error>{drawn.error()};
        const auto torus = torusCounts(std::get<TorusRecipe>(*drawn));
        if (!torus)
            return tl::unexpected<Error>{torus.error()};
        return SwitchNeed{torus->circuitSwitches};
    }
    case FabricFamily::HammingMesh: {
        const auto drawn = drawnRecipe(recipe, counts);
        if (!drawn)
            return tl::unexpected<Error>{drawn.error()};
        const auto mesh = hammingMeshCounts(std::get<HammingMeshRecipe>(*drawn));
        if (!mesh)
            return tl::unexpected<Error>{mesh.error()};
        return SwitchNeed{static_cast<int>(mesh->leaves), static_cast<int>(mesh->spines)};
    }
    case FabricFamily::ScaleUp: {
        const auto drawn = drawnRecipe(recipe, counts);
        if (!drawn)
            return tl::unexpected<Error>{drawn.error()};
        const auto& domain = std::get<ScaleUpRecipe>(*drawn);
        int chips = ceilOver(endpoints.ports, counts.switchPorts);
        while (chips < domain.links && ceilOver(domain.links, chips) * domain.accelerators > counts.switchPorts)
            ++chips;
        return SwitchNeed{chips};
    }
    default: return fewestSwitches(recipe, counts);
    }
}

} // namespace

Result<SwitchNeed> switchNeed(const Fabric& recipe, const Endpoints& endpoints, const PartType& model, int tiers)
{
    if (endpoints.ports == 0 || recipe.family == FabricFamily::Manual)
        return SwitchNeed{};
    const Ports ports = portsOfSwitch(model, recipe, endpoints);
    if (endpoints.copper ? ports.copper == 0 : ports.trunk == 0)
        return fail("a '{}' has no ports that the {} endpoint ports could be joined to", model.id, endpoints.ports);
    switch (recipe.family) {
    case FabricFamily::SingleTier:
    case FabricFamily::Clos:
    case FabricFamily::RailOptimised:
    case FabricFamily::RailOnly:
    case FabricFamily::Scheduled: return needOfTiers(recipe, endpoints, ports, tiers);
    default: return needOfTopology(recipe, endpoints, ports);
    }
}

} // namespace colonnade::model
