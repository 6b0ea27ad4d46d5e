#pragma once

#include "model/units/Id.h"
#include "model/units/Quantity.h"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A YAML scalar that every reader reads as this text: plain where it matches
/// `[A-Za-z_][A-Za-z0-9_./-]*` and is no word of any YAML version (`no`, `null`, ...), else in
/// double quotes with control and bidirectional characters escaped. One line, whatever the length.
std::string yamlText(std::string_view text);

/// Writes canonical YAML: equal calls give equal bytes. Two spaces for each level, `\n`, shortest
/// numbers, last line `...`.
///
///     YamlWriter yaml;
///     yaml.beginMap();
///     yaml.entry("format", 1);
///     yaml.key("racks");
///     yaml.beginList();
///     yaml.beginLineMap();          // - {id: r01, x: 600}
///     yaml.entry("id", rack.id);
///     yaml.entry("x", rack.x);
///     yaml.end();
///     yaml.end();
///     yaml.end();
///     std::string text = yaml.finish();
///
/// Call it as the grammar says: a map takes key and value in turn, a list takes values, every
/// `begin` has its `end`. A line collection holds scalars and line collections; it is broken behind
/// a comma when its line passes 1,000 bytes. The reader takes no line collection of more than 128 Ki
/// characters of punctuation (some 30,000 values), so long lists and long texts stand in block
/// collections.
class YamlWriter {
public:
    void beginMap() { begin(Form::BlockMap); }
    void beginList() { begin(Form::BlockList); }
    void beginLineMap() { begin(Form::LineMap); }
    void beginLineList() { begin(Form::LineList); }
    /// Ends the innermost collection. An empty one is written `{}` or `[]`.
    void end();

    void key(std::string_view key);

    void value(std::string_view text);
    void value(const char* text) { value(std::string_view{text}); }
    /// A number that is not finite ends the program in debug builds; it must not reach a file.
    template <std::floating_point Number> void value(Number number)
    {
        writeNumber(static_cast<double>(number));
    }
    template <std::integral Number> void value(Number number)
    {
        if constexpr (std::same_as<Number, bool>)
            writePlain(number ? "true" : "false");
        else if constexpr (std::signed_integral<Number>)
            writeWhole(static_cast<std::int64_t>(number));
        else
            writeUnsigned(static_cast<std::uint64_t>(number));
    }
    template <class Tag> void value(const Id<Tag>& id) { value(std::string_view{id.text()}); }
    template <class Unit> void value(Quantity<Unit> quantity) { value(quantity.value()); }

    template <class T> void entry(std::string_view name, const T& content)
    {
        key(name);
        value(content);
    }
    /// A list of scalars on one line: `[a, b]`.
    template <class List> void lineList(const List& list)
    {
        beginLineList();
        for (const auto& item : list)
            value(item);
        end();
    }

    /// The whole text with its end mark. Every collection must have ended.
    std::string finish();

private:
    enum class Form : std::uint8_t { BlockMap, BlockList, LineMap, LineList };
    struct Open {
        Form form;
        bool begun = false; // Its beginning is written; an empty collection never begins.
        bool empty = true;
        bool hasKey = false; // A map waits for the value of its last key.
    };

    void begin(Form form);
    void open(std::size_t level);
    void place(std::size_t level, Form form);
    void separate(std::size_t level);
    void newLine(std::size_t level);
    void beforeScalar();
    void writePlain(std::string_view text);
    void writeNumber(double number);
    void writeWhole(std::int64_t number);
    void writeUnsigned(std::uint64_t number);
    [[nodiscard]] bool inLine() const;
    [[nodiscard]] std::size_t continuation() const;
    [[nodiscard]] std::size_t lineLength() const { return m_text.size() - m_lineStart; }

    std::string m_text;
    std::size_t m_lineStart = 0;
    std::vector<Open> m_open;
    bool m_behindDash = false; // A block collection begins on the line of the dash of its item.
};

} // namespace colonnade::model
