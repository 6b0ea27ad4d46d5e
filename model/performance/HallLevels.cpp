#include "model/performance/HallLevels.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr double rounding = 1e-9;

} // namespace

NarrowestGroup narrowestOf(const std::vector<SwitchGroup>& groups)
{
    NarrowestGroup out;
    double all = 0, affected = 0;
    for (const SwitchGroup& group : groups)
        out.oversubscription = std::max(out.oversubscription, group.oversubscription());
    for (const SwitchGroup& group : groups) {
        all += group.accelerators;
        affected += group.oversubscription() >= out.oversubscription * (1 - rounding) ? group.accelerators : 0;
    }
    out.share = all > 0 ? affected / all : 1;
    return out;
}

template <class Visit> void HallLevels::forEachGroup(Visit visit) const
{
    for (std::size_t pod = 0; pod < m_plan.pods.size(); ++pod) {
        const SwitchLevels& levels = levelsOf(pod);
        for (std::uint32_t i = 0; levels.top() > 0 && i < levels.groups(levels.top()).size(); ++i)
            visit(pod, m_first[pod] + i, levels.groups(levels.top())[i]);
    }
}

HallLevels::HallLevels(const FabricPlan& plan) : m_plan{plan}, m_up(plan.nodes.size())
{
    for (const JoinedPod& pod : plan.pods)
        readPod(pod);
    for (std::size_t i = 0; i < plan.links.size(); ++i) {
        m_top = std::max(m_top, static_cast<int>(plan.links.tier[i]));
        m_up[plan.links.a[i]] += static_cast<double>(plan.links.speed[i]);
    }
    for (std::uint32_t node = plan.switchCount; node < plan.nodes.size(); ++node)
        m_below = std::max(m_below, static_cast<int>(plan.nodes[node].tier));
    findMachine();
}

std::vector<HallLevels::Tier> HallLevels::tiers()
{
    std::vector<Tier> out;
    std::vector<SwitchGroup> groups = podGroups();
    for (int tier = m_below + 1; tier <= m_top; ++tier) {
        Tier one;
        one.narrowest = narrowestOf(groups);
        groups = groupsOf(tier);
        double least = m_accelerators;
        for (const SwitchGroup& group : groups)
            least = std::min(least, group.accelerators);
        one.reach = tier == m_top ? m_accelerators : static_cast<int>(std::floor(least + 1e-6));
        out.push_back(one);
    }
    return out;
}

void HallLevels::readPod(const JoinedPod& pod)
{
    auto& levels = m_levels[pod.plan.get()];
    if (!levels) {
        levels = std::make_unique<SwitchLevels>(*pod.plan);
        for (std::uint32_t node = 0; node < pod.plan->switchCount; ++node)
            m_nodes[pod.plan.get()].emplace(Place{pod.plan->nodes[node].placement, pod.plan->nodes[node].device}, node);
    }
    m_first.push_back(m_elements);
    m_elements += levels->top() > 0 ? static_cast<std::uint32_t>(levels->groups(levels->top()).size()) : 0;
}

/// The number of a group of a pod, or of a switch of the hall; `none` where no accelerator hangs on it.
std::uint32_t HallLevels::elementOf(std::uint32_t node) const
{
    const FabricNode& here = m_plan.nodes[node];
    if (here.pod == 0)
        return m_elements + node;
    const std::size_t pod = here.pod - 1;
    const std::uint32_t group = groupIn(pod, here);
    return group == SwitchLevels::none ? group : m_first[pod] + group;
}
std::uint32_t HallLevels::groupIn(std::size_t pod, const FabricNode& here) const
{
    const FabricPlan* inside = m_plan.pods[pod].plan.get();
    const SwitchLevels& levels = *m_levels.at(inside);
    return levels.top() == 0 ? SwitchLevels::none
                             : levels.groupOf(levels.top(), m_nodes.at(inside).at(Place{here.placement, here.device}));
}

void HallLevels::joinUpTo(int tier)
{
    m_sets = Unions{m_elements + m_plan.switchCount};
    for (std::size_t i = 0; i < m_plan.links.size(); ++i) {
        const std::uint32_t a = elementOf(m_plan.links.a[i]), b = elementOf(m_plan.links.b[i]);
        if (a != SwitchLevels::none && b != SwitchLevels::none && m_plan.links.tier[i] <= tier)
            m_sets.join(a, b);
    }
    // Accelerators hang on all rails and planes of their pod.
    for (std::size_t pod = 0; pod < m_plan.pods.size(); ++pod) {
        const std::uint32_t end = pod + 1 < m_first.size() ? m_first[pod + 1] : m_elements;
        for (std::uint32_t one = m_first[pod]; isApart(*m_plan.pods[pod].plan) && one < end; ++one)
            m_sets.join(one, m_first[pod]);
    }
}

/// The largest set of accelerators that all tiers join.
void HallLevels::findMachine()
{
    joinUpTo(m_top);
    std::map<std::uint32_t, double> accelerators;
    std::map<std::uint32_t, std::set<std::size_t>> pods;
    forEachGroup([&](std::size_t pod, std::uint32_t element, const SwitchGroup& group) {
        accelerators[m_sets.root(element)] += group.accelerators;
        pods[m_sets.root(element)].insert(pod);
    });
    double most = 0;
    std::uint32_t largest = 0;
    for (const auto& [root, count] : accelerators) {
        if (count <= most || pods[root].size() < 2)
            continue;
        most = count;
        m_machine = pods[root];
        largest = root;
    }
    m_accelerators = static_cast<int>(std::floor(most + 1e-6));
    forEachGroup([&](std::size_t, std::uint32_t element, const SwitchGroup&) {
        if (most > 0 && m_sets.root(element) == largest)
            m_inMachine.insert(element);
    });
}

/// By group of a pod: what its topmost switches pass on, each no more than it gets from below.
std::vector<double> HallLevels::upOfPods() const
{
    std::vector<double> up(m_elements);
    for (std::uint32_t node = m_plan.switchCount; node < m_plan.nodes.size(); ++node) {
        const FabricNode& here = m_plan.nodes[node];
        const std::uint32_t element = here.pod > 0 ? elementOf(node) : SwitchLevels::none;
        if (element == SwitchLevels::none)
            continue;
        const FabricPlan& inside = *m_plan.pods[here.pod - 1].plan;
        const std::uint32_t there = m_nodes.at(&inside).at(Place{here.placement, here.device});
        up[element] += std::min(inside.switches[there].capacityDown.value(), m_up[node]);
    }
    return up;
}

/// What the pods of the machine send up: each group of a pod by itself, and each pod as a whole, whose accelerators
/// share what some of its rails or planes have less.
std::vector<SwitchGroup> HallLevels::podGroups()
{
    const std::vector<double> up = upOfPods();
    std::vector<SwitchGroup> groups;
    m_passed.assign(m_elements, 0);
    std::map<std::size_t, SwitchGroup> whole;
    forEachGroup([&](std::size_t pod, std::uint32_t element, const SwitchGroup& group) {
        if (!m_inMachine.contains(element))
            return;
        SwitchGroup one = group;
        one.through = std::min(up[element], group.arriving);
        m_passed[element] = one.through;
        SwitchGroup& all = whole[pod];
        all.down += one.down;
        all.through += one.through;
        all.accelerators += one.accelerators;
        groups.push_back(one);
    });
    bool cut = false; // A part that reaches the hall only over the others.
    for (const SwitchGroup& group : groups)
        cut |= group.through <= 0;
    if (cut) {
        groups.clear();
        for (const auto& entry : whole)
            groups.push_back(entry.second);
    }
    return groups;
}

/// Groups that tiers up to this one of the hall join, with what their switches of it pass on.
std::vector<SwitchGroup> HallLevels::groupsOf(int tier)
{
    joinUpTo(tier);
    std::map<std::uint32_t, SwitchGroup> groups;
    std::vector<double> passed(m_elements);
    forEachGroup([&](std::size_t, std::uint32_t element, const SwitchGroup& group) {
        if (!m_inMachine.contains(element))
            return;
        SwitchGroup& own = groups[m_sets.root(element)];
        own.down += group.down;
        own.accelerators += group.accelerators;
        own.arriving += m_passed[element];
    });
    for (std::uint32_t node = 0; node < m_plan.switchCount; ++node) {
        const auto group = groups.find(m_sets.root(m_elements + node));
        if (group != groups.end() && m_plan.nodes[node].tier == tier)
            group->second.through += std::min(m_plan.switches[node].capacityDown, m_plan.switches[node].capacityUp).value();
    }
    std::vector<SwitchGroup> out;
    for (auto& entry : groups) {
        entry.second.through = std::min(entry.second.through, entry.second.arriving);
        out.push_back(entry.second);
    }
    // What a group passes on is shared out by what it was given.
    forEachGroup([&](std::size_t, std::uint32_t element, const SwitchGroup&) {
        const auto group = groups.find(m_sets.root(element));
        if (m_inMachine.contains(element) && group->second.arriving > 0)
            passed[element] = m_passed[element] * group->second.through / group->second.arriving;
    });
    m_passed = std::move(passed);
    return out;
}

} // namespace colonnade::model
