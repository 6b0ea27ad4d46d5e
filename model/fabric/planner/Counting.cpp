#include "model/fabric/FabricPlanner.h"

#include "model/fabric/planner/Unions.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

void FabricPlanner::count()
{
    const LinkColumns& links = m_plan.links;
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i) {
        SwitchUse use;
        use.node = i;
        use.ports =
            static_cast<int>(m_switchPorts[i].trunk.size() + m_switchPorts[i].copper.size());
        if (m_plan.nodes[i].tier == 1)
            use.reservedDown =
                static_cast<int>(m_switchPorts[i].down.end + m_switchPorts[i].copper.size());
        m_plan.switches.push_back(use);
    }
    std::vector<std::uint8_t> seen(m_taken.size());
    const auto touch = [&](std::uint32_t node, std::uint16_t port) {
        std::uint8_t& mark = seen[m_firstPort[node] + port];
        const bool isNew = mark == 0;
        mark = 1;
        return isNew ? 1 : 0;
    };
    if (m_hall)
        m_capacityUp.resize(m_plan.nodes.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
        const GigabitsPerSecond speed{static_cast<double>(links.speed[i])};
        const int newA = touch(links.a[i], links.portA[i]);
        const int newB = touch(links.b[i], links.portB[i]);
        if (m_hall)
            m_capacityUp[links.a[i]] += speed.value();
        if (links.a[i] < m_plan.switchCount) {
            SwitchUse& use = m_plan.switches[links.a[i]];
            use.up += newA;
            ++use.linksUp;
            use.capacityUp += speed;
        }
        if (links.b[i] < m_plan.switchCount) {
            SwitchUse& use = m_plan.switches[links.b[i]];
            // Between switches of one tier both ends lead on into the network.
            const bool equal = m_cut && links.a[i] < m_plan.switchCount && links.tier[i] == 0;
            (equal ? use.up : use.down) += newB;
            ++(equal ? use.linksUp : use.linksDown);
            (equal ? use.capacityUp : use.capacityDown) += speed;
        }
        m_plan.endpointLinks += links.tier[i] == 1 ? 1 : 0;
        m_plan.spineLinks += links.tier[i] == 2 ? 1 : 0;
        m_plan.coreLinks += links.tier[i] > 2 ? 1 : 0;
        m_plan.otherLinks += links.tier[i] == 0 ? 1 : 0;
    }
    for (std::uint32_t node = m_plan.switchCount; node < m_podSwitches; ++node) {
        for (const std::uint16_t port : m_switchPorts[node].trunk)
            m_plan.unassigned += seen[m_firstPort[node] + port] ? 0 : 1;
    }
    for (const Endpoint& end : m_endpoints)
        m_plan.unassigned += seen[m_firstPort[end.node] + end.port] ? 0 : 1;
    for (std::size_t i = 0; i < m_plan.cables.size(); ++i) {
        const auto tier = links.tier[m_plan.cables.links(i).front()];
        m_plan.endpointCables += tier == 1 ? 1 : 0;
        m_plan.spineCables += tier == 2 ? 1 : 0;
        m_plan.coreCables += tier > 2 ? 1 : 0;
        m_plan.otherCables += tier == 0 ? 1 : 0;
    }
}

void FabricPlanner::measure()
{
    const LinkColumns& links = m_plan.links;
    Unions joined{m_plan.nodes.size()};
    double all = 0;
    for (std::size_t i = 0; i < links.size(); ++i) {
        joined.join(links.a[i], links.b[i]);
        if (links.a[i] >= m_plan.switchCount && links.b[i] < m_plan.switchCount)
            all += static_cast<double>(links.speed[i]);
    }
    m_plan.fullBisection = GigabitsPerSecond{all / 2};
    if (m_hall) {
        std::unordered_map<std::uint32_t, int> parts;
        for (std::uint32_t node = m_plan.switchCount; node < m_podSwitches; ++node)
            ++parts[joined.root(node)];
        m_plan.components = static_cast<int>(parts.size());
        measurePods();
    } else if (m_cut) {
        std::unordered_map<std::uint32_t, int> parts;
        for (std::size_t i = 0; i < links.size(); ++i)
            ++parts[joined.root(links.a[i])];
        m_plan.components = static_cast<int>(parts.size());
        // Accelerators that forward for one another send on all their links.
        if (m_plan.family == FabricFamily::Torus || m_plan.family == FabricFamily::HammingMesh) {
            all = 0;
            for (std::size_t i = 0; i < links.size(); ++i)
                all += static_cast<double>(links.speed[i])
                    * ((links.a[i] >= m_plan.switchCount ? 1 : 0) + (links.b[i] >= m_plan.switchCount ? 1 : 0));
            m_plan.fullBisection = GigabitsPerSecond{all / 2};
        }
        const double most = m_plan.fullBisection.value();
        m_plan.bisection = GigabitsPerSecond{std::min(m_cut->speed, most)};
        m_plan.bisectionExact = m_cut->basis == Bisection::Basis::Exact;
        m_plan.bisectionBasis = m_plan.bisectionExact ? BisectionBasis::Exact : BisectionBasis::UpperBound;
        return;
    } else {
        measureTiers();
    }
    m_plan.bisectionBasis = m_plan.bisectionExact ? BisectionBasis::Exact : BisectionBasis::LowerBound;
}

void FabricPlanner::measureTiers()
{
    const LinkColumns& links = m_plan.links;
    Unions joined{m_plan.switchCount}, below{m_plan.switchCount}; // With and without cores.
    bool regular = true; // No link beside the tiers.
    for (std::size_t i = 0; i < links.size(); ++i) {
        regular &= links.tier[i] != 0;
        if (links.a[i] >= m_plan.switchCount || links.b[i] >= m_plan.switchCount)
            continue;
        joined.join(links.a[i], links.b[i]);
        if (links.tier[i] < 3)
            below.join(links.a[i], links.b[i]);
    }

    // Groups that only cores join, by part that the switches join: their leaves with endpoints, and what can leave them.
    struct Group {
        int leaves = 0;
        double down = 0, through = 0, firstDown = 0, firstUp = 0, spineUp = 0;
        bool alike = true, blocks = false;
    };
    struct Part {
        std::map<std::uint32_t, Group> groups;
    };
    std::map<std::uint32_t, Part> parts;
    for (const SwitchUse& use : m_plan.switches) {
        if (m_plan.nodes[use.node].tier != 1 || use.linksDown == 0)
            continue;
        Group& group = parts[joined.root(use.node)].groups[below.root(use.node)];
        const double down = use.capacityDown.value();
        const double up = use.capacityUp.value();
        if (group.leaves++ == 0) {
            group.firstDown = down;
            group.firstUp = up;
        }
        group.alike &= down == group.firstDown && up == group.firstUp;
        group.blocks |= up < down;
        group.down += down;
        group.through += std::min(down, up);
    }
    for (const SwitchUse& use : m_plan.switches) {
        const auto part = parts.find(joined.root(use.node));
        if (m_plan.nodes[use.node].tier != 2 || part == parts.end())
            continue;
        if (const auto group = part->second.groups.find(below.root(use.node)); group != part->second.groups.end())
            group->second.spineUp += use.capacityUp.value();
    }
    double cut = 0, firstDown = -1;
    bool alikeParts = true;
    for (const auto& whole : parts) {
        const Part& part = whole.second;
        double down = 0, through = 0, first = -1;
        bool alike = true, blocks = false;
        for (const auto& entry : part.groups) {
            const Group& group = entry.second;
            down += group.down;
            if (part.groups.size() == 1) {
                // One leaf: the cut goes through its endpoint links. Several: through endpoint links or uplinks of each.
                through = group.leaves == 1 ? group.down : group.through;
                blocks = group.leaves > 1 && group.blocks;
                alike = group.alike && group.leaves % 2 == 0;
                m_plan.switchHops = std::max(m_plan.switchHops, group.leaves > 1 ? 3 : 1);
                continue;
            }
            const double leaves = std::min(group.through, group.spineUp);
            first = first < 0 ? leaves : first;
            alike &= leaves == first && group.alike;
            blocks |= leaves < group.down;
            through += leaves;
            m_plan.switchHops = 5;
        }
        alike &= part.groups.size() == 1 || part.groups.size() % 2 == 0;
        cut += through / 2;
        if (blocks)
            m_plan.bisectionExact &= alike;
        firstDown = firstDown < 0 ? down : firstDown;
        alikeParts &= down == firstDown;
    }
    m_plan.linkHops = m_plan.switchHops > 0 ? m_plan.switchHops + 1 : 0;
    m_plan.components = static_cast<int>(parts.size());
    if (parts.size() > 1 && m_plan.rails == 0 && m_plan.planes == 1) {
        // Halves can be chosen along the parts.
        cut = 0;
        m_plan.bisectionExact = alikeParts && parts.size() % 2 == 0;
    }
    m_plan.bisectionExact &= regular;
    m_plan.bisection = GigabitsPerSecond{cut};
}

} // namespace colonnade::model
