#include "model/edit/PodEdits.h"

#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

bool isWithin(const std::set<PlacementId>& ids, std::string_view devicePath)
{
    const auto id = PlacementId::parse(devicePath.substr(0, devicePath.find('/')));
    return id && ids.contains(*id);
}

/// Every device that the fabric names stands in these placements.
bool staysWithin(const Fabric& fabric, const std::set<PlacementId>& ids)
{
    const auto within = [&](const std::string& path) { return isWithin(ids, path); };
    return !fabric.switches.empty()
        && std::all_of(fabric.switches.begin(), fabric.switches.end(), [&](const FabricSwitch& one) { return within(one.device); })
        && std::all_of(fabric.links.begin(), fabric.links.end(),
                       [&](const HandCable& cable) { return within(cable.from.device) && within(cable.to.device); });
}

/// What of `items` the placements name, with what those name in turn (a feed's upstream).
template <class Item, class Id> void take(const std::vector<Item>& from, const std::set<Id>& used, std::vector<Item>& to)
{
    std::copy_if(from.begin(), from.end(), std::back_inserter(to), [&](const Item& item) { return used.contains(item.id); });
}

struct Used {
    std::set<RowId> rows;
    std::set<FeedId> feeds;
    std::set<LoopId> loops;
};

Used usedBy(const Arrangement& whole, const std::vector<Placement>& placements)
{
    Used used;
    for (const Placement& item : placements) {
        if (item.row)
            used.rows.insert(*item.row);
        if (item.loop)
            used.loops.insert(*item.loop);
        for (const SideFeed& supply : item.feeds) {
            for (const Feed* feed = whole.feed(supply.feed); feed && used.feeds.insert(feed->id).second;
                 feed = feed->upstream ? whole.feed(*feed->upstream) : nullptr)
                ;
        }
    }
    return used;
}

} // namespace

Result<Placed> gatheredInPod(const Design& design, std::span<const std::string> paths, std::string name)
{
    std::set<PlacementId> ids;
    for (const std::string& path : paths) {
        const auto place = placeAt(design, path);
        if (!place)
            return tl::unexpected<Error>{place.error()};
        if (place->pod || place->device)
            return fail("'{}' does not stand alone in the hall", shown(path));
        ids.insert(place->placement->id);
    }
    if (ids.empty())
        return fail("There is nothing to make a pod of");
    Hall hall = *design.hall();
    const Arrangement before = hall.arrangement;
    Arrangement pod, rest;
    for (const Placement& item : before.placements)
        (ids.contains(item.id) ? pod : rest).placements.push_back(item);
    FloorRect box = pod.placements.front().footprint();
    for (const Placement& item : pod.placements)
        box = box.united(item.footprint());
    for (Placement& item : pod.placements)
        item.at = item.at - box.at;

    const Used inside = usedBy(before, pod.placements), outside = usedBy(before, rest.placements);
    take(before.rows, inside.rows, pod.rows);
    take(before.feeds, inside.feeds, pod.feeds);
    take(before.loops, inside.loops, pod.loops);
    const auto stays = [](const auto& item, const auto& in, const auto& out) {
        return !in.contains(item.id) || out.contains(item.id);
    };
    std::copy_if(before.rows.begin(), before.rows.end(), std::back_inserter(rest.rows),
                 [&](const Row& row) { return stays(row, inside.rows, outside.rows); });
    std::copy_if(before.feeds.begin(), before.feeds.end(), std::back_inserter(rest.feeds),
                 [&](const Feed& feed) { return stays(feed, inside.feeds, outside.feeds); });
    std::copy_if(before.loops.begin(), before.loops.end(), std::back_inserter(rest.loops),
                 [&](const Loop& loop) { return stays(loop, inside.loops, outside.loops); });
    for (const Fabric& fabric : before.fabrics)
        (staysWithin(fabric, ids) ? pod : rest).fabrics.push_back(fabric);
    for (Aisle aisle : before.aisles) {
        if (box.overlaps(aisle.area) || aisle.area.overlaps(box)) {
            aisle.area.at = aisle.area.at - box.at;
            pod.aisles.push_back(aisle);
        } else {
            rest.aisles.push_back(aisle);
        }
    }
    rest.dropLooseEnds();
    pod.dropLooseEnds();

    PodDesignId podId = PodDesignId::literal("pod");
    for (int number = 2; design.podDesign(podId); ++number)
        podId = PodDesignId::literal(fmt::format("pod-{}", number));
    auto made = PodDesign::create(podId, std::move(name), std::move(pod));
    if (!made)
        return tl::unexpected<Error>{made.error()};
    Design next = design.withPodDesign(std::move(*made));
    hall.arrangement = std::move(rest);
    PlacementId placed = PlacementId::literal(fmt::format("{}-1", podId));
    for (int number = 2; hall.pod(placed) || hall.arrangement.placement(placed); ++number)
        placed = PlacementId::literal(fmt::format("{}-{}", podId, number));
    std::string label = placed.text();
    std::transform(label.begin(), label.end(), label.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    // What was special to one of them stays so, under its new path.
    for (auto item = hall.overrides.begin(); item != hall.overrides.end();) {
        if (!isWithin(ids, item->first)) {
            ++item;
            continue;
        }
        hall.overrides.emplace(fmt::format("{}/{}", placed, item->first), item->second);
        item = hall.overrides.erase(item);
    }
    hall.pods.push_back({placed, std::move(label), next.podDesign(podId), box.at, Turn::None, false});
    return Placed{next.withHall(std::move(hall)), placed.text()};
}

} // namespace colonnade::model
