#include "model/fabric/FabricPlanner.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

void FabricPlanner::indexNodes()
{
    if (!m_nodeAt.empty())
        return;
    for (std::uint32_t i = 0; i < m_plan.nodes.size(); ++i)
        m_nodeAt.emplace(nodeKey(m_plan.nodes[i].placement, m_plan.nodes[i].device, m_plan.nodes[i].pod), i);
}

Result<FabricPlanner::Located> FabricPlanner::locate(const PortRef& port) const
{
    std::uint32_t pod = 0;
    PortRef inside = port;
    const auto slash = port.device.find('/');
    for (std::uint32_t i = 0; i < m_plan.pods.size() && slash != std::string::npos; ++i) {
        if (m_plan.pods[i].id.text() != std::string_view{port.device}.substr(0, slash))
            continue;
        pod = i + 1;
        inside.device = port.device.substr(slash + 1);
        break;
    }
    const Arrangement& arrangement = pod == 0 ? m_arrangement : m_plan.pods[pod - 1].pod->arrangement();
    const auto place = portAt(arrangement, inside);
    if (!place)
        return tl::unexpected{place.error()};
    const auto device = place->device
        ? static_cast<std::int32_t>(place->device - (*place->placement->rack())->devices().data())
        : -1;
    return Located{pod, static_cast<std::uint32_t>(place->placement - arrangement.placements.data()), device, place->part,
                   place->port};
}

std::uint32_t FabricPlanner::nodeOf(const Located& place)
{
    const auto [found, isNew] = m_nodeAt.try_emplace(nodeKey(place.placement, place.device, place.pod), 0U);
    if (isNew) {
        found->second = addNode(place.placement, place.device, place.part, 0);
        m_plan.nodes[found->second].pod = place.pod;
        m_rail.resize(m_taken.size());
        m_planeOf.resize(m_taken.size());
    }
    return found->second;
}

void FabricPlanner::addByHand()
{
    const bool inRacks = std::any_of(
        m_arrangement.placements.begin(), m_arrangement.placements.end(),
        [](const Placement& item) { return item.rack() && !(*item.rack())->cables().empty(); });
    if (m_fabric.links.empty() && !inRacks)
        return;
    indexNodes();

    for (std::size_t i = 0; i < m_fabric.links.size(); ++i) {
        if (auto wrong =
                addCableByHand(m_fabric.links[i], static_cast<std::int32_t>(i), std::nullopt))
            tell(FabricException::Kind::Link, i, std::move(wrong->text));
    }
    for (std::uint32_t i = 0; inRacks && i < m_arrangement.placements.size(); ++i) {
        const RackDesignRef* rack = m_arrangement.placements[i].rack();
        if (!rack)
            continue;
        const auto cables = (*rack)->cables();
        for (std::size_t number = 0; number < cables.size(); ++number) {
            if (auto wrong = addCableByHand(cables[number], static_cast<std::int32_t>(number), i))
                tell(FabricException::Kind::RackCable, number, std::move(wrong->text));
        }
    }
}

std::optional<Error> FabricPlanner::addCableByHand(const HandCable& cable, std::int32_t number,
                                                   std::optional<std::uint32_t> rackAt)
{
    struct End {
        std::uint32_t node = 0;
        std::uint16_t port = 0;
    };
    std::array<End, 2> ends;
    bool ofThisFabric = !rackAt.has_value();
    for (std::size_t i = 0; i < 2; ++i) {
        const PortRef& ref = i == 0 ? cable.from : cable.to;
        PortRef full = ref;
        if (rackAt)
            full.device = fmt::format("{}/{}", m_arrangement.placements[*rackAt].id, ref.device);
        const auto place = locate(full);
        if (!place)
            return place.error().in(fmt::format("Cable '{}'", cable.id));
        if (rackAt) {
            // A rack's own cables belong to the fabric whose switch they lead to.
            const auto known = m_nodeAt.find(nodeKey(place->placement, place->device));
            ofThisFabric |= known != m_nodeAt.end() && known->second < m_plan.switchCount;
            if (i == 1 && !ofThisFabric)
                return std::nullopt;
        }
        ends[i].node = nodeOf(*place);
        const auto& ports = m_plan.ports[m_plan.nodes[ends[i].node].part];
        const auto found = std::find(ports.begin(), ports.end(), place->port);
        ends[i].port = static_cast<std::uint16_t>(found - ports.begin());
    }
    if (ends[0].node == ends[1].node)
        return Error{
            fmt::format("Cable '{}' joins '{}' with itself", cable.id, shown(cable.from.device))};
    for (std::size_t i = 0; i < 2; ++i) {
        if (m_taken[m_firstPort[ends[i].node] + ends[i].port])
            return Error{fmt::format("Cable '{}' ends at '{}', which another cable takes", cable.id,
                                     shown(text(i == 0 ? cable.from : cable.to)))};
    }
    if (m_plan.nodes[ends[0].node].tier > m_plan.nodes[ends[1].node].tier)
        std::swap(ends[0], ends[1]);
    for (const End& end : ends)
        m_taken[m_firstPort[end.node] + end.port] = 1;
    const double speed = std::min(m_plan.port(ends[0].node, ends[0].port).speed.value(),
                                  m_plan.port(ends[1].node, ends[1].port).speed.value());
    addLink(ends[0].node, {ends[0].port, 0}, ends[1].node, {ends[1].port, 0}, speed,
            rackAt ? LinkOrigin::RackByHand : LinkOrigin::FabricByHand);
    m_handOf.push_back(number);
    return std::nullopt;
}

} // namespace colonnade::model
