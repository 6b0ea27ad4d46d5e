#include "model/power/PodPower.h"

#include <algorithm>
#include <list>
#include <mutex>

namespace colonnade::model {

namespace {

/// Something of the hall's own that hangs on its feeds.
struct Standing {
    PlacementId id;
    std::variant<RackDesignRef, PartRef> what;
    std::vector<SideFeed> feeds;
    bool operator==(const Standing&) const = default; // Rack designs and parts by their address.
};

/// All that a hall's chain rests on.
struct Inputs {
    double continuousFactor = 0, powerFactor = 0;
    std::vector<Feed> feeds;
    std::vector<Standing> standing;
    std::map<PlacementId, Watts> provisioned;
    std::vector<PodConsumer> pods;
};

bool same(const PodConsumer& a, const PodConsumer& b)
{
    return a.id == b.id && a.feeds == b.feeds && a.accelerators == b.accelerators && (a.draw == b.draw || *a.draw == *b.draw);
}

/// Where `after` is as `before`, though the hall is another one.
bool same(const Inputs& before, const Hall& hall, const PowerBasis& basis, const std::map<PlacementId, Watts>& provisioned,
          const std::vector<PodConsumer>& pods)
{
    const auto sameStanding = [](const Standing& a, const Placement& b) { return a.id == b.id && a.what == b.what && a.feeds == b.feeds; };
    const auto& placements = hall.arrangement.placements;
    return before.continuousFactor == basis.continuousFactor && before.powerFactor == basis.powerFactor
        && before.provisioned == provisioned && before.feeds == hall.arrangement.feeds
        && std::equal(before.standing.begin(), before.standing.end(), placements.begin(), placements.end(), sameStanding)
        && std::equal(before.pods.begin(), before.pods.end(), pods.begin(), pods.end(),
                      [](const PodConsumer& a, const PodConsumer& b) { return same(a, b); });
}

} // namespace

PowerChainRef hallPowerChain(const Hall& hall, const PowerBasis& basis)
{
    struct Known {
        Inputs inputs;
        PowerChainRef chain;
    };
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
        if (!same(known->inputs, hall, basis, provisioned, pods))
            continue;
        const std::lock_guard guard{lock};
        if (const auto at = std::find(lately.begin(), lately.end(), known); at != lately.end())
            lately.splice(lately.begin(), lately, at);
        return known->chain;
    }
    auto made = std::make_shared<Known>();
    made->chain = std::make_shared<const PowerChain>(PowerNetwork{hall.arrangement, basis, provisioned, pods}.chain());
    made->inputs = {basis.continuousFactor, basis.powerFactor, hall.arrangement.feeds, {}, std::move(provisioned), std::move(pods)};
    for (const Placement& placement : hall.arrangement.placements)
        made->inputs.standing.push_back({placement.id, placement.what, placement.feeds});
    const std::lock_guard guard{lock};
    lately.push_front(made);
    if (lately.size() > most)
        lately.pop_back();
    return made->chain;
}

} // namespace colonnade::model
