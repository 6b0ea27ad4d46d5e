#include "model/exchange/fabriccase/FabricCase.h"

#include <algorithm>

namespace colonnade::model {

namespace {

void addCut(CaseAnswer& answer, const Bisection& cut)
{
    answer.putAll({"bisection_links", "bisection_global_links"}, cut.links);
    answer.put("bisection_exact", cut.basis == Bisection::Basis::Exact);
    if (cut.speed > 0)
        answer.put("bisection_gbps_per_direction", cut.speed);
}

void addNodes(CaseAnswer& answer, const CaseInputs& inputs)
{
    const int nodes = inputs.whole({"nodes"});
    if (nodes == 0)
        return;
    answer.put("nodes", nodes);
    answer.put("gpus", boundedProduct(nodes, inputs.whole({"gpus_per_node", "nics_per_node"}, 1)));
}

} // namespace

DragonflyRecipe dragonflyRecipeOf(const CaseInputs& in)
{
    DragonflyRecipe recipe;
    recipe.endpointsPerSwitch = in.whole({"endpoints_per_switch", "p", "endpoints_per_router"});
    recipe.switchesPerGroup = in.whole({"switches_per_group", "a", "routers_per_group"});
    recipe.globalPorts = in.whole({"global_ports_per_switch", "h", "global_links_per_switch", "global_ports_per_router"});
    recipe.groups = in.whole({"groups", "g", "cabinets", "cells"});
    recipe.linksPerPair = in.whole({"links_per_group_pair", "links_per_arc", "links_per_pair", "global_links_per_pair"});
    recipe.localLinks = std::max(1, in.whole({"local_links_per_pair", "links_per_local_pair"}, 1));
    recipe.switchPorts = in.whole({"switch_ports", "radix"});
    recipe.speed = in.number({"port_gbps", "link_gbps", "nic_gbps"}).value_or(0);
    return recipe;
}

FabricCaseAnswer dragonflyAnswer(const CaseInputs& in)
{
    FabricCaseAnswer result;
    CaseAnswer& answer = result.answer;
    const DragonflyRecipe recipe = dragonflyRecipeOf(in);
    const auto counted = dragonflyCounts(recipe);
    if (!counted) {
        result.error = counted.error();
        return result;
    }
    const DragonflyCounts& counts = *counted;
    const int perGroup = counts.switchesPerGroup * counts.endpointsPerSwitch;
    answer.put("endpoints", counts.endpoints());
    addNodes(answer, in);
    answer.put("groups", counts.groups);
    answer.put("cabinets", counts.groups); // A cabinet is a group (HPE practice).
    answer.put("max_groups", counts.switchesPerGroup * counts.globalPorts / std::max(1, recipe.linksPerPair) + 1);
    if (in.has("nodes"))
        answer.put("switches", counts.switches());
    else
        answer.put("switches.total", counts.switches());
    answer.put("switches_total", counts.switches());
    answer.put("switches_per_group", counts.switchesPerGroup);
    answer.put("cables.endpoint_switch", counts.endpoints());
    answer.put("cables.local", counts.local());
    answer.put("cables.global", counts.global());
    answer.put("cables.inter_switch", counts.local() + counts.global());
    answer.putAll({"local", "local_links"}, counts.local());
    answer.putAll({"global", "global_links"}, counts.global());
    answer.put("local_links_per_group", counts.localPerGroup());
    answer.put("global_links_per_group", counts.globalPerGroup());
    answer.put("router_radix_used", counts.portsUsed());
    answer.put("group_endpoints", perGroup);
    answer.put("links_per_group_pair", counts.linksPerPair);
    answer.put("switch_ports_used.down", counts.endpointsPerSwitch);
    answer.put("switch_ports_used.local", (counts.switchesPerGroup - 1) * counts.localLinks);
    answer.put("switch_ports_used.global", counts.globalPortsOfSwitch());
    answer.put("switch_ports_used.global_max", counts.globalPortsOfSwitch());
    // Local, global, local: three links between at most four switches.
    answer.put("max_switch_hops_minimal", counts.groups > 1 ? 4 : 2);
    answer.putAll({"max_inter_switch_links_minimal", "diameter_inter_switch_links"}, counts.groups > 1 ? 3 : 1);
    answer.put("global_egress_per_group_over_injection", static_cast<double>(counts.globalPerGroup()) / perGroup);
    if (counts.speed > 0) {
        answer.put("group_injection_tbps", perGroup * counts.speed / 1000);
        answer.put("group_global_tbps", counts.globalPerGroup() * counts.speed / 1000);
    }
    if (counts.globalPerGroup() > 0)
        answer.putAll({"blocking_factor_about", "blocking_factor"}, static_cast<double>(perGroup) / counts.globalPerGroup());
    answer.put("paths_between_groups_minimal", counts.linksPerPair);
    addCut(answer, bisection(counts));
    return result;
}

DragonflyPlusRecipe dragonflyPlusRecipeOf(const CaseInputs& in)
{
    DragonflyPlusRecipe recipe;
    recipe.switchPorts = in.whole({"switch_ports", "radix", "k"});
    recipe.leaves = in.whole({"leaf", "leaf_per_group", "leaves_per_group", "leaves", "leaf_per_cell"});
    recipe.spines = in.whole({"spine", "spine_per_group", "spines_per_group", "spines", "spine_per_cell"});
    recipe.linksPerLeafSpine = in.whole({"links_per_leaf_spine_pair"});
    recipe.groups = in.whole({"groups", "cells"});
    recipe.linksPerPair = in.whole({"links_per_group_pair", "links_per_arc"});
    recipe.speed = in.number({"port_gbps"}).value_or(0);
    recipe.endpointSpeed = in.number({"nic_gbps"}).value_or(recipe.speed);
    if (recipe.endpointSpeed > 0 && recipe.speed > recipe.endpointSpeed)
        recipe.endpointsPerPort = static_cast<int>(recipe.speed / recipe.endpointSpeed);
    const int perNode = in.whole({"nics_per_node"}, 1);
    recipe.endpointsPerGroup = in.whole({"endpoints_per_group"}, boundedProduct(in.whole({"nodes_per_group", "nodes_per_cell"}), perNode));
    const int all = in.whole({"endpoints"}, boundedProduct(in.whole({"nodes"}), perNode));
    recipe.endpoints = all;
    if (recipe.endpointsPerGroup == 0 && all > 0)
        recipe.endpointsPerGroup = (all + std::max(1, recipe.groups) - 1) / std::max(1, recipe.groups);
    return recipe;
}

FabricCaseAnswer dragonflyPlusAnswer(const CaseInputs& in)
{
    FabricCaseAnswer result;
    CaseAnswer& answer = result.answer;
    const DragonflyPlusRecipe recipe = dragonflyPlusRecipeOf(in);
    const auto counted = dragonflyPlusCounts(recipe);
    if (!counted) {
        result.error = counted.error();
        return result;
    }
    const DragonflyPlusCounts& counts = *counted;
    const std::int64_t groups = counts.groups;
    answer.put("endpoints", counts.endpoints);
    addNodes(answer, in);
    answer.put("groups", groups);
    answer.put("switches.leaf", groups * counts.leaves);
    answer.put("switches.spine", groups * counts.spines);
    answer.put("switches.total", groups * (counts.leaves + counts.spines));
    const std::int64_t hostCables = (counts.endpoints + counts.endpointsPerPort - 1) / counts.endpointsPerPort;
    answer.put("cables.endpoint_leaf", hostCables);
    answer.put("cables.leaf_spine", counts.leafSpine());
    answer.put("cables.global", counts.global());
    answer.put("cables.inter_switch", counts.leafSpine() + counts.global());
    answer.put("links.endpoint_leaf", counts.endpoints);
    answer.put("global_links", counts.global());
    answer.put("group_endpoints", counts.endpointsPerGroup);
    answer.put("links_per_group_pair", groups > 1 ? counts.linksPerPair : 0);
    answer.put("leaf_down_ports", counts.leafDownPorts);
    answer.put("leaf_uplinks", counts.spines * counts.linksPerLeafSpine);
    answer.put("links_per_leaf_spine_pair", counts.linksPerLeafSpine);
    answer.put("spine_down_ports", counts.leaves * counts.linksPerLeafSpine);
    answer.putAll({"spine_global_ports_max", "spine_global_ports"}, counts.globalPorts);
    answer.put("max_switch_hops_minimal", groups > 1 ? 4 : 3);
    answer.putAll({"max_inter_switch_links_minimal", "diameter_inter_switch_links"}, groups > 1 ? 3 : 2);
    if (const int racks = in.whole({"racks"})) {
        answer.put("racks", racks);
        if (const int nodes = in.whole({"nodes"}))
            answer.put("nodes_per_rack", nodes / racks);
        answer.put("leaf_per_rack", groups * counts.leaves / racks);
    }
    addCut(answer, bisection(counts));
    return result;
}

} // namespace colonnade::model
