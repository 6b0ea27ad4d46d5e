#include "model/exchange/cabling/ScheduleEnds.h"

#include <algorithm>

namespace colonnade::model {

namespace {

std::vector<LinkEnd> cagesOf(const FabricPlan& plan, std::span<const std::uint32_t> links, bool near)
{
    std::vector<LinkEnd> ends;
    for (const std::uint32_t link : links) {
        const LinkEnd end = near ? nearEnd(plan, link) : farEnd(plan, link);
        const auto same = [&](const LinkEnd& other) {
            return other.node == end.node && plan.port(other.node, other.port).cage == plan.port(end.node, end.port).cage;
        };
        if (std::none_of(ends.begin(), ends.end(), same))
            ends.push_back(end);
    }
    return ends;
}

} // namespace

DevicePlace placeOf(const ScheduleSection& section, std::uint32_t node)
{
    const FabricNode& item = section.plan->nodes[node];
    const PodPlacement* pod = item.pod == 0 ? section.pod : section.joined[item.pod - 1];
    const Arrangement& arrangement = item.pod == 0 ? *section.arrangement : pod->pod->arrangement();
    const Placement& placement = arrangement.placements[item.placement];
    DevicePlace place{pod, &arrangement, &placement, nullptr};
    if (item.device >= 0 && placement.rack())
        place.device = &(*placement.rack())->devices()[static_cast<std::size_t>(item.device)];
    return place;
}

int strandOf(const CableColumns& cables, std::size_t cable)
{
    const std::uint32_t link = cables.linkOrder[cables.firstLink[cable]];
    int strand = 1;
    while (cable > 0 && cables.linkOrder[cables.firstLink[cable - 1]] == link) {
        --cable;
        ++strand;
    }
    return strand;
}

FanOut fanOutOf(const FabricPlan& plan, std::size_t cable)
{
    const auto links = plan.cables.links(cable);
    if (links.size() < 2)
        return {};
    auto far = cagesOf(plan, links, false);
    auto near = cagesOf(plan, links, true);
    if (far.size() > 1 && far.size() >= near.size())
        return {false, std::move(far)};
    if (near.size() > 1)
        return {true, std::move(near)};
    return {};
}

} // namespace colonnade::model
