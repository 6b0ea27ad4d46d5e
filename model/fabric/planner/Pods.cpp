#include "model/fabric/FabricPlanner.h"

#include "model/fabric/planner/Splits.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

void FabricPlanner::findPods()
{
    std::map<const PodDesign*, std::shared_ptr<const FabricPlan>> plans;
    for (const PodPlacement& placed : m_hall->pods) {
        auto& plan = plans[placed.pod.get()];
        if (!plan)
            plan = fabricPlan(placed.pod, *m_fabric.joins, m_hall->trayHeight);
        if (!plan)
            continue; // It has no such fabric.
        if (plan->refusal) {
            if (!m_plan.refusal)
                m_plan.refusal = plan->refusal->in(fmt::format("pod '{}'", placed.id));
            continue;
        }
        m_plan.pods.push_back({placed.id, placed.pod, plan});
        m_placedPods.push_back(&placed);
        for (std::uint32_t node = 0; node < plan->switchCount; ++node)
            m_topTier = std::max(m_topTier, static_cast<int>(plan->nodes[node].tier));
    }
    if (m_plan.pods.empty() && !m_plan.refusal)
        m_plan.refusal = Error{fmt::format("no pod placed in the hall has a fabric '{}' to join", *m_fabric.joins)};

    for (std::uint32_t pod = 0; pod < m_plan.pods.size(); ++pod) {
        const FabricPlan& inside = *m_plan.pods[pod].plan;
        int top = 0;
        for (std::uint32_t node = 0; node < inside.switchCount; ++node)
            top = std::max(top, static_cast<int>(inside.nodes[node].tier));
        std::vector<std::uint32_t> nodeHere(inside.switchCount);
        for (std::uint32_t node = 0; node < inside.switchCount; ++node) {
            const FabricNode& there = inside.nodes[node];
            if (there.tier != top)
                continue;
            const auto here = addNode(there.placement, there.device, inside.parts[there.part], static_cast<std::uint8_t>(m_topTier));
            nodeHere[node] = here;
            m_plan.nodes[here].pod = pod + 1;
            m_plan.nodes[here].rail = there.rail;
            m_plan.nodes[here].plane = there.plane;
            findUsablePorts(here);
            m_group.push_back(0);
            m_speedBelow.push_back(inside.switches[node].capacityDown.value());
        }
        // What the pod's own links take is not free.
        for (std::size_t link = 0; link < inside.links.size(); ++link) {
            for (const auto& [node, port] : {std::pair{inside.links.a[link], inside.links.portA[link]},
                                             std::pair{inside.links.b[link], inside.links.portB[link]}}) {
                if (node < inside.switchCount && inside.nodes[node].tier == top)
                    m_taken[m_firstPort[nodeHere[node]] + port] = 1;
            }
        }
    }
    for (std::uint32_t node = m_plan.switchCount; node < m_plan.nodes.size(); ++node) {
        SwitchPorts& own = m_switchPorts[node];
        std::erase_if(own.trunk, [&](std::uint16_t port) { return m_taken[m_firstPort[node] + port] != 0; });
        own.down.end = own.up.at = 0;
        own.up.end = own.trunk.size();
        m_plan.endpointPorts += static_cast<int>(own.trunk.size());
        ++m_plan.endpointDevices;
    }
    m_rail.resize(m_taken.size());
    m_planeOf.resize(m_taken.size());
}

std::optional<Error> FabricPlanner::joinPods()
{
    countHandLinks();
    std::map<int, Leaves> tiers;
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i)
        tiers[m_plan.nodes[i].tier].push_back(i);
    if (tiers.empty())
        return Error{fmt::format("it has no core for the {} switches of {} pods that it joins", m_plan.nodes.size() - m_plan.switchCount,
                                 m_plan.pods.size())};
    // Tiers count on from those of the pods.
    std::vector<Leaves> levels;
    for (auto& [tier, switches] : tiers) {
        for (const std::uint32_t one : switches)
            m_plan.nodes[one].tier = static_cast<std::uint8_t>(m_topTier + static_cast<int>(levels.size()) + 1);
        levels.push_back(std::move(switches));
    }
    const bool railsApart = m_fabric.family == FabricFamily::RailOnly;
    const std::size_t rails = railsApart ? static_cast<std::size_t>(std::max(m_fabric.rails, 1)) : 1;
    for (const Leaves& level : levels) {
        if (auto wrong = railsApart ? nameRails(level) : std::nullopt)
            return wrong;
        if (auto wrong = namePlanes(level, rails, m_fabric.planesAre == PlaneMeaning::DualTor))
            return wrong;
    }
    for (std::size_t i = 0; i < levels.size(); ++i)
        splitSpines(levels[i], i + 1 < levels.size());

    const int planes = m_plan.planes;
    std::size_t joined = 0;
    for (int plane = planes > 1 ? 1 : 0; plane <= (planes > 1 ? planes : 0); ++plane) {
        for (std::size_t rail = railsApart ? 1 : 0; rail <= (railsApart ? rails : 0); ++rail) {
            const auto belongs = [&](std::uint32_t one) {
                const FabricNode& node = m_plan.nodes[one];
                return (plane == 0 || node.plane == plane) && (!railsApart || node.rail == rail);
            };
            std::vector<SpineGroup> groups(m_plan.pods.size());
            for (std::uint32_t node = m_plan.switchCount; node < m_podSwitches; ++node) {
                if (belongs(node))
                    groups[m_plan.nodes[node].pod - 1].spines.push_back(node);
            }
            std::erase_if(groups, [](const SpineGroup& group) { return group.spines.empty(); });
            std::vector<Leaves> own(levels.size());
            for (std::size_t i = 0; i < levels.size(); ++i)
                std::copy_if(levels[i].begin(), levels[i].end(), std::back_inserter(own[i]), belongs);
            if (groups.empty() || own.front().empty())
                continue;
            if (auto wrong = joinCores(groups, own.front()))
                return planes > 1 ? wrong->in(fmt::format("plane {}", plane)) : wrong;
            ++joined;
            for (std::size_t i = 1; i < own.size(); ++i) {
                if (auto wrong = joinSpines(own[i - 1], own[i]))
                    return wrong;
            }
        }
    }
    if (joined == 0)
        return Error{"its cores are of other planes or rails than the switches of the pods"};
    return std::nullopt;
}

void FabricPlanner::measurePods()
{
    std::vector<double> up(m_plan.pods.size());
    for (std::uint32_t node = m_plan.switchCount; node < m_podSwitches; ++node)
        up[m_plan.nodes[node].pod - 1] += m_capacityUp[node];
    double cut = 0, all = 0;
    bool alike = true, blocks = false;
    double firstThrough = -1;
    int hops = 0;
    for (std::size_t i = 0; i < up.size(); ++i) {
        const FabricPlan& inside = *m_plan.pods[i].plan;
        const double below = 2 * inside.fullBisection.value();
        // What leaves a pod has come through its own tiers.
        const double through = std::min({below, 2 * inside.bisection.value(), up[i]});
        firstThrough = firstThrough < 0 ? through : firstThrough;
        alike &= through == firstThrough;
        blocks |= through < below;
        cut += through / 2;
        all += below / 2;
        hops = std::max(hops, inside.switchHops);
    }
    m_plan.fullBisection = GigabitsPerSecond{all};
    m_plan.bisection = GigabitsPerSecond{cut};
    m_plan.bisectionExact = !blocks || (alike && up.size() % 2 == 0);
    int levels = 0;
    for (std::uint32_t node = 0; node < m_plan.switchCount; ++node)
        levels = std::max(levels, m_plan.nodes[node].tier - m_topTier);
    m_plan.switchHops = up.size() > 1 && !m_plan.refusal ? 2 * m_topTier + 2 * levels - 1 : hops;
    m_plan.linkHops = m_plan.switchHops + 1;
    m_plan.components = m_plan.refusal ? static_cast<int>(up.size()) : m_plan.components;
}

} // namespace colonnade::model
