#include "model/exchange/LoopSection.h"

#include "model/exchange/DesignBounds.h"
#include "model/exchange/YamlFields.h"
#include "model/units/Text.h"

#include <array>
#include <set>

namespace colonnade::model {

namespace {

constexpr NumberRange flowRange{0, 1e7};
constexpr NumberRange pressureRange{0, 1e4};
/// Water classes of ASHRAE; 46 and more is W+.
constexpr WholeRange classRange{17, 60};

PipeRun readPipe(YamlMap map)
{
    PipeRun pipe;
    pipe.length = map.quantityIf<Metres>("length_m", {0, 1e5});
    pipe.innerMm = map.number("inner_mm", {1, 5000});
    pipe.roughnessUm = map.numberIf("roughness_um", {0, 5000}).value_or(pipe.roughnessUm);
    pipe.fittings = map.numberIf("fittings_k", {0, 1e4}).value_or(0);
    return pipe;
}

std::optional<PipeRun> readPipeIf(YamlMap& map, std::string_view key)
{
    const auto value = map.find(key);
    return value ? std::optional{readPipe(value->map())} : std::nullopt;
}

void writePipe(YamlWriter& yaml, std::string_view key, const std::optional<PipeRun>& pipe)
{
    if (!pipe)
        return;
    yaml.key(key);
    yaml.beginLineMap();
    entryIf(yaml, "length_m", pipe->length);
    yaml.entry("inner_mm", pipe->innerMm);
    if (pipe->roughnessUm != PipeRun{}.roughnessUm)
        yaml.entry("roughness_um", pipe->roughnessUm);
    if (pipe->fittings != 0)
        yaml.entry("fittings_k", pipe->fittings);
    yaml.end();
}

LoopPiping readPiping(YamlMap map, std::vector<std::pair<PlacementId, YamlValue>>& branches)
{
    LoopPiping piping;
    piping.main = readPipeIf(map, "main");
    piping.header = readPipeIf(map, "header");
    piping.hose = readPipeIf(map, "hose");
    if (const auto layout = map.find("return"))
        piping.layout = layout->parsed(returnLayoutFrom, "one of direct, reverse");
    piping.manifoldDrop = map.quantityIf<Kilopascals>("manifold_drop_kpa", pressureRange);
    piping.manifoldFlow = map.quantityIf<LitresPerMinute>("manifold_flow_l_min", {0.01, 1e6});
    if (piping.manifoldDrop.has_value() != piping.manifoldFlow.has_value())
        map.complain("'manifold_drop_kpa' and 'manifold_flow_l_min' belong together");
    piping.valveKv = map.numberIf("valve_kv", {0.001, 1e5});
    piping.volumeLitres = map.numberIf("volume_l", {0, 1e8});
    piping.bufferLitres = map.numberIf("buffer_l", {0, 1e8}).value_or(0);
    piping.filterUm = map.numberIf("filter_um", {0.1, 5000});
    piping.pressureMax = map.quantityIf<Kilopascals>("pressure_max_kpa", pressureRange);
    piping.fill = map.quantityIf<Kilopascals>("fill_kpa", pressureRange);
    piping.pumpsOnUps = map.flagIf("pumps_on_ups");
    piping.restart = map.quantityIf<Seconds>("restart_s", {0, 1e5});
    piping.leakDetection = map.flagIf("leak_detection");
    std::set<PlacementId> seen;
    for (const YamlValue& value : map.itemsIf("branches")) {
        YamlMap one = value.map();
        const YamlValue at = one.at("placement");
        LoopBranch branch{at.id<PlacementTag>()};
        if (!seen.insert(branch.placement).second)
            at.complain(fmt::format("the loop has a branch to '{}' already", branch.placement));
        branches.emplace_back(branch.placement, at);
        branch.open = one.numberIf("open", {0, 1}).value_or(1);
        branch.header = readPipeIf(one, "header");
        branch.hose = readPipeIf(one, "hose");
        piping.branches.push_back(std::move(branch));
    }
    return piping;
}

void writePiping(YamlWriter& yaml, const LoopPiping& piping)
{
    if (piping == LoopPiping{})
        return;
    yaml.key("piping");
    yaml.beginMap();
    writePipe(yaml, "main", piping.main);
    writePipe(yaml, "header", piping.header);
    writePipe(yaml, "hose", piping.hose);
    if (piping.layout != ReturnLayout::Direct)
        yaml.entry("return", word(piping.layout));
    entryIf(yaml, "manifold_drop_kpa", piping.manifoldDrop);
    entryIf(yaml, "manifold_flow_l_min", piping.manifoldFlow);
    entryIf(yaml, "valve_kv", piping.valveKv);
    entryIf(yaml, "volume_l", piping.volumeLitres);
    if (piping.bufferLitres != 0)
        yaml.entry("buffer_l", piping.bufferLitres);
    entryIf(yaml, "filter_um", piping.filterUm);
    entryIf(yaml, "pressure_max_kpa", piping.pressureMax);
    entryIf(yaml, "fill_kpa", piping.fill);
    entryIf(yaml, "pumps_on_ups", piping.pumpsOnUps);
    entryIf(yaml, "restart_s", piping.restart);
    entryIf(yaml, "leak_detection", piping.leakDetection);
    if (!piping.branches.empty()) {
        yaml.key("branches");
        yaml.beginList();
        for (const LoopBranch& branch : piping.branches) {
            yaml.beginLineMap();
            yaml.entry("placement", branch.placement);
            if (branch.open != 1)
                yaml.entry("open", branch.open);
            writePipe(yaml, "header", branch.header);
            writePipe(yaml, "hose", branch.hose);
            yaml.end();
        }
        yaml.end();
    }
    yaml.end();
}

FacilityWater readFacilityWater(const YamlValue& value)
{
    YamlMap map = value.map();
    FacilityWater water{map.id<FacilityWaterTag>("id")};
    water.name = map.textIf("name").value_or("");
    water.fluid = map.textIf("fluid").value_or(water.fluid);
    for (const YamlValue& item : map.items("points")) {
        YamlMap point = item.map();
        water.points.push_back({point.text("name"), point.quantity<Celsius>("supply_c", temperatureRange)});
    }
    if (water.points.empty())
        value.complain("facility water needs one of 'points' at least");
    if (const auto highest = map.wholeIf("water_class_c", classRange))
        water.waterClass = static_cast<int>(*highest);
    water.flow = map.quantityIf<LitresPerMinute>("flow_l_min", flowRange);
    water.differential = map.quantityIf<Kilopascals>("differential_kpa", pressureRange);
    water.rise = map.quantityIf<Kelvins>("rise_k", {0.1, 100});
    if (auto units = map.mapIf("rejection")) {
        HeatRejection rejection;
        rejection.kind = units->at("type").parsed(heatRejectionFrom, "one of chiller, dry-cooler, tower");
        rejection.units = static_cast<int>(units->whole("units", {1, 10'000}));
        rejection.spare = static_cast<int>(units->wholeIf("spare", {0, rejection.units}).value_or(0));
        rejection.capacity = units->quantityIf<Watts>("capacity_w", wattRange);
        water.rejection = rejection;
    }
    return water;
}

} // namespace

std::vector<FacilityWater> readFacilityWaters(YamlMap& hall)
{
    std::vector<FacilityWater> waters;
    for (const YamlValue& value : hall.itemsIf("facility_water")) {
        waters.push_back(readFacilityWater(value));
        const FacilityWater& made = waters.back();
        if (facilityWater(waters, made.id) != &made)
            value.complain(fmt::format("there is facility water '{}' already", made.id));
    }
    return waters;
}

void writeFacilityWaters(YamlWriter& yaml, const std::vector<FacilityWater>& waters)
{
    if (waters.empty())
        return;
    yaml.key("facility_water");
    yaml.beginList();
    for (const FacilityWater& water : waters) {
        yaml.beginMap();
        yaml.entry("id", water.id);
        entryIf(yaml, "name", water.name);
        if (water.fluid != "water")
            yaml.entry("fluid", water.fluid);
        yaml.key("points");
        yaml.beginList();
        for (const FacilityPoint& point : water.points) {
            yaml.beginLineMap();
            yaml.entry("name", point.name);
            yaml.entry("supply_c", point.supply);
            yaml.end();
        }
        yaml.end();
        entryIf(yaml, "water_class_c", water.waterClass);
        entryIf(yaml, "flow_l_min", water.flow);
        entryIf(yaml, "differential_kpa", water.differential);
        entryIf(yaml, "rise_k", water.rise);
        if (const auto& rejection = water.rejection) {
            yaml.key("rejection");
            yaml.beginLineMap();
            yaml.entry("type", word(rejection->kind));
            yaml.entry("units", rejection->units);
            if (rejection->spare != 0)
                yaml.entry("spare", rejection->spare);
            entryIf(yaml, "capacity_w", rejection->capacity);
            yaml.end();
        }
        yaml.end();
    }
    yaml.end();
}

Loop readLoop(const YamlValue& value, std::span<const FacilityWater> facilities,
              std::vector<std::pair<PlacementId, YamlValue>>& branches)
{
    YamlMap map = value.map();
    Loop loop{map.id<LoopTag>("id"), {}, {}, {}, {}, {}};
    loop.name = map.textIf("name").value_or("");
    loop.fluid = map.text("fluid");
    loop.facility = map.idIf<FacilityWaterTag>("facility");
    if (!loop.facility) {
        loop.facilitySupply = map.quantity<Celsius>("facility_supply_c", temperatureRange);
    } else {
        if (const auto given = map.find("facility_supply_c"))
            given->complain("a loop has a 'facility' or a 'facility_supply_c': one of the two");
        if (const FacilityWater* known = facilityWater(facilities, *loop.facility))
            loop.facilitySupply = known->warmest();
        else
            map.at("facility").complain(fmt::format("there is no facility water '{}' in the hall", *loop.facility));
    }
    loop.rise = map.quantityIf<Kelvins>("rise_k", {0.1, 100});
    loop.flow = map.quantityIf<LitresPerMinute>("flow_l_min", flowRange);
    if (const auto piping = map.find("piping"))
        loop.piping = readPiping(piping->map(), branches);
    return loop;
}

void writeLoop(YamlWriter& yaml, const Loop& loop)
{
    const bool plain = loop.piping == LoopPiping{};
    if (plain)
        yaml.beginLineMap();
    else
        yaml.beginMap();
    yaml.entry("id", loop.id);
    entryIf(yaml, "name", loop.name);
    yaml.entry("fluid", loop.fluid);
    if (loop.facility)
        yaml.entry("facility", *loop.facility);
    else
        yaml.entry("facility_supply_c", loop.facilitySupply);
    entryIf(yaml, "rise_k", loop.rise);
    entryIf(yaml, "flow_l_min", loop.flow);
    writePiping(yaml, loop.piping);
    yaml.end();
}

} // namespace colonnade::model
