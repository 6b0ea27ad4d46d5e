#include "model/fabric/FabricPlanner.h"

#include "model/fabric/planner/Splits.h"

#include <algorithm>

namespace colonnade::model {

std::optional<Error> FabricPlanner::namePlanes(const Leaves& tier, std::size_t stride, bool mayServeAll)
{
    const int planes = m_plan.planes;
    if (planes == 1) {
        for (const std::uint32_t one : tier)
            m_plan.nodes[one].plane = 0;
        return std::nullopt;
    }
    const bool named = std::any_of(tier.begin(), tier.end(), [&](std::uint32_t one) { return m_plan.nodes[one].plane != 0; });
    for (std::size_t i = 0; i < tier.size(); ++i) {
        FabricNode& node = m_plan.nodes[tier[i]];
        if (!named && !mayServeAll)
            node.plane = static_cast<std::uint8_t>(i / stride % static_cast<std::size_t>(planes) + 1);
        if (node.plane == 0 && !mayServeAll)
            return Error{fmt::format("switch '{}' names no plane, as others do", m_plan.path(m_arrangement, tier[i]))};
        if (node.plane > planes)
            return Error{fmt::format("switch '{}' is for plane {} of {}", m_plan.path(m_arrangement, tier[i]), node.plane, planes)};
    }
    return std::nullopt;
}

std::optional<Error> FabricPlanner::joinTiers(const Tiers& tiers)
{
    const bool railsApart = m_fabric.family == FabricFamily::RailOnly;
    const auto rails = static_cast<std::size_t>(railsApart ? m_fabric.rails : 1);
    if (railsApart) {
        if (auto wrong = nameRails(tiers.spines))
            return wrong;
        if (auto wrong = tiers.cores.empty() ? std::nullopt : nameRails(tiers.cores))
            return wrong;
    } else {
        for (const std::uint32_t spine : tiers.spines)
            m_plan.nodes[spine].rail = 0;
    }
    if (auto wrong = namePlanes(tiers.spines, rails, false))
        return wrong;
    if (auto wrong = namePlanes(tiers.cores, rails, m_fabric.planesAre == PlaneMeaning::DualTor))
        return wrong;

    std::vector<SpineGroup> all; // Those that cores without a plane join.
    Leaves common;
    std::copy_if(tiers.cores.begin(), tiers.cores.end(), std::back_inserter(common),
                 [&](std::uint32_t core) { return m_plan.planes > 1 && m_plan.nodes[core].plane == 0; });
    const int planes = m_plan.planes;
    for (int plane = planes > 1 ? 1 : 0; plane <= (planes > 1 ? planes : 0); ++plane) {
        for (std::size_t rail = railsApart ? 1 : 0; rail <= (railsApart ? rails : 0); ++rail) {
            const auto within = [&](const Leaves& tier) {
                Leaves own;
                std::copy_if(tier.begin(), tier.end(), std::back_inserter(own), [&](std::uint32_t one) {
                    const FabricNode& node = m_plan.nodes[one];
                    return node.plane == plane && (!railsApart || node.rail == rail);
                });
                return own;
            };
            const Tiers tree{within(tiers.leaves), within(tiers.spines), within(tiers.cores)};
            const auto where = [&](Error error) {
                if (railsApart)
                    error = error.in(fmt::format("rail {}", rail));
                return planes > 1 ? error.in(fmt::format("plane {}", plane)) : error;
            };
            if (tree.spines.empty())
                return where(Error{fmt::format("{} {} no spines; the nearest are {} for each",
                                               tree.leaves.size(), plural(tree.leaves.size(), "leaf has", "leaves have"),
                                               (tiers.spines.size() + rails - 1) / rails)});
            if (tree.cores.empty() && common.empty()) {
                if (auto wrong = joinSpines(tree.leaves, tree.spines))
                    return where(*wrong);
                continue;
            }
            auto groups = spineGroups(tree);
            if (!groups)
                return where(groups.error());
            for (const SpineGroup& group : *groups) {
                if (auto wrong = joinSpines(group.leaves, group.spines))
                    return where(*wrong);
            }
            if (tree.cores.empty())
                all.insert(all.end(), groups->begin(), groups->end());
            else if (auto wrong = joinCores(*groups, tree.cores))
                return where(*wrong);
        }
    }
    return all.empty() ? std::nullopt : joinCores(all, common);
}

} // namespace colonnade::model
