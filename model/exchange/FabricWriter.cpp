#include "model/exchange/DesignSections.h"

#include "model/exchange/YamlFields.h"

#include <array>

namespace colonnade::model {

namespace {

void writeChoice(YamlWriter& yaml, const CableChoice& choice)
{
    yaml.beginLineMap();
    yaml.entry("from", text(choice.a));
    yaml.entry("to", text(choice.b));
    if (choice.medium)
        yaml.entry("medium", choice.medium->id);
    entryIf(yaml, "length_m", choice.length);
    entryIf(yaml, "reason", choice.reason);
    yaml.end();
}

} // namespace

void writeFabric(YamlWriter& yaml, const Fabric& fabric)
{
    yaml.beginMap();
    yaml.entry("id", fabric.id);
    entryIf(yaml, "name", fabric.name);
    yaml.entry("role", word(fabric.role));
    yaml.entry("family", word(fabric.family));
    yaml.entry("endpoints", word(fabric.endpointPorts));
    if (fabric.firstPort != 1 || fabric.lastPort != 0) {
        yaml.key("endpoint_ports");
        yaml.lineList(std::array{fabric.firstPort, fabric.lastPort == 0 ? 4096 : fabric.lastPort});
    }
    yaml.entry("rails", fabric.rails);
    if (fabric.planes != 1)
        yaml.entry("planes", fabric.planes);
    if (fabric.planesAre != PlaneMeaning::NicPort)
        yaml.entry("planes_are", word(fabric.planesAre));
    if (!fabric.size.empty()) {
        yaml.key("size");
        yaml.lineList(fabric.size);
    }
    yaml.entry("oversubscription", fabric.oversubscription);
    if (fabric.spineOversubscription != 1)
        yaml.entry("spine_oversubscription", fabric.spineOversubscription);
    yaml.entry("slack", fabric.slack);
    if (fabric.place != SwitchSite::NetworkRacks)
        yaml.entry("place", word(fabric.place));
    if (fabric.routing)
        yaml.entry("routing", word(*fabric.routing));
    entryIf(yaml, "joins", fabric.joins);
    listIf(yaml, "switches", fabric.switches, [&](const FabricSwitch& one) {
        yaml.beginLineMap();
        yaml.entry("device", one.device);
        yaml.entry("tier", one.tier);
        entryIf(yaml, "rail", one.rail);
        entryIf(yaml, "plane", one.plane);
        entryIf(yaml, "group", one.group);
        flagIf(yaml, "pinned", one.pinned);
        yaml.end();
    });
    listIf(yaml, "media", fabric.media, [&](const PartRef& medium) { yaml.value(medium->id); });
    listIf(yaml, "links", fabric.links, [&](const HandCable& cable) { writeCable(yaml, cable); });
    listIf(yaml, "choices", fabric.choices, [&](const CableChoice& choice) { writeChoice(yaml, choice); });
    yaml.end();
}

} // namespace colonnade::model
