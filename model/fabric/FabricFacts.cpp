#include "model/fabric/FabricFacts.h"

namespace colonnade::model {

Subject FabricFacts::subject() const
{
    return {Subject::Where::Fabric, fmt::format("{}/{}", pod ? pod->id().text() : std::string{}, fabric->id)};
}

std::vector<int> FabricFacts::switchesByTier() const
{
    std::vector<int> counts;
    for (std::uint32_t node = 0; node < plan->switchCount; ++node) {
        const std::size_t tier = std::max<std::size_t>(plan->nodes[node].tier, 1);
        if (counts.size() < tier)
            counts.resize(tier);
        ++counts[tier - 1];
    }
    return counts;
}

std::vector<FabricFacts> fabricFacts(const Design& design)
{
    std::vector<FabricFacts> all;
    for (const auto& [id, pod] : design.podDesigns()) {
        for (const Fabric& fabric : pod->arrangement().fabrics)
            all.push_back({pod, &fabric, fabricPlan(pod, fabric.id, design.hall()->trayHeight), design.placementsOf(id),
                           &pod->arrangement()});
    }
    for (const Fabric& fabric : design.hall()->arrangement.fabrics)
        all.push_back({nullptr, &fabric, fabricPlan(design.hall(), fabric.id), 1, &design.hall()->arrangement});
    return all;
}

} // namespace colonnade::model
