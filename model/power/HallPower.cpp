#include "model/power/PodPower.h"

#include <algorithm>
#include <list>
#include <mutex>

namespace colonnade::model {

namespace {

/// All that a hall's power rests on, and what it comes to.
struct Known {
    double continuousFactor = 0, powerFactor = 0;
    std::map<PlacementId, Watts> provisioned;
    std::vector<PodConsumer> pods;
    std::shared_ptr<const HallPower> power;
};

bool same(const PodConsumer& a, const PodConsumer& b)
{
    return a.id == b.id && a.feeds == b.feeds && a.accelerators == b.accelerators && (a.draw == b.draw || *a.draw == *b.draw);
}

/// Where all of that is as in this hall.
bool same(const Known& known, const Hall& hall, const PowerBasis& basis, const std::map<PlacementId, Watts>& provisioned,
          const std::vector<PodConsumer>& pods)
{
    // Rack designs and parts by their address.
    const auto sameStanding = [](const Placement& a, const Placement& b) { return a.id == b.id && a.what == b.what && a.feeds == b.feeds; };
    const auto &before = known.power->arrangement->placements, &now = hall.arrangement.placements;
    return known.continuousFactor == basis.continuousFactor && known.powerFactor == basis.powerFactor
        && known.provisioned == provisioned && known.power->arrangement->feeds == hall.arrangement.feeds
        && std::equal(before.begin(), before.end(), now.begin(), now.end(), sameStanding)
        && std::equal(known.pods.begin(), known.pods.end(), pods.begin(), pods.end(),
                      [](const PodConsumer& a, const PodConsumer& b) { return same(a, b); });
}

} // namespace

std::shared_ptr<const HallPower> hallPower(const Hall& hall, const PowerBasis& basis)
{
    constexpr std::size_t most = 4; // A design, what a drag makes of it, and a comparison.
    static std::mutex lock;
    static std::list<std::shared_ptr<const Known>> lately;

    auto special = provisionedOverrides(hall);
    std::map<PlacementId, Watts> provisioned = std::move(special[std::string{}]);
    std::vector<PodConsumer> pods = podConsumers(hall, basis);
    std::list<std::shared_ptr<const Known>> candidates;
    {
        const std::lock_guard guard{lock};
        candidates = lately;
    }
    for (const auto& known : candidates) {
        if (!same(*known, hall, basis, provisioned, pods))
            continue;
        const std::lock_guard guard{lock};
        if (const auto at = std::find(lately.begin(), lately.end(), known); at != lately.end())
            lately.splice(lately.begin(), lately, at);
        return known->power;
    }
    auto arrangement = std::make_shared<const Arrangement>(hall.arrangement);
    PowerNetwork network{*arrangement, basis, provisioned, pods};
    PowerChain chain = network.chain();
    auto power = std::make_shared<const HallPower>(HallPower{std::move(arrangement), std::move(network), std::move(chain)});
    const std::lock_guard guard{lock};
    lately.push_front(std::make_shared<const Known>(
        Known{basis.continuousFactor, basis.powerFactor, std::move(provisioned), std::move(pods), power}));
    if (lately.size() > most)
        lately.pop_back();
    return power;
}

PowerChainRef hallPowerChain(const Hall& hall, const PowerBasis& basis)
{
    const auto power = hallPower(hall, basis);
    return {power, &power->chain};
}

} // namespace colonnade::model
