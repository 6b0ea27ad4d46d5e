#include "model/edit/RackEdits.h"

#include "model/edit/FabricEdits.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

Result<std::vector<Device>> devicesOf(const RackDesign& rack, std::span<const DeviceId> ids)
{
    std::vector<Device> devices;
    for (const DeviceId& id : ids) {
        const Device* device = rack.device(id);
        if (!device)
            return fail("Rack design '{}' has no device '{}'", rack.id(), id);
        devices.push_back(*device);
    }
    return devices;
}

Result<RackDesign> remounted(const RackDesign& rack, std::vector<Device> devices)
{
    std::vector<DeviceId> ids;
    for (const Device& device : devices) {
        if (device.locked)
            return fail("{} is locked", labelOr(device.label, device.id.text()));
        ids.push_back(device.id);
    }
    return rack.mounted(std::move(devices), ids);
}

Result<RackDesign> withFresh(const RackDesign& rack, std::span<const PartAt> parts)
{
    Result<RackDesign> next = rack;
    for (const PartAt& one : parts) {
        next = next->mounted(freshDevice(*next, one.part, one.mount));
        if (!next)
            return next;
    }
    return next;
}

/// A copy with an id that is free there; keeps label, side and supplies unless the id had to change.
Device renamedFor(const RackDesign& rack, Device device)
{
    if (!rack.device(device.id))
        return device;
    Device fresh = freshDevice(rack, device.part, device.mount);
    fresh.supplies = device.supplies;
    if (device.side)
        fresh.side = device.side;
    return fresh;
}

} // namespace

Result<Design> mountParts(const Design& design, const RackDesignId& rack, std::span<const PartAt> parts,
                          const Catalog& documents)
{
    Design known = design;
    for (const PartAt& one : parts)
        known = known.withPart(one.part, documents);
    return known.changedRack(rack, [&](const RackDesign& before) { return withFresh(before, parts); });
}

std::vector<PartAt> stacked(const PartRef& part, const Mount& mount, int count)
{
    std::vector<PartAt> parts;
    Mount at = mount;
    for (int i = 0; i < count; ++i) {
        parts.push_back({part, at});
        at.unit = at.unit + (part->body.height.value_or(RackUnits::whole(1)));
    }
    return parts;
}

Result<Design> moveDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceMove> moves)
{
    return design.changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        std::vector<DeviceId> ids;
        std::transform(moves.begin(), moves.end(), std::back_inserter(ids), [](const DeviceMove& m) { return m.device; });
        auto devices = devicesOf(before, ids);
        if (!devices)
            return tl::unexpected<Error>{devices.error()};
        for (std::size_t i = 0; i < moves.size(); ++i)
            (*devices)[i].mount = moves[i].to;
        return remounted(before, std::move(*devices));
    });
}

Result<Design> transferDevices(const Design& design, const RackDesignId& from, const RackDesignId& to,
                               std::span<const DeviceMove> moves, bool copy)
{
    const RackDesignRef source = design.rackDesign(from);
    if (!source)
        return fail("The design has no rack design '{}'", from);
    std::vector<DeviceId> ids;
    std::transform(moves.begin(), moves.end(), std::back_inserter(ids), [](const DeviceMove& m) { return m.device; });
    auto devices = devicesOf(*source, ids);
    if (!devices)
        return tl::unexpected<Error>{devices.error()};
    std::vector<std::pair<DeviceId, DeviceId>> moved;
    auto next = design.changedRack(to, [&](const RackDesign& before) -> Result<RackDesign> {
        Result<RackDesign> rack = before;
        for (std::size_t i = 0; i < moves.size(); ++i) {
            Device device = (*devices)[i];
            device.mount = moves[i].to;
            Device placed = renamedFor(*rack, std::move(device));
            moved.emplace_back((*devices)[i].id, placed.id);
            rack = rack->mounted(std::move(placed));
            if (!rack)
                return rack;
        }
        return rack;
    });
    if (!next || copy)
        return next;
    next = removeDevices(*next, from, ids);
    return next ? withDevicesMoved(*next, from, to, moved) : next;
}

Result<Design> pasteDevices(const Design& design, const RackDesignId& rack, std::span<const Device> devices,
                            const Catalog& documents)
{
    Design known = design;
    for (const Device& device : devices)
        known = known.withPart(device.part, documents);
    return known.changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        Result<RackDesign> next = before;
        for (Device device : devices) {
            if (next->refusal(*device.part, device.mount)) {
                const auto unit = next->nearestFreeUnit(*device.part, device.mount.face, device.mount.unit);
                if (!unit)
                    return fail("Rack design '{}' has no {} U free for {}", rack,
                                text(device.height()), device.part->model);
                device.mount.unit = *unit;
                device.mount.slot = Slot::Full;
            }
            device.locked = false;
            next = next->mounted(renamedFor(*next, std::move(device)));
            if (!next)
                return next;
        }
        return next;
    });
}

Result<Design> duplicateDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> ids)
{
    return design.changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        auto devices = devicesOf(before, ids);
        if (!devices)
            return tl::unexpected<Error>{devices.error()};
        Result<RackDesign> next = before;
        for (Device device : *devices) {
            const auto unit
                = next->nearestFreeUnit(*device.part, device.mount.face, device.mount.unit + device.height());
            if (!unit)
                return fail("Rack design '{}' has no {} U free for another {}", rack, text(device.height()),
                            device.part->model);
            device.mount.unit = *unit;
            device.locked = false;
            next = next->mounted(renamedFor(*next, std::move(device)));
            if (!next)
                return next;
        }
        return next;
    });
}

Result<Design> arrayDevice(const Design& design, const RackDesignId& rack, const DeviceId& id, int count, RackUnits step)
{
    return design.changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        const Device* device = before.device(id);
        if (!device)
            return fail("Rack design '{}' has no device '{}'", rack, id);
        Result<RackDesign> next = before;
        Device copy = *device;
        copy.locked = false;
        for (int i = 0; i < count; ++i) {
            copy.mount.unit = copy.mount.unit + step;
            next = next->mounted(renamedFor(*next, copy));
            if (!next)
                return next;
        }
        return next;
    });
}

Result<Design> shiftDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> ids, int units)
{
    return design.changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        auto devices = devicesOf(before, ids);
        if (!devices)
            return tl::unexpected<Error>{devices.error()};
        for (Device& device : *devices)
            device.mount.unit = device.mount.unit + RackUnits::whole(units);
        return remounted(before, std::move(*devices));
    });
}

Result<Design> stepDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> ids, int direction)
{
    const RackDesignRef before = design.rackDesign(rack);
    if (!before)
        return fail("The design has no rack design '{}'", rack);
    const int most = static_cast<int>(before->units().value());
    Result<Design> first = tl::unexpected<Error>{Error{}};
    for (int distance = 1; distance <= most; ++distance) {
        auto next = shiftDevices(design, rack, ids, direction * distance);
        if (next)
            return next;
        if (distance == 1)
            first = std::move(next);
    }
    return first;
}

Result<Design> flipDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> ids)
{
    return design.changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        auto devices = devicesOf(before, ids);
        if (!devices)
            return tl::unexpected<Error>{devices.error()};
        for (Device& device : *devices) {
            switch (device.mount.face) {
            case Face::Front: device.mount.face = Face::Rear; break;
            case Face::Rear: device.mount.face = Face::Front; break;
            case Face::ZeroULeft: device.mount.face = Face::ZeroURight; break;
            case Face::ZeroURight: device.mount.face = Face::ZeroULeft; break;
            }
        }
        return remounted(before, std::move(*devices));
    });
}

Result<Design> removeDevices(const Design& design, const RackDesignId& rack, std::span<const DeviceId> ids)
{
    return design.changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        const auto devices = devicesOf(before, ids);
        if (!devices)
            return tl::unexpected<Error>{devices.error()};
        for (const Device& device : *devices) {
            if (device.locked)
                return fail("{} is locked", labelOr(device.label, device.id.text()));
        }
        RackDesign next = before.without(ids);
        std::vector<CableId> loose;
        for (const HandCable& cable : before.cables()) {
            const auto ends = [&](const DeviceId& id) {
                return cable.from.device == id.text() || cable.to.device == id.text();
            };
            if (std::any_of(ids.begin(), ids.end(), ends))
                loose.push_back(cable.id);
        }
        for (const CableId& cable : loose)
            next = next.withoutCable(cable);
        return next;
    });
}

Result<Design> replaceParts(const Design& design, const RackDesignId& rack, std::span<const DeviceId> ids,
                            const PartRef& part, const Catalog& documents)
{
    return design.withPart(part, documents).changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        auto devices = devicesOf(before, ids);
        if (!devices)
            return tl::unexpected<Error>{devices.error()};
        for (Device& device : *devices)
            device.part = part;
        return remounted(before, std::move(*devices));
    });
}

Result<Design> changeDevice(const Design& design, const RackDesignId& rack, Device device)
{
    return design.changedRack(rack, [&](const RackDesign& before) { return before.replaced(device); });
}

Result<Design> renameRackDesign(const Design& design, const RackDesignId& rack, std::string name)
{
    return design.changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        return before.renamed(before.id(), std::move(name));
    });
}

Result<Design> fillWithBlanking(const Design& design, const RackDesignId& rack, const PartRef& panel,
                                const Catalog& documents)
{
    return design.withPart(panel, documents).changedRack(rack, [&](const RackDesign& before) -> Result<RackDesign> {
        Result<RackDesign> next = before;
        const int units = static_cast<int>(before.units().value());
        for (int unit = 1; unit <= units && next; ++unit) {
            const RackUnit at = RackUnit::whole(unit);
            if (!next->occupant(Face::Front, at) && !next->refusal(*panel, {Face::Front, at, Slot::Full}))
                next = next->mounted(freshDevice(*next, panel, {Face::Front, at, Slot::Full}));
        }
        return next;
    });
}

} // namespace colonnade::model
