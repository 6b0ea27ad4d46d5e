#include "model/exchange/CanonicalYaml.h"

#include "model/exchange/Utf8.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr std::size_t longestKey = 1000; ///< yaml-cpp takes keys of up to 1,024 bytes.
constexpr std::size_t reportedEach = 128u << 10;

/// Characters of plain words and numbers, inside and outside of brackets.
constexpr auto plainCharacters = [] {
    std::array<bool, 256> plain{};
    for (const char c :
         std::string_view{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-"})
        plain[static_cast<unsigned char>(c)] = true;
    return plain;
}();

bool isPlainCharacter(char c)
{
    return plainCharacters[static_cast<unsigned char>(c)];
}

/// All functions answer false where the text is unusual; the reading ends there.
class Scanner {
public:
    Scanner(std::string_view text, const YamlLimits& limits, const ReadProgress& progress,
            bool ascii, YamlTree::Data& data)
        : m_text{text}, m_limits{limits}, m_progress{progress}, m_ascii{ascii}, m_data{data}
    {
    }

    CanonicalReading read()
    {
        while (m_at < m_text.size()) {
            if (m_progress && m_at >= m_nextReport) {
                if (!m_progress(m_at, m_text.size()))
                    return CanonicalReading::Stopped;
                m_nextReport = m_at + reportedEach;
            }
            std::size_t indent = 0;
            while (peek() == ' ') {
                ++indent;
                ++m_at;
            }
            bool isRead = false;
            if (peek() == '\n')
                isRead = endLine();
            else if (peek() == '#')
                isRead = skipComment();
            else if (indent == 0 && m_text.substr(m_at) == "...\n")
                return finish();
            else
                isRead = readLine(indent);
            if (!isRead)
                return CanonicalReading::Unusual;
        }
        return finish();
    }

private:
    struct Block {
        std::size_t indent;
        bool isMap;
    };
    struct Scalar {
        std::uint32_t line;
        std::uint32_t column;
        std::uint32_t start;
        std::uint32_t length;
        bool quoted;
    };

    /// The character at the place, or that many behind it; a line end behind the text, where none
    /// can be missed.
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    bool endLine()
    {
        if (peek() != '\n')
            return false;
        ++m_at;
        ++m_line;
        m_lineStart = m_at;
        m_columnAt = m_at;
        m_characters = 0;
        return true;
    }

    bool skipComment()
    {
        m_at = std::min(m_text.find('\n', m_at), m_text.size());
        return endLine();
    }

    std::uint32_t column()
    {
        if (m_ascii)
            return static_cast<std::uint32_t>(m_at - m_lineStart + 1);
        for (; m_columnAt < m_at; ++m_columnAt)
            m_characters += (static_cast<unsigned char>(m_text[m_columnAt]) & 0xc0) != 0x80 ? 1 : 0;
        return m_characters + 1;
    }

    bool add(YamlKind kind, std::uint32_t line, std::uint32_t column, std::uint32_t a,
             std::uint32_t b, bool quoted)
    {
        if (m_data.values.size() >= std::min(m_limits.values, m_limits.expanded))
            return false;
        if (!m_open.empty())
            ++m_data.values[m_open.back()].b;
        m_data.values.push_back({.line = line,
                                 .column = column & 0x1fffffffU,
                                 .kind = static_cast<std::uint32_t>(kind) & 3U,
                                 .quoted = quoted ? 1U : 0U,
                                 .a = a,
                                 .b = b});
        return true;
    }
    bool add(const Scalar& scalar)
    {
        return add(YamlKind::Scalar, scalar.line, scalar.column, scalar.start, scalar.length,
                   scalar.quoted);
    }

    bool open(YamlKind kind, std::uint32_t line, std::uint32_t column)
    {
        const auto index = static_cast<std::uint32_t>(m_data.values.size());
        if (m_open.size() >= m_limits.depth || !add(kind, line, column, 0, 0, false))
            return false;
        m_open.push_back(index);
        return true;
    }
    bool close()
    {
        const std::uint32_t index = m_open.back();
        if (m_data.values[index].is() == YamlKind::Map && m_data.doubledKey(index, m_keys) != 0)
            return false;
        m_data.values[index].a = static_cast<std::uint32_t>(m_data.values.size());
        m_open.pop_back();
        return true;
    }
    bool closeBlock()
    {
        m_blocks.pop_back();
        return close();
    }

    CanonicalReading finish()
    {
        if (m_blocks.empty() || m_isValueAwaited)
            return CanonicalReading::Unusual;
        while (!m_blocks.empty()) {
            if (!closeBlock())
                return CanonicalReading::Unusual;
        }
        return CanonicalReading::Done;
    }

    [[nodiscard]] bool isDash() const { return peek() == '-' && peek(1) == ' '; }

    bool openBlock(std::size_t indent, bool isMap, std::uint32_t line, std::uint32_t column)
    {
        m_blocks.push_back({indent, isMap});
        return open(isMap ? YamlKind::Map : YamlKind::Sequence, line, column);
    }

    bool readLine(std::size_t indent)
    {
        while (!m_blocks.empty() && m_blocks.back().indent > indent) {
            // A key without value is nothing that we write.
            if (m_isValueAwaited || !closeBlock())
                return false;
        }
        const bool isDeeper = m_blocks.empty()
            ? indent == 0 && m_data.values.empty()
            : m_blocks.back().indent < indent && m_isValueAwaited;
        if (isDeeper) {
            m_isValueAwaited = false;
            if (!openBlock(indent, !isDash(), m_line, column()))
                return false;
        } else if (m_blocks.empty() || m_blocks.back().indent != indent || m_isValueAwaited) {
            return false;
        }
        return m_blocks.back().isMap ? readEntry() : readItem(indent);
    }

    bool readItem(std::size_t indent)
    {
        for (;;) {
            if (!isDash())
                return false;
            m_at += 2;
            indent += 2;
            if (!isDash())
                break;
            if (!openBlock(indent, false, m_line, column()))
                return false;
        }
        if (peek() == '{' || peek() == '[')
            return readInBrackets() && endLine();
        Scalar scalar;
        const std::size_t begin = m_at;
        if (!readScalar(scalar))
            return false;
        if (peek() != ':')
            return add(scalar) && endLine();
        return openBlock(indent, true, scalar.line, scalar.column) && addKey(scalar, begin)
            && readValue();
    }

    bool readEntry()
    {
        Scalar key;
        const std::size_t begin = m_at;
        return readScalar(key) && addKey(key, begin) && readValue();
    }

    /// Takes the colon behind a key that began at `begin`.
    bool addKey(const Scalar& key, std::size_t begin)
    {
        if (peek() != ':' || key.line != m_line || m_at - begin > longestKey || !add(key))
            return false;
        ++m_at;
        return true;
    }

    bool readValue()
    {
        if (peek() == '\n') {
            m_isValueAwaited = true;
            return endLine();
        }
        if (peek() != ' ')
            return false;
        ++m_at;
        return readInline() && endLine();
    }

    bool readInline()
    {
        if (peek() == '{' || peek() == '[')
            return readInBrackets();
        Scalar scalar;
        return readScalar(scalar) && add(scalar);
    }

    /// A collection in brackets. Recurses no deeper than the limit.
    bool readInBrackets()
    {
        const bool isMap = peek() == '{';
        const char closing = isMap ? '}' : ']';
        if (!open(isMap ? YamlKind::Map : YamlKind::Sequence, m_line, column()))
            return false;
        ++m_at;
        if (peek() != closing) {
            for (;;) {
                if (isMap) {
                    Scalar key;
                    const std::size_t begin = m_at;
                    if (!readScalar(key) || !addKey(key, begin) || peek() != ' ')
                        return false;
                    ++m_at;
                }
                if (!readInline())
                    return false;
                if (peek() == closing)
                    break;
                if (peek() != ',')
                    return false;
                ++m_at;
                if (peek() == ' ')
                    ++m_at;
                else if (!continueOnNextLine())
                    return false;
            }
        }
        ++m_at;
        return close();
    }

    /// Goes over a line end and the blanks behind it, which must be more than those of the block
    /// around.
    bool continueOnNextLine()
    {
        if (!endLine())
            return false;
        std::size_t indent = 0;
        for (; peek() == ' '; ++m_at)
            ++indent;
        return !m_blocks.empty() && indent > m_blocks.back().indent && peek() != '#'
            && peek() != '\t';
    }

    bool readScalar(Scalar& scalar)
    {
        scalar.line = m_line;
        scalar.column = column();
        scalar.start = static_cast<std::uint32_t>(m_data.text.size());
        scalar.quoted = peek() == '"';
        if (!(scalar.quoted ? readQuoted() : readPlain()))
            return false;
        const std::size_t length = m_data.text.size() - scalar.start;
        scalar.length = static_cast<std::uint32_t>(length);
        return length <= m_limits.text;
    }

    bool readPlain()
    {
        const std::size_t begin = m_at;
        while (isPlainCharacter(peek()))
            ++m_at;
        const std::string_view word = m_text.substr(begin, m_at - begin);
        const bool isNothing = word.empty() || word == "null" || word == "Null" || word == "NULL";
        if (isNothing || word == "-" || word.starts_with("---") || word.starts_with("..."))
            return false;
        m_data.text += word;
        return true;
    }

    bool readQuoted()
    {
        ++m_at;
        for (;;) {
            const std::size_t begin = m_at;
            while (m_at < m_text.size() && m_text[m_at] != '"' && m_text[m_at] != '\\'
                   && m_text[m_at] != '\n')
                ++m_at;
            m_data.text += m_text.substr(begin, m_at - begin);
            if (peek() == '"') {
                ++m_at;
                return true;
            }
            if (peek() != '\\' || !readEscape())
                return false;
        }
    }

    bool readEscape()
    {
        const char c = peek(1);
        m_at += 2;
        switch (c) {
        case '"':
        case '\\':
        case ' ': m_data.text += c; return true;
        case 'n': m_data.text += '\n'; return true;
        case 't': m_data.text += '\t'; return true;
        case 'x': return readCode(2);
        case 'u': return readCode(4);
        case 'U': return readCode(8);
        case '\n': --m_at; return continueOnNextLine();
        default: return false;
        }
    }

    bool readCode(std::size_t digits)
    {
        char32_t code = 0;
        for (std::size_t i = 0; i < digits; ++i, ++m_at) {
            const char c = peek();
            char32_t value = 0;
            if (c >= '0' && c <= '9')
                value = static_cast<char32_t>(c - '0');
            else if (c >= 'A' && c <= 'F')
                value = static_cast<char32_t>(c - 'A' + 10);
            else if (c >= 'a' && c <= 'f')
                value = static_cast<char32_t>(c - 'a' + 10);
            else
                return false;
            code = (code << 4) | value;
        }
        if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
            return false;
        appendUtf8(m_data.text, code);
        return true;
    }

    std::string_view m_text;
    const YamlLimits& m_limits;
    const ReadProgress& m_progress;
    bool m_ascii;
    YamlTree::Data& m_data;
    std::size_t m_at = 0;
    std::size_t m_nextReport = 0;
    std::uint32_t m_line = 1;
    std::size_t m_lineStart = 0;
    std::size_t m_columnAt = 0; // Up to here the characters of the line are counted.
    std::uint32_t m_characters = 0;
    std::vector<Block>
        m_blocks; // Block collections not yet ended, each deeper than the one before.
    std::vector<std::uint32_t> m_open; // All collections not yet ended.
    std::vector<std::uint32_t> m_keys; // Room for `doubledKey`.
    bool m_isValueAwaited = false; // The last line was a key alone.
};

} // namespace

CanonicalReading readCanonicalYaml(std::string_view text, const YamlLimits& limits,
                                   const ReadProgress& progress, bool ascii, YamlTree::Data& data)
{
    return Scanner{text, limits, progress, ascii, data}.read();
}

} // namespace colonnade::model
