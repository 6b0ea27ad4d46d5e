#include "model/exchange/DesignSections.h"

#include "model/exchange/LoopSection.h"
#include "model/exchange/TraySection.h"
#include "model/exchange/YamlFields.h"

namespace colonnade::model {

namespace {

void writeEquipment(YamlWriter& yaml, const FeedEquipment& known)
{
    entryIf(yaml, "efficiency", known.efficiency);
    if (known.units != 1)
        yaml.entry("units", known.units);
    if (known.spareUnits != 0)
        yaml.entry("spare_units", known.spareUnits);
    entryIf(yaml, "unit_power_w", known.unitPower);
    entryIf(yaml, "autonomy_s", known.autonomy);
    entryIf(yaml, "start_s", known.start);
    entryIf(yaml, "rated_va", known.rated);
    entryIf(yaml, "impedance", known.impedance);
    entryIf(yaml, "short_circuit_a", known.shortCircuit);
    entryIf(yaml, "ohm_per_m", known.ohmPerMetre);
    entryIf(yaml, "reactance_ohm_per_m", known.reactancePerMetre);
    entryIf(yaml, "length_m", known.length);
    entryIf(yaml, "neutral_a", known.neutral);
    entryIf(yaml, "third_harmonic", known.thirdHarmonic);
    entryIf(yaml, "curve", known.curve);
}

void writeFeed(YamlWriter& yaml, const Feed& feed)
{
    yaml.beginLineMap();
    yaml.entry("id", feed.id);
    entryIf(yaml, "name", feed.name);
    if (feed.kind != FeedKind::Feed)
        yaml.entry("kind", word(feed.kind));
    yaml.entry("side", std::string(1, letter(feed.side)));
    yaml.entry("voltage_v", feed.voltage);
    yaml.entry("phases", feed.phases);
    yaml.entry("rating_a", feed.rating);
    entryIf(yaml, "continuous_factor", feed.continuousFactor);
    entryIf(yaml, "upstream", feed.upstream);
    entryIf(yaml, "alternate", feed.alternate);
    if (feed.equipment != FeedEquipment{}) {
        yaml.key("equipment");
        yaml.beginLineMap();
        writeEquipment(yaml, feed.equipment);
        yaml.end();
    }
    yaml.end();
}

void writeWetSegment(YamlWriter& yaml, const WetSegment& segment)
{
    yaml.beginLineMap();
    entryIf(yaml, "name", segment.name);
    writeRect(yaml, segment.area);
    yaml.entry("height_mm", segment.height);
    entryIf(yaml, "tray", segment.tray);
    entryIf(yaml, "sensor", segment.sensor);
    yaml.end();
}

void writePlacement(YamlWriter& yaml, const Placement& item)
{
    yaml.beginLineMap();
    yaml.entry("id", item.id);
    entryIf(yaml, "label", item.label);
    entryIf(yaml, "row", item.row);
    if (const RackDesignRef* rack = item.rack())
        yaml.entry("rack", (*rack)->id());
    else
        yaml.entry("unit", (*item.unit())->id);
    writePlace(yaml, item.at, item.turn);
    writeSideFeeds(yaml, item.feeds);
    entryIf(yaml, "loop", item.loop);
    flagIf(yaml, "locked", item.locked);
    yaml.end();
}

} // namespace

void writeArrangement(YamlWriter& yaml, const Arrangement& all)
{
    listIf(yaml, "rows", all.rows, [&](const Row& row) {
        yaml.beginLineMap();
        yaml.entry("id", row.id);
        yaml.entry("name", row.name);
        yaml.end();
    });
    listIf(yaml, "aisles", all.aisles, [&](const Aisle& aisle) {
        yaml.beginLineMap();
        yaml.entry("kind", word(aisle.kind));
        writeRect(yaml, aisle.area);
        flagIf(yaml, "contained", aisle.contained);
        entryIf(yaml, "supply_m3_per_s", aisle.supply);
        flagIf(yaml, "fillers", aisle.fillers);
        yaml.end();
    });
    listIf(yaml, "feeds", all.feeds, [&](const Feed& feed) { writeFeed(yaml, feed); });
    listIf(yaml, "loops", all.loops, [&](const Loop& loop) { writeLoop(yaml, loop); });
    listIf(yaml, "placements", all.placements, [&](const Placement& item) { writePlacement(yaml, item); });
    listIf(yaml, "wet_segments", all.wetSegments, [&](const WetSegment& segment) { writeWetSegment(yaml, segment); });
    listIf(yaml, "trays", all.trays, [&](const CableTray& tray) { writeTray(yaml, tray); });
    listIf(yaml, "fabrics", all.fabrics, [&](const Fabric& fabric) { writeFabric(yaml, fabric); });
}

void writeRect(YamlWriter& yaml, const FloorRect& rect)
{
    yaml.entry("x_mm", rect.at.x);
    yaml.entry("y_mm", rect.at.y);
    yaml.entry("width_mm", rect.size.width);
    yaml.entry("depth_mm", rect.size.depth);
}

void writePlace(YamlWriter& yaml, Point at, Turn turn)
{
    yaml.entry("x_mm", at.x);
    yaml.entry("y_mm", at.y);
    if (turn != Turn::None)
        yaml.entry("turn_deg", degrees(turn));
}

void writeSideFeeds(YamlWriter& yaml, const std::vector<SideFeed>& feeds)
{
    if (feeds.empty())
        return;
    yaml.key("feeds");
    yaml.beginLineMap();
    for (const SideFeed& supply : feeds)
        yaml.entry(std::string(1, letter(supply.side)), supply.feed);
    yaml.end();
}

} // namespace colonnade::model
