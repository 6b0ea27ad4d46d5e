#include "model/design/RackDesign.h"

#include "model/design/RackSpace.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace colonnade::model {

Result<RackDesign> RackDesign::create(RackDesignId id, std::string name, PartRef frame, PartRef system)
{
    if (!frame || frame->kind != PartKind::RackFrame || !frame->rack)
        return fail("Rack design '{}' stands in '{}', which is no rack frame with known units", id,
                    frame ? frame->id.text() : "nothing");
    if (system && system->kind != PartKind::RackScale)
        return fail("Rack design '{}' is of '{}', which is no rack-scale system", id, system->id);
    return RackDesign{std::move(id), std::move(name), std::move(frame), std::move(system)};
}

RackDesign::RackDesign(RackDesignId id, std::string name, PartRef frame, PartRef system) :
    m_id{std::move(id)},
    m_name{std::move(name)},
    m_frame{std::move(frame)},
    m_system{std::move(system)}
{
}

RackUnits RackDesign::units() const
{
    const RackFrameFigures& frame = *m_frame->rack;
    return frame.holds == Mounting::OpenRack21 && frame.openUnits ? RackUnits::whole(*frame.openUnits) : frame.units;
}

double RackDesign::unitPitch() const
{
    const RackFrameFigures& frame = *m_frame->rack;
    return frame.holds == Mounting::OpenRack21 && frame.openUnits ? openUnitMillimetres : rackUnitMillimetres;
}

Millimetres RackDesign::height() const
{
    const double inside = units().value() * unitPitch();
    return m_frame->body.heightMm.value_or(Millimetres{static_cast<std::int64_t>(std::ceil(inside)) + 150});
}

double RackDesign::unitBottom(RackUnit unit) const
{
    const double inside = units().value() * unitPitch();
    const double plinth = std::max(0.0, (static_cast<double>(height().value()) - inside) / 2);
    return (m_frame->body.heightMm ? plinth : 100.0) + (unit.value() - 1) * unitPitch();
}

const Device* RackDesign::device(const DeviceId& id) const
{
    const auto found = std::find_if(m_devices.begin(), m_devices.end(), [&](const Device& d) { return d.id == id; });
    return found == m_devices.end() ? nullptr : &*found;
}

Result<RackDesign> RackDesign::mounted(Device device) const
{
    std::vector<Device> one;
    one.push_back(std::move(device));
    return mounted(std::move(one));
}

Result<RackDesign> RackDesign::mounted(std::vector<Device> devices, std::span<const DeviceId> removing) const
{
    RackDesign next = *this;
    std::erase_if(next.m_devices, [&](const Device& device) {
        return std::find(removing.begin(), removing.end(), device.id) != removing.end();
    });
    for (Device& device : devices) {
        if (!device.part)
            return fail("Device '{}' names no part", device.id);
        if (next.device(device.id))
            return fail("Rack design '{}' has a device '{}' already", m_id, device.id);
        if (const auto why = next.refusal(*device.part, device.mount))
            return tl::unexpected<Error>{*why};
        if (device.part->kind != PartKind::Blanking) {
            const RackSpace space = spaceOf(next, *device.part, device.mount);
            std::erase_if(next.m_devices, [&](const Device& other) {
                return other.part->kind == PartKind::Blanking && spaceOf(next, *other.part, other.mount).meets(space);
            });
        }
        next.m_devices.push_back(std::move(device));
    }
    next.dropLooseCords();
    std::sort(next.m_devices.begin(), next.m_devices.end(), [](const Device& a, const Device& b) {
        return std::tuple(a.zeroU(), a.mount.unit, a.mount.face, a.id) < std::tuple(b.zeroU(), b.mount.unit, b.mount.face, b.id);
    });
    return next;
}

RackDesign RackDesign::without(std::span<const DeviceId> devices) const
{
    RackDesign next = *this;
    std::erase_if(next.m_devices, [&](const Device& device) {
        return std::find(devices.begin(), devices.end(), device.id) != devices.end();
    });
    next.dropLooseCords();
    return next;
}

void RackDesign::dropLooseCords()
{
    for (Device& device : m_devices) {
        if (device.cords.empty())
            continue;
        std::erase_if(device.cords, [&](const Cord& cord) {
            const Device* pdu = this->device(cord.pdu);
            return !pdu || pdu->part->kind != PartKind::RackPdu;
        });
    }
}

Result<RackDesign> RackDesign::replaced(Device device) const
{
    if (!this->device(device.id))
        return fail("Rack design '{}' has no device '{}'", m_id, device.id);
    const DeviceId id = device.id;
    std::vector<Device> one;
    one.push_back(std::move(device));
    return mounted(std::move(one), std::span(&id, 1));
}

RackDesign RackDesign::renamed(RackDesignId id, std::string name) const
{
    RackDesign next = *this;
    next.m_id = std::move(id);
    next.m_name = std::move(name);
    return next;
}

RackDesign RackDesign::withNotes(std::string notes) const
{
    RackDesign next = *this;
    next.m_notes = std::move(notes);
    return next;
}

RackDesign RackDesign::withPowerCap(std::optional<Watts> cap) const
{
    RackDesign next = *this;
    next.m_powerCap = cap;
    return next;
}

Result<RackDesign> RackDesign::withRearDoor(PartRef door) const
{
    if (door && !(door->cdu && door->cdu->type == CduFigures::Type::RearDoor))
        return fail("'{}' is no rear-door heat exchanger", door->id);
    RackDesign next = *this;
    next.m_rearDoor = std::move(door);
    return next;
}

Result<RackDesign> RackDesign::withCable(HandCable cable) const
{
    const auto taken = [&](const HandCable& other) { return other.id == cable.id; };
    if (std::any_of(m_cables.begin(), m_cables.end(), taken))
        return fail("Rack design '{}' has a cable '{}' already", m_id, cable.id);
    for (const PortRef& end : {cable.from, cable.to}) {
        const auto id = DeviceId::parse(end.device);
        if (!id || !device(*id))
            return fail("Cable '{}' ends at '{}', but rack design '{}' has no such device", cable.id, shown(end.device),
                        m_id);
    }
    RackDesign next = *this;
    next.m_cables.push_back(std::move(cable));
    return next;
}

RackDesign RackDesign::withoutCable(const CableId& id) const
{
    RackDesign next = *this;
    std::erase_if(next.m_cables, [&](const HandCable& cable) { return cable.id == id; });
    return next;
}

DeviceId RackDesign::freshId(std::string_view stem) const
{
    for (int number = 1;; ++number) {
        const DeviceId id = DeviceId::literal(fmt::format("{}{}", stem, number));
        if (!device(id))
            return id;
    }
}

const RackFacts& RackDesign::facts() const
{
    return m_facts.get([this] { return factsOf(*this); });
}

bool RackDesign::operator==(const RackDesign& other) const
{
    const auto same = [](const PartRef& a, const PartRef& b) { return a == b || (a && b && *a == *b); };
    return m_id == other.m_id && m_name == other.m_name && same(m_frame, other.m_frame) && same(m_system, other.m_system)
        && same(m_rearDoor, other.m_rearDoor)
        && m_notes == other.m_notes && m_powerCap == other.m_powerCap && m_devices == other.m_devices && m_cables == other.m_cables;
}

namespace {

std::string_view stemFor(DeviceRole role)
{
    switch (role) {
    case DeviceRole::Compute: return "c";
    case DeviceRole::ScaleUpSwitch: return "s";
    case DeviceRole::ScaleOutSwitch: return "l";
    case DeviceRole::Management: return "m";
    case DeviceRole::Power: return "ps";
    case DeviceRole::Cooling: return "k";
    case DeviceRole::StorageRole: return "st";
    case DeviceRole::Host: return "h";
    case DeviceRole::Passive: return "d";
    }
    return "d";
}

} // namespace

Device freshDevice(const RackDesign& rack, PartRef part, const Mount& mount)
{
    const DeviceId id = rack.freshId(part->kind == PartKind::RackPdu ? "pdu" : stemFor(part->role));
    std::string label = id.text();
    std::transform(label.begin(), label.end(), label.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    Device device{id, std::move(part), mount, std::move(label), std::nullopt, {}, false};
    if (device.takesFeed()) {
        // Sides in turn: the one that has fewer so far.
        const auto on = [&](Side side) {
            return std::count_if(rack.devices().begin(), rack.devices().end(), [&](const Device& other) {
                return other.part->kind == device.part->kind && other.side == side;
            });
        };
        device.side = on(Side::A) <= on(Side::B) ? Side::A : Side::B;
    }
    return device;
}

} // namespace colonnade::model
