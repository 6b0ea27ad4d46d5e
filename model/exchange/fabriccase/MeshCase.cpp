#include "model/exchange/fabriccase/FabricCase.h"

#include <algorithm>

namespace colonnade::model {

namespace {

void addCut(CaseAnswer& answer, const Bisection& cut)
{
    answer.put("bisection_links", cut.links);
    answer.put("bisection_exact", cut.basis == Bisection::Basis::Exact);
    if (cut.speed > 0)
        answer.put("bisection_gbps_per_direction", cut.speed);
}

constexpr int chipsPerTray = 4; // TPU v4: a tray of four chips, sixteen trays in a cube.

} // namespace

TorusRecipe torusRecipeOf(const CaseInputs& in)
{
    TorusRecipe recipe;
    recipe.size = in.sizes({"dims", "shape", "size", "dimensions"});
    // Instances of a small torus joined by rings of the chips at the same place.
    if (const int instances = in.whole({"instances"}); instances > 1)
        recipe.size.push_back(instances);
    recipe.wraps = in.flag({"wraparound", "wrap", "torus"}).value_or(true);
    recipe.cube = in.sizes({"cube", "block"});
    const bool inCubes = recipe.size.size() == 3
        && std::all_of(recipe.size.begin(), recipe.size.end(), [](int size) { return size > 0 && size % 4 == 0; });
    if (recipe.cube.empty() && inCubes && !in.has("instances"))
        recipe.cube = {4, 4, 4};
    recipe.speed = 8 * in.number({"link_gbytes_per_s"}).value_or(0);
    if (recipe.speed == 0)
        recipe.speed = in.number({"link_gbps", "port_gbps"}).value_or(0);
    return recipe;
}

FabricCaseAnswer torusAnswer(const CaseInputs& in)
{
    FabricCaseAnswer result;
    CaseAnswer& answer = result.answer;
    const TorusRecipe recipe = torusRecipeOf(in);
    const auto counted = torusCounts(recipe);
    if (!counted) {
        result.error = counted.error();
        return result;
    }
    const TorusCounts& counts = *counted;
    answer.putAll({"endpoints", "chips"}, counts.chips);
    answer.put("links", counts.links);
    answer.put("diameter_links", torusDiameter(recipe));
    answer.put("average_distance_links", torusMeanDistance(recipe));
    addCut(answer, bisection(recipe));
    if (counts.cubes == 0)
        return result;
    answer.putAll({"cubes", "racks"}, counts.cubes);
    answer.put("trays", counts.chips / chipsPerTray);
    answer.put("ocs", counts.circuitSwitches);
    answer.put("ocs_ports_used", counts.circuitPorts);
    answer.put("optical_ports", static_cast<std::int64_t>(counts.cubes) * counts.opticalPortsPerCube);
    answer.put("optical_ports_per_chip",
               static_cast<double>(counts.cubes) * counts.opticalPortsPerCube / static_cast<double>(counts.chips));
    answer.put("cube_to_ocs_fibres", 2 * counts.opticalLinks);
    answer.putAll({"optical_links", "inter_cube_links", "wrap_links_optical"}, counts.opticalLinks);
    answer.putAll({"copper_links", "intra_cube_links", "mesh_links_copper"}, counts.copperLinks());
    answer.put("intra_cube_links_per_cube", counts.copperLinks() / counts.cubes);
    if (recipe.wraps && counts.circuitSwitches > 0) {
        const std::int64_t perSwitch = counts.opticalLinks / counts.circuitSwitches;
        answer.put("links_per_ocs", perSwitch);
        answer.put("failure.one_ocs_links_lost", perSwitch);
        answer.put("failure.one_ocs_share_of_one_dimension",
                   static_cast<double>(recipe.size.size()) / counts.circuitSwitches);
    }
    return result;
}

HyperXRecipe hyperXRecipeOf(const CaseInputs& in)
{
    HyperXRecipe recipe;
    recipe.size = in.sizes({"dims", "shape", "size", "dimensions"});
    recipe.endpointsPerSwitch = in.whole({"endpoints_per_switch", "t", "T", "endpoints_per_router"});
    recipe.links = in.sizes({"links_per_pair", "k", "K"});
    recipe.switchPorts = in.whole({"switch_ports", "radix"});
    recipe.speed = in.number({"port_gbps", "link_gbps"}).value_or(0);
    return recipe;
}

FabricCaseAnswer hyperXAnswer(const CaseInputs& in)
{
    FabricCaseAnswer result;
    CaseAnswer& answer = result.answer;
    const HyperXRecipe recipe = hyperXRecipeOf(in);
    const auto topology = built(recipe);
    if (!topology) {
        result.error = topology.error();
        return result;
    }
    answer.put("switches.total", topology->switches.size());
    answer.put("endpoints", topology->endpoints);
    answer.put("cables.endpoint_switch", topology->linksOf("endpoint_switch"));
    answer.put("cables.inter_switch", topology->linksOf("inter_switch"));
    answer.putAll({"diameter_inter_switch_links", "diameter"},
                  std::count_if(recipe.size.begin(), recipe.size.end(), [](int size) { return size > 1; }));
    answer.put("router_radix_used", hyperXPortsUsed(recipe));
    const Bisection cut = bisection(recipe);
    addCut(answer, cut);
    answer.put("bisection_ratio", cut.links / (topology->endpoints / 2.0));
    return result;
}

SlimFlyRecipe slimFlyRecipeOf(const CaseInputs& in)
{
    SlimFlyRecipe recipe;
    recipe.q = in.whole({"q"});
    recipe.endpointsPerSwitch = in.whole({"endpoints_per_switch", "p"});
    recipe.switchPorts = in.whole({"switch_ports", "radix"});
    recipe.speed = in.number({"port_gbps", "link_gbps"}).value_or(0);
    return recipe;
}

FabricCaseAnswer slimFlyAnswer(const CaseInputs& in)
{
    FabricCaseAnswer result;
    CaseAnswer& answer = result.answer;
    const SlimFlyRecipe recipe = slimFlyRecipeOf(in);
    if (const auto counts = slimFlyCounts(recipe); !counts)
        result.error = counts.error();
    if (recipe.q < 2 || recipe.q > 10'000)
        return result;
    // The formulas hold for graphs that do not exist, too; then the error says so.
    const SlimFlyCounts counts = slimFlyFormula(recipe);
    answer.put("can_be_built", !result.error);
    answer.put("switches.total", counts.switches);
    answer.put("endpoints", counts.endpoints);
    answer.put("cables.endpoint_switch", counts.endpoints);
    answer.put("cables.inter_switch", counts.links);
    answer.put("network_radix", counts.networkRadix);
    answer.put("endpoints_per_switch", counts.endpointsPerSwitch);
    answer.put("router_radix_used", counts.portsUsed());
    answer.putAll({"diameter_inter_switch_links", "diameter"}, 2);
    return result;
}

HammingMeshRecipe hammingMeshRecipeOf(const CaseInputs& in)
{
    HammingMeshRecipe recipe;
    const auto board = in.sizes({"board"}), grid = in.sizes({"grid", "boards"});
    if (board.size() == 2) {
        recipe.boardWidth = board[0];
        recipe.boardHeight = board[1];
    }
    if (grid.size() == 2) {
        recipe.gridWidth = grid[0];
        recipe.gridHeight = grid[1];
    }
    recipe.switchPorts = in.whole({"switch_ports", "radix"}, 64);
    recipe.planes = std::max(1, in.whole({"planes"}, in.whole({"ports_per_accelerator"}, 4) / 4));
    recipe.speed = in.number({"port_gbps", "link_gbps"}).value_or(0);
    return recipe;
}

FabricCaseAnswer hammingMeshAnswer(const CaseInputs& in)
{
    FabricCaseAnswer result;
    CaseAnswer& answer = result.answer;
    const auto counted = hammingMeshCounts(hammingMeshRecipeOf(in));
    if (!counted) {
        result.error = counted.error();
        return result;
    }
    const HammingMeshCounts& counts = *counted;
    answer.putAll({"endpoints", "accelerators"}, counts.accelerators);
    answer.put("boards", counts.boards);
    answer.put("board_links", counts.boardLinks);
    answer.put("row_trees", counts.rowTrees);
    answer.put("column_trees", counts.columnTrees);
    answer.put("ports_per_tree", counts.portsPerRowTree);
    answer.put("ports_per_column_tree", counts.portsPerColumnTree);
    answer.put("board_to_tree_links", counts.boardToTree);
    answer.put("switches.leaf", counts.leaves);
    answer.put("switches.spine", counts.spines);
    answer.put("switches.total", counts.leaves + counts.spines);
    return result;
}

} // namespace colonnade::model
