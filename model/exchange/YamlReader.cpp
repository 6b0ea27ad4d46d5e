#include "model/exchange/YamlReader.h"

#include "model/exchange/Utf8.h"
#include "model/units/Text.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <exception>
#include <istream>
#include <new>
#include <stdexcept>
#include <streambuf>

namespace colonnade::model {

struct YamlTree::Data {
    /// Values in the order of the file; a collection is followed by all that it holds.
    struct Value {
        std::uint32_t line;
        std::uint32_t column : 29;
        std::uint32_t kind : 2;
        std::uint32_t quoted : 1;
        std::uint32_t a; ///< Scalar: where its text begins. Collection: index behind its last
                         ///< value; 0 while open.
        std::uint32_t
            b; ///< Scalar: length of its text. Collection: values directly in it, keys counted too.

        [[nodiscard]] YamlKind is() const { return static_cast<YamlKind>(kind); }
        [[nodiscard]] bool isCollection() const
        {
            return is() == YamlKind::Sequence || is() == YamlKind::Map;
        }
    };

    std::vector<Value> values;
    std::string text;
    std::string file;

    [[nodiscard]] std::string_view textOf(const Value& value) const
    {
        return value.is() == YamlKind::Scalar ? std::string_view{text}.substr(value.a, value.b)
                                              : std::string_view{};
    }
    /// Index of the value behind this one and all that it holds.
    [[nodiscard]] std::uint32_t after(std::uint32_t index) const
    {
        const Value& value = values[index];
        if (!value.isCollection())
            return index + 1;
        return value.a != 0 ? value.a : static_cast<std::uint32_t>(values.size());
    }
    [[nodiscard]] std::string path(std::uint32_t goal) const;
    [[nodiscard]] std::string found(std::uint32_t index) const;
};

namespace {

using Data = YamlTree::Data;

/// What a collection of values costs at most is fixed by these, so that an index fits 32 bits.
constexpr std::size_t mostBytes = 1u << 30;

std::string placeIn(std::string_view file, std::size_t line, std::size_t column,
                    std::string_view path)
{
    std::string place =
        fmt::format("file '{}', line {}, column {}", shown(file, 400), line, column);
    if (!path.empty())
        place += fmt::format(", key '{}'", path);
    return place;
}

/// Thrown through yaml-cpp, and caught in `readYaml` and nowhere else.
struct Refused : std::exception {
    std::size_t line;
    std::size_t column;
    std::string sentence;
    std::string path; ///< Of the key at fault, once known.
    Refused(std::size_t l, std::size_t c, std::string s, std::string p = {})
        : line{l}, column{c}, sentence{std::move(s)}, path{std::move(p)}
    {
    }
    [[nodiscard]] const char* what() const noexcept override { return sentence.c_str(); }
};
struct Stopped : std::exception {};

/// The first gate: bytes. Answers whether all of them are ASCII.
bool checkBytes(std::string_view text, const YamlLimits& limits)
{
    if (text.size() > std::min(limits.bytes, mostBytes))
        throw Refused(
            1, 1, fmt::format("found {} bytes, expected at most {}", text.size(), limits.bytes));

    bool ascii = true;
    std::size_t line = 1;
    std::size_t start = 0;
    const auto refuse = [&](std::size_t at, std::string sentence) {
        std::size_t column = 1;
        for (std::size_t i = start; i < at; ++i)
            column += (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
        throw Refused(line, column, std::move(sentence));
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\n') {
            ++line;
            start = ++i;
            continue;
        }
        if (i - start >= limits.line)
            refuse(i,
                   fmt::format("found a line of more than {} bytes, expected shorter lines",
                               limits.line));
        if ((c < 0x20 && c != '\t' && !(c == '\r' && i + 1 < text.size() && text[i + 1] == '\n'))
            || c == 0x7f)
            refuse(i,
                   fmt::format("found the control character '{}', expected text",
                               shown(text.substr(i, 1))));
        if (c < 0x80) {
            ++i;
            continue;
        }
        ascii = false;
        const Utf8Character character = utf8At(text, i);
        if (!character.valid)
            refuse(i, fmt::format("found the byte 0x{:02x}, expected UTF-8 text", c));
        i += character.bytes;
    }
    return ascii;
}

bool hasEndMark(std::string_view text)
{
    for (const std::string_view end : {"...\n", "...\r\n"}) {
        if (text.ends_with(end)) {
            text.remove_suffix(end.size());
            return text.empty() || text.back() == '\n';
        }
    }
    return false;
}

[[noreturn]] void refuseCutOff(std::string_view text)
{
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    const bool whole = text.empty() || text.back() == '\n';
    throw Refused(std::max<std::size_t>(1, lines + (whole ? 0 : 1)), 1,
                  "found no end mark, expected '...' as the last line; the file may be cut off");
}

/// Hands the text to yaml-cpp in pieces and stops a scanner that runs ahead without producing a
/// value.
class Feeder final : public std::streambuf {
public:
    Feeder(std::string_view text, const YamlLimits& limits, const ReadProgress& progress)
        : m_text{text}, m_limits{limits}, m_progress{progress}
    {
    }
    void valueSeen(std::size_t line)
    {
        m_seen = m_given;
        m_punctuation = 0;
        m_line = line;
    }

protected:
    int_type underflow() override
    {
        constexpr std::size_t piece = 2048;
        constexpr std::size_t report = 32u << 10;
        if (m_given >= m_text.size())
            return traits_type::eof();
        // Four bytes at most stand for one of the text (`\x01`); beyond that no value can be
        // allowed any more.
        if (m_given - m_seen > 4 * m_limits.text + m_limits.line + 2 * piece)
            throw Refused(m_line, 1,
                          fmt::format("found a value of more than {} bytes, expected shorter ones",
                                      m_limits.text));
        if (m_punctuation > m_limits.punctuation)
            throw Refused(m_line, 1,
                          fmt::format("found more than {} characters of punctuation before the "
                                      "next value, expected a "
                                      "value or a shorter list on one line",
                                      m_limits.punctuation));
        if (m_progress && m_given % report == 0 && !m_progress(m_given, m_text.size()))
            throw Stopped{};
        const std::string_view given = m_text.substr(m_given, piece);
        m_given += given.size();
        m_punctuation +=
            static_cast<std::size_t>(std::count_if(given.begin(), given.end(), [](char c) {
                return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < '_')
                    || (c > 'z');
            }));
        if (m_given == m_text.size() && !hasEndMark(m_text)) {
            // Without an end mark yaml-cpp takes an open quote at the end for closed.
            m_last = given;
            m_last += "\n...\n";
            setg(m_last.data(), m_last.data(), m_last.data() + m_last.size());
            return traits_type::to_int_type(m_last.front());
        }
        char* const begin = const_cast<char*>(given.data());
        setg(begin, begin, begin + given.size());
        return traits_type::to_int_type(*begin);
    }

private:
    std::string_view m_text;
    const YamlLimits& m_limits;
    const ReadProgress& m_progress;
    std::string m_last;
    std::size_t m_given = 0;
    std::size_t m_seen = 0;
    std::size_t m_punctuation = 0;
    std::size_t m_line = 1;
};

/// Counts characters where yaml-cpp counts bytes. Remembers the last place, since places come
/// nearly in order.
class Columns {
public:
    explicit Columns(std::string_view text, bool ascii) : m_text{text}, m_ascii{ascii} {}
    std::size_t of(const YAML::Mark& mark)
    {
        const auto column = static_cast<std::size_t>(mark.column);
        const auto at = static_cast<std::size_t>(mark.pos);
        if (m_ascii || at > m_text.size() || column > at)
            return column + 1;
        if (mark.line != m_line) {
            m_line = mark.line;
            m_at = at - column;
            m_characters = 0;
        }
        for (; m_at < at; ++m_at)
            m_characters += begins(m_at);
        for (; m_at > at; --m_at)
            m_characters -= begins(m_at - 1);
        return m_characters + 1;
    }

private:
    [[nodiscard]] std::size_t begins(std::size_t at) const
    {
        return (static_cast<unsigned char>(m_text[at]) & 0xc0) != 0x80;
    }
    std::string_view m_text;
    bool m_ascii;
    int m_line = -1;
    std::size_t m_at = 0;
    std::size_t m_characters = 0;
};

/// The second gate: events, counted against the limits; what passes is appended to the tree.
class Builder final : public YAML::EventHandler {
public:
    Builder(Data& data, const YamlLimits& limits, Feeder& feeder, Columns& columns)
        : m_data{data}, m_limits{limits}, m_feeder{feeder}, m_columns{columns}
    {
    }

    /// The key path of the value that comes next.
    [[nodiscard]] std::string pathOfNext() const
    {
        if (m_open.empty())
            return {};
        const Data::Value& parent = m_data.values[m_open.back()];
        if (parent.is() == YamlKind::Map && parent.b % 2 != 0)
            return m_data.path(static_cast<std::uint32_t>(m_data.values.size() - 1));
        const std::string path = m_data.path(m_open.back());
        return parent.is() == YamlKind::Map ? path : fmt::format("{}[{}]", path, parent.b);
    }

    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (++m_documents > 1)
            refuse(mark, "found more than one document, expected one");
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        add(mark, anchor, YamlKind::Null, 0, 0, false);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override
    {
        const bool quoted = tag == "!";
        if (!quoted && tag != "?")
            refuse(mark, fmt::format("found the tag '{}', expected no tags", shown(tag)));
        if (text.size() > m_limits.text)
            refuse(mark,
                   fmt::format("found a text of {} bytes, expected at most {}", text.size(),
                               m_limits.text));
        if (!quoted && text == "<<" && isKeyNext())
            refuse(mark, "found the merge key '<<', expected the keys themselves");
        const auto start = static_cast<std::uint32_t>(m_data.text.size());
        m_data.text += text;
        add(mark, anchor, YamlKind::Scalar, start, static_cast<std::uint32_t>(text.size()), quoted);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        if (++m_aliases > m_limits.aliases)
            refuse(mark,
                   m_limits.aliases == 0 ? std::string{"found an alias, expected none in this file"}
                                         : fmt::format("found more than {} aliases, expected fewer",
                                                       m_limits.aliases));
        if (isKeyNext())
            refuse(mark, "found an alias as key, expected a text");
        if (anchor >= m_anchored.size())
            refuse(mark, "found an alias of nothing, expected a name given before");
        const std::uint32_t first = m_anchored[anchor];
        if (m_data.values[first].isCollection() && m_data.values[first].a == 0)
            refuse(mark,
                   "found an alias that stands for a value that contains it, expected a value");
        count(mark);
        copy(mark, first);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        push(mark, tag, anchor, YamlKind::Sequence);
    }
    void OnSequenceEnd() override { pop(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        push(mark, tag, anchor, YamlKind::Map);
    }
    void OnMapEnd() override
    {
        checkKeys(m_open.back());
        pop();
    }

private:
    [[noreturn]] void refuse(const YAML::Mark& mark, std::string sentence)
    {
        throw Refused(static_cast<std::size_t>(mark.line) + 1, m_columns.of(mark),
                      std::move(sentence));
    }

    [[nodiscard]] bool isKeyNext() const
    {
        if (m_open.empty())
            return false;
        const Data::Value& parent = m_data.values[m_open.back()];
        return parent.is() == YamlKind::Map && parent.b % 2 == 0;
    }

    void count(const YAML::Mark& mark)
    {
        m_feeder.valueSeen(static_cast<std::size_t>(mark.line) + 1);
        if (++m_written > m_limits.values)
            refuse(mark, fmt::format("found more than {} values, expected fewer", m_limits.values));
    }

    void add(const YAML::Mark& mark, YAML::anchor_t anchor, YamlKind kind, std::uint32_t a,
             std::uint32_t b, bool quoted)
    {
        count(mark);
        if (kind != YamlKind::Scalar && isKeyNext())
            refuse(mark,
                   fmt::format("found {} as key, expected a text",
                               kind == YamlKind::Null      ? "nothing"
                                   : kind == YamlKind::Map ? "a map"
                                                           : "a list"));
        if (m_data.values.size() >= m_limits.expanded)
            refuse(mark,
                   fmt::format("found aliases that stand for more than {} values, expected fewer",
                               m_limits.expanded));
        if (!m_open.empty())
            ++m_data.values[m_open.back()].b;
        if (anchor != 0) {
            if (anchor > m_limits.anchors)
                refuse(mark,
                       fmt::format("found more than {} anchors, expected fewer", m_limits.anchors));
            if (m_anchored.size() <= anchor)
                m_anchored.resize(anchor + 1, 0);
            m_anchored[anchor] = static_cast<std::uint32_t>(m_data.values.size());
        }
        m_data.values.push_back(
            {.line = static_cast<std::uint32_t>(mark.line) + 1,
             .column = static_cast<std::uint32_t>(m_columns.of(mark)) & 0x1fffffffU,
             .kind = static_cast<std::uint32_t>(kind) & 3U,
             .quoted = quoted ? 1U : 0U,
             .a = a,
             .b = b});
    }

    void push(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlKind kind)
    {
        if (tag != "?" && !tag.empty() && tag != "!")
            refuse(mark, fmt::format("found the tag '{}', expected no tags", shown(tag)));
        if (m_open.size() >= m_limits.depth)
            refuse(
                mark,
                fmt::format("found more than {} maps and lists within one another, expected fewer",
                            m_limits.depth));
        const auto index = static_cast<std::uint32_t>(m_data.values.size());
        add(mark, anchor, kind, 0, 0, false);
        m_open.push_back(index);
    }

    void pop()
    {
        m_data.values[m_open.back()].a = static_cast<std::uint32_t>(m_data.values.size());
        m_open.pop_back();
    }

    /// Appends what the anchor at `first` stands for. Its root takes the place of the alias.
    void copy(const YAML::Mark& mark, std::uint32_t first)
    {
        const std::uint32_t end = m_data.after(first);
        const std::size_t size = end - first;
        if (size > m_limits.expanded || m_data.values.size() > m_limits.expanded - size)
            refuse(mark,
                   fmt::format("found aliases that stand for more than {} values, expected fewer",
                               m_limits.expanded));
        const auto depth = deepest(first, end);
        if (m_open.size() + depth > m_limits.depth)
            refuse(
                mark,
                fmt::format("found more than {} maps and lists within one another, expected fewer",
                            m_limits.depth));
        const auto target = static_cast<std::uint32_t>(m_data.values.size());
        if (!m_open.empty())
            ++m_data.values[m_open.back()].b;
        for (std::uint32_t i = first; i < end; ++i) {
            Data::Value value = m_data.values[i];
            if (value.isCollection())
                value.a = value.a - first + target;
            m_data.values.push_back(value);
        }
        m_data.values[target].line = static_cast<std::uint32_t>(mark.line) + 1;
        m_data.values[target].column = static_cast<std::uint32_t>(m_columns.of(mark)) & 0x1fffffffU;
    }

    [[nodiscard]] std::size_t deepest(std::uint32_t first, std::uint32_t end)
    {
        std::size_t most = 0;
        m_ends.clear();
        for (std::uint32_t i = first; i < end; ++i) {
            while (!m_ends.empty() && m_ends.back() <= i)
                m_ends.pop_back();
            if (m_data.values[i].isCollection())
                m_ends.push_back(m_data.values[i].a);
            // An empty collection ends where it begins and still takes a level.
            most = std::max(most, m_ends.size());
        }
        return most;
    }

    void checkKeys(std::uint32_t map)
    {
        const std::size_t keys = m_data.values[map].b / 2;
        if (keys < 2)
            return;
        m_keys.clear();
        const auto end = static_cast<std::uint32_t>(m_data.values.size());
        for (std::uint32_t key = map + 1; key < end; key = m_data.after(key + 1))
            m_keys.push_back(key);
        const auto text = [this](std::uint32_t key) { return m_data.textOf(m_data.values[key]); };
        std::uint32_t doubled = 0;
        if (keys <= 12) {
            for (std::size_t i = 1; i < keys && doubled == 0; ++i) {
                for (std::size_t k = 0; k < i && doubled == 0; ++k)
                    doubled = text(m_keys[i]) == text(m_keys[k]) ? m_keys[i] : 0;
            }
        } else {
            std::sort(m_keys.begin(), m_keys.end(), [&](std::uint32_t a, std::uint32_t b) {
                const int order = text(a).compare(text(b));
                return order != 0 ? order < 0 : a < b;
            });
            for (std::size_t i = 1; i < keys; ++i) {
                if (text(m_keys[i]) == text(m_keys[i - 1]) && (doubled == 0 || m_keys[i] < doubled))
                    doubled = m_keys[i];
            }
        }
        if (doubled != 0) {
            const Data::Value& value = m_data.values[doubled];
            throw Refused(
                value.line, value.column,
                fmt::format("found the key '{}' twice, expected it once", shown(text(doubled))),
                m_data.path(doubled));
        }
    }

    Data& m_data;
    const YamlLimits& m_limits;
    Feeder& m_feeder;
    Columns& m_columns;
    std::vector<std::uint32_t> m_open; // Collections not yet ended.
    std::vector<std::uint32_t> m_anchored; // Value that each anchor names.
    std::vector<std::uint32_t> m_keys;
    std::vector<std::uint32_t> m_ends;
    std::size_t m_documents = 0;
    std::size_t m_aliases = 0;
    std::size_t m_written = 0;
};

void parse(std::string_view text, const YamlLimits& limits, const ReadProgress& progress,
           bool ascii, Data& data)
{
    Feeder feeder{text, limits, progress};
    Columns columns{text, ascii};
    Builder builder{data, limits, feeder, columns};
    try {
        std::istream stream{&feeder};
        // Without this the stream swallows what the feeder throws.
        stream.exceptions(std::ios::badbit);
        YAML::Parser parser{stream};
        while (parser.HandleNextDocument(builder)) {}
    } catch (Refused& refused) {
        if (refused.path.empty())
            refused.path = builder.pathOfNext();
        throw;
    } catch (const YAML::Exception& exception) {
        const bool placed = !exception.mark.is_null();
        throw Refused(placed ? static_cast<std::size_t>(exception.mark.line) + 1 : 1,
                      placed ? columns.of(exception.mark) : 1,
                      fmt::format("found something that is no YAML ({}), expected YAML",
                                  shown(exception.msg)),
                      builder.pathOfNext());
    }
}

} // namespace

std::string YamlTree::Data::path(std::uint32_t goal) const
{
    std::string path;
    std::uint32_t index = 0;
    while (index != goal && values[index].isCollection()) {
        const bool isMap = values[index].is() == YamlKind::Map;
        std::uint32_t child = index + 1;
        std::uint32_t key = child;
        for (std::size_t ordinal = 0;; ++ordinal) {
            const std::uint32_t next = after(child);
            if (isMap && ordinal % 2 == 0)
                key = child;
            if (goal < next) {
                if (!isMap)
                    path += fmt::format("[{}]", ordinal);
                else
                    path += (path.empty() ? "" : ".") + shown(textOf(values[key]));
                break;
            }
            child = next;
        }
        index = child;
    }
    return path;
}

std::string YamlTree::Data::found(std::uint32_t index) const
{
    const Value& value = values[index];
    switch (value.is()) {
    case YamlKind::Null: return "nothing";
    case YamlKind::Scalar: {
        const std::string seen = shown(textOf(value));
        return value.quoted != 0 ? fmt::format("'\"{}\"'", seen) : fmt::format("'{}'", seen);
    }
    case YamlKind::Sequence: return fmt::format("a list of {}", value.b);
    case YamlKind::Map: return fmt::format("a map of {}", value.b / 2);
    }
    return {};
}

Result<YamlTree> readYaml(std::string_view text, std::string_view file, const YamlLimits& limits,
                          EndMark endMark, const ReadProgress& progress)
{
    try {
        try {
            auto data = std::make_shared<Data>();
            data->file = file;
            if (text.starts_with("\xef\xbb\xbf"))
                text.remove_prefix(3);
            const bool ascii = checkBytes(text, limits);
            if (endMark == EndMark::Required && !hasEndMark(text))
                refuseCutOff(text);
            parse(text, limits, progress, ascii, *data);
            if (data->values.empty() || data->values.front().is() == YamlKind::Null)
                throw Refused(1, 1, "found nothing, expected a map");
            return YamlTree{std::move(data)};
        } catch (const Refused& refused) {
            return fail("{}: {}", placeIn(file, refused.line, refused.column, refused.path),
                        refused.sentence);
        } catch (const Stopped&) {
            return fail("file '{}': reading was stopped", shown(file, 400));
        } catch (const std::ios_base::failure&) {
            return fail("file '{}': the text could not be read", shown(file, 400));
        }
    } catch (const std::bad_alloc&) {
        return tl::unexpected<Error>{Error{"not enough memory for the file"}};
    } catch (const std::length_error&) {
        return tl::unexpected<Error>{Error{"not enough memory for the file"}};
    }
}

YamlNode YamlTree::root() const
{
    return {m_data.get(), 0};
}

const std::string& YamlTree::file() const
{
    return m_data->file;
}

std::size_t YamlTree::size() const
{
    return m_data->values.size();
}

YamlKind YamlNode::kind() const
{
    return m_data->values[m_index].is();
}

std::size_t YamlNode::line() const
{
    return m_data->values[m_index].line;
}

std::size_t YamlNode::column() const
{
    return m_data->values[m_index].column;
}

bool YamlNode::quoted() const
{
    return m_data->values[m_index].quoted != 0;
}

std::string_view YamlNode::text() const
{
    return m_data->textOf(m_data->values[m_index]);
}

std::size_t YamlNode::size() const
{
    switch (kind()) {
    case YamlKind::Sequence: return m_data->values[m_index].b;
    case YamlKind::Map: return m_data->values[m_index].b / 2;
    default: return 0;
    }
}

YamlNode::Items YamlNode::items() const
{
    Items items;
    if (isSequence()) {
        items.m_data = m_data;
        items.m_first = m_index + 1;
        items.m_end = m_data->after(m_index);
    }
    return items;
}

YamlNode::Entries YamlNode::entries() const
{
    Entries entries;
    if (isMap()) {
        entries.m_items.m_data = m_data;
        entries.m_items.m_first = m_index + 1;
        entries.m_items.m_end = m_data->after(m_index);
    }
    return entries;
}

std::optional<YamlNode> YamlNode::find(std::string_view key) const
{
    for (const Entry entry : entries()) {
        if (entry.key.text() == key)
            return entry.value;
    }
    return std::nullopt;
}

std::string YamlNode::path() const
{
    return m_data->path(m_index);
}

std::string YamlNode::found() const
{
    return m_data->found(m_index);
}

Error YamlNode::mismatch(std::string_view expected) const
{
    return wrong(fmt::format("found {}, expected {}", found(), expected));
}

Error YamlNode::wrong(std::string_view sentence) const
{
    return {fmt::format("{}: {}", placeIn(m_data->file, line(), column(), path()), sentence)};
}

YamlNode::Items::Iterator& YamlNode::Items::Iterator::operator++()
{
    m_index = m_data->after(m_index);
    return *this;
}

YamlNode::Entry YamlNode::Entries::Iterator::operator*() const
{
    Items::Iterator value = m_key;
    ++value;
    return {*m_key, *value};
}

YamlNode::Entries::Iterator& YamlNode::Entries::Iterator::operator++()
{
    ++m_key;
    ++m_key;
    return *this;
}

void YamlErrors::add(Error error)
{
    constexpr std::size_t most = 100;
    ++m_count;
    if (m_errors.size() < most)
        m_errors.push_back(std::move(error));
}

void YamlValue::refuse(std::string_view expected) const
{
    if (m_node)
        m_errors->add(m_node->mismatch(expected));
}

void YamlValue::complain(std::string_view sentence) const
{
    if (m_node)
        m_errors->add(m_node->wrong(sentence));
}

bool YamlValue::is(std::string_view text) const
{
    return m_node && m_node->isScalar() && m_node->text() == text;
}

std::string YamlValue::text(TextRange range) const
{
    if (m_node && m_node->isScalar()) {
        const std::string_view text = m_node->text();
        if (text.size() >= range.least && text.size() <= range.most)
            return std::string{text};
    }
    refuse(fmt::format("a text of {} to {} bytes", range.least, range.most));
    return {};
}

double YamlValue::number(NumberRange range) const
{
    if (m_node && m_node->isScalar() && !m_node->quoted()) {
        const auto number = numberFrom(m_node->text());
        if (number && *number >= range.least && *number <= range.most)
            return *number;
    }
    if (m_node) {
        const bool open = range.least <= -std::numeric_limits<double>::max()
            && range.most >= std::numeric_limits<double>::max();
        refuse(open ? std::string{"a number"}
                   : range.most >= std::numeric_limits<double>::max()
                   ? fmt::format("a number not below {}", shortest(range.least))
                   : fmt::format("a number from {} to {}", shortest(range.least),
                                 shortest(range.most)));
    }
    return std::clamp(0.0, range.least, range.most);
}

std::int64_t YamlValue::whole(WholeRange range) const
{
    if (m_node && m_node->isScalar() && !m_node->quoted()) {
        const auto number = wholeFrom(m_node->text());
        if (number && *number >= range.least && *number <= range.most)
            return *number;
    }
    if (m_node) {
        const bool open = range.least == std::numeric_limits<std::int64_t>::min()
            && range.most == std::numeric_limits<std::int64_t>::max();
        refuse(open ? std::string{"a whole number"}
                   : range.most == std::numeric_limits<std::int64_t>::max()
                   ? fmt::format("a whole number not below {}", range.least)
                   : fmt::format("a whole number from {} to {}", range.least, range.most));
    }
    return std::clamp<std::int64_t>(0, range.least, range.most);
}

bool YamlValue::flag() const
{
    if (m_node && m_node->isScalar() && !m_node->quoted()) {
        if (m_node->text() == "true")
            return true;
        if (m_node->text() == "false")
            return false;
    }
    refuse("true or false");
    return false;
}

std::string_view YamlValue::idText() const
{
    if (m_node && m_node->isScalar() && isIdText(m_node->text()))
        return m_node->text();
    refuse("an id (1 to 256 letters, digits, '.', '_' or '-', not beginning with '.' or '-')");
    return "unread";
}

void YamlValue::refuseWord(const std::string_view* words, std::size_t count) const
{
    if (!m_node)
        return;
    std::string expected = count == 1 ? "'" : "one of '";
    for (std::size_t i = 0; i < count; ++i) {
        expected += words[i];
        expected += i + 1 < count ? "', '" : "'";
    }
    refuse(expected);
}

std::int64_t YamlValue::atLeast(double least)
{
    constexpr double edge = 9.2e18;
    return least <= -edge ? std::numeric_limits<std::int64_t>::min()
                          : static_cast<std::int64_t>(std::ceil(std::min(least, edge)));
}

std::int64_t YamlValue::atMost(double most)
{
    constexpr double edge = 9.2e18;
    return most >= edge ? std::numeric_limits<std::int64_t>::max()
                        : static_cast<std::int64_t>(std::floor(std::max(most, -edge)));
}

YamlMap YamlValue::map() const
{
    return m_node ? YamlMap{*m_node, *m_errors} : YamlMap{*m_errors};
}

std::vector<YamlValue> YamlValue::items() const
{
    std::vector<YamlValue> values;
    if (m_node && !m_node->isSequence())
        refuse("a list");
    if (m_node) {
        values.reserve(m_node->isSequence() ? m_node->size() : 0);
        for (const YamlNode item : m_node->items())
            values.emplace_back(item, *m_errors);
    }
    return values;
}

std::vector<std::string> YamlValue::texts(TextRange range) const
{
    std::vector<std::string> texts;
    for (const YamlValue& item : items())
        texts.push_back(item.text(range));
    return texts;
}

std::vector<double> YamlValue::numbers(NumberRange range) const
{
    std::vector<double> numbers;
    for (const YamlValue& item : items())
        numbers.push_back(item.number(range));
    return numbers;
}

std::vector<std::pair<YamlValue, YamlValue>> YamlValue::entries() const
{
    std::vector<std::pair<YamlValue, YamlValue>> entries;
    if (m_node && !m_node->isMap())
        refuse("a map");
    if (m_node) {
        entries.reserve(m_node->isMap() ? m_node->size() : 0);
        for (const YamlNode::Entry entry : m_node->entries())
            entries.emplace_back(YamlValue{entry.key, *m_errors},
                                 YamlValue{entry.value, *m_errors});
    }
    return entries;
}

YamlMap::YamlMap(YamlNode node, YamlErrors& errors) : m_errors{&errors}
{
    if (!node.isMap()) {
        errors.add(node.mismatch("a map"));
        return;
    }
    m_node = node;
    m_next = node.m_index + 1;
    if (node.size() > 64)
        m_usedMore.resize(node.size() - 64);
}

YamlMap::YamlMap(YamlMap&& other) noexcept
    : m_node{other.m_node},
      m_errors{other.m_errors},
      m_next{other.m_next},
      m_nextEntry{other.m_nextEntry},
      m_used{other.m_used},
      m_usedMore{std::move(other.m_usedMore)},
      m_asked{other.m_asked},
      m_askedCount{other.m_askedCount},
      m_done{std::exchange(other.m_done, true)}
{
}

YamlMap::~YamlMap()
{
    try {
        done();
    } catch (...) {
        // Out of memory for the message: the count alone makes the reading fail.
        m_errors->add({});
    }
}

void YamlMap::markUsed(std::size_t entry)
{
    if (entry < 64)
        m_used |= std::uint64_t{1} << entry;
    else
        m_usedMore[entry - 64] = true;
}

bool YamlMap::isUsed(std::size_t entry) const
{
    return entry < 64 ? ((m_used >> entry) & 1) != 0 : m_usedMore[entry - 64];
}

void YamlMap::remember(std::string_view key)
{
    if (m_askedCount < m_asked.size())
        m_asked[m_askedCount] = key;
    ++m_askedCount;
}

std::optional<YamlValue> YamlMap::find(std::string_view key)
{
    if (!m_node)
        return std::nullopt;
    remember(key);
    const YamlTree::Data& data = *m_node->m_data;
    const std::uint32_t first = m_node->m_index + 1;
    const std::uint32_t end = data.after(m_node->m_index);
    const std::size_t size = m_node->size();
    // From the entry after the last one found, once around.
    std::uint32_t index = m_next;
    std::size_t entry = m_nextEntry;
    for (std::size_t i = 0; i < size; ++i) {
        if (index >= end) {
            index = first;
            entry = 0;
        }
        const std::uint32_t next = data.after(index + 1);
        if (data.textOf(data.values[index]) == key) {
            m_next = next;
            m_nextEntry = entry + 1;
            markUsed(entry);
            return YamlValue{YamlNode{m_node->m_data, index + 1}, *m_errors};
        }
        index = next;
        ++entry;
    }
    return std::nullopt;
}

YamlValue YamlMap::at(std::string_view key)
{
    if (auto value = find(key))
        return *value;
    if (m_node)
        complain(fmt::format("found no key '{}', expected one", key));
    return YamlValue{*m_errors};
}

YamlMap YamlMap::map(std::string_view key)
{
    return at(key).map();
}

std::optional<std::string> YamlMap::textIf(std::string_view key, TextRange range)
{
    const auto value = find(key);
    return value ? std::optional{value->text(range)} : std::nullopt;
}

std::optional<double> YamlMap::numberIf(std::string_view key, NumberRange range)
{
    const auto value = find(key);
    return value ? std::optional{value->number(range)} : std::nullopt;
}

std::optional<std::int64_t> YamlMap::wholeIf(std::string_view key, WholeRange range)
{
    const auto value = find(key);
    return value ? std::optional{value->whole(range)} : std::nullopt;
}

std::optional<bool> YamlMap::flagIf(std::string_view key)
{
    const auto value = find(key);
    return value ? std::optional{value->flag()} : std::nullopt;
}

std::optional<YamlMap> YamlMap::mapIf(std::string_view key)
{
    const auto value = find(key);
    return value ? std::optional<YamlMap>{value->map()} : std::nullopt;
}

std::vector<YamlValue> YamlMap::itemsIf(std::string_view key)
{
    const auto value = find(key);
    return value ? value->items() : std::vector<YamlValue>{};
}

std::vector<std::string> YamlMap::textsIf(std::string_view key, TextRange range)
{
    const auto value = find(key);
    return value ? value->texts(range) : std::vector<std::string>{};
}

int YamlMap::format(int newest)
{
    const YamlValue value = at("format");
    const std::int64_t number = value.whole({1, 1'000'000});
    if (value.present() && number > newest)
        value.complain(fmt::format(
            "found format {}, expected at most {}; the file was written by a newer version", number,
            newest));
    return static_cast<int>(number);
}

void YamlMap::complain(std::string_view sentence) const
{
    if (m_node)
        m_errors->add(m_node->wrong(sentence));
}

void YamlMap::done()
{
    if (m_done || !m_node)
        return;
    m_done = true;
    std::size_t ordinal = 0;
    for (const YamlNode::Entry entry : m_node->entries()) {
        if (isUsed(ordinal++))
            continue;
        std::string expected = m_askedCount == 0 ? "none" : "one of '";
        const std::size_t known = std::min(m_askedCount, m_asked.size());
        for (std::size_t i = 0; i < known; ++i) {
            expected += m_asked[i];
            expected += i + 1 < known ? "', '" : "'";
        }
        if (m_askedCount > known)
            expected += ", ...";
        m_errors->add(entry.key.wrong(fmt::format("found the unknown key '{}', expected {}",
                                                  shown(entry.key.text()), expected)));
    }
}

} // namespace colonnade::model
