#pragma once

#include "model/exchange/JsonWriter.h"
#include "model/exchange/package/AudienceClass.h"
#include "model/exchange/package/PackageFields.h"

#include <algorithm>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// How values become JSON: one description of each object, from which its writing, its schema and the list of its
/// fields with their audience classes all follow. What is not described cannot be written.
namespace colonnade::model::package {

/// One of a few words.
struct Word {
    std::string_view text;
};

class ObjectShapeBase;

/// A field as the schema sees it.
struct FieldShape {
    std::string key;
    AudienceClass audience = AudienceClass::Internal;
    std::string about;
    std::string type;          ///< "string", "number", "integer", "boolean", "array", "object"
    bool orNull = false;
    std::vector<std::string> words; ///< Allowed values, of a word.
    std::string itemType;      ///< Of an array of plain values.
    std::shared_ptr<const ObjectShapeBase> object; ///< Of an object, or of the items of an array.
};

class ObjectShapeBase {
public:
    [[nodiscard]] const std::vector<FieldShape>& fields() const { return m_fields; }

protected:
    std::vector<FieldShape> m_fields;
};

template <class T> class ObjectShape;
/// Describes the object for `T`; specialised for every struct that is written.
template <class T> void describe(ObjectShape<T>& shape) = delete;
template <class T> const std::shared_ptr<const ObjectShape<T>>& shapeOf();

/// What a C++ type is in JSON.
template <class T> struct JsonType {
    static constexpr bool isObject = true;
    static void fill(FieldShape& field)
    {
        field.type = "object";
        field.object = shapeOf<T>();
    }
    static void write(JsonWriter& json, const T& value) { shapeOf<T>()->write(json, value); }
};
template <class T>
    requires std::is_arithmetic_v<T>
struct JsonType<T> {
    static constexpr bool isObject = false;
    static void fill(FieldShape& field)
    {
        field.type = std::same_as<T, bool> ? "boolean" : std::integral<T> ? "integer" : "number";
    }
    static void write(JsonWriter& json, T value) { json.value(value); }
};
template <class Unit> struct JsonType<Quantity<Unit>> : JsonType<typename Unit::Number> {
    static void write(JsonWriter& json, Quantity<Unit> value) { json.value(value); }
};
template <class T>
    requires std::convertible_to<T, std::string_view>
struct JsonType<T> {
    static constexpr bool isObject = false;
    static void fill(FieldShape& field) { field.type = "string"; }
    static void write(JsonWriter& json, std::string_view value) { json.value(value); }
};
template <> struct JsonType<Word> {
    static constexpr bool isObject = false;
    static void fill(FieldShape& field) { field.type = "string"; }
    static void write(JsonWriter& json, Word value) { json.value(value.text); }
};
template <class Tag> struct JsonType<Id<Tag>> {
    static constexpr bool isObject = false;
    static void fill(FieldShape& field) { field.type = "string"; }
    static void write(JsonWriter& json, const Id<Tag>& value) { json.value(value); }
};
template <class T> struct JsonType<std::optional<T>> {
    static constexpr bool isObject = JsonType<T>::isObject;
    static void fill(FieldShape& field)
    {
        JsonType<T>::fill(field);
        field.orNull = true;
    }
    static void write(JsonWriter& json, const std::optional<T>& value)
    {
        if (value)
            JsonType<T>::write(json, *value);
        else
            json.null();
    }
};
template <class T> struct JsonType<std::vector<T>> {
    static constexpr bool isObject = false;
    static void fill(FieldShape& field)
    {
        FieldShape item;
        JsonType<T>::fill(item);
        field.type = "array";
        field.itemType = item.type;
        field.object = item.object;
    }
    static void write(JsonWriter& json, const std::vector<T>& values)
    {
        json.beginArray(JsonType<T>::isObject ? JsonWriter::Layout::Block : JsonWriter::Layout::Line);
        for (const auto& value : values)
            JsonType<T>::write(json, value);
        json.end();
    }
};

/// Any plain value, as the figures of parts have.
struct AnyValue {
    const FigureValue* value = nullptr;
};
template <> struct JsonType<AnyValue> {
    static constexpr bool isObject = false;
    static void fill(FieldShape& field) { field.type = "any"; }
    static void write(JsonWriter& json, AnyValue any);
};

template <class T> class ObjectShape final : public ObjectShapeBase {
public:
    ObjectShape() = default;

    /// A field whose value `get` takes from the object.
    template <class Get>
    ObjectShape& field(std::string_view key, AudienceClass audience, std::string_view about, Get get,
                       std::vector<std::string> words = {})
    {
        using Value = std::remove_cvref_t<std::invoke_result_t<Get, const T&>>;
        FieldShape shape;
        shape.key = key;
        shape.audience = audience;
        shape.about = about;
        shape.words = std::move(words);
        JsonType<Value>::fill(shape);
        m_fields.push_back(std::move(shape));
        m_writers.push_back([get](JsonWriter& json, const T& object) { JsonType<Value>::write(json, std::invoke(get, object)); });
        return *this;
    }
    /// A sum as "key" and "key_missing": what is known, and how many figures are not.
    template <class Get> ObjectShape& sum(std::string_view key, AudienceClass audience, std::string_view about, Get get)
    {
        field(key, audience, about, [get](const T& object) { return std::invoke(get, object).known; });
        return field(fmt::format("{}_missing", key), audience, fmt::format("Figures that are unknown and not in '{}'.", key),
                     [get](const T& object) { return std::invoke(get, object).missing; });
    }
    /// Writes the object on one line.
    ObjectShape& line()
    {
        m_layout = JsonWriter::Layout::Line;
        return *this;
    }

    void write(JsonWriter& json, const T& object) const
    {
        json.beginObject(m_layout);
        for (const std::size_t index : m_order) {
            json.key(m_fields[index].key);
            m_writers[index](json, object);
        }
        json.end();
    }

    /// Keys in the order of the alphabet, so that equal content has equal bytes whoever writes it.
    void sortKeys()
    {
        for (std::size_t i = 0; i < m_fields.size(); ++i)
            m_order.push_back(i);
        std::ranges::sort(m_order, {}, [this](std::size_t i) { return std::string_view{m_fields[i].key}; });
    }

private:
    std::vector<std::function<void(JsonWriter&, const T&)>> m_writers;
    std::vector<std::size_t> m_order;
    JsonWriter::Layout m_layout = JsonWriter::Layout::Block;
};

template <class T> const std::shared_ptr<const ObjectShape<T>>& shapeOf()
{
    static const std::shared_ptr<const ObjectShape<T>> shape = [] {
        auto made = std::make_shared<ObjectShape<T>>();
        describe(*made);
        made->sortKeys();
        return made;
    }();
    return shape;
}

} // namespace colonnade::model::package
