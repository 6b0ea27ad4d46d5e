#pragma once

#include "model/fabric/TrayUse.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace colonnade::model {

/// Where the nodes of a plan stand, among the places of the trays' use.
class PlacesInUse {
public:
    /// Both must outlive it.
    PlacesInUse(const FabricPlan& plan, const TrayUse& use) : m_plan{plan}
    {
        for (std::uint32_t i = 0; i < use.paths.size(); ++i)
            m_byPath.emplace(use.paths[i], i);
    }
    /// Nothing where no cable of any fabric ends there.
    std::optional<std::uint32_t> of(std::uint32_t number)
    {
        const FabricNode& node = m_plan.nodes[number];
        if (node.pod == 0)
            return node.placement;
        const auto [known, isNew] = m_inPods.try_emplace({node.pod, node.placement}, std::nullopt);
        if (isNew) {
            const JoinedPod& joined = m_plan.pods[node.pod - 1];
            const auto found = m_byPath.find(fmt::format("{}/{}", joined.id, joined.pod->arrangement().placements[node.placement].id));
            if (found != m_byPath.end())
                known->second = found->second;
        }
        return known->second;
    }

private:
    const FabricPlan& m_plan;
    std::map<std::string_view, std::uint32_t> m_byPath;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::optional<std::uint32_t>> m_inPods;
};

} // namespace colonnade::model
