#include "model/exchange/fabriccase/ClosCase.h"

#include "model/units/Whole.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

std::int64_t cables(std::int64_t links, int linksPerCable)
{
    return (links + linksPerCable - 1) / linksPerCable;
}

std::string speedKey(const char* before, double speed)
{
    return fmt::format("{}_{:.0f}g", before, speed);
}

void addSwitches(CaseAnswer& answer, const ClosCase& one, const ClosCounts& counts)
{
    for (const char* const before : {"switches.", ""}) {
        const auto put = [&](const char* key, int number) { answer.put(std::string{before} + key, number); };
        put("leaf", counts.leaves());
        put("spine", counts.spines());
        put("core", counts.cores());
        put("total", counts.switches());
    }
    answer.put("switches.edge", counts.leaves());
    answer.put("switches.aggregation", counts.spines());
    answer.put("switches.tor", counts.leaves());
    answer.put("switches.agg", counts.spines());
    if (one.gpusPerNode > 1 && one.nodes > 0)
        answer.put("switches.nvswitch", boundedProduct(one.nodes, std::max(1, one.inputs.whole({"nvswitch_per_node"}, 1))));
    const int planes = one.planeIsRail ? counts.rails : counts.planes;
    answer.put("leaf_per_plane", counts.leaves() / planes);
    answer.put("spine_per_plane", counts.spines() / planes);
    answer.put("switches_per_plane", counts.switches() / planes);
    answer.put("endpoints_per_plane", one.planeIsRail ? counts.endpoints / planes : counts.endpoints);
    if (one.recipe.railsMeet == RailMeeting::Nowhere) {
        answer.put("per_rail.endpoints", counts.endpoints / counts.rails);
        answer.put("per_rail.leaf", counts.leaves() / counts.rails);
        answer.put("per_rail.spine", counts.spines() / counts.rails);
        answer.put("per_rail.links_per_leaf_spine_pair", counts.linksPerPair);
    }
}

void addLinks(CaseAnswer& answer, const ClosCase& one, const ClosCounts& counts)
{
    const std::int64_t down = counts.endpointLinks(), up = counts.leafSpineLinks(), top = counts.spineCoreLinks();
    const int per = one.linksPerCable;
    answer.put("cables.endpoint_leaf", cables(down, per));
    answer.put("cables.leaf_spine", cables(up, per));
    answer.put("cables.spine_core", cables(top, per));
    answer.put("cables.endpoint_edge", cables(down, per));
    answer.put("cables.edge_aggregation", cables(up, per));
    answer.put("cables.aggregation_core", cables(top, per));
    answer.put("cables.leaf_fabric", cables(up, per));
    answer.put("cables.inter_switch", cables(up, per) + cables(top, per));
    answer.put("cables.total", cables(down, per) + cables(up, per) + cables(top, per));
    answer.put("links_per_cable", per);
    answer.put("needs_shuffle_or_splitter", counts.needsShuffle(per));
    const std::int64_t nodeLinks = one.gpusPerNode > 1 && one.nodes > 0 ? one.gpus() : 0;
    answer.put("links.gpu_nvswitch", nodeLinks);
    answer.put("links.gpu_leaf", down);
    answer.put("links.endpoint_leaf", down);
    answer.put("links.leaf_spine", up);
    answer.put("links.spine_core", top);
    answer.put("links.total", nodeLinks + down + up + top);
    const int chips = one.gpusPerNode > 1 ? boundedProduct(one.nodes, one.inputs.whole({"nvswitch_per_node"}, 1)) : 0;
    answer.put("graph_nodes", std::int64_t{one.gpus()} + chips + counts.switches());
    answer.put("graph_links_real", nodeLinks + down + up + top);
    const std::string logical = speedKey("logical_links", counts.endpointSpeed);
    for (const std::string& before : {logical, speedKey("logical", counts.endpointSpeed) + "_links"}) {
        answer.put(before + ".endpoint_leaf", down);
        answer.put(before + ".leaf_spine", up);
        answer.put(before + ".spine_core", top);
    }
    answer.putAll({"endpoint_leaf_links", "server_leaf_links"}, down);
    answer.put("leaf_spine_links", up);
    answer.put("spine_core_links", top);
    answer.put(speedKey("nic_tor_links", counts.endpointSpeed), down);
    answer.put(speedKey("tor_agg_links", counts.spineSpeed), up);
    answer.put("switch_side_ports", down + 2 * up + 2 * top);
    answer.put("optics_both_ends_if_all_optical", 2 * (down + up + top));
}

void addPorts(CaseAnswer& answer, const ClosCase& one, const ClosCounts& counts)
{
    const int nodes = ceilOver(counts.endpoints, counts.rails);
    const int downUsed = std::min(nodes, counts.nodesPerUnit);
    answer.put("uplinks_per_leaf", counts.leaf.up);
    answer.put("leaf_ports_used", (one.splitPorts > 0 ? one.splitPorts : downUsed) + counts.leaf.up);
    answer.put("nics_reached_by_one_t0", counts.leaf.down);
    answer.putAll({"links_per_leaf_spine_pair", "links_per_leaf_spine_pair_in_group"}, counts.linksPerPair);
    answer.putAll({"spine_ports_down_used", "agg_ports_down"}, counts.spine.down);
    answer.putAll({"spine_ports_up_used", "agg_ports_up", "spine_uplinks"}, counts.spine.up);
    answer.put("spine_ports_used", counts.spine.down + (counts.tiers > 2 ? counts.spine.up : 0));
    if (counts.tiers == 2 && counts.spine.up > 0)
        answer.put(speedKey("agg_core_links", counts.coreSpeed), static_cast<std::int64_t>(counts.spines()) * counts.spine.up);
    const int ports = one.recipe.switchPorts > 0 ? one.recipe.switchPorts : counts.leaf.down + counts.leaf.up;
    if (counts.tiers == 2) {
        const int spinePorts = one.recipe.spinePorts > 0 ? one.recipe.spinePorts : ports;
        answer.put("min_spines_by_ports", boundedProduct(ceilOver(boundedProduct(counts.leavesPerTree(), counts.leaf.up), spinePorts), counts.trees));
        answer.put(fmt::format("minimum_spines_at_{}_ports", spinePorts),
                   boundedProduct(fewestSpines(counts.leavesPerTree(), counts.leaf.up, spinePorts), counts.trees));
    }
    answer.put("leaf_oversubscription", ratioText(counts.leafOversubscription()));
    if (counts.tiers == 3)
        answer.put("spine_oversubscription", ratioText(counts.spineOversubscription()));
    if (counts.units > 0) {
        answer.putAll({"segments", "su"}, counts.units);
        answer.putAll({"tors_per_segment", "leaf_per_su", "leaf_per_segment"}, counts.rails * counts.planes);
        answer.put("tors_per_node", counts.rails * counts.planes);
        answer.put("gpus_per_segment", counts.nodesPerUnit * counts.rails);
        answer.put("nodes_per_su", counts.nodesPerUnit);
        const int backup = one.inputs.within({"tor_down"}).whole({"backup"});
        answer.put("backup_gpu_slots", boundedProduct(backup, counts.rails, counts.units));
        answer.put("backup_gpus", boundedProduct(backup, counts.rails, counts.units));
    }
}

void addBisection(CaseAnswer& answer, const ClosCounts& counts)
{
    const Bisection cut = bisection(counts);
    answer.put("bisection_links", cut.links);
    answer.put("bisection_exact", cut.basis == Bisection::Basis::Exact);
    if (cut.speed > 0) {
        answer.putAll({"bisection_gbps_per_direction", "bisection_gbps_per_direction_sum_of_planes",
                       "bisection_gbps_per_direction_sum_of_rails"},
                      cut.speed);
        const double injection = static_cast<double>(counts.leaves()) * counts.nodesPerUnit * counts.endpointSpeed / 2;
        answer.put("bisection_ratio", cut.speed / injection);
        answer.put("full_bisection", cut.speed >= injection * (1 - 1e-9));
    }
    if (counts.trees > counts.planes)
        answer.put("cross_rail_bisection", 0);
}

void addPaths(CaseAnswer& answer, const ClosCounts& counts)
{
    // Switches on the path; with both host links there is one link more.
    const auto hops = [&](const char* path, int switches) {
        answer.put(fmt::format("switch_hops.{}", path), switches);
        answer.put(fmt::format("link_hops.{}", path), switches + 1);
    };
    hops("same_leaf", 1);
    hops("same_edge", 1);
    if (counts.rails > 1)
        hops("same_rail", counts.trees > counts.planes && counts.tiers > 1 && counts.leavesPerTree() > 1 ? 3 : 1);
    if (counts.tiers > 1) {
        hops("via_spine", 3);
        hops("same_group", 3);
        hops("same_pod", 3);
        answer.put("distinct_spine_paths", counts.spinesPerGroup);
        answer.putAll({"paths_inside_pod", "paths_tor_to_tor_same_plane"}, counts.spinesPerGroup);
        answer.put("link_level_paths_leaf_to_leaf", counts.leaf.up);
    }
    if (counts.tiers > 2) {
        hops("via_core", 5);
        hops("other_pod", 5);
        answer.put("paths_between_pods",
                   static_cast<std::int64_t>(counts.spinesPerGroup) * counts.coresPerClass * (counts.spinesPerGroup / counts.coreClasses));
        answer.put("groups", counts.groups * counts.trees);
        answer.put(fmt::format("rail_groups_if_{}_leaf_{}_spine", counts.leavesPerGroup, counts.spinesPerGroup),
                   counts.groups * counts.trees);
        answer.put("pods", counts.groups);
    }
    answer.put("max_switch_hops", 2 * counts.tiers - 1);
}

void addFailures(CaseAnswer& answer, const ClosCounts& counts)
{
    const auto share = [&](const char* key, int of) {
        if (of > 0)
            answer.put(fmt::format("failure.{}", key), 1.0 / of);
    };
    if (counts.tiers == 2) {
        share("one_spine_bisection_loss", counts.spines());
        share("one_agg_loss_of_plane_uplinks", counts.spines() / counts.planes);
        share("one_leaf_spine_link_loss_of_plane_share", counts.leaf.up);
    }
    share("one_core_bisection_loss", counts.cores());
    const int places = counts.nodesPerUnit;
    if (counts.planes > 1) {
        share("one_plane_lost_bandwidth_fraction", counts.planes);
        answer.put("failure.one_leaf_gpus_halved", places);
        answer.put("failure.one_leaf_endpoints_narrowed", places);
    } else {
        answer.put("failure.one_leaf_endpoints_cut", places);
        answer.put("failure.one_edge_endpoints_cut", places);
    }
}

/// Beside a single plane of three tiers of the same silicon, whose ports are as fast as the NIC.
void addThreeTierComparison(CaseAnswer& answer, const ClosCase& one, const ClosCounts& counts)
{
    const auto capacity = one.inputs.number({"switch_capacity_tbps"});
    const auto nic = one.inputs.number({"nic_gbps"});
    if (!capacity || !nic || *nic <= 0)
        return;
    const double ports = std::floor(*capacity * 1000 / *nic);
    if (ports < 2)
        return;
    const double switches = 5.0 * counts.endpoints / ports;
    answer.put(fmt::format("equivalent_3tier_{:.0f}port_switches", ports), switches);
    answer.put("switches_vs_3tier_single_plane", counts.switches() / switches);
    answer.put("optics_vs_3tier_single_plane", "about 2/3");
}

} // namespace

void addClosCounts(CaseAnswer& answer, const ClosCase& one, const ClosCounts& counts)
{
    answer.putAll({"endpoints", "hosts"}, counts.endpoints);
    answer.put("gpus", one.recipe.endpoints > 0 ? one.gpus() : counts.endpoints);
    if (one.recipe.endpoints == 0)
        answer.putAll({"max_endpoints", "max_nics"}, counts.endpointsDown);
    if (one.nodes > 0)
        answer.put("nodes", one.nodes);
    addSwitches(answer, one, counts);
    addLinks(answer, one, counts);
    addPorts(answer, one, counts);
    addBisection(answer, counts);
    addPaths(answer, counts);
    addFailures(answer, counts);
    addThreeTierComparison(answer, one, counts);
}

void addClosOutline(CaseAnswer& answer, const ClosCase& one)
{
    const CaseInputs& in = one.inputs;
    const ClosRecipe& recipe = one.recipe;
    if (recipe.endpoints > 0) {
        answer.put("endpoints", recipe.endpoints);
        answer.put("gpus", one.gpus());
        if (one.nodes > 0)
            answer.put("nodes", one.nodes);
    }
    const int tors = in.whole({"tor_per_rack", "leaf_per_rack"});
    if (one.racks > 0) {
        answer.put("racks", one.racks);
        if (tors > 0)
            answer.put("switches.leaf", boundedProduct(one.racks, tors));
    }
    const int leaves = one.racks > 0 && tors > 0 ? boundedProduct(one.racks, tors) : in.whole({"leaf", "leaves"});
    if (one.downPerLeaf > 0) {
        const double down = one.downPerLeaf * recipe.endpointSpeed, up = one.upPerLeaf * recipe.spineSpeed;
        answer.put("leaf_down_links", one.downPerLeaf);
        answer.put("uplinks_per_leaf", one.upPerLeaf);
        answer.putAll({"down_gbps", "leaf_down_gbps"}, down);
        answer.putAll({"up_gbps", "leaf_uplink_gbps"}, up);
        answer.put("min_uplinks_per_leaf", one.upPerLeaf);
        if (one.splitPorts > 0)
            answer.put("split_ports", one.splitPorts);
        answer.put("leaf_ports_used", (one.splitPorts > 0 ? one.splitPorts : one.downPerLeaf) + one.upPerLeaf);
        if (down > 0 && up > 0) {
            answer.putAll({"oversubscription", "leaf_oversubscription"}, ratioText(down / up));
            answer.put("full_bisection", down <= up * (1 + 1e-9));
        }
        if (leaves > 0) {
            answer.put("leaf_spine_links", static_cast<std::int64_t>(leaves) * one.upPerLeaf);
            answer.put("leaf_spine_links_min", static_cast<std::int64_t>(leaves) * one.upPerLeaf);
            answer.put("leaf_spine_total_tbps", leaves * up / 1000);
        }
    }
    const double injection = recipe.endpoints * recipe.endpointSpeed * recipe.planes;
    if (injection <= 0)
        return;
    answer.put("server_leaf_total_tbps", injection / 1000);
    answer.put("server_leaf_links", static_cast<std::int64_t>(recipe.endpoints) * recipe.planes);
    if (recipe.switchPorts == 0 && recipe.spines == 0) {
        // Whatever the switches: half of what the endpoints send, over the ratios above them.
        const double cut = injection / 2 / std::max(1.0, recipe.leafRatio) / std::max(1.0, recipe.spineRatio);
        answer.putAll({"bisection_gbps_per_direction", "cluster_bisection_gbps_per_direction"}, cut);
    }
    if (const int pods = in.whole({"pods"})) {
        answer.put("pods", pods);
        answer.put("gpus_per_pod", one.gpus() / pods);
        answer.put("pod_injection_gbps", injection / pods);
        answer.put("pod_egress_gbps_per_direction", injection / pods / recipe.leafRatio / recipe.spineRatio);
    }
}

} // namespace colonnade::model
