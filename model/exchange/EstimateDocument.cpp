#include "model/exchange/EstimateDocument.h"

namespace colonnade::model {

namespace {

void writeSentences(JsonWriter& json, std::string_view key, std::span<const std::string> sentences)
{
    json.key(key);
    json.beginArray();
    for (const std::string& sentence : sentences)
        json.value(sentence);
    json.end();
}

} // namespace

void writeGrounds(JsonWriter& json, std::string_view bottleneck, std::span<const std::string> assumptions,
                  std::span<const FigureText> formulas)
{
    json.entry("bottleneck", bottleneck);
    writeSentences(json, "assumptions", assumptions);
    json.key("formulas");
    json.beginArray();
    for (const FigureText& formula : formulas) {
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("key", formula.key);
        json.entry("label", formula.label);
        json.entry("formula", formula.formula);
        json.end();
    }
    json.end();
}

std::string estimateDocument(std::string_view design, const Workload& workload, const ClusterView& view, std::string_view kind,
                             const std::function<void(JsonWriter&)>& write, const EstimateStory& story, const LayoutRanking* ranking)
{
    JsonWriter json;
    json.beginObject();
    json.entry("design", design);
    json.entry("workload", workload.id);
    json.entry("name", workload.name);
    json.key("machine");
    json.beginObject();
    json.entry("accelerator", view.accelerator);
    json.entry("accelerators", view.accelerators);
    json.entry("scale_up_domain", view.scaleUp.size);
    writeSentences(json, "missing", view.missing);
    json.end();
    json.key(kind);
    json.beginObject();
    write(json);
    json.end();
    if (ranking)
        writeRanking(json, *ranking);
    writeStory(json, story);
    json.end();
    return json.finish();
}

} // namespace colonnade::model
