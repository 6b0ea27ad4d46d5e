#include "model/exchange/MeasurementSection.h"

#include "model/exchange/ServingReader.h"
#include "model/exchange/WorkloadReader.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

constexpr std::string_view calibrated = "measured";

void readConditions(YamlMap& map, Measurement& run)
{
    MeasuredConditions& under = run.under;
    const auto wholeIf = [&](std::string_view key) {
        const auto number = map.wholeIf(key, measuredCount);
        return number ? std::optional{static_cast<int>(*number)} : std::nullopt;
    };
    under.accelerators = wholeIf("accelerators");
    under.concurrency = wholeIf("concurrency");
    under.requestRate = map.numberIf("requests_per_s", {1e-9, 1e9});
    if (auto layout = map.mapIf("layout")) {
        if (run.isServing())
            under.layout = readServingLayout(*std::move(layout));
        else
            under.layout = readParallelLayout(*std::move(layout));
    }
}

void writeRun(YamlWriter& yaml, const Measurement& run)
{
    yaml.beginMap();
    yaml.entry("id", run.id);
    yaml.entry("workload", run.workload);
    yaml.entry("date", run.date);
    yaml.entry("source", run.source);
    if (!run.author.empty())
        yaml.entry("author", run.author);
    if (!run.note.empty())
        yaml.entry("note", run.note);
    for (const auto& [figure, value] : run.values)
        yaml.entry(word(figure), value);
    const MeasuredConditions& under = run.under;
    if (under.accelerators)
        yaml.entry("accelerators", *under.accelerators);
    if (under.concurrency)
        yaml.entry("concurrency", *under.concurrency);
    if (under.requestRate)
        yaml.entry("requests_per_s", *under.requestRate);
    if (under.layout) {
        if (const auto* layout = std::get_if<ParallelLayout>(&*under.layout))
            writeParallelLayout(yaml, *layout);
        else
            writeServingLayout(yaml, std::get<ServingLayout>(*under.layout));
    }
    yaml.end();
}

} // namespace

MeasuredEntry readMeasurement(const YamlValue& value)
{
    YamlMap map = value.map();
    const std::size_t before = map.errors().count();
    const auto id = map.idIf<MeasurementTag>("id");
    Measurement run{.id = id.value_or(MeasurementId::literal("unnamed")), .workload = map.id<WorkloadTag>("workload"), .date = {},
                    .source = {}, .author = {}, .note = {}, .under = {}, .values = {}};
    const YamlValue date = map.at("date");
    run.date = date.text();
    if (date.present() && !isIsoDate(run.date))
        date.refuse("a date as 2026-11-22");
    run.source = map.text("source", {1, noteText.most});
    run.author = map.textIf("author").value_or("");
    run.note = map.textIf("note", noteText).value_or("");
    for (const MeasuredFigure figure : measuredFigures) {
        if (const auto number = map.numberIf(word(figure), {leastMeasured, mostOf(figure)}))
            run.values.emplace(figure, *number);
    }
    readConditions(map, run);
    map.done();
    if (const auto wrong = fault(run); wrong && map.errors().count() == before)
        value.complain(wrong->text);
    return {std::move(run), id.has_value()};
}

MeasuredResults readMeasuredResults(YamlMap& top)
{
    MeasuredResults results;
    const auto list = top.find("measurements");
    std::set<MeasurementId> seen;
    if (list) {
        for (const YamlValue& value : list->items()) {
            if (results.runs.size() == mostMeasurements) {
                value.complain(fmt::format("there are more than {} measurements", mostMeasurements));
                break;
            }
            auto [run, named] = readMeasurement(value);
            if (!named)
                value.complain("it has no key 'id'");
            else if (!seen.insert(run.id).second)
                value.complain(fmt::format("there is a measurement '{}' already", shown(run.id.text())));
            results.runs.push_back(std::move(run));
        }
    }
    std::ranges::stable_sort(results.runs, {}, &Measurement::id);
    if (const auto word = top.find("calibrate")) {
        results.calibrate = word->text() == calibrated;
        if (word->present() && !results.calibrate)
            word->refuse("'measured'");
    }
    return results;
}

void writeMeasuredResults(YamlWriter& yaml, const MeasuredResults& results)
{
    if (!results.runs.empty()) {
        yaml.key("measurements");
        yaml.beginList();
        for (const Measurement& run : results.runs)
            writeRun(yaml, run);
        yaml.end();
    }
    if (results.calibrate)
        yaml.entry("calibrate", calibrated);
}

} // namespace colonnade::model
