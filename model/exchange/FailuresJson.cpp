#include "model/exchange/FailuresJson.h"

#include "model/exchange/JsonWriter.h"

namespace colonnade::model {

namespace {

constexpr JsonWriter::Layout line = JsonWriter::Layout::Line;

void writeLost(JsonWriter& json, const LostAccelerators& lost)
{
    json.key("accelerators_lost");
    json.beginObject(line);
    json.entry("total", lost.total());
    json.entry("itself", lost.itself);
    json.entry("power", lost.power);
    json.entry("cooling", lost.cooling);
    json.entry("network", lost.network);
    json.end();
}

void writeDark(JsonWriter& json, const Failure& failure, const Hall& hall)
{
    json.key("dark");
    json.beginArray();
    forEachPart(failure, hall, [&](const PodPlacement* pod, const Arrangement&, const ArrangementFailure& part) {
        for (const DarkPlace& dark : part.dark) {
            json.beginObject(line);
            json.entry("path", pathOf(dark, hall, pod));
            json.entry("reason", word(dark.reason));
            json.entry("accelerators", dark.accelerators);
            json.end();
        }
    });
    json.end();
}

void writeLoaded(JsonWriter& json, const Failure& failure, const Hall& hall)
{
    json.key("loaded");
    json.beginArray();
    forEachPart(failure, hall, [&](const PodPlacement* pod, const Arrangement&, const ArrangementFailure& part) {
        for (const LoadedNode& node : part.loaded) {
            json.beginObject(line);
            json.entry("path", pathOf(node, hall, pod));
            json.entry("name", nameOf(node, hall, pod));
            json.entry("load_w", node.load);
            json.entry("normal_w", node.normally);
            json.entry("limit_w", node.limit);
            json.entry("share", node.limit ? std::optional{node.share} : std::nullopt);
            json.entry("phase", node.phase ? std::optional{*node.phase + 1} : std::nullopt);
            json.entry("overloaded", node.overloaded());
            json.end();
        }
    });
    json.end();
}

void writeLoops(JsonWriter& json, const Failure& failure, const Hall& hall)
{
    json.key("loops");
    json.beginArray();
    forEachPart(failure, hall, [&](const PodPlacement* pod, const Arrangement&, const ArrangementFailure& part) {
        for (const LoopOutage& loop : part.loops) {
            json.beginObject(line);
            json.entry("loop", fmt::format("loop:{}/{}", pod ? pod->id.text() : std::string{}, loop.loop->id));
            json.entry("cdus", loop.cdus);
            json.entry("cdus_lost", loop.cdusLost);
            json.entry("heat_w", loop.heat);
            json.entry("capacity_w", loop.capacity);
            json.entry("flow_l_min", loop.flow);
            json.entry("cdu_flow_l_min", loop.cduFlow);
            json.entry("holds", loop.holds);
            json.entry("pumps_lost", loop.pumpsLost);
            json.entry("flow_left_l_min", loop.flowLeft);
            json.entry("supply_c", loop.supply);
            json.entry("return_c", loop.back);
            json.key("take_over");
            json.lineArray(loop.takeOver);
            json.entry("ride_through_s", loop.rideThrough);
            json.entry("ride_through_how", loop.rideThroughHow);
            json.end();
        }
    });
    json.end();
}

void writeFabrics(JsonWriter& json, const Failure& failure, const Hall& hall)
{
    json.key("fabrics");
    json.beginArray();
    forEachPart(failure, hall, [&](const PodPlacement* pod, const Arrangement&, const ArrangementFailure& part) {
        for (const FabricOutage& fabric : part.network.fabrics) {
            json.beginObject(line);
            json.key("pod");
            if (pod)
                json.value(pod->id);
            else
                json.null();
            json.entry("name", fabric.name);
            json.entry("endpoint_share", fabric.endpointShare);
            json.entry("spine_share", fabric.spineShare);
            json.end();
        }
    });
    json.end();
}

std::string_view word(WorkloadFit::Fit fit)
{
    switch (fit) {
    case WorkloadFit::Fit::Fits: return "fits";
    case WorkloadFit::Fit::TooFew: return "too-few";
    case WorkloadFit::Fit::Unknown: return "unknown";
    }
    return {};
}

void writeWorkloads(JsonWriter& json, const Failure& failure)
{
    json.key("workloads");
    json.beginArray();
    for (const WorkloadFit& fit : failure.workloads) {
        json.beginObject(line);
        json.entry("id", fit.workload->id);
        json.entry("fit", word(fit.fit));
        json.entry("accelerators_wanted", fit.wanted > 0 ? std::optional{fit.wanted} : std::nullopt);
        json.entry("throughput_share", fit.fit == WorkloadFit::Fit::Fits ? std::optional{fit.share} : std::nullopt);
        json.entry("why", fit.why);
        json.end();
    }
    json.end();
}

void writeGoodputState(JsonWriter& json, std::string_view key, const std::optional<JobGoodput::State>& state)
{
    json.key(key);
    if (!state) {
        json.null();
        return;
    }
    json.beginObject(line);
    json.entry("goodput", state->goodput);
    json.entry("nodes", state->nodes);
    json.entry("spare_nodes", state->spareNodes);
    json.entry("effective_training_time", state->effective);
    json.entry("enough_nodes", state->enoughNodes);
    json.end();
}

void writeGoodput(JsonWriter& json, const std::vector<JobGoodput>& jobs)
{
    json.key("goodput");
    json.beginArray();
    for (const JobGoodput& job : jobs) {
        json.beginObject();
        json.key("workload");
        if (job.workload)
            json.value(job.workload->id.text());
        else
            json.null();
        writeGoodputState(json, "normally", job.normally);
        writeGoodputState(json, "now", job.now);
        json.entry("spare_nodes_assumed", job.sparesAssumed);
        json.key("missing");
        json.lineArray(job.missing);
        json.entry("why", job.why);
        json.end();
    }
    json.end();
}

} // namespace

std::string failureJson(const Failure& failure, const Design& design, std::string_view profile)
{
    const Hall& hall = *design.hall();
    JsonWriter json;
    json.beginObject();
    json.entry("design", design.name());
    json.entry("profile", profile);
    json.key("failed");
    json.beginArray();
    for (const FailedPart& part : failure.set.parts) {
        json.beginObject(line);
        json.entry("path", part.path);
        json.entry("kind", word(part.kind));
        json.entry("name", part.name);
        json.entry("cables", part.kind == FailedPart::Kind::Tray ? std::optional{part.cables} : std::nullopt);
        json.end();
    }
    json.end();
    json.entry("accelerators", failure.accelerators);
    writeLost(json, failure.lost);
    json.key("power");
    json.beginObject(line);
    json.entry("wanted_w", failure.power.wanted);
    json.entry("drawn_w", failure.power.drawn);
    json.entry("conversion_w", failure.power.conversion);
    json.entry("overloads", failure.overloads());
    json.end();
    json.entry("scale_up_domains", failure.domains);
    json.entry("scale_up_domains_whole", failure.domainsWhole);
    json.entry("capacity_share", failure.capacityShare);
    json.entry("largest_job", failure.largestJob);
    json.entry("largest_job_normally", failure.largestJobNormally);
    json.entry("bandwidth_share", failure.bandwidthShare);
    json.entry("endpoints_cut", failure.endpointsCut);
    json.entry("endpoints_narrowed", failure.endpointsNarrowed);
    writeDark(json, failure, hall);
    writeLoaded(json, failure, hall);
    writeLoops(json, failure, hall);
    writeFabrics(json, failure, hall);
    writeWorkloads(json, failure);
    writeGoodput(json, failure.goodput);
    json.key("unknown");
    json.beginArray();
    for (const std::string& what : failure.unknown)
        json.value(what);
    json.end();
    json.end();
    return json.finish();
}

std::string singleFailuresJson(const std::vector<SingleFailure>& all, const Failures& failures, std::string_view profile)
{
    const Design& design = failures.design();
    JsonWriter json;
    json.beginObject();
    json.entry("design", design.name());
    json.entry("profile", profile);
    json.entry("accelerators", design.facts().accelerators);
    json.key("single_failures");
    json.beginArray();
    for (const SingleFailure& one : all) {
        json.beginObject(line);
        json.entry("path", one.path);
        json.entry("kind", word(one.kind));
        json.entry("name", one.name);
        json.entry("of", one.of);
        json.entry("count", one.count);
        writeLost(json, one.lost);
        json.entry("overloads", one.overloads);
        json.entry("worst_share", one.worstNode.empty() ? std::nullopt : std::optional{one.worstShare});
        json.key("worst_node");
        if (one.worstNode.empty())
            json.null();
        else
            json.value(one.worstNode);
        json.entry("largest_job", one.largestJob);
        json.entry("bandwidth_share", one.bandwidthShare);
        json.entry("unknown", one.unknown);
        json.end();
    }
    json.end();
    writeGoodput(json, failures.goodputNormally());
    json.end();
    return json.finish();
}

} // namespace colonnade::model
