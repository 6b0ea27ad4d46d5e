#include "model/exchange/AirJson.h"

#include "model/design/Subject.h"

namespace colonnade::model {

namespace {

constexpr JsonWriter::Layout line = JsonWriter::Layout::Line;

void writePart(JsonWriter& json, const DesignAir::Part& part)
{
    const AirChain& chain = part.chain;
    json.beginObject();
    json.entry("arrangement",
               part.pod ? Subject::pod(part.pod->id().text()).text() : std::string{"hall"});
    json.entry("placements", part.placements);
    json.entry("heat_w", chain.heat);
    json.entry("heat_missing", chain.missing.size());
    json.entry("rear_doors_w", chain.removed);
    json.entry("given_back_w", chain.givenBack);
    json.entry("contained_m3_per_s", chain.contained);
    json.entry("open_m3_per_s", chain.open);
    json.key("racks");
    json.beginArray();
    for (const RackGroup& group : chain.groups) {
        json.beginObject(line);
        json.entry("rack_design", group.rack->id());
        json.entry("racks", group.racks.size());
        json.entry("contained", group.contained);
        json.entry("heat_w", group.air.heat);
        json.entry("flow_m3_per_s", group.air.flow);
        json.entry("flow_by_maker", group.air.flowByMaker);
        json.entry("rise_k", group.air.rise);
        json.end();
    }
    json.end();
    json.key("cold_aisles");
    json.beginArray();
    for (const AisleAir& aisle : chain.aisles) {
        json.beginObject(line);
        json.entry("aisle", aisle.index + 1);
        json.entry("racks", aisle.racks);
        json.entry("contained", aisle.contained);
        json.entry("demand_m3_per_s", aisle.demand);
        json.entry("supply_m3_per_s", aisle.supply);
        json.end();
    }
    json.end();
    json.end();
}

} // namespace

void writeAir(JsonWriter& json, const DesignAir& air)
{
    json.key("air");
    json.beginObject();
    json.entry("demand_m3_per_s", air.hall.demand());
    json.entry("supply_m3_per_s", air.hall.supply);
    json.entry("leakage", air.hall.leakageKnown ? std::optional{air.hall.leakage} : std::nullopt);
    json.entry("supply_share", air.hall.share());
    json.key("arrangements");
    json.beginArray();
    for (const DesignAir::Part& part : air.parts)
        writePart(json, part);
    json.end();
    json.end();
}

} // namespace colonnade::model
