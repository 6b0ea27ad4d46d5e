#include "model/cooling/CoolingChain.h"

#include "model/catalog/PowerUse.h"
#include "model/cooling/CooledParts.h"
#include "model/design/RememberedBeside.h"
#include "model/units/AddOnce.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace colonnade::model {

namespace {

/// The loop as the facility water that it names makes it.
LoopLoad begun(const Loop& loop, std::span<const FacilityWater> facilities)
{
    LoopLoad load{loop};
    if (!loop.facility)
        return load;
    const FacilityWater* facility = facilityWater(facilities, *loop.facility);
    load.facilityMissing = !facility;
    if (facility) {
        load.facility = *facility;
        load.loop.facilitySupply = facility->warmest();
    }
    return load;
}

LoopLoad reckon(LoopLoad load, const std::vector<const Placement*>& on, const CoolingBasis& basis)
{
    const Loop& loop = load.loop;
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
    if (load.approach && !load.facilityMissing)
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
                flow && byMakers ? std::optional{*byMakers + flow->flow * cooled.count} : std::nullopt;
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

void solve(LoopLoad& load, const Arrangement& arrangement, const CoolingBasis& basis)
{
    if (load.racks == 0 || load.cdus == 0 || !load.supply || load.fluid.density <= 0)
        return;
    load.network = std::make_shared<const LoopNetwork>(loopNetwork(arrangement, load, basis));
    auto state = loopState(*load.network);
    if (state)
        load.state = std::make_shared<const LoopState>(std::move(*state));
    else
        load.withoutState = state.error().text;
}

std::string keyOf(const CoolingBasis& basis)
{
    return fmt::format("{} {} {} {} {}", basis.rise.value(), basis.liquidApproach.value(),
                       basis.airApproach.value(), basis.facilityRise.value(), basis.spareCdus);
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

CoolingChain coolingChain(const Arrangement& arrangement, const CoolingBasis& basis,
                          std::span<const FacilityWater> facilities)
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
        chain.loops.push_back(
            reckon(begun(loop, facilities), found == on.end() ? none : found->second, basis));
        solve(chain.loops.back(), arrangement, basis);
    }
    return chain;
}

std::string facilitiesKey(const Arrangement& arrangement, std::span<const FacilityWater> facilities)
{
    std::string key;
    for (const Loop& loop : arrangement.loops) {
        const FacilityWater* facility =
            loop.facility ? facilityWater(facilities, *loop.facility) : nullptr;
        if (!facility)
            continue;
        const auto plain = [](const auto& quantity) { return quantity ? quantity->value() : -1e9; };
        key += fmt::format("\n{} {:?} {:?} {} {} {} {}", facility->id, facility->name, facility->fluid,
                           facility->waterClass.value_or(0), plain(facility->flow),
                           plain(facility->differential), plain(facility->rise));
        for (const FacilityPoint& point : facility->points)
            key += fmt::format(" {:?} {}", point.name, point.supply.value());
        if (const auto& rejection = facility->rejection)
            key += fmt::format(" {} {} {} {}", word(rejection->kind), rejection->units,
                               rejection->spare, plain(rejection->capacity));
    }
    return key;
}

std::shared_ptr<const CoolingChain> podCoolingChain(const PodDesignRef& pod, const CoolingBasis& basis,
                                                    std::span<const FacilityWater> facilities)
{
    static RememberedBeside<PodDesign, std::string, CoolingChain> remembered;
    return remembered.get(pod, keyOf(basis) + facilitiesKey(pod->arrangement(), facilities),
                          [&] { return coolingChain(pod->arrangement(), basis, facilities); });
}

std::shared_ptr<const CoolingChain> hallCoolingChain(const std::shared_ptr<const Hall>& hall, const CoolingBasis& basis)
{
    static RememberedBeside<Hall, std::string, CoolingChain> remembered;
    return remembered.get(hall, keyOf(basis),
                          [&] { return coolingChain(hall->arrangement, basis, hall->facilityWaters); });
}

LoopLoad loopLoad(const Arrangement& arrangement, const Loop& loop, const CoolingBasis& basis,
                  std::span<const FacilityWater> facilities)
{
    std::vector<const Placement*> on;
    for (const Placement& placement : arrangement.placements) {
        if (placement.loop == loop.id)
            on.push_back(&placement);
    }
    return reckon(begun(loop, facilities), on, basis);
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
                                 *podCoolingChain(pod, basis, design.hall()->facilityWaters)});
    }
    if (!design.hall()->arrangement.placements.empty() || !design.hall()->arrangement.loops.empty())
        cooling.parts.push_back({nullptr, 1, *hallCoolingChain(design.hall(), basis)});
    return cooling;
}

} // namespace colonnade::model
