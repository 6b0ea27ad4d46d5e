#include "model/design/Arrangement.h"

#include "model/design/FeedCircle.h"
#include "model/units/Text.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

template <class Items, class Id> auto find(const Items& items, const Id& id)
{
    for (const auto& item : items) {
        if (item.id == id)
            return &item;
    }
    return static_cast<decltype(&items.front())>(nullptr);
}

template <class Items> std::optional<Error> doubled(const Items& items, std::string_view kind)
{
    std::set<std::string_view> seen;
    for (const auto& item : items) {
        if (!seen.insert(item.id.text()).second)
            return Error{fmt::format("Two {} are named '{}'", kind, item.id)};
    }
    return std::nullopt;
}

std::optional<Error> unknown(std::string_view holder, std::string_view kind, std::string_view name)
{
    return Error{fmt::format("'{}' names the {} '{}', which does not exist here", holder, kind, shown(name))};
}

/// A feed that names nothing, or that hangs on itself by its upstream or by what takes over from that.
std::optional<Error> feedDefect(const Arrangement& all)
{
    std::set<FeedId> known;
    for (const Feed& feed : all.feeds)
        known.insert(feed.id);
    for (const Feed& feed : all.feeds) {
        for (const auto& name : {feed.upstream, feed.alternate}) {
            if (name && !known.contains(*name))
                return unknown(feed.id.text(), "feed", name->text());
        }
    }
    if (const auto circle = feedCircle(all.feeds))
        return Error{fmt::format("Feed '{}' hangs on itself by '{}'", circle->feed, circle->by)};
    return std::nullopt;
}

} // namespace

std::string_view word(Aisle::Kind kind)
{
    switch (kind) {
    case Aisle::Kind::Cold: return "cold";
    case Aisle::Kind::Hot: return "hot";
    case Aisle::Kind::Service: return "service";
    }
    return {};
}

FloorSize Placement::size() const
{
    if (const RackDesignRef* design = rack())
        return {(*design)->width(), (*design)->depth()};
    const Body& body = (*unit())->body;
    return {body.widthMm.value_or(Millimetres{600}), body.depthMm.value_or(Millimetres{1200})};
}

Millimetres Placement::height() const
{
    if (const RackDesignRef* design = rack())
        return (*design)->height();
    return (*unit())->body.heightMm.value_or(Millimetres{2000});
}

bool Placement::operator==(const Placement& other) const
{
    if (id != other.id || label != other.label || row != other.row || at != other.at || turn != other.turn
        || feeds != other.feeds || loop != other.loop || locked != other.locked || what.index() != other.what.index())
        return false;
    if (const RackDesignRef* design = rack())
        return *design == *other.rack() || **design == **other.rack();
    return *unit() == *other.unit() || **unit() == **other.unit();
}

const Placement* Arrangement::placement(const PlacementId& id) const
{
    return find(placements, id);
}

const Feed* Arrangement::feed(const FeedId& id) const
{
    return find(feeds, id);
}

const Loop* Arrangement::loop(const LoopId& id) const
{
    return find(loops, id);
}

const Fabric* Arrangement::fabric(const FabricId& id) const
{
    return find(fabrics, id);
}

const CableTray* Arrangement::tray(const TrayId& id) const
{
    return find(trays, id);
}

const Device* Arrangement::device(std::string_view path) const
{
    const auto slash = path.find('/');
    if (slash == std::string_view::npos)
        return nullptr;
    for (const Placement& item : placements) {
        if (item.id.text() != path.substr(0, slash) || !item.rack())
            continue;
        for (const Device& device : (*item.rack())->devices()) {
            if (device.id.text() == path.substr(slash + 1))
                return &device;
        }
    }
    return nullptr;
}

PlacementId Arrangement::freshId(std::string_view stem) const
{
    for (int number = 1;; ++number) {
        const PlacementId id = PlacementId::literal(fmt::format("{}{:02}", stem, number));
        if (!placement(id))
            return id;
    }
}

TrayId Arrangement::freshTrayId() const
{
    for (int number = 1;; ++number) {
        const TrayId id = TrayId::literal(fmt::format("t{:02}", number));
        if (!tray(id))
            return id;
    }
}

void Arrangement::dropLooseEnds()
{
    for (Loop& item : loops)
        std::erase_if(item.piping.branches, [&](const LoopBranch& branch) { return !placement(branch.placement); });
}

std::optional<Error> Arrangement::defect() const
{
    for (auto wrong : {doubled(rows, "rows"), doubled(feeds, "feeds"), doubled(loops, "loops"),
                       doubled(placements, "placements"), doubled(fabrics, "fabrics"),
                       doubled(trays, "trays")}) {
        if (wrong)
            return wrong;
    }
    if (auto wrong = feedDefect(*this))
        return wrong;
    if (trays.size() > CableTray::mostTrays)
        return Error{fmt::format("There are {} trays, and {} at most can be in one place", trays.size(), CableTray::mostTrays)};
    std::size_t points = 0;
    for (const CableTray& item : trays) {
        if (auto wrong = item.defect())
            return wrong;
        points += item.points.size();
    }
    if (points > CableTray::mostPointsInAll)
        return Error{fmt::format("The trays run over {} points, and {} at most can be in one place", points, CableTray::mostPointsInAll)};
    std::set<RowId> rowIds;
    for (const Row& row : rows)
        rowIds.insert(row.id);
    for (const Placement& item : placements) {
        if (item.row && !rowIds.contains(*item.row))
            return unknown(item.id.text(), "row", item.row->text());
        if (item.loop && !loop(*item.loop))
            return unknown(item.id.text(), "loop", item.loop->text());
        for (const SideFeed& supply : item.feeds) {
            if (!feed(supply.feed))
                return unknown(item.id.text(), "feed", supply.feed.text());
        }
    }
    std::set<PlacementId> placed;
    for (const Loop& item : loops) {
        for (const LoopBranch& branch : item.piping.branches) {
            if (placed.empty())
                std::transform(placements.begin(), placements.end(), std::inserter(placed, placed.end()),
                               [](const Placement& one) { return one.id; });
            if (!placed.contains(branch.placement))
                return unknown(item.id.text(), "rack", branch.placement.text());
        }
    }
    std::map<std::string_view, const Fabric*> fabricOf;
    for (const Fabric& item : fabrics) {
        for (const FabricSwitch& one : item.switches) {
            // Its ports would be given away twice.
            if (const auto [at, isNew] = fabricOf.emplace(one.device, &item); !isNew)
                return Error{at->second == &item
                                 ? fmt::format("Switch '{}' is twice in fabric '{}'", one.device, item.id)
                                 : fmt::format("Switch '{}' is in fabric '{}' and in fabric '{}'", one.device,
                                               at->second->id, item.id)};
        }
        if (const auto wrong = doubled(item.links, "links"))
            return wrong;
        std::set<std::pair<PortRef, PortRef>> chosen;
        for (const CableChoice& one : item.choices) {
            if (!chosen.emplace(std::min(one.a, one.b), std::max(one.a, one.b)).second)
                return Error{fmt::format("Fabric '{}' has two choices for the cable from '{}' to '{}'", item.id,
                                         shown(text(one.a)), shown(text(one.b)))};
        }
    }
    return std::nullopt;
}

} // namespace colonnade::model
