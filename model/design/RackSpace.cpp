#include "model/design/RackSpace.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr int zeroUPlaces = 2;

bool mayStandInARack(PartKind kind)
{
    switch (kind) {
    case PartKind::Server:
    case PartKind::Tray:
    case PartKind::Storage:
    case PartKind::Switch:
    case PartKind::PowerShelf:
    case PartKind::RackPdu:
    case PartKind::Cdu:
    case PartKind::Blanking:
    case PartKind::Manifold:
    case PartKind::PatchPanel: return true;
    default: return false;
    }
}

std::string spanText(RackUnit unit, RackUnits height)
{
    if (height <= RackUnits::whole(1))
        return text(unit);
    return fmt::format("{}–{}", text(unit), text(unit + height - RackUnits::whole(1)));
}

} // namespace

RackSpace spaceOf(const RackDesign& rack, const PartType& part, const Mount& mount)
{
    RackSpace space;
    space.low = mount.unit.halves();
    if (isZeroU(mount.face)) {
        space.zeroU = mount.face;
        return space;
    }
    space.high = space.low + part.body.height.value_or(RackUnits::whole(1)).halves();
    const bool both = rack.takesBothFaces(part);
    space.front = both || mount.face == Face::Front;
    space.rear = both || mount.face == Face::Rear;
    space.left = mount.slot != Slot::Right;
    space.right = mount.slot != Slot::Left;
    return space;
}

bool RackDesign::takesBothFaces(const PartType& part) const
{
    if (part.kind == PartKind::Blanking || part.kind == PartKind::PatchPanel)
        return false;
    return !part.body.depthMm || part.body.depthMm->value() * 2 > depth().value();
}

const Device* RackDesign::occupant(Face face, RackUnit unit, Slot slot) const
{
    RackSpace wanted;
    wanted.low = unit.halves();
    wanted.high = wanted.low + 1;
    wanted.front = face == Face::Front;
    wanted.rear = face == Face::Rear;
    wanted.left = slot != Slot::Right;
    wanted.right = slot != Slot::Left;
    if (isZeroU(face))
        wanted.zeroU = face;
    for (const Device& device : m_devices) {
        if (spaceOf(*this, *device.part, device.mount).meets(wanted))
            return &device;
    }
    return nullptr;
}

const Device* RackDesign::obstacle(const PartType& part, const Mount& mount, std::span<const DeviceId> except) const
{
    const RackSpace wanted = spaceOf(*this, part, mount);
    for (const Device& device : m_devices) {
        if (std::find(except.begin(), except.end(), device.id) != except.end())
            continue;
        if (device.part->kind == PartKind::Blanking && part.kind != PartKind::Blanking)
            continue; // Blanking panels give way.
        if (spaceOf(*this, *device.part, device.mount).meets(wanted))
            return &device;
    }
    return nullptr;
}

bool RackDesign::isRackOf(const PartType& part) const
{
    if (part.kind != PartKind::Tray || part.fitsOnlyIn.empty())
        return true;
    if (!m_system && part.body.mounting == Mounting::MgxTray && m_frame->rack->holds == Mounting::MgxTray)
        return true;
    return std::any_of(part.fitsOnlyIn.begin(), part.fitsOnlyIn.end(),
                       [&](const TypeId& id) { return id == m_frame->id || (m_system && id == m_system->id); });
}

std::optional<Error> RackDesign::refusal(const PartType& part, const Mount& mount,
                                         std::span<const DeviceId> except) const
{
    const auto no = [](std::string sentence) { return std::optional{Error{std::move(sentence)}}; };
    if (!mayStandInARack(part.kind) || part.body.mounting == Mounting::Floor || part.body.mounting == Mounting::RearDoor)
        return no(fmt::format("{} is not mounted in a rack", part.model));
    if (isZeroU(mount.face) != (part.body.mounting == Mounting::ZeroU))
        return no(part.body.mounting == Mounting::ZeroU
                      ? fmt::format("{} hangs at the rear sides of a rack, in no unit", part.model)
                      : fmt::format("{} takes units; only zero-U parts hang at the rear sides", part.model));
    if (isZeroU(mount.face)) {
        if (mount.unit.halves() % 2 != 0 || mount.unit < RackUnit::whole(1) || mount.unit > RackUnit::whole(zeroUPlaces))
            return no(fmt::format("A rear side has {} zero-U places", zeroUPlaces));
    } else {
        if (!part.body.height || *part.body.height <= RackUnits{})
            return no(fmt::format("The catalog does not know the height of {}", part.model));
        const Mounting held = m_frame->rack->holds;
        if (part.body.mounting == Mounting::OpenRack21 && held != Mounting::OpenRack21)
            return no(fmt::format("{} needs a 21-inch Open Rack frame", part.model));
        if (part.body.mounting == Mounting::Rack19 && held == Mounting::OpenRack21)
            return no(fmt::format("{} is a 19-inch part; '{}' holds 21-inch parts", part.model, m_frame->model));
        if (!isRackOf(part))
            return no(fmt::format("{} fits only in '{}'", part.model, part.fitsOnlyIn.front()));
        if (mount.slot != Slot::Full && !part.body.halfWidth)
            return no(fmt::format("{} takes the whole width", part.model));
        if (mount.unit < RackUnit::whole(1) || mount.unit + *part.body.height > RackUnit::whole(1) + units())
            return no(fmt::format("{} is outside the {} U of '{}'", spanText(mount.unit, *part.body.height),
                                  text(units()), m_name));
    }
    if (const Device* other = obstacle(part, mount, except))
        return no(fmt::format("{} is taken by {} ({})", text(mount), other->label.empty() ? other->id.text() : other->label,
                              other->part->model));
    return std::nullopt;
}

std::optional<RackUnit> RackDesign::nearestFreeUnit(const PartType& part, Face face, RackUnit wanted,
                                                    std::span<const DeviceId> except) const
{
    const int places = isZeroU(face) ? zeroUPlaces : static_cast<int>(units().value());
    std::optional<RackUnit> best;
    for (int unit = 1; unit <= places; ++unit) {
        const RackUnit candidate = RackUnit::whole(unit);
        const auto distance = [&](RackUnit u) { return std::abs(u.halves() - wanted.halves()); };
        if (best && distance(*best) <= distance(candidate))
            continue;
        if (!refusal(part, {face, candidate, Slot::Full}, except))
            best = candidate;
    }
    return best;
}

std::optional<RackUnit> RackDesign::firstFreeUnit(const PartType& part, Face face, std::span<const DeviceId> except) const
{
    return nearestFreeUnit(part, face, RackUnit::whole(1), except);
}

} // namespace colonnade::model
