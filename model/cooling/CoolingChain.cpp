#include "model/cooling/CoolingChain.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

void addOnce(std::vector<std::string>& list, std::string what)
{
    if (std::find(list.begin(), list.end(), what) == list.end())
        list.push_back(std::move(what));
}

/// As the facts of a rack see it: an entry that speaks of a coolant without a share leaves the
/// share unknown.
bool speaksOfLiquid(const CoolingFigures& cooling)
{
    return !cooling.coolant.empty() || cooling.flow || !cooling.flowByInlet.empty()
        || cooling.liquidInletMax;
}

bool isLiquidCooled(const CoolingFigures& cooling)
{
    return cooling.liquidFraction ? *cooling.liquidFraction > 0 : speaksOfLiquid(cooling);
}

bool drawsPower(const PartType& part)
{
    switch (part.kind) {
    case PartKind::RackPdu:
    case PartKind::PowerShelf:
    case PartKind::Blanking:
    case PartKind::Manifold:
    case PartKind::PatchPanel: return false;
    default: return true;
    }
}

bool isLoopCdu(const PartType& part)
{
    return part.kind == PartKind::Cdu && part.cdu && part.cdu->type != CduFigures::Type::RearDoor;
}

/// The maker's flow at this supply temperature, between the points that he gives.
std::optional<LitresPerMinute> makersFlow(const CoolingFigures& cooling,
                                          std::optional<Celsius> supply)
{
    const auto& points = cooling.flowByInlet;
    if (points.empty())
        return cooling.flow;
    if (!supply || *supply >= points.back().inlet)
        return points.back().flow; // The warmest inlet asks for the most.
    if (*supply <= points.front().inlet)
        return points.front().flow;
    const auto above = std::find_if(points.begin(), points.end(),
                                    [&](const FlowPoint& p) { return p.inlet > *supply; });
    const auto below = above - 1;
    const double share = difference(*supply, below->inlet) / difference(above->inlet, below->inlet);
    return below->flow + (above->flow - below->flow) * share;
}

/// What cools by liquid in a rack: the system by its own figures, or its devices.
struct Cooled {
    const PartType* part = nullptr;
    double count = 1;
};
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

LoopLoad reckon(const Loop& loop, const std::vector<const Placement*>& on,
                const CoolingBasis& basis)
{
    LoopLoad load{loop};
    load.rise = loop.rise.value_or(basis.rise);
    std::vector<const PartType*> cdus;
    for (const Placement* placement : on) {
        if (const PartRef* unit = placement->unit()) {
            if (isLoopCdu(**unit))
                cdus.push_back(unit->get());
            continue;
        }
        const RackDesign& rack = **placement->rack();
        ++load.racks;
        load.accelerators += rack.facts().accelerators;
        for (const Device& device : rack.devices()) {
            if (isLoopCdu(*device.part))
                cdus.push_back(device.part.get());
        }
        load.heat += rack.facts().heatToLiquid.known;
        for (std::string& what : missingHeat(rack))
            addOnce(load.missingHeat, std::move(what));
        for (const Cooled& cooled : cooledBy(rack)) {
            const auto& limit = cooled.part->cooling.liquidInletMax;
            if (!limit)
                addOnce(load.missingInlet,
                        fmt::format("highest coolant inlet of {}", cooled.part->model));
            else if (!load.inletMax || *limit < *load.inletMax) {
                load.inletMax = *limit;
                load.inletMaxOf = cooled.part->model;
            }
        }
    }

    std::vector<double> capacities, flows;
    load.cdus = static_cast<int>(cdus.size());
    for (const PartType* cdu : cdus) {
        const CduFigures& figures = *cdu->cdu;
        if (figures.capacity > Watts{})
            capacities.push_back(figures.capacity.value());
        else
            addOnce(load.missingCdu, fmt::format("capacity of {}", cdu->model));
        if (figures.flow)
            flows.push_back(figures.flow->value());
        else
            addOnce(load.missingCdu, fmt::format("flow of {}", cdu->model));
        const Kelvins byProfile = figures.type == CduFigures::Type::LiquidToAir
            ? basis.airApproach
            : basis.liquidApproach;
        const Kelvins its = figures.approach.value_or(byProfile);
        if (!load.approach || its > *load.approach)
            load.approach = its;
        load.toRoomAir = load.toRoomAir || figures.type == CduFigures::Type::LiquidToAir;
        load.approachAssumed = load.approachAssumed || !figures.approach;
    }
    load.capacity = Watts{remaining(capacities, 0)};
    load.capacityLess = Watts{remaining(capacities, basis.spareCdus)};
    load.largestCdu = load.capacity - Watts{remaining(capacities, 1)};
    if (!cdus.empty() && flows.size() == cdus.size()) {
        load.cduFlow = LitresPerMinute{remaining(flows, 0)};
        load.cduFlowLess = LitresPerMinute{remaining(flows, basis.spareCdus)};
    }
    if (load.approach)
        load.supply = loop.facilitySupply + *load.approach;

    const Celsius mean = load.supply.value_or(Celsius{30}) + load.rise / 2.0;
    const auto fluid = coolant(loop.fluid, mean);
    if (fluid)
        load.fluid = *fluid;
    std::optional<LitresPerMinute> byMakers = LitresPerMinute{};
    for (const Placement* placement : on) {
        if (!placement->rack())
            continue;
        for (const Cooled& cooled : cooledBy(**placement->rack())) {
            const auto flow = makersFlow(cooled.part->cooling, load.supply);
            byMakers =
                flow && byMakers ? std::optional{*byMakers + *flow * cooled.count} : std::nullopt;
        }
    }
    if (!loop.rise && byMakers && *byMakers > LitresPerMinute{}) {
        load.flow = byMakers;
        load.flowByMaker = true;
        if (fluid)
            load.rise = Kelvins{60'000 * load.heat.value()
                                / (fluid->density * fluid->heatCapacity * byMakers->value())};
    } else if (fluid) {
        load.flow = flowDemand(load.heat, *fluid, load.rise);
    }
    return load;
}

} // namespace

std::vector<std::string> missingHeat(const RackDesign& rack)
{
    std::vector<std::string> missing;
    const RackFacts& facts = rack.facts();
    if (facts.heatToLiquid.complete() && facts.heatToAir.complete())
        return missing;
    const auto look = [&](const PartType& part) {
        if (!part.power.forOperation())
            addOnce(missing, fmt::format("power of {}", part.model));
        else if (!part.cooling.liquidFraction && speaksOfLiquid(part.cooling))
            addOnce(missing, fmt::format("liquid share of {}", part.model));
    };
    std::set<TypeId> covered;
    if (const PartRef& system = rack.system(); system && system->power.forProvisioning()) {
        for (const ContentItem& item : system->contents)
            covered.insert(item.type);
        look(*system);
    }
    for (const Device& device : rack.devices()) {
        if (!covered.contains(device.part->id) && drawsPower(*device.part))
            look(*device.part);
    }
    return missing;
}

const LoopLoad* CoolingChain::loop(const LoopId& id) const
{
    const auto found = std::find_if(loops.begin(), loops.end(),
                                    [&](const LoopLoad& one) { return one.loop.id == id; });
    return found == loops.end() ? nullptr : &*found;
}

CoolingChain coolingChain(const Arrangement& arrangement, const CoolingBasis& basis, std::span<const FacilityWater>)
{
    CoolingChain chain;
    std::map<LoopId, std::vector<const Placement*>> on;
    for (const Placement& placement : arrangement.placements) {
        if (placement.loop) {
            on[*placement.loop].push_back(&placement);
            continue;
        }
        const RackDesignRef* rack = placement.rack();
        if (!rack)
            continue;
        const auto devices = (*rack)->devices();
        const bool ownCdu = std::any_of(devices.begin(), devices.end(), [](const Device& device) {
            return device.part->kind == PartKind::Cdu;
        });
        const Sum<Watts>& heat = (*rack)->facts().heatToLiquid;
        if (!ownCdu && heat.known > Watts{})
            chain.withoutLoop.push_back(placement.id);
    }
    static const std::vector<const Placement*> none;
    for (const Loop& loop : arrangement.loops) {
        const auto found = on.find(loop.id);
        chain.loops.push_back(reckon(loop, found == on.end() ? none : found->second, basis));
    }
    return chain;
}

DesignCooling designCooling(const Design& design, const CoolingBasis& basis)
{
    std::map<const PodDesign*, int> placed;
    for (const PodPlacement& pod : design.hall()->pods)
        ++placed[pod.pod.get()];
    DesignCooling cooling;
    for (const auto& [id, pod] : design.podDesigns()) {
        const auto count = placed.find(pod.get());
        cooling.parts.push_back({pod.get(), count == placed.end() ? 0 : count->second,
                                 coolingChain(pod->arrangement(), basis)});
    }
    if (!design.hall()->arrangement.placements.empty() || !design.hall()->arrangement.loops.empty())
        cooling.parts.push_back({nullptr, 1, coolingChain(design.hall()->arrangement, basis)});
    return cooling;
}

} // namespace colonnade::model
