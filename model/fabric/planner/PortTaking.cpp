#include "model/fabric/FabricPlanner.h"

#include "model/fabric/planner/Splits.h"

#include <algorithm>

namespace colonnade::model {

std::optional<FabricPlanner::Taken> FabricPlanner::take(std::uint32_t node,
                                                        const std::vector<std::uint16_t>& ports,
                                                        Cursor& cursor, double speed)
{
    if (cursor.left > 0 && cursor.speed == speed) {
        --cursor.left;
        return Taken{cursor.open, static_cast<std::uint8_t>(cursor.split - cursor.left - 1)};
    }
    // Both halves of a twin-port cage are split alike (CAB-003): another speed begins a new cage,
    // and what is left of the old one waits until nothing else is free.
    const bool changes = cursor.speed != 0 && cursor.speed != speed;
    while (changes && cursor.at < cursor.end && m_plan.port(node, ports[cursor.at]).place != 0)
        cursor.spare.push_back(ports[cursor.at++]);
    std::optional<std::uint16_t> free;
    while (!free && cursor.at < cursor.end) {
        if (!m_taken[m_firstPort[node] + ports[cursor.at]])
            free = ports[cursor.at];
        ++cursor.at;
    }
    while (!free && !cursor.spare.empty()) {
        if (!m_taken[m_firstPort[node] + cursor.spare.back()])
            free = cursor.spare.back();
        cursor.spare.pop_back();
    }
    if (!free)
        return std::nullopt;
    m_taken[m_firstPort[node] + *free] = 1;
    const Port& port = m_plan.port(node, *free);
    cursor.open = *free;
    cursor.split = port.form == CageForm::Rj45 ? 1 : splitFor(port.speed.value(), speed);
    cursor.left = cursor.split - 1;
    cursor.speed = speed;
    return Taken{*free, 0};
}

void FabricPlanner::addLink(std::uint32_t a, Taken portA, std::uint32_t b, Taken portB,
                            double speed, LinkOrigin origin)
{
    LinkColumns& links = m_plan.links;
    const auto tierA = m_plan.nodes[a].tier;
    const auto tierB = m_plan.nodes[b].tier;
    links.a.push_back(a);
    links.b.push_back(b);
    links.portA.push_back(portA.port);
    links.portB.push_back(portB.port);
    links.splitA.push_back(portA.piece);
    links.splitB.push_back(portB.piece);
    links.tier.push_back(tierB == tierA + 1 && m_tiered ? tierB : std::uint8_t{0});
    links.rail.push_back(tierA == 0 ? m_rail[m_firstPort[a] + portA.port] : std::uint8_t{0});
    const std::uint8_t ofPort = tierA == 0 ? m_planeOf[m_firstPort[a] + portA.port] : std::uint8_t{0};
    links.plane.push_back(std::max({ofPort, m_plan.nodes[a].plane, m_plan.nodes[b].plane}));
    links.speed.push_back(static_cast<float>(speed));
    if (tierB > tierA && b < m_speedBelow.size())
        m_speedBelow[b] += speed;
    links.cable.push_back(0);
    links.origin.push_back(origin);
}

std::size_t FabricPlanner::room(std::uint32_t leaf, const Endpoint& kind) const
{
    const SwitchPorts& own = m_switchPorts[leaf];
    const auto& ports = kind.copper ? own.copper : own.trunk;
    const Cursor& cursor = kind.copper ? own.rj45 : own.down;
    const double portSpeed = kind.copper ? own.copperSpeed : own.trunkSpeed;
    const double speed = std::min(kind.speed, portSpeed);
    std::size_t free = 0;
    for (std::size_t i = cursor.at; i < cursor.end; ++i)
        free += m_taken[m_firstPort[leaf] + ports[i]] ? 0 : 1;
    for (const std::uint16_t port : cursor.spare)
        free += m_taken[m_firstPort[leaf] + port] ? 0 : 1;
    if (!kind.copper)
        free *= static_cast<std::size_t>(splitFor(portSpeed, speed));
    return free + (cursor.speed == speed ? static_cast<std::size_t>(cursor.left) : 0);
}

bool FabricPlanner::connect(const Endpoint& endpoint, std::uint32_t leaf)
{
    SwitchPorts& own = m_switchPorts[leaf];
    const double speed =
        std::min(endpoint.speed, endpoint.copper ? own.copperSpeed : own.trunkSpeed);
    const auto port = endpoint.copper ? take(leaf, own.copper, own.rj45, speed)
                                      : take(leaf, own.trunk, own.down, speed);
    if (!port)
        return false;
    m_taken[m_firstPort[endpoint.node] + endpoint.port] = 1;
    addLink(endpoint.node, {endpoint.port, 0}, leaf, *port, speed, LinkOrigin::Recipe);
    return true;
}

} // namespace colonnade::model
