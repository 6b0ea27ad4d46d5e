#pragma once

#include "model/design/Design.h"
#include "model/rules/Profile.h"
#include "model/units/Result.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Answers the profile that another one extends.
using BaseProfile = std::function<Result<Profile>(std::string_view id)>;

/// Reads a rule profile. A profile with a `base` changes only what it says; one without must say everything, every
/// parameter of every rule included. `file` is for messages.
Result<Profile> readProfile(std::string_view text, std::string_view file, const BaseProfile& base);

/// The presets that a profile may take: redundancy and fabric policy ("n", "2n", "inference").
std::vector<std::string> presetIds();
/// The profile with a preset put over it. Fails with the names that exist.
Result<Profile> presetOver(Profile profile, std::string_view preset);

/// The profiles that the program carries, by id: "eu-iec", "us-nec".
std::vector<std::string> profileIds();
/// One of them. Fails with the names that exist.
Result<Profile> carriedProfile(std::string_view id);
/// One of the program or of the user's folder by id, or that in a file where `name` ends with ".yaml"; with
/// presets behind '+': "us-nec+n-plus-1+inference". Elsewhere: `ProfileShelf`.
Result<Profile> profileNamed(std::string_view name);
/// The profile that judges a design: the one named `instead`, or where that is empty the one that the design names;
/// `file` is its file, for messages, and profiles beside it are found.
Result<Profile> profileOf(const Design& design, std::string_view file, std::string_view instead = {});

} // namespace colonnade::model
