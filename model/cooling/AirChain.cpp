#include "model/cooling/AirChain.h"

#include "model/cooling/CooledParts.h"
#include "model/cooling/CoolingChain.h"
#include "model/units/AddOnce.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

constexpr Millimetres frontDepth{600}; ///< How far before its front a rack draws.

bool isLiquidToAir(const PartType& part)
{
    return part.kind == PartKind::Cdu && part.cdu
        && part.cdu->type == CduFigures::Type::LiquidToAir;
}

Watts heatToAir(const PartType& part)
{
    const auto power = part.power.forProvisioning();
    return power ? *power * (1 - part.cooling.liquidFraction.value_or(0)) : Watts{};
}

/// Parts that the figures of the rack-scale system stand for.
std::set<TypeId> coveredBySystem(const RackDesign& rack)
{
    std::set<TypeId> covered;
    if (const PartRef& system = rack.system(); system && system->power.forProvisioning()) {
        for (const ContentItem& item : system->contents)
            covered.insert(item.type);
    }
    return covered;
}

void limits(RackAir& air, const PartType& part)
{
    const CoolingFigures& cooling = part.cooling;
    if (cooling.airInletMax && (!air.inletMax || *cooling.airInletMax < *air.inletMax)) {
        air.inletMax = cooling.airInletMax;
        air.inletMaxOf = part.model;
    }
    if (cooling.airInletMin && (!air.inletMin || *cooling.airInletMin > *air.inletMin)) {
        air.inletMin = cooling.airInletMin;
        air.inletMinOf = part.model;
    }
    if (!cooling.airInletMax && !airPaths(part).none)
        air.someWithoutLimit = true;
}

/// The strip before (or behind) a thing from which it draws (or into which it blows).
FloorRect strip(const Placement& placement, Turn facing)
{
    const FloorRect foot = placement.footprint();
    switch (placement.turn + facing) {
    case Turn::None: return {{foot.at.x, foot.at.y - frontDepth}, {foot.size.width, frontDepth}};
    case Turn::Quarter: return {{foot.right(), foot.at.y}, {frontDepth, foot.size.depth}};
    case Turn::Half: return {{foot.at.x, foot.top()}, {foot.size.width, frontDepth}};
    case Turn::ThreeQuarters:
        return {{foot.at.x - frontDepth, foot.at.y}, {frontDepth, foot.size.depth}};
    }
    return foot;
}

std::int64_t shared(const FloorRect& a, const FloorRect& b)
{
    const auto width = std::min(a.right(), b.right()) - std::max(a.at.x, b.at.x);
    const auto depth = std::min(a.top(), b.top()) - std::max(a.at.y, b.at.y);
    return width > Millimetres{} && depth > Millimetres{} ? width.value() * depth.value() : 0;
}

/// The aisle that has the most of a strip; nothing where none has any.
std::optional<std::size_t> aisleAt(const std::vector<Aisle>& aisles, const FloorRect& strip)
{
    std::optional<std::size_t> best;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < aisles.size(); ++i) {
        if (const auto area = shared(aisles[i].area, strip); area > most) {
            most = area;
            best = i;
        }
    }
    return best;
}

/// Heat and capacities of one loop.
struct Rejection {
    Watts heat, capacity, toAir;
};

class Chain {
public:
    Chain(const Arrangement& arrangement, Kelvins wantedRise)
        : m_arrangement{arrangement}, m_rise{wantedRise}
    {
    }

    AirChain operator()()
    {
        if (std::any_of(m_arrangement.placements.begin(), m_arrangement.placements.end(),
                        [](const Placement& item) { return item.loop.has_value(); }))
            addLoops();
        for (const Placement& placement : m_arrangement.placements) {
            if (placement.rack())
                addRack(placement);
            else
                addUnit(placement);
        }
        for (auto& [key, group] : m_groups)
            m_chain.groups.push_back(std::move(group));
        for (auto& [index, aisle] : m_aisles)
            m_chain.aisles.push_back(aisle);
        return std::move(m_chain);
    }

private:
    struct Stand {
        std::optional<std::size_t> cold;
        bool contained = false, turned = false;
    };
    [[nodiscard]] Stand standOf(const Placement& placement) const
    {
        Stand stand;
        const auto& aisles = m_arrangement.aisles;
        const auto front = aisleAt(aisles, strip(placement, Turn::None));
        const auto rear = aisleAt(aisles, strip(placement, Turn::Half));
        if (front && aisles[*front].kind == Aisle::Kind::Cold) {
            stand.cold = front;
            stand.contained = aisles[*front].contained;
        }
        stand.turned = front && aisles[*front].kind == Aisle::Kind::Hot;
        stand.contained = stand.contained
            || (!stand.turned && rear && aisles[*rear].kind == Aisle::Kind::Hot
                && aisles[*rear].contained);
        return stand;
    }

    void draw(const Stand& stand, CubicMetresPerSecond flow, int racks)
    {
        bool own = false;
        if (stand.cold) {
            const Aisle& aisle = m_arrangement.aisles[*stand.cold];
            AisleAir& air =
                m_aisles
                    .try_emplace(*stand.cold,
                                 AisleAir{*stand.cold, stand.contained, 0, {}, aisle.supply})
                    .first->second;
            air.racks += racks;
            air.demand += flow;
            own = aisle.supply.has_value();
        }
        if (!own)
            (stand.contained ? m_chain.contained : m_chain.open) += flow;
    }

    void addRack(const Placement& placement)
    {
        const RackDesign* rack = placement.rack()->get();
        const auto known = m_airs.find(rack);
        const RackAir& air = known != m_airs.end()
            ? known->second
            : m_airs.emplace(rack, rackAir(*rack, m_rise)).first->second;
        const Stand stand = standOf(placement);
        const auto key = std::tuple{rack->id(), !stand.contained, rack};
        RackGroup& group =
            m_groups.try_emplace(key, RackGroup{rack, air, stand.contained, {}}).first->second;
        group.racks.push_back(placement.id);
        if (stand.turned)
            m_chain.turned.push_back(placement.id);
        draw(stand, air.flow, 1);
        m_chain.heat += air.heat;
        m_chain.removed += air.removed;
        for (const std::string& what : air.missing)
            addOnce(m_chain.missing, what);
        if (placement.loop)
            return; // Its liquid-to-air units serve the loop.
        m_chain.givenBack += air.givenBack;
        if (air.givenBack > Watts{})
            draw(stand, airflowDemand(air.givenBack, m_rise), 0);
    }

    void addUnit(const Placement& placement)
    {
        const PartType& unit = **placement.unit();
        if (!isLiquidToAir(unit) || !placement.loop)
            return;
        give(placement, unit);
    }

    /// What a liquid-to-air unit blows into the room: the heat of its loop by its share of the
    /// capacity.
    void give(const Placement& placement, const PartType& unit)
    {
        const Rejection& loop = m_loops[*placement.loop];
        if (loop.capacity <= Watts{} || loop.heat <= Watts{})
            return;
        const Watts heat = loop.heat * (unit.cdu->capacity / loop.capacity);
        m_chain.givenBack += heat;
        draw(standOf(placement), airflowDemand(heat, m_rise), 0);
    }

    void addLoops()
    {
        for (const Placement& placement : m_arrangement.placements) {
            if (!placement.loop)
                continue;
            Rejection& loop = m_loops[*placement.loop];
            const auto add = [&](const PartType& part) {
                if (isLoopCdu(part))
                    loop.capacity += part.cdu->capacity;
            };
            if (const PartRef* unit = placement.unit()) {
                add(**unit);
                continue;
            }
            loop.heat += (*placement.rack())->facts().heatToLiquid.known;
            for (const Device& device : (*placement.rack())->devices())
                add(*device.part);
        }
        // Units in racks of the loop, once all capacity is known.
        for (const Placement& placement : m_arrangement.placements) {
            if (!placement.loop || !placement.rack())
                continue;
            for (const Device& device : (*placement.rack())->devices()) {
                if (isLiquidToAir(*device.part))
                    give(placement, *device.part);
            }
        }
    }

    const Arrangement& m_arrangement;
    Kelvins m_rise;
    AirChain m_chain;
    std::map<const RackDesign*, RackAir> m_airs;
    std::map<std::tuple<RackDesignId, bool, const RackDesign*>, RackGroup> m_groups;
    std::map<std::size_t, AisleAir> m_aisles;
    std::map<LoopId, Rejection> m_loops;
};

} // namespace

std::optional<Face> intakeFace(const Device& device, Face preferred)
{
    if (device.zeroU())
        return std::nullopt;
    const AirPaths paths = airPaths(*device.part);
    if (!paths.known || paths.none || paths.side)
        return std::nullopt;
    const Face back = device.mount.face == Face::Front ? Face::Rear : Face::Front;
    const bool can = preferred == device.mount.face ? paths.frontToRear : paths.rearToFront;
    if (can)
        return preferred;
    return paths.frontToRear ? device.mount.face : back;
}

RackAir rackAir(const RackDesign& rack, Kelvins wantedRise)
{
    RackAir air;
    const RackFacts& facts = rack.facts();
    air.heat = facts.heatToAir.known;
    if (!facts.heatToAir.complete()) {
        air.missing = missingHeat(rack);
        if (air.missing.empty())
            air.missing.push_back(fmt::format("heat of rack design '{}'", rack.id()));
    }
    const std::set<TypeId> covered = coveredBySystem(rack);
    if (rack.system() && !covered.empty())
        limits(air, *rack.system());
    Watts told; // Heat of the devices of which the maker tells the flow.
    for (const Device& device : rack.devices()) {
        const PartType& part = *device.part;
        if (isLiquidToAir(part))
            air.givenBack = facts.heatToLiquid.known;
        if (covered.contains(part.id))
            continue;
        limits(air, part);
        if (const auto flow = makersAirflow(part); flow && part.kind != PartKind::Accelerator) {
            air.flow += *flow;
            told += heatToAir(part);
            air.flowByMaker = true;
        }
    }
    // Power capping may keep the rack below the sum of its devices.
    const Watts rest = air.heat - told;
    if (rest > Watts{})
        air.flow += airflowDemand(rest, wantedRise);
    air.rise = air.heat > Watts{} && air.flow > CubicMetresPerSecond{} ? airRise(air.heat, air.flow)
                                                                       : wantedRise;
    if (const PartRef& door = rack.rearDoor())
        air.removed = std::min(air.heat, door->cdu->capacity);
    return air;
}

AirChain airChain(const Arrangement& arrangement, Kelvins wantedRise)
{
    return Chain{arrangement, wantedRise}();
}

std::optional<double> HallAir::share() const
{
    if (!supply || demand() <= CubicMetresPerSecond{})
        return std::nullopt;
    return supplyShare(*supply, leakage, demand());
}

HallAir hallAir(const Hall& hall, std::span<const PlacedAir> parts)
{
    HallAir air;
    const double thinner = 1 / pressureRatio(hall.altitude);
    for (const PlacedAir& part : parts) {
        if (part.placements == 0)
            continue;
        air.contained += part.chain->contained * (thinner * part.placements);
        air.open += part.chain->open * (thinner * part.placements);
        for (const std::string& what : part.chain->missing)
            addOnce(air.missing, what);
    }
    if (const auto& handlers = hall.air) {
        if (handlers->flowEach)
            air.supply = *handlers->flowEach
                * static_cast<double>(std::max(0, handlers->units - handlers->spare));
        air.leakageKnown = handlers->leakage.has_value();
        air.leakage = handlers->leakage.value_or(0);
    }
    return air;
}

DesignAir designAir(const Design& design, Kelvins wantedRise)
{
    DesignAir air;
    for (const auto& [id, pod] : design.podDesigns())
        air.parts.push_back(
            {pod.get(), design.placementsOf(id), airChain(pod->arrangement(), wantedRise)});
    if (!design.hall()->arrangement.placements.empty())
        air.parts.push_back({nullptr, 1, airChain(design.hall()->arrangement, wantedRise)});
    std::vector<PlacedAir> placed;
    for (const DesignAir::Part& part : air.parts)
        placed.push_back({&part.chain, part.placements});
    air.hall = hallAir(*design.hall(), placed);
    return air;
}

std::optional<double> roomVolume(const Hall& hall)
{
    if (hall.outline.empty())
        return std::nullopt;
    constexpr double perCubicMetre = 1e9;
    return area(hall.outline) * static_cast<double>(hall.height.value()) / perCubicMetre;
}

} // namespace colonnade::model
