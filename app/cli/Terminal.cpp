#include "app/cli/Terminal.h"

#include "model/exchange/Quote.h"
#include "model/exchange/SaveFile.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>

namespace colonnade::cli {

namespace {

/// Columns that a text takes on a terminal: its characters, as none of ours are wide.
std::size_t columns(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

bool writeAll(std::FILE* file, std::string_view data)
{
    return std::fwrite(data.data(), 1, data.size(), file) == data.size() && std::fflush(file) == 0;
}

} // namespace

int refuse(const model::Error& error)
{
    say(error.text);
    return Refused;
}

void say(std::string_view sentence)
{
    const std::string line = fmt::format("colonnade: {}\n", model::quote::terminal(sentence));
    (void)writeAll(stderr, line); // There is nowhere left to report it.
}

model::Result<std::string> standardInput(std::size_t limit)
{
    std::string all;
    std::array<char, 1U << 16> some;
    while (const std::size_t read = std::fread(some.data(), 1, some.size(), stdin)) {
        if (all.size() + read > limit)
            return model::fail("Standard input is larger than {} bytes", limit);
        all.append(some.data(), read);
    }
    if (std::ferror(stdin) != 0)
        return model::fail("Standard input cannot be read");
    return all;
}

int deliver(std::string_view data, const std::string& path, std::vector<std::string_view> kinds, bool force,
            const std::string& input)
{
    if (path.empty() || path == "-") {
        if (writeAll(stdout, data))
            return Done;
        return refuse({"Standard output cannot be written"});
    }
    std::error_code none;
    const bool exists = std::filesystem::exists(path, none);
    const bool sameKind = std::any_of(kinds.begin(), kinds.end(),
                                      [&](std::string_view ending) { return std::string_view(path).ends_with(ending); });
    if (exists && !input.empty() && std::filesystem::equivalent(path, input, none))
        return refuse({fmt::format("'{}' is what this was made from; name another file to write to", path)});
    if (exists && !sameKind && !kinds.empty() && !force)
        return refuse({fmt::format("'{}' exists and is of another kind; use --force to replace it", path)});
    const model::SaveReport report = model::saveFile(path, data);
    for (const std::string& note : report.notes)
        say(note);
    if (!report.isInPlace())
        return refuse({fmt::format("Cannot write '{}': {}", path, report.message)});
    if (report.saved != model::Saved::Yes)
        say(report.message);
    return Done;
}

std::string table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::vector<std::string>> lines;
    std::vector<bool> right;
    std::vector<std::string> head;
    for (const std::string& text : heads) {
        right.push_back(text.starts_with('>'));
        head.push_back(right.back() ? text.substr(1) : text);
    }
    lines.push_back(head);
    for (const auto& row : rows) {
        std::vector<std::string> shown;
        std::transform(row.begin(), row.end(), std::back_inserter(shown),
                       [](const std::string& cell) { return model::quote::terminal(cell); });
        lines.push_back(std::move(shown));
    }
    std::vector<std::size_t> widths(heads.size(), 0);
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], columns(line[i]));
    }
    std::string out;
    for (const auto& line : lines) {
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string space(widths[i] - columns(line[i]), ' ');
            text += right[i] ? space + line[i] : line[i] + space;
            if (i + 1 < line.size())
                text += "  ";
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + '\n';
    }
    return out;
}

std::string today()
{
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    localtime_r(&now, &parts);
    return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

} // namespace colonnade::cli
