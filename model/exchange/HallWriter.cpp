#include "model/exchange/DesignSections.h"

#include "model/exchange/LoopSection.h"
#include "model/exchange/StructureYaml.h"
#include "model/exchange/YamlFields.h"

#include <array>

namespace colonnade::model {

namespace {

void writeRoomAir(YamlWriter& yaml, const RoomAir& room)
{
    if (room == RoomAir{})
        return;
    yaml.key("room_air");
    yaml.beginLineMap();
    entryIf(yaml, "dry_bulb_c", room.dryBulb);
    entryIf(yaml, "humidity", room.humidity);
    entryIf(yaml, "dew_point_max_c", room.dewPointMax);
    if (room.airClass)
        yaml.entry("class", word(*room.airClass));
    if (room.coupons)
        yaml.entry("coupons", word(*room.coupons));
    entryIf(yaml, "tape", room.tape);
    entryIf(yaml, "pipes_insulated", room.pipesInsulated);
    yaml.end();
}

void writeSite(YamlWriter& yaml, const Site& site)
{
    if (site == Site{})
        return;
    yaml.key("site");
    yaml.beginMap();
    entryIf(yaml, "mechanical_share", site.mechanicalShare);
    entryIf(yaml, "other_w", site.other);
    entryIf(yaml, "water_m3_per_year", site.waterPerYear);
    entryIf(yaml, "carbon_kg_per_kwh", site.carbonPerKwh);
    entryIf(yaml, "heat_reuse_w", site.heatReuse);
    entryIf(yaml, "load_step_w", site.loadStep);
    entryIf(yaml, "spare_nodes", site.spareNodes);
    if (const auto& room = site.equipmentRoom) {
        yaml.key("equipment_room");
        yaml.beginLineMap();
        yaml.entry("equipment_disconnect", room->equipmentDisconnect);
        flagIf(yaml, "cooling_disconnect", room->coolingDisconnect);
        flagIf(yaml, "grouped", room->grouped);
        flagIf(yaml, "fire_stopped", room->fireStopped);
        flagIf(yaml, "listed", room->listed);
        yaml.end();
    }
    writeRoomAir(yaml, site.room);
    yaml.end();
}

} // namespace

void writeHall(YamlWriter& yaml, const Hall& hall)
{
    yaml.beginMap();
    yaml.entry("name", hall.name);
    if (!hall.outline.empty()) {
        yaml.key("outline_mm");
        yaml.beginLineList();
        for (const Point point : hall.outline)
            yaml.lineList(std::array{point.x, point.y});
        yaml.end();
    }
    yaml.entry("height_mm", hall.height);
    yaml.entry("tray_height_mm", hall.trayHeight);
    yaml.entry("tile_mm", hall.tile);
    entryIf(yaml, "floor_rating_kpa", hall.floorRating);
    yaml.entry("altitude_m", hall.altitude);
    listIf(yaml, "columns", hall.columns, [&](const FloorRect& rect) {
        yaml.beginLineMap();
        writeRect(yaml, rect);
        yaml.end();
    });
    listIf(yaml, "keep_outs", hall.keepOuts, [&](const KeepOut& area) {
        yaml.beginLineMap();
        writeRect(yaml, area.area);
        entryIf(yaml, "reason", area.reason);
        yaml.end();
    });
    listIf(yaml, "doors", hall.doors, [&](const Door& door) {
        yaml.beginLineMap();
        entryIf(yaml, "name", door.name);
        yaml.entry("x_mm", door.at.x);
        yaml.entry("y_mm", door.at.y);
        yaml.entry("width_mm", door.width);
        yaml.entry("height_mm", door.height);
        writeSwing(yaml, door);
        yaml.end();
    });
    writeStructure(yaml, hall.structure);
    if (hall.air) {
        yaml.key("air_cooling");
        yaml.beginLineMap();
        yaml.entry("units", hall.air->units);
        yaml.entry("spare", hall.air->spare);
        yaml.entry("sensible_each_w", hall.air->sensibleEach);
        entryIf(yaml, "supply_c", hall.air->supply);
        entryIf(yaml, "flow_each_m3_per_s", hall.air->flowEach);
        entryIf(yaml, "leakage", hall.air->leakage);
        entryIf(yaml, "on_ups", hall.air->onUps);
        entryIf(yaml, "restart_s", hall.air->restart);
        yaml.end();
    }
    writeFacilityWaters(yaml, hall.facilityWaters);
    writeSite(yaml, hall.site);
    listIf(yaml, "pods", hall.pods, [&](const PodPlacement& item) {
        yaml.beginLineMap();
        yaml.entry("id", item.id);
        entryIf(yaml, "label", item.label);
        yaml.entry("pod", item.pod->id());
        writePlace(yaml, item.at, item.turn);
        flagIf(yaml, "locked", item.locked);
        writeSideFeeds(yaml, item.feeds);
        yaml.end();
    });
    writeArrangement(yaml, hall.arrangement);
    if (!hall.overrides.empty()) {
        yaml.key("overrides");
        yaml.beginList();
        for (const auto& [path, special] : hall.overrides) {
            yaml.beginLineMap();
            yaml.entry("path", path);
            entryIf(yaml, "label", special.label);
            entryIf(yaml, "provisioned_w", special.provisioned);
            entryIf(yaml, "note", special.note);
            yaml.end();
        }
        yaml.end();
    }
    yaml.end();
}

} // namespace colonnade::model
