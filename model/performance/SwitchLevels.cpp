#include "model/performance/SwitchLevels.h"

#include "model/fabric/planner/Unions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

constexpr double rounding = 1e-9;

bool betweenSwitches(const FabricPlan& plan, std::size_t link)
{
    return plan.links.a[link] < plan.switchCount && plan.links.b[link] < plan.switchCount;
}

bool ofAccelerator(const FabricPlan& plan, std::size_t link)
{
    return plan.links.tier[link] == 1 && plan.links.b[link] < plan.switchCount && acceleratorsOf(plan, plan.links.a[link]) > 0;
}

} // namespace

int acceleratorsOf(const FabricPlan& plan, std::uint32_t node)
{
    const auto& figures = plan.part(node).accelerator;
    return figures && node >= plan.switchCount ? figures->count : 0;
}

SwitchLevels::SwitchLevels(const FabricPlan& plan)
    : m_plan{plan}, m_speed(plan.nodes.size()), m_onSwitch(plan.switchCount)
{
    countEndpoints();
    if (m_accelerators == 0)
        return;
    const int levels = levelsDrawn();
    for (int level = 1; level <= levels; ++level)
        addLevel(level);
    m_count = std::clamp((plan.switchHops + 1) / 2, 1, levels);
}

void SwitchLevels::countEndpoints()
{
    const LinkColumns& links = m_plan.links;
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (ofAccelerator(m_plan, i))
            m_speed[links.a[i]] += static_cast<double>(links.speed[i]);
    }
    for (std::uint32_t node = m_plan.switchCount; node < m_plan.nodes.size(); ++node) {
        if (m_speed[node] <= 0)
            continue;
        const int own = acceleratorsOf(m_plan, node);
        m_accelerators += own;
        m_worst = m_worst > 0 ? std::min(m_worst, m_speed[node] / own) : m_speed[node] / own;
    }
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (ofAccelerator(m_plan, i))
            m_onSwitch[links.b[i]] += acceleratorsOf(m_plan, links.a[i]) * static_cast<double>(links.speed[i]) / m_speed[links.a[i]];
    }
}

int SwitchLevels::levelsDrawn() const
{
    int top = 1;
    bool sideways = false; // As families without tiers are joined, and links by hand between switches of one tier.
    for (std::size_t i = 0; i < m_plan.links.size(); ++i) {
        if (!betweenSwitches(m_plan, i))
            continue;
        sideways |= m_plan.links.tier[i] == 0;
        top = std::max(top, static_cast<int>(m_plan.links.tier[i]));
    }
    return sideways ? std::max(top, 2) : top;
}

void SwitchLevels::addLevel(int level)
{
    const LinkColumns& links = m_plan.links;
    Unions sets{m_plan.switchCount};
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (level > 1 && betweenSwitches(m_plan, i) && links.tier[i] <= level)
            sets.join(links.a[i], links.b[i]);
    }
    Level next;
    next.of.assign(m_plan.switchCount, none);
    std::vector<double> up; // Beside the groups.
    std::map<std::uint32_t, std::uint32_t> number;
    for (std::uint32_t node = 0; node < m_plan.switchCount; ++node) {
        if (m_onSwitch[node] > 0) {
            const auto [found, isNew] = number.try_emplace(sets.root(node), static_cast<std::uint32_t>(next.groups.size()));
            if (isNew)
                next.groups.emplace_back();
            next.groups[found->second].down += m_plan.switches[node].capacityDown.value();
            next.groups[found->second].accelerators += m_onSwitch[node];
        }
    }
    up.resize(next.groups.size());
    for (std::uint32_t node = 0; node < m_plan.switchCount; ++node) {
        const auto found = number.find(sets.root(node));
        if (found == number.end())
            continue;
        next.of[node] = found->second;
        const SwitchUse& use = m_plan.switches[node];
        if (m_plan.nodes[node].tier == level)
            up[found->second] += std::min(use.capacityDown, use.capacityUp).value();
    }
    if (level > 1) {
        const Level& last = m_levels.back();
        std::vector<bool> seen(last.groups.size());
        for (std::uint32_t node = 0; node < m_plan.switchCount; ++node) {
            const std::uint32_t below = last.of[node];
            if (below == none || seen[below] || next.of[node] == none)
                continue;
            seen[below] = true;
            next.groups[next.of[node]].arriving += last.groups[below].through;
        }
    }
    for (std::uint32_t i = 0; i < next.groups.size(); ++i) {
        SwitchGroup& group = next.groups[i];
        group.arriving = level > 1 ? group.arriving : group.down;
        group.through = std::min(up[i], group.arriving);
    }
    m_levels.push_back(std::move(next));
}

int SwitchLevels::leafReach() const
{
    // With rails the leaves of a scalable unit reach all of its nodes, each on its own rail. Without, a leaf reaches as many
    // accelerators as its ports and those of its likes in other planes carry in full.
    std::vector<int> nodes(m_plan.switchCount);
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (std::size_t i = 0; i < m_plan.links.size(); ++i) {
        const std::uint32_t a = m_plan.links.a[i], b = m_plan.links.b[i];
        if (ofAccelerator(m_plan, i) && seen.insert({b, a}).second)
            nodes[b] += acceleratorsOf(m_plan, a);
    }
    int least = 0;
    for (std::uint32_t leaf = 0; leaf < m_plan.switchCount; ++leaf) {
        if (nodes[leaf] == 0)
            continue;
        const double full = m_plan.switches[leaf].capacityDown.value() * m_plan.planes / m_worst;
        const int carried = static_cast<int>(std::floor(full * (1 + rounding)));
        const int own = m_plan.rails > 0 ? nodes[leaf] : std::max(1, std::min(nodes[leaf], carried));
        least = least == 0 ? own : std::min(least, own);
    }
    return least;
}

int SwitchLevels::reach(int level) const
{
    if (level == 1)
        return leafReach();
    if (level == count())
        return m_plan.components <= m_plan.planes || m_plan.rails > 0 ? m_accelerators : leafReach();
    const Level& own = at(level);
    Unions joined{own.groups.size()};
    if (isApart(m_plan)) { // Nodes join the rails and planes that they hang on.
        std::vector<std::uint32_t> first(m_plan.nodes.size(), none);
        for (std::size_t i = 0; i < m_plan.links.size(); ++i) {
            if (!ofAccelerator(m_plan, i))
                continue;
            std::uint32_t& group = first[m_plan.links.a[i]];
            const std::uint32_t here = own.of[m_plan.links.b[i]];
            if (group == none)
                group = here;
            joined.join(group, here);
        }
    }
    std::map<std::uint32_t, double> accelerators;
    for (std::uint32_t group = 0; group < own.groups.size(); ++group)
        accelerators[joined.root(group)] += own.groups[group].accelerators;
    double least = m_accelerators;
    for (const auto& entry : accelerators)
        least = std::min(least, entry.second);
    return std::max(leafReach(), static_cast<int>(std::floor(least + 1e-6)));
}

} // namespace colonnade::model
