#include "model/reliability/Population.h"

#include "model/cooling/CooledParts.h"
#include "model/design/RememberedBeside.h"
#include "model/fabric/FabricLinks.h"
#include "model/power/RackPower.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

using Parts = std::array<std::int64_t, failureClassCount>;

std::int64_t& at(Parts& parts, FailureClass kind)
{
    return parts[static_cast<std::size_t>(kind)];
}

/// Supplies with a cord of their own, or the rectifiers of a shelf.
int suppliesOf(const PartType& part)
{
    if (part.kind == PartKind::PowerShelf)
        return isSource(part) ? std::max(part.shelf->rectifiers, 1) : 0;
    if (part.kind == PartKind::RackPdu)
        return 0;
    int supplies = 0;
    for (const PowerInput& input : part.inputs) {
        if (input.kind == PowerInput::Kind::AcCord)
            supplies += std::max(input.count, 1);
    }
    return supplies;
}

void addPart(Parts& parts, const PartType& part)
{
    at(parts, FailureClass::Supply) += suppliesOf(part);
    at(parts, FailureClass::Pdu) +=
        part.kind == PartKind::RackPdu || part.kind == PartKind::FloorPower ? 1 : 0;
    at(parts, FailureClass::Switch) += part.kind == PartKind::Switch
            || (part.kind == PartKind::Tray && part.role == DeviceRole::ScaleUpSwitch)
        ? 1
        : 0;
    at(parts, FailureClass::Pump) += isLoopCdu(part) ? pumpsOf(part) : 0;
}

struct RackPopulation {
    std::int64_t nodes = 0, accelerators = 0;
    Parts parts{};
    std::map<TypeId, PartRef> inUse;
};

RackPopulation counted(const RackDesign& rack)
{
    RackPopulation population;
    population.accelerators = rack.facts().accelerators;
    population.inUse.emplace(rack.frame()->id, rack.frame());
    if (rack.system())
        population.inUse.emplace(rack.system()->id, rack.system());
    if (rack.rearDoor())
        population.inUse.emplace(rack.rearDoor()->id, rack.rearDoor());
    for (const Device& device : rack.devices()) {
        population.nodes += device.part->accelerator && device.part->accelerator->count > 0 ? 1 : 0;
        addPart(population.parts, *device.part);
        population.inUse.emplace(device.part->id, device.part);
    }
    // A rack-scale system that is not opened to its trays is repaired as one.
    if (population.nodes == 0 && population.accelerators > 0)
        population.nodes = 1;
    at(population.parts, FailureClass::Gpu) = population.accelerators;
    return population;
}

std::shared_ptr<const RackPopulation> populationOf(const RackDesignRef& rack)
{
    static RememberedBeside<RackDesign, int, RackPopulation> remembered;
    return remembered.get(rack, 0, [&] { return counted(*rack); });
}

ByteRate storageRate(const Fabric& fabric, const FabricPlan& plan)
{
    return reachesStorage(fabric.role) ? byteRate(plan.toAccelerators()) : ByteRate{};
}

FabricPopulation counted(const Fabric& fabric, const FabricPlan& plan)
{
    FabricPopulation population;
    population.fabric = &fabric;
    population.optics = static_cast<std::int64_t>(plan.optics.size());
    population.toNodes = storageRate(fabric, plan);
    for (const std::uint16_t medium : plan.cables.medium) {
        if (medium == CableColumns::none || !plan.media[medium]->cable)
            continue;
        const CableFigures& cable = *plan.media[medium]->cable;
        switch (cable.medium) {
        case CableFigures::Medium::Aoc: population.optics += 1 + cable.ends; break;
        case CableFigures::Medium::Aec:
        case CableFigures::Medium::Acc: ++population.activeCopper; break;
        case CableFigures::Medium::Dac: ++population.passiveCopper; break;
        default: break; // Bare fibre and twisted pair: what fails is at their ends.
        }
    }
    return population;
}

template <class PlanOf>
Population counted(const Arrangement& arrangement, const PodDesign* pod, PlanOf planOf)
{
    Population population;
    for (const Placement& placement : arrangement.placements) {
        if (const PartRef* unit = placement.unit()) {
            addPart(population.parts, **unit);
            population.inUse.emplace((*unit)->id, *unit);
            continue;
        }
        const auto rack = populationOf(*placement.rack());
        population.nodes += rack->nodes;
        population.accelerators += rack->accelerators;
        for (std::size_t i = 0; i < failureClassCount; ++i)
            population.parts[i] += rack->parts[i];
        population.inUse.insert(rack->inUse.begin(), rack->inUse.end());
    }
    for (const Feed& feed : arrangement.feeds)
        at(population.parts, FailureClass::Ups) +=
            feed.kind == FeedKind::Ups ? feed.equipment.units : 0;
    for (const Fabric& fabric : arrangement.fabrics) {
        const auto plan = planOf(fabric.id);
        if (!plan)
            continue;
        population.fabrics.push_back(counted(fabric, *plan));
        for (const PartRef& medium : plan->media)
            population.inUse.emplace(medium->id, medium);
        population.fabrics.back().pod = pod;
        population.storageNetwork += population.fabrics.back().toNodes;
        at(population.parts, FailureClass::Optics) += population.fabrics.back().optics;
        at(population.parts, FailureClass::ActiveCopper) += population.fabrics.back().activeCopper;
        at(population.parts, FailureClass::PassiveCopper) +=
            population.fabrics.back().passiveCopper;
    }
    return population;
}

std::shared_ptr<const Population> populationOf(const PodDesignRef& pod, Millimetres trayHeight)
{
    static RememberedBeside<PodDesign, Millimetres, Population> remembered;
    return remembered.get(pod, trayHeight, [&] {
        return counted(pod->arrangement(), pod.get(),
                       [&](const FabricId& id) { return fabricPlan(pod, id, trayHeight); });
    });
}

Population counted(const std::shared_ptr<const Hall>& hall)
{
    Population population = counted(hall->arrangement, nullptr,
                                    [&](const FabricId& id) { return fabricPlan(hall, id); });
    at(population.parts, FailureClass::AirUnit) += hall->air ? hall->air->units : 0;
    std::map<PodDesignId, std::pair<PodDesignRef, int>> pods; // By id: the same order in every run.
    for (const PodPlacement& placement : hall->pods) {
        auto& placed = pods.try_emplace(placement.pod->id(), placement.pod, 0).first->second;
        ++placed.second;
    }
    for (const auto& [id, placed] : pods) {
        const auto& [pod, times] = placed;
        const auto one = populationOf(pod, hall->trayHeight);
        population.nodes += one->nodes * times;
        population.accelerators += one->accelerators * times;
        population.storageNetwork += one->storageNetwork * static_cast<double>(times);
        for (std::size_t i = 0; i < failureClassCount; ++i)
            population.parts[i] += one->parts[i] * times;
        population.inUse.insert(one->inUse.begin(), one->inUse.end());
        for (FabricPopulation fabric : one->fabrics) {
            fabric.placements = times;
            fabric.optics *= times;
            fabric.activeCopper *= times;
            fabric.passiveCopper *= times;
            fabric.toNodes = fabric.toNodes * static_cast<double>(times);
            population.fabrics.push_back(fabric);
        }
    }
    return population;
}

constexpr std::array<std::string_view, failureClassCount> classWords{
    "gpu", "switch", "optics", "aec", "dac", "psu", "pump", "pdu", "ups", "air"};
constexpr std::array<std::string_view, failureClassCount> classNames{
    "accelerators",          "switches",       "optical modules", "active copper cables",
    "passive copper cables", "power supplies", "pumps",           "PDUs and power panels",
    "UPS modules",           "air handlers"};

} // namespace

std::string_view word(FailureClass kind)
{
    return classWords[static_cast<std::size_t>(kind)];
}

std::string_view failureClassName(FailureClass kind)
{
    return classNames[static_cast<std::size_t>(kind)];
}

std::optional<FailureClass> failureClassFrom(std::string_view word)
{
    const auto found = std::find(classWords.begin(), classWords.end(), word);
    return found == classWords.end()
        ? std::nullopt
        : std::optional{static_cast<FailureClass>(found - classWords.begin())};
}

int pumpsOf(const PartType& cdu)
{
    if (const auto count = cdu.number("pump_count"))
        return static_cast<int>(*count);
    const std::string words = cdu.cdu ? cdu.cdu->pumpRedundancy : std::string{};
    const auto says = [&](std::string_view text) { return words.find(text) != std::string::npos; };
    if (says("triple") || says("N+2"))
        return 3;
    return says("twin") || says("N+1") || says("N+N") || says("2N") || says("redundant") ? 2 : 1;
}

Population populationOf(const Design& design)
{
    static RememberedBeside<Hall, int, Population> remembered;
    return *remembered.get(design.hall(), 0, [&] { return counted(design.hall()); });
}

} // namespace colonnade::model
