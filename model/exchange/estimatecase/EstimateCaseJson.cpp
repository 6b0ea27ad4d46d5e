#include "model/exchange/estimatecase/EstimateCase.h"

#include "model/exchange/JsonWriter.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr auto line = JsonWriter::Layout::Line;

/// The keys asked for, in the order of the case; all there are where it asks for none.
std::vector<std::string> keysOf(const EstimateCase& one, const EstimateCaseAnswer& answer)
{
    if (!one.ask.empty())
        return one.ask;
    std::vector<std::string> keys;
    for (const BandedFigure& figure : answer.figures)
        keys.push_back(figure.key);
    if (!answer.tableKey.empty())
        keys.push_back(answer.tableKey);
    return keys;
}

/// One of `answer`, `low` and `high`: a key that was asked for and does not follow is null.
void writeFigures(JsonWriter& json, std::string_view name, const EstimateCase& one, const EstimateCaseAnswer& answer,
                  double BandedFigure::*end, double tableFactor)
{
    json.key(name);
    json.beginObject(line);
    for (const std::string& key : keysOf(one, answer)) {
        json.key(key);
        if (key == answer.tableKey) {
            json.beginArray(line);
            for (const auto& [size, time] : answer.table)
                json.lineArray(std::array{size, time * tableFactor});
            json.end();
            continue;
        }
        const auto figure = std::find_if(answer.figures.begin(), answer.figures.end(),
                                         [&](const BandedFigure& candidate) { return candidate.key == key; });
        if (figure == answer.figures.end())
            json.null();
        else
            json.value((*figure).*end);
    }
    json.end();
}

void writeNumbers(JsonWriter& json, std::string_view name, const std::vector<std::pair<std::string, double>>& numbers)
{
    json.key(name);
    json.beginObject(line);
    for (const auto& [key, number] : numbers)
        json.entry(key, number);
    json.end();
}

void writeItem(JsonWriter& json, const EstimateCase& one, const Calibration& calibration, bool search)
{
    const EstimateCaseAnswer answer = answered(one, calibration, search);
    json.beginObject();
    json.entry("id", one.id);
    if (answer.error) {
        json.entry("error", answer.error->text);
        json.end();
        return;
    }
    writeFigures(json, "answer", one, answer, &BandedFigure::value, 1);
    writeFigures(json, "low", one, answer, &BandedFigure::low, 1 / (1 + answer.tableBand));
    writeFigures(json, "high", one, answer, &BandedFigure::high, 1 + answer.tableBand);
    json.entry("basis", answer.extrapolated ? "extrapolated" : "calibrated");
    writeNumbers(json, "breakdown", answer.breakdown);
    writeNumbers(json, "memory_bytes", answer.memory);
    if (!answer.layout.empty())
        json.entry("layout", answer.layout);
    if (!answer.ranking.best.empty())
        writeRanking(json, answer.ranking);
    json.entry("bottleneck", answer.bottleneck);
    json.key("assumptions");
    json.beginArray();
    for (const std::string& assumption : answer.assumptions)
        json.value(assumption);
    json.end();
    json.end();
}

} // namespace

std::string estimateCasesJson(const EstimateCases& cases, const Calibration& calibration, bool search)
{
    JsonWriter json;
    if (!cases.list) {
        writeItem(json, cases.cases.front(), calibration, search);
        return json.finish();
    }
    json.beginObject();
    json.key("answers");
    json.beginArray();
    for (const EstimateCase& one : cases.cases)
        writeItem(json, one, calibration, search);
    json.end();
    json.end();
    return json.finish();
}

} // namespace colonnade::model
