#include "model/design/Instance.h"
#include "model/exchange/DesignBounds.h"
#include "model/exchange/DesignBuilder.h"
#include "model/exchange/StructureYaml.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

RoomAir readRoomAir(YamlMap& map)
{
    RoomAir room;
    room.dryBulb = map.quantityIf<Celsius>("dry_bulb_c", temperatureRange);
    room.humidity = map.numberIf("humidity", {0, 1});
    room.dewPointMax = map.quantityIf<Celsius>("dew_point_max_c", temperatureRange);
    if (const auto airClass = map.find("class"))
        room.airClass = airClass->parsed(airClassFrom, "one of A1, A2, A3, A4, H1");
    if (const auto coupons = map.find("coupons"))
        room.coupons = coupons->parsed(couponsFrom, "one of clean, corrosive");
    room.tape = map.flagIf("tape");
    room.pipesInsulated = map.flagIf("pipes_insulated");
    return room;
}

Site readSite(YamlMap& map)
{
    Site site;
    site.mechanicalShare = map.numberIf("mechanical_share", {0, 10});
    site.other = map.quantityIf<Watts>("other_w", wattRange);
    site.waterPerYear = map.numberIf("water_m3_per_year", {0, 1e9});
    site.carbonPerKwh = map.numberIf("carbon_kg_per_kwh", {0, 10});
    site.heatReuse = map.quantityIf<Watts>("heat_reuse_w", wattRange);
    site.loadStep = map.quantityIf<Watts>("load_step_w", wattRange);
    if (const auto spare = map.wholeIf("spare_nodes", {0, 10'000'000}))
        site.spareNodes = static_cast<int>(*spare);
    if (auto room = map.mapIf("equipment_room")) {
        EquipmentRoom known;
        known.equipmentDisconnect = room->flagIf("equipment_disconnect").value_or(false);
        known.coolingDisconnect = room->flagIf("cooling_disconnect").value_or(false);
        known.grouped = room->flagIf("grouped").value_or(false);
        known.fireStopped = room->flagIf("fire_stopped").value_or(false);
        known.listed = room->flagIf("listed").value_or(false);
        site.equipmentRoom = known;
    }
    if (auto room = map.mapIf("room_air"))
        site.room = readRoomAir(*room);
    return site;
}

} // namespace

void DesignBuilder::readHall(YamlMap& map)
{
    Hall hall;
    hall.name = map.text("name", {0, 4096});
    if (const auto outline = map.find("outline_mm")) {
        for (const YamlValue& corner : outline->items()) {
            const auto xy = corner.items();
            if (xy.size() == 2)
                hall.outline.push_back({Millimetres{xy[0].whole(placeRange)}, Millimetres{xy[1].whole(placeRange)}});
            else
                corner.refuse("a corner as [x, y]");
        }
        if (hall.outline.size() < 3)
            outline->refuse("at least three corners");
    }
    hall.height = millimetres(map, "height_mm", {1000, 100'000});
    hall.trayHeight = millimetres(map, "tray_height_mm", {0, 100'000});
    hall.tile = millimetres(map, "tile_mm", {10, 10'000});
    hall.floorRating = map.quantityIf<Kilopascals>("floor_rating_kpa", {0.1, 1000});
    hall.altitude = map.quantity<Metres>("altitude_m", {-500, 9000});
    for (const YamlValue& value : map.itemsIf("columns")) {
        YamlMap column = value.map();
        hall.columns.push_back(readRect(column));
    }
    for (const YamlValue& value : map.itemsIf("keep_outs")) {
        YamlMap area = value.map();
        KeepOut item;
        item.area = readRect(area);
        item.reason = area.textIf("reason").value_or("");
        hall.keepOuts.push_back(std::move(item));
    }
    for (const YamlValue& value : map.itemsIf("doors")) {
        YamlMap door = value.map();
        Door item;
        item.name = door.textIf("name").value_or("");
        item.at = {millimetres(door, "x_mm", placeRange), millimetres(door, "y_mm", placeRange)};
        item.width = millimetres(door, "width_mm", sizeRange);
        item.height = millimetres(door, "height_mm", sizeRange);
        readSwing(door, item);
        hall.doors.push_back(std::move(item));
    }
    if (auto structure = map.mapIf("structure"))
        hall.structure = readStructure(*structure);
    if (auto air = map.mapIf("air_cooling")) {
        AirCooling cooling;
        cooling.units = static_cast<int>(air->whole("units", {0, 100'000}));
        cooling.spare = static_cast<int>(air->whole("spare", {0, 100'000}));
        cooling.sensibleEach = air->quantity<Watts>("sensible_each_w", wattRange);
        cooling.supply = air->quantityIf<Celsius>("supply_c", temperatureRange);
        cooling.flowEach = air->quantityIf<CubicMetresPerSecond>("flow_each_m3_per_s", {0.001, 10'000});
        cooling.leakage = air->numberIf("leakage", {0, 0.99});
        cooling.onUps = air->flagIf("on_ups");
        cooling.restart = air->quantityIf<Seconds>("restart_s", {0, 86'400});
        hall.air = cooling;
    }
    hall.facilityWaters = m_facilityWaters;
    if (auto site = map.mapIf("site"))
        hall.site = readSite(*site);
    std::set<std::string> names;
    std::vector<std::pair<FeedId, YamlValue>> podFeeds; // The hall's feeds are read after its pods.
    for (const YamlValue& value : map.itemsIf("pods")) {
        YamlMap item = value.map();
        PodPlacement pod{item.id<PlacementTag>("id"), {}, nullptr, {}, Turn::None, false};
        pod.label = item.textIf("label", {0, 4096}).value_or("");
        const YamlValue of = item.at("pod");
        const auto id = of.id<PodDesignTag>();
        pod.pod = m_design.podDesign(id);
        pod.at = {millimetres(item, "x_mm", placeRange), millimetres(item, "y_mm", placeRange)};
        pod.turn = readTurn(item);
        pod.locked = item.flagIf("locked").value_or(false);
        for (const auto& [onSide, feed] : bySide(item, "feeds")) {
            pod.feeds.push_back({onSide, feed.id<FeedTag>()});
            podFeeds.emplace_back(pod.feeds.back().feed, feed);
        }
        if (!names.insert(pod.id.text()).second)
            value.complain(fmt::format("there is a placement '{}' already", pod.id));
        if (pod.pod)
            hall.pods.push_back(std::move(pod));
        else if (m_errors.empty())
            of.complain(fmt::format("there is no pod design '{}'", shown(id.text())));
    }
    hall.arrangement = readArrangement(map);
    for (const auto& [id, value] : podFeeds) {
        if (value.present() && !hall.arrangement.feed(id))
            value.complain(fmt::format("the hall has no feed '{}'", shown(id.text())));
    }
    for (const Placement& item : hall.arrangement.placements) {
        if (names.contains(item.id.text()))
            map.complain(fmt::format("a pod and a placement are both named '{}'", item.id));
    }
    const auto overrides = map.itemsIf("overrides");
    if (m_errors.empty()) {
        if (const auto wrong = hall.arrangement.defect())
            map.complain(wrong->text);
    }
    m_design = m_design.withHall(hall);
    readOverrides(overrides, std::move(hall));
}

void DesignBuilder::readOverrides(const std::vector<YamlValue>& values, Hall hall)
{
    for (const YamlValue& value : values) {
        YamlMap map = value.map();
        const YamlValue path = map.at("path");
        Override special;
        special.label = map.textIf("label", {0, 4096}).value_or("");
        special.provisioned = map.quantityIf<Watts>("provisioned_w", wattRange);
        special.note = map.textIf("note", noteText).value_or("");
        const std::string name = path.text();
        if (m_errors.empty()) {
            if (const auto place = placeAt(m_design, name); !place)
                path.complain(place.error().text);
        }
        if (!hall.overrides.emplace(name, std::move(special)).second)
            path.complain(fmt::format("'{}' has an override already", shown(name)));
    }
    if (!values.empty())
        m_design = m_design.withHall(std::move(hall));
}

} // namespace colonnade::model
