#include "model/exchange/DesignWriter.h"

#include "model/exchange/CatalogWriter.h"
#include "model/exchange/CostSection.h"
#include "model/exchange/LoopSection.h"
#include "model/exchange/MeasurementSection.h"
#include "model/exchange/Sha256.h"
#include "model/exchange/StructureYaml.h"
#include "model/exchange/TraySection.h"
#include "model/exchange/WorkloadReader.h"
#include "model/exchange/YamlWriter.h"

#include <set>

namespace colonnade::model {

namespace {

/// Keys of a map in one order; what has its default value is left out.
class DesignYaml {
public:
    explicit DesignYaml(const Design& design) : m_design{design} { }

    std::string write()
    {
        m_yaml.beginMap();
        m_yaml.entry("format", designFormat);
        m_yaml.entry("name", m_design.name());
        textIf("purpose", m_design.purpose());
        m_yaml.entry("profile", m_design.profile());
        idsIf("sources", m_design.sources());
        listIf("assumptions", m_design.assumptions(), [&](const Assumption& item) {
            m_yaml.beginMap();
            m_yaml.entry("text", item.text);
            textIf("source", item.source);
            m_yaml.end();
        });
        listIf("workloads", m_design.workloads(), [&](const Workload& item) { writeWorkload(m_yaml, item); });
        writeCostChoices(m_yaml, m_design.costs());
        writeMeasuredResults(m_yaml, m_design.measured());
        writeNaming(m_design.naming());
        if (!m_design.rackDesigns().empty()) {
            m_yaml.key("rack_designs");
            m_yaml.beginList();
            for (const auto& [id, rack] : m_design.rackDesigns())
                writeRack(*rack);
            m_yaml.end();
        }
        if (!m_design.podDesigns().empty()) {
            m_yaml.key("pod_designs");
            m_yaml.beginList();
            for (const auto& [id, pod] : m_design.podDesigns())
                writePod(*pod);
            m_yaml.end();
        }
        m_yaml.key("hall");
        writeHall(*m_design.hall());
        listIf("waivers", m_design.waivers(), [&](const Waiver& item) { writeWaiver(item); });
        writeCatalog(usedCatalog(m_design));
        m_yaml.end();
        return m_yaml.finish();
    }

private:
    void textIf(std::string_view key, const std::string& text)
    {
        if (!text.empty())
            m_yaml.entry(key, text);
    }

    void flagIf(std::string_view key, bool flag)
    {
        if (flag)
            m_yaml.entry(key, true);
    }

    template <class T> void valueIf(std::string_view key, const std::optional<T>& value)
    {
        if (value)
            m_yaml.entry(key, *value);
    }

    template <class Ids> void idsIf(std::string_view key, const Ids& ids)
    {
        if (ids.empty())
            return;
        m_yaml.key(key);
        m_yaml.beginList();
        for (const auto& id : ids)
            m_yaml.value(id);
        m_yaml.end();
    }

    template <class Items, class Write> void listIf(std::string_view key, const Items& items, Write write)
    {
        if (items.empty())
            return;
        m_yaml.key(key);
        m_yaml.beginList();
        for (const auto& item : items)
            write(item);
        m_yaml.end();
    }

    /// Only what differs from the defaults.
    void writeNaming(const CableNaming& naming)
    {
        const CableNaming usual;
        if (naming == usual)
            return;
        m_yaml.key("naming");
        m_yaml.beginMap();
        const auto differing = [&](std::string_view key, const std::string& text, const std::string& otherwise) {
            if (text != otherwise)
                m_yaml.entry(key, text);
        };
        differing("device", naming.device, usual.device);
        differing("port", naming.port, usual.port);
        differing("label", naming.label, usual.label);
        differing("cable", naming.cable, usual.cable);
        m_yaml.end();
    }

    void writeRack(const RackDesign& rack)
    {
        m_yaml.beginMap();
        m_yaml.entry("id", rack.id());
        m_yaml.entry("name", rack.name());
        m_yaml.entry("frame", rack.frame()->id);
        if (rack.system())
            m_yaml.entry("system", rack.system()->id);
        if (rack.rearDoor())
            m_yaml.entry("rear_door", rack.rearDoor()->id);
        textIf("notes", rack.notes());
        valueIf("power_cap_w", rack.powerCap());
        listIf("devices", rack.devices(), [&](const Device& device) { writeDevice(device); });
        listIf("cables", rack.cables(), [&](const HandCable& cable) { writeCable(cable); });
        m_yaml.end();
    }

    void writeDevice(const Device& device)
    {
        m_yaml.beginLineMap();
        m_yaml.entry("id", device.id);
        m_yaml.entry("type", device.part->id);
        if (device.mount.face != Face::Front)
            m_yaml.entry("face", word(device.mount.face));
        m_yaml.entry("unit", device.mount.unit.value());
        if (device.mount.slot != Slot::Full)
            m_yaml.entry("slot", word(device.mount.slot));
        textIf("label", device.label);
        if (device.side)
            m_yaml.entry("side", std::string(1, letter(*device.side)));
        if (!device.supplies.empty()) {
            m_yaml.key("supplies");
            m_yaml.beginLineMap();
            for (const SupplyShare& share : device.supplies)
                m_yaml.entry(std::string(1, letter(share.side)), share.supplies);
            m_yaml.end();
        }
        flagIf("locked", device.locked);
        if (!device.cords.empty()) {
            m_yaml.key("cords");
            m_yaml.beginLineMap();
            for (const Cord& cord : device.cords)
                m_yaml.entry(fmt::format("{}", cord.supply), fmt::format("{}/{}", cord.pdu, cord.outlet));
            m_yaml.end();
        }
        m_yaml.end();
    }

    void writeCable(const HandCable& cable)
    {
        m_yaml.beginLineMap();
        m_yaml.entry("id", cable.id);
        m_yaml.entry("from", text(cable.from));
        m_yaml.entry("to", text(cable.to));
        if (cable.medium)
            m_yaml.entry("medium", cable.medium->id);
        valueIf("length_m", cable.length);
        m_yaml.end();
    }

    void writeChoice(const CableChoice& choice)
    {
        m_yaml.beginLineMap();
        m_yaml.entry("from", text(choice.a));
        m_yaml.entry("to", text(choice.b));
        if (choice.medium)
            m_yaml.entry("medium", choice.medium->id);
        valueIf("length_m", choice.length);
        textIf("reason", choice.reason);
        m_yaml.end();
    }

    void writePod(const PodDesign& pod)
    {
        m_yaml.beginMap();
        m_yaml.entry("id", pod.id());
        m_yaml.entry("name", pod.name());
        writeArrangement(pod.arrangement());
        m_yaml.end();
    }

    void writeRect(const FloorRect& rect)
    {
        m_yaml.entry("x_mm", rect.at.x);
        m_yaml.entry("y_mm", rect.at.y);
        m_yaml.entry("width_mm", rect.size.width);
        m_yaml.entry("depth_mm", rect.size.depth);
    }

    void writeArrangement(const Arrangement& all)
    {
        listIf("rows", all.rows, [&](const Row& row) {
            m_yaml.beginLineMap();
            m_yaml.entry("id", row.id);
            m_yaml.entry("name", row.name);
            m_yaml.end();
        });
        listIf("aisles", all.aisles, [&](const Aisle& aisle) {
            m_yaml.beginLineMap();
            m_yaml.entry("kind", word(aisle.kind));
            writeRect(aisle.area);
            flagIf("contained", aisle.contained);
            valueIf("supply_m3_per_s", aisle.supply);
            flagIf("fillers", aisle.fillers);
            m_yaml.end();
        });
        listIf("feeds", all.feeds, [&](const Feed& feed) { writeFeed(feed); });
        listIf("loops", all.loops, [&](const Loop& loop) { writeLoop(m_yaml, loop); });
        listIf("placements", all.placements, [&](const Placement& item) { writePlacement(item); });
        listIf("wet_segments", all.wetSegments, [&](const WetSegment& segment) { writeWetSegment(segment); });
        listIf("trays", all.trays, [&](const CableTray& tray) { writeTray(m_yaml, tray); });
        listIf("fabrics", all.fabrics, [&](const Fabric& fabric) { writeFabric(fabric); });
    }

    void writeFeed(const Feed& feed)
    {
        m_yaml.beginLineMap();
        m_yaml.entry("id", feed.id);
        textIf("name", feed.name);
        if (feed.kind != FeedKind::Feed)
            m_yaml.entry("kind", word(feed.kind));
        m_yaml.entry("side", std::string(1, letter(feed.side)));
        m_yaml.entry("voltage_v", feed.voltage);
        m_yaml.entry("phases", feed.phases);
        m_yaml.entry("rating_a", feed.rating);
        valueIf("continuous_factor", feed.continuousFactor);
        valueIf("upstream", feed.upstream);
        valueIf("alternate", feed.alternate);
        if (feed.equipment != FeedEquipment{}) {
            m_yaml.key("equipment");
            m_yaml.beginLineMap();
            writeEquipment(feed.equipment);
            m_yaml.end();
        }
        m_yaml.end();
    }

    void writeEquipment(const FeedEquipment& known)
    {
        valueIf("efficiency", known.efficiency);
        if (known.units != 1)
            m_yaml.entry("units", known.units);
        if (known.spareUnits != 0)
            m_yaml.entry("spare_units", known.spareUnits);
        valueIf("unit_power_w", known.unitPower);
        valueIf("autonomy_s", known.autonomy);
        valueIf("start_s", known.start);
        valueIf("rated_va", known.rated);
        valueIf("impedance", known.impedance);
        valueIf("short_circuit_a", known.shortCircuit);
        valueIf("ohm_per_m", known.ohmPerMetre);
        valueIf("reactance_ohm_per_m", known.reactancePerMetre);
        valueIf("length_m", known.length);
        valueIf("neutral_a", known.neutral);
        valueIf("third_harmonic", known.thirdHarmonic);
        textIf("curve", known.curve);
    }

    void writeSideFeeds(const std::vector<SideFeed>& feeds)
    {
        if (feeds.empty())
            return;
        m_yaml.key("feeds");
        m_yaml.beginLineMap();
        for (const SideFeed& supply : feeds)
            m_yaml.entry(std::string(1, letter(supply.side)), supply.feed);
        m_yaml.end();
    }

    void writeSite(const Site& site)
    {
        if (site == Site{})
            return;
        m_yaml.key("site");
        m_yaml.beginMap();
        valueIf("mechanical_share", site.mechanicalShare);
        valueIf("other_w", site.other);
        valueIf("water_m3_per_year", site.waterPerYear);
        valueIf("carbon_kg_per_kwh", site.carbonPerKwh);
        valueIf("heat_reuse_w", site.heatReuse);
        valueIf("load_step_w", site.loadStep);
        valueIf("spare_nodes", site.spareNodes);
        if (const auto& room = site.equipmentRoom) {
            m_yaml.key("equipment_room");
            m_yaml.beginLineMap();
            m_yaml.entry("equipment_disconnect", room->equipmentDisconnect);
            flagIf("cooling_disconnect", room->coolingDisconnect);
            flagIf("grouped", room->grouped);
            flagIf("fire_stopped", room->fireStopped);
            flagIf("listed", room->listed);
            m_yaml.end();
        }
        writeRoomAir(site.room);
        m_yaml.end();
    }

    void writeRoomAir(const RoomAir& room)
    {
        if (room == RoomAir{})
            return;
        m_yaml.key("room_air");
        m_yaml.beginLineMap();
        valueIf("dry_bulb_c", room.dryBulb);
        valueIf("humidity", room.humidity);
        valueIf("dew_point_max_c", room.dewPointMax);
        if (room.airClass)
            m_yaml.entry("class", word(*room.airClass));
        if (room.coupons)
            m_yaml.entry("coupons", word(*room.coupons));
        valueIf("tape", room.tape);
        valueIf("pipes_insulated", room.pipesInsulated);
        m_yaml.end();
    }

    void writeWetSegment(const WetSegment& segment)
    {
        m_yaml.beginLineMap();
        textIf("name", segment.name);
        writeRect(segment.area);
        m_yaml.entry("height_mm", segment.height);
        valueIf("tray", segment.tray);
        valueIf("sensor", segment.sensor);
        m_yaml.end();
    }

    void writePlacement(const Placement& item)
    {
        m_yaml.beginLineMap();
        m_yaml.entry("id", item.id);
        textIf("label", item.label);
        valueIf("row", item.row);
        if (const RackDesignRef* rack = item.rack())
            m_yaml.entry("rack", (*rack)->id());
        else
            m_yaml.entry("unit", (*item.unit())->id);
        writePlace(item.at, item.turn);
        writeSideFeeds(item.feeds);
        valueIf("loop", item.loop);
        flagIf("locked", item.locked);
        m_yaml.end();
    }

    void writePlace(Point at, Turn turn)
    {
        m_yaml.entry("x_mm", at.x);
        m_yaml.entry("y_mm", at.y);
        if (turn != Turn::None)
            m_yaml.entry("turn_deg", degrees(turn));
    }

    void writeFabric(const Fabric& fabric)
    {
        m_yaml.beginMap();
        m_yaml.entry("id", fabric.id);
        textIf("name", fabric.name);
        m_yaml.entry("role", word(fabric.role));
        m_yaml.entry("family", word(fabric.family));
        m_yaml.entry("endpoints", word(fabric.endpointPorts));
        if (fabric.firstPort != 1 || fabric.lastPort != 0) {
            m_yaml.key("endpoint_ports");
            m_yaml.lineList(std::array{fabric.firstPort, fabric.lastPort == 0 ? 4096 : fabric.lastPort});
        }
        m_yaml.entry("rails", fabric.rails);
        if (fabric.planes != 1)
            m_yaml.entry("planes", fabric.planes);
        if (fabric.planesAre != PlaneMeaning::NicPort)
            m_yaml.entry("planes_are", word(fabric.planesAre));
        if (!fabric.size.empty()) {
            m_yaml.key("size");
            m_yaml.lineList(fabric.size);
        }
        m_yaml.entry("oversubscription", fabric.oversubscription);
        if (fabric.spineOversubscription != 1)
            m_yaml.entry("spine_oversubscription", fabric.spineOversubscription);
        m_yaml.entry("slack", fabric.slack);
        if (fabric.place != SwitchSite::NetworkRacks)
            m_yaml.entry("place", word(fabric.place));
        if (fabric.routing)
            m_yaml.entry("routing", word(*fabric.routing));
        valueIf("joins", fabric.joins);
        listIf("switches", fabric.switches, [&](const FabricSwitch& one) {
            m_yaml.beginLineMap();
            m_yaml.entry("device", one.device);
            m_yaml.entry("tier", one.tier);
            valueIf("rail", one.rail);
            valueIf("plane", one.plane);
            valueIf("group", one.group);
            flagIf("pinned", one.pinned);
            m_yaml.end();
        });
        if (!fabric.media.empty()) {
            m_yaml.key("media");
            m_yaml.beginList();
            for (const PartRef& medium : fabric.media)
                m_yaml.value(medium->id);
            m_yaml.end();
        }
        listIf("links", fabric.links, [&](const HandCable& cable) { writeCable(cable); });
        listIf("choices", fabric.choices, [&](const CableChoice& choice) { writeChoice(choice); });
        m_yaml.end();
    }

    void writeHall(const Hall& hall)
    {
        m_yaml.beginMap();
        m_yaml.entry("name", hall.name);
        if (!hall.outline.empty()) {
            m_yaml.key("outline_mm");
            m_yaml.beginLineList();
            for (const Point point : hall.outline)
                m_yaml.lineList(std::array{point.x, point.y});
            m_yaml.end();
        }
        m_yaml.entry("height_mm", hall.height);
        m_yaml.entry("tray_height_mm", hall.trayHeight);
        m_yaml.entry("tile_mm", hall.tile);
        valueIf("floor_rating_kpa", hall.floorRating);
        m_yaml.entry("altitude_m", hall.altitude);
        listIf("columns", hall.columns, [&](const FloorRect& rect) {
            m_yaml.beginLineMap();
            writeRect(rect);
            m_yaml.end();
        });
        listIf("keep_outs", hall.keepOuts, [&](const KeepOut& area) {
            m_yaml.beginLineMap();
            writeRect(area.area);
            textIf("reason", area.reason);
            m_yaml.end();
        });
        listIf("doors", hall.doors, [&](const Door& door) {
            m_yaml.beginLineMap();
            textIf("name", door.name);
            m_yaml.entry("x_mm", door.at.x);
            m_yaml.entry("y_mm", door.at.y);
            m_yaml.entry("width_mm", door.width);
            m_yaml.entry("height_mm", door.height);
            writeSwing(m_yaml, door);
            m_yaml.end();
        });
        writeStructure(m_yaml, hall.structure);
        if (hall.air) {
            m_yaml.key("air_cooling");
            m_yaml.beginLineMap();
            m_yaml.entry("units", hall.air->units);
            m_yaml.entry("spare", hall.air->spare);
            m_yaml.entry("sensible_each_w", hall.air->sensibleEach);
            valueIf("supply_c", hall.air->supply);
            valueIf("flow_each_m3_per_s", hall.air->flowEach);
            valueIf("leakage", hall.air->leakage);
            valueIf("on_ups", hall.air->onUps);
            valueIf("restart_s", hall.air->restart);
            m_yaml.end();
        }
        writeFacilityWaters(m_yaml, hall.facilityWaters);
        writeSite(hall.site);
        listIf("pods", hall.pods, [&](const PodPlacement& item) {
            m_yaml.beginLineMap();
            m_yaml.entry("id", item.id);
            textIf("label", item.label);
            m_yaml.entry("pod", item.pod->id());
            writePlace(item.at, item.turn);
            flagIf("locked", item.locked);
            writeSideFeeds(item.feeds);
            m_yaml.end();
        });
        writeArrangement(hall.arrangement);
        if (!hall.overrides.empty()) {
            m_yaml.key("overrides");
            m_yaml.beginList();
            for (const auto& [path, special] : hall.overrides) {
                m_yaml.beginLineMap();
                m_yaml.entry("path", path);
                textIf("label", special.label);
                valueIf("provisioned_w", special.provisioned);
                textIf("note", special.note);
                m_yaml.end();
            }
            m_yaml.end();
        }
        m_yaml.end();
    }

    void writeWaiver(const Waiver& waiver)
    {
        m_yaml.beginMap();
        m_yaml.entry("key", waiver.key);
        m_yaml.entry("author", waiver.author);
        m_yaml.entry("reason", waiver.reason);
        textIf("date", waiver.date);
        textIf("expires", waiver.expires);
        valueIf("value", waiver.value);
        m_yaml.end();
    }

    void writeCatalog(const Catalog& catalog)
    {
        if (catalog.parts().empty() && catalog.sources().empty())
            return;
        m_yaml.key("catalog");
        m_yaml.beginMap();
        listIf("sources", catalog.sources(), [&](const auto& entry) { writeSource(m_yaml, entry.second); });
        listIf("parts", catalog.parts(), [&](const auto& entry) { writePart(m_yaml, *entry.second); });
        m_yaml.end();
    }

    const Design& m_design;
    YamlWriter m_yaml;
};

class Used {
public:
    explicit Used(const Design& design) : m_design{design} { }

    Catalog collect()
    {
        for (const auto& [id, rack] : m_design.rackDesigns()) {
            take(rack->frame());
            take(rack->system());
            take(rack->rearDoor());
            for (const Device& device : rack->devices())
                take(device.part);
            for (const HandCable& cable : rack->cables())
                take(cable.medium);
        }
        for (const auto& [id, pod] : m_design.podDesigns())
            take(pod->arrangement());
        take(m_design.hall()->arrangement);
        for (const SourceId& id : m_design.sources())
            take(id);
        return std::move(m_used);
    }

private:
    void take(const SourceId& id)
    {
        if (m_used.source(id))
            return;
        if (const Source* source = m_design.catalog().source(id))
            (void)m_used.add(*source); // Not there yet, so it cannot fail.
    }

    void take(const PartRef& part)
    {
        if (!part || m_used.part(part->id))
            return;
        m_used.put(part);
        for (const SourceId& id : part->sources)
            take(id);
        for (const Figure& figure : part->figures) {
            for (const SourceId& id : figure.sources)
                take(id);
        }
        const auto takeNamed = [&](const TypeId& id) { take(m_design.catalog().part(id)); };
        if (part->accelerator && part->accelerator->type)
            takeNamed(*part->accelerator->type);
        for (const ContentItem& item : part->contents)
            takeNamed(item.type);
        for (const ContentRun& run : part->layout)
            takeNamed(run.type);
        if (part->frame)
            takeNamed(*part->frame);
    }

    void take(const Arrangement& arrangement)
    {
        for (const Placement& item : arrangement.placements) {
            if (item.unit())
                take(*item.unit());
        }
        for (const Fabric& fabric : arrangement.fabrics) {
            for (const PartRef& medium : fabric.media)
                take(medium);
            for (const HandCable& cable : fabric.links)
                take(cable.medium);
            for (const CableChoice& choice : fabric.choices)
                take(choice.medium);
        }
    }

    const Design& m_design;
    Catalog m_used;
};

} // namespace

std::string designText(const Design& design)
{
    return DesignYaml{design}.write();
}

Catalog usedCatalog(const Design& design)
{
    return Used{design}.collect();
}

std::string designHash(const Design& design)
{
    return sha256(designText(design));
}

} // namespace colonnade::model
