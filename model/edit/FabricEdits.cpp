#include "model/edit/FabricEdits.h"

#include "model/design/Instance.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

const Arrangement* arrangementOf(const Design& design, const Holder& pod)
{
    if (!pod)
        return &design.hall()->arrangement;
    const PodDesignRef held = design.podDesign(*pod);
    return held ? &held->arrangement() : nullptr;
}

template <class Change> Result<Design> changedFabric(const Design& design, const Holder& pod, const FabricId& id, Change change)
{
    const Arrangement* const arrangement = arrangementOf(design, pod);
    const Fabric* const fabric = arrangement ? arrangement->fabric(id) : nullptr;
    if (!fabric)
        return fail("There is no fabric '{}'", id);
    Fabric next = *fabric;
    if (const Result<void> done = change(next, *arrangement); !done)
        return tl::unexpected<Error>{done.error()};
    return setFabric(design, pod, std::move(next));
}

Result<void> soundMedium(const PartRef& medium)
{
    if (medium && !medium->cable)
        return fail("'{}' is no cable", medium->id);
    return {};
}

Design withMedium(const Design& design, const PartRef& medium, const Catalog& documents)
{
    return medium && !design.catalog().part(medium->id) ? design.withPart(medium, documents) : design;
}

int timesPlaced(const Arrangement& arrangement, const RackDesignId& rack, PlacementId& at)
{
    int times = 0;
    for (const Placement& item : arrangement.placements) {
        if (!item.rack() || (*item.rack())->id() != rack)
            continue;
        at = item.id;
        ++times;
    }
    return times;
}

/// True where a path was one of a device that moved.
bool follow(Arrangement& arrangement, const RackDesignId& from, const RackDesignId& to,
            std::span<const std::pair<DeviceId, DeviceId>> devices)
{
    if (arrangement.fabrics.empty() || arrangement.placements.empty())
        return false;
    PlacementId source = arrangement.placements.front().id, target = source;
    if (timesPlaced(arrangement, from, source) != 1 || timesPlaced(arrangement, to, target) != 1)
        return false;
    bool any = false;
    const auto rename = [&](std::string& path) {
        for (const auto& [before, after] : devices) {
            if (path != fmt::format("{}/{}", source, before))
                continue;
            path = fmt::format("{}/{}", target, after);
            any = true;
            return;
        }
    };
    for (Fabric& fabric : arrangement.fabrics) {
        for (FabricSwitch& one : fabric.switches)
            rename(one.device);
        for (HandCable& link : fabric.links) {
            rename(link.from.device);
            rename(link.to.device);
        }
        for (CableChoice& choice : fabric.choices) {
            rename(choice.a.device);
            rename(choice.b.device);
        }
    }
    return any;
}

} // namespace

Result<Design> chooseCable(const Design& design, const Holder& pod, const FabricId& fabric, CableChoice choice,
                           const Catalog& documents)
{
    if (!choice.medium && !choice.length)
        return fail("The choice for '{}' to '{}' chooses neither a medium nor a length", shown(text(choice.a)), shown(text(choice.b)));
    if (choice.a == choice.b)
        return fail("A cable from '{}' to itself cannot be chosen", shown(text(choice.a)));
    if (choice.length && !(*choice.length > Metres{}))
        return fail("A cable of {} is not longer than 0", *choice.length);
    if (const auto sound = soundMedium(choice.medium); !sound)
        return tl::unexpected<Error>{sound.error()};
    const Design known = withMedium(design, choice.medium, documents);
    return changedFabric(known, pod, fabric, [&](Fabric& next, const Arrangement&) -> Result<void> {
        const auto same = std::find_if(next.choices.begin(), next.choices.end(),
                                       [&](const CableChoice& one) { return one.names(choice.a, choice.b); });
        if (same == next.choices.end())
            next.choices.push_back(std::move(choice));
        else
            *same = std::move(choice);
        return {};
    });
}

Result<Design> clearChoice(const Design& design, const Holder& pod, const FabricId& fabric, const PortRef& a, const PortRef& b)
{
    return changedFabric(design, pod, fabric, [&](Fabric& next, const Arrangement&) -> Result<void> {
        if (std::erase_if(next.choices, [&](const CableChoice& one) { return one.names(a, b); }) == 0)
            return fail("Nothing is chosen for the cable from '{}' to '{}'", shown(text(a)), shown(text(b)));
        return {};
    });
}

Result<Design> pinSwitch(const Design& design, const Holder& pod, const FabricId& fabric, std::string_view device, bool pinned)
{
    return changedFabric(design, pod, fabric, [&](Fabric& next, const Arrangement&) -> Result<void> {
        const auto found = std::find_if(next.switches.begin(), next.switches.end(),
                                        [&](const FabricSwitch& one) { return one.device == device; });
        if (found == next.switches.end())
            return fail("'{}' is no switch of fabric '{}'", shown(device), fabric);
        found->pinned = pinned;
        return {};
    });
}

Result<Design> setLink(const Design& design, const Holder& pod, const FabricId& fabric, HandCable link, const Catalog& documents)
{
    if (const auto sound = soundMedium(link.medium); !sound)
        return tl::unexpected<Error>{sound.error()};
    if (link.from.device == link.to.device)
        return fail("Link '{}' joins '{}' with itself", link.id, shown(link.from.device));
    const Design known = withMedium(design, link.medium, documents);
    return changedFabric(known, pod, fabric, [&](Fabric& next, const Arrangement& arrangement) -> Result<void> {
        for (const PortRef& end : {link.from, link.to}) {
            const auto id = PlacementId::parse(end.device);
            const Placement* const unit = id ? arrangement.placement(*id) : nullptr;
            const auto place = pod ? Result<Place>{} : placeAt(known, end.device);
            const bool ofPod = !pod && place && (place->device || (place->placement && place->placement->unit()));
            if (!arrangement.device(end.device) && !(unit && unit->unit()) && !ofPod)
                return fail("There is no device '{}' for link '{}'", shown(end.device), link.id);
        }
        const auto same = std::find_if(next.links.begin(), next.links.end(), [&](const HandCable& one) { return one.id == link.id; });
        if (same == next.links.end())
            next.links.push_back(std::move(link));
        else
            *same = std::move(link);
        return {};
    });
}

Result<Design> removeLink(const Design& design, const Holder& pod, const FabricId& fabric, const CableId& link)
{
    return changedFabric(design, pod, fabric, [&](Fabric& next, const Arrangement&) -> Result<void> {
        if (std::erase_if(next.links, [&](const HandCable& one) { return one.id == link; }) == 0)
            return fail("Fabric '{}' has no link '{}' by hand", fabric, link);
        return {};
    });
}

Result<Design> removeExceptions(const Design& design, const Holder& pod, const FabricId& fabric,
                                std::span<const FabricException> exceptions)
{
    using Kind = FabricException::Kind;
    return changedFabric(design, pod, fabric, [&](Fabric& next, const Arrangement&) -> Result<void> {
        const auto without = [&](Kind kind, auto& all) -> Result<void> {
            std::vector<bool> gone(all.size());
            for (const FabricException& one : exceptions) {
                if (one.kind != kind)
                    continue;
                if (one.index >= all.size())
                    return fail("Fabric '{}' has no exception {} of this kind", fabric, one.index + 1);
                gone[one.index] = true;
            }
            for (std::size_t i = all.size(); i-- > 0;) {
                if (gone[i])
                    all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
            }
            return {};
        };
        if (const auto done = without(Kind::Switch, next.switches); !done)
            return done;
        if (const auto done = without(Kind::Link, next.links); !done)
            return done;
        return without(Kind::Choice, next.choices);
    });
}

Design withDevicesMoved(const Design& design, const RackDesignId& from, const RackDesignId& to,
                        std::span<const std::pair<DeviceId, DeviceId>> devices)
{
    Design next = design;
    const auto pods = design.podDesigns();
    for (const auto& [id, pod] : pods) {
        Arrangement arrangement = pod->arrangement();
        if (!follow(arrangement, from, to, devices))
            continue;
        if (auto changed = next.changedPod(id, [&](const Arrangement&) -> Result<Arrangement> { return arrangement; }))
            next = *std::move(changed);
    }
    Hall hall = *next.hall();
    return follow(hall.arrangement, from, to, devices) ? next.withHall(std::move(hall)) : next;
}

} // namespace colonnade::model
