#include "model/exchange/DesignBuilder.h"
#include "model/units/Text.h"

#include <set>

namespace colonnade::model {

namespace {

std::optional<FabricRole> fabricRoleFrom(std::string_view text)
{
    using enum FabricRole;
    return amongWords(text, {ScaleUp, ScaleOut, Storage, Frontend, Management, OutOfBand});
}

std::optional<FabricFamily> familyFrom(std::string_view text)
{
    using enum FabricFamily;
    return amongWords(text, {SingleTier, Clos, RailOptimised, Manual, RailOnly, Scheduled, Dragonfly, DragonflyPlus, Torus, HyperX,
                             SlimFly, HammingMesh, ScaleUp});
}

std::optional<PlaneMeaning> planesFrom(std::string_view text)
{
    return amongWords(text, {PlaneMeaning::NicPort, PlaneMeaning::Nic, PlaneMeaning::DualTor});
}

std::optional<SwitchSite> switchSiteFrom(std::string_view text)
{
    using enum SwitchSite;
    return amongWords(text, {NetworkRacks, EndOfRow, MiddleOfRow, TopOfRack});
}

std::optional<FabricRouting> routingFrom(std::string_view text)
{
    return amongWords(text, {FabricRouting::Static, FabricRouting::Adaptive});
}

std::optional<int> smallWhole(YamlMap& map, std::string_view key, WholeRange range)
{
    const auto number = map.wholeIf(key, range);
    return number ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

} // namespace

Fabric DesignBuilder::readFabric(const YamlValue& value, std::map<std::string, FabricId, std::less<>>& switches)
{
    YamlMap map = value.map();
    Fabric fabric{map.id<FabricTag>("id"), {}};
    fabric.name = map.textIf("name").value_or("");
    fabric.role = map.at("role").parsed(
        fabricRoleFrom, "one of scale-up, scale-out, storage, front-end, management, out-of-band");
    fabric.family = map.at("family").parsed(
        familyFrom, "one of single-tier, clos, rail-optimised, manual, rail-only, scheduled, dragonfly, dragonfly-plus, torus, "
                    "hyperx, slim-fly, hamming-mesh, scale-up");
    fabric.endpointPorts = map.at("endpoints").parsed(fromWord<PortRole>, "a role of ports, as compute or storage");
    if (const auto ports = map.find("endpoint_ports")) {
        const auto range = ports->items();
        if (range.size() == 2) {
            fabric.firstPort = static_cast<int>(range[0].whole({1, 4096}));
            fabric.lastPort = static_cast<int>(range[1].whole({fabric.firstPort, 4096}));
        } else {
            ports->refuse("the first and the last port, as [1, 2]");
        }
    }
    fabric.rails = static_cast<int>(map.whole("rails", {1, 1024}));
    fabric.planes = smallWhole(map, "planes", {1, 64}).value_or(1);
    if (const auto meaning = map.find("planes_are"))
        fabric.planesAre = meaning->parsed(planesFrom, "one of nic-port, nic, dual-tor");
    for (const YamlValue& item : map.itemsIf("size")) {
        fabric.size.push_back(static_cast<int>(item.whole({1, 65536})));
        if (fabric.size.size() > 8) {
            item.refuse("at most 8 numbers");
            break;
        }
    }
    fabric.oversubscription = map.number("oversubscription", {0.01, 1000});
    fabric.spineOversubscription = map.numberIf("spine_oversubscription", {0.01, 1000}).value_or(1);
    fabric.slack = map.number("slack", {0, 1});
    if (const auto place = map.find("place"))
        fabric.place = place->parsed(switchSiteFrom, "one of network-racks, end-of-row, middle-of-row, top-of-rack");
    if (const auto routing = map.find("routing"))
        fabric.routing = routing->parsed(routingFrom, "one of static, adaptive");
    fabric.joins = map.idIf<FabricTag>("joins");
    for (const YamlValue& item : map.itemsIf("switches")) {
        YamlMap one = item.map();
        FabricSwitch made;
        const YamlValue device = one.at("device");
        made.device = device.text();
        if (const auto [at, isNew] = switches.emplace(made.device, fabric.id); device.present() && !isNew)
            device.complain(fmt::format("'{}' is a switch of fabric '{}' already", shown(made.device), at->second));
        made.tier = static_cast<int>(one.whole("tier", {1, 8}));
        made.rail = smallWhole(one, "rail", {1, 1024});
        made.plane = smallWhole(one, "plane", {1, 64});
        made.group = smallWhole(one, "group", {1, 65536});
        made.pinned = one.flagIf("pinned").value_or(false);
        fabric.switches.push_back(std::move(made));
    }
    for (const YamlValue& item : map.itemsIf("media")) {
        if (PartRef medium = part(item))
            fabric.media.push_back(std::move(medium));
    }
    for (const YamlValue& item : map.itemsIf("links"))
        fabric.links.push_back(readCable(item));
    std::set<std::pair<PortRef, PortRef>> chosen;
    for (const YamlValue& item : map.itemsIf("choices")) {
        fabric.choices.push_back(readChoice(item));
        const CableChoice& one = fabric.choices.back();
        if (!chosen.emplace(std::min(one.a, one.b), std::max(one.a, one.b)).second)
            item.complain(fmt::format("the cable from '{}' to '{}' has a choice already", shown(text(one.a)), shown(text(one.b))));
    }
    return fabric;
}

CableChoice DesignBuilder::readChoice(const YamlValue& value)
{
    YamlMap map = value.map();
    CableChoice choice{readPort(map.at("from")), readPort(map.at("to"))};
    choice.medium = part(map.find("medium"));
    choice.length = map.quantityIf<Metres>("length_m", {0, 1e5});
    choice.reason = map.textIf("reason", {0, 4096}).value_or("");
    return choice;
}

} // namespace colonnade::model
