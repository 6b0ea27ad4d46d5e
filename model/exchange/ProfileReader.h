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

/// Reads a rule profile. A profile that `extends` another changes only what it says; one that
/// extends none must say everything, every parameter of every rule included. `file` is for
/// messages.
Result<Profile> readProfile(std::string_view text, std::string_view file, const BaseProfile& base);

/// The profiles that the program carries, by id: "eu-iec", "us-nec".
std::vector<std::string> profileIds();
/// One of them. Fails with the names that exist.
Result<Profile> carriedProfile(std::string_view id);
/// A carried one by id, or the one in a file of the user's own where `name` ends with ".yaml".
Result<Profile> profileNamed(std::string_view name);
/// The profile that judges a design: the one named `instead`, or where that is empty the one that the design names;
/// `file` is its file, for messages.
Result<Profile> profileOf(const Design& design, std::string_view file, std::string_view instead = {});

} // namespace colonnade::model
