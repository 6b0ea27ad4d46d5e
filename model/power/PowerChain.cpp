#include "model/power/PowerChain.h"

#include "model/power/PodPower.h"

#include <algorithm>
#include <numeric>

namespace colonnade::model {


void PowerChain::index()
{
    byId.resize(feeds.size());
    std::iota(byId.begin(), byId.end(), 0u);
    std::sort(byId.begin(), byId.end(), [&](std::uint32_t a, std::uint32_t b) { return feeds[a].feed.id < feeds[b].feed.id; });
}

const FeedLoad* PowerChain::feed(const FeedId& id) const
{
    if (byId.size() == feeds.size()) {
        const auto at = std::lower_bound(byId.begin(), byId.end(), id,
                                         [&](std::uint32_t one, const FeedId& wanted) { return feeds[one].feed.id < wanted; });
        return at == byId.end() || feeds[*at].feed.id != id ? nullptr : &feeds[*at];
    }
    const auto found = std::find_if(feeds.begin(), feeds.end(),
                                    [&](const FeedLoad& one) { return one.feed.id == id; });
    return found == feeds.end() ? nullptr : &*found;
}

const FeedLoad* PowerChain::worst() const
{
    const auto found =
        std::max_element(feeds.begin(), feeds.end(), [](const FeedLoad& a, const FeedLoad& b) {
            return phaseShare(a).share < phaseShare(b).share;
        });
    return found == feeds.end() ? nullptr : &*found;
}

PowerChain powerChain(const Arrangement& arrangement, const PowerBasis& basis,
                      const std::map<PlacementId, Watts>& provisioned)
{
    return PowerNetwork{arrangement, basis, provisioned}.chain();
}

PowerChainRef podPowerChain(const PodDesignRef& pod, const PowerBasis& basis, bool suppliedByHall,
                                                const std::map<PlacementId, Watts>& provisioned)
{
    const auto power = podPower(pod, basis, provisioned);
    return {power, suppliedByHall ? &power->chainInHall : &power->chain};
}

bool suppliedByHall(const Hall& hall, const PodDesign& pod)
{
    return std::any_of(hall.pods.begin(), hall.pods.end(), [&](const PodPlacement& placement) {
        return placement.pod.get() == &pod && !placement.feeds.empty();
    });
}

PhaseShare phaseShare(const FeedLoad& load)
{
    return load.feed.phases == 3 ? phaseShare(load.worst, load.worstByPhase, load.limit)
                                 : phaseShare(load.worst, PerPhase{}, load.limit);
}

bool isPlant(FeedKind kind)
{
    switch (kind) {
    case FeedKind::Transformer:
    case FeedKind::Switchboard:
    case FeedKind::Ups:
    case FeedKind::Generator:
    case FeedKind::Utility: return true;
    case FeedKind::Feed:
    case FeedKind::Busway:
    case FeedKind::Panel: return false;
    }
    return false;
}

bool DesignPower::Part::counts(const Feed& feed) const
{
    if (isPlant(feed.kind) || below.has(feed.side))
        return false;
    const FeedLoad* above = feed.upstream ? chain->feed(*feed.upstream) : nullptr;
    return !above || isPlant(above->feed.kind);
}

std::vector<SideTotal> DesignPower::bySide() const
{
    std::vector<SideTotal> totals;
    for (unsigned i = 0; i < sideCount; ++i) {
        SideTotal total;
        total.side = static_cast<Side>(i);
        for (const Part& part : parts) {
            for (const FeedLoad& load : part.chain->feeds) {
                if (load.feed.side != total.side || !part.counts(load.feed))
                    continue;
                total.normal += load.normal * static_cast<double>(part.placements);
                total.limit += load.limit * static_cast<double>(part.placements);
                total.feeds += part.placements;
            }
        }
        if (total.feeds > 0)
            totals.push_back(total);
    }
    return totals;
}

DesignPower::Worst DesignPower::worst() const
{
    Worst worst;
    for (const Part& part : parts) {
        const FeedLoad* feed = part.chain->worst();
        if (feed && (!worst.feed || phaseShare(*feed).share > phaseShare(*worst.feed).share))
            worst = {&part, feed};
    }
    return worst;
}

std::map<std::string, std::map<PlacementId, Watts>> provisionedOverrides(const Hall& hall)
{
    std::map<std::string, std::map<PlacementId, Watts>> byPod;
    for (const auto& [path, special] : hall.overrides) {
        if (!special.provisioned)
            continue;
        const auto slash = path.find('/');
        const auto id = PlacementId::parse(slash == std::string::npos ? path : path.substr(slash + 1));
        if (id)
            byPod[slash == std::string::npos ? std::string{} : path.substr(0, slash)].emplace(*id, *special.provisioned);
    }
    return byPod;
}

DesignPower designPower(const Design& design, const PowerBasis& basis)
{
    const Hall& hall = *design.hall();
    auto special = provisionedOverrides(hall);
    std::map<const PodDesign*, int> placed;
    for (const PodPlacement& pod : hall.pods) {
        if (!special.contains(pod.id.text()))
            ++placed[pod.pod.get()];
    }
    const auto below = [&](const PodPlacement& pod) {
        SideSet sides;
        for (const SideFeed& supply : pod.feeds) {
            const Feed* feed = hall.arrangement.feed(supply.feed);
            if (feed && !isPlant(feed->kind))
                sides.add(supply.side);
        }
        return sides;
    };
    DesignPower power;
    for (const auto& [id, pod] : design.podDesigns()) {
        const auto count = placed.find(pod.get());
        // Where each placement is special, there is no ordinary one to tell of.
        const bool onlySpecial = count == placed.end() && design.placementsOf(id) > 0;
        if (onlySpecial)
            continue;
        const auto first = std::find_if(hall.pods.begin(), hall.pods.end(),
                                        [&pod = pod](const PodPlacement& one) { return one.pod == pod; });
        power.parts.push_back({pod.get(), count == placed.end() ? 0 : count->second,
                               podPowerChain(pod, basis, suppliedByHall(hall, *pod)), {},
                               first == hall.pods.end() ? SideSet{} : below(*first)});
    }
    for (const PodPlacement& pod : hall.pods) {
        if (const auto own = special.find(pod.id.text()); own != special.end())
            power.parts.push_back({pod.pod.get(), 1, podPowerChain(pod.pod, basis, !pod.feeds.empty(), own->second),
                                   pod.id.text(), below(pod)});
    }
    if (!hall.arrangement.placements.empty() || !hall.arrangement.feeds.empty())
        power.parts.push_back({nullptr, 1, hallPowerChain(hall, basis)});
    return power;
}

} // namespace colonnade::model
