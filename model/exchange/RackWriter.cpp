#include "model/exchange/DesignSections.h"

#include "model/exchange/YamlFields.h"

namespace colonnade::model {

namespace {

void writeDevice(YamlWriter& yaml, const Device& device)
{
    yaml.beginLineMap();
    yaml.entry("id", device.id);
    yaml.entry("type", device.part->id);
    if (device.mount.face != Face::Front)
        yaml.entry("face", word(device.mount.face));
    yaml.entry("unit", device.mount.unit.value());
    if (device.mount.slot != Slot::Full)
        yaml.entry("slot", word(device.mount.slot));
    entryIf(yaml, "label", device.label);
    if (device.side)
        yaml.entry("side", std::string(1, letter(*device.side)));
    if (!device.supplies.empty()) {
        yaml.key("supplies");
        yaml.beginLineMap();
        for (const SupplyShare& share : device.supplies)
            yaml.entry(std::string(1, letter(share.side)), share.supplies);
        yaml.end();
    }
    flagIf(yaml, "locked", device.locked);
    if (!device.cords.empty()) {
        yaml.key("cords");
        yaml.beginLineMap();
        for (const Cord& cord : device.cords)
            yaml.entry(fmt::format("{}", cord.supply), fmt::format("{}/{}", cord.pdu, cord.outlet));
        yaml.end();
    }
    yaml.end();
}

} // namespace

void writeRack(YamlWriter& yaml, const RackDesign& rack)
{
    yaml.beginMap();
    yaml.entry("id", rack.id());
    yaml.entry("name", rack.name());
    yaml.entry("frame", rack.frame()->id);
    if (rack.system())
        yaml.entry("system", rack.system()->id);
    if (rack.rearDoor())
        yaml.entry("rear_door", rack.rearDoor()->id);
    entryIf(yaml, "notes", rack.notes());
    entryIf(yaml, "power_cap_w", rack.powerCap());
    listIf(yaml, "devices", rack.devices(), [&](const Device& device) { writeDevice(yaml, device); });
    listIf(yaml, "cables", rack.cables(), [&](const HandCable& cable) { writeCable(yaml, cable); });
    yaml.end();
}

void writeCable(YamlWriter& yaml, const HandCable& cable)
{
    yaml.beginLineMap();
    yaml.entry("id", cable.id);
    yaml.entry("from", text(cable.from));
    yaml.entry("to", text(cable.to));
    if (cable.medium)
        yaml.entry("medium", cable.medium->id);
    entryIf(yaml, "length_m", cable.length);
    yaml.end();
}

} // namespace colonnade::model
