#include "model/exchange/EstimateStory.h"

#include "model/exchange/CostBookReader.h"
#include "model/exchange/CostJson.h"
#include "model/performance/serving/ServingWaterfall.h"

namespace colonnade::model {

namespace {

constexpr JsonWriter::Layout line = JsonWriter::Layout::Line;

void addCost(EstimateStory& story, const Design& design, const ClusterView& view, double tokensPerSecondPerAccelerator)
{
    const auto& book = carriedCostBook();
    if (!book) {
        story.whyNoCost = book.error().text;
        return;
    }
    auto cost = costOf(design, {design.facts().provisioned.known, view.facilityFactor, {}}, *book);
    if (!cost) {
        story.whyNoCost = cost.error().text;
        return;
    }
    story.cost = std::move(*cost);
    if (tokensPerSecondPerAccelerator > 0)
        story.perMillionTokens = costOfMillionTokens(*story.cost, tokensPerSecondPerAccelerator, 1);
}

} // namespace

EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const TrainingEstimate& estimate)
{
    EstimateStory story;
    story.waterfall = waterfallOf(view, workload, estimate);
    story.sensitivities = trainingSensitivities(view, workload);
    addCost(story, design, view, estimate.tokensPerSecondPerAccelerator);
    return story;
}

EstimateStory storyOf(const Design& design, const Workload& workload, const ClusterView& view, const ServingEstimate& estimate)
{
    EstimateStory story;
    story.waterfall = waterfallOf(view, workload, estimate);
    story.sensitivities = servingSensitivities(view, workload);
    story.ofSpeed = sensitiveInSpeed(workload);
    addCost(story, design, view, estimate.figures.perAccelerator());
    return story;
}

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
    json.key("usd_per_million_tokens");
    if (story.perMillionTokens) {
        json.beginObject(line);
        json.entry("low", story.perMillionTokens->low);
        json.entry("typical", story.perMillionTokens->typical);
        json.entry("high", story.perMillionTokens->high);
        json.end();
    } else {
        json.null();
    }
}

} // namespace colonnade::model
