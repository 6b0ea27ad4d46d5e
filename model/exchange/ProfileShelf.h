#pragma once

#include "model/design/Design.h"
#include "model/rules/Profile.h"
#include "model/units/Result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

struct FoundProfile {
    Profile profile;
    std::string from; ///< The file of the user's own; empty: the program carries it.
};

/// Where profiles are found by id: those that the program carries first, then files "ID.yaml" of the user's folders,
/// the first folder first. Reads at each call.
class ProfileShelf {
public:
    explicit ProfileShelf(std::vector<std::filesystem::path> folders = {});

    /// All that can be named, the program's first. In folders only files that say `profile:` count.
    [[nodiscard]] std::vector<std::string> ids() const;
    /// By id; or a file, where `name` ends with ".yaml"; with presets behind '+': "us-nec+inference". Bases are found on
    /// the same shelf, and beside the file. Fails in one sentence, with the names that exist.
    [[nodiscard]] Result<FoundProfile> named(std::string_view name) const;

private:
    [[nodiscard]] Result<FoundProfile> named(std::string_view name, std::vector<std::string>& open) const;
    [[nodiscard]] Result<FoundProfile> inFile(const std::filesystem::path& file, std::string_view wanted,
                                              std::vector<std::string>& open) const;
    std::vector<std::filesystem::path> m_folders;
};

/// The folders of a user's own profiles: beside the design file (none where it is empty), then `colonnade/profiles` in
/// $XDG_DATA_HOME, which is ~/.local/share by default.
std::vector<std::filesystem::path> profileFolders(std::string_view designFile = {});

/// The profile that judges a design: the one named `instead`, or where that is empty the one that the design names.
Result<FoundProfile> foundProfileOf(const Design& design, std::string_view file, std::string_view instead = {});

} // namespace colonnade::model
