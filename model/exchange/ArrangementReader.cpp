#include "model/design/FeedCircle.h"
#include "model/exchange/DesignBounds.h"
#include "model/exchange/DesignBuilder.h"
#include "model/exchange/FeedReader.h"
#include "model/exchange/LoopSection.h"
#include "model/exchange/TraySection.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

std::optional<Turn> turnFrom(std::string_view text)
{
    static constexpr std::array<std::string_view, 4> words{"0", "90", "180", "270"};
    const auto found = std::find(words.begin(), words.end(), text);
    return found == words.end() ? std::nullopt : std::optional{static_cast<Turn>(found - words.begin())};
}

std::optional<Aisle::Kind> aisleFrom(std::string_view text)
{
    return amongWords(text, {Aisle::Kind::Cold, Aisle::Kind::Hot, Aisle::Kind::Service});
}

} // namespace

Arrangement DesignBuilder::readArrangement(YamlMap& map)
{
    Arrangement all;
    ArrangementNames names;
    for (const YamlValue& value : map.itemsIf("rows")) {
        YamlMap row = value.map();
        const auto id = row.id<RowTag>("id");
        names.rows.add(id, value);
        all.rows.push_back({id, row.text("name", {0, 4096})});
    }
    for (const YamlValue& value : map.itemsIf("aisles")) {
        YamlMap aisle = value.map();
        Aisle item;
        item.kind = aisle.at("kind").parsed(aisleFrom, "one of cold, hot, service");
        item.area = readRect(aisle);
        item.contained = aisle.flagIf("contained").value_or(false);
        item.supply = aisle.quantityIf<CubicMetresPerSecond>("supply_m3_per_s", {0.001, 100'000});
        item.fillers = aisle.flagIf("fillers").value_or(false);
        all.aisles.push_back(item);
    }
    std::vector<HangingFeed> hanging; // May name a feed that comes later.
    for (const YamlValue& value : map.itemsIf("feeds")) {
        all.feeds.push_back(readFeed(value, hanging));
        names.feeds.add(all.feeds.back().id, value);
    }
    for (const HangingFeed& each : hanging)
        names.feeds.expect(each.on, each.at);
    if (const auto circle = feedCircle(all.feeds)) {
        for (const HangingFeed& each : hanging) {
            if (each.feed == circle->feed && each.on == circle->by)
                each.at.complain(fmt::format("feed '{}' hangs on itself by '{}'", each.feed, each.on));
        }
    }
    std::vector<std::pair<PlacementId, YamlValue>> branches; // Their racks come later.
    for (const YamlValue& value : map.itemsIf("loops")) {
        all.loops.push_back(readLoop(value, m_facilityWaters, branches));
        names.loops.add(all.loops.back().id, value);
    }
    for (const YamlValue& value : map.itemsIf("placements")) {
        if (auto item = readPlacement(value, names)) {
            names.placements.add(item->id, value);
            all.placements.push_back(std::move(*item));
        }
    }
    for (const YamlValue& value : map.itemsIf("wet_segments"))
        all.wetSegments.push_back(readWetSegment(value));
    all.trays = readTrays(map);
    for (const auto& [id, value] : branches)
        names.placements.expect(id, value);
    std::map<std::string, FabricId, std::less<>> switches;
    for (const YamlValue& value : map.itemsIf("fabrics")) {
        all.fabrics.push_back(readFabric(value, switches));
        names.fabrics.add(all.fabrics.back().id, value);
    }
    return all;
}

std::optional<Placement> DesignBuilder::readPlacement(const YamlValue& value, const ArrangementNames& names)
{
    YamlMap map = value.map();
    Placement item{map.id<PlacementTag>("id"), {}, {}, PartRef{}, {}, Turn::None, {}, {}, false};
    item.label = map.textIf("label", {0, 4096}).value_or("");
    if (const auto row = map.find("row")) {
        item.row = row->id<RowTag>();
        names.rows.expect(*item.row, *row);
    }
    const auto rack = map.find("rack");
    const auto unit = map.find("unit");
    if (rack.has_value() == unit.has_value())
        value.complain("a placement is of a 'rack' or of a 'unit': one of the two");
    bool known = false;
    if (rack) {
        const auto id = rack->id<RackDesignTag>();
        const RackDesignRef design = m_design.rackDesign(id);
        if (!design)
            rack->complain(fmt::format("there is no rack design '{}'", shown(id.text())));
        known = design != nullptr;
        item.what = design;
    } else if (unit) {
        const PartRef type = part(unit);
        known = type != nullptr;
        item.what = type;
    }
    item.at = {millimetres(map, "x_mm", placeRange), millimetres(map, "y_mm", placeRange)};
    item.turn = readTurn(map);
    for (const auto& [onSide, feed] : bySide(map, "feeds")) {
        item.feeds.push_back({onSide, feed.id<FeedTag>()});
        names.feeds.expect(item.feeds.back().feed, feed);
    }
    if (const auto loop = map.find("loop")) {
        item.loop = loop->id<LoopTag>();
        names.loops.expect(*item.loop, *loop);
    }
    item.locked = map.flagIf("locked").value_or(false);
    return known ? std::optional{std::move(item)} : std::nullopt;
}

WetSegment DesignBuilder::readWetSegment(const YamlValue& value)
{
    YamlMap map = value.map();
    WetSegment segment;
    segment.name = map.textIf("name", {0, 4096}).value_or("");
    segment.area = readRect(map);
    segment.height = millimetres(map, "height_mm", {0, 100'000});
    segment.tray = map.flagIf("tray");
    segment.sensor = map.flagIf("sensor");
    return segment;
}

FloorRect DesignBuilder::readRect(YamlMap& map)
{
    FloorRect rect;
    rect.at = {millimetres(map, "x_mm", placeRange), millimetres(map, "y_mm", placeRange)};
    rect.size = {millimetres(map, "width_mm", sizeRange), millimetres(map, "depth_mm", sizeRange)};
    return rect;
}

Turn DesignBuilder::readTurn(YamlMap& map)
{
    const auto turn = map.find("turn_deg");
    return turn ? turn->parsed(turnFrom, "one of 0, 90, 180, 270") : Turn::None;
}

} // namespace colonnade::model
