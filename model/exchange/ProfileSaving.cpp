#include "model/exchange/ProfileSaving.h"

#include "model/exchange/ProfileReader.h"
#include "model/exchange/ProfileWriter.h"
#include "model/exchange/SaveFile.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longestName = 80; // bytes

std::string slug(std::string_view name)
{
    std::string id;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            id += upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (!id.empty() && id.back() == '-')
        id.pop_back();
    return id;
}

/// What the file says that it changes, and on what.
struct Ground {
    Profile basis;
    std::string base;
    std::vector<std::string> presets;
};

Result<Ground> onBaseOf(const Profile& named, const ProfileShelf& shelf)
{
    auto found = shelf.named(named.base);
    if (!found)
        return tl::unexpected<Error>{found.error()};
    Ground ground{std::move(found->profile), named.base, named.presets};
    for (const std::string& preset : named.presets) {
        auto over = presetOver(std::move(ground.basis), preset);
        if (!over)
            return tl::unexpected<Error>{over.error()};
        ground.basis = std::move(*over);
    }
    return ground;
}

Result<Ground> groundOf(const Profile& named, const ProfileShelf& everywhere)
{
    if (everywhere.named(named.id)) {
        Ground ground{named, named.id, {}};
        if (const auto plus = named.id.find('+'); plus != std::string::npos) {
            ground.base.resize(plus); // "us-nec+n-plus-1": one base, and presets.
            for (std::size_t at = plus + 1; at <= named.id.size();) {
                const std::size_t end = std::min(named.id.find('+', at), named.id.size());
                ground.presets.push_back(named.id.substr(at, end - at));
                at = end + 1;
            }
        }
        return ground;
    }
    return onBaseOf(named, everywhere);
}

} // namespace

Result<fs::path> ownProfileFolder()
{
    const auto folders = profileFolders();
    if (folders.empty())
        return fail("There is no folder for profiles of your own: neither XDG_DATA_HOME nor HOME is set.");
    return folders.back();
}

Result<std::string> newProfileId(std::string_view name, std::string_view designFile)
{
    if (trimmed(name).empty())
        return fail("A profile needs a name.");
    if (name.size() > longestName)
        return fail("The name '{}' is longer than {} bytes.", shown(name, 40), longestName);
    if (shown(name, 2 * longestName) != name)
        return fail("The name '{}' has signs in it that cannot be shown.", shown(name));
    std::string id = slug(name);
    if (id.empty())
        return fail("The name '{}' has no letter from a to z and no digit, by which its file would be called.", shown(name));
    const auto ids = ProfileShelf{profileFolders(designFile)}.ids();
    std::error_code error;
    const auto folder = ownProfileFolder();
    const bool taken = std::find(ids.begin(), ids.end(), id) != ids.end()
        || (folder && fs::exists(*folder / (id + ".yaml"), error));
    if (taken)
        return fail("There is a profile '{}' already; choose another name.", id);
    return id;
}

Result<FoundProfile> saveProfile(const ProfileToSave& save)
{
    const auto folder = ownProfileFolder();
    if (!folder)
        return tl::unexpected<Error>{folder.error()};
    auto id = newProfileId(save.name, save.designFile);
    if (!id)
        return tl::unexpected<Error>{id.error()};
    const ProfileShelf everywhere{{*folder}}; // What every design finds.
    const auto ground = groundOf(save.named, everywhere);
    if (!ground)
        return tl::unexpected<Error>{ground.error()};
    Profile profile = save.changed;
    profile.id = *id;
    profile.title = std::string(trimmed(save.name));
    profile.summary = fmt::format("Changes {}.", save.named.title);
    profile.base = ground->base;
    profile.presets = ground->presets;
    const auto text = profileText(profile, ground->basis);
    if (!text)
        return tl::unexpected<Error>{text.error()};

    // Read before it is written: what could not be read again is not kept.
    const fs::path file = *folder / (*id + ".yaml");
    const auto read = readProfile(*text, file.string(), [&](std::string_view base) -> Result<Profile> {
        auto found = everywhere.named(base);
        if (!found)
            return tl::unexpected<Error>{found.error()};
        return std::move(found->profile);
    });
    if (!read)
        return tl::unexpected<Error>{read.error()};
    std::error_code error;
    fs::create_directories(*folder, error);
    if (error)
        return fail("Cannot make the folder '{}': {}.", shown(folder->string(), 400), error.message());
    const SaveReport report = saveFile(file.string(), *text, {.mustBeNew = true});
    if (!report.isInPlace())
        return tl::unexpected<Error>{report.result().error()};
    return FoundProfile{*read, file.string()};
}

} // namespace colonnade::model
