#include "model/exchange/EstimateStory.h"

#include "model/exchange/CostBookReader.h"
#include "model/exchange/CostJson.h"
#include "model/exchange/MeasurementJson.h"
#include "model/performance/Energy.h"
#include "model/performance/serving/ServingWaterfall.h"

#include <type_traits>

namespace colonnade::model {

namespace {

constexpr JsonWriter::Layout line = JsonWriter::Layout::Line;

void addCost(EstimateStory& story, const Design& design, const ClusterView& view, double tokensPerSecondPerAccelerator)
{
    auto cost = costOfDesign(design, view.facilityFactor);
    if (!cost) {
        story.whyNoCost = cost.error().text;
        return;
    }
    story.cost = std::move(*cost);
    if (tokensPerSecondPerAccelerator > 0) {
        story.perMillionTokens = costOfMillionTokens(*story.cost, tokensPerSecondPerAccelerator, 1);
        story.energyPerMillionTokens = energyOfMillionTokens(*story.cost, tokensPerSecondPerAccelerator, 1);
    }
}

void addMeasured(EstimateStory& story, const Design& design, const Workload& workload, const ClusterView& view, const ProjectCalibration& calibration)
{
    story.measured = comparedRuns(design, view, calibration, workload.id);
    story.calibration = calibration;
    story.serving = workload.serving() != nullptr;
}

} // namespace

AfterFailures afterFailures(const TrainingJob& job, const TrainingEstimate& training, const std::optional<CostEstimate>& cost,
                            const JobGoodput::State& goodput)
{
    AfterFailures out;
    out.progress = goodput.progress();
    out.goodput = goodput.goodput;
    out.effective = goodput.effective;
    out.enoughNodes = goodput.enoughNodes;
    if (training.energyPerToken)
        out.energyPerToken = *training.energyPerToken / out.progress;
    if (cost && training.tokensPerSecondPerAccelerator > 0) {
        out.perMillionTokens = costOfMillionTokens(*cost, training.tokensPerSecondPerAccelerator, out.goodput);
        out.energyPerMillionTokens = energyOfMillionTokens(*cost, training.tokensPerSecondPerAccelerator, out.goodput);
    }
    if (!job.totalTokens)
        return out;
    const double tokens = *job.totalTokens;
    out.timeToTrain = timeToTrain(tokens, training.figures.tokensPerSecond, out.progress);
    if (out.energyPerToken)
        out.runEnergy = *out.energyPerToken * tokens;
    if (const auto& million = out.perMillionTokens)
        out.runCost = CostBand{million->low * tokens / 1e6, million->typical * tokens / 1e6, million->high * tokens / 1e6};
    return out;
}

Result<CostEstimate> costOfDesign(const Design& design, const std::optional<double>& facilityFactor)
{
    const auto& book = carriedCostBook();
    if (!book)
        return tl::unexpected{book.error()};
    return costOf(design, {design.facts().provisioned.known, facilityFactor, {}}, *book);
}

JobGoodput goodputOf(const Failures& failures, const WorkloadId& workload)
{
    for (JobGoodput job : failures.goodputNormally()) {
        if (job.workload && job.workload->id == workload) {
            job.workload = nullptr; // The copy of the design may end before the answer.
            return job;
        }
    }
    JobGoodput none;
    none.why = "Not evaluated: the design has no nodes with accelerators.";
    return none;
}

EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const TrainingEstimate& estimate,
                      const ProjectCalibration& calibration, const JobGoodput* goodput)
{
    EstimateStory story;
    addMeasured(story, design, workload, view, calibration);
    story.waterfall = waterfallOf(view, workload, estimate);
    story.sensitivities = trainingSensitivities(view, workload, calibration.training());
    addCost(story, design, view, estimate.tokensPerSecondPerAccelerator);
    if (goodput && goodput->normally && goodput->normally->goodput > 0) {
        story.afterFailures = afterFailures(*workload.training(), estimate, story.cost, *goodput->normally);
        story.afterFailures->why = goodput->why;
    } else {
        story.whyNotAfterFailures = goodput ? goodput->why : "Not evaluated: the design's failures were not reckoned.";
    }
    return story;
}

EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const ServingEstimate& estimate,
                      const ProjectCalibration& calibration)
{
    EstimateStory story;
    addMeasured(story, design, workload, view, calibration);
    story.waterfall = waterfallOf(view, workload, estimate, calibration.serving());
    story.sensitivities = servingSensitivities(view, workload, calibration.serving());
    story.ofSpeed = sensitiveInSpeed(workload);
    addCost(story, design, view, estimate.figures.perAccelerator());
    story.whyNotAfterFailures = "Not evaluated: only trainings lose what they computed since their last checkpoint.";
    return story;
}

namespace {

void writeUsd(JsonWriter& json, std::string_view key, const std::optional<CostBand>& band)
{
    json.key(key);
    if (!band) {
        json.null();
        return;
    }
    json.beginObject(line);
    json.entry("low", band->low);
    json.entry("typical", band->typical);
    json.entry("high", band->high);
    json.end();
}

void writeAfterFailures(JsonWriter& json, const EstimateStory& story)
{
    json.key("after_failures");
    json.beginObject();
    const auto& after = story.afterFailures;
    const auto of = [&](auto member) { return after ? std::optional{(*after).*member} : std::nullopt; };
    const auto ofKnown = [&](auto member) {
        using Figure = std::decay_t<decltype((*after).*member)>;
        return after ? (*after).*member : Figure{};
    };
    json.entry("evaluated", after.has_value());
    json.entry("why", story.whyNotAfterFailures);
    json.entry("goodput", of(&AfterFailures::goodput));
    json.entry("progress", of(&AfterFailures::progress));
    json.entry("time_to_train_s", ofKnown(&AfterFailures::timeToTrain));
    json.entry("energy_j_per_token", ofKnown(&AfterFailures::energyPerToken));
    json.entry("run_energy_j", ofKnown(&AfterFailures::runEnergy));
    writeUsd(json, "usd_per_million_tokens", ofKnown(&AfterFailures::perMillionTokens));
    writeUsd(json, "energy_usd_per_million_tokens", ofKnown(&AfterFailures::energyPerMillionTokens));
    writeUsd(json, "run_usd", ofKnown(&AfterFailures::runCost));
    json.end();
}

} // namespace

void writeStory(JsonWriter& json, const EstimateStory& story)
{
    json.key("waterfall");
    json.beginArray();
    for (const WaterfallStep& step : story.waterfall) {
        json.beginObject(line);
        json.entry("key", step.key);
        json.entry("label", step.label);
        json.entry("time_s", step.time);
        json.entry("rate_flop_s", step.rate);
        json.end();
    }
    json.end();
    json.key("sensitivities");
    json.beginArray();
    for (const Sensitivity& one : story.sensitivities) {
        json.beginObject(line);
        json.entry("property", word(one.property));
        json.entry("with_10_pct_more", one.more);
        json.entry("with_10_pct_less", one.less);
        json.end();
    }
    json.end();
    json.entry("sensitivities_of", story.ofSpeed ? "request_speed" : "throughput");
    json.key("cost");
    if (story.cost)
        writeCost(json, *story.cost);
    else
        json.null();
    json.entry("cost_refusal", story.whyNoCost);
    writeUsd(json, "usd_per_million_tokens", story.perMillionTokens);
    writeUsd(json, "energy_usd_per_million_tokens", story.energyPerMillionTokens);
    writeAfterFailures(json, story);
    writeMeasured(json, story.measured, story.calibration, story.serving);
}

} // namespace colonnade::model
