#pragma once

#include "model/exchange/ProfileShelf.h"

#include <string>
#include <string_view>

namespace colonnade::model {

/// A setting of the rules that is to be kept under a name of its own.
struct ProfileToSave {
    const Profile& changed; ///< The rules as they are set.
    const Profile& named;   ///< The profile that they were changed on.
    std::string_view name;  ///< "Our house", as a person calls it: the title.
    std::string_view designFile; ///< Empty for a design without a file; profiles beside it are found.
};

/// Where profiles of the person's own are kept: `colonnade/profiles` in $XDG_DATA_HOME, ~/.local/share by default. Fails
/// where neither it nor $HOME is set.
Result<std::filesystem::path> ownProfileFolder();

/// The id, and so the file, of a profile that is called `name`: "Our house, hall 3" gives "our-house-hall-3". Fails in
/// one sentence for a name that is empty, longer than 80 bytes, of other signs alone, or taken by a profile that a design
/// in `designFile` could name.
Result<std::string> newProfileId(std::string_view name, std::string_view designFile = {});

/// Writes the profile into the person's folder, as what it changes on the one that it rests on, and answers it as it is
/// read again. Replaces no file. A profile that lies beside a design is found by that design alone: what is changed on
/// such a one rests on the base of that one.
Result<FoundProfile> saveProfile(const ProfileToSave& save);

} // namespace colonnade::model
