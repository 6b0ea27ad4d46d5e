#pragma once

#include "model/units/Result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Where a file or folder that the program carries lies: "catalog", "themes/dark.yaml". Nothing
/// where it is missing.
///
/// Looked for in this order: the folder that the environment names in COLONNADE_RESOURCES,
/// `resources` beside the program, `../share/colonnade` seen from the program, and in a build tree
/// the `resources` of the sources.
std::optional<std::filesystem::path> resourceFile(std::string_view relative);

/// The files right inside a folder of the resources whose name ends with `extension`, by name.
std::vector<std::filesystem::path> resourceFiles(std::string_view folder,
                                                 std::string_view extension);

/// The bytes of one carried file, at most 16 MiB.
Result<std::string> readResource(const std::filesystem::path& path);

} // namespace colonnade::model
