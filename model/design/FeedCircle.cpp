#include "model/design/FeedCircle.h"

#include <algorithm>
#include <map>
#include <vector>

namespace colonnade::model {

std::optional<FeedCircle> feedCircle(std::span<const Feed> feeds)
{
    std::map<FeedId, std::size_t> at;
    for (std::size_t i = 0; i < feeds.size(); ++i)
        at.emplace(feeds[i].id, i);
    std::vector<std::vector<std::size_t>> above(feeds.size());
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        for (const auto& name : {feeds[i].upstream, feeds[i].alternate}) {
            const auto found = name ? at.find(*name) : at.end();
            if (found != at.end())
                above[i].push_back(found->second);
        }
    }
    // Taken away from the top down; what remains bites its own tail, or hangs on what does.
    std::vector<bool> done(feeds.size());
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < above.size(); ++i) {
            if (done[i] || !std::all_of(above[i].begin(), above[i].end(), [&](std::size_t up) { return done[up]; }))
                continue;
            done[i] = true;
            more = true;
        }
    }
    const auto leadsTo = [&](std::size_t from, std::size_t to) {
        std::vector<bool> met(feeds.size());
        std::vector<std::size_t> open{from};
        while (!open.empty()) {
            const std::size_t now = open.back();
            open.pop_back();
            if (now == to)
                return true;
            if (met[now])
                continue;
            met[now] = true;
            open.insert(open.end(), above[now].begin(), above[now].end());
        }
        return false;
    };
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        if (done[i])
            continue;
        for (const std::size_t up : above[i]) {
            if (leadsTo(up, i))
                return FeedCircle{feeds[i].id, feeds[up].id};
        }
    }
    return std::nullopt;
}

} // namespace colonnade::model
