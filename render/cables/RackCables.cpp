#include "render/cables/RackCables.h"

#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::render {

RackCables RackCables::of(const model::Arrangement& arrangement,
                          const std::vector<std::shared_ptr<const model::FabricPlan>>& plans, std::size_t placement,
                          const std::string& owner)
{
    RackCables all;
    const model::RackDesignRef* rack = arrangement.placements[placement].rack();
    if (!rack)
        return all;
    const auto devices = (*rack)->devices();
    for (std::size_t fabric = 0; fabric < plans.size(); ++fabric) {
        if (!plans[fabric])
            continue;
        const model::FabricPlan& plan = *plans[fabric];
        const auto isHere = [&](std::uint32_t node) {
            return plan.nodes[node].pod == 0 && plan.nodes[node].placement == placement && plan.nodes[node].device >= 0;
        };
        std::map<std::pair<std::int32_t, std::int32_t>, int> counts; // By device, and the other one or -1.
        bool estimated = false;
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            const std::uint32_t link = plan.cables.links(cable).front();
            std::uint32_t a = plan.links.a[link], b = plan.links.b[link];
            if (!isHere(a))
                std::swap(a, b);
            if (!isHere(a))
                continue;
            ++counts[{plan.nodes[a].device, isHere(b) ? plan.nodes[b].device : -1}];
            estimated = estimated || plan.cables.basis[cable] == model::RouteBasis::Estimated;
        }
        if (counts.empty())
            continue;
        const model::Fabric& drawn = arrangement.fabrics[fabric];
        Network network{owner + '/' + drawn.id.text(), model::labelOr(drawn.name, drawn.id.text()), drawn.role, 0, estimated};
        const auto number = static_cast<std::uint16_t>(all.networks.size());
        for (const auto& [between, cables] : counts) {
            Run run{number, devices[static_cast<std::size_t>(between.first)].id, std::nullopt, cables};
            if (between.second >= 0)
                run.to = devices[static_cast<std::size_t>(between.second)].id;
            else
                network.leaving += cables;
            all.runs.push_back(std::move(run));
        }
        all.networks.push_back(std::move(network));
    }
    const auto unitOf = [&](const model::DeviceId& id) {
        const model::Device* device = (*rack)->device(id);
        return device ? device->mount.unit.value() : 0;
    };
    std::stable_sort(all.runs.begin(), all.runs.end(), [&](const Run& one, const Run& other) {
        return std::pair{one.network, unitOf(one.device)} < std::pair{other.network, unitOf(other.device)};
    });
    return all;
}

} // namespace colonnade::render
