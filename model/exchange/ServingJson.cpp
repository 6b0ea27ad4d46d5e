#include "model/exchange/ServingJson.h"

#include "model/exchange/EstimateDocument.h"
#include "model/exchange/LayoutJson.h"

namespace colonnade::model {

namespace {

constexpr auto line = JsonWriter::Layout::Line;

void writeBanded(JsonWriter& json, std::string_view name, double value, const ServingError& error)
{
    json.key(name);
    json.beginObject(line);
    json.entry("value", value);
    json.entry("low", value * error.low);
    json.entry("high", value * error.high);
    json.end();
}

void writeLayout(JsonWriter& json, std::string_view name, const ServingLayout& layout, int instances)
{
    json.key(name);
    json.beginObject(line);
    writeDegrees(json, layout, instances);
    json.end();
}

} // namespace

void writeEstimate(JsonWriter& json, const ServingEstimate& estimate)
{
    const ServingFigures& figures = estimate.figures;
    const auto& spread = estimate.spread;
    json.entry("basis", word(estimate.basis));
    json.entry("basis_text", estimate.basisText);
    writeBanded(json, "token_s", figures.token.value(), estimate.tokenError);
    json.entry("token_median_s", spread ? std::optional{spread->median} : std::nullopt);
    json.entry("token_p99_s", spread ? std::optional{spread->late} : std::nullopt);
    json.entry("token_spread_text", estimate.spreadText);
    writeBanded(json, "first_token_s", figures.firstToken.value(), estimate.firstTokenError);
    json.entry("first_token_median_s", figures.firstTokenMedian);
    json.entry("first_token_p99_s", figures.firstTokenLate);
    writeBanded(json, "tokens_per_s", figures.tokensPerSecond, estimate.throughputError);
    json.entry("tokens_per_s_per_accelerator", figures.perAccelerator());
    json.entry("tokens_per_s_per_user", figures.perUser());
    json.entry("requests_per_s", figures.requestsPerSecond);
    json.entry("hand_off_s", figures.handOff ? std::optional{figures.handOff->time} : std::nullopt);
    json.entry("hand_off_shown_s", figures.handOff ? std::optional{figures.handOff->shown} : std::nullopt);
    json.entry("in_flight", figures.inFlight);
    json.entry("room", figures.room * figures.instances);
    json.entry("overloaded", figures.overloaded);
    json.entry("meets_goals", estimate.meetsGoals);
    json.entry("accelerators", figures.accelerators);
    json.entry("energy_j_per_token", estimate.energyPerToken);
    json.entry("tokens_per_s_per_mw", estimate.perMegawatt());
    json.key("breakdown_s");
    json.beginObject(line);
    for (const ServingPartOfToken& part : estimate.token)
        json.entry(part.key, part.time);
    json.end();
    json.key("memory_bytes");
    json.beginObject(line);
    json.entry("weights", figures.memory.weights);
    json.entry("cache", figures.memory.cache);
    json.entry("reserve", figures.memory.reserve);
    json.entry("total", figures.memory.total());
    json.end();
    writeLayout(json, "layout", figures.layout, figures.instances);
    if (figures.prefill)
        writeLayout(json, "prefill", *figures.prefill, figures.prefillInstances);
    json.entry("precision", word(estimate.precision));
    json.entry("searched", estimate.searched);
    writeGrounds(json, estimate.bottleneck, estimate.assumptions, estimate.formulas);
}

std::string estimateJson(std::string_view design, const Workload& workload, const ClusterView& view, const ServingEstimate& estimate,
                         const EstimateStory& story, const LayoutRanking* ranking)
{
    return estimateDocument(
        design, workload, view, "serving", [&](JsonWriter& json) { writeEstimate(json, estimate); }, story, ranking);
}

} // namespace colonnade::model
