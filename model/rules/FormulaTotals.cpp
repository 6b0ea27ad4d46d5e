#include "model/rules/FormulaTotals.h"

#include "model/cooling/CoolingChain.h"
#include "model/power/RackPower.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

std::string_view figure(Total total)
{
    switch (total) {
    case Total::Provisioned: return "power";
    case Total::Operation: return "power in operation";
    case Total::Peak: return "peak power";
    case Total::HeatToAir:
    case Total::HeatToLiquid: return "heat";
    case Total::Mass: return "mass";
    case Total::Flow: return "coolant flow";
    case Total::Price: return "price";
    }
    return {};
}

bool passesPowerOn(const PartType& part)
{
    switch (part.kind) {
    case PartKind::RackPdu:
    case PartKind::PowerShelf:
    case PartKind::FloorPower:
    case PartKind::Blanking:
    case PartKind::Manifold:
    case PartKind::PatchPanel: return true;
    default: return false;
    }
}

/// Whether the entry does not give what `RackFacts` and `FloorFacts` add up.
bool lacks(const PartType& part, Total total)
{
    switch (total) {
    case Total::Provisioned: return !passesPowerOn(part) && !part.power.forProvisioning();
    case Total::Operation: return !passesPowerOn(part) && !part.power.forOperation();
    case Total::Peak: return !passesPowerOn(part) && !part.power.forPeak();
    case Total::HeatToAir:
    case Total::HeatToLiquid:
        return !passesPowerOn(part) && (!part.power.forProvisioning() || !part.cooling.liquidFraction);
    case Total::Mass: return part.kind != PartKind::Blanking && !part.body.mass;
    case Total::Flow:
        return !passesPowerOn(part) && part.cooling.liquidFraction.value_or(1) > 0 && !part.cooling.flow
            && part.cooling.flowByInlet.empty();
    case Total::Price: return part.kind != PartKind::Blanking && !part.price;
    }
    return false;
}

using Names = std::set<std::string>;

void addNames(Names& names, const RackDesign& rack, Total total)
{
    if (total == Total::HeatToAir || total == Total::HeatToLiquid) {
        for (std::string& name : missingHeat(rack))
            names.insert(std::move(name));
        return;
    }
    std::set<TypeId> covered; // The system's own figure, or its absence, stands for them.
    if (rack.system() && !lacks(*rack.system(), total)) {
        for (const ContentItem& item : rack.system()->contents)
            covered.insert(item.type);
    }
    const auto add = [&](const PartType& part) {
        if (!covered.contains(part.id) && lacks(part, total))
            names.insert(fmt::format("{} of {}", figure(total), part.model));
    };
    for (const Device& device : rack.devices())
        add(*device.part);
    if (total == Total::Price && covered.empty())
        add(*rack.frame());
    if (total == Total::Mass && !rack.frame()->rack->emptyMass)
        add(*rack.frame());
}

void addNames(Names& names, const Arrangement& arrangement, Total total)
{
    std::set<const RackDesign*> seen;
    for (const Placement& placement : arrangement.placements) {
        if (const RackDesignRef* rack = placement.rack()) {
            if (seen.insert(rack->get()).second)
                addNames(names, **rack, total);
        } else if (total != Total::HeatToLiquid && total != Total::Flow) {
            const PartType& unit = **placement.unit();
            if (lacks(unit, total == Total::HeatToAir ? Total::Provisioned : total))
                names.insert(fmt::format("{} of {}", figure(total), unit.model));
        }
    }
}

std::string told(const Names& names, Total total)
{
    constexpr std::size_t most = 3;
    if (names.empty())
        return fmt::format("{} of some parts", figure(total));
    std::string text;
    std::size_t count = 0;
    for (const std::string& name : names) {
        if (count++ == most)
            return text + fmt::format(" and of {} more", names.size() - most);
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace

std::string unknownIn(const RackDesign& rack, Total total)
{
    Names names;
    addNames(names, rack, total);
    return told(names, total);
}

std::string unknownIn(const Arrangement& arrangement, Total total)
{
    Names names;
    addNames(names, arrangement, total);
    return told(names, total);
}

std::string unknownIn(const Hall& hall, Total total)
{
    Names names;
    addNames(names, hall.arrangement, total);
    std::set<const PodDesign*> seen;
    for (const PodPlacement& pod : hall.pods) {
        if (seen.insert(pod.pod.get()).second)
            addNames(names, pod.pod->arrangement(), total);
    }
    return told(names, total);
}

} // namespace colonnade::model
