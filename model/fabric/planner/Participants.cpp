#include "model/fabric/FabricPlanner.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

std::uint16_t FabricPlanner::partIndex(const PartRef& part)
{
    const auto [found, isNew] =
        m_partIndex.try_emplace(part.get(), static_cast<std::uint16_t>(m_plan.parts.size()));
    if (isNew) {
        m_plan.parts.push_back(part);
        m_plan.ports.push_back(portsOf(*part));
    }
    return found->second;
}

std::uint32_t FabricPlanner::addNode(std::uint32_t placement, std::int32_t device,
                                     const PartRef& part, std::uint8_t tier)
{
    const auto index = partIndex(part);
    const auto& ports = m_plan.ports[index];
    const auto node = static_cast<std::uint32_t>(m_plan.nodes.size());
    m_plan.nodes.push_back({placement, device, index, tier, 0});
    m_firstPort.push_back(m_taken.size());
    m_firstCage.push_back(m_inCage.size());
    m_taken.resize(m_taken.size() + ports.size());
    m_inCage.resize(m_inCage.size()
                    + (ports.empty() ? 0 : static_cast<std::size_t>(ports.back().cage) + 1));
    return node;
}

void FabricPlanner::findSwitches()
{
    for (const FabricSwitch& item : m_fabric.switches) {
        const std::string_view path = item.device;
        const auto slash = path.find('/');
        const auto placement = m_placements.find(path.substr(0, slash));
        const RackDesignRef* rack = placement == m_placements.end()
            ? nullptr
            : m_arrangement.placements[placement->second].rack();
        const Device* found = nullptr;
        std::int32_t number = 0;
        if (rack && slash != std::string_view::npos) {
            for (const Device& device : (*rack)->devices()) {
                if (device.id.text() == path.substr(slash + 1)) {
                    found = &device;
                    break;
                }
                ++number;
            }
        }
        if (!found) {
            tell(FabricException::Kind::Switch, static_cast<std::size_t>(&item - m_fabric.switches.data()),
                 fmt::format("Switch '{}' is gone; the recipe goes on without it", shown(path)));
            continue;
        }
        const auto node = addNode(placement->second, number, found->part,
                                  static_cast<std::uint8_t>(std::clamp(item.tier, 1, 255)));
        m_plan.nodes[node].rail =
            static_cast<std::uint8_t>(std::clamp(item.rail.value_or(0), 0, 255));
        m_plan.nodes[node].plane = static_cast<std::uint8_t>(std::clamp(item.plane.value_or(0), 0, 255));
        m_group.push_back(item.group.value_or(0));
        findUsablePorts(node);
    }
    m_plan.switchCount = static_cast<std::uint32_t>(m_plan.nodes.size());
    m_speedBelow.resize(m_plan.switchCount);
}

void FabricPlanner::findUsablePorts(std::uint32_t node)
{
    UsablePorts usable = usablePorts(m_plan.ports[m_plan.nodes[node].part], m_fabric.endpointPorts);
    SwitchPorts found;
    found.trunk = std::move(usable.trunk);
    found.trunkSpeed = usable.trunkSpeed.value();
    found.copper = std::move(usable.copper);
    found.copperSpeed = usable.copperSpeed.value();
    found.rj45.end = found.copper.size();
    found.down.end = found.trunk.size();
    found.up.at = found.up.end = found.trunk.size();
    m_switchPorts.push_back(std::move(found));
}

void FabricPlanner::findEndpoints()
{
    std::vector<std::vector<std::uint16_t>> wanted; // By part: ports of the role.
    std::vector<std::uint64_t> switches;
    for (std::uint32_t i = 0; i < m_plan.switchCount; ++i)
        switches.push_back(nodeKey(m_plan.nodes[i].placement, m_plan.nodes[i].device));
    std::sort(switches.begin(), switches.end());

    const auto consider = [&](std::uint32_t placement, std::int32_t device, const PartRef& part) {
        if (part->cages.empty())
            return;
        const auto index = partIndex(part);
        while (wanted.size() < m_plan.parts.size()) {
            wanted.emplace_back();
            const auto& ports = m_plan.ports[wanted.size() - 1];
            for (std::size_t i = 0; i < ports.size(); ++i) {
                const Port& port = ports[i];
                if (port.role == m_fabric.endpointPorts && port.index >= m_fabric.firstPort
                    && (m_fabric.lastPort == 0 || port.index <= m_fabric.lastPort))
                    wanted.back().push_back(static_cast<std::uint16_t>(i));
            }
        }
        if (wanted[index].empty()
            || std::binary_search(switches.begin(), switches.end(), nodeKey(placement, device)))
            return;
        const auto node = addNode(placement, device, part, 0);
        ++m_plan.endpointDevices;
        for (std::size_t rank = 0; rank < wanted[index].size(); ++rank) {
            const auto number = wanted[index][rank];
            const Port& port = m_plan.ports[index][number];
            m_endpoints.push_back({node, number, static_cast<std::uint16_t>(rank),
                                   port.form == CageForm::Rj45, port.speed.value()});
        }
    };
    for (std::uint32_t i = 0; i < m_arrangement.placements.size(); ++i) {
        const Placement& placement = m_arrangement.placements[i];
        if (const PartRef* unit = placement.unit()) {
            consider(i, -1, *unit);
            continue;
        }
        std::int32_t number = 0;
        for (const Device& device : (*placement.rack())->devices())
            consider(i, number++, device.part);
    }
    m_plan.endpointPorts = static_cast<int>(m_endpoints.size());

    nameEndpointPorts();
}

void FabricPlanner::nameEndpointPorts()
{
    m_rail.resize(m_taken.size());
    m_planeOf.resize(m_taken.size());
    const bool rails = m_plan.rails >= 1 && m_plan.rails <= 255;
    const auto railCount = static_cast<std::size_t>(rails ? m_plan.rails : 1);
    const auto planeCount = static_cast<std::size_t>(std::max(m_plan.planes, 1));
    if (!rails && planeCount == 1)
        return;
    for (std::size_t first = 0; first < m_endpoints.size();) {
        std::size_t last = first;
        while (last < m_endpoints.size() && m_endpoints[last].node == m_endpoints[first].node)
            ++last;
        // Ports beyond a whole number of rails and planes belong to none.
        const std::size_t whole = (last - first) / (railCount * planeCount) * (railCount * planeCount);
        for (std::size_t i = 0; i < whole; ++i) {
            const Endpoint& end = m_endpoints[first + i];
            // The ports of a NIC follow one another: one in each plane. Where a NIC has one port, whole NICs are dealt.
            const bool byNic = m_fabric.planesAre == PlaneMeaning::Nic;
            const std::size_t rail = byNic ? i % railCount : i / planeCount % railCount;
            const std::size_t plane = byNic ? i / railCount % planeCount : i % planeCount;
            const std::size_t port = m_firstPort[end.node] + end.port;
            m_rail[port] = static_cast<std::uint8_t>(rails ? rail + 1 : 0);
            m_planeOf[port] = static_cast<std::uint8_t>(planeCount > 1 ? plane + 1 : 0);
        }
        first = last;
    }
}

} // namespace colonnade::model
