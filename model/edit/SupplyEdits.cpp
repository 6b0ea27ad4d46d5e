#include "model/edit/SupplyEdits.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/PodFeedEdits.h"

#include <algorithm>

namespace colonnade::model {

Result<Design> assignSupplies(const Design& design)
{
    std::vector<Holder> holders{std::nullopt};
    for (const auto& [id, pod] : design.podDesigns())
        holders.push_back(id);
    Design next = design;
    bool changed = false;
    for (const Holder& holder : holders) {
        const auto pod = holder ? next.podDesign(*holder) : nullptr;
        const Arrangement& before = pod ? pod->arrangement() : next.hall()->arrangement;
        if (before.feeds.empty())
            continue;
        auto done = assignFeeds(next, holder);
        if (!done)
            return done;
        const auto podNow = holder ? done->podDesign(*holder) : nullptr;
        const Arrangement& after = podNow ? podNow->arrangement() : done->hall()->arrangement;
        const auto fed = [](const Placement& a, const Placement& b) { return a.feeds == b.feeds; };
        if (std::equal(before.placements.begin(), before.placements.end(), after.placements.begin(), after.placements.end(), fed))
            continue;
        next = std::move(*done);
        changed = true;
    }
    if (auto hung = assignPodFeeds(next))
        return hung;
    if (!changed)
        return fail("Every rack and every pod hangs on the feeds that there are.");
    return next;
}

} // namespace colonnade::model
