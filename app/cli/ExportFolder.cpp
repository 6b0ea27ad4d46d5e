#include "app/cli/ExportFolder.h"

#include "app/cli/Terminal.h"

#include "model/units/Text.h"

#include <filesystem>

namespace colonnade::cli {

namespace {

std::string endingOf(const std::string& name)
{
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos ? std::string{} : name.substr(dot);
}

/// What stands first is the whole answer for many: the schedule, the network.
bool isWholeAlone(std::string_view kind)
{
    return kind == "csv" || kind == "astra-sim";
}

} // namespace

bool isFolder(const std::string& output)
{
    std::error_code error;
    return output.ends_with('/') || std::filesystem::is_directory(output, error);
}

int deliverExport(const model::NetworkExport& out, std::string_view kind, const std::string& output, bool force, const std::string& input)
{
    for (const std::string& note : out.notes)
        say(note);
    const model::ExportFile& first = out.files.front();
    const bool alone = out.files.size() == 1 && !isFolder(output);
    const bool toFile = alone || (isWholeAlone(kind) && (output == "-" || output.ends_with(endingOf(first.name))));
    if (toFile) {
        const std::string ending = endingOf(first.name);
        return deliver(first.bytes, output, {ending, ".txt", ".yaml", ".yml"}, force, input);
    }
    if (output == "-")
        return refuse({fmt::format("'{}' is {} files; name a folder for them", kind, out.files.size())});
    std::error_code error;
    const std::filesystem::path folder{output};
    if (!std::filesystem::is_directory(folder, error) && !std::filesystem::create_directory(folder, error))
        return refuse({fmt::format("'{}' is {} files, and there is no folder '{}' to be had for them: {}", kind, out.files.size(), model::shown(output),
                                   error ? error.message() : std::string{"a file has that name"})});
    for (const model::ExportFile& file : out.files) {
        const std::string ending = endingOf(file.name);
        if (const int wrong = deliver(file.bytes, (folder / file.name).string(), {ending}, force, input))
            return wrong;
    }
    say(fmt::format("{} files in '{}'", out.files.size(), model::shown(output)));
    return Done;
}

} // namespace colonnade::cli
