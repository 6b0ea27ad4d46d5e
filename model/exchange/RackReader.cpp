#include "model/exchange/DesignBounds.h"
#include "model/exchange/DesignBuilder.h"

#include <charconv>

namespace colonnade::model {

namespace {

std::optional<Face> faceFrom(std::string_view text)
{
    return amongWords(text, {Face::Front, Face::Rear, Face::ZeroULeft, Face::ZeroURight});
}

std::optional<Slot> slotFrom(std::string_view text)
{
    return amongWords(text, {Slot::Full, Slot::Left, Slot::Right});
}

std::optional<int> supplyFrom(std::string_view text)
{
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number < 1 || number > 64)
        return std::nullopt;
    return number;
}

struct CordEnd {
    std::string pdu;
    int outlet = 1;
};

std::optional<CordEnd> cordEndFrom(std::string_view text)
{
    const auto slash = text.rfind('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const std::string_view pdu = text.substr(0, slash);
    const auto outlet = supplyFrom(text.substr(slash + 1));
    if (!DeviceId::parse(pdu) || !outlet)
        return std::nullopt;
    return CordEnd{std::string(pdu), *outlet};
}

} // namespace

void DesignBuilder::readRack(const YamlValue& value)
{
    YamlMap map = value.map();
    const auto id = map.id<RackDesignTag>("id");
    const std::string name = map.text("name", {0, 4096});
    const PartRef frame = part(map.at("frame"));
    const PartRef system = part(map.find("system"));
    const auto rearDoor = map.find("rear_door");
    const auto notes = map.textIf("notes", noteText);
    const auto cap = map.quantityIf<Watts>("power_cap_w", wattRange);
    const auto devices = map.itemsIf("devices");
    const auto cables = map.itemsIf("cables");
    if (m_design.rackDesign(id))
        value.complain(fmt::format("there is a rack design '{}' already", id));
    if (!frame)
        return;
    auto rack = RackDesign::create(id, name, frame, system);
    if (!rack) {
        value.complain(rack.error().text);
        return;
    }
    std::vector<std::pair<Device, YamlValue>> corded; // Their PDUs may come later.
    for (const YamlValue& item : devices) {
        if (auto device = readDevice(item)) {
            if (!device->cords.empty())
                corded.emplace_back(*device, item);
            if (auto next = rack->mounted(std::move(*device)))
                rack = std::move(next);
            else
                item.complain(next.error().text);
        }
    }
    for (auto& [device, item] : corded) {
        for (const Cord& cord : device.cords) {
            const Device* pdu = rack->device(cord.pdu);
            if (!pdu || pdu->part->kind != PartKind::RackPdu)
                item.complain(fmt::format("'cords' names the rack PDU '{}', which is not in this rack", cord.pdu));
        }
        if (rack->device(device.id)) {
            if (auto next = rack->replaced(std::move(device)))
                rack = std::move(next);
        }
    }
    if (rearDoor) {
        if (auto next = rack->withRearDoor(part(rearDoor)))
            rack = std::move(next);
        else
            rearDoor->complain(next.error().text);
    }
    if (notes)
        rack = rack->withNotes(*notes);
    rack = rack->withPowerCap(cap);
    for (const YamlValue& item : cables) {
        if (auto next = rack->withCable(readCable(item)))
            rack = std::move(next);
        else
            item.complain(next.error().text);
    }
    m_design = m_design.withRackDesign(std::move(*rack));
}

std::optional<Device> DesignBuilder::readDevice(const YamlValue& value)
{
    YamlMap map = value.map();
    const auto id = map.id<DeviceTag>("id");
    const PartRef type = part(map.at("type"));
    Device device{id, type, {}, {}, std::nullopt, {}, false};
    if (const auto face = map.find("face"))
        device.mount.face = face->parsed(faceFrom, "one of front, rear, zero-u-left, zero-u-right");
    const YamlValue unit = map.at("unit");
    const double at = unit.number({1, 200});
    if (at * 2 != static_cast<int>(at * 2))
        unit.refuse("a unit in halves, as 12 or 12.5");
    device.mount.unit = RackUnit::ofHalves(static_cast<int>(at * 2));
    if (const auto slot = map.find("slot"))
        device.mount.slot = slot->parsed(slotFrom, "one of full, left, right");
    device.label = map.textIf("label", {0, 4096}).value_or("");
    device.side = side(map.find("side"));
    for (const auto& [onSide, count] : bySide(map, "supplies"))
        device.supplies.push_back({onSide, static_cast<int>(count.whole({0, 64}))});
    device.locked = map.flagIf("locked").value_or(false);
    if (const auto cords = map.find("cords")) {
        for (const auto& [supply, outlet] : cords->entries()) {
            const CordEnd end = outlet.parsed(cordEndFrom, "an outlet of a rack PDU, as pdu1/4");
            const int number = supply.parsed(supplyFrom, "the number of a supply, from 1");
            if (auto pdu = DeviceId::parse(end.pdu)) // It was refused already where there is none.
                device.cords.push_back({number, *std::move(pdu), end.outlet});
        }
    }
    return type ? std::optional{std::move(device)} : std::nullopt;
}

PortRef DesignBuilder::readPort(const YamlValue& value)
{
    auto port = portFrom(value.text());
    if (port)
        return *port;
    value.complain(port.error().text);
    return {};
}

HandCable DesignBuilder::readCable(const YamlValue& value)
{
    YamlMap map = value.map();
    HandCable cable{map.id<CableTag>("id"), readPort(map.at("from")), readPort(map.at("to")), nullptr, {}};
    cable.medium = part(map.find("medium"));
    cable.length = map.quantityIf<Metres>("length_m", {0, 1e5});
    return cable;
}

} // namespace colonnade::model
