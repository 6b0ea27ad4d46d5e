#include "model/fabric/FabricPlanner.h"

#include "model/fabric/planner/Unions.h"

#include <algorithm>

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
    for (std::size_t i = 0; i < links.size(); ++i) {
        const GigabitsPerSecond speed{static_cast<double>(links.speed[i])};
        const int newA = touch(links.a[i], links.portA[i]);
        const int newB = touch(links.b[i], links.portB[i]);
        if (links.a[i] < m_plan.switchCount) {
            SwitchUse& use = m_plan.switches[links.a[i]];
            use.up += newA;
            ++use.linksUp;
            use.capacityUp += speed;
        }
        if (links.b[i] < m_plan.switchCount) {
            SwitchUse& use = m_plan.switches[links.b[i]];
            use.down += newB;
            ++use.linksDown;
            use.capacityDown += speed;
        }
        m_plan.endpointLinks += links.tier[i] == 1 ? 1 : 0;
        m_plan.spineLinks += links.tier[i] == 2 ? 1 : 0;
    }
    for (const Endpoint& end : m_endpoints)
        m_plan.unassigned += seen[m_firstPort[end.node] + end.port] ? 0 : 1;
    for (std::size_t i = 0; i < m_plan.cables.size(); ++i) {
        const auto tier = links.tier[m_plan.cables.links(i).front()];
        m_plan.endpointCables += tier == 1 ? 1 : 0;
        m_plan.spineCables += tier == 2 ? 1 : 0;
    }
}

void FabricPlanner::measure()
{
    const LinkColumns& links = m_plan.links;
    Unions joined{m_plan.switchCount};
    double all = 0;
    bool regular = true; // No link beside the two tiers.
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (links.a[i] < m_plan.switchCount && links.b[i] < m_plan.switchCount)
            joined.join(links.a[i], links.b[i]);
        if (links.a[i] >= m_plan.switchCount && links.b[i] < m_plan.switchCount)
            all += static_cast<double>(links.speed[i]);
        regular &= links.tier[i] != 0;
    }
    m_plan.fullBisection = GigabitsPerSecond{all / 2};

    // By part that the switches join: its leaves with endpoints, and what can leave them.
    struct Part {
        int leaves = 0;
        double down = 0, through = 0, firstDown = 0, firstUp = 0;
        bool alike = true, blocks = false;
    };
    std::unordered_map<std::uint32_t, Part> parts;
    for (const SwitchUse& use : m_plan.switches) {
        if (m_plan.nodes[use.node].tier != 1 || use.linksDown == 0)
            continue;
        Part& part = parts[joined.root(use.node)];
        const double down = use.capacityDown.value();
        const double up = use.capacityUp.value();
        if (part.leaves++ == 0) {
            part.firstDown = down;
            part.firstUp = up;
        }
        part.alike &= down == part.firstDown && up == part.firstUp;
        part.blocks |= up < down;
        part.down += down;
        part.through += std::min(down, up);
    }
    double cut = 0;
    bool alikeParts = true;
    for (const auto& [root, part] : parts) {
        // One leaf: the cut goes through its endpoint links. Several: through endpoint links or
        // uplinks of each.
        cut += (part.leaves == 1 ? part.down : part.through) / 2;
        if (part.leaves > 1 && part.blocks)
            m_plan.bisectionExact &= part.alike && part.leaves % 2 == 0;
        alikeParts &= part.down == parts.begin()->second.down;
        m_plan.switchHops = std::max(m_plan.switchHops, part.leaves > 1 ? 3 : 1);
    }
    m_plan.components = static_cast<int>(parts.size());
    if (parts.size() > 1 && m_plan.rails == 0) {
        // Halves can be chosen along the parts.
        cut = 0;
        m_plan.bisectionExact = alikeParts && parts.size() % 2 == 0;
    }
    m_plan.bisectionExact &= regular;
    m_plan.bisection = GigabitsPerSecond{cut};
}

} // namespace colonnade::model
