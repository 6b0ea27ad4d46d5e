#include "model/fabric/FabricPlanner.h"

#include <map>

namespace colonnade::model {

/// In the axes of the arrangement that the plan is made for.
FloorRect FabricPlanner::footprintOf(std::uint32_t node) const
{
    return m_plan.placement(m_arrangement, node).footprint();
}

void FabricPlanner::routeLinks()
{
    std::vector<TrayPlace> places;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> known; // By pod and placement.
    std::vector<std::uint32_t> placeOf;
    std::vector<Metres> ports; // Heights, by node.
    placeOf.reserve(m_plan.nodes.size());
    ports.reserve(m_plan.nodes.size());
    for (std::uint32_t i = 0; i < m_plan.nodes.size(); ++i) {
        const FabricNode& node = m_plan.nodes[i];
        const Placement& placement = m_plan.placement(m_arrangement, i);
        const Device* device = node.device < 0
            ? nullptr
            : &(*placement.rack())->devices()[static_cast<std::size_t>(node.device)];
        const auto [place, isNew] =
            known.try_emplace({node.pod, node.placement}, static_cast<std::uint32_t>(places.size()));
        if (isNew)
            places.push_back({footprintOf(i), placement.height()});
        placeOf.push_back(place->second);
        ports.push_back(portHeight(placement, device));
    }
    TrayRoutes routes{m_trays, std::move(places)};
    const LinkColumns& links = m_plan.links;
    m_length.resize(links.size());
    m_basis.resize(links.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
        const std::uint32_t a = links.a[i], b = links.b[i];
        const Route route = routes.route(placeOf[a], ports[a], placeOf[b], ports[b], m_rules);
        m_length[i] = static_cast<float>(route.length().value());
        m_basis[i] = route.basis;
    }
}

} // namespace colonnade::model
