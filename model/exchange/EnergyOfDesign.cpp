#include "model/exchange/EnergyOfDesign.h"

#include "model/power/DesignNetwork.h"
#include "model/reliability/Sustainability.h"

#include <algorithm>

namespace colonnade::model {

std::string_view titleOf(EnergyKind kind)
{
    switch (kind) {
    case EnergyKind::Accelerators: return "Accelerators";
    case EnergyKind::OtherIt: return "Other IT";
    case EnergyKind::Conversion: return "Conversion";
    case EnergyKind::Cooling: return "Cooling";
    case EnergyKind::OtherLoads: return "Other loads";
    }
    return {};
}

std::optional<EnergySplit> energySplitOf(const Design& design, const Profile& profile, const ClusterView& machine)
{
    const Watts provisioned = design.facts().provisioned.known;
    if (!machine.tdp || machine.accelerators <= 0 || provisioned <= Watts{} || !design.hall())
        return std::nullopt;
    EnergySplit out;
    out.missing = missingForEffectiveness(design);
    const bool whole = out.missing.empty();
    const Watts lost = whole ? DesignNetwork{design, profile.power}.state().conversion : Watts{};
    const SustainabilityFacts facts = sustainabilityFacts(design, lost, profile.cooling.rise);
    if (facts.it <= Watts{})
        return std::nullopt;
    const bool ofSite = whole && facts.siteTotal.has_value();
    const Watts all = ofSite ? *facts.siteTotal : provisioned;
    // Provisioned power is planned by systems, which may be given less than all of their accelerators' design power.
    const Watts accelerators = std::min(*machine.tdp * static_cast<double>(machine.accelerators), facts.it);
    const auto add = [&](EnergyKind kind, Watts power) {
        if (power > Watts{})
            out.parts.push_back({kind, power / all});
    };
    add(EnergyKind::Accelerators, accelerators);
    add(EnergyKind::OtherIt, facts.it - accelerators);
    if (ofSite) {
        add(EnergyKind::Conversion, facts.conversion);
        add(EnergyKind::Cooling, facts.ownCooling + *facts.mechanical);
        add(EnergyKind::OtherLoads, *facts.other);
    } else {
        add(EnergyKind::Conversion, provisioned - facts.it - facts.ownCooling); // Shelves and other power parts that draw.
        add(EnergyKind::Cooling, facts.ownCooling);
    }
    return out;
}

} // namespace colonnade::model
