#include "model/exchange/YamlWriter.h"

#include "model/exchange/Utf8.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr std::size_t lineWanted =
    1000; ///< A collection on one line is broken behind the comma that passes this.
constexpr std::size_t textWanted = 4000; ///< A text in quotes is broken when its line passes this.

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Words that some YAML version takes for something else than text.
bool isReservedWord(std::string_view text)
{
    static constexpr std::array<std::string_view, 11> words{
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"};
    if (text.size() > 5)
        return false;
    std::string lower{text};
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return std::find(words.begin(), words.end(), lower) != words.end();
}

bool isPlain(std::string_view text)
{
    if (text.empty() || !isLetter(text.front()))
        return false;
    for (const char c : text) {
        if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '.' && c != '/' && c != '-')
            return false;
    }
    return !isReservedWord(text);
}

void appendEscaped(std::string& out, char32_t code)
{
    switch (code) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    default: break;
    }
    if (!isInvisibleControl(code))
        appendUtf8(out, code);
    else if (code < 0x100)
        fmt::format_to(std::back_inserter(out), "\\x{:02X}", static_cast<unsigned>(code));
    else if (code < 0x10000)
        fmt::format_to(std::back_inserter(out), "\\u{:04X}", static_cast<unsigned>(code));
    else
        fmt::format_to(std::back_inserter(out), "\\U{:08X}", static_cast<unsigned>(code));
}

} // namespace

std::string yamlText(std::string_view text)
{
    if (isPlain(text))
        return std::string{text};
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Character character = utf8At(text, i);
        appendEscaped(out, character.code);
        i += character.bytes;
    }
    out += '"';
    return out;
}

bool YamlWriter::inLine() const
{
    return !m_open.empty()
        && (m_open.back().form == Form::LineMap || m_open.back().form == Form::LineList);
}

void YamlWriter::newLine(std::size_t level)
{
    if (!m_text.empty())
        m_text += '\n';
    m_lineStart = m_text.size();
    m_text.append(2 * level, ' ');
}

void YamlWriter::begin(Form form)
{
    assert(!inLine() || form == Form::LineMap || form == Form::LineList);
    assert(m_open.empty() || m_open.back().hasKey || m_open.back().form == Form::BlockList
           || m_open.back().form == Form::LineList);
    m_open.push_back({form});
}

/// Writes the beginning of the collection at `level` and of those around it, if that was not done
/// yet.
void YamlWriter::open(std::size_t level)
{
    if (m_open[level].begun)
        return;
    place(level, m_open[level].form);
    m_open[level].begun = true;
    if (m_open[level].form == Form::LineMap)
        m_text += '{';
    else if (m_open[level].form == Form::LineList)
        m_text += '[';
}

/// Writes what stands before a value of the given form inside the collection around `level`.
void YamlWriter::place(std::size_t level, Form form)
{
    if (level == 0)
        return;
    open(level - 1);
    Open& parent = m_open[level - 1];
    const bool isBlock = form == Form::BlockMap || form == Form::BlockList;
    switch (parent.form) {
    case Form::BlockMap:
        if (!isBlock)
            m_text += ' ';
        break;
    case Form::BlockList:
        if (!m_behindDash)
            newLine(level - 1);
        m_text += "- ";
        m_behindDash = isBlock;
        break;
    case Form::LineMap: break;
    case Form::LineList: separate(level - 1); break;
    }
    parent.empty = false;
    parent.hasKey = false;
}

/// Writes the comma behind the item before, if any.
void YamlWriter::separate(std::size_t level)
{
    if (m_open[level].empty)
        return;
    m_text += ',';
    if (lineLength() <= lineWanted) {
        m_text += ' ';
        return;
    }
    newLine(continuation());
}

/// The level of a line that goes on inside a collection on one line.
std::size_t YamlWriter::continuation() const
{
    std::size_t blocks = 0;
    while (blocks < m_open.size()
           && (m_open[blocks].form == Form::BlockMap || m_open[blocks].form == Form::BlockList))
        ++blocks;
    return blocks + 1;
}

void YamlWriter::key(std::string_view name)
{
    assert(!m_open.empty() && !m_open.back().hasKey);
    const std::size_t level = m_open.size() - 1;
    open(level);
    Open& map = m_open.back();
    assert(map.form == Form::BlockMap || map.form == Form::LineMap);
    if (map.form == Form::LineMap)
        separate(level);
    else if (!m_behindDash)
        newLine(level);
    m_behindDash = false;
    m_text += yamlText(name);
    m_text += map.form == Form::LineMap ? ": " : ":";
    map.empty = false;
    map.hasKey = true;
}

void YamlWriter::end()
{
    assert(!m_open.empty() && !m_open.back().hasKey);
    const std::size_t level = m_open.size() - 1;
    const Form form = m_open.back().form;
    const bool isMap = form == Form::BlockMap || form == Form::LineMap;
    if (!m_open.back().begun) {
        place(level, isMap ? Form::LineMap : Form::LineList);
        m_text += isMap ? "{}" : "[]";
    } else if (form == Form::LineMap || form == Form::LineList) {
        m_text += isMap ? '}' : ']';
    }
    m_open.pop_back();
}

void YamlWriter::beforeScalar()
{
    assert(m_open.empty() || m_open.back().hasKey || m_open.back().form == Form::BlockList
           || m_open.back().form == Form::LineList);
    place(m_open.size(), Form::LineList);
}

void YamlWriter::writePlain(std::string_view text)
{
    beforeScalar();
    m_text += text;
}

void YamlWriter::value(std::string_view text)
{
    if (text.size() < textWanted / 2) {
        writePlain(yamlText(text));
        return;
    }
    beforeScalar();
    m_text += '"';
    for (std::size_t i = 0; i < text.size();) {
        if (lineLength() > textWanted) {
            // A line break behind a backslash stands for nothing, and so do the blanks that follow
            // it.
            m_text += '\\';
            newLine(continuation());
            if (text[i] == ' ')
                m_text += '\\';
        }
        const Utf8Character character = utf8At(text, i);
        appendEscaped(m_text, character.code);
        i += character.bytes;
    }
    m_text += '"';
}

void YamlWriter::writeNumber(double number)
{
    assert(std::isfinite(number));
    writePlain(std::isfinite(number) ? shortest(number) : std::string{"null"});
}

void YamlWriter::writeWhole(std::int64_t number)
{
    writePlain(fmt::format("{}", number));
}

void YamlWriter::writeUnsigned(std::uint64_t number)
{
    writePlain(fmt::format("{}", number));
}

std::string YamlWriter::finish()
{
    assert(m_open.empty());
    if (!m_text.empty())
        m_text += '\n';
    m_text += "...\n";
    std::string text = std::move(m_text);
    *this = YamlWriter{};
    return text;
}

} // namespace colonnade::model
