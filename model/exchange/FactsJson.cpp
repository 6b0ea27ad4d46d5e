#include "model/exchange/FactsJson.h"

#include "model/cooling/CoolingChain.h"
#include "model/exchange/AirJson.h"
#include "model/exchange/FabricAnalysisJson.h"
#include "model/exchange/ReliabilityJson.h"
#include "model/fabric/FabricFacts.h"
#include "model/power/DesignNetwork.h"
#include "model/power/PowerChain.h"

namespace colonnade::model {

namespace {

constexpr JsonWriter::Layout line = JsonWriter::Layout::Line;

void writeFeeds(JsonWriter& json, const DesignPower& power)
{
    json.key("feeds");
    json.beginArray();
    for (const DesignPower::Part& part : power.parts) {
        for (const FeedLoad& load : part.chain->feeds) {
            json.beginObject(line);
            json.entry("feed", fmt::format("feed:{}/{}", part.pod ? part.pod->id().text() : "", load.feed.id));
            json.entry("placements", part.placements);
            json.key("instance");
            if (part.instance.empty())
                json.null();
            else
                json.value(part.instance);
            json.entry("side", std::string(1, letter(load.feed.side)));
            json.entry("voltage_v", load.feed.voltage);
            json.entry("rating_a", load.feed.rating);
            json.entry("normal_w", load.normal);
            json.entry("worst_w", load.worst);
            json.key("worst_loss");
            if (load.worstLoss)
                json.value(*load.worstLoss);
            else
                json.null();
            json.entry("limit_w", load.limit);
            json.end();
        }
    }
    json.end();
}

/// The loop at work, as its network is solved.
void writeSolved(JsonWriter& json, const LoopNetwork& network, const LoopState& state)
{
    json.beginObject(line);
    json.entry("flow_l_min", state.flow);
    json.entry("head_kpa", state.head);
    json.entry("head_available_kpa", state.headAvailable);
    json.entry("pump_speed", state.speed);
    json.entry("supply_c", state.supply);
    json.entry("return_c", state.back);
    json.entry("facility_flow_l_min", state.facilityFlow);
    for (const BranchVerdict verdict : {BranchVerdict::Balanced, BranchVerdict::Starved, BranchVerdict::OverPressured,
                                        BranchVerdict::Closed, BranchVerdict::Dead})
        json.entry(verdict == BranchVerdict::OverPressured ? "over_pressured" : word(verdict), state.count(verdict));
    json.entry("volume_l", network.volumeLitres);
    json.key("assumed");
    json.lineArray(network.assumed);
    json.end();
}

void writeLoops(JsonWriter& json, const DesignCooling& cooling)
{
    json.key("loops");
    json.beginArray();
    for (const DesignCooling::Part& part : cooling.parts) {
        for (const LoopLoad& load : part.chain.loops) {
            json.beginObject(line);
            json.entry("loop", fmt::format("loop:{}/{}", part.pod ? part.pod->id().text() : "", load.loop.id));
            json.entry("placements", part.placements);
            json.entry("racks", load.racks);
            json.entry("cdus", load.cdus);
            json.entry("heat_w", load.heat);
            json.entry("heat_missing", load.missingHeat.size());
            json.entry("capacity_w", load.capacity);
            json.entry("capacity_one_lost_w", load.capacityLess);
            json.entry("supply_c", load.supply);
            json.entry("flow_l_min", load.flow);
            json.key("solved");
            if (load.state)
                writeSolved(json, *load.network, *load.state);
            else
                json.null();
            json.entry("without_solution", load.withoutState);
            json.end();
        }
    }
    json.end();
}

void writeCounts(JsonWriter& json, std::string_view key, const std::vector<int>& counts)
{
    json.key(key);
    json.beginArray(line);
    for (const int count : counts)
        json.value(count);
    json.end();
}

void writeRack(JsonWriter& json, const RackDesign& rack, std::string_view path)
{
    json.beginObject();
    if (!path.empty())
        json.entry("path", path);
    json.entry("rack_design", rack.id());
    json.entry("name", rack.name());
    writeRackFacts(json, rack.facts());
    json.end();
}

void writeDevice(JsonWriter& json, const Device& device, std::string_view path)
{
    json.beginObject();
    json.entry("path", path);
    json.entry("part_id", device.part->id);
    json.entry("model", device.part->model);
    json.entry("label", device.label);
    json.entry("position", text(device.mount));
    json.entry("units", device.height().value());
    json.entry("power_w", device.part->power.forProvisioning());
    json.entry("power_operation_w", device.part->power.forOperation());
    json.entry("mass_kg", device.part->body.mass);
    json.entry("liquid_fraction", device.part->cooling.liquidFraction);
    json.end();
}

} // namespace

namespace {

void writeFabricMembers(JsonWriter& json, const FabricFacts& facts)
{
    const FabricPlan& plan = *facts.plan;
    json.entry("fabric", facts.subject().text());
    json.entry("name", facts.fabric->name);
    json.entry("role", word(plan.role));
    json.entry("family", word(plan.family));
    json.entry("placements", facts.placements);
    json.entry("endpoints", plan.endpointDevices);
    json.entry("endpoint_ports", plan.endpointPorts);
    json.entry("unlinked_ports", plan.unassigned);
    writeCounts(json, "switches", facts.switchesByTier());
    std::vector<int> links{plan.endpointLinks, plan.spineLinks}, cables{plan.endpointCables, plan.spineCables};
    if (plan.coreLinks > 0) {
        links.push_back(plan.coreLinks);
        cables.push_back(plan.coreCables);
    }
    writeCounts(json, "links", links);
    writeCounts(json, "cables", cables);
    json.entry("other_links", plan.otherLinks);
    json.entry("other_cables", plan.otherCables);
    json.entry("planes", plan.planes);
    json.entry("cables_without_medium", plan.gaps);
    json.entry("cables_with_estimated_length", plan.estimated);
    json.entry("oversubscription", plan.worstOversubscription());
    json.entry("bisection_gbit_s", plan.bisection);
    json.entry("bisection_exact", plan.bisectionExact);
    json.entry("bisection_basis", word(plan.bisectionBasis));
    json.entry("switch_hops", plan.switchHops);
    json.key("refusal");
    if (plan.refusal)
        json.value(plan.refusal->text);
    else
        json.null();
    json.key("conflicts");
    json.beginArray();
    for (const std::string& conflict : plan.conflicts)
        json.value(conflict);
    json.end();
}

} // namespace

void writeFabricFacts(JsonWriter& json, const FabricFacts& facts)
{
    json.beginObject();
    writeFabricMembers(json, facts);
    json.end();
}

std::string fabricsJson(std::string_view name, const Design& design, std::span<const FabricFacts> fabrics)
{
    JsonWriter json;
    json.beginObject();
    json.entry("design", name);
    json.key("fabrics");
    json.beginArray();
    for (const FabricFacts& facts : fabrics) {
        json.beginObject();
        writeFabricMembers(json, facts);
        json.key("analysis");
        writeFabricAnalysis(json, design, facts);
        json.end();
    }
    json.end();
    json.end();
    return json.finish();
}

void writeRackFacts(JsonWriter& json, const RackFacts& facts)
{
    writeSum(json, "power_w", facts.provisioned);
    writeSum(json, "power_operation_w", facts.operation);
    writeSum(json, "power_peak_w", facts.peak);
    writeSum(json, "heat_air_w", facts.heatToAir);
    writeSum(json, "heat_liquid_w", facts.heatToLiquid);
    writeSum(json, "mass_kg", facts.mass);
    json.entry("centre_of_gravity_mm", facts.centreOfGravity);
    writeSum(json, "flow_l_min", facts.flow);
    json.entry("units", facts.units.value());
    json.entry("free_units", facts.free.value());
    json.entry("open_units", facts.open.value());
    json.entry("largest_free_run_units", facts.largestRun.value());
    json.entry("accelerators", facts.accelerators);
    json.entry("shelf_output_w", facts.shelfOutput);
    writeSum(json, "price_usd", facts.price);
    json.key("ports");
    json.beginObject(line);
    for (const auto& [role, count] : facts.ports)
        json.entry(word(role), count);
    json.end();
}

void writeFloorFacts(JsonWriter& json, const FloorFacts& facts)
{
    json.entry("racks", facts.racks);
    json.entry("floor_units", facts.units);
    json.entry("accelerators", facts.accelerators);
    writeSum(json, "power_w", facts.provisioned);
    writeSum(json, "power_operation_w", facts.operation);
    writeSum(json, "power_peak_w", facts.peak);
    writeSum(json, "heat_air_w", facts.heatToAir);
    writeSum(json, "heat_liquid_w", facts.heatToLiquid);
    writeSum(json, "mass_kg", facts.mass);
    writeSum(json, "flow_l_min", facts.flow);
    writeSum(json, "price_usd", facts.price);
}

Result<std::string> factsJson(const Design& design, const Profile& profile, std::string_view path)
{
    JsonWriter json;
    if (!path.empty()) {
        const auto place = placeAt(design, path);
        if (!place)
            return tl::unexpected<Error>{place.error()};
        if (place->device) {
            writeDevice(json, *place->device, path);
        } else if (place->placement && place->placement->rack()) {
            writeRack(json, **place->placement->rack(), path);
        } else if (place->placement) {
            json.beginObject();
            json.entry("path", path);
            json.entry("part_id", (*place->placement->unit())->id);
            json.entry("power_w", (*place->placement->unit())->power.forProvisioning());
            json.entry("mass_kg", (*place->placement->unit())->body.mass);
            json.end();
        } else {
            json.beginObject();
            json.entry("path", path);
            json.entry("pod_design", place->pod->pod->id());
            writeFloorFacts(json, place->pod->pod->facts());
            json.end();
        }
        return json.finish();
    }
    json.beginObject();
    json.entry("design", design.name());
    json.entry("profile", profile.id);
    json.key("totals");
    json.beginObject();
    writeFloorFacts(json, design.facts());
    json.end();
    json.key("rack_designs");
    json.beginArray();
    for (const auto& [id, rack] : design.rackDesigns()) {
        json.beginObject();
        json.entry("rack_design", id);
        json.entry("name", rack->name());
        json.entry("placements", design.placementsOf(id));
        writeRackFacts(json, rack->facts());
        json.end();
    }
    json.end();
    json.key("racks");
    json.beginArray();
    forEachInstance(*design.hall(), [&](const Instance& instance) {
        if (!instance.rack())
            return;
        const RackFacts& facts = instance.rack()->facts();
        const auto& overrides = design.hall()->overrides;
        const auto special = overrides.find(instance.path);
        Sum<Watts> power = facts.provisioned;
        if (special != overrides.end() && special->second.provisioned)
            power = {*special->second.provisioned, 0};
        json.beginObject(line);
        json.entry("path", instance.path);
        json.entry("rack_design", instance.rack()->id());
        writeSum(json, "power_w", power);
        writeSum(json, "heat_air_w", facts.heatToAir);
        writeSum(json, "heat_liquid_w", facts.heatToLiquid);
        writeSum(json, "mass_kg", facts.mass);
        json.entry("free_units", facts.free.value());
        json.entry("accelerators", facts.accelerators);
        json.end();
    });
    json.end();
    writeFeeds(json, designPower(design, profile.power));
    writeLoops(json, designCooling(design, profile.cooling));
    writeAir(json, designAir(design, profile.airRise));
    json.key("fabrics");
    json.beginArray();
    for (const FabricFacts& facts : fabricFacts(design))
        writeFabricFacts(json, facts);
    json.end();
    writeReliability(json, reliabilityFacts(design, profile.reliability));
    writeSustainability(json, sustainabilityFacts(design, DesignNetwork{design, profile.power}.state().conversion,
                                                  profile.cooling.rise));
    json.end();
    return json.finish();
}

} // namespace colonnade::model
