#include "model/rules/FloorLoads.h"

#include "model/rules/Mechanics.h"
#include "model/rules/Stability.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

bool givenWet(const RackDesign& rack)
{
    if (rack.system() && rack.system()->number("weight_wet_kg"))
        return true;
    return std::any_of(rack.devices().begin(), rack.devices().end(),
                       [](const Device& device) { return device.part->number("weight_wet_kg").has_value(); });
}

bool frameIsCounted(const RackDesign& rack)
{
    return rack.system() && rack.system()->body.mass;
}

} // namespace

RackMass rackMass(const RackDesign& rack, const Profile& profile)
{
    RackMass mass = rackMass(rack, profile.cableMassShare);
    if (givenWet(rack))
        return mass;
    mass.coolant = Kilograms{profile.parameter("MEC-005", "coolant") * rack.facts().heatToLiquid.known.value() / 1000};
    mass.payload.known += mass.coolant;
    mass.whole.known += mass.coolant;
    return mass;
}

StandingMass standingMass(const Placement& placement, const Profile& profile)
{
    StandingMass out;
    if (const RackDesignRef* rack = placement.rack()) {
        const RackMass of = rackMass(**rack, profile);
        out.subject = Subject::rack((*rack)->id().text());
        out.name = (*rack)->name().empty() ? fmt::format("Rack design '{}'", (*rack)->id()) : (*rack)->name();
        out.mass = of.whole.known;
        out.missing = of.missing;
        if (of.frameUnknown && !frameIsCounted(**rack))
            out.missing.push_back(fmt::format("mass of {}", (*rack)->frame()->model));
        return out;
    }
    const PartType& unit = **placement.unit();
    out.subject = {Subject::Where::Part, unit.id.text()};
    out.name = unit.model;
    out.mass = unit.body.mass.value_or(Kilograms{});
    if (!unit.body.mass)
        out.missing.push_back(fmt::format("mass of {}", unit.model));
    return out;
}

ShippedMass shippedMass(const RackDesign& rack, const Profile& profile, bool populatedOnSite)
{
    const RackMass mass = rackMass(rack, profile.cableMassShare);
    const PartType& frame = *rack.frame();
    const auto empty = frame.rack->emptyMass ? frame.rack->emptyMass : frame.body.mass;
    ShippedMass out;
    if (!populatedOnSite) {
        out.mass = mass.whole.known;
        out.missing = mass.missing;
        if (mass.frameUnknown && !frameIsCounted(rack))
            out.missing.push_back(fmt::format("mass of {}", frame.model));
        return out;
    }
    out.mass = empty.value_or(Kilograms{});
    if (!empty)
        out.missing.push_back(fmt::format("mass of {}", frame.model));
    for (const Device& device : rack.devices()) {
        if (!device.zeroU())
            continue;
        out.mass += device.part->body.mass.value_or(Kilograms{});
        auto what = fmt::format("mass of {}", device.part->model);
        if (!device.part->body.mass && std::find(out.missing.begin(), out.missing.end(), what) == out.missing.end())
            out.missing.push_back(std::move(what));
    }
    return out;
}

Newtons footForce(Kilograms mass, double unevenness)
{
    return Newtons{unevenness * mass.value() * standardGravity / 4};
}

} // namespace colonnade::model
