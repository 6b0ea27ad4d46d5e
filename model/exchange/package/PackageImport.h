#pragma once

#include "model/design/Design.h"
#include "model/exchange/JsonReader.h"
#include "model/units/Result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// What a package may hold: the text of a design is one value of it.
inline constexpr JsonLimits packageLimits{.bytes = 256U << 20U, .depth = 64, .values = 4'000'000, .text = 64U << 20U};

/// What was found in a package that somebody hands back.
struct PackageImport {
    Design design;
    std::vector<std::string> taken;    ///< One sentence each.
    std::vector<std::string> notTaken; ///< One sentence each, with the reason.
    /// Figures, texts and findings of the package that this program derives otherwise: where, what stands there, and what the
    /// program says. At most `packageDifferencesShown`, with the number of the others in the last.
    std::vector<std::string> differences;
    std::size_t compared = 0; ///< Values of the package that were compared with what the program derives; 0: none could be.
    std::size_t differing = 0; ///< Of those.
};

inline constexpr std::size_t packageDifferencesShown = 20;

/// How a package is judged anew.
struct PackageImportOptions {
    std::string profile{}; ///< Rule profile by id or file; empty: the one that the package was made with.
    std::string today;     ///< ISO date; waivers of an undated package expire by it.
};

/// Reads the JSON of a package back: the design from the text that it carries, and beside it whether package and program agree, value by
/// value. `file` is the name for messages.
///
/// Fails in one sentence where the text is no package or one of a newer major version, where it carries no design (made before
/// version 1.2, or for an audience that may not see it), or where that is not the one whose SHA-256 the package states.
Result<PackageImport> readPackage(std::string_view text, std::string_view file, const PackageImportOptions& options);

} // namespace colonnade::model
