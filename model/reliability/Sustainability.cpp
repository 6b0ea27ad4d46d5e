#include "model/reliability/Sustainability.h"

#include "model/reliability/ReliabilityFormulas.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

/// Every arrangement that stands in the hall, once.
std::vector<const Arrangement*> standing(const Hall& hall)
{
    std::vector<const Arrangement*> list{&hall.arrangement};
    std::set<const PodDesign*> seen;
    for (const PodPlacement& placement : hall.pods) {
        if (seen.insert(placement.pod.get()).second)
            list.push_back(&placement.pod->arrangement());
    }
    return list;
}

bool converts(FeedKind kind)
{
    return kind == FeedKind::Ups || kind == FeedKind::Transformer;
}

Watts of(const FloorFacts& facts, DeviceRole role)
{
    return facts.powerByRole[static_cast<std::size_t>(role)];
}

} // namespace

double powerUsageEffectiveness(Watts it, Watts losses, Watts cooling, Watts other)
{
    return (it + losses + cooling + other) / it;
}

Watts conversionLoss(Watts load, double efficiency)
{
    return load / efficiency - load;
}

double waterUsageEffectiveness(double cubicMetres, double kilowattHours)
{
    constexpr double litresPerCubicMetre = 1000;
    return cubicMetres * litresPerCubicMetre / kilowattHours;
}

double carbonUsageEffectiveness(double pue, double carbonPerKwh)
{
    return pue * carbonPerKwh;
}

double energyReuseFactor(Watts reused, Watts site)
{
    return reused / site;
}

double energyReuseEffectiveness(double pue, double reuseFactor)
{
    return pue * (1 - reuseFactor);
}

std::vector<std::string> missingForEffectiveness(const Design& design)
{
    const Hall& hall = *design.hall();
    std::vector<std::string> missing;
    if (!hall.site.mechanicalShare)
        missing.emplace_back("mechanical share of the site");
    if (!hall.site.other)
        missing.emplace_back("other power of the site");
    if (const int unknown = design.facts().provisioned.missing)
        missing.push_back(fmt::format("power of {} parts", unknown));
    bool known = false;
    for (const Arrangement* arrangement : standing(hall)) {
        for (const Feed& feed : arrangement->feeds) {
            known = known || feed.equipment.efficiency;
            if (converts(feed.kind) && !feed.equipment.efficiency)
                missing.push_back(fmt::format("efficiency of '{}'", feed.name));
        }
    }
    // A hall whose drawing stops at a feed still has a UPS or a transformer before it.
    const bool drawn = std::any_of(missing.begin(), missing.end(), [](const std::string& what) {
        return what.starts_with("efficiency");
    });
    if (!known && !drawn)
        missing.emplace_back("efficiency of the UPS or transformer that feeds the hall");
    return missing;
}

SustainabilityFacts sustainabilityFacts(const Design& design, Watts conversion, Kelvins rise)
{
    const FloorFacts& floor = design.facts();
    const Hall& hall = *design.hall();
    const Site& site = hall.site;
    SustainabilityFacts facts;
    facts.conversion = conversion;
    facts.ownCooling = of(floor, DeviceRole::Cooling);
    facts.it = floor.provisioned.known - facts.ownCooling - of(floor, DeviceRole::Power);
    facts.liquid = floor.heatToLiquid.known > floor.heatToAir.known;
    facts.missing = missingForEffectiveness(design);
    // The figure for operation is not kept by role: cooling has the same share of it as of
    // provisioned power.
    const double share = floor.provisioned.known > Watts{} ? facts.it / floor.provisioned.known : 1;
    facts.itEnergy = floor.operation.known.value() * share * hoursPerYear / 1000;
    for (const Arrangement* arrangement : standing(hall)) {
        for (const Loop& loop : arrangement->loops) {
            const Celsius back = loop.facilitySupply + loop.rise.value_or(rise);
            facts.warmestReturn = std::max(facts.warmestReturn.value_or(back), back);
        }
    }

    if (site.mechanicalShare)
        facts.mechanical = facts.it * *site.mechanicalShare;
    facts.other = site.other;
    if (site.waterPerYear && facts.itEnergy > 0 && floor.operation.complete())
        facts.wue = waterUsageEffectiveness(*site.waterPerYear, facts.itEnergy);
    if (!facts.missing.empty() || facts.it <= Watts{})
        return facts;
    const Watts cooling = facts.ownCooling + *facts.mechanical;
    facts.pue = powerUsageEffectiveness(facts.it, conversion, cooling, *facts.other);
    facts.siteTotal = facts.it * *facts.pue;
    if (site.carbonPerKwh)
        facts.cue = carbonUsageEffectiveness(*facts.pue, *site.carbonPerKwh);
    if (site.heatReuse) {
        facts.reuseFactor = energyReuseFactor(*site.heatReuse, *facts.siteTotal);
        facts.reuseEffectiveness = energyReuseEffectiveness(*facts.pue, *facts.reuseFactor);
    }
    return facts;
}

} // namespace colonnade::model
