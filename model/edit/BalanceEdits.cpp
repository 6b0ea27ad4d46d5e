#include "model/edit/BalanceEdits.h"

#include "model/edit/RackEdits.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

bool isPanel(const Device& device)
{
    return device.part->kind == PartKind::Blanking;
}

bool moves(const Device& device)
{
    return !device.zeroU() && !device.locked && device.mount.slot == Slot::Full && device.height() > RackUnits{};
}

} // namespace

Result<Design> sortByMass(const Design& design, const RackDesignId& id)
{
    const RackDesignRef rack = design.rackDesign(id);
    if (!rack)
        return fail("There is no rack design '{}'", id);
    std::vector<Device> order;
    std::vector<DeviceId> ids;
    for (const Device& device : rack->devices()) {
        if (!moves(device))
            continue;
        order.push_back(device);
        ids.push_back(device.id);
    }
    // Panels last, since they weigh next to nothing and give way; what has no mass above what has.
    std::stable_sort(order.begin(), order.end(), [](const Device& a, const Device& b) {
        if (isPanel(a) != isPanel(b))
            return isPanel(b);
        return a.part->body.mass.value_or(Kilograms{}) > b.part->body.mass.value_or(Kilograms{});
    });
    Result<RackDesign> stage = rack->without(ids);
    std::vector<DeviceMove> to;
    for (const Device& device : order) {
        const auto unit = stage->firstFreeUnit(*device.part, device.mount.face);
        if (!unit)
            return fail("Rack design '{}' has no {} U in a row for '{}'", id, text(device.height()), device.id);
        Device moved = device;
        moved.mount.unit = *unit;
        stage = stage->mounted(moved);
        if (!stage)
            return tl::unexpected<Error>{stage.error()};
        if (moved.mount != device.mount)
            to.push_back({device.id, moved.mount});
    }
    if (to.empty())
        return fail("In rack design '{}' the heaviest is at the bottom already", id);
    return moveDevices(design, id, to);
}

} // namespace colonnade::model
