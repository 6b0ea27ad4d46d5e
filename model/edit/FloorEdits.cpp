#include "model/edit/FloorEdits.h"

#include "model/design/RackScale.h"
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
    return labelOr(instance.placement->label, instance.path);
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
        // Named anew, as C++20 lets lambdas capture a structured binding, but clang 14 does not yet.
        next = next->changedPod(pod, [&changePlacement, &ids = ids](const Arrangement& before) -> Result<Arrangement> {
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

/// "a09" after "a08": the letters in front of the number.
std::string stemOf(const PlacementId& id)
{
    const std::string& text = id.text();
    const auto last = text.find_last_not_of("0123456789");
    return last == std::string::npos ? std::string{"x"} : text.substr(0, last + 1);
}

std::string inCapitals(std::string text)
{
    for (char& c : text)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

/// Copies of things on the floor. A copy of a pod or of what stands alone goes into the hall; a copy of a thing in a pod
/// goes into the pod's design, with its row, feeds and loop, and so into every placement of it.
class Copying {
public:
    /// `source`: where the paths name something; the design itself, or an earlier state of it.
    Copying(const Design& design, const Design& source) : m_hall{*design.hall()}, m_design{design}, m_source{source} { }

    Result<void> add(const std::string& path, Point by)
    {
        const auto place = placeAt(m_source, path);
        if (!place)
            return tl::unexpected<Error>{place.error()};
        if (place->device)
            return fail("'{}' is a device, not a thing on the floor", shown(path));
        if (place->pod && place->placement)
            return addInPod(*place, by);
        if (place->pod)
            return addPod(*place->pod, by);
        return addAlone(*place->placement, by);
    }

    Result<Duplicated> finish()
    {
        Result<Design> next = m_design.withHall(std::move(m_hall));
        for (auto& [pod, arrangement] : m_pods) {
            next = next->changedPod(pod, [&whole = arrangement](const Arrangement&) -> Result<Arrangement> {
                return std::move(whole);
            });
            if (!next)
                return tl::unexpected<Error>{next.error()};
        }
        next = standing(std::move(*next), m_made);
        if (!next)
            return tl::unexpected<Error>{next.error()};
        return Duplicated{std::move(*next), std::move(m_made)};
    }

private:
    Result<void> addPod(PodPlacement copy, Point by)
    {
        const PodDesignRef now = m_design.podDesign(copy.pod->id());
        if (!now)
            return fail("The pod design '{}' is no longer there", copy.pod->id());
        copy.pod = now;
        copy.id = freshHallId(m_hall, copy.pod->id().text(), "{}-{}");
        copy.label = copy.id.text();
        copy.at = copy.at + by;
        copy.locked = false;
        m_made.push_back(copy.id.text());
        m_hall.pods.push_back(std::move(copy));
        return {};
    }
    Result<void> addAlone(Placement copy, Point by)
    {
        if (auto done = adopt(copy, m_hall.arrangement); !done)
            return done;
        copy.id = freshHallId(m_hall, "x", "{}{:02}");
        copy.label = inCapitals(copy.id.text());
        copy.at = copy.at + by;
        copy.locked = false;
        m_made.push_back(copy.id.text());
        m_hall.arrangement.placements.push_back(std::move(copy));
        return {};
    }
    Result<void> addInPod(const Place& place, Point by)
    {
        const PodDesignRef now = m_design.podDesign(place.pod->pod->id());
        if (!now || !m_hall.pod(place.pod->id))
            return fail("The pod '{}' is no longer there", place.pod->id);
        Arrangement& arrangement = m_pods.try_emplace(now->id(), now->arrangement()).first->second;
        Placement copy = *place.placement;
        if (auto done = adopt(copy, arrangement); !done)
            return done;
        copy.id = arrangement.freshId(stemOf(copy.id));
        copy.label = inCapitals(copy.id.text());
        copy.at = copy.at + turnedBack(by, place.pod->turn);
        copy.locked = false;
        m_made.push_back(fmt::format("{}/{}", place.pod->id, copy.id));
        arrangement.placements.push_back(std::move(copy));
        return {};
    }
    /// Takes a copy of an earlier state over: its rack design as it is now, and what it names only where that is still there.
    Result<void> adopt(Placement& copy, const Arrangement& into) const
    {
        if (const RackDesignRef* rack = copy.rack()) {
            RackDesignRef now = m_design.rackDesign((*rack)->id());
            if (!now)
                return fail("The rack design '{}' is no longer there", (*rack)->id());
            copy.what = std::move(now);
        }
        std::erase_if(copy.feeds, [&](const SideFeed& supply) { return !into.feed(supply.feed); });
        if (copy.loop && !into.loop(*copy.loop))
            copy.loop.reset();
        if (copy.row && std::none_of(into.rows.begin(), into.rows.end(), [&](const Row& row) { return row.id == *copy.row; }))
            copy.row.reset();
        return {};
    }

    Hall m_hall;
    const Design& m_design;
    const Design& m_source;
    std::map<PodDesignId, Arrangement> m_pods;
    std::vector<std::string> m_made;
};

Result<Duplicated> copied(const Design& design, std::span<const std::string> paths, std::span<const Point> distances,
                          const Design& source)
{
    Copying copying{design, source};
    for (const Point by : distances) {
        for (const std::string& path : paths) {
            if (const auto added = copying.add(path, by); !added)
                return tl::unexpected<Error>{added.error()};
        }
    }
    return copying.finish();
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
    return copied(design, paths, std::span(&by, 1), design);
}

Result<Duplicated> duplicatePlacements(const Design& design, std::span<const std::string> paths)
{
    return pastePlacements(design, design, paths);
}

Result<Duplicated> pastePlacements(const Design& design, const Design& source, std::span<const std::string> paths)
{
    const std::vector<Instance> originals = instancesOf(source, paths);
    if (originals.empty())
        return fail("There is nothing to duplicate");
    FloorRect box = originals.front().footprint;
    for (const Instance& instance : originals) {
        if (std::any_of(paths.begin(), paths.end(), [&](const std::string& path) { return isOf(instance.path, path); }))
            box = box.united(instance.footprint);
    }
    Result<Duplicated> first = tl::unexpected<Error>{Error{}};
    // What was cut leaves its own place free.
    const int nearest = &design == &source ? 1 : 0;
    for (int step = nearest; step <= 64; ++step) {
        const Point by{box.size.width * step, Millimetres{}};
        auto next = copied(design, paths, std::span(&by, 1), source);
        if (next)
            return next;
        if (step == nearest)
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
    return copied(design, std::span(&path, 1), distances, design);
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
    // What a file may not say, an edit may not make: it could be saved, and never opened again.
    const auto within = [](Millimetres length, std::int64_t least, std::int64_t most) {
        return length.value() >= least && length.value() <= most;
    };
    if (!within(hall.height, 1000, 100'000))
        return fail("A ceiling stands 1,000 to 100,000 mm above the floor; found {} mm", hall.height.value());
    if (!within(hall.trayHeight, 0, 100'000))
        return fail("Cable trays hang 0 to 100,000 mm above the floor; found {} mm", hall.trayHeight.value());
    if (!within(hall.tile, 10, 10'000))
        return fail("A tile measures 10 to 10,000 mm; found {} mm", hall.tile.value());
    if (hall.floorRating && !(hall.floorRating->value() >= 0.1 && hall.floorRating->value() <= 1000))
        return fail("A floor takes 0.1 to 1,000 kPa; found {}", shortest(hall.floorRating->value()));
    if (!(hall.altitude.value() >= -500 && hall.altitude.value() <= 9000))
        return fail("A hall lies at -500 to 9,000 m; found {}", shortest(hall.altitude.value()));
    if (!hall.outline.empty()) {
        // Before anything is reckoned with them.
        for (const Point& corner : hall.outline) {
            if (!within(corner.x, -10'000'000, 10'000'000) || !within(corner.y, -10'000'000, 10'000'000))
                return fail("The corners of a hall lie within 10,000,000 mm of its origin");
        }
        const FloorRect box = boundingBox(hall.outline);
        if (hall.outline.size() < 3 || !within(box.size.width, 1000, 20'000'000) || !within(box.size.depth, 1000, 20'000'000))
            return fail("A hall has three corners at least, and measures 1,000 to 20,000,000 mm each way");
    }
    if (hall.air && (hall.air->units < 0 || hall.air->units > 10'000 || hall.air->spare < 0 || hall.air->spare > 10'000))
        return fail("A hall has 0 to 10,000 air handlers");
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
