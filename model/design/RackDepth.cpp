#include "model/design/RackDepth.h"

#include "model/catalog/PowerUse.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

Millimetres whole(double millimetres)
{
    return Millimetres{std::llround(millimetres)};
}

bool isFlat(const PartType& part)
{
    return part.kind == PartKind::Blanking;
}

/// Plugs leave at the back of what has cords; a tray takes its current from the busbar behind it.
bool hasCords(const PartType& part)
{
    if (part.kind == PartKind::PatchPanel)
        return true;
    if (part.inputs.empty())
        return part.body.mounting == Mounting::Rack19 && part.kind != PartKind::Manifold;
    return cordsOf(part) != nullptr;
}

class Profiler {
public:
    Profiler(const RackDesign& rack, const DepthBasis& basis) : m_rack{rack}, m_basis{basis}
    {
        const PartType& frame = *rack.frame();
        const auto figure = [&](std::string_view key) {
            const auto number = frame.number(key);
            return number ? std::optional{whole(*number)} : std::nullopt;
        };
        m_out.depth = rack.depth();
        const Millimetres door = figure("door_depth_mm").value_or(Millimetres{});
        const auto leaves = [&](std::string_view key) { return frame.number(key).value_or(1) > 0; };
        m_out.frontDoor = leaves("front_door_leaves") ? door : Millimetres{};
        m_out.rearDoor = leaves("rear_door_leaves") ? door : Millimetres{};
        const auto front = figure("front_rail_mm");
        m_out.railsKnown = front.has_value();
        m_out.frontRail = std::min(front.value_or(basis.front), m_out.depth);
        const auto between = figure("rail_depth_mm");
        m_out.rearRail =
            std::max(m_out.frontRail, between ? m_out.frontRail + *between : m_out.depth - basis.front);
    }

    RackDepth operator()()
    {
        for (const Device& device : m_rack.devices()) {
            if (device.zeroU())
                addZeroU(device);
            else if (!isFlat(*device.part))
                addDevice(device);
        }
        for (DeviceDepth& one : m_out.devices)
            one.slack = slackOf(one);
        return std::move(m_out);
    }

private:
    void miss(std::string what)
    {
        addOnce(m_out.missing, std::move(what));
    }

    void addDevice(const Device& device)
    {
        const PartType& part = *device.part;
        DeviceDepth one;
        one.device = &device;
        one.known = part.body.depthMm.has_value();
        if (!one.known)
            miss(fmt::format("depth of {}", part.model));
        const bool rear = device.mount.face == Face::Rear;
        const Millimetres space =
            rear ? m_out.rearRail - m_out.frontEnd() : m_out.rearEnd() - m_out.frontRail;
        const Millimetres deep = part.body.depthMm.value_or(std::max(space, Millimetres{}));
        one.body.front = rear ? m_out.rearRail - deep : m_out.frontRail;
        one.body.rear = one.body.front + deep;
        const Millimetres opening = openingWidth(m_rack.frame()->rack->holds);
        one.body.left = (m_rack.width() - opening) / 2;
        one.body.right = one.body.left + opening;
        if (device.mount.slot == Slot::Left)
            one.body.right = one.body.left + opening / 2;
        if (device.mount.slot == Slot::Right)
            one.body.left = one.body.right - opening / 2;
        one.body.bottom = whole(m_rack.unitBottom(device.mount.unit));
        one.body.top = whole(m_rack.unitBottom(device.mount.unit) + device.height().value() * m_rack.unitPitch());
        one.corded = hasCords(part);
        if (one.corded) {
            one.plug = m_basis.plug;
            one.bend = m_basis.bend;
            one.bendOf = "power cord";
            addCables(one);
        }
        m_out.devices.push_back(std::move(one));
    }

    /// The stiffest cable of the rack at this device.
    void addCables(DeviceDepth& one) const
    {
        for (const HandCable& cable : m_rack.cables()) {
            const std::string& id = one.device->id.text();
            if (!cable.medium || !cable.medium->cable || (cable.from.device != id && cable.to.device != id))
                continue;
            const auto radius = cable.medium->cable->bendRadiusMm;
            if (radius && Millimetres{static_cast<std::int64_t>(std::ceil(*radius))} > one.bend) {
                one.bend = Millimetres{static_cast<std::int64_t>(std::ceil(*radius))};
                one.bendOf = cable.medium->model;
            }
        }
    }

    void addZeroU(const Device& device)
    {
        const Body& body = device.part->body;
        ZeroUVolume one;
        one.device = &device;
        one.known = body.widthMm && body.depthMm;
        if (!body.widthMm)
            miss(fmt::format("width of {}", device.part->model));
        if (!body.depthMm)
            miss(fmt::format("depth of {}", device.part->model));
        const Millimetres wide = body.widthMm.value_or(Millimetres{}), deep = body.depthMm.value_or(Millimetres{});
        // Against the side panel, one behind the other from the rear.
        const bool left = device.mount.face == Face::ZeroULeft;
        one.body.left = left ? m_basis.post : m_rack.width() - m_basis.post - wide;
        one.body.right = one.body.left + wide;
        one.body.rear = m_out.rearEnd();
        for (const ZeroUVolume& other : m_out.zeroU) {
            const Mount& mount = other.device->mount;
            if (mount.face == device.mount.face && mount.unit < device.mount.unit)
                one.body.rear = std::min(one.body.rear, other.body.front);
        }
        one.body.front = one.body.rear - deep;
        // Upright in the middle of the height, as tall as the units where its own height is not known.
        const Millimetres low = whole(m_rack.unitBottom(RackUnit::whole(1)));
        const Millimetres tall = whole(m_rack.units().value() * m_rack.unitPitch());
        const Millimetres high = std::min(body.heightMm.value_or(tall), std::max(tall, Millimetres{}));
        one.body.bottom = low + (tall - high) / 2;
        one.body.top = one.body.bottom + high;
        m_out.zeroU.push_back(one);
    }

    [[nodiscard]] Millimetres slackOf(const DeviceDepth& one) const
    {
        const bool rear = one.device->mount.face == Face::Rear;
        Millimetres limit = rear ? m_out.frontEnd() : m_out.rearEnd();
        for (const DeviceDepth& other : m_out.devices) {
            const bool opposite = (other.device->mount.face == Face::Rear) != rear;
            const bool beside = one.body.left < other.body.right && other.body.left < one.body.right
                && one.body.bottom < other.body.top && other.body.bottom < one.body.top;
            if (!opposite || !beside || !other.known)
                continue;
            limit = rear ? std::max(limit, other.body.rear) : std::min(limit, other.body.front);
        }
        if (rear)
            return one.end() - limit;
        const Millimetres deep = one.body.rear - one.body.front;
        return depthSlack(limit, one.body.front, deep, one.plug + one.bend);
    }

    const RackDesign& m_rack;
    const DepthBasis m_basis;
    RackDepth m_out;
};

} // namespace

Millimetres openingWidth(Mounting holds)
{
    return Millimetres{holds == Mounting::OpenRack21 ? 538 : 450};
}

Millimetres widestFront(Mounting holds)
{
    return Millimetres{holds == Mounting::OpenRack21 ? 538 : 483};
}

RackDepth rackDepth(const RackDesign& rack, const DepthBasis& basis)
{
    return Profiler{rack, basis}();
}

RackDoorSwing doorSwing(const RackDesign& rack)
{
    const auto swing = [&](std::string_view key) -> std::optional<Millimetres> {
        const auto leaves = rack.frame()->number(key);
        if (!leaves)
            return std::nullopt;
        return *leaves > 0 ? whole(static_cast<double>(rack.width().value()) / *leaves) : Millimetres{};
    };
    return {swing("front_door_leaves"), swing("rear_door_leaves")};
}

} // namespace colonnade::model
