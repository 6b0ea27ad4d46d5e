#include "model/exchange/workbook/WorkbookFile.h"

#include "model/exchange/SaveFile.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"

#include <xlsxwriter.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace colonnade::model {

namespace {

constexpr std::size_t mostWorkbookBytes = 1U << 30U;

/// A folder of our own for temporary files, gone with all in it at the end.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        std::error_code error;
        std::string name = (std::filesystem::temp_directory_path(error) / "colonnade-XXXXXX").string();
        if (!error && mkdtemp(name.data()))
            m_path = name;
    }
    ~TemporaryFolder()
    {
        std::error_code error;
        if (!m_path.empty())
            std::filesystem::remove_all(m_path, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; } ///< Empty: it could not be made.

private:
    std::string m_path;
};

/// Text that XML 1.0 can carry: other characters become U+FFFD. Cut at a character to what a cell takes.
std::string carried(const std::string& text)
{
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    std::string out;
    for (std::size_t i = 0; i < text.size() && out.size() < mostCellBytes - replacement.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool control = byte < 0x20 && byte != '\t' && byte != '\n';
        const std::string_view three = std::string_view{text}.substr(i, 3);
        if (control) {
            out += replacement;
        } else if (three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf") {
            out += replacement;
            i += 2;
        } else {
            out += text[i];
        }
    }
    if (out.size() >= mostCellBytes - replacement.size()) {
        while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xc0U) == 0x80U)
            out.pop_back();
        if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0x80U)
            out.pop_back(); // The first byte of the character that was cut.
    }
    return out;
}

std::time_t timeOf(const std::string& day)
{
    using namespace std::chrono;
    const auto part = [&](std::size_t from, std::size_t count) { return static_cast<int>(wholeFrom(day.substr(from, count)).value_or(1)); };
    // Two digits of a month may begin with a zero, which `wholeFrom` does not take.
    const auto two = [&](std::size_t from) { return day[from] == '0' ? part(from + 1, 1) : part(from, 2); };
    const sys_days date = isIsoDate(day) ? sys_days{year{part(0, 4)} / two(5) / two(8)} : sys_days{year{1980} / 1 / 1};
    return system_clock::to_time_t(date);
}

/// The library's workbook, closed once.
class Book {
public:
    Book(const std::string& file, const std::string& folder) : m_folder{folder}
    {
        lxw_workbook_options options{};
        options.tmpdir = m_folder.data();
        m_book = workbook_new_opt(file.c_str(), &options);
    }
    ~Book() { (void)close(); }
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    [[nodiscard]] lxw_workbook* get() const { return m_book; }
    lxw_error close() { return m_book ? workbook_close(std::exchange(m_book, nullptr)) : LXW_NO_ERROR; }

private:
    std::string m_folder;
    lxw_workbook* m_book = nullptr;
};

/// Writes one sheet; answers the library's first complaint.
lxw_error write(lxw_workbook* book, const Sheet& sheet)
{
    lxw_worksheet* page = workbook_add_worksheet(book, sheet.name.c_str());
    if (!page)
        return LXW_ERROR_INVALID_SHEETNAME_CHARACTER;
    lxw_format* head = workbook_add_format(book);
    format_set_bold(head);
    format_set_text_wrap(head);
    lxw_error error = LXW_NO_ERROR;
    const auto keep = [&](lxw_error next) { error = error == LXW_NO_ERROR ? next : error; };
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        keep(worksheet_set_column(page, column, column, sheet.columns[i].width, nullptr));
        keep(worksheet_write_string(page, 0, column, carried(sheet.columns[i].head).c_str(), head));
    }
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
        for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
            const auto row = static_cast<lxw_row_t>(r + 1);
            const auto column = static_cast<lxw_col_t>(c);
            const SheetCell& cell = sheet.rows[r][c];
            if (const auto* number = std::get_if<double>(&cell); number && std::isfinite(*number))
                keep(worksheet_write_number(page, row, column, *number, nullptr));
            else if (const auto* text = std::get_if<std::string>(&cell); text && !text->empty())
                keep(worksheet_write_string(page, row, column, carried(*text).c_str(), nullptr));
        }
    }
    worksheet_freeze_panes(page, 1, 0);
    if (!sheet.columns.empty() && !sheet.rows.empty())
        keep(worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()), static_cast<lxw_col_t>(sheet.columns.size() - 1)));
    return error;
}

} // namespace

Result<std::string> workbookFile(std::span<const Sheet> sheets, const WorkbookProperties& properties)
{
    const TemporaryFolder folder;
    if (folder.path().empty())
        return fail("The workbook cannot be written: there is no folder for temporary files to be had");
    const std::string file = folder.path() + "/book.xlsx";
    Book book{file, folder.path()};
    if (!book.get())
        return fail("The workbook cannot be written: there is not enough memory");
    std::string title = shown(properties.title, 200); // The format takes 255 characters.
    lxw_doc_properties about{};
    about.title = title.data();
    about.created = timeOf(properties.issuedOn);
    if (const lxw_error error = workbook_set_properties(book.get(), &about); error != LXW_NO_ERROR)
        return fail("The workbook cannot be written: {}", lxw_strerror(error));
    for (const Sheet& sheet : sheets) {
        if (sheet.rows.size() > mostSheetRows)
            return fail("The sheet '{}' has {} rows; a workbook takes {}", sheet.name, sheet.rows.size(), mostSheetRows);
        if (const lxw_error error = write(book.get(), sheet); error != LXW_NO_ERROR)
            return fail("The sheet '{}' cannot be written: {}", shown(sheet.name), lxw_strerror(error));
    }
    if (const lxw_error error = book.close(); error != LXW_NO_ERROR)
        return fail("The workbook cannot be written: {}", lxw_strerror(error));
    auto content = readFile(file, mostWorkbookBytes);
    return content ? Result<std::string>{std::move(content->bytes)} : tl::unexpected{content.error()};
}

} // namespace colonnade::model
