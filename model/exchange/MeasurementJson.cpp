#include "model/exchange/MeasurementJson.h"

namespace colonnade::model {

namespace {

constexpr auto line = JsonWriter::Layout::Line;

void writeRun(JsonWriter& json, const ComparedRun& one)
{
    json.beginObject();
    json.entry("id", one.run.id);
    json.entry("workload", one.run.workload);
    json.entry("date", one.run.date);
    json.entry("source", one.run.source);
    json.entry("as_the_workload", one.asTheWorkload);
    json.entry("far_out", one.farOut);
    json.key("not_compared");
    if (one.why)
        json.value(one.why->text);
    else
        json.null();
    json.key("figures");
    json.beginArray();
    for (const ComparedFigure& figure : one.figures) {
        json.beginObject(line);
        json.entry("key", word(figure.figure));
        json.entry("measured", figure.measured);
        json.entry("estimated", figure.estimated);
        json.entry("low", figure.low);
        json.entry("high", figure.high);
        json.entry("deviation_pct", figure.deviation() * 100);
        json.end();
    }
    json.end();
    json.end();
}

void writeFactor(JsonWriter& json, std::string_view name, const FactorFit& fit, std::size_t index)
{
    json.key(name);
    json.beginObject(line);
    json.entry("factor", fit.factors[index]);
    json.entry("told", fit.told[index]);
    json.end();
}

} // namespace

void writeMeasured(JsonWriter& json, std::span<const ComparedRun> runs, const ProjectCalibration& calibration, bool serving)
{
    json.key("measured");
    json.beginArray();
    for (const ComparedRun& run : runs)
        writeRun(json, run);
    json.end();
    json.key("calibration");
    const FactorFit& fit = serving ? calibration.serving().project : calibration.training().project;
    if (fit.measurements == 0 && calibration.notes().empty()) { // Else it is told why none counts.
        json.null();
        return;
    }
    json.beginObject();
    json.entry("measured_figures", fit.measurements);
    json.entry("spread", fit.spread);
    writeFactor(json, serving ? "iteration" : "computing", fit, 0);
    writeFactor(json, serving ? "prompt" : "traffic", fit, 1);
    json.key("not_counted");
    json.beginArray();
    for (const std::string& note : calibration.notes())
        json.value(note);
    json.end();
    json.end();
}

} // namespace colonnade::model
