#pragma once

#include "model/units/Id.h"
#include "model/units/Quantity.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Writes JSON whose bytes depend on nothing but the calls: keys in the order given, two spaces for
/// each level, shortest numbers, text that is safe inside HTML.
///
///     JsonWriter json;
///     json.beginObject();
///     json.entry("power_w", rack.power);   // an empty optional and a number that is not finite
///     are null json.key("place"); json.beginObject(JsonWriter::Layout::Line);
///     ...
///     json.end();
///     json.end();
///     std::string text = json.finish();
class JsonWriter {
public:
    enum class Layout : std::uint8_t {
        Block, ///< A line for each entry.
        Line ///< All on one line, also what is inside.
    };

    void beginObject(Layout layout = Layout::Block) { begin('{', layout); }
    void beginArray(Layout layout = Layout::Block) { begin('[', layout); }
    void end();
    void key(std::string_view name);

    void null() { raw("null"); }
    void value(std::string_view text);
    void value(const char* text) { value(std::string_view{text}); }
    template <std::floating_point Number> void value(Number number)
    {
        writeNumber(static_cast<double>(number));
    }
    template <std::integral Number> void value(Number number)
    {
        if constexpr (std::same_as<Number, bool>)
            raw(number ? "true" : "false");
        else
            raw(fmt::format("{}", number));
    }
    template <class Tag> void value(const Id<Tag>& id) { value(std::string_view{id.text()}); }
    template <class Unit> void value(Quantity<Unit> quantity) { value(quantity.value()); }
    template <class T> void value(const std::optional<T>& content)
    {
        if (content)
            value(*content);
        else
            null();
    }

    template <class T> void entry(std::string_view name, const T& content)
    {
        key(name);
        value(content);
    }
    /// An array of scalars on one line.
    template <class List> void lineArray(const List& list)
    {
        beginArray(Layout::Line);
        for (const auto& item : list)
            value(item);
        end();
    }

    /// The whole text, with a line end. Every object and array must have ended.
    std::string finish();

private:
    struct Open {
        char closing;
        Layout layout;
        bool empty = true;
        bool hasKey = false;
    };
    void begin(char opening, Layout layout);
    void place();
    void raw(std::string_view text);
    void writeNumber(double number);

    std::string m_text;
    std::vector<Open> m_open;
};

} // namespace colonnade::model
