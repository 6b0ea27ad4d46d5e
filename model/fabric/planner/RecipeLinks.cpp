#include "model/fabric/FabricPlanner.h"

#include "model/fabric/Recipe.h"
#include "model/fabric/planner/Splits.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

std::optional<Error> FabricPlanner::addByRecipe()
{
    if (m_fabric.family == FabricFamily::Manual)
        return std::nullopt;
    Leaves leaves, spines;
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i)
        (m_plan.nodes[i].tier == 1 ? leaves : spines).push_back(i);
    if (leaves.empty())
        return Error{m_endpoints.empty()
                         ? std::string{"it has no leaf switch"}
                         : fmt::format("it has no leaf switch for its {} endpoint ports",
                                       m_endpoints.size())};
    if (m_fabric.family == FabricFamily::SingleTier && !spines.empty())
        return Error{fmt::format("it has a single tier, but {} {}; the nearest is a two-tier Clos",
                                 spines.size(), plural(spines.size(), "spine", "spines"))};
    if (m_fabric.family == FabricFamily::Clos && spines.empty() && leaves.size() > 1)
        return Error{fmt::format(
            "{} leaves need spines to join them; the nearest without is a single tier of separate "
            "switches",
            leaves.size())};
    if (!(m_fabric.oversubscription > 0))
        return Error{fmt::format("an oversubscription of {} is not above 0",
                                 shortest(m_fabric.oversubscription))};

    splitLeaves(leaves, !spines.empty());
    auto wrong =
        m_fabric.family == FabricFamily::RailOptimised ? dealRails(leaves) : dealEvenly(leaves);
    if (!wrong && !spines.empty())
        wrong = joinSpines(leaves, spines);
    return wrong;
}

void FabricPlanner::splitLeaves(const Leaves& leaves, bool hasSpines)
{
    const bool onTrunk = std::any_of(m_endpoints.begin(), m_endpoints.end(),
                                     [](const Endpoint& end) { return !end.copper; });
    for (const std::uint32_t leaf : leaves) {
        SwitchPorts& own = m_switchPorts[leaf];
        const auto ports = static_cast<int>(own.trunk.size());
        // Leaves that serve RJ45 only have all other ports for uplinks.
        const int down = !hasSpines ? ports
            : onTrunk               ? leafSplit(ports, m_fabric.oversubscription).down
                                    : 0;
        own.down.end = own.up.at = static_cast<std::size_t>(down);
    }
}

} // namespace colonnade::model
