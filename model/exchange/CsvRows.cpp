#include "model/exchange/CsvRows.h"

#include "model/exchange/Quote.h"
#include "model/exchange/Utf8.h"
#include "model/units/Text.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace colonnade::model {

namespace {

class CsvReader {
public:
    CsvReader(std::string_view text, std::string_view file, const std::function<Result<void>(const CsvRow&)>& row, const CsvLimits& limits)
        : m_text{text}, m_file{file}, m_row{row}, m_limits{limits}
    {
    }

    Result<void> operator()()
    {
        if (m_text.size() > m_limits.bytes)
            return fail("File '{}' is larger than {} bytes", shown(m_file), m_limits.bytes);
        if (m_text.starts_with("\xEF\xBB\xBF"))
            m_text.remove_prefix(3);
        if (auto whole = checkCharacters(); !whole)
            return whole;
        m_separator = sniffed();
        while (m_at < m_text.size()) {
            if (auto read = readRow(); !read)
                return read;
        }
        if (m_columns == 0)
            return fail("File '{}' is empty; expected a row of column names", shown(m_file));
        return {};
    }

private:
    template <class... Args> tl::unexpected<Error> no(fmt::format_string<Args...> sentence, Args&&... args)
    {
        return fail("File '{}', line {}: {}", shown(m_file), m_line, fmt::format(sentence, std::forward<Args>(args)...));
    }

    Result<void> checkCharacters()
    {
        std::size_t line = 1;
        for (std::size_t at = 0; at < m_text.size();) {
            const auto byte = static_cast<unsigned char>(m_text[at]);
            line += byte == '\n' ? 1U : 0U;
            if (byte >= 0x20 && byte < 0x7F) {
                ++at;
                continue;
            }
            const Utf8Character character = utf8At(m_text, at);
            const bool blank = byte == '\n' || byte == '\r' || byte == '\t';
            if (!character.valid || (!blank && isInvisibleControl(character.code))) {
                m_line = line;
                return no("found a byte {:#04x} that is no text in UTF-8", byte);
            }
            at += character.bytes;
        }
        return {};
    }

    [[nodiscard]] char sniffed() const
    {
        const std::string_view head = m_text.substr(0, m_text.find('\n'));
        char best = ',';
        for (const char c : {';', '\t'})
            best = std::count(head.begin(), head.end(), c) > std::count(head.begin(), head.end(), best) ? c : best;
        return best;
    }

    Result<void> readRow()
    {
        m_line = m_next;
        const std::size_t begin = m_at;
        m_cells.clear();
        m_unquoted.clear();
        bool more = true;
        while (more) {
            if (m_cells.size() == m_limits.columns)
                return no("there are more than {} columns", m_limits.columns);
            auto cell = readCell(begin);
            if (!cell)
                return tl::unexpected{cell.error()};
            if (cell->size() > m_limits.cell)
                return no("a cell is longer than {} bytes", m_limits.cell);
            m_cells.push_back(*cell);
            more = m_at < m_text.size() && m_text[m_at] == m_separator;
            if (more)
                ++m_at;
        }
        if (m_at - begin > m_limits.line)
            return no("a row is longer than {} bytes", m_limits.line);
        if (m_at < m_text.size() && m_text[m_at] == '\r')
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '\n') {
            ++m_at;
            ++m_next;
        }
        if (m_cells.size() == 1 && m_cells.front().empty())
            return {};
        if (m_columns == 0)
            m_columns = m_cells.size();
        else if (m_cells.size() != m_columns)
            return no("found {} cells, expected {} as in the first row", m_cells.size(), m_columns);
        else if (++m_rows > m_limits.rows)
            return no("there are more than {} rows", m_limits.rows);
        return m_row({m_line, m_cells});
    }

    Result<std::string_view> readCell(std::size_t rowBegin)
    {
        if (m_at >= m_text.size() || m_text[m_at] != '"') {
            const std::size_t begin = m_at;
            while (m_at < m_text.size() && m_text[m_at] != m_separator && m_text[m_at] != '\n' && m_text[m_at] != '\r') {
                if (m_text[m_at] == '"')
                    return no("found a quote within a cell that does not begin with one");
                ++m_at;
            }
            return m_text.substr(begin, m_at - begin);
        }
        const std::size_t begin = ++m_at;
        bool doubled = false;
        for (;; ++m_at) {
            if (m_at >= m_text.size())
                return no("a quote does not close");
            if (m_at - rowBegin > m_limits.line)
                return no("a row is longer than {} bytes", m_limits.line);
            m_next += m_text[m_at] == '\n' ? 1U : 0U;
            if (m_text[m_at] != '"')
                continue;
            if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '"')
                break;
            doubled = true;
            ++m_at;
        }
        const std::string_view raw = m_text.substr(begin, m_at - begin);
        ++m_at;
        const bool ends = m_at >= m_text.size() || m_text[m_at] == m_separator || m_text[m_at] == '\n' || m_text[m_at] == '\r';
        if (!ends)
            return no("found text after the closing quote of a cell");
        if (!doubled)
            return raw;
        auto plain = std::make_unique<std::string>();
        for (std::size_t i = 0; i < raw.size(); ++i) {
            *plain += raw[i];
            i += raw[i] == '"' ? 1U : 0U;
        }
        m_unquoted.push_back(std::move(plain));
        return std::string_view{*m_unquoted.back()};
    }

    std::string_view m_text, m_file;
    const std::function<Result<void>(const CsvRow&)>& m_row;
    const CsvLimits& m_limits;
    char m_separator = ',';
    std::size_t m_at = 0, m_line = 1, m_next = 1, m_columns = 0, m_rows = 0;
    std::vector<std::string_view> m_cells;
    std::vector<std::unique_ptr<std::string>> m_unquoted; ///< Cells whose doubled quotes were undone.
};

} // namespace

Result<void> readCsv(std::string_view text, std::string_view file, const std::function<Result<void>(const CsvRow&)>& row,
                     const CsvLimits& limits)
{
    return CsvReader{text, file, row, limits}();
}

} // namespace colonnade::model
