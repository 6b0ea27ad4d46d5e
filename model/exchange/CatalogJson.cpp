#include "model/exchange/CatalogJson.h"

#include <set>

namespace colonnade::model {

namespace {

void writeValue(JsonWriter& json, const FigureValue& value)
{
    if (const auto* number = std::get_if<double>(&value))
        json.value(*number);
    else if (const auto* flag = std::get_if<bool>(&value))
        json.value(*flag);
    else if (const auto* text = std::get_if<std::string>(&value))
        json.value(*text);
    else if (const auto* words = std::get_if<std::vector<std::string>>(&value))
        json.lineArray(*words);
    else
        json.lineArray(std::get<std::vector<double>>(value));
}

void writeIds(JsonWriter& json, std::string_view key, const std::vector<SourceId>& ids)
{
    json.key(key);
    json.beginArray(JsonWriter::Layout::Line);
    for (const SourceId& id : ids)
        json.value(id);
    json.end();
}

} // namespace

void writePartJson(JsonWriter& json, const PartType& part)
{
    json.beginObject();
    json.entry("id", part.id);
    json.entry("maker", part.vendor);
    json.entry("model", part.model);
    json.entry("kind", word(part.kind));
    json.entry("role", word(part.role));
    json.entry("availability", word(part.availability));
    json.entry("since", part.since);
    json.entry("confidence", word(part.confidence));
    writeIds(json, "source_ids", part.sources);
    json.key("figures");
    json.beginArray();
    for (const Figure& figure : part.figures) {
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("key", figure.kind->key);
        json.key("value");
        writeValue(json, figure.value);
        json.entry("unit", figure.kind->unit);
        json.entry("basis", word(figure.basis));
        if (!figure.sources.empty())
            writeIds(json, "source_ids", figure.sources);
        if (!figure.note.empty())
            json.entry("note", figure.note);
        json.end();
    }
    json.end();
    json.key("notes");
    json.lineArray(part.notes);
    json.end();
}

std::string catalogJson(const std::vector<PartRef>& parts, const Catalog& documents)
{
    JsonWriter json;
    std::set<SourceId> named;
    json.beginObject();
    json.key("parts");
    json.beginArray();
    for (const PartRef& part : parts) {
        writePartJson(json, *part);
        named.insert(part->sources.begin(), part->sources.end());
        for (const Figure& figure : part->figures)
            named.insert(figure.sources.begin(), figure.sources.end());
    }
    json.end();
    json.key("sources");
    json.beginArray();
    for (const SourceId& id : named) {
        const Source* source = documents.source(id);
        if (!source)
            continue;
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("id", source->id);
        json.entry("title", source->title);
        json.entry("publisher", source->publisher);
        json.entry("date", source->date);
        json.end();
    }
    json.end();
    json.end();
    return json.finish();
}

} // namespace colonnade::model
