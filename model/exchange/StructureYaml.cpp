#include "model/exchange/StructureYaml.h"

#include "model/exchange/DesignBounds.h"
#include "model/exchange/DesignSections.h"
#include "model/exchange/YamlFields.h"

namespace colonnade::model {

namespace {

constexpr WholeRange heightRange{0, 100'000}; // mm
constexpr NumberRange forceRange{1, 1e6};     // N
constexpr NumberRange massRange{1, 1e6};      // kg

constexpr std::array<YamlWord<RouteStep::Kind>, 3> stepWords{
    {{"door", RouteStep::Kind::Door}, {"lift", RouteStep::Kind::Lift}, {"ramp", RouteStep::Kind::Ramp}}};
constexpr std::array<YamlWord<Seismic::Anchorage>, 3> anchorageWords{{{"none", Seismic::Anchorage::None},
                                                                      {"anchored", Seismic::Anchorage::Anchored},
                                                                      {"isolated", Seismic::Anchorage::Isolated}}};
constexpr std::array<YamlWord<Overhead::Kind>, 2> overheadWords{
    {{"pipe", Overhead::Kind::Pipe}, {"duct", Overhead::Kind::Duct}}};
constexpr std::array<YamlWord<Door::Swing>, 3> swingWords{
    {{"inward", Door::Swing::Inward}, {"outward", Door::Swing::Outward}, {"sliding", Door::Swing::Sliding}}};

FloorRect readArea(YamlMap& map)
{
    return {{Millimetres{map.whole("x_mm", placeRange)}, Millimetres{map.whole("y_mm", placeRange)}},
            {Millimetres{map.whole("width_mm", sizeRange)}, Millimetres{map.whole("depth_mm", sizeRange)}}};
}

template <class Item, class Write>
void writeList(YamlWriter& yaml, std::string_view key, const std::vector<Item>& items, Write write)
{
    yaml.key(key);
    if (items.empty()) {
        yaml.beginLineList();
        yaml.end();
        return;
    }
    yaml.beginList();
    for (const Item& item : items) {
        yaml.beginLineMap();
        write(item);
        yaml.end();
    }
    yaml.end();
}

WeakZone readZone(YamlMap map)
{
    WeakZone zone;
    zone.area = readArea(map);
    zone.rating = map.quantityIf<Kilopascals>("rating_kpa", {0.1, 1000});
    zone.panelLoad = map.quantityIf<Newtons>("panel_load_n", forceRange);
    zone.reason = map.textIf("reason").value_or("");
    return zone;
}

RouteStep readStep(YamlMap map)
{
    RouteStep step;
    step.kind = map.word("kind", stepWords);
    step.name = map.textIf("name").value_or("");
    step.width = map.quantityIf<Millimetres>("width_mm", {1, 1e7});
    step.height = map.quantityIf<Millimetres>("height_mm", {1, 1e7});
    step.rating = map.quantityIf<Kilograms>("rating_kg", massRange);
    step.slope = map.numberIf("slope", {0, 1});
    return step;
}

Delivery readDelivery(YamlMap& map)
{
    Delivery delivery;
    delivery.pallet = map.quantityIf<Millimetres>("pallet_mm", {0, 1000});
    delivery.populatedOnSite = map.flagIf("populated_on_site").value_or(false);
    for (const YamlValue& item : map.itemsIf("route"))
        delivery.route.push_back(readStep(item.map()));
    return delivery;
}

Overhead readOverhead(YamlMap map)
{
    Overhead over;
    over.kind = map.word("kind", overheadWords);
    over.name = map.textIf("name").value_or("");
    over.area = readArea(map);
    over.bottom = Millimetres{map.whole("bottom_mm", heightRange)};
    over.leakProtected = map.flagIf("leak_protected");
    return over;
}

void writeDelivery(YamlWriter& yaml, const Delivery& delivery)
{
    yaml.key("delivery");
    yaml.beginMap();
    entryIf(yaml, "pallet_mm", delivery.pallet);
    if (delivery.populatedOnSite)
        yaml.entry("populated_on_site", true);
    writeList(yaml, "route", delivery.route, [&](const RouteStep& step) {
        yaml.entry("kind", word(step.kind));
        entryIf(yaml, "name", step.name);
        entryIf(yaml, "width_mm", step.width);
        entryIf(yaml, "height_mm", step.height);
        entryIf(yaml, "rating_kg", step.rating);
        entryIf(yaml, "slope", step.slope);
    });
    yaml.end();
}

} // namespace

Structure readStructure(YamlMap& map)
{
    Structure structure;
    structure.raisedFloor = map.flagIf("raised_floor");
    structure.panelLoad = map.quantityIf<Newtons>("panel_load_n", forceRange);
    structure.wheelLoad = map.quantityIf<Newtons>("wheel_load_n", forceRange);
    for (const YamlValue& item : map.itemsIf("weak_zones"))
        structure.weakZones.push_back(readZone(item.map()));
    if (auto heads = map.mapIf("sprinklers")) {
        Sprinklers sprinklers;
        sprinklers.installed = heads->flag("installed");
        sprinklers.deflector = heads->quantityIf<Millimetres>("deflector_mm", {1, 1e5});
        structure.sprinklers = sprinklers;
    }
    if (auto delivery = map.mapIf("delivery"))
        structure.delivery = readDelivery(*delivery);
    if (auto site = map.mapIf("seismic")) {
        Seismic seismic;
        seismic.acceleration = site->number("s_ds_g", {0, 5});
        seismic.anchorage = site->word("anchorage", anchorageWords);
        seismic.importance = site->numberIf("importance", {0.5, 3});
        seismic.heightRatio = site->numberIf("height_ratio", {0, 1});
        structure.seismic = seismic;
    }
    if (const auto overheads = map.find("overheads")) {
        structure.overheads.emplace();
        for (const YamlValue& item : overheads->items())
            structure.overheads->push_back(readOverhead(item.map()));
    }
    return structure;
}

void writeStructure(YamlWriter& yaml, const Structure& structure)
{
    if (structure == Structure{})
        return;
    yaml.key("structure");
    yaml.beginMap();
    entryIf(yaml, "raised_floor", structure.raisedFloor);
    entryIf(yaml, "panel_load_n", structure.panelLoad);
    entryIf(yaml, "wheel_load_n", structure.wheelLoad);
    if (!structure.weakZones.empty()) {
        writeList(yaml, "weak_zones", structure.weakZones, [&](const WeakZone& zone) {
            writeRect(yaml, zone.area);
            entryIf(yaml, "rating_kpa", zone.rating);
            entryIf(yaml, "panel_load_n", zone.panelLoad);
            entryIf(yaml, "reason", zone.reason);
        });
    }
    if (structure.sprinklers) {
        yaml.key("sprinklers");
        yaml.beginLineMap();
        yaml.entry("installed", structure.sprinklers->installed);
        entryIf(yaml, "deflector_mm", structure.sprinklers->deflector);
        yaml.end();
    }
    if (structure.delivery)
        writeDelivery(yaml, *structure.delivery);
    if (structure.seismic) {
        yaml.key("seismic");
        yaml.beginLineMap();
        yaml.entry("s_ds_g", structure.seismic->acceleration);
        yaml.entry("anchorage", word(structure.seismic->anchorage));
        entryIf(yaml, "importance", structure.seismic->importance);
        entryIf(yaml, "height_ratio", structure.seismic->heightRatio);
        yaml.end();
    }
    if (structure.overheads) {
        writeList(yaml, "overheads", *structure.overheads, [&](const Overhead& over) {
            yaml.entry("kind", word(over.kind));
            entryIf(yaml, "name", over.name);
            writeRect(yaml, over.area);
            yaml.entry("bottom_mm", over.bottom);
            entryIf(yaml, "leak_protected", over.leakProtected);
        });
    }
    yaml.end();
}

void readSwing(YamlMap& map, Door& door)
{
    if (const auto swing = map.find("swing"))
        door.swing = swing->word(swingWords);
    door.leaves = static_cast<int>(map.wholeIf("leaves", {1, 2}).value_or(1));
}

void writeSwing(YamlWriter& yaml, const Door& door)
{
    if (door.swing)
        yaml.entry("swing", word(*door.swing));
    if (door.leaves != 1)
        yaml.entry("leaves", door.leaves);
}

} // namespace colonnade::model
