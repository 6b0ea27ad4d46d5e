#include "model/exchange/FindingsJson.h"

#include "model/exchange/JsonWriter.h"
#include "model/exchange/Quote.h"
#include "model/rules/Rule.h"

namespace colonnade::model {

namespace {

/// SARIF knows error, warning, note and none.
std::string_view sarifLevel(Severity severity)
{
    switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Info: return "note";
    case Severity::NotEvaluated: return "none";
    }
    return "none";
}

void writeSarifRules(JsonWriter& json)
{
    json.key("rules");
    json.beginArray();
    for (const auto& rule : registry()) {
        const RuleInfo& info = rule->info();
        json.beginObject();
        json.entry("id", info.id);
        json.key("shortDescription");
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("text", info.title);
        json.end();
        json.key("fullDescription");
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("text", info.explanation);
        json.end();
        json.end();
    }
    json.end();
}

void writeSarifResult(JsonWriter& json, const Finding& finding, std::string_view design)
{
    json.beginObject();
    json.entry("ruleId", finding.rule);
    json.entry("level", sarifLevel(finding.severity));
    json.entry("kind", finding.severity == Severity::NotEvaluated ? "open" : "fail");
    json.key("message");
    json.beginObject(JsonWriter::Layout::Line);
    json.entry("text", finding.message);
    json.end();
    json.key("locations");
    json.beginArray();
    json.beginObject();
    json.key("physicalLocation");
    json.beginObject();
    json.key("artifactLocation");
    json.beginObject(JsonWriter::Layout::Line);
    json.entry("uri", quote::uriReference(design));
    json.end();
    json.end();
    json.key("logicalLocations");
    json.beginArray();
    for (const Subject& subject : finding.subjects) {
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("fullyQualifiedName", subject.text());
        json.end();
    }
    json.end();
    json.end();
    json.end();
    json.key("partialFingerprints");
    json.beginObject(JsonWriter::Layout::Line);
    json.entry("findingKey/v1", finding.key());
    json.end();
    if (finding.waived) {
        json.key("suppressions");
        json.beginArray();
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("kind", "external");
        json.entry("justification", finding.waiver);
        json.end();
        json.end();
    }
    json.end();
}

} // namespace

void writeFinding(JsonWriter& json, const Finding& finding)
{
    json.beginObject();
    json.entry("key", finding.key());
    json.entry("rule", finding.rule);
    json.entry("severity", word(finding.severity));
    json.entry("waived", finding.waived);
    if (finding.waived)
        json.entry("waiver", finding.waiver);
    json.key("subjects");
    json.beginArray(JsonWriter::Layout::Line);
    for (const Subject& subject : finding.subjects)
        json.value(subject.text());
    json.end();
    json.entry("placements", finding.placements);
    json.entry("measured", finding.measured);
    json.entry("limit", finding.limit);
    json.entry("unit", finding.unit);
    json.entry("message", finding.message);
    json.entry("derivation", finding.derivation);
    json.key("missing");
    json.lineArray(finding.missing);
    json.key("fixes");
    json.beginArray(JsonWriter::Layout::Line);
    for (const Fix& fix : finding.fixes)
        json.value(fix.text);
    json.end();
    json.end();
}

std::string findingsJson(const Evaluation& evaluation, std::string_view design, const Profile& profile)
{
    JsonWriter json;
    json.beginObject();
    json.entry("design", design);
    json.entry("profile", profile.id);
    json.key("counts");
    json.beginObject(JsonWriter::Layout::Line);
    json.entry("error", evaluation.count(Severity::Error));
    json.entry("warning", evaluation.count(Severity::Warning));
    json.entry("info", evaluation.count(Severity::Info));
    json.entry("not_evaluated", evaluation.count(Severity::NotEvaluated));
    json.entry("waived", evaluation.waived());
    json.end();
    json.key("rules");
    json.beginObject(JsonWriter::Layout::Line);
    json.entry("known", evaluation.rulesKnown);
    json.entry("evaluated", evaluation.rulesEvaluated);
    json.entry("checks", evaluation.checks);
    json.entry("checks_evaluated", evaluation.checksEvaluated);
    json.end();
    json.key("findings");
    json.beginArray();
    for (const Finding& finding : evaluation.findings)
        writeFinding(json, finding);
    json.end();
    json.end();
    return json.finish();
}

std::string findingsSarif(const Evaluation& evaluation, std::string_view design, const Profile& profile)
{
    JsonWriter json;
    json.beginObject();
    json.entry("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.entry("version", "2.1.0");
    json.key("runs");
    json.beginArray();
    json.beginObject();
    json.key("tool");
    json.beginObject();
    json.key("driver");
    json.beginObject();
    json.entry("name", "Colonnade");
    writeSarifRules(json);
    json.end();
    json.end();
    json.key("properties");
    json.beginObject(JsonWriter::Layout::Line);
    json.entry("profile", profile.id);
    json.end();
    json.key("results");
    json.beginArray();
    for (const Finding& finding : evaluation.findings)
        writeSarifResult(json, finding, design);
    json.end();
    json.end();
    json.end();
    json.end();
    return json.finish();
}

} // namespace colonnade::model
