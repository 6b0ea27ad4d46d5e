#include "model/exchange/fabriccase/FabricCase.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Both directions of a link together, GB/s, as the makers print it: 50 up to Hopper, 100 for Blackwell.
double linkBytes(const CaseInputs& in)
{
    if (const auto stated = in.number({"link_gbytes_per_s"}))
        return *stated;
    const int links = in.whole({"links_per_gpu", "nvlinks_per_gpu"});
    if (const auto all = in.number({"gpu_tbytes_per_s"}); all && links > 0)
        return *all * 1000 / links;
    // Eight accelerators on four chips are a Hopper node, on two chips a Blackwell node; twelve links and fewer are older.
    const bool beforeBlackwell = (links > 0 && links <= 12) || (links == 18 && in.whole({"switch_chips", "nvswitch_chips", "nvswitches"}) == 4);
    switch (in.whole({"nvlink_generation"}, beforeBlackwell ? 4 : 5)) {
    case 2:
    case 3:
    case 4: return 50;
    case 6: return 200;
    default: return 100;
    }
}

} // namespace

ScaleUpRecipe scaleUpRecipeOf(const CaseInputs& in)
{
    ScaleUpRecipe recipe;
    recipe.accelerators = in.whole({"gpus", "accelerators", "gpus_per_node"},
                                   boundedProduct(in.whole({"compute_trays"}), in.whole({"gpus_per_tray"})));
    recipe.links = in.whole({"links_per_gpu", "nvlinks_per_gpu"});
    recipe.chips = in.whole({"switch_chips", "nvswitch_chips", "nvswitches"},
                            boundedProduct(in.whole({"switch_trays"}), in.whole({"switch_chips_per_tray"}, 1)));
    recipe.chipPorts = in.whole({"chip_ports", "ports_per_chip", "switch_ports"});
    recipe.speed = linkBytes(in) * 8 / 2;
    return recipe;
}

FabricCaseAnswer scaleUpAnswer(const CaseInputs& in)
{
    FabricCaseAnswer result;
    CaseAnswer& answer = result.answer;
    const ScaleUpRecipe recipe = scaleUpRecipeOf(in);
    const auto topology = built(recipe);
    const bool direct = recipe.chips == 0;
    if (!topology) {
        result.error = topology.error();
        return result;
    }
    const double perAccelerator = recipe.links * linkBytes(in) / 1000;
    answer.put("gpus", recipe.accelerators);
    answer.put("switch_chips", recipe.chips);
    answer.putAll({"nvlink_links", "links"}, topology->linkCount());
    if (direct) {
        answer.put("links_per_pair", recipe.links / (recipe.accelerators - 1));
    } else {
        if (recipe.links % recipe.chips == 0)
            answer.put("links_per_gpu_per_chip", recipe.links / recipe.chips);
        answer.put("ports_used_per_chip", (topology->linkCount() + recipe.chips - 1) / recipe.chips);
        const int most = (recipe.links + recipe.chips - 1) / recipe.chips;
        answer.put("failure.one_chip_bandwidth_loss", static_cast<double>(most) / recipe.links);
    }
    answer.put("gpu_tbytes_per_s", perAccelerator);
    answer.put("aggregate_tbytes_per_s", perAccelerator * recipe.accelerators);
    answer.put("bisection_tbytes_per_s_per_direction", bisection(recipe).speed / 8000);
    answer.put("switch_hops", direct ? 0 : 1);
    answer.put("copper_pairs_if_4_per_link", 4 * topology->linkCount());
    // A domain of trays fills a rack, which has two management switches beside its switch trays.
    if (in.has("compute_trays"))
        answer.put("management_tor", 2);
    return result;
}

} // namespace colonnade::model
