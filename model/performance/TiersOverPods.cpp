#include "model/performance/TiersOverPods.h"

#include "model/performance/HallLevels.h"
#include "model/units/AddOnce.h"

#include <algorithm>
#include <memory>
#include <set>

namespace colonnade::model {

namespace {

void takeWorst(FabricTier& tier, const FabricTier& other)
{
    tier.reach = std::min(tier.reach, other.reach);
    if (other.bandwidth < tier.bandwidth || other.oversubscription > tier.oversubscription)
        tier.worstShare = other.worstShare;
    tier.bandwidth = std::min(tier.bandwidth, other.bandwidth);
    tier.latency = std::max(tier.latency, other.latency);
    tier.oversubscription = std::max(tier.oversubscription, other.oversubscription);
    tier.routing = std::min(tier.routing, other.routing);
}

/// The tiers that all pods have, the worst of each; a pod with fewer has its last one in place of more.
std::vector<FabricTier> worstOf(const std::vector<const PodFabrics*>& pods)
{
    std::vector<FabricTier> tiers;
    for (const PodFabrics* pod : pods) {
        const std::vector<FabricTier>& own = pod->inside.tiers;
        if (own.empty())
            continue;
        if (tiers.empty()) {
            tiers = own;
            continue;
        }
        for (std::size_t i = tiers.size(); i < own.size(); ++i) {
            FabricTier last = tiers.back();
            last.name = own[i].name;
            tiers.push_back(last);
        }
        for (std::size_t i = 0; i < tiers.size(); ++i)
            takeWorst(tiers[i], own[std::min(i, own.size() - 1)]);
    }
    return tiers;
}

/// A fabric of the hall, and what it joins.
struct HallPlane {
    const Fabric* fabric = nullptr;
    HallLevels levels;
};

/// A tier with the longest delay of several plans.
void takeLongest(LevelDelay& delay, const LevelDelay& other)
{
    delay = {std::max(delay.inSwitch, other.inSwitch), std::max(delay.onWire, other.onWire)};
}

/// The tiers of one plane of the hall, from the first above the pods, over the ports of the worst accelerator.
std::vector<FabricTier> tiersAbove(HallPlane& plane, const std::vector<const PodFabrics*>& pods, const WorstPorts& worst,
                                   std::vector<std::string>& missing)
{
    const int below = plane.levels.below();
    double routing = routingOf(*plane.fabric, plane.levels.plan(), missing);
    std::vector<LevelDelay> delays(static_cast<std::size_t>(below));
    for (const PodFabrics* pod : pods) {
        for (const auto& [fabric, plan] : pod->fabrics) {
            if (fabric->id != *plane.fabric->joins)
                continue;
            if (below > 1)
                routing = std::min(routing, routingOf(*fabric, *plan, missing));
            for (int tier = 1; tier <= below; ++tier)
                takeLongest(delays[static_cast<std::size_t>(tier) - 1], delayOf(*plan, tier, missing));
        }
    }
    std::vector<FabricTier> tiers;
    for (const HallLevels::Tier& one : plane.levels.tiers()) {
        const int number = below + 1 + static_cast<int>(tiers.size());
        delays.push_back(delayOf(plane.levels.plan(), number, missing));
        tiers.push_back({tierName(number), one.reach, byteRate(GigabitsPerSecond{worst.speed}), latencyOver(delays),
                         one.narrowest.oversubscription, routing, std::min(worst.share, one.narrowest.share)});
    }
    return tiers;
}

/// Of the ports in the fabrics that are joined.
WorstPorts worstOfJoined(const std::vector<const PodFabrics*>& pods, const std::set<FabricId>& joined)
{
    WorstPorts worst;
    for (const PodFabrics* pod : pods) {
        PlannedFabrics below;
        for (const auto& entry : pod->fabrics) {
            if (joined.contains(entry.first->id))
                below.push_back(entry);
        }
        const WorstPorts ports = worstPorts(below);
        if (ports.speed > 0 && (worst.speed <= 0 || ports.speed < worst.speed))
            worst = ports;
    }
    return worst;
}

/// Whoever talks over a tier also passes those below it.
void putAbove(std::vector<FabricTier>& tiers, FabricTier tier)
{
    if (!tiers.empty()) {
        const FabricTier& below = tiers.back();
        tier.oversubscription = std::max(tier.oversubscription, below.oversubscription);
        tier.routing = std::min(tier.routing, below.routing);
        if (tier.reach <= below.reach)
            return;
    }
    tiers.push_back(std::move(tier));
}

} // namespace

JoinedPods tiersOverPods(const PlannedFabrics& hallFabrics, const std::map<const PodDesign*, PodFabrics>& pods)
{
    JoinedPods out;
    std::vector<std::unique_ptr<HallPlane>> planes;
    int most = 0;
    for (const auto& [fabric, plan] : hallFabrics) {
        if (plan->refusal) {
            out.joined.missing.push_back(plan->refusal->text + '.');
            continue;
        }
        planes.push_back(std::make_unique<HallPlane>(HallPlane{fabric, HallLevels{*plan}}));
        most = std::max(most, planes.back()->levels.accelerators());
    }
    std::erase_if(planes, [&](const auto& plane) { return plane->levels.accelerators() < most; });
    if (most == 0)
        return out;

    std::vector<const PodFabrics*> own; // In the order of the pods, so that what is missing is told in the same order each time.
    std::set<FabricId> joined;
    for (const auto& plane : planes) {
        joined.insert(*plane->fabric->joins);
        for (const std::size_t pod : plane->levels.pods()) {
            const PodFabrics* inside = &pods.at(plane->levels.plan().pods[pod].pod.get());
            if (std::find(own.begin(), own.end(), inside) != own.end())
                continue;
            own.push_back(inside);
            for (const std::string& sentence : inside->inside.missing)
                addOnce(out.joined.missing, sentence);
        }
    }
    const WorstPorts worst = worstOfJoined(own, joined);
    std::vector<FabricTier> above; // Of all planes beside each other.
    for (const auto& plane : planes) {
        const std::vector<FabricTier> tiers = tiersAbove(*plane, own, worst, out.joined.missing);
        for (std::size_t i = 0; i < tiers.size(); ++i) {
            if (i < above.size())
                takeWorst(above[i], tiers[i]);
            else
                above.push_back(tiers[i]);
        }
    }
    out.joined.tiers = worstOf(own);
    for (FabricTier& tier : above)
        putAbove(out.joined.tiers, std::move(tier));
    out.joined.accelerators = most;
    out.pods = planes.front()->levels.pods().size();
    return out;
}

} // namespace colonnade::model
