#include "model/edit/CoolingEdits.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Changes all loops of the design that name a facility water; parts without one stay as they are.
template <class Change> Result<Design> changedLoops(Design design, const FacilityWaterId& water, Change change)
{
    const auto names = [&](const Loop& loop) { return loop.facility == water; };
    const auto changed = [&](const Arrangement& before) {
        Arrangement after = before;
        for (Loop& loop : after.loops) {
            if (names(loop))
                change(loop);
        }
        return after;
    };
    std::vector<PodDesignId> pods;
    for (const auto& [id, pod] : design.podDesigns()) {
        const auto& loops = pod->arrangement().loops;
        if (std::any_of(loops.begin(), loops.end(), names))
            pods.push_back(id);
    }
    for (const PodDesignId& id : pods) {
        auto next = design.changedPod(id, [&](const Arrangement& before) -> Result<Arrangement> { return changed(before); });
        if (!next)
            return next;
        design = std::move(*next);
    }
    const auto& loops = design.hall()->arrangement.loops;
    if (std::none_of(loops.begin(), loops.end(), names))
        return design;
    return design.changedHall([&](const Hall& before) -> Result<Hall> {
        Hall hall = before;
        hall.arrangement = changed(before.arrangement);
        return hall;
    });
}

} // namespace

Result<Design> setFacilityWater(const Design& design, FacilityWater water)
{
    if (water.points.empty())
        return fail("Facility water '{}' needs one point of the year at least", water.id);
    const FacilityWaterId id = water.id;
    const Celsius warmest = water.warmest();
    auto next = design.changedHall([&](const Hall& before) -> Result<Hall> {
        Hall hall = before;
        const auto found = std::find_if(hall.facilityWaters.begin(), hall.facilityWaters.end(),
                                        [&](const FacilityWater& other) { return other.id == id; });
        if (found == hall.facilityWaters.end())
            hall.facilityWaters.push_back(std::move(water));
        else
            *found = std::move(water);
        return hall;
    });
    if (!next)
        return next;
    return changedLoops(std::move(*next), id, [&](Loop& loop) { loop.facilitySupply = warmest; });
}

Result<Design> removeFacilityWater(const Design& design, const FacilityWaterId& water)
{
    const FacilityWater* known = facilityWater(design.hall()->facilityWaters, water);
    if (!known)
        return fail("There is no facility water '{}'", water);
    const Celsius warmest = known->warmest();
    auto next = changedLoops(design, water, [&](Loop& loop) {
        loop.facility.reset();
        loop.facilitySupply = warmest;
    });
    if (!next)
        return next;
    return next->changedHall([&](const Hall& before) -> Result<Hall> {
        Hall hall = before;
        std::erase_if(hall.facilityWaters, [&](const FacilityWater& other) { return other.id == water; });
        return hall;
    });
}

Result<Design> setBranchValve(const Design& design, const Holder& pod, const PlacementId& placement, double open)
{
    const Arrangement* all = nullptr;
    if (pod) {
        const PodDesignRef held = design.podDesign(*pod);
        if (!held)
            return fail("There is no pod design '{}'", *pod);
        all = &held->arrangement();
    } else {
        all = &design.hall()->arrangement;
    }
    const Placement* rack = all->placement(placement);
    const Loop* loop = rack && rack->rack() && rack->loop ? all->loop(*rack->loop) : nullptr;
    if (!loop)
        return fail("'{}' is no rack on a coolant loop", placement);
    if (!(open >= 0 && open <= 1))
        return fail("A valve is open between 0 and 1, not {}", open);
    Loop changed = *loop;
    auto& branches = changed.piping.branches;
    const auto found = std::find_if(branches.begin(), branches.end(),
                                    [&](const LoopBranch& branch) { return branch.placement == placement; });
    if (found == branches.end())
        branches.push_back({placement, open});
    else
        found->open = open;
    std::erase_if(branches, [](const LoopBranch& branch) { return branch == LoopBranch{branch.placement}; });
    return setLoop(design, pod, std::move(changed));
}

} // namespace colonnade::model
