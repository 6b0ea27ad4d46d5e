#include "model/edit/CordEdits.h"

#include "model/catalog/PowerUse.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

int suppliesOf(const PartType& part)
{
    const PowerInput* const cords = cordsOf(part);
    return cords ? cords->count : 0;
}

} // namespace

Result<RackDesign> withCord(const RackDesign& rack, const DeviceId& device, Cord cord)
{
    const Device* corded = rack.device(device);
    if (!corded)
        return fail("Rack design '{}' has no device '{}'", rack.id(), device);
    const Device* pdu = rack.device(cord.pdu);
    if (!pdu || pdu->part->kind != PartKind::RackPdu)
        return fail("Rack design '{}' has no rack PDU '{}'", rack.id(), cord.pdu);
    if (cord.supply < 1 || cord.supply > suppliesOf(*corded->part))
        return fail("'{}' has no supply {}", device, cord.supply);
    if (cord.outlet < 1 || cord.outlet > outletCount(*pdu->part))
        return fail("Rack PDU '{}' has no outlet {}", cord.pdu, cord.outlet);
    for (const Device& other : rack.devices()) {
        for (const Cord& taken : other.cords) {
            if (taken.pdu == cord.pdu && taken.outlet == cord.outlet
                && !(other.id == device && taken.supply == cord.supply))
                return fail("Outlet {} of rack PDU '{}' has the cord of supply {} of '{}'",
                            cord.outlet, cord.pdu, taken.supply, other.id);
        }
    }
    Device changed = *corded;
    std::erase_if(changed.cords, [&](const Cord& before) { return before.supply == cord.supply; });
    changed.cords.push_back(std::move(cord));
    std::sort(changed.cords.begin(), changed.cords.end(),
              [](const Cord& a, const Cord& b) { return a.supply < b.supply; });
    return rack.replaced(std::move(changed));
}

Result<RackDesign> withoutCords(const RackDesign& rack, std::span<const DeviceId> devices)
{
    for (const DeviceId& id : devices) {
        if (!rack.device(id))
            return fail("Rack design '{}' has no device '{}'", rack.id(), id);
    }
    std::vector<Device> cleared;
    std::vector<DeviceId> ids;
    for (const Device& device : rack.devices()) {
        const bool named = devices.empty()
            || std::find(devices.begin(), devices.end(), device.id) != devices.end();
        if (!named || device.cords.empty())
            continue;
        cleared.push_back(device);
        cleared.back().cords.clear();
        ids.push_back(device.id);
    }
    if (cleared.empty())
        return rack;
    return rack.mounted(std::move(cleared), ids);
}

Result<Design> setCord(const Design& design, const RackDesignId& rack, const DeviceId& device,
                       Cord cord)
{
    return design.changedRack(
        rack, [&](const RackDesign& before) { return withCord(before, device, std::move(cord)); });
}

Result<Design> clearCords(const Design& design, const RackDesignId& rack,
                          std::span<const DeviceId> devices)
{
    return design.changedRack(
        rack, [&](const RackDesign& before) { return withoutCords(before, devices); });
}

} // namespace colonnade::model
