#include "model/edit/FloorEdits.h"

#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

bool isOf(std::string_view path, std::string_view ancestor)
{
    return path == ancestor
        || (path.size() > ancestor.size() && path.starts_with(ancestor) && path[ancestor.size()] == '/');
}

/// Every placed thing that a path stands for: of a pod all that is in it; of a thing in a pod design that thing in
/// every placement of the pod design.
std::vector<Instance> instancesOf(const Design& design, std::span<const std::string> paths)
{
    std::set<std::pair<const PodDesign*, PlacementId>> inPods;
    for (const std::string& path : paths) {
        if (const auto place = placeAt(design, path); place && place->pod && place->placement)
            inPods.emplace(place->pod->pod.get(), place->placement->id);
    }
    std::vector<Instance> out;
    forEachInstance(*design.hall(), [&](const Instance& instance) {
        const bool named = std::any_of(paths.begin(), paths.end(), [&](const std::string& path) { return isOf(instance.path, path); });
        const bool shares = instance.pod && inPods.contains({instance.pod->pod.get(), instance.placement->id});
        if (named || shares)
            out.push_back(instance);
    });
    return out;
}

/// The design, unless one of these things cannot stand where it does in it.
Result<Design> standing(Design design, std::span<const std::string> paths)
{
    for (const Instance& instance : instancesOf(design, paths)) {
        const std::string self = instance.path;
        if (const auto why = floorRefusal(design, instance.footprint, std::span(&self, 1)))
            return tl::unexpected<Error>{*why};
    }
    return design;
}

std::string nameOf(const Instance& instance)
{
    return instance.placement->label.empty() ? instance.path : instance.placement->label;
}

PlacementId freshHallId(const Hall& hall, std::string_view stem, std::string_view pattern)
{
    for (int number = 1;; ++number) {
        const PlacementId id = PlacementId::literal(fmt::format(fmt::runtime(pattern), stem, number));
        if (!hall.pod(id) && !hall.arrangement.placement(id))
            return id;
    }
}

/// Runs `change` on every placement and pod that the paths name.
template <class ChangePod, class ChangePlacement>
Result<Design> changeEach(const Design& design, std::span<const std::string> paths, ChangePod changePod,
                          ChangePlacement changePlacement)
{
    // Several paths may name the same placement of one pod design, seen in two placements of the pod.
    std::map<PodDesignId, std::map<PlacementId, Turn>> inPods;
    std::set<PlacementId> pods, alone;
    for (const std::string& path : paths) {
        const auto place = placeAt(design, path);
        if (!place)
            return tl::unexpected<Error>{place.error()};
        if (place->device)
            return fail("'{}' is a device, not a thing on the floor", shown(path));
        const bool locked = place->placement ? place->placement->locked : place->pod->locked;
        if (locked)
            return fail("'{}' is locked", shown(path));
        if (place->pod && place->placement)
            inPods[place->pod->pod->id()].emplace(place->placement->id, place->pod->turn);
        else if (place->pod)
            pods.insert(place->pod->id);
        else
            alone.insert(place->placement->id);
    }
    Result<Design> next = design;
    for (const auto& [pod, ids] : inPods) {
        next = next->changedPod(pod, [&](const Arrangement& before) -> Result<Arrangement> {
            Arrangement after = before;
            for (const auto& [id, turn] : ids)
                changePlacement(after.placements, id, turn);
            after.dropLooseEnds();
            return after;
        });
        if (!next)
            return next;
    }
    if (pods.empty() && alone.empty())
        return next;
    return next->changedHall([&](const Hall& before) -> Result<Hall> {
        Hall hall = before;
        for (const PlacementId& id : pods)
            changePod(hall.pods, id);
        for (const PlacementId& id : alone)
            changePlacement(hall.arrangement.placements, id, Turn::None);
        hall.arrangement.dropLooseEnds();
        return hall;
    });
}

template <class Items> auto findIn(Items& items, const PlacementId& id)
{
    return std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
}

Result<Placed> placedInHall(const Design& design, std::variant<RackDesignRef, PartRef> what, std::string label, Point at,
                            Turn turn)
{
    const PlacementId id = freshHallId(*design.hall(), "x", "{}{:02}");
    if (label.empty()) {
        label = id.text();
        label[0] = 'X';
    }
    Hall hall = *design.hall();
    hall.arrangement.placements.push_back({id, std::move(label), std::nullopt, std::move(what), at, turn, {}, {}, false});
    const std::string path = id.text();
    auto next = standing(design.withHall(std::move(hall)), std::span(&path, 1));
    if (!next)
        return tl::unexpected<Error>{next.error()};
    return Placed{std::move(*next), path};
}

RackDesignId freshRackId(const Design& design, std::string_view stem)
{
    for (int number = 1;; ++number) {
        RackDesignId id = RackDesignId::literal(fmt::format("{}-{}", stem, number));
        if (!design.rackDesign(id))
            return id;
    }
}

PodDesignId freshPodId(const Design& design, std::string_view stem)
{
    for (int number = 2;; ++number) {
        PodDesignId id = PodDesignId::literal(fmt::format("{}-{}", stem, number));
        if (!design.podDesign(id))
            return id;
    }
}

void copyOne(const Place& place, Hall& hall, Point by, std::vector<std::string>& paths)
{
    if (place.pod && !place.placement) {
        PodPlacement copy = *place.pod;
        copy.id = freshHallId(hall, copy.pod->id().text(), "{}-{}");
        copy.label = copy.id.text();
        copy.at = copy.at + by;
        copy.locked = false;
        paths.push_back(copy.id.text());
        hall.pods.push_back(std::move(copy));
        return;
    }
    // A copy of something in a pod stands alone: it has neither the pod's rows nor its feeds and loops.
    Placement copy = *place.placement;
    copy.id = freshHallId(hall, "x", "{}{:02}");
    copy.label = copy.id.text();
    copy.label[0] = 'X';
    copy.at = place.instance.footprint.at + by;
    copy.turn = place.instance.turn;
    copy.locked = false;
    if (place.pod) {
        copy.row.reset();
        copy.loop.reset();
        copy.feeds.clear();
    }
    paths.push_back(copy.id.text());
    hall.arrangement.placements.push_back(std::move(copy));
}

Result<Duplicated> copied(const Design& design, std::span<const std::string> paths, std::span<const Point> distances)
{
    Hall hall = *design.hall();
    std::vector<std::string> made;
    for (const Point by : distances) {
        for (const std::string& path : paths) {
            const auto place = placeAt(design, path);
            if (!place)
                return tl::unexpected<Error>{place.error()};
            if (place->device)
                return fail("'{}' is a device, not a thing on the floor", shown(path));
            copyOne(*place, hall, by, made);
        }
    }
    auto next = standing(design.withHall(std::move(hall)), made);
    if (!next)
        return tl::unexpected<Error>{next.error()};
    return Duplicated{std::move(*next), std::move(made)};
}

} // namespace

std::optional<Error> floorRefusal(const Design& design, const FloorRect& footprint, std::span<const std::string> ignoring)
{
    const Hall& hall = *design.hall();
    if (!hall.outline.empty() && !encloses(hall.outline, footprint))
        return Error{"That is outside the walls of the hall"};
    for (const FloorRect& column : hall.columns) {
        if (column.overlaps(footprint))
            return Error{"A column stands there"};
    }
    for (const KeepOut& area : hall.keepOuts) {
        if (area.area.overlaps(footprint))
            return Error{fmt::format("That is kept free: {}", area.reason.empty() ? "no reason given" : area.reason)};
    }
    std::optional<Error> found;
    forEachInstance(hall, [&](const Instance& other) {
        if (found || !other.footprint.overlaps(footprint))
            return;
        if (std::none_of(ignoring.begin(), ignoring.end(), [&](const std::string& path) { return isOf(other.path, path); }))
            found = Error{fmt::format("{} stands there", nameOf(other))};
    });
    return found;
}

Result<Placed> placePart(const Design& design, const PartRef& part, Point at, Turn turn, const Catalog& documents)
{
    const Design known = design.withPart(part, documents);
    switch (part->kind) {
    case PartKind::RackFrame: {
        auto rack = RackDesign::create(freshRackId(known, "rack"), part->model, part);
        if (!rack)
            return tl::unexpected<Error>{rack.error()};
        const RackDesignId id = rack->id();
        return placeRack(known.withRackDesign(std::move(*rack)), id, at, turn);
    }
    case PartKind::RackScale: {
        const RackDesignId id = RackDesignId::literal(part->id.text());
        if (known.rackDesign(id))
            return placeRack(known, id, at, turn);
        auto rack = openedRackScale(part, id, [&](const TypeId& type) {
            const PartRef own = known.catalog().part(type);
            return own ? own : documents.part(type);
        });
        if (!rack)
            return tl::unexpected<Error>{rack.error()};
        Design next = known.withPart(rack->frame(), documents);
        for (const Device& device : rack->devices())
            next = next.withPart(device.part, documents);
        return placeRack(next.withRackDesign(std::move(*rack)), id, at, turn);
    }
    case PartKind::Cdu:
        if (part->cdu && part->cdu->place == CduFigures::Place::InRack)
            return fail("{} is mounted in a rack", part->model);
        return placedInHall(known, part, part->model, at, turn);
    case PartKind::FloorPower:
    case PartKind::PowerShelf:
    case PartKind::Storage:
        if (part->body.mounting == Mounting::Floor)
            return placedInHall(known, part, part->model, at, turn);
        break;
    default: break;
    }
    return fail("{} does not stand on the floor by itself; drop it in a rack", part->model);
}

Result<Placed> placeRack(const Design& design, const RackDesignId& rack, Point at, Turn turn)
{
    const RackDesignRef shared = design.rackDesign(rack);
    if (!shared)
        return fail("The design has no rack design '{}'", rack);
    return placedInHall(design, shared, {}, at, turn);
}

Result<Placed> placePod(const Design& design, const PodDesignId& pod, Point at, Turn turn)
{
    const PodDesignRef shared = design.podDesign(pod);
    if (!shared)
        return fail("The design has no pod design '{}'", pod);
    Hall hall = *design.hall();
    const PlacementId id = freshHallId(hall, pod.text(), "{}-{}");
    hall.pods.push_back({id, id.text(), shared, at, turn, false});
    const std::string path = id.text();
    auto next = standing(design.withHall(std::move(hall)), std::span(&path, 1));
    if (!next)
        return tl::unexpected<Error>{next.error()};
    return Placed{std::move(*next), path};
}

Result<Design> movePlacements(const Design& design, std::span<const std::string> paths, Point by)
{
    auto next = changeEach(
        design, paths,
        [&](auto& pods, const PlacementId& id) {
            const auto pod = findIn(pods, id);
            pod->at = pod->at + by;
        },
        [&](auto& placements, const PlacementId& id, Turn podTurn) {
            const auto item = findIn(placements, id);
            item->at = item->at + turnedBack(by, podTurn);
        });
    return next ? standing(std::move(*next), paths) : next;
}

Result<Design> turnPlacements(const Design& design, std::span<const std::string> paths)
{
    auto next = changeEach(
        design, paths,
        [](auto& pods, const PlacementId& id) {
            const auto pod = findIn(pods, id);
            const Point corner = pod->footprint().at;
            pod->turn = pod->turn + Turn::Quarter;
            pod->at = pod->at + (corner - pod->footprint().at);
        },
        [](auto& placements, const PlacementId& id, Turn) {
            const auto item = findIn(placements, id);
            item->turn = item->turn + Turn::Quarter;
        });
    return next ? standing(std::move(*next), paths) : next;
}

Result<Design> removePlacements(const Design& design, std::span<const std::string> paths)
{
    auto next = changeEach(
        design, paths, [](auto& pods, const PlacementId& id) { pods.erase(findIn(pods, id)); },
        [](auto& placements, const PlacementId& id, Turn) { placements.erase(findIn(placements, id)); });
    if (!next)
        return next;
    Hall hall = *next->hall();
    std::erase_if(hall.overrides, [&](const auto& special) { return !placeAt(*next, special.first); });
    return next->withHall(std::move(hall));
}

Result<Duplicated> copyPlacements(const Design& design, std::span<const std::string> paths, Point by)
{
    return copied(design, paths, std::span(&by, 1));
}

Result<Duplicated> duplicatePlacements(const Design& design, std::span<const std::string> paths)
{
    const std::vector<Instance> originals = instancesOf(design, paths);
    if (originals.empty())
        return fail("There is nothing to duplicate");
    FloorRect box = originals.front().footprint;
    for (const Instance& instance : originals) {
        if (std::any_of(paths.begin(), paths.end(), [&](const std::string& path) { return isOf(instance.path, path); }))
            box = box.united(instance.footprint);
    }
    Result<Duplicated> first = tl::unexpected<Error>{Error{}};
    for (int step = 1; step <= 64; ++step) {
        const Point by{box.size.width * step, Millimetres{}};
        auto next = copyPlacements(design, paths, by);
        if (next)
            return next;
        if (step == 1)
            first = std::move(next);
    }
    return first;
}

Result<Duplicated> arrayPlacement(const Design& design, const std::string& path, int count, Point pitch)
{
    if (count < 1 || count > 10000)
        return fail("An array takes 1 to 10,000 copies; found {}", count);
    std::vector<Point> distances;
    for (int i = 1; i <= count; ++i)
        distances.push_back({pitch.x * i, pitch.y * i});
    return copied(design, std::span(&path, 1), distances);
}

Result<Design> changePlacement(const Design& design, const std::string& path, const Placement& changed)
{
    const auto before = placeAt(design, path);
    if (!before)
        return tl::unexpected<Error>{before.error()};
    if (!before->placement)
        return fail("'{}' is a pod, not one placement", shown(path));
    auto next = [&]() -> Result<Design> {
        const auto put = [&](std::vector<Placement> placements) {
            *findIn(placements, before->placement->id) = changed;
            return placements;
        };
        if (before->pod) {
            return design.changedPod(before->pod->pod->id(), [&](const Arrangement& arrangement) -> Result<Arrangement> {
                Arrangement after = arrangement;
                after.placements = put(std::move(after.placements));
                return after;
            });
        }
        return design.changedHall([&](const Hall& hall) -> Result<Hall> {
            Hall after = hall;
            after.arrangement.placements = put(std::move(after.arrangement.placements));
            return after;
        });
    }();
    const bool moved = changed.at != before->placement->at || changed.turn != before->placement->turn;
    return next && moved ? standing(std::move(*next), std::span(&path, 1)) : next;
}

Result<Design> relabelPod(const Design& design, const std::string& path, std::string label)
{
    const auto place = placeAt(design, path);
    if (!place)
        return tl::unexpected<Error>{place.error()};
    if (!place->pod || place->placement)
        return fail("'{}' is no placed pod", shown(path));
    Hall hall = *design.hall();
    findIn(hall.pods, place->pod->id)->label = std::move(label);
    return design.withHall(std::move(hall));
}

Result<Unique> madeUnique(const Design& design, const std::string& path)
{
    const auto place = placeAt(design, path);
    if (!place)
        return tl::unexpected<Error>{place.error()};
    if (!place->placement || !place->placement->rack())
        return fail("'{}' is no rack", shown(path));
    const RackDesignRef rack = *place->placement->rack();
    const PlacementId id = place->placement->id;
    if (design.placementsOf(rack->id()) <= 1)
        return Unique{design, rack->id(), path};

    RackDesign own = rack->renamed(freshRackId(design, rack->id().text()), rack->name());
    const RackDesignId ownId = own.id();
    Design next = design.withRackDesign(std::move(own));
    const RackDesignRef shared = next.rackDesign(ownId);
    if (!place->pod) {
        Hall hall = *next.hall();
        findIn(hall.arrangement.placements, id)->what = shared;
        return Unique{next.withHall(std::move(hall)), ownId, path};
    }
    const PodDesignRef pod = place->pod->pod;
    Arrangement arrangement = pod->arrangement();
    findIn(arrangement.placements, id)->what = shared;
    const bool podIsShared = design.placementsOf(pod->id()) > 1;
    const PodDesignId podId = podIsShared ? freshPodId(design, pod->id().text()) : pod->id();
    auto changed = PodDesign::create(podId, pod->name(), std::move(arrangement));
    if (!changed)
        return tl::unexpected<Error>{changed.error()};
    next = next.withPodDesign(std::move(*changed));
    if (podIsShared) {
        Hall hall = *next.hall();
        findIn(hall.pods, place->pod->id)->pod = next.podDesign(podId);
        next = next.withHall(std::move(hall));
    }
    return Unique{std::move(next), ownId, path};
}

Result<Design> changeHall(const Design& design, Hall hall)
{
    return design.changedHall([&](const Hall&) -> Result<Hall> { return std::move(hall); });
}

Result<Design> overrideInstance(const Design& design, const std::string& path, Override special)
{
    if (const auto place = placeAt(design, path); !place)
        return tl::unexpected<Error>{place.error()};
    Hall hall = *design.hall();
    if (special == Override{})
        hall.overrides.erase(path);
    else
        hall.overrides.insert_or_assign(path, std::move(special));
    return design.withHall(std::move(hall));
}

} // namespace colonnade::model
