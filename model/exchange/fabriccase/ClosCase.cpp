#include "model/exchange/fabriccase/ClosCase.h"

#include "model/units/Whole.h"

#include <algorithm>

namespace colonnade::model {

namespace {

bool names(const FabricCase& one, std::string_view part)
{
    return one.family.find(part) != std::string::npos;
}

int tiersOf(const FabricCase& one)
{
    if (const int tiers = one.inputs.whole({"tiers", "layers", "levels", "stages"}))
        return tiers;
    return names(one, "3tier") || names(one, "3-tier") ? 3 : names(one, "1tier") ? 1 : 2;
}

/// Who takes part: nodes, endpoints, rails and planes.
void readEndpoints(ClosCase& clos, const FabricCase& one)
{
    const CaseInputs& in = one.inputs;
    ClosRecipe& recipe = clos.recipe;
    clos.gpusPerNode = in.whole({"gpus_per_node", "gpus_per_server", "accelerators_per_node", "gpus_per_tray"});
    recipe.rails = std::max(1, in.whole({"rails"}));
    recipe.planes = std::max(1, in.whole({"planes"}));
    // A stripe has a leaf for each rail.
    if (!in.has("rails"))
        recipe.rails = std::max(1, in.whole({"leaf_per_stripe", "leaves_per_stripe", "leaf_per_su"}));
    if (recipe.rails == 1 && !in.has("rails") && names(one, "rail"))
        recipe.rails = std::max(1, in.whole({"nics_per_node", "gpus_per_node"}));
    const int ports = in.whole({"nic_ports_per_gpu", "nic_ports", "ports_per_nic", "nic_ports_per_nic"}, 1);
    // Planes of whole NICs: each NIC has one port, and there is a NIC for each plane.
    if (recipe.planes > 1 && ports == 1 && (recipe.planes == recipe.rails || in.flag({"plane_interconnect"}) == false)) {
        clos.planeIsRail = true;
        recipe.rails = recipe.planes;
        recipe.planes = 1;
    }
    if (clos.planeIsRail || names(one, "rail-only"))
        recipe.railsMeet = RailMeeting::Nowhere;
    clos.endpointsPerNode = in.whole({"nics_per_node", "nics_per_server", "endpoints_per_node", "nics_per_tray"},
                                     recipe.rails > 1 ? recipe.rails : std::max(1, clos.gpusPerNode));

    const int pods = in.whole({"pods"}, 1);
    clos.racks = in.has("racks") ? in.whole({"racks"}) : boundedProduct(in.whole({"racks_per_pod"}), pods);
    clos.nodes = in.whole({"nodes", "servers", "hosts", "compute_trays"});
    if (clos.nodes == 0)
        clos.nodes = boundedProduct(clos.racks, in.whole({"nodes_per_rack", "servers_per_rack"}));
    recipe.units = in.whole({"su", "sus", "segments", "stripes", "scalable_units"});
    recipe.nodesPerUnit = in.whole({"nodes_per_su", "nodes_per_segment", "nodes_per_stripe"});
    recipe.endpoints = in.whole({"endpoints", "nics"});
    if (recipe.endpoints == 0)
        recipe.endpoints = boundedProduct(clos.nodes, clos.endpointsPerNode);
    if (recipe.endpoints == 0)
        recipe.endpoints = in.whole({"gpus", "accelerators"});
    if (recipe.endpoints == 0)
        recipe.endpoints = boundedProduct(recipe.units, in.whole({"gpus_per_segment", "gpus_per_su", "gpus_per_stripe"}));
    if (recipe.endpoints == 0)
        recipe.endpoints = boundedProduct(recipe.units, recipe.nodesPerUnit, clos.endpointsPerNode);
    if (recipe.endpoints == 0)
        recipe.endpoints = boundedProduct(recipe.units, in.within({"tor_down"}).whole({"active"}), recipe.rails);
    if (clos.nodes == 0 && clos.endpointsPerNode > 1)
        clos.nodes = recipe.endpoints / clos.endpointsPerNode;
    recipe.guests = in.whole({"extra_endpoints", "fabric_manager_ports", "ufm_ports"});
}

/// How fast links are, and how many a cable carries.
void readSpeeds(ClosCase& clos, const CaseInputs& in)
{
    ClosRecipe& recipe = clos.recipe;
    const auto port = in.number({"port_gbps", "link_gbps"});
    const int ports = in.whole({"nic_ports_per_gpu", "nic_ports", "ports_per_nic"}, 1);
    auto endpoint = in.number({"nic_port_gbps"});
    if (!endpoint)
        endpoint = in.within({"tor_down", "leaf_down"}).number({"gbps"});
    if (!endpoint) {
        endpoint = in.number({"nic_gbps"});
        if (endpoint && ports > 1)
            *endpoint /= ports;
    }
    auto spine = in.number({"leaf_spine_gbps", "uplink_gbps", "fabric_port_gbps"});
    if (!spine)
        spine = in.within({"tor_up", "leaf_up"}).number({"gbps"});
    recipe.endpointSpeed = endpoint.value_or(port.value_or(0));
    recipe.spineSpeed = spine.value_or(port.value_or(recipe.endpointSpeed));
    recipe.coreSpeed = in.number({"spine_core_gbps", "core_gbps", "agg_port_gbps"}).value_or(recipe.spineSpeed);
    clos.linksPerCable = std::max(1, in.whole({"links_per_cage", "links_per_cable"}, 1));
    recipe.linksPerSpineCable = clos.linksPerCable;
    recipe.linksPerEndpointCable = clos.linksPerCable;
}

/// How the ports of leaves and spines are shared out.
void readSwitches(ClosCase& clos, const FabricCase& one)
{
    const CaseInputs& in = one.inputs;
    ClosRecipe& recipe = clos.recipe;
    recipe.tiers = tiersOf(one);
    recipe.switchPorts = in.whole({"switch_ports", "leaf_ports", "leaf_switch_ports", "radix", "k", "ports_per_switch"});
    recipe.spinePorts = in.whole({"spine_ports", "spine_switch_ports", "agg_ports", "fabric_element_ports"});
    recipe.corePorts = in.whole({"core_ports", "core_switch_ports"});
    recipe.leafRatio = in.ratio({"leaf_oversubscription", "tor_oversubscription", "pod_oversubscription", "oversubscription"}).value_or(1);
    recipe.spineRatio = in.ratio({"top_oversubscription", "spine_oversubscription", "agg_to_core", "core_oversubscription"}).value_or(1);
    recipe.unitsPerGroup = in.whole({"su_per_group", "units_per_group", "su_per_pod"});
    recipe.linksPerPair = in.whole({"links_per_leaf_spine_pair", "uplink_per_leaf_per_spine", "links_per_pair"});
    recipe.scheduled = one.family.find("scheduled") != std::string::npos || one.family.find("cell") != std::string::npos;
    const int leaves = in.whole({"leaf", "leaves", "leaf_switches", "tors"});
    const int spines = in.whole({"spine", "spines", "spine_switches", "fabric_elements"});
    recipe.leaves = recipe.railsMeet == RailMeeting::Spines ? leaves / recipe.planes : 0;
    recipe.spines = recipe.tiers == 2 ? spines / recipe.planes : 0;
    if (recipe.spines > 0 && recipe.linksPerPair == 0 && recipe.switchPorts == 0)
        recipe.linksPerPair = 1;
    if (in.has("agg_to_core") && recipe.tiers == 2 && recipe.spinePorts > 0)
        recipe.spine = leafSplit(recipe.spinePorts, recipe.spineRatio);

    const CaseInputs down = in.within({"tor_down", "leaf_down"}), up = in.within({"tor_up", "leaf_up"});
    const int nodesPerRack = in.whole({"nodes_per_rack"}), tors = in.whole({"tor_per_rack", "leaf_per_rack"});
    clos.downPerLeaf = down.whole({"links", "active", "ports"}, in.whole({"nics_per_leaf", "leaf_down_ports", "downlinks_per_leaf", "endpoints_per_leaf"}));
    clos.upPerLeaf = up.whole({"links", "ports"}, in.whole({"uplinks_per_leaf", "leaf_up_ports", "fabric_ports", "fabric_ports_per_leaf"}));
    if (clos.downPerLeaf == 0 && tors > 0 && nodesPerRack > 0)
        clos.downPerLeaf = ceilOver(boundedProduct(nodesPerRack, clos.endpointsPerNode), tors);
    if (clos.downPerLeaf == 0 && leaves > 0 && recipe.switchPorts == 0)
        clos.downPerLeaf = ceilOver(boundedProduct(recipe.endpoints, recipe.planes), leaves);
    if (clos.downPerLeaf == 0 && clos.upPerLeaf > 0 && recipe.switchPorts > clos.upPerLeaf)
        clos.downPerLeaf = recipe.switchPorts - clos.upPerLeaf;
    if (clos.upPerLeaf == 0 && recipe.spines > 0 && recipe.linksPerPair > 0)
        clos.upPerLeaf = boundedProduct(recipe.spines, recipe.linksPerPair);
    if (clos.upPerLeaf == 0 && clos.downPerLeaf > 0 && recipe.tiers > 1) {
        const double speed = recipe.spineSpeed > 0 ? recipe.endpointSpeed / recipe.spineSpeed : 1;
        clos.upPerLeaf = static_cast<int>(std::clamp(clos.downPerLeaf * speed / recipe.leafRatio + 0.999, 1.0, 1e9));
    }
    recipe.leaf = {clos.downPerLeaf, recipe.tiers > 1 ? clos.upPerLeaf : 0};
    if (clos.downPerLeaf > 0 && recipe.nodesPerUnit == 0 && recipe.rails > 1 && recipe.units > 0 && recipe.endpoints > 0)
        recipe.nodesPerUnit = std::min(clos.downPerLeaf, ceilOver(ceilOver(recipe.endpoints, recipe.rails), recipe.units));
    const auto port = in.number({"port_gbps"});
    const auto slow = down.number({"gbps"});
    if (port && slow && *slow > 0 && *slow < *port)
        clos.splitPorts = ceilOver(clos.downPerLeaf, static_cast<int>(*port / *slow));
}

} // namespace

ClosCase closCaseOf(const FabricCase& one)
{
    ClosCase clos{one.inputs, {}};
    readEndpoints(clos, one);
    readSpeeds(clos, one.inputs);
    readSwitches(clos, one);
    return clos;
}

Result<ClosRecipe> closRecipeOf(const FabricCase& one)
{
    return closCaseOf(one).recipe;
}

FabricCaseAnswer closAnswer(const FabricCase& one)
{
    FabricCaseAnswer answer;
    const ClosCase clos = closCaseOf(one);
    addClosOutline(answer.answer, clos);
    const ClosRecipe& recipe = clos.recipe;
    const bool switchesKnown = recipe.switchPorts > 0 || recipe.spines > 0 || recipe.spinePorts > 0 || recipe.tiers == 1;
    const bool endpointsKnown = recipe.endpoints > 0 || recipe.leaves > 0 || recipe.units > 0 || recipe.leaf.down == 0;
    if (!switchesKnown || !endpointsKnown) {
        if (answer.answer.empty())
            answer.error = fail("Case '{}' says neither how many ports a switch has nor how many spines there are", one.id).value();
        return answer;
    }
    const auto counts = closCounts(recipe);
    if (counts)
        addClosCounts(answer.answer, clos, *counts);
    else
        answer.error = counts.error().in(fmt::format("Case '{}'", one.id));
    return answer;
}

} // namespace colonnade::model
