#include "model/rules/QuorumFixes.h"

#include "model/edit/PowerEdits.h"
#include "model/power/RackPower.h"
#include "model/rules/Fixes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// "A, B and C"
std::string listed(SideSet sides)
{
    std::string text;
    const auto list = sides.list();
    for (std::size_t i = 0; i < list.size(); ++i)
        text += fmt::format("{}{}", i == 0 ? "" : i + 1 == list.size() ? " and " : ", ", letter(list[i]));
    return text;
}

std::optional<Side> freeSide(SideSet sides)
{
    for (unsigned i = 0; i < sideCount; ++i) {
        if (!sides.has(static_cast<Side>(i)))
            return static_cast<Side>(i);
    }
    return std::nullopt;
}

std::optional<Mount> placeFor(const RackDesign& rack, const PartType& part)
{
    if (part.body.mounting == Mounting::ZeroU) {
        for (const int number : {1, 2}) {
            for (const Face face : {Face::ZeroULeft, Face::ZeroURight}) {
                const Mount mount{face, RackUnit::whole(number)};
                if (!rack.refusal(part, mount))
                    return mount;
            }
        }
        return std::nullopt;
    }
    for (const Face face : {Face::Rear, Face::Front}) {
        if (const auto unit = rack.firstFreeUnit(part, face))
            return Mount{face, *unit};
    }
    return std::nullopt;
}

/// The rack with one more PDU like its first on `side`, and these cords in turn. PDUs that had no side of their own keep
/// the one that they were taken to be on.
Result<RackDesign> withFurtherPdu(const RackDesign& rack, Side side, std::span<const DeviceId> cords)
{
    const auto like = std::find_if(rack.devices().begin(), rack.devices().end(), [](const Device& device) {
        return device.part->kind == PartKind::RackPdu;
    });
    if (like == rack.devices().end())
        return fail("Rack design '{}' has no PDU", rack.id());
    const auto mount = placeFor(rack, *like->part);
    if (!mount)
        return fail("Rack design '{}' has no room for one more PDU", rack.id());
    Result<RackDesign> next = rack;
    for (const Device& device : rack.devices()) {
        if (device.part->kind != PartKind::RackPdu || device.side)
            continue;
        Device named = device;
        named.side = sideOf(rack, device);
        next = next->replaced(std::move(named));
        if (!next)
            return next;
    }
    Device pdu = freshDevice(*next, like->part, *mount);
    pdu.side = side;
    next = next->mounted(std::move(pdu));
    return next ? cordsInTurn(*next, cords) : next;
}

std::vector<PlacementId> placementsOf(const Arrangement& arrangement, const RackDesignId& rack)
{
    std::vector<PlacementId> ids;
    for (const Placement& placement : arrangement.placements) {
        if (placement.rack() && (*placement.rack())->id() == rack && !placement.feeds.empty())
            ids.push_back(placement.id);
    }
    return ids;
}

/// The further PDU, and a feed of its side for all that is placed of the rack.
Result<Design> furtherSource(const Design& design, const RackDesignId& rack, Side side, std::span<const DeviceId> cords)
{
    Result<Design> next =
        design.changedRack(rack, [&](const RackDesign& before) { return withFurtherPdu(before, side, cords); });
    for (const auto& [id, pod] : design.podDesigns()) {
        const auto placed = placementsOf(pod->arrangement(), rack);
        if (next && !placed.empty())
            next = feedSide(*next, id, placed, side);
    }
    const auto placed = placementsOf(design.hall()->arrangement, rack);
    if (next && !placed.empty())
        next = feedSide(*next, std::nullopt, placed, side);
    return next;
}

/// All devices of this part, so that one click mends the rack.
std::vector<DeviceId> alike(const RackDesign& rack, const Device& device)
{
    std::vector<DeviceId> ids;
    for (const Device& other : rack.devices()) {
        if (other.part->id == device.part->id)
            ids.push_back(other.id);
    }
    return ids;
}

} // namespace

std::vector<Fix> quorumFixes(const RackDesign& rack, const Device& device, const QuorumHolds& holds)
{
    std::vector<Fix> fixes;
    const auto ids = alike(rack, device);
    const SideSet sides = sidesOf(rack);
    const auto inTurn = cordsInTurn(rack, ids);
    if (inTurn && (!device.supplies.empty() || !device.cords.empty()) && holds(*inTurn, *inTurn->device(device.id), sidesOf(*inTurn))) {
        fixes.push_back({fmt::format("Spread the supplies of {} in turn over sides {}", device.part->model, listed(sides)),
                         [id = rack.id(), ids](const Design& design) { return spreadCords(design, id, ids); }});
        return fixes;
    }
    const auto side = freeSide(sides);
    if (!side)
        return fixes;
    const auto further = withFurtherPdu(rack, *side, ids);
    if (!further || !holds(*further, *further->device(device.id), sidesOf(*further)))
        return fixes;
    SideSet all = sides;
    all.add(*side);
    fixes.push_back({fmt::format("Add a PDU on side {}, with a feed, and spread the supplies over {}", letter(*side), listed(all)),
                     [id = rack.id(), ids, side = *side](const Design& design) {
                         return furtherSource(design, id, side, ids);
                     }});
    return fixes;
}

std::vector<Fix> quorumFixesInPlace(const ArrangementScope& scope, const RackDesign& rack, SideSet sides, const Device& device,
                                    const QuorumHolds& holds)
{
    const auto side = freeSide(sides);
    if (!side || !device.supplies.empty())
        return {};
    SideSet all = sides;
    all.add(*side);
    if (!holds(rack, device, all))
        return {};
    std::vector<PlacementId> ids;
    for (const Placement& placement : scope.arrangement.placements) {
        SideSet fed;
        for (const SideFeed& supply : placement.feeds)
            fed.add(supply.side);
        if (placement.rack() && placement.rack()->get() == &rack && fed == sides)
            ids.push_back(placement.id);
    }
    std::vector<std::string> names;
    for (const PlacementId& id : ids)
        names.push_back(id.text());
    return {{fmt::format("Feed {} from side {} too, and spread the supplies over {}", someOf(names), letter(*side), listed(all)),
             [holder = scope.holder(), ids, side = *side](const Design& design) {
                 return feedSide(design, holder, ids, side);
             }}};
}

} // namespace colonnade::model
