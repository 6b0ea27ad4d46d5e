#include "model/exchange/LayoutRanking.h"

#include "model/exchange/LayoutJson.h"
#include "model/performance/serving/ServingEstimate.h"

namespace colonnade::model {

namespace {

constexpr auto line = JsonWriter::Layout::Line;

void write(JsonWriter& json, const TrainingFigures& figures)
{
    json.entry("layout", text(figures.layout));
    json.key("degrees");
    json.beginObject(line);
    writeDegrees(json, figures.layout);
    json.end();
    json.key("choice");
    json.beginObject(line);
    writeChoice(json, figures.choice);
    json.end();
    json.entry("step_s", figures.step.total());
    json.entry("tokens_per_s", figures.tokensPerSecond);
    json.entry("tokens_per_s_per_accelerator", figures.tokensPerSecond / figures.accelerators);
    json.entry("memory_bytes", figures.memory.total());
}

void write(JsonWriter& json, const ServingPoint& point)
{
    const ServingFigures& figures = point.figures;
    json.entry("layout", instancesText(figures));
    json.key("degrees");
    json.beginObject(line);
    writeDegrees(json, figures.layout, figures.instances);
    json.end();
    json.key("choice");
    json.beginObject(line);
    json.entry("precision", word(point.job.precision));
    json.entry("in_flight", figures.inFlight);
    json.end();
    json.entry("token_s", figures.token);
    json.entry("first_token_s", figures.firstToken);
    json.entry("tokens_per_s", figures.tokensPerSecond);
    json.entry("tokens_per_s_per_accelerator", figures.perAccelerator());
    json.entry("memory_bytes", figures.memory.total());
    json.entry("meets_goals", point.job.firstTokenGoal || point.job.tokenGoal ? std::optional{meetsGoals(figures, point.job)} : std::nullopt);
}

} // namespace

LayoutRanking rankingOf(const LayoutSearch& search)
{
    LayoutRanking out{{}, search.tried};
    for (const TrainingFigures& figures : search.best)
        out.best.push_back({figures, out.best.empty() ? std::string{} : whyItLoses(search.best.front(), figures)});
    return out;
}

LayoutRanking rankingOf(const ServingSearchResult& search)
{
    LayoutRanking out{{}, search.tried};
    for (const ServingPoint& point : search.ranked)
        out.best.push_back({point, out.best.empty() ? std::string{} : whyItLoses(search.ranked.front(), point)});
    return out;
}

Result<RankedEstimate> rankedTraining(const ClusterView& view, const Workload& workload, const Calibration& calibration)
{
    if (!workload.training())
        return fail("The workload '{}' is not a training.", workload.name);
    const auto search = searchLayouts(view, workload.model, *workload.training(), calibration);
    if (!search)
        return tl::unexpected<Error>{search.error()};
    auto estimate = explained(view, workload, search->best.empty() ? *search->leastMemory : search->best.front(), search->tried, calibration);
    if (!estimate)
        return tl::unexpected<Error>{estimate.error()};
    return RankedEstimate{*std::move(estimate), rankingOf(*search)};
}

void writeRanking(JsonWriter& json, const LayoutRanking& ranking)
{
    json.key("best_layouts");
    json.beginArray();
    for (const RankedLayout& one : ranking.best) {
        json.beginObject();
        std::visit([&](const auto& found) { write(json, found); }, one.found);
        json.entry("why_it_loses", one.why);
        json.end();
    }
    json.end();
}

} // namespace colonnade::model
