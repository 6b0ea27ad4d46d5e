#include "model/fabric/FabricPlanner.h"

namespace colonnade::model {

FabricPlanner::FabricPlanner(const Arrangement& arrangement, const Fabric& fabric,
                             const RouteRules& rules, const TrayGraph& trays)
    : m_arrangement{arrangement}, m_fabric{fabric}, m_rules{rules}, m_trays{trays}
{
}

FabricPlanner::FabricPlanner(const Hall& hall, const Fabric& fabric, const RouteRules& rules,
                             const TrayGraph& trays)
    : m_hall{fabric.joins ? &hall : nullptr}, m_arrangement{hall.arrangement}, m_fabric{fabric}, m_rules{rules}, m_trays{trays}
{
}

FabricPlan FabricPlanner::operator()()
{
    m_plan.role = m_fabric.role;
    m_plan.family = m_fabric.family;
    m_plan.rails = onRails() ? m_fabric.rails : 0;
    m_plan.planes = m_fabric.planes;
    for (const PartRef& medium : m_fabric.media)
        m_plan.media.push_back(medium);
    m_placements.reserve(m_arrangement.placements.size());
    for (std::uint32_t i = 0; i < m_arrangement.placements.size(); ++i)
        m_placements.emplace(m_arrangement.placements[i].id.text(), i);

    findSwitches();
    if (m_hall)
        findPods();
    else if (m_fabric.joins)
        m_plan.refusal = Error{fmt::format("it joins fabrics '{}' of pods, which only a fabric of the hall can", *m_fabric.joins)};
    else
        findEndpoints();
    m_podSwitches = static_cast<std::uint32_t>(m_hall ? m_plan.nodes.size() : m_plan.switchCount);
    m_rail.resize(m_taken.size());
    m_planeOf.resize(m_taken.size());
    m_plan.links.reserve(m_taken.size() / 2); // A link takes a port at each end; only split ports give more.
    addByHand();
    const std::size_t byHand = m_plan.links.size();
    if (!m_plan.refusal)
        m_plan.refusal = m_hall && m_fabric.family != FabricFamily::Manual ? joinPods() : addByRecipe();
    if (m_plan.refusal) {
        m_plan.refusal = m_plan.refusal->in(fmt::format("Fabric '{}'", m_fabric.id));
        LinkColumns& links = m_plan.links;
        for (auto* column : {&links.a, &links.b, &links.cable})
            column->resize(byHand);
        for (auto* column : {&links.portA, &links.portB})
            column->resize(byHand);
        for (auto* column : {&links.splitA, &links.splitB, &links.tier, &links.rail, &links.plane})
            column->resize(byHand);
        links.speed.resize(byHand);
        links.origin.resize(byHand);
        m_plan.unplaced = 0;
        m_cut.reset();
    }
    findChoices();
    routeLinks();
    bundleLinks();
    count();
    measure();
    return std::move(m_plan);
}

} // namespace colonnade::model
