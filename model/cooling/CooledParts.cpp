#include "model/cooling/CooledParts.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

bool speaksOfLiquid(const CoolingFigures& cooling)
{
    return !cooling.coolant.empty() || cooling.flow || !cooling.flowByInlet.empty()
        || cooling.liquidInletMax;
}

bool isLiquidCooled(const CoolingFigures& cooling)
{
    return cooling.liquidFraction ? *cooling.liquidFraction > 0 : speaksOfLiquid(cooling);
}

bool isLoopCdu(const PartType& part)
{
    return part.kind == PartKind::Cdu && part.cdu && part.cdu->type != CduFigures::Type::RearDoor;
}

std::optional<MakersFlow> makersFlow(const CoolingFigures& cooling, std::optional<Celsius> supply)
{
    const auto& points = cooling.flowByInlet;
    if (points.empty())
        return cooling.flow ? std::optional{MakersFlow{*cooling.flow, cooling.flowDrop}} : std::nullopt;
    const auto at = [](const FlowPoint& point) { return MakersFlow{point.flow, point.pressureDrop}; };
    if (!supply || *supply >= points.back().inlet)
        return at(points.back()); // The warmest inlet asks for the most.
    if (*supply <= points.front().inlet)
        return at(points.front());
    const auto above = std::find_if(points.begin(), points.end(),
                                    [&](const FlowPoint& p) { return p.inlet > *supply; });
    const auto below = above - 1;
    const double share = difference(*supply, below->inlet) / difference(above->inlet, below->inlet);
    MakersFlow result{below->flow + (above->flow - below->flow) * share, {}};
    if (below->pressureDrop && above->pressureDrop)
        result.drop = *below->pressureDrop + (*above->pressureDrop - *below->pressureDrop) * share;
    return result;
}

std::vector<Cooled> cooledBy(const RackDesign& rack)
{
    std::vector<Cooled> list;
    std::set<TypeId> covered;
    if (const PartRef& system = rack.system(); system && system->power.forProvisioning()) {
        for (const ContentItem& item : system->contents)
            covered.insert(item.type);
        const int whole = system->accelerator ? system->accelerator->count : 0;
        if (isLiquidCooled(system->cooling))
            list.push_back(
                {system.get(),
                 whole > 0 ? static_cast<double>(rack.facts().accelerators) / whole : 1});
    }
    for (const Device& device : rack.devices()) {
        const PartType& part = *device.part;
        if (part.kind != PartKind::Cdu && !covered.contains(part.id)
            && isLiquidCooled(part.cooling))
            list.push_back({&part, 1});
    }
    return list;
}

} // namespace colonnade::model
