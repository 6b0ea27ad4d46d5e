#include "model/exchange/cabling/PointToPoint.h"

#include <algorithm>

namespace colonnade::model {

namespace {

std::uint32_t indexIn(std::unordered_map<std::string, std::uint32_t>& known, std::string_view name, std::size_t next)
{
    return known.emplace(std::string{name}, static_cast<std::uint32_t>(next)).first->second;
}

} // namespace

std::uint32_t PointToPoint::node(std::string_view name)
{
    const std::uint32_t at = indexIn(m_nodeAt, name, nodes.size());
    if (at == nodes.size())
        nodes.push_back({std::string{name}, PointToPointNode::Kind::Unknown, {}, {}});
    return at;
}

std::uint32_t PointToPoint::mediumIndex(std::string_view name)
{
    if (name.empty())
        return 0;
    const std::uint32_t at = indexIn(m_mediumAt, name, media.size());
    if (at == media.size())
        media.emplace_back(name);
    return at;
}

std::string pointToPointPort(const PartType& part, const PortPiece& piece, std::size_t portIndex)
{
    const Port& port = *piece.port;
    std::string text;
    if (part.kind != PartKind::Switch)
        text = fmt::format("{}", portIndex + 1);
    else if (port.role != PortRole::Any)
        return CableNames::portText(piece);
    else
        text = port.shared > 1 ? fmt::format("{}/{}", port.cage + 1, port.place + 1) : fmt::format("{}", port.cage + 1);
    if (piece.split || piece.piece > 0)
        text += fmt::format("/{}", piece.piece + 1);
    return text;
}

Result<PointToPoint> pointToPoint(const CableSchedule& schedule, const std::function<bool(const ScheduleSection&, std::size_t)>& wanted)
{
    const ScheduleDevices devices{schedule};
    auto names = externalNames(schedule, devices, {});
    if (!names)
        return tl::unexpected{names.error()};
    PointToPoint list;
    for (std::size_t i = 0; i < names->size(); ++i) {
        const ScheduleDevice& device = devices.all()[i];
        PointToPointNode& node = list.nodes[list.node((*names)[i])];
        node.kind = device.isSwitch ? PointToPointNode::Kind::Switch : PointToPointNode::Kind::Host;
        node.rack = device.place.placement->id.text();
        node.unit = CableNames::unitText(device.place.device);
    }
    for (std::size_t at = 0; at < schedule.sections().size(); ++at) {
        const ScheduleSection& section = schedule.sections()[at];
        const FabricPlan& plan = *section.plan;
        std::vector<std::uint32_t> media;
        for (const PartRef& part : plan.media)
            media.push_back(list.mediumIndex(part->id.text()));
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            if (wanted && !wanted(section, link))
                continue;
            const LinkEnd near = nearEnd(plan, link), far = farEnd(plan, link);
            const std::uint32_t cable = plan.links.cable[link];
            const std::uint16_t medium = plan.cables.medium[cable];
            PointToPointLink& out = list.links.emplace_back();
            out.a = devices.index(at, near.node);
            out.z = devices.index(at, far.node);
            out.portA = pointToPointPort(plan.part(near.node), pieceOf(plan, near), near.port);
            out.portZ = pointToPointPort(plan.part(far.node), pieceOf(plan, far), far.port);
            out.medium = medium == CableColumns::none ? 0 : media[medium];
            out.speed = plan.links.speed[link];
            out.length = plan.cables.ordered[cable];
        }
    }
    return list;
}

} // namespace colonnade::model
