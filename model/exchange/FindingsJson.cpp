#include "model/exchange/FindingsJson.h"

#include "model/exchange/JsonWriter.h"
#include "model/exchange/Quote.h"
#include "model/rules/RuleSet.h"
#include "model/units/Text.h"

#include <algorithm>

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

void writeText(JsonWriter& json, std::string_view key, std::string_view text)
{
    json.key(key);
    json.beginObject(JsonWriter::Layout::Line);
    json.entry("text", text);
    json.end();
}

/// What a reader of the result is helped by: formula, limits in this profile, remedy, sources.
std::string helpOf(const RuleInfo& info, const Profile& profile)
{
    std::string text = fmt::format("{}\nFormula: {}", info.explanation, info.formula);
    for (const RuleParameter& parameter : info.parameters)
        text += fmt::format("\n{} = {}{}{}: {}", parameter.key, shortest(profile.parameter(info.id, parameter.key)),
                            parameter.unit.empty() ? "" : " ", parameter.unit, parameter.description);
    if (!info.remedy.empty())
        text += fmt::format("\nUsual remedy: {}", info.remedy);
    for (const RuleSource& source : info.sources)
        text += fmt::format("\nSource ({}): {}", source.confidence, source.text);
    return text;
}

void writeSarifRules(JsonWriter& json, const RuleSet& rules, const Profile& profile)
{
    json.key("rules");
    json.beginArray();
    for (const Rule* rule : rules.all()) {
        const RuleInfo& info = rule->info();
        json.beginObject();
        json.entry("id", info.id);
        writeText(json, "shortDescription", info.title);
        writeText(json, "fullDescription", info.explanation.empty() ? info.title : info.explanation);
        writeText(json, "help", helpOf(info, profile));
        json.key("defaultConfiguration");
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("enabled", profile.enabled(info.id));
        json.entry("level", sarifLevel(profile.capped(info.id, info.severity)));
        json.end();
        json.key("properties");
        json.beginObject();
        json.key("tags");
        json.beginArray(JsonWriter::Layout::Line);
        json.value(word(info.domain));
        json.end();
        json.end();
        json.end();
    }
    json.end();
}

void writeWaiver(JsonWriter& json, const WaiverOutcome& outcome)
{
    json.entry("key", outcome.waiver.key);
    json.entry("author", outcome.waiver.author);
    json.entry("reason", outcome.waiver.reason);
    json.entry("date", outcome.waiver.date);
    json.entry("expires", outcome.expires);
    json.entry("value", outcome.waiver.value);
    using State = WaiverOutcome::State;
    const bool compared = outcome.state == State::Holds || outcome.state == State::Worse;
    json.entry("value_now", compared ? std::optional{outcome.now} : std::nullopt);
    json.entry("state", word(outcome.state));
}

void writeWaivers(JsonWriter& json, const std::vector<WaiverOutcome>& waivers)
{
    json.key("waivers");
    json.beginArray();
    for (const WaiverOutcome& outcome : waivers) {
        json.beginObject();
        writeWaiver(json, outcome);
        json.end();
    }
    json.end();
}

void writeSarifResult(JsonWriter& json, const Finding& finding, std::string_view design, const RuleSet& rules,
                      const std::vector<WaiverOutcome>& waivers)
{
    json.beginObject();
    json.entry("ruleId", finding.rule);
    const auto at = std::find_if(rules.all().begin(), rules.all().end(),
                                 [&](const Rule* rule) { return rule->info().id == finding.rule; });
    if (at != rules.all().end())
        json.entry("ruleIndex", at - rules.all().begin());
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
    json.key("properties");
    json.beginObject(JsonWriter::Layout::Line);
    json.entry("measured", finding.measured);
    json.entry("limit", finding.limit);
    json.entry("unit", finding.unit);
    json.entry("placements", finding.placements);
    json.entry("derivation", finding.derivation);
    json.end();
    // Only a waiver that holds: viewers count any suppression, whatever its status.
    if (finding.waived) {
        json.key("suppressions");
        json.beginArray();
        json.beginObject();
        json.entry("kind", "external");
        json.entry("status", "accepted");
        json.entry("justification", finding.waiver);
        const std::string key = finding.key();
        for (const WaiverOutcome& outcome : waivers) {
            if (outcome.waiver.key != key)
                continue;
            json.key("properties");
            json.beginObject();
            writeWaiver(json, outcome);
            json.end();
            break;
        }
        json.end();
        json.end();
    }
    json.end();
}

void writeFinding(JsonWriter& json, const Finding& finding, const RuleSet& rules)
{
    json.beginObject();
    json.entry("key", finding.key());
    json.entry("rule", finding.rule);
    const Rule* rule = rules.rule(finding.rule);
    json.entry("title", rule ? rule->info().title : std::string_view{finding.rule});
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

} // namespace

std::string findingsJson(const Evaluation& evaluation, std::string_view design, const Profile& profile,
                         std::string_view profileFile)
{
    const RuleSet rules{profile};
    JsonWriter json;
    json.beginObject();
    json.entry("design", design);
    json.entry("profile", profile.id);
    json.entry("profile_source", profileFile);
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
        writeFinding(json, finding, rules);
    json.end();
    writeWaivers(json, evaluation.waivers);
    json.end();
    return json.finish();
}

std::string findingsSarif(const Evaluation& evaluation, std::string_view design, const Profile& profile,
                          std::string_view profileFile)
{
    const RuleSet rules{profile};
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
    writeSarifRules(json, rules, profile);
    json.end();
    json.end();
    json.key("properties");
    json.beginObject();
    json.entry("profile", profile.id);
    json.entry("profile_source", profileFile);
    writeWaivers(json, evaluation.waivers);
    json.end();
    json.key("results");
    json.beginArray();
    for (const Finding& finding : evaluation.findings)
        writeSarifResult(json, finding, design, rules, evaluation.waivers);
    json.end();
    json.end();
    json.end();
    json.end();
    return json.finish();
}

} // namespace colonnade::model
