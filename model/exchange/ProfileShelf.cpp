#include "model/exchange/ProfileShelf.h"

#include "model/exchange/ProfileReader.h"
#include "model/exchange/Resources.h"
#include "model/exchange/YamlReader.h"
#include "model/units/AddOnce.h"
#include "model/units/Id.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace colonnade::model {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 200; ///< Of one folder: a design may lie among thousands of other files.
constexpr std::uintmax_t mostBytes = 1u << 20;

std::optional<fs::path> carriedFile(std::string_view id)
{
    return isIdText(id) ? resourceFile(fmt::format("profiles/{}.yaml", id)) : std::nullopt;
}

/// Whether a YAML file is meant to be a profile: other files may lie beside a design.
bool saysProfile(const fs::path& file)
{
    std::error_code error;
    if (fs::file_size(file, error) > mostBytes || error)
        return false;
    const auto text = readResource(file);
    return text && (text->starts_with("profile:") || text->find("\nprofile:") != std::string::npos);
}

std::vector<std::string> idsIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
        std::error_code unreadable;
        if (files.size() < mostFiles && entry->path().extension() == ".yaml" && entry->is_regular_file(unreadable))
            files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> ids;
    for (const fs::path& file : files) {
        if (isIdText(file.stem().string()) && saysProfile(file))
            ids.push_back(file.stem().string());
    }
    return ids;
}

} // namespace

ProfileShelf::ProfileShelf(std::vector<fs::path> folders) : m_folders{std::move(folders)} {}

std::vector<std::string> ProfileShelf::ids() const
{
    std::vector<std::string> ids = profileIds();
    for (const fs::path& folder : m_folders) {
        for (std::string& id : idsIn(folder))
            addOnce(ids, std::move(id));
    }
    return ids;
}

Result<FoundProfile> ProfileShelf::named(std::string_view name) const
{
    std::vector<std::string> open;
    return named(name, open);
}

Result<FoundProfile> ProfileShelf::named(std::string_view name, std::vector<std::string>& open) const
{
    if (name.ends_with(".yaml"))
        return inFile(fs::path{std::string(name)}, {}, open);
    if (const auto plus = name.rfind('+'); plus != std::string_view::npos) {
        auto found = named(name.substr(0, plus), open);
        if (!found)
            return found;
        auto changed = presetOver(std::move(found->profile), name.substr(plus + 1));
        if (!changed)
            return tl::unexpected<Error>{changed.error().in(fmt::format("Profile '{}'", shown(name)))};
        found->profile = std::move(*changed);
        found->profile.id = std::string(name);
        return found;
    }
    if (const auto file = carriedFile(name))
        return inFile(*file, name, open);
    if (isIdText(name)) {
        for (const fs::path& folder : m_folders) {
            std::error_code error;
            if (const fs::path file = folder / fmt::format("{}.yaml", name); fs::is_regular_file(file, error))
                return inFile(file, name, open);
        }
    }
    return fail("There is no rule profile '{}'; there are '{}'.", shown(name), fmt::join(ids(), "', '"));
}

Result<FoundProfile> ProfileShelf::inFile(const fs::path& file, std::string_view wanted,
                                          std::vector<std::string>& open) const
{
    std::error_code error;
    const std::string here = fs::weakly_canonical(file, error).string();
    if (std::find(open.begin(), open.end(), here) != open.end())
        return fail("The rule profile '{}' is based on itself.", shown(file.stem().string()));
    const auto text = readResource(file);
    if (!text)
        return tl::unexpected<Error>{text.error()};
    open.push_back(here);
    const bool carried = !wanted.empty() && carriedFile(wanted) == file;
    ProfileShelf bases = *this;
    if (!carried)
        bases.m_folders.insert(bases.m_folders.begin(), file.parent_path());
    const std::string shownName = carried ? file.filename().string() : file.string();
    auto profile = readProfile(*text, shownName, [&](std::string_view base) -> Result<Profile> {
        auto found = bases.named(base, open);
        if (!found)
            return tl::unexpected<Error>{found.error()};
        return std::move(found->profile);
    });
    open.pop_back();
    if (!profile)
        return tl::unexpected<Error>{profile.error()};
    if (!wanted.empty() && profile->id != wanted)
        return fail("file '{}', key 'profile': found '{}', expected '{}', as the file is called",
                    shown(shownName, 400), shown(profile->id), shown(wanted));
    if (!carried && carriedFile(profile->id))
        return fail("file '{}', key 'profile': found '{}', expected an id of its own: that profile is the program's",
                    shown(shownName, 400), shown(profile->id));
    return FoundProfile{std::move(*profile), carried ? std::string{} : file.string()};
}

std::vector<fs::path> profileFolders(std::string_view designFile)
{
    std::vector<fs::path> folders;
    if (!designFile.empty()) {
        const fs::path beside = fs::path{std::string(designFile)}.parent_path();
        folders.push_back(beside.empty() ? fs::path{"."} : beside);
    }
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    if (data && *data)
        folders.push_back(fs::path{data} / "colonnade" / "profiles");
    else if (home && *home)
        folders.push_back(fs::path{home} / ".local" / "share" / "colonnade" / "profiles");
    return folders;
}

Result<FoundProfile> foundProfileOf(const Design& design, std::string_view file, std::string_view instead)
{
    const ProfileShelf shelf{profileFolders(file)};
    if (!instead.empty())
        return shelf.named(instead);
    auto found = shelf.named(design.profile());
    if (!found)
        return tl::unexpected<Error>{found.error().in(fmt::format("file '{}', key 'profile'", shown(file, 400)))};
    return found;
}

std::vector<std::string> profileIds()
{
    std::vector<std::string> ids;
    for (const auto& file : resourceFiles("profiles", ".yaml"))
        ids.push_back(file.stem().string());
    return ids;
}

Result<Profile> carriedProfile(std::string_view id)
{
    if (!carriedFile(id))
        return fail("There is no rule profile '{}'; there are '{}'.", shown(id), fmt::join(profileIds(), "', '"));
    auto found = ProfileShelf{}.named(id);
    if (!found)
        return tl::unexpected<Error>{found.error()};
    return std::move(found->profile);
}

Result<Profile> profileNamed(std::string_view name)
{
    auto found = ProfileShelf{profileFolders()}.named(name);
    if (!found)
        return tl::unexpected<Error>{found.error()};
    return std::move(found->profile);
}

Result<Profile> profileOf(const Design& design, std::string_view file, std::string_view instead)
{
    auto found = foundProfileOf(design, file, instead);
    if (!found)
        return tl::unexpected<Error>{found.error()};
    return std::move(found->profile);
}

} // namespace colonnade::model
