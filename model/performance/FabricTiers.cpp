#include "model/performance/FabricTiers.h"

#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <map>

namespace colonnade::model {

namespace {

/// Start of a message in NIC, host and library, without switches and cables. A planning value
/// between the 1 to 2 us of a bare verb and the 15 us of a collective's step between nodes.
constexpr Seconds messageStart{4e-6};
/// Of a switch whose entry gives no latency (NET-009).
constexpr Seconds usualSwitch{600e-9};
/// In glass, of refractive index 1.468 (CAB-023); copper is 3 % faster.
constexpr double secondsPerMetre = 4.9e-9;
/// Share of the bandwidth across spines that path collisions leave on Ethernet whose routing is not
/// stated. Static hashing leaves 0.6 to 0.95.
constexpr double unstatedRouting = 0.9;
/// The middle of that range, where static routing is stated.
constexpr double staticRouting = 0.775;

constexpr double rounding = 1e-9;

/// Links of accelerators of a device, over all plans.
struct Ports {
    int accelerators = 0;
    double speed = 0; ///< Gbit/s
};

/// The worst group below a level, and the share of accelerators in such groups; 0 where all groups are alike.
struct WorstGroup {
    double oversubscription = 1;
    double share = 0;
};

WorstGroup worstGroup(const SwitchLevels& levels, int level)
{
    WorstGroup worst;
    const auto& groups = levels.groups(level);
    for (const SwitchGroup& group : groups)
        worst.oversubscription = std::max(worst.oversubscription, group.oversubscription());
    double all = 0, affected = 0;
    for (const SwitchGroup& group : groups) {
        all += group.accelerators;
        affected += group.oversubscription() >= worst.oversubscription * (1 - rounding) ? group.accelerators : 0;
    }
    if (all > 0 && affected < all * (1 - rounding))
        worst.share = affected / all;
    return worst;
}

void tellGaps(const Fabric& fabric, const FabricPlan& plan, std::vector<std::string>& missing)
{
    if (plan.refusal)
        missing.push_back(plan.refusal->text + '.');
    else if (plan.unassigned > 0)
        missing.push_back(fmt::format("Fabric '{}' leaves {} endpoint ports without a link.", fabric.id, plan.unassigned));
}

} // namespace

std::string tierName(int tier)
{
    constexpr std::array<std::string_view, 3> names{"leaf", "spine", "core"};
    return tier <= static_cast<int>(names.size()) ? std::string{names[static_cast<std::size_t>(tier) - 1]}
                                                  : fmt::format("tier {}", tier);
}

WorstPorts worstPorts(const PlannedFabrics& fabrics)
{
    std::map<std::pair<std::uint32_t, std::int32_t>, Ports> devices;
    for (const auto& entry : fabrics) {
        const FabricPlan& plan = *entry.second;
        for (std::size_t i = 0; i < plan.links.size(); ++i) {
            const std::uint32_t end = plan.links.a[i];
            if (plan.links.tier[i] != 1 || acceleratorsOf(plan, end) == 0)
                continue;
            Ports& own = devices[{plan.nodes[end].placement, plan.nodes[end].device}];
            own.accelerators = acceleratorsOf(plan, end);
            own.speed += static_cast<double>(plan.links.speed[i]);
        }
    }
    WorstPorts worst;
    int all = 0, worseOff = 0;
    for (const auto& entry : devices) {
        const double each = entry.second.speed / entry.second.accelerators;
        worst.speed = worst.speed > 0 ? std::min(worst.speed, each) : each;
        all += entry.second.accelerators;
    }
    for (const auto& entry : devices)
        worseOff += entry.second.speed / entry.second.accelerators <= worst.speed * (1 + rounding) ? entry.second.accelerators : 0;
    if (all > 0)
        worst.share = static_cast<double>(worseOff) / all;
    return worst;
}

LevelDelay delayOf(const FabricPlan& plan, int tier, std::vector<std::string>& missing)
{
    LevelDelay delay;
    for (std::uint32_t i = 0; i < plan.switchCount; ++i) {
        if (plan.nodes[i].tier != tier)
            continue;
        const PartType& part = plan.part(i);
        const bool known = part.switching && part.switching->latencyNs;
        delay.inSwitch = std::max(delay.inSwitch, known ? Seconds{*part.switching->latencyNs * 1e-9} : usualSwitch);
        if (!known)
            addOnce(missing, fmt::format("The latency of switch '{}' is not known; {} ns are counted.", part.id,
                                         shortest(usualSwitch.value() * 1e9)));
    }
    float longest = 0;
    for (std::size_t i = 0; i < plan.links.size(); ++i) {
        if (plan.links.tier[i] == tier)
            longest = std::max(longest, plan.cables.ordered[plan.links.cable[i]]);
    }
    delay.onWire = Seconds{static_cast<double>(longest) * secondsPerMetre};
    return delay;
}

Seconds latencyOver(const std::vector<LevelDelay>& levels)
{
    Seconds sum = messageStart;
    for (std::size_t i = 0; i < levels.size(); ++i)
        sum += levels[i].inSwitch * (i + 1 < levels.size() ? 2.0 : 1.0) + levels[i].onWire * 2;
    return sum;
}

double routingOf(const Fabric& fabric, const FabricPlan& plan, std::vector<std::string>& missing)
{
    if (fabric.routing == FabricRouting::Adaptive)
        return 1;
    if (fabric.routing == FabricRouting::Static) {
        addOnce(missing, fmt::format("How much of the bandwidth across the spines of fabric '{}' its static routing leaves is not known (0.6 to "
                                     "0.95); {} of it is counted on.",
                                     fabric.id, shortest(staticRouting)));
        return staticRouting;
    }
    for (std::uint32_t i = 0; i < plan.switchCount; ++i) {
        const auto& figures = plan.part(i).switching;
        if (figures && figures->fabric.find("InfiniBand") != std::string::npos)
            continue;
        addOnce(missing, fmt::format("Whether fabric '{}' routes around collisions is not stated; {} of its bandwidth across spines "
                                     "is counted on.",
                                     fabric.id, shortest(unstatedRouting)));
        return unstatedRouting;
    }
    return 1;
}

JoinedAccelerators tiersOf(const PlannedFabrics& fabrics)
{
    JoinedAccelerators joined;
    for (const auto& [fabric, plan] : fabrics)
        tellGaps(*fabric, *plan, joined.missing);
    const WorstPorts worst = worstPorts(fabrics);
    if (worst.speed <= 0)
        return joined;
    std::vector<std::pair<const Fabric*, SwitchLevels>> read;
    std::size_t levels = 0;
    for (const auto& [fabric, plan] : fabrics) {
        SwitchLevels own{*plan};
        if (own.count() == 0)
            continue;
        const auto count = static_cast<std::size_t>(own.count());
        levels = levels == 0 ? count : std::min(levels, count);
        read.emplace_back(fabric, std::move(own));
    }
    for (std::size_t i = 0; i < levels; ++i) {
        FabricTier tier{tierName(static_cast<int>(i) + 1), 0, byteRate(GigabitsPerSecond{worst.speed}), {}, 1, 1, worst.share};
        if (i > 0) {
            tier.oversubscription = joined.tiers.back().oversubscription;
            tier.routing = joined.tiers.back().routing;
            tier.worstShare = joined.tiers.back().worstShare;
        }
        for (const auto& entry : read) {
            const SwitchLevels& own = entry.second;
            const int level = static_cast<int>(i) + 1;
            const int reach = own.reach(level);
            tier.reach = tier.reach == 0 ? reach : std::min(tier.reach, reach);
            std::vector<LevelDelay> delays;
            for (int below = 1; below <= level; ++below)
                delays.push_back(delayOf(own.plan(), below, joined.missing));
            tier.latency = std::max(tier.latency, latencyOver(delays));
            if (level == 1)
                continue;
            tier.routing = std::min(tier.routing, routingOf(*entry.first, own.plan(), joined.missing));
            const WorstGroup group = worstGroup(own, level - 1);
            if (group.oversubscription > tier.oversubscription * (1 + rounding)) {
                tier.oversubscription = group.oversubscription;
                tier.worstShare = group.share > 0 ? group.share : tier.worstShare;
            }
        }
        // A tier that reaches nobody more is none.
        if (joined.tiers.empty() || tier.reach > joined.tiers.back().reach)
            joined.tiers.push_back(tier);
    }
    if (joined.tiers.empty()) // All links lead past the switches.
        return joined;
    joined.accelerators = joined.tiers.back().reach;
    for (const auto& [fabric, plan] : fabrics) {
        if (plan->endpointLinks > 0 && plan->components > plan->planes && plan->rails == 0)
            joined.missing.push_back(fmt::format("Fabric '{}' falls into {} parts that nothing joins.", fabric->id, plan->components));
    }
    return joined;
}

} // namespace colonnade::model
