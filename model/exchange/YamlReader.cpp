#include "model/exchange/YamlReader.h"

#include "model/exchange/CanonicalYaml.h"
#include "model/exchange/Utf8.h"
#include "model/exchange/YamlData.h"
#include "model/units/Text.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <istream>
#include <new>
#include <stdexcept>
#include <streambuf>

namespace colonnade::model {

namespace {

using Data = YamlTree::Data;

/// What a collection of values costs at most is fixed by these, so that an index fits 32 bits.
constexpr std::size_t mostBytes = 1u << 30;

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
    Builder(std::string_view text, Data& data, const YamlLimits& limits, Feeder& feeder,
            Columns& columns)
        : m_text{text}, m_data{data}, m_limits{limits}, m_feeder{feeder}, m_columns{columns}
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

    /// Refuses a key that is no scalar. yaml-cpp makes one out of a bracket that never closes.
    [[noreturn]] void refuseKey(const YAML::Mark& mark, YamlKind kind)
    {
        std::size_t depth = 0;
        std::size_t deepest = 0;
        char quote = 0;
        for (const char c :
             m_text.substr(std::min(static_cast<std::size_t>(mark.pos), m_text.size()))) {
            if (quote != 0)
                quote = c == quote ? 0 : quote;
            else if (c == '"' || c == '\'')
                quote = c;
            else if (c == '[' || c == '{')
                deepest = std::max(deepest, ++depth);
            else if ((c == ']' || c == '}') && (depth == 0 || --depth == 0))
                break;
        }
        if (deepest + m_open.size() > m_limits.depth)
            refuse(mark,
                   fmt::format("found maps and lists more than {} deep, expected fewer levels",
                               m_limits.depth));
        if (depth != 0)
            refuse(mark, "found a bracket that is never closed, expected its end");
        refuse(mark,
               fmt::format("found {} as key, expected a text",
                           kind == YamlKind::Null      ? "nothing"
                               : kind == YamlKind::Map ? "a map"
                                                       : "a list"));
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
            refuseKey(mark, kind);
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
            refuse(mark,
                   fmt::format("found maps and lists more than {} deep, expected fewer levels",
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
            refuse(mark,
                   fmt::format("found maps and lists more than {} deep, expected fewer levels",
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
        const std::uint32_t doubled = m_data.doubledKey(map, m_keys);
        if (doubled == 0)
            return;
        const Data::Value& value = m_data.values[doubled];
        throw Refused(
            value.line, value.column,
            fmt::format("found the key '{}' twice, expected it once", shown(m_data.textOf(value))),
            m_data.path(doubled));
    }

    std::string_view m_text;
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
    Builder builder{text, data, limits, feeder, columns};
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
            switch (readCanonicalYaml(text, limits, progress, ascii, *data)) {
            case CanonicalReading::Done: break;
            case CanonicalReading::Stopped: throw Stopped{};
            case CanonicalReading::Unusual:
                data->values.clear();
                data->text.clear();
                parse(text, limits, progress, ascii, *data);
            }
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

} // namespace colonnade::model
