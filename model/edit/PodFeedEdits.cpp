#include "model/edit/PodFeedEdits.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

std::vector<Side> openSides(const PodDesign& pod)
{
    std::set<Side> sides;
    for (const Feed& feed : pod.arrangement().feeds) {
        if (!feed.upstream)
            sides.insert(feed.side);
    }
    return {sides.begin(), sides.end()};
}

Result<Design> assignPodFeeds(const Design& design)
{
    return design.changedHall([](const Hall& before) -> Result<Hall> {
        Hall hall = before;
        std::map<FeedId, int> pods; // How many hang on each end of the hall's chain.
        for (const Feed& feed : hall.arrangement.feeds)
            pods.emplace(feed.id, 0);
        for (const Feed& feed : hall.arrangement.feeds) {
            if (feed.upstream)
                pods.erase(*feed.upstream);
            if (feed.alternate)
                pods.erase(*feed.alternate);
        }
        for (const PodPlacement& placement : hall.pods) {
            for (const SideFeed& supply : placement.feeds) {
                if (const auto end = pods.find(supply.feed); end != pods.end())
                    ++end->second;
            }
        }
        bool changed = false;
        for (PodPlacement& placement : hall.pods) {
            if (!placement.feeds.empty())
                continue;
            for (const Side side : openSides(*placement.pod)) {
                const Feed* least = nullptr;
                for (const Feed& feed : hall.arrangement.feeds) {
                    if (feed.side == side && pods.contains(feed.id)
                        && (!least || pods.at(feed.id) < pods.at(least->id)))
                        least = &feed;
                }
                if (!least)
                    continue;
                placement.feeds.push_back({side, least->id});
                ++pods.at(least->id);
                changed = true;
            }
        }
        if (!changed)
            return fail("No pod waits for a feed of a side that the hall has.");
        return hall;
    });
}

} // namespace colonnade::model
