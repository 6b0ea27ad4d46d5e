#include "model/fabric/FabricPlanner.h"

#include <array>
#include <cmath>

namespace colonnade::model {

void FabricPlanner::routeLinks()
{
    struct Stand {
        double x = 0, y = 0, port = 0;
    };
    std::vector<Stand> stands;
    stands.reserve(m_plan.nodes.size());
    for (const FabricNode& node : m_plan.nodes) {
        const Placement& placement = m_arrangement.placements[node.placement];
        const FloorRect area = placement.footprint();
        const Device* device = node.device < 0
            ? nullptr
            : &(*placement.rack())->devices()[static_cast<std::size_t>(node.device)];
        const auto middle = [](Millimetres start, Millimetres size) {
            return (static_cast<double>(start.value()) + static_cast<double>(size.value()) / 2)
                / 1000;
        };
        stands.push_back({middle(area.at.x, area.size.width), middle(area.at.y, area.size.depth),
                          portHeight(placement, device).value()});
    }
    const LinkColumns& links = m_plan.links;
    m_length.resize(links.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
        const Stand& a = stands[links.a[i]];
        const Stand& b = stands[links.b[i]];
        if (m_plan.nodes[links.a[i]].placement == m_plan.nodes[links.b[i]].placement) {
            m_length[i] = static_cast<float>(
                rackRoute(Metres{a.port}, Metres{b.port}, m_rules).length().value());
            continue;
        }
        const std::array segments{Metres{std::abs(a.x - b.x)}, Metres{std::abs(a.y - b.y)}};
        m_length[i] = static_cast<float>(
            trayRoute(segments, Metres{a.port}, Metres{b.port}, m_rules).length().value());
    }
}

} // namespace colonnade::model
