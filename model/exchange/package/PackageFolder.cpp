#include "model/exchange/package/PackageFolder.h"

#include "model/exchange/Sha256.h"
#include "model/exchange/package/PackageJson.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Rows of a CSV file without its head; line ends within quotes end none.
std::size_t rowsOf(std::string_view csv)
{
    bool quoted = false;
    std::size_t lines = 0;
    for (const char byte : csv) {
        if (byte == '"')
            quoted = !quoted;
        else if (byte == '\n' && !quoted)
            ++lines;
    }
    return lines > 0 ? lines - 1 : 0;
}

} // namespace

NetworkExport packageFolder(Package package, const Design& design)
{
    NetworkExportOptions options;
    options.spareShare = package.control.spareShare;
    auto tables = networkExport(design, "csv", options);
    NetworkExport out;
    if (!tables)
        out.notes.push_back(fmt::format("The package has no cable schedule: {}.", tables.error().text));
    for (std::size_t i = 0; tables && i < tables->files.size(); ++i) {
        const ExportFile& file = tables->files[i];
        package.files.push_back({file.name, "text/csv", sha256(file.bytes), file.bytes.size(), rowsOf(file.bytes)});
    }
    out.files.push_back({"package.json", packageJson(package)});
    if (tables)
        std::move(tables->files.begin(), tables->files.end(), std::back_inserter(out.files));
    return out;
}

} // namespace colonnade::model
