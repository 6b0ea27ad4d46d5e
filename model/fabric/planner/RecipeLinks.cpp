#include "model/fabric/FabricPlanner.h"

#include "model/fabric/Recipe.h"
#include "model/fabric/planner/Splits.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

std::optional<Error> FabricPlanner::addByRecipe()
{
    switch (m_fabric.family) {
    case FabricFamily::Manual: return std::nullopt;
    case FabricFamily::SingleTier:
    case FabricFamily::Clos:
    case FabricFamily::RailOptimised:
    case FabricFamily::RailOnly:
    case FabricFamily::Scheduled: return addByTiers();
    default: return Error{fmt::format("a {} fabric cannot be drawn yet; the nearest is a Clos", word(m_fabric.family))};
    }
}

std::optional<Error> FabricPlanner::addByTiers()
{
    Tiers tiers;
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i) {
        const int tier = m_plan.nodes[i].tier;
        if (tier > 3)
            return Error{fmt::format("switch '{}' stands in tier {}; leaves are tier 1, spines tier 2 and cores tier 3",
                                     m_plan.path(m_arrangement, i), tier)};
        (tier == 1 ? tiers.leaves : tier == 2 ? tiers.spines : tiers.cores).push_back(i);
    }
    if (auto wrong = soundTiers(tiers))
        return wrong;
    countHandLinks();
    splitLeaves(tiers.leaves, !tiers.spines.empty());
    splitSpines(tiers.spines, !tiers.cores.empty());
    if (auto wrong = dealEndpoints(tiers))
        return wrong;
    return tiers.spines.empty() ? std::nullopt : joinTiers(tiers);
}

std::optional<Error> FabricPlanner::soundTiers(const Tiers& tiers) const
{
    const Leaves& leaves = tiers.leaves;
    const Leaves& spines = tiers.spines;
    if (leaves.empty())
        return Error{m_endpoints.empty()
                         ? std::string{"it has no leaf switch"}
                         : fmt::format("it has no leaf switch for its {} endpoint ports",
                                       m_endpoints.size())};
    if (m_fabric.family == FabricFamily::SingleTier && !spines.empty())
        return Error{fmt::format("it has a single tier, but {} {}; the nearest is a two-tier Clos",
                                 spines.size(), plural(spines.size(), "spine", "spines"))};
    if (!tiers.cores.empty() && spines.empty())
        return Error{fmt::format("it has {} {} but no spines below; the nearest is a two-tier Clos with them as spines",
                                 tiers.cores.size(), plural(tiers.cores.size(), "core", "cores"))};
    const bool joined = m_fabric.family == FabricFamily::Clos || m_fabric.family == FabricFamily::Scheduled;
    if (joined && spines.empty() && leaves.size() > static_cast<std::size_t>(std::max(m_plan.planes, 1)))
        return Error{fmt::format(
            "{} leaves need spines to join them; the nearest without is a single tier of separate "
            "switches",
            leaves.size())};
    if (!(m_fabric.oversubscription > 0))
        return Error{fmt::format("an oversubscription of {} is not above 0",
                                 shortest(m_fabric.oversubscription))};
    if (!(m_fabric.spineOversubscription > 0))
        return Error{fmt::format("an oversubscription of the spines of {} is not above 0", shortest(m_fabric.spineOversubscription))};
    if (m_plan.planes < 1 || m_plan.planes > 64)
        return Error{fmt::format("{} planes are out of range; 1 to 64 can be", m_plan.planes)};
    return std::nullopt;
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

void FabricPlanner::splitSpines(const Leaves& spines, bool hasCores)
{
    for (const std::uint32_t spine : spines) {
        SwitchPorts& own = m_switchPorts[spine];
        const auto ports = static_cast<int>(own.trunk.size());
        own.down.end = own.up.at
            = static_cast<std::size_t>(hasCores ? leafSplit(ports, m_fabric.spineOversubscription).down : ports);
    }
}

std::optional<Error> FabricPlanner::dealEndpoints(const Tiers& tiers)
{
    const Leaves& leaves = tiers.leaves;
    if (onRails()) {
        if (auto wrong = nameRails(leaves))
            return wrong;
    }
    const auto rails = static_cast<std::size_t>(onRails() ? m_fabric.rails : 1);
    if (auto wrong = namePlanes(leaves, rails, false))
        return wrong;
    const int planes = m_plan.planes;
    for (int plane = planes > 1 ? 1 : 0; plane <= (planes > 1 ? planes : 0); ++plane) {
        Leaves own;
        std::copy_if(leaves.begin(), leaves.end(), std::back_inserter(own),
                     [&](std::uint32_t leaf) { return m_plan.nodes[leaf].plane == plane; });
        if (own.empty())
            return Error{fmt::format("plane {} has no leaf; the nearest is one leaf for each of {} planes", plane, planes)};
        auto wrong = onRails() ? dealRails(own, plane) : dealEvenly(own, plane);
        if (wrong)
            return planes > 1 ? wrong->in(fmt::format("plane {}", plane)) : wrong;
    }
    if (onRails())
        dealGuests(leaves);
    else if (planes > 1)
        return dealEvenly(leaves, 0);
    return std::nullopt;
}

} // namespace colonnade::model
