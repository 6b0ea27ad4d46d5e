#pragma once

#include "tests/support/CabledDesigns.h"

#include "model/exchange/CsvRows.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/Quote.h"
#include "model/exchange/network/NetworkExport.h"

#include <array>
#include <map>

/// Exports of networks and how they are read back in tests.
namespace colonnade::test {

using namespace model;

using Table = std::vector<std::map<std::string, std::string>>;

/// Rows of a CSV file by column; guards taken away.
inline Table table(std::string_view bytes)
{
    std::vector<std::string> head;
    Table rows;
    const auto read = readCsv(bytes, "x.csv", [&](const CsvRow& row) -> Result<void> {
        if (head.empty()) {
            head.assign(row.cells.begin(), row.cells.end());
            return {};
        }
        auto& cells = rows.emplace_back();
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            cells[head[i]] = std::string{quote::csvUnguarded(row.cells[i])};
        return {};
    });
    if (!read)
        throw std::runtime_error(read.error().text);
    return rows;
}

inline NetworkExport exported(const Design& design, std::string_view kind, const NetworkExportOptions& options = {})
{
    auto out = networkExport(design, kind, options);
    if (!out)
        throw std::runtime_error(out.error().text);
    return *out;
}

inline std::string fileOf(const NetworkExport& out, std::string_view name)
{
    for (const ExportFile& file : out.files) {
        if (file.name == name)
            return file.bytes;
    }
    throw std::runtime_error("no file " + std::string(name));
}

inline Design shipped(std::string_view name)
{
    auto design = loadReference(name);
    if (!design)
        throw std::runtime_error(design.error().text);
    return *design;
}

inline std::size_t linksOf(const CableSchedule& schedule)
{
    std::size_t count = 0;
    for (const ScheduleSection& section : schedule.sections())
        count += section.plan->links.size();
    return count;
}

/// The same unit with labels that no format likes, and as long as nobody expects.
inline Design hostile(bool alike = false)
{
    Arrangement inside = cabledUnit(4);
    for (Placement& placement : inside.placements)
        placement.label = fmt::format("=\"{}\"\n,;[a]{{b}}\\ <i>&\t{}", std::string(120, 'x'), alike ? std::string{"?"} : placement.id.text());
    return cabledDesign(1, inside).named("-weird \"name\"\nof: two # lines");
}

inline CableNaming byLabel()
{
    CableNaming naming;
    naming.device = "{rack_label} {device}";
    return naming;
}

inline constexpr std::array<const char*, 3> references{"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"};

} // namespace colonnade::test
