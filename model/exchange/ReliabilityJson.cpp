#include "model/exchange/ReliabilityJson.h"

namespace colonnade::model {

namespace {

constexpr JsonWriter::Layout line = JsonWriter::Layout::Line;

/// Infinite for what never fails, which the writer makes null.
double hours(Seconds time)
{
    return time.value() / 3600;
}

} // namespace

void writeReliability(JsonWriter& json, const ReliabilityFacts& facts)
{
    json.key("reliability");
    json.beginObject();
    json.entry("nodes", facts.population.nodes);
    json.entry("accelerators", facts.population.accelerators);
    json.entry("interruptions_per_day", facts.interruptionsPerDay);
    json.entry("mttf_h", hours(facts.meanTimeToFailure));
    json.entry("part_failures_per_year", facts.failuresPerYear);
    json.entry("part_mttf_h", hours(facts.meanTimeOfParts));
    json.entry("nodes_in_repair", facts.inRepair);
    json.entry("spare_nodes", facts.spareNodes);
    json.entry("spare_nodes_mean", facts.spareNodesMean);
    json.entry("spare_nodes_at_target", facts.spareNodesLikely.count);
    json.key("classes");
    json.beginArray();
    for (const ClassFailures& failures : facts.classes) {
        const bool known = failures.annualRate.has_value();
        json.beginObject(line);
        json.entry("class", word(failures.kind));
        json.entry("count", failures.count);
        json.entry("annual_failure_rate", failures.annualRate);
        json.entry("failures_per_year", known ? std::optional{failures.perYear} : std::nullopt);
        json.entry("failures_over_lead_time", known ? std::optional{failures.overLead} : std::nullopt);
        json.entry("spares", known ? std::optional{failures.spares.count} : std::nullopt);
        json.end();
    }
    json.end();
    json.key("jobs");
    json.beginArray();
    for (const JobReliability& job : facts.jobs) {
        json.beginObject();
        json.entry("workload", job.workload);
        json.entry("nodes", job.nodes);
        json.entry("spare_nodes", job.spareNodes);
        json.entry("spare_nodes_assumed", job.sparesAssumed);
        json.entry("mttf_h", hours(job.meanTimeToFailure));
        json.entry("checkpoint_s", job.checkpoint.time);
        json.entry("restart_s", job.restart);
        json.entry("checkpoint_interval_s", job.interval);
        json.entry("checkpoint_overhead", job.overhead);
        json.entry("slower", job.slower);
        json.entry("effective_training_time", job.effective);
        json.entry("enough_nodes", job.enoughNodes);
        json.entry("goodput", job.goodput);
        json.end();
    }
    json.end();
    json.end();
}

void writeSustainability(JsonWriter& json, const SustainabilityFacts& facts)
{
    json.key("sustainability");
    json.beginObject();
    json.entry("it_w", facts.it);
    json.entry("conversion_loss_w", facts.conversion);
    json.entry("cooling_w", facts.ownCooling);
    json.entry("site_cooling_w", facts.mechanical);
    json.entry("other_w", facts.other);
    json.entry("site_w", facts.siteTotal);
    json.entry("it_energy_kwh_per_year", facts.itEnergy);
    json.entry("pue", facts.pue);
    json.entry("wue_l_per_kwh", facts.wue);
    json.entry("cue_kg_per_kwh", facts.cue);
    json.entry("erf", facts.reuseFactor);
    json.entry("ere", facts.reuseEffectiveness);
    json.key("missing");
    json.beginArray();
    for (const std::string& what : facts.missing)
        json.value(what);
    json.end();
    json.end();
}

} // namespace colonnade::model
