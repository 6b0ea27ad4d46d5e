#include "model/fabric/FabricLinks.h"

#include "model/design/RememberedBeside.h"
#include "model/fabric/FabricPlanner.h"
#include "model/units/Metres.h"

#include <algorithm>

namespace colonnade::model {

namespace {

template <class Number> std::size_t bytesOf(const std::vector<Number>& column)
{
    return column.capacity() * sizeof(Number);
}

template <class... Columns> void reserveAll(std::size_t count, Columns&... columns)
{
    (columns.reserve(count), ...);
}

} // namespace

void LinkColumns::reserve(std::size_t links)
{
    reserveAll(links, a, b, portA, portB, splitA, splitB, tier, rail, plane, speed, cable, origin);
}

void CableColumns::reserve(std::size_t cables)
{
    firstLink.reserve(cables + 1);
    reserveAll(cables, linkOrder, medium, opticA, opticB, connection, gap, routed, basis, ordered, hand, choice);
}

std::string_view word(BisectionBasis basis)
{
    switch (basis) {
    case BisectionBasis::Exact: return "exact";
    case BisectionBasis::LowerBound: return "lower-bound";
    case BisectionBasis::UpperBound: return "upper-bound";
    }
    return {};
}

GigabitsPerSecond FabricPlan::toAccelerators() const
{
    const auto holds = [&](std::uint32_t node) {
        const auto& own = part(node).accelerator;
        return node >= switchCount && own && own->count > 0;
    };
    double gigabits = 0;
    for (std::size_t link = 0; link < links.size(); ++link) {
        if (holds(links.a[link]))
            gigabits += static_cast<double>(links.speed[link]);
    }
    return GigabitsPerSecond{gigabits};
}

std::optional<double> FabricPlan::worstOversubscription(int tier) const
{
    std::optional<double> worst;
    for (const SwitchUse& use : switches) {
        const auto ratio = use.oversubscription();
        if (nodes[use.node].tier == tier && ratio && (!worst || *ratio > *worst))
            worst = ratio;
    }
    return worst;
}

const Placement& FabricPlan::placement(const Arrangement& arrangement, std::uint32_t node) const
{
    const FabricNode& item = nodes[node];
    return item.pod == 0 ? arrangement.placements[item.placement]
                         : pods[item.pod - 1].pod->arrangement().placements[item.placement];
}

std::string FabricPlan::path(const Arrangement& arrangement, std::uint32_t node) const
{
    const FabricNode& item = nodes[node];
    const Placement& stand = placement(arrangement, node);
    std::string path = item.pod == 0 ? stand.id.text() : fmt::format("{}/{}", pods[item.pod - 1].id, stand.id);
    if (item.device < 0 || !stand.rack())
        return path;
    const Device& device = (*stand.rack())->devices()[static_cast<std::size_t>(item.device)];
    return fmt::format("{}/{}", path, device.id);
}

PortRef FabricPlan::portRef(const Arrangement& arrangement, std::uint32_t node,
                            std::uint16_t index) const
{
    const Port& place = port(node, index);
    return {path(arrangement, node), place.role, place.index};
}

std::string FabricPlan::linkText(const Arrangement& arrangement, std::size_t link) const
{
    return fmt::format("{} to {}", text(portRef(arrangement, links.a[link], links.portA[link])),
                       text(portRef(arrangement, links.b[link], links.portB[link])));
}

std::string FabricPlan::gapText(std::size_t cable) const
{
    return text(cables.gap[cable], connections[cables.connection[cable]],
                Metres{static_cast<double>(cables.routed[cable])});
}

std::size_t FabricPlan::memory() const
{
    return bytesOf(nodes) + bytesOf(links.a) + bytesOf(links.b) + bytesOf(links.portA)
        + bytesOf(links.portB) + bytesOf(links.splitA) + bytesOf(links.splitB) + bytesOf(links.tier)
        + bytesOf(links.rail) + bytesOf(links.plane) + bytesOf(links.speed) + bytesOf(links.cable) + bytesOf(links.origin)
        + bytesOf(cables.firstLink) + bytesOf(cables.linkOrder) + bytesOf(cables.medium)
        + bytesOf(cables.opticA) + bytesOf(cables.opticB) + bytesOf(cables.connection)
        + bytesOf(cables.gap) + bytesOf(cables.routed) + bytesOf(cables.basis) + bytesOf(cables.ordered)
        + bytesOf(cables.hand) + bytesOf(cables.choice) + bytesOf(optics) + bytesOf(switches);
}

FabricPlan plannedFabric(const Arrangement& arrangement, const Fabric& fabric,
                         const RouteRules& rules)
{
    return plannedFabric(arrangement, fabric, rules, trayGraphOf(arrangement));
}

FabricPlan plannedFabric(const Arrangement& arrangement, const Fabric& fabric,
                         const RouteRules& rules, const TrayGraph& trays)
{
    return FabricPlanner{arrangement, fabric, rules, trays}();
}

FabricPlan plannedFabric(const Hall& hall, const Fabric& fabric, const RouteRules& rules)
{
    return plannedFabric(hall, fabric, rules, trayGraphOf(hall));
}

FabricPlan plannedFabric(const Hall& hall, const Fabric& fabric, const RouteRules& rules, const TrayGraph& trays)
{
    return FabricPlanner{hall, fabric, rules, trays}();
}

std::shared_ptr<const FabricPlan> fabricPlan(const PodDesignRef& pod, const FabricId& fabric,
                                             Millimetres trayHeight)
{
    using Key = std::pair<FabricId, Millimetres>;
    static RememberedBeside<PodDesign, Key, FabricPlan> remembered;
    const Fabric* recipe = pod->arrangement().fabric(fabric);
    if (!recipe)
        return nullptr;
    return remembered.get(pod, Key{fabric, trayHeight}, [&] {
        RouteRules rules;
        rules.trayHeight = Metres{metresOf(trayHeight)};
        rules.slack = recipe->slack;
        return plannedFabric(pod->arrangement(), *recipe, rules, *trayGraph(pod));
    });
}

std::shared_ptr<const FabricPlan> fabricPlan(const std::shared_ptr<const Hall>& hall,
                                             const FabricId& fabric)
{
    static RememberedBeside<Hall, FabricId, FabricPlan> remembered;
    const Fabric* recipe = hall->arrangement.fabric(fabric);
    if (!recipe)
        return nullptr;
    return remembered.get(hall, fabric, [&] {
        RouteRules rules;
        rules.trayHeight = Metres{metresOf(hall->trayHeight)};
        rules.slack = recipe->slack;
        return plannedFabric(*hall, *recipe, rules, *trayGraph(hall));
    });
}

} // namespace colonnade::model
