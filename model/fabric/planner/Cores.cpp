#include "model/fabric/FabricPlanner.h"

#include "model/fabric/Recipe.h"
#include "model/fabric/planner/Splits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace colonnade::model {

namespace {

/// How `spines` of each of `groups` reach cores: they are dealt to so many classes, and each reaches all cores of its class.
struct CoreSpread {
    int classes = 0, perCore = 0; ///< Links between a spine and each of its cores.
};
std::optional<CoreSpread> coreSpread(int groups, int spines, int uplinks, int cores, int corePorts)
{
    for (int classes = 1; classes <= std::min(spines, cores); ++classes) {
        if (spines % classes != 0 || cores % classes != 0)
            continue;
        const int reached = cores / classes;
        if (uplinks % reached != 0 || uplinks == 0)
            continue;
        const int perCore = uplinks / reached;
        if (static_cast<std::int64_t>(groups) * (spines / classes) * perCore <= corePorts)
            return CoreSpread{classes, perCore};
    }
    return std::nullopt;
}

} // namespace

Result<std::vector<FabricPlanner::SpineGroup>> FabricPlanner::spineGroups(const Tiers& tree) const
{
    const auto named = [&](std::uint32_t one) { return m_group[one] != 0; };
    if (std::any_of(tree.leaves.begin(), tree.leaves.end(), named) || std::any_of(tree.spines.begin(), tree.spines.end(), named)) {
        std::map<int, SpineGroup> byName;
        for (const Leaves* tier : {&tree.leaves, &tree.spines}) {
            for (const std::uint32_t one : *tier) {
                if (!named(one))
                    return fail("switch '{}' names no group, as others do", m_plan.path(m_arrangement, one));
                SpineGroup& group = byName[m_group[one]];
                (tier == &tree.leaves ? group.leaves : group.spines).push_back(one);
            }
        }
        std::vector<SpineGroup> groups;
        for (auto& [name, group] : byName) {
            if (group.leaves.empty() || group.spines.empty())
                return fail("group {} has {} leaves and {} spines; the nearest has some of both", name, group.leaves.size(),
                            group.spines.size());
            groups.push_back(std::move(group));
        }
        return groups;
    }
    const auto leaves = static_cast<int>(tree.leaves.size());
    const auto spines = static_cast<int>(tree.spines.size());
    const SwitchPorts& leaf = m_switchPorts[tree.leaves.front()];
    const SwitchPorts& spine = m_switchPorts[tree.spines.front()];
    const double speed = std::min(leaf.trunkSpeed, spine.trunkSpeed);
    const int uplinks = static_cast<int>(leaf.trunk.size() - leaf.down.end) * splitFor(leaf.trunkSpeed, speed);
    const int down = static_cast<int>(spine.down.end) * splitFor(spine.trunkSpeed, speed);
    // Leaves of one rail come together where there are enough groups.
    const int rails = m_fabric.family == FabricFamily::RailOptimised ? std::max(m_fabric.rails, 1) : 1;
    const auto fits = [&](int count) {
        return leaves % count == 0 && spines % count == 0 && spinesFit(leaves / count, uplinks, spines / count, down).has_value();
    };
    const int most = std::gcd(leaves, spines);
    int count = 0;
    for (int groups = rails; rails > 1 && groups <= most && count == 0; groups += rails)
        count = leaves / rails % (groups / rails) == 0 && fits(groups) ? groups : 0;
    const bool byRail = count > 0;
    for (int groups = 1; groups <= most && count == 0; ++groups)
        count = fits(groups) ? groups : 0;
    if (count == 0) {
        // Every spine takes leaves times uplinks over spines, however they are grouped.
        const auto needed = (static_cast<std::int64_t>(leaves) * uplinks + down - 1) / std::max(down, 1);
        std::int64_t nearest = std::max<std::int64_t>(needed, 1);
        const auto possible = [&](std::int64_t number) {
            for (int groups = 1; groups <= leaves && groups <= number; ++groups) {
                if (leaves % groups == 0 && number % groups == 0
                    && spinesFit(leaves / groups, uplinks, static_cast<int>(number / groups), down))
                    return true;
            }
            return false;
        };
        while (nearest < needed + leaves * std::int64_t{uplinks} && !possible(nearest))
            ++nearest;
        return fail("{} leaves with {} uplinks each cannot be joined evenly to {} spines with {} ports down, in groups of any size; the "
                    "nearest is {} spines",
                    leaves, uplinks, spines, down, nearest);
    }
    std::vector<SpineGroup> groups(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < tree.leaves.size(); ++i) {
        const std::size_t perGroup = tree.leaves.size() / groups.size();
        std::size_t group = i / perGroup;
        if (byRail) {
            const auto ofRail = groups.size() / static_cast<std::size_t>(rails);
            const std::size_t rail = m_plan.nodes[tree.leaves[i]].rail - 1U;
            const auto before = std::count_if(tree.leaves.begin(), tree.leaves.begin() + static_cast<std::ptrdiff_t>(i),
                                              [&](std::uint32_t one) { return m_plan.nodes[one].rail == rail + 1; });
            group = std::min(rail * ofRail + static_cast<std::size_t>(before) / perGroup, groups.size() - 1);
        }
        groups[group].leaves.push_back(tree.leaves[i]);
    }
    for (std::size_t i = 0; i < tree.spines.size(); ++i)
        groups[i / (tree.spines.size() / groups.size())].spines.push_back(tree.spines[i]);
    return groups;
}

std::optional<Error> FabricPlanner::joinCores(const std::vector<SpineGroup>& groups, const Leaves& cores)
{
    const std::size_t perGroup = groups.front().spines.size();
    for (const SpineGroup& group : groups) {
        if (group.spines.size() != perGroup)
            return Error{fmt::format("groups have {} and {} spines; the nearest is the same number in each", perGroup, group.spines.size())};
    }
    double coreSpeed = std::numeric_limits<double>::max();
    int corePorts = std::numeric_limits<int>::max();
    for (const std::uint32_t core : cores) {
        SwitchPorts& own = m_switchPorts[core];
        if (own.trunk.empty())
            return Error{fmt::format("core '{}' has no ports that spines could be joined to", m_plan.path(m_arrangement, core))};
        own.down.end = own.up.at = own.trunk.size();
        coreSpeed = std::min(coreSpeed, own.trunkSpeed);
    }
    const SwitchPorts& spine = m_switchPorts[groups.front().spines.front()];
    const double speed = std::min(spine.trunkSpeed, coreSpeed);
    for (const std::uint32_t core : cores)
        corePorts = std::min(corePorts, static_cast<int>(m_switchPorts[core].trunk.size()) * splitFor(m_switchPorts[core].trunkSpeed, speed));

    // As much goes up as comes from below, over the ratio.
    int uplinks = 0;
    for (const SpineGroup& group : groups) {
        for (const std::uint32_t one : group.spines) {
            const SwitchPorts& own = m_switchPorts[one];
            const int free = static_cast<int>(own.trunk.size() - own.down.end) * splitFor(own.trunkSpeed, speed);
            const int wanted = static_cast<int>(std::ceil(m_speedBelow[one] / speed / m_fabric.spineOversubscription - 1e-9));
            uplinks = std::max(uplinks, std::min(free, wanted));
        }
    }
    const auto count = static_cast<int>(cores.size());
    const auto spread = coreSpread(static_cast<int>(groups.size()), static_cast<int>(perGroup), uplinks, count, corePorts);
    if (!spread) {
        std::string nearest = "a lower oversubscription of the spines";
        for (int away = 1; away < std::max(count, 64); ++away) {
            const auto works = [&](int other) {
                return other > 0 && coreSpread(static_cast<int>(groups.size()), static_cast<int>(perGroup), uplinks, other, corePorts);
            };
            if (!works(count + away) && !works(count - away))
                continue;
            nearest = fmt::format("{} cores", works(count + away) ? count + away : count - away);
            break;
        }
        return Error{fmt::format("{} groups of {} spines with {} uplinks each cannot be joined evenly to {} {} of {} ports; the nearest is {}",
                                 groups.size(), perGroup, uplinks, count, plural(cores.size(), "core", "cores"), corePorts, nearest)};
    }
    const std::size_t ofClass = perGroup / static_cast<std::size_t>(spread->classes);
    const std::size_t coresOfClass = cores.size() / static_cast<std::size_t>(spread->classes);
    for (const SpineGroup& group : groups) {
        for (std::size_t i = 0; i < perGroup; ++i) {
            for (std::size_t core = 0; core < coresOfClass; ++core)
                joinSwitches(group.spines[i], cores[i / ofClass * coresOfClass + core], spread->perCore);
        }
    }
    return std::nullopt;
}

} // namespace colonnade::model
