#include "model/edit/ChainEdits.h"

#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

template <class Change> Result<Design> changed(const Design& design, const Holder& pod, Change change)
{
    const auto arrangement = [&](const Arrangement& before) -> Result<Arrangement> {
        Arrangement next = before;
        if (auto done = change(next); !done)
            return tl::unexpected<Error>{done.error()};
        return next;
    };
    if (pod)
        return design.changedPod(*pod, arrangement);
    return design.changedHall([&](const Hall& before) -> Result<Hall> {
        auto next = arrangement(before.arrangement);
        if (!next)
            return tl::unexpected<Error>{next.error()};
        // As a pod design is held to it when it is made.
        if (const auto wrong = next->defect())
            return tl::unexpected<Error>{*wrong};
        Hall hall = before;
        hall.arrangement = std::move(*next);
        for (PodPlacement& placed : hall.pods) // A feed that is gone supplies no pod.
            std::erase_if(placed.feeds, [&](const SideFeed& supply) { return !hall.arrangement.feed(supply.feed); });
        return hall;
    });
}

template <class Item> void put(std::vector<Item>& items, Item item)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& other) { return other.id == item.id; });
    if (found == items.end())
        items.push_back(std::move(item));
    else
        *found = std::move(item);
}

template <class Item, class Id> Result<void> drop(std::vector<Item>& items, const Id& id, std::string_view kind)
{
    if (std::erase_if(items, [&](const Item& item) { return item.id == id; }) == 0)
        return fail("There is no {} '{}'", kind, id);
    return {};
}

/// Sides that the inputs of a rack take.
std::vector<Side> sidesOf(const RackDesign& rack)
{
    std::vector<Side> sides;
    for (const Device& device : rack.devices()) {
        if (device.side)
            addOnce(sides, *device.side);
    }
    std::sort(sides.begin(), sides.end());
    return sides;
}

} // namespace

Result<Design> setFeed(const Design& design, const Holder& pod, Feed feed)
{
    if (feed.voltage <= Volts{} || feed.rating <= Amperes{})
        return fail("Feed '{}' needs a voltage and a rating above 0", feed.id);
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        put(next.feeds, std::move(feed));
        return {};
    });
}

Result<Design> removeFeed(const Design& design, const Holder& pod, const FeedId& feed)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        for (Placement& item : next.placements)
            std::erase_if(item.feeds, [&](const SideFeed& supply) { return supply.feed == feed; });
        for (Feed& item : next.feeds) {
            if (item.upstream == feed)
                item.upstream.reset();
            if (item.alternate == feed)
                item.alternate.reset();
        }
        return drop(next.feeds, feed, "feed");
    });
}

Result<Design> assignFeeds(const Design& design, const Holder& pod)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        if (next.feeds.empty())
            return fail("There are no feeds to assign");
        std::map<FeedId, double> load;
        for (const Placement& item : next.placements) {
            for (const SideFeed& supply : item.feeds)
                load[supply.feed] += item.rack() ? (*item.rack())->facts().provisioned.known.value() : 0;
        }
        for (Placement& item : next.placements) {
            if (!item.rack())
                continue;
            for (const Side side : sidesOf(**item.rack())) {
                const auto has = [&](const SideFeed& supply) { return supply.side == side; };
                if (std::any_of(item.feeds.begin(), item.feeds.end(), has))
                    continue;
                const Feed* least = nullptr;
                for (const Feed& feed : next.feeds) {
                    if (feed.side == side && (!least || load[feed.id] < load[least->id]))
                        least = &feed;
                }
                if (!least)
                    return fail("There is no feed of side {} for '{}'", letter(side), item.id);
                item.feeds.push_back({side, least->id});
                load[least->id] += (*item.rack())->facts().provisioned.known.value();
            }
            std::sort(item.feeds.begin(), item.feeds.end(),
                      [](const SideFeed& a, const SideFeed& b) { return a.side < b.side; });
        }
        return {};
    });
}

Result<Design> setLoop(const Design& design, const Holder& pod, Loop loop)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        put(next.loops, std::move(loop));
        return {};
    });
}

Result<Design> assignLoops(const Design& design, const Holder& pod)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        if (next.loops.empty())
            return fail("There are no loops to assign");
        std::map<LoopId, double> heat;
        std::map<LoopId, int> cdus;
        const auto isCdu = [](const Placement& item) {
            return item.unit() && (*item.unit())->kind == PartKind::Cdu;
        };
        for (const Placement& item : next.placements) {
            if (!item.loop)
                continue;
            heat[*item.loop] += item.rack() ? (*item.rack())->facts().heatToLiquid.known.value() : 0;
            cdus[*item.loop] += isCdu(item) ? 1 : 0;
        }
        const auto least = [&](const auto& of) {
            return std::min_element(next.loops.begin(), next.loops.end(), [&](const Loop& a, const Loop& b) {
                       const auto at = [&](const Loop& loop) { const auto found = of.find(loop.id); return found == of.end() ? 0 : found->second; };
                       return at(a) < at(b);
                   })->id;
        };
        int assigned = 0;
        for (Placement& item : next.placements) {
            if (item.loop)
                continue;
            if (isCdu(item)) {
                item.loop = least(cdus);
                ++cdus[*item.loop];
                ++assigned;
            } else if (item.rack() && (*item.rack())->facts().heatToLiquid.known > Watts{}) {
                item.loop = least(heat);
                heat[*item.loop] += (*item.rack())->facts().heatToLiquid.known.value();
                ++assigned;
            }
        }
        if (assigned == 0)
            return fail("Every CDU and every liquid-cooled rack is on a loop already");
        return {};
    });
}

Result<Design> removeLoop(const Design& design, const Holder& pod, const LoopId& loop)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        for (Placement& item : next.placements) {
            if (item.loop == loop)
                item.loop.reset();
        }
        return drop(next.loops, loop, "loop");
    });
}

Result<Design> setFabric(const Design& design, const Holder& pod, Fabric fabric)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        put(next.fabrics, std::move(fabric));
        return {};
    });
}

Result<Design> removeFabric(const Design& design, const Holder& pod, const FabricId& fabric)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> { return drop(next.fabrics, fabric, "fabric"); });
}

Result<Design> setTray(const Design& design, const Holder& pod, CableTray tray)
{
    if (const auto wrong = tray.defect())
        return tl::unexpected<Error>{*wrong};
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        put(next.trays, std::move(tray));
        return {};
    });
}

Result<Design> removeTray(const Design& design, const Holder& pod, const TrayId& tray)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> { return drop(next.trays, tray, "tray"); });
}

Result<Design> setRow(const Design& design, const Holder& pod, Row row)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        put(next.rows, std::move(row));
        return {};
    });
}

Result<Design> removeRow(const Design& design, const Holder& pod, const RowId& row)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        for (Placement& item : next.placements) {
            if (item.row == row)
                item.row.reset();
        }
        return drop(next.rows, row, "row");
    });
}

Result<Design> assignRow(const Design& design, const Holder& pod, const RowId& row, std::span<const PlacementId> placements)
{
    return changed(design, pod, [&](Arrangement& next) -> Result<void> {
        for (const PlacementId& id : placements) {
            const auto item = std::find_if(next.placements.begin(), next.placements.end(),
                                           [&](const Placement& other) { return other.id == id; });
            if (item == next.placements.end())
                return fail("There is no placement '{}' here", id);
            item->row = row;
        }
        return {};
    });
}

Result<Design> waive(const Design& design, Waiver waiver)
{
    if (waiver.author.empty())
        return fail("A waiver needs an author");
    if (waiver.reason.size() < 15)
        return fail("A waiver needs a reason of at least 15 characters; found {}", waiver.reason.size());
    std::vector<Waiver> waivers = design.waivers();
    std::erase_if(waivers, [&](const Waiver& other) { return other.key == waiver.key; });
    waivers.push_back(std::move(waiver));
    std::sort(waivers.begin(), waivers.end(), [](const Waiver& a, const Waiver& b) { return a.key < b.key; });
    return design.withWaivers(std::move(waivers));
}

Result<Design> unwaive(const Design& design, const std::string& key)
{
    std::vector<Waiver> waivers = design.waivers();
    if (std::erase_if(waivers, [&](const Waiver& other) { return other.key == key; }) == 0)
        return fail("There is no waiver of '{}'", shown(key));
    return design.withWaivers(std::move(waivers));
}

Result<Design> setWorkload(const Design& design, Workload workload)
{
    std::vector<Workload> workloads = design.workloads();
    put(workloads, std::move(workload));
    return design.withWorkloads(std::move(workloads));
}

Result<Design> removeWorkload(const Design& design, const WorkloadId& workload)
{
    std::vector<Workload> workloads = design.workloads();
    if (auto done = drop(workloads, workload, "workload"); !done)
        return tl::unexpected<Error>{done.error()};
    return design.withWorkloads(std::move(workloads));
}

} // namespace colonnade::model
