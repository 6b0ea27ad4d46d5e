#include "model/exchange/Resources.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace colonnade::model {
namespace {

constexpr std::uintmax_t mostBytes = 16u << 20;

/// The folder of the running program; empty where the system does not tell.
const std::filesystem::path& programFolder()
{
    static const std::filesystem::path folder = [] {
        std::error_code error;
        const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
        return error ? std::filesystem::path{} : program.parent_path();
    }();
    return folder;
}

std::vector<std::filesystem::path> roots()
{
    std::vector<std::filesystem::path> roots;
    if (const char* named = std::getenv("COLONNADE_RESOURCES"); named && *named)
        roots.emplace_back(named);
    if (!programFolder().empty()) {
        roots.push_back(programFolder() / "resources");
        roots.push_back(programFolder() / ".." / "share" / "colonnade");
    }
#ifdef COLONNADE_SOURCE_RESOURCES
    roots.emplace_back(COLONNADE_SOURCE_RESOURCES);
#endif
    return roots;
}

} // namespace

std::optional<std::filesystem::path> resourceFile(std::string_view relative)
{
    for (const auto& root : roots()) {
        std::error_code error;
        auto file = root / relative;
        if (std::filesystem::exists(file, error))
            return file.lexically_normal();
    }
    return std::nullopt;
}

std::vector<std::filesystem::path> resourceFiles(std::string_view folder,
                                                 std::string_view extension)
{
    std::vector<std::filesystem::path> files;
    const auto place = resourceFile(folder);
    if (!place)
        return files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{*place, error}, end; !error && entry != end;
         entry.increment(error)) {
        std::error_code unreadable;
        if (entry->is_regular_file(unreadable) && entry->path().extension() == extension)
            files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<std::string> readResource(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return fail("'{}' is no file that can be read", shown(path.string()));
    const auto size = std::filesystem::file_size(path, error);
    if (error)
        return fail("'{}' cannot be read: {}", shown(path.string()), error.message());
    if (size > mostBytes)
        return fail("'{}' has {} bytes; at most {} are read", shown(path.string()), size,
                    mostBytes);
    std::ifstream file{path, std::ios::binary};
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!file.read(text.data(), static_cast<std::streamsize>(size)))
        return fail("'{}' cannot be read", shown(path.string()));
    return text;
}

} // namespace colonnade::model
