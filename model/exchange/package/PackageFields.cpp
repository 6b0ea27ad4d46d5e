#include "model/exchange/package/PackageFields.h"

#include "model/exchange/JsonWriter.h"
#include "model/exchange/package/PackageShapes.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

using package::FieldShape;
using package::ObjectShapeBase;

constexpr std::array<std::string_view, 15> classWords{
    "public",      "interface", "rack_internals", "hall",     "site",        "fabric", "workload", "performance",
    "scale",       "price",     "third_party",    "register", "reliability", "people", "internal"};

std::vector<const FieldShape*> sortedFields(const ObjectShapeBase& object)
{
    std::vector<const FieldShape*> fields;
    for (const FieldShape& field : object.fields())
        fields.push_back(&field);
    std::ranges::sort(fields, {}, [](const FieldShape* field) { return std::string_view{field->key}; });
    return fields;
}

void collect(const ObjectShapeBase& object, const std::string& prefix, std::vector<PackageField>& out)
{
    for (const FieldShape* field : sortedFields(object)) {
        const std::string path = prefix + field->key;
        out.push_back({path, field->audience, field->about});
        if (field->object)
            collect(*field->object, path + (field->type == "array" ? "[]." : "."), out);
    }
}

void writeType(JsonWriter& json, std::string_view type, bool orNull)
{
    json.key("type");
    if (!orNull) {
        json.value(type);
        return;
    }
    json.beginArray(JsonWriter::Layout::Line);
    json.value(type);
    json.value("null");
    json.end();
}

void writeObject(JsonWriter& json, const ObjectShapeBase& object);

void writeField(JsonWriter& json, const FieldShape& field)
{
    json.key(field.key);
    json.beginObject();
    json.entry("description", field.about);
    json.entry("x-audience-class", word(field.audience));
    if (field.type == "any") {
        json.key("type");
        json.lineArray(std::array<std::string_view, 4>{"number", "boolean", "string", "array"});
        json.key("items");
        json.beginObject(JsonWriter::Layout::Line);
        json.key("type");
        json.lineArray(std::array<std::string_view, 2>{"number", "string"});
        json.end();
        json.end();
        return;
    }
    writeType(json, field.type, field.orNull);
    if (!field.words.empty()) {
        json.key("enum");
        json.beginArray(JsonWriter::Layout::Line);
        for (const auto& word : field.words)
            json.value(word);
        if (field.orNull)
            json.null();
        json.end();
    }
    if (field.type == "object") {
        writeObject(json, *field.object);
    } else if (field.type == "array") {
        json.key("items");
        json.beginObject();
        writeType(json, field.itemType, false);
        if (field.object)
            writeObject(json, *field.object);
        json.end();
    }
    json.end();
}

/// Members of the schema of an object, into the one that is open.
void writeObject(JsonWriter& json, const ObjectShapeBase& object)
{
    const auto fields = sortedFields(object);
    json.entry("additionalProperties", false);
    json.key("required");
    json.beginArray(JsonWriter::Layout::Line);
    for (const FieldShape* field : fields)
        json.value(field->key);
    json.end();
    json.key("properties");
    json.beginObject();
    for (const FieldShape* field : fields)
        writeField(json, *field);
    json.end();
}

} // namespace

std::string_view word(AudienceClass audience)
{
    return classWords[static_cast<std::size_t>(audience)];
}

std::span<const std::string_view> audienceClassWords()
{
    return classWords;
}

const std::vector<PackageField>& packageFields()
{
    static const std::vector<PackageField> fields = [] {
        std::vector<PackageField> all;
        collect(package::packageShape(), {}, all);
        return all;
    }();
    return fields;
}

std::string packageSchema()
{
    JsonWriter json;
    json.beginObject();
    json.entry("$schema", "https://json-schema.org/draft/2020-12/schema");
    json.entry("$id", "urn:colonnade:schema:package:1");
    json.entry("title", "Reference package of Colonnade");
    json.entry("description",
               "Everything that a reader is given about a design. Keys carry their unit; null is a figure that is not known. "
               "x-audience-class says what kind of knowledge a field gives away.");
    writeType(json, "object", false);
    writeObject(json, package::packageShape());
    json.end();
    return json.finish();
}

} // namespace colonnade::model
