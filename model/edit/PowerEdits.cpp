#include "model/edit/PowerEdits.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

Result<void> swapped(std::vector<SideFeed>& feeds, const FeedSwap& swap)
{
    bool done = false;
    for (SideFeed& supply : feeds) {
        if (supply.feed != swap.from)
            continue;
        supply.feed = swap.to;
        done = true;
    }
    if (!done)
        return fail("'{}' does not hang on feed '{}'", swap.placement, swap.from);
    return {};
}

template <class Placed> Placed* find(std::vector<Placed>& placements, const PlacementId& id)
{
    const auto found =
        std::find_if(placements.begin(), placements.end(), [&](const Placed& one) { return one.id == id; });
    return found == placements.end() ? nullptr : &*found;
}

Result<void> swapOne(Arrangement& arrangement, std::vector<PodPlacement>* pods, const FeedSwap& swap)
{
    if (!arrangement.feed(swap.to))
        return fail("There is no feed '{}'", swap.to);
    if (Placement* const placement = find(arrangement.placements, swap.placement))
        return swapped(placement->feeds, swap);
    if (PodPlacement* const placed = pods ? find(*pods, swap.placement) : nullptr)
        return swapped(placed->feeds, swap);
    return fail("There is no placement '{}' here", swap.placement);
}

/// A feed of the side: one that is there, or a new one like that of the placement's first side.
Result<FeedId> feedOf(Arrangement& arrangement, const Placement& placement, Side side)
{
    const Feed* least = nullptr;
    const auto used = [&](const Feed& feed) {
        return std::count_if(arrangement.placements.begin(), arrangement.placements.end(), [&](const Placement& other) {
            return std::any_of(other.feeds.begin(), other.feeds.end(),
                               [&](const SideFeed& supply) { return supply.feed == feed.id; });
        });
    };
    for (const Feed& feed : arrangement.feeds) {
        if (feed.side != side || (feed.kind != FeedKind::Feed && feed.kind != FeedKind::Busway && feed.kind != FeedKind::Panel))
            continue;
        if (!least || used(feed) < used(*least))
            least = &feed;
    }
    if (least)
        return least->id;
    const Feed* const like = placement.feeds.empty() ? nullptr : arrangement.feed(placement.feeds.front().feed);
    if (!like)
        return fail("'{}' hangs on no feed that one of side {} could be like", placement.id, letter(side));
    Feed made = *like;
    const std::string stem = fmt::format("feed-{}", static_cast<char>('a' + static_cast<int>(side)));
    std::string id = stem;
    for (int number = 2; arrangement.feed(FeedId::literal(id)); ++number)
        id = fmt::format("{}-{}", stem, number);
    made.id = FeedId::literal(id);
    made.name = fmt::format("Feed {}", letter(side));
    made.side = side;
    made.upstream.reset(); // A source of its own: hung below another one it would fall with that.
    made.alternate.reset();
    arrangement.feeds.push_back(std::move(made));
    return arrangement.feeds.back().id;
}

bool fed(const Placement& placement, Side side)
{
    return std::any_of(placement.feeds.begin(), placement.feeds.end(),
                       [&](const SideFeed& supply) { return supply.side == side; });
}

Result<Arrangement> fedOn(Arrangement arrangement, std::span<const PlacementId> placements, Side side)
{
    for (const PlacementId& id : placements) {
        const Placement* const placement = arrangement.placement(id);
        if (!placement)
            return fail("There is no placement '{}' here", id);
        if (fed(*placement, side))
            continue;
        auto feed = feedOf(arrangement, *placement, side);
        if (!feed)
            return tl::unexpected<Error>{feed.error()};
        auto& feeds = find(arrangement.placements, id)->feeds;
        feeds.push_back({side, std::move(*feed)});
        std::sort(feeds.begin(), feeds.end(), [](const SideFeed& a, const SideFeed& b) { return a.side < b.side; });
    }
    return arrangement;
}

} // namespace

Result<Design> swapFeeds(const Design& design, const Holder& pod, std::span<const FeedSwap> swaps)
{
    if (pod) {
        return design.changedPod(*pod, [&](const Arrangement& before) -> Result<Arrangement> {
            Arrangement next = before;
            for (const FeedSwap& swap : swaps) {
                if (auto done = swapOne(next, nullptr, swap); !done)
                    return tl::unexpected<Error>{done.error()};
            }
            return next;
        });
    }
    return design.changedHall([&](const Hall& before) -> Result<Hall> {
        Hall next = before;
        for (const FeedSwap& swap : swaps) {
            if (auto done = swapOne(next.arrangement, &next.pods, swap); !done)
                return tl::unexpected<Error>{done.error()};
        }
        return next;
    });
}

Result<RackDesign> cordsInTurn(const RackDesign& rack, std::span<const DeviceId> devices)
{
    Result<RackDesign> next = rack;
    for (const DeviceId& id : devices) {
        const Device* const device = next->device(id);
        if (!device)
            return fail("There is no device '{}' in rack design '{}'", id, rack.id());
        Device changed = *device;
        changed.supplies.clear();
        changed.cords.clear();
        next = next->replaced(std::move(changed));
        if (!next)
            return next;
    }
    return next;
}

Result<Design> spreadCords(const Design& design, const RackDesignId& rack, std::span<const DeviceId> devices)
{
    return design.changedRack(rack, [&](const RackDesign& before) { return cordsInTurn(before, devices); });
}

Result<Design> feedSide(const Design& design, const Holder& pod, std::span<const PlacementId> placements, Side side)
{
    const auto change = [&](const Arrangement& before) { return fedOn(before, placements, side); };
    if (pod)
        return design.changedPod(*pod, change);
    return design.changedHall([&](const Hall& before) -> Result<Hall> {
        auto next = change(before.arrangement);
        if (!next)
            return tl::unexpected<Error>{next.error()};
        Hall hall = before;
        hall.arrangement = std::move(*next);
        return hall;
    });
}

} // namespace colonnade::model
