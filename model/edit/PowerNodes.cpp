#include "model/edit/PowerNodes.h"

#include "model/design/Instance.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

FeedId freshFeed(const Arrangement& arrangement, FeedKind kind, Side side)
{
    const std::string stem = fmt::format("{}-{}", word(kind), static_cast<char>('a' + static_cast<int>(side)));
    for (int number = 1;; ++number) {
        const FeedId id = FeedId::literal(number == 1 ? stem : fmt::format("{}{}", stem, number));
        if (!arrangement.feed(id))
            return id;
    }
}

} // namespace

Feed proposedNode(const Arrangement& arrangement, FeedKind kind, std::span<const FeedId> below)
{
    const Feed* like = arrangement.feeds.empty() ? nullptr : &arrangement.feeds.front();
    Amperes together;
    for (const FeedId& id : below) {
        const Feed* feed = arrangement.feed(id);
        if (!feed)
            continue;
        like = together == Amperes{} ? feed : like;
        together += feed->rating;
    }
    const Side side = below.empty() || !like ? Side::A : like->side;
    const FeedId id = freshFeed(arrangement, kind, side);
    const auto number = id.text().find_first_of("0123456789");
    Feed node{.id = id,
              .name = fmt::format("{} {}{}", feedKindName(kind), letter(side), number == std::string::npos ? "" : id.text().substr(number)),
              .side = side,
              .voltage = like ? like->voltage : Volts{415},
              .phases = like ? like->phases : 3,
              .rating = together > Amperes{} ? together : like ? like->rating : Amperes{400},
              .continuousFactor = {},
              .upstream = {}};
    node.kind = kind;
    return node;
}

Result<Design> addNodeAbove(const Design& design, const Holder& pod, Feed node, std::span<const FeedId> below)
{
    const auto held = pod ? design.podDesign(*pod) : nullptr;
    if (pod && !held)
        return fail("There is no pod design '{}'", *pod);
    const Arrangement& arrangement = held ? held->arrangement() : design.hall()->arrangement;
    std::vector<Feed> hanging;
    for (const FeedId& id : below) {
        const Feed* feed = arrangement.feed(id);
        if (!feed)
            return fail("There is no feed '{}'", id);
        hanging.push_back(*feed);
    }
    const bool same = !hanging.empty()
        && std::all_of(hanging.begin(), hanging.end(), [&](const Feed& feed) { return feed.upstream == hanging.front().upstream; });
    if (same && !node.upstream)
        node.upstream = hanging.front().upstream;
    const FeedId id = node.id;
    Result<Design> next = setFeed(design, pod, std::move(node));
    for (Feed& feed : hanging) {
        if (!next)
            return next;
        feed.upstream = id;
        next = setFeed(*next, pod, feed);
    }
    return next;
}

Result<Design> setPodFeeds(const Design& design, const std::string& path, std::vector<SideFeed> feeds)
{
    const auto place = placeAt(design, path);
    if (!place)
        return tl::unexpected<Error>{place.error()};
    if (!place->pod || place->placement)
        return fail("'{}' is no placed pod", shown(path));
    for (const SideFeed& supply : feeds) {
        if (!design.hall()->arrangement.feed(supply.feed))
            return fail("The hall has no feed '{}'", supply.feed);
    }
    std::sort(feeds.begin(), feeds.end(), [](const SideFeed& a, const SideFeed& b) { return a.side < b.side; });
    const auto twice = std::adjacent_find(feeds.begin(), feeds.end(), [](const SideFeed& a, const SideFeed& b) { return a.side == b.side; });
    if (twice != feeds.end())
        return fail("Side {} of '{}' is supplied twice", letter(twice->side), shown(path));
    Hall hall = *design.hall();
    const auto pod = std::find_if(hall.pods.begin(), hall.pods.end(), [&](const PodPlacement& item) { return item.id == place->pod->id; });
    pod->feeds = std::move(feeds);
    return design.withHall(std::move(hall));
}

} // namespace colonnade::model
